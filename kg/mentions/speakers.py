"""Who speaks where: the source of each quotation, and the labels of a transcript ("MINISTER SOW: …", "QUESTION: …")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.lexicon import Lexicon
from kg.mentions.parties import head
from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed

MARKS = frozenset({'"', "''", "``"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINAL = frozenset({".", "?", "!"})
LABEL, SHORT = 10, 6  # tokens of a label at most; of one that names nobody known


class Speakers:
    """For tokens that somebody other than the publisher speaks: who, or None where that is not said.

    ``answerer`` is who gives the answers of a text of questions and answers ("Q: … A: …").
    """

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, actors: Mapping[int, Proposal], answerer: Proposal | None = None
    ) -> None:
        self.parsed = parsed
        self.cues = lexicon.cues("speech-acts")
        self.actors = actors
        self.answerer = answerer or (self._only_one(*parsed.block_tokens[0]) if parsed.block_tokens else None)
        persons = [head(p) for p in actors.values() if p.kind == Kind.PERSON]
        self.surnames = {p.name.split()[-1].lower(): p for p in persons if p.name}
        self.of: dict[int, Proposal | None] = {}
        self.asked = any(_is_question(parsed, first) for first, _ in parsed.block_tokens)
        self.dialogue = self._is_dialogue()
        last: Proposal | None = None
        label: tuple[Proposal | None] | None = None
        for first, after in parsed.block_tokens:
            inside = _inside(parsed.words, first, after)
            source = self._source(first, after, inside)
            last = source or last
            self.of.update(dict.fromkeys(inside, last))
            turns = dict(self._turns(first, after))
            for i in range(first, after):
                label = turns.get(i, label)
                if label is not None and i not in inside:
                    self.of[i] = label[0]

    def _is_dialogue(self) -> bool:
        """Whether two paragraphs or more begin with a person's name and a colon, or with "Q"."""
        begins = self.parsed.block_tokens[1:]
        asked = sum(_is_question(self.parsed, first) for first, _ in begins)
        answered = sum(_is_answer(self.parsed, first) for first, _ in begins) if self.asked else 0
        return asked + answered + sum(self._named(*b) is not None for b in begins) > 1

    def _turns(self, first: int, after: int) -> Iterator[tuple[int, tuple[Proposal | None]]]:
        """Where in a block somebody begins to speak, and who: by its label, or by one in capitals within it."""
        label = self._label(first, after) or (self._spoken(first, after) if self.dialogue else None)
        yield from [(first, label)] if label is not None else []
        for i in range(first + 1, after - 2):
            if self.parsed.words[i - 1] in FINAL and (found := self._label(i, after)) is not None:
                yield i, found

    def _spoken(self, first: int, after: int) -> tuple[Proposal | None] | None:
        """The speaker of a paragraph of a dialogue: whom its label names, or nobody known ("Q", "Radio Suva:")."""
        if _is_question(self.parsed, first):
            return (None,)
        if self.asked and _is_answer(self.parsed, first):
            return (self.answerer,)
        named = self._named(first, after)
        if named is not None:
            return (named,)
        colon = _colon(self.parsed.words, first, min(first + SHORT, after))
        other = colon is not None and self.parsed.texts[first][:1].isupper()
        return (None,) if colon is not None and other and not self.parsed.has_finite(first, colon) else None

    def _named(self, first: int, after: int) -> Proposal | None:
        """The one person whom a short label consists of, title and all: "Minister Sow:", "Ama Sow:"."""
        colon = _colon(self.parsed.words, first, after)
        if colon is None or colon + 1 >= after or self.parsed.words[colon + 1] in MARKS:
            return None
        whole = all(i in self.actors or _is_title(self.parsed, i) for i in range(first, colon))
        return self._only_one(first, colon) if whole else None

    def _only_one(self, first: int, after: int) -> Proposal | None:
        """The person named in tokens ``[first, after)``, if only one is."""
        named = (self.actors[i] for i in range(first, after) if i in self.actors)
        found = {id(head(p)): head(p) for p in named if p.kind == Kind.PERSON}
        return next(iter(found.values())) if len(found) == 1 else None

    def _source(self, first: int, after: int, inside: set[int]) -> Proposal | None:
        """Whom a label before a quotation names ("FM Levi: “…”"), else the subject of the first verb of speech."""
        colon = next((i for i in range(first, min(first + LABEL, after - 1)) if self.parsed.words[i] == ":"), None)
        labelled = self.actors.get(colon - 1) if colon is not None and colon > first else None
        if colon is not None and labelled is not None and self.parsed.words[colon + 1] in MARKS:
            return head(labelled) if labelled.kind == Kind.PERSON else labelled
        for i in range(first, after):
            actor = self.actors.get(i) if i not in inside else None
            if actor is None or self.parsed.doc[i].dep_ not in SUBJECTS:
                continue
            if self.cues.at(self.parsed.lemmas, self.parsed.words, self.parsed.doc[i].head.i):
                return head(actor)
        return None

    def _label(self, first: int, after: int) -> tuple[Proposal | None] | None:
        """The speaker whom a block's label in capitals names; None in it for "QUESTION:" or a name not known."""
        words = self.parsed.words
        colon = _colon(words, first, after)
        if colon is None:
            return None
        persons = (self.actors[i] for i in range(first, colon) if i in self.actors)
        named = next((head(p) for p in persons if p.kind == Kind.PERSON), None)
        if not _in_capitals(self.parsed, first, colon) and (
            named is None or not self._has_surname_in_capitals(first, colon)
        ):
            return None
        return (named or self.surnames.get(words[colon - 1]),)

    def _has_surname_in_capitals(self, first: int, colon: int) -> bool:
        """ "SATO Kenji, Minister for Foreign Affairs:", "Mr Jean DUPONT:": a name with its surname in capitals."""
        spots = (i for i in range(first, colon) if i in self.actors and self.actors[i].kind == Kind.PERSON)
        words = [self.parsed.surface(i, i + 1) for i in spots]
        return any(len(w) > 2 and w.isupper() for w in words) and not all(w.isupper() for w in words)


def is_transcript(parsed: Parsed) -> bool:
    """Whether any paragraph begins with a label in capitals ("MINISTER SOW: …")."""
    colons = ((first, _colon(parsed.words, first, after)) for first, after in parsed.block_tokens)
    return any(colon is not None and _in_capitals(parsed, first, colon) for first, colon in colons)


def _is_question(parsed: Parsed, first: int) -> bool:
    """Whether a paragraph begins as a question does: "Q:", "Q.", "Q Will you …", "Question:"."""
    return _opens(parsed, first, "Q", "question")


def _is_answer(parsed: Parsed, first: int) -> bool:
    """Whether a paragraph begins as an answer does: "A:", "A. ", "A We …", "Answer:"; not "A meeting was …"."""
    return _opens(parsed, first, "A", "answer")


def _opens(parsed: Parsed, first: int, letter: str, word: str) -> bool:
    own, behind = (*parsed.texts[first : first + 2], "", "")[:2]
    if own.lower() == word:
        return behind == ":"
    return own == f"{letter}." or (own == letter and (behind in {":", "."} or behind[:1].isupper()))


def _is_title(parsed: Parsed, i: int) -> bool:
    """Whether a word of a label may stand before a name: "Minister", "Mr", "the"."""
    return parsed.tags[i] in {"NNP", "NN", "DT", "IN", "."} and parsed.words[i] not in {"on", "to"}


def _colon(words: Sequence[str], first: int, after: int) -> int | None:
    """The colon that may end the label of a block."""
    colon = next((i for i in range(first, min(first + LABEL, after)) if words[i] == ":"), None)
    return None if colon == first else colon


def _in_capitals(parsed: Parsed, first: int, colon: int) -> bool:
    written = parsed.surface(first, colon)
    return written.isupper() and sum(c.isalpha() for c in written) > 1


def _inside(words: Sequence[str], first: int, after: int) -> set[int]:
    """The tokens between double marks; a mark that opens and does not close reaches to the end of the block."""
    inside: set[int] = set()
    is_open = False
    for i in range(first, after):
        if words[i] in MARKS:
            is_open = not is_open
        elif is_open:
            inside.add(i)
    return inside
