"""Who speaks where: the source of each quotation, and the labels of a transcript ("MINISTER SOW: …", "QUESTION: …")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.lexicon import Lexicon
from kg.mentions.parties import head
from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed

MARKS = frozenset({'"', "''", "``"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LABEL = 10  # tokens of a label at most


class Speakers:
    """For tokens that somebody other than the publisher speaks: who, or None where that is not said."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, actors: Mapping[int, Proposal]) -> None:
        self.parsed = parsed
        self.cues = lexicon.cues("speech-acts")
        self.actors = actors
        persons = [head(p) for p in actors.values() if p.kind == Kind.PERSON]
        self.surnames = {p.name.split()[-1].lower(): p for p in persons if p.name}
        self.of: dict[int, Proposal | None] = {}
        last: Proposal | None = None
        label: tuple[Proposal | None] | None = None
        for first, after in parsed.block_tokens:
            inside = _inside(parsed.words, first, after)
            source = self._source(first, after, inside)
            last = source or last
            self.of.update(dict.fromkeys(inside, last))
            label = self._label(first, after) or label
            if label is not None:
                self.of.update(dict.fromkeys((i for i in range(first, after) if i not in inside), label[0]))

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
