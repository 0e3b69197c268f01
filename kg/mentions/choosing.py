"""Offices that a body gives to whom it chooses: "The Group elected X of Ghana as its Chair and Y as Vice-Chair"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.lexicon import Cues, Lexicon
from kg.mentions.predication import DETERMINERS
from kg.mentions.proposal import Proposal
from kg.model import Kind, Status
from kg.parse import FINITE, Parsed

OWN = frozenset({"its", "their"})
JOINTS = frozenset({",", "and", ";"}) | DETERMINERS
BEFORE = 3  # tokens between the name of a body and the verb: "The Group (CMAG) unanimously elected"


def chosen(
    parsed: Parsed, lexicon: Lexicon, found: Sequence[Proposal], titles: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal, Status]]:
    """(title, person, status) for every title without a holder that an active verb of choosing gives to its object.

    As many titles as persons go to them in turn, several titles to a single person; otherwise none is given.
    """
    cues = lexicon.cues("tenure-verbs")
    for group in _groups(parsed, titles):
        verb = _verb(parsed, cues, group[0].first)
        if verb is None:
            continue
        begin = max([verb[0] + 1, *(t.after for t in titles if t.after <= group[0].first and _as(parsed, t))])
        persons = [p for p in found if p.kind == Kind.PERSON and begin <= p.first < group[0].first]
        status = Status.DESIGNATE if verb[1] == "awaits" else Status.SUBSTANTIVE
        pairs = zip(group, persons if len(persons) == len(group) else persons * len(group), strict=False)
        if len(persons) in {1, len(group)}:
            _own(parsed, found, verb[0], group)
            yield from ((title, person, status) for title, person in pairs)


def _groups(parsed: Parsed, titles: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    """Titles behind "as", each with those that "and" joins to it."""
    joined = {id(b) for a, b in pairwise(titles) if a.after <= b.first and _is_joint(parsed, a.after, b.first)}
    for n, title in enumerate(titles):
        if _as(parsed, title):
            end = n + 1
            while end < len(titles) and id(titles[end]) in joined and not _as(parsed, titles[end]):
                end += 1
            yield list(titles[n:end])


def _is_joint(parsed: Parsed, first: int, after: int) -> bool:
    gap = parsed.words[first:after]
    return 0 < len(gap) <= 3 and all(w in JOINTS for w in gap)


def _as(parsed: Parsed, title: Proposal) -> bool:
    """Whether "as" leads to a title, over articles and the like."""
    at = title.first - 1
    while at > 0 and parsed.words[at] in DETERMINERS - {"as"}:
        at -= 1
    return parsed.words[at] == "as"


def _verb(parsed: Parsed, cues: Cues, end: int) -> tuple[int, str] | None:
    """The active verb of choosing in the sentence before ``end``, the last finite one there, and what it says."""
    start = parsed.sentence(end).start
    for i in range(end - 1, start, -1):
        concept = _takes_as(parsed, cues, i)
        if concept and parsed.doc[i].tag_ in FINITE | {"VB", "VBN"} and not _is_no_choice(parsed, i):
            return i, "awaits" if _is_ahead(parsed, i) else concept
        if parsed.doc[i].tag_ in FINITE - {"MD"}:
            return None
    return None


def _takes_as(parsed: Parsed, cues: Cues, i: int) -> str | None:
    """What a verb of choosing says: one that takes an object with or without "as"."""
    alone = cues.at((parsed.lemmas[i],), (parsed.words[i],), 0)
    led = cues.at((parsed.lemmas[i], "as"), (parsed.words[i], "as"), 0) if alone else None
    return alone[0] if alone and led and led[1] == 2 else None


def _is_no_choice(parsed: Parsed, i: int) -> bool:
    """Whether a verb is passive or a participle, denied, or only what may be."""
    token = parsed.doc[i]
    modal = any(c.tag_ == "MD" for c in token.children) and not _is_ahead(parsed, i)
    return token.dep_ == "acl" or modal or any(c.dep_ in {"auxpass", "neg"} for c in token.children)


def _is_ahead(parsed: Parsed, i: int) -> bool:
    return any(c.lower_ in {"will", "shall"} for c in parsed.doc[i].children)


def _own(parsed: Parsed, found: Sequence[Proposal], verb: int, titles: Sequence[Proposal]) -> None:
    """The body before the verb has the offices that it calls its own."""
    bodies = [p for p in found if p.kind == Kind.ORGANIZATION and verb - BEFORE <= p.after <= verb]
    for title in titles:
        if bodies and title.organization is None and parsed.words[title.first - 1] in OWN:
            title.organization = bodies[-1]
