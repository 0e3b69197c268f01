"""Annotated texts → examples for the recogniser of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.training import Example
from spacy.vocab import Vocab

from kg import ids
from kg.lexicon import Lexicon
from kg.mentions import known
from kg.model import Document, Form, Kind
from kg.parse import Parsed, Parser
from kg.reference import Reference
from kg.train.annotations import Annotated

WINDOW = 100  # tokens of an example, at least; it ends where a sentence does
KEPT = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})  # as the model has them
PLACES = frozenset({"GPE", "LOC", "FAC"})

Entity: TypeAlias = tuple[int, int, str]
"""Tokens ``[first, after)`` and their label."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of a text with the names in them, counted in their own tokens."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    entities: tuple[Entity, ...]

    def example(self, vocab: Vocab) -> Example:
        """What to predict, and the truth."""
        truth = self.blank(vocab)
        truth.set_ents([DocSpan(truth, first, after, label=label) for first, after, label in self.entities])
        return Example(self.blank(vocab), truth)

    def blank(self, vocab: Vocab) -> Doc:
        """The words alone."""
        return Doc(vocab, words=list(self.words), spaces=list(self.spaces))


class Examiner(Parser):
    """Parses as the build does, and lets the model be trained."""

    def __init__(self, model: str | None, reference: Reference, lexicon: Lexicon) -> None:
        super().__init__(model, reference.heads.abbreviations)
        self._reference, self._lexicon = reference, lexicon

    @property
    def language(self) -> Language:
        """The pipeline itself."""
        return self._nlp

    def windows(self, annotated: Annotated, labels: frozenset[str]) -> list[Window]:
        """A text in pieces, with its names under labels that the recogniser has."""
        text = annotated.text
        parsed = self.parse(Document(ids.document_id(text), annotated.name, ids.sha256(text), text))
        return list(_cut(parsed, self._entities(parsed, annotated, labels)))

    def _entities(self, parsed: Parsed, annotated: Annotated, labels: frozenset[str]) -> list[Entity]:
        guessed = {(e.start, e.end): e.label_ for e in parsed.doc.ents}
        given = [_labelled(parsed.tokens(a.span), a.label, guessed) for a in annotated.annotations if a.label in labels]
        kept = [(*tokens, label) for tokens, label in guessed.items() if label in KEPT]
        return sorted(_apart([_longest(given), _longest(self._countries(parsed)), kept]))

    def _countries(self, parsed: Parsed) -> Iterator[Entity]:
        """Countries, which annotators give by code only."""
        for p in known.propose(parsed, self._reference, self._lexicon, ()):
            if p.kind == Kind.COUNTRY:
                yield p.first, p.after, "NORP" if p.form == Form.DEMONYM else "GPE"


def _labelled(tokens: tuple[int, int], label: str, guessed: Mapping[tuple[int, int], str]) -> Entity:
    """A place is a region or a building where the model says so; annotators make no difference."""
    guess = guessed.get(tokens, "")
    return (*tokens, guess if label in PLACES and guess in PLACES else label)


def _longest(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda e: (e[0] - e[1], e))


def _apart(ranked: Iterable[Iterable[Entity]]) -> Iterator[Entity]:
    """Those that overlap none before them."""
    taken: set[int] = set()
    for first, after, label in (entity for entities in ranked for entity in entities):
        if first < after and taken.isdisjoint(range(first, after)):
            taken.update(range(first, after))
            yield first, after, label


def _cut(parsed: Parsed, entities: list[Entity]) -> Iterator[Window]:
    words, spaces = [t.text for t in parsed.doc], [bool(t.whitespace_) for t in parsed.doc]
    inside = {k for first, after, _ in entities for k in range(first + 1, after)}
    ends = [s.end for s in parsed.sentences if s.end not in inside]
    first = 0
    for end in ends:
        if end - first >= WINDOW or end == len(words):
            own = tuple((a - first, b - first, label) for a, b, label in entities if first <= a and b <= end)
            yield Window(tuple(words[first:end]), tuple(spaces[first:end]), own)
            first = end
