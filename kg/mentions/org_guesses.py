"""The model's guesses at organisations, kept only where the sentence treats them as one, and cut to the name.

For names without a head noun that no list knows: "Novatek", "Health Canada", "the ONEM". A guess goes when it touches
a title, person, event or agreement, or consists of ordinary words; it needs the role of an actor or a neighbour in a
list that is known to be an organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.phrases import bases
from kg.mentions.proposal import Proposal
from kg.model import Form, Kind
from kg.parse import Parsed
from kg.reference import Reference

SCORE, SURE = 0.7, 0.75
LINE = 40  # tokens of a line in a list of persons
LITTLE = frozenset({"of", "for", "and", "&", "the", "de", "du", "la", "-", "in", "on"})
NOT_NAMES = ("event-types", "instruments", "groups")


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """The guesses that hold."""
    yield from listed(parsed, reference, earlier)
    guesses = _Guesses(parsed, reference, lexicon, earlier)
    for guess in parsed.doc.ents:
        if guess.label_ == "ORG":
            first, after = guesses.cut(guess)
            if first < after and guesses.is_name(first, after) and guesses.is_actor(first, after):
                yield _proposal(parsed, first, after)


def _proposal(parsed: Parsed, first: int, after: int) -> Proposal:
    return Proposal(
        first=first, after=after, kind=Kind.ORGANIZATION, form=Form.NAME, name=parsed.doc[first:after].text,
        org_kind="other", source="model", score=SCORE,
    )  # fmt: skip


class _Guesses:
    def __init__(self, parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> None:
        self.parsed, self.reference, self.lexicon = parsed, reference, lexicon
        self.kinds = {i: p.kind for p in earlier for i in range(p.first, p.after)}
        self.bases = bases(parsed)
        self.schemes = [lexicon.cues(s) for s in NOT_NAMES]

    def cut(self, guess: DocSpan) -> tuple[int, int]:
        """The guess without words in lower case, articles and possessives at its edges."""
        first, after = guess.start, guess.end
        while first < after and not self._names(first):
            first += 1
        while after > first and not self._names(after - 1):
            after -= 1
        return first, after

    def _names(self, i: int) -> bool:
        token = self.parsed.doc[i]
        return token.text[0].isupper() and token.pos_ != "DET" and len(token.text) > 1

    def is_name(self, first: int, after: int) -> bool:
        """Capitalised words that no earlier finder took, and that mean no event, agreement or portfolio."""
        block = self.parsed.block(first)
        tokens = self.parsed.doc[first:after]
        if block.kind in {BlockKind.TITLE, BlockKind.HEADING} or block.capitals or after - first > 6:
            return False
        if any(not t.text[0].isupper() and t.lower_ not in LITTLE for t in tokens):
            return False
        if any(i in self.kinds for i in range(first, after - 1)) or not self._may_end(first, after):
            return False
        return not any(self._means_other(i) for i in range(first, after)) and self._is_proper(tokens)

    def _may_end(self, first: int, after: int) -> bool:
        kind = self.kinds.get(after - 1)
        return kind is None or (kind == Kind.COUNTRY and after - first > 1)

    def _means_other(self, i: int) -> bool:
        words = self.parsed.words
        if any(c.at(self.bases, words, i) for c in self.schemes):
            return True
        return any(self.reference.heads.at(role, words, i) for role in ("head", "rank", "honorific"))

    def _is_proper(self, tokens: DocSpan) -> bool:
        """An unknown word or abbreviation; of several words, some but not all: two unknown ones are a person's name."""
        if len(tokens) == 1:
            return self._is_odd(tokens[0])
        odd = [self._is_odd(t) for t in tokens if t.lower_ not in LITTLE]
        return (any(odd) and not all(odd)) or self.kinds.get(tokens.end - 1) == Kind.COUNTRY

    def _is_odd(self, token: Token) -> bool:
        word = token.lower_
        known = word in self.parsed.dictionary or token.lemma_.lower() in self.parsed.dictionary
        return token.is_alpha and not known and self.reference.heads.at("portfolio", [word], 0) is None

    def is_actor(self, first: int, after: int) -> bool:
        """Whether the sentence treats it as somebody: it acts or speaks, or stands in a row with organisations."""
        root = self.parsed.doc[first:after].root
        top = root
        while top.dep_ == "conj":
            top = top.head
        if top.dep_ in {"nsubj", "agent"} and top.head.pos_ == "VERB":
            return True
        if top.dep_ == "pobj" and top.head.dep_ == "agent":
            return True
        return any(
            self.kinds.get(t.i) == Kind.ORGANIZATION for t in (*root.conjuncts, *top.conjuncts, top) if t.i != root.i
        )


def listed(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Affiliations in lists of persons: the last part of a line "Ana Ruiz, Head of Sales, Novatek Chile"."""
    sure = (p for p in earlier if p.kind != Kind.PERSON or p.score > SURE)
    kinds = {i: p.kind for p in sure for i in range(p.first, p.after)}
    for block, (first, after) in zip(parsed.blocks, parsed.block_tokens, strict=True):
        commas = [i for i in range(first, after) if parsed.words[i] == ","]
        if block.kind in {BlockKind.BODY, BlockKind.TITLE} or after - first > LINE or len(commas) < 2:
            continue
        if not any(kinds.get(i) == Kind.PERSON for i in range(first, min(first + 4, commas[0]))):
            continue
        last = range(commas[-1] + 1, after - (parsed.words[after - 1] in {".", ";", "and"}))
        if _is_affiliation(parsed, reference, kinds, last):
            yield _proposal(parsed, last.start, last.stop)


def _is_affiliation(parsed: Parsed, reference: Reference, kinds: Mapping[int, Kind], tokens: range) -> bool:
    """Capitalised words that are no title, portfolio, place or person; a country only at the end."""
    if (
        not tokens
        or not parsed.texts[tokens.start][0].isupper()
        or any(not parsed.texts[i][0].isupper() and parsed.words[i] not in LITTLE for i in tokens)
    ):
        return False
    if any(kinds.get(i) not in {None, Kind.COUNTRY} for i in tokens) or kinds.get(tokens.start) is not None:
        return False
    titled = any(reference.heads.at(role, parsed.words, i) for role in ("head", "rank") for i in tokens)
    return not titled and not all(reference.heads.at("portfolio", parsed.words, i) for i in tokens)
