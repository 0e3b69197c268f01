"""Who wrote a text or speaks in it: the person whom its headings name ("Remarks by X") or who signs it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.parties import distinct
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed

BY = frozenset({"by", "of", "from"})
ASIDE = frozenset({"on", "at", "to", "about", "regarding", "following", "after", "before", "during", "in", "for"})
HEAD_BLOCKS, TAIL_BLOCKS = 8, 3
OWN = 8  # words that may stand around the name in the line of an author: title, honorifics, date


def author(parsed: Parsed, lexicon: Lexicon, stand: Sequence[Proposal]) -> Proposal | None:
    """The only person whom headings make the author of a text."""
    heads, tails = _edges(parsed)
    for found in (_named(parsed, lexicon, stand, heads), _lines(parsed, stand, heads), _lines(parsed, stand, tails)):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def body(parsed: Parsed, lexicon: Lexicon, stand: Sequence[Proposal]) -> Proposal | None:
    """The only state or body whose words the title says a text is, or that has a line of its own above it.

    "Statement by the Chair of the Forum", "Communiqué of the Council on X", "Ministry of Trade".
    """
    bodies = [p for p in stand if p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} and p.how != How.OPEN]
    running = [b for b, block in enumerate(parsed.blocks) if block.kind == BlockKind.BODY]
    heads = [b for b in range(min(HEAD_BLOCKS, len(parsed.blocks))) if b not in running]
    heads += [b for b in running[:1] if not parsed.has_finite(*parsed.block_tokens[b])]
    for found in (_whose(parsed, lexicon, bodies, heads), _above(parsed, bodies, heads)):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _whose(parsed: Parsed, lexicon: Lexicon, bodies: Sequence[Proposal], blocks: Sequence[int]) -> list[Proposal]:
    """The first bodies behind "statement by" or "communiqué of", before what it is about."""
    texts, inside = lexicon.words("voices", "authored"), {i for p in bodies for i in range(p.first + 1, p.after)}
    for first, after in (parsed.block_tokens[b] for b in blocks):
        for i in range(first, after - 1):
            told = bool({parsed.words[i], parsed.lemmas[i]} & texts)
            if parsed.words[i + 1] == "by" or (told and parsed.words[i + 1] in BY):
                aside = (k for k in range(i + 2, after) if parsed.words[k] in ASIDE - {"for"} and k not in inside)
                stop = next(aside, after)
                named = [p for p in bodies if i + 1 < p.first < stop]
                return distinct(p for p in named if not any(_covers(o, p) or _is_of(o, p) for o in named))
    return []


def _covers(one: Proposal, other: Proposal) -> bool:
    return one is not other and one.first <= other.first and other.after <= one.after


def _is_of(agency: Proposal, state: Proposal) -> bool:
    """Whether a state is only that of an agency named with it."""
    return state.kind == Kind.COUNTRY and agency.kind != Kind.COUNTRY and f"country/{agency.country}" in state.keys


def _above(parsed: Parsed, bodies: Sequence[Proposal], blocks: Sequence[int]) -> list[Proposal]:
    """The bodies that fill a heading."""
    lines = [parsed.block_tokens[b] for b in blocks]
    whole = [p for p in bodies for first, after in lines if first <= p.first <= first + 1 and p.after == after]
    return distinct(p for p in whole if not any(_covers(o, p) for o in whole))


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
    return after - first <= 2 * OWN and not parsed.has_finite(first, after)


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
