"""First person singular: "I", "me", "my" are the speaker of a quotation or a transcript, else the author of the text.

The author is whom a heading names as such ("Remarks by X", "X's address"), or the only person to whom a heading or the
signature below the text belongs. Nobody is guessed where two could be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.parties import distinct
from kg.mentions.plural_pronouns import covering
from kg.mentions.proposal import Proposal
from kg.mentions.speakers import Speakers
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Reference

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
BY = frozenset({"by", "of", "from"})
ASIDE = frozenset({"on", "at", "to", "about", "regarding", "following", "after", "before", "during", "in", "for"})
HEAD_BLOCKS, TAIL_BLOCKS = 8, 3
OWN = 8  # words that may stand around the name in the line of an author: title, honorifics, date
SCORE = 0.7


def link(parsed: Parsed, _: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every pronoun of the first person singular, pointed at whoever speaks or left open with the reason."""
    spots = [i for i, word in enumerate(parsed.words) if word in SINGULAR and _is_pronoun(parsed, i)]
    if not spots:
        return
    taken = {i for p in stand if p.kind in {Kind.PERSON, Kind.ORGANIZATION} for i in range(p.first, p.after)}
    speakers = Speakers(parsed, lexicon, covering(stand)).of
    writer = author(parsed, lexicon, stand)
    for i in spots:
        if i not in taken:
            meant = speakers.get(i, writer)
            yield _pronoun(i, parsed.texts[i], meant if meant is not None and meant.kind == Kind.PERSON else None)


def _is_pronoun(parsed: Parsed, i: int) -> bool:
    token = parsed.doc[i]
    return token.pos_ == "PRON" and (token.lower_ != "i" or token.text == "I")


def _pronoun(i: int, word: str, meant: Proposal | None) -> Proposal:
    return Proposal(
        first=i, after=i + 1, kind=Kind.PERSON, form=Form.PRONOUN, name=word, refers=[] if meant is None else [meant],
        how=How.OPEN if meant is None else How.PRONOUN, why="" if meant else "the text does not say who speaks",
        score=SCORE,
    )  # fmt: skip


def author(parsed: Parsed, lexicon: Lexicon, stand: Sequence[Proposal]) -> Proposal | None:
    """The only person whom headings make the author of a text."""
    heads, tails = _edges(parsed)
    for found in (_named(parsed, lexicon, stand, heads), _lines(parsed, stand, heads), _lines(parsed, stand, tails)):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _edges(parsed: Parsed) -> tuple[list[int], list[int]]:
    """The headings above the text, and those in its last lines."""
    kinds = [b.kind for b in parsed.blocks]
    body = next((b for b, kind in enumerate(kinds) if kind == BlockKind.BODY), len(kinds))
    heads = [b for b in range(min(body + 1, HEAD_BLOCKS, len(kinds))) if b < body or _is_line(parsed, b)]
    tails = range(max(body + 1, len(kinds) - TAIL_BLOCKS), len(kinds))
    return heads, [b for b in tails if kinds[b] != BlockKind.BODY or _is_line(parsed, b)]


def _is_line(parsed: Parsed, b: int) -> bool:
    """Whether a block is a short line without a finite verb."""
    first, after = parsed.block_tokens[b]
    return after - first <= 2 * OWN and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in parsed.doc[first:after])


def _named(parsed: Parsed, lexicon: Lexicon, stand: Sequence[Proposal], blocks: Sequence[int]) -> list[Proposal]:
    """Whom a heading names as the author: "Statement by X", "X's remarks at …"."""
    words = lexicon.words("voices", "authored")
    titled = {i for p in stand if p.kind == Kind.OFFICE for i in range(p.first, p.after)}
    people = _people(stand)
    found: list[Proposal] = []
    for first, after in (parsed.block_tokens[b] for b in blocks):
        for i in (i for i in range(first, after - 1) if {parsed.words[i], parsed.lemmas[i].removesuffix("s")} & words):
            aside = (k for k in range(i + 2, after) if parsed.words[k] in ASIDE and k not in titled)
            stop = next(aside, after) if parsed.words[i + 1] in BY else i
            found.extend(p for p in people if i < p.first < stop or (first <= p.first and _owns(parsed, p, i)))
    return distinct(found)


def _owns(parsed: Parsed, person: Proposal, noun: int) -> bool:
    """Whether a possessive name stands before a noun with only adjectives between: "X's opening remarks"."""
    if parsed.words[person.after : person.after + 1] not in {("'s",), ("'",)} or person.after >= noun:
        return False
    return all(t.pos_ in {"ADJ", "NOUN", "PROPN", "VERB"} for t in parsed.doc[person.after + 1 : noun])


def _lines(parsed: Parsed, stand: Sequence[Proposal], blocks: Sequence[int]) -> list[Proposal]:
    """The persons who have a line of their own: "The Hon. Jane Doe MP", "John Roe, Minister of Trade"."""
    people = _people(stand)
    found: list[Proposal] = []
    for first, after in (parsed.block_tokens[b] for b in blocks if parsed.blocks[b].kind != BlockKind.TITLE):
        own = [p for p in people if first <= p.first < after]
        if own and after - first - (own[0].after - own[0].first) <= OWN:
            found.extend(own)
    return distinct(found)


def _people(stand: Sequence[Proposal]) -> list[Proposal]:
    return [p for p in stand if p.kind == Kind.PERSON and p.form == Form.NAME and p.how != How.OPEN]
