"""Offices that a clause gives to its subject: "X is Minister of …", "she served as Ambassador", "X was appointed …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions.proposal import Proposal
from kg.model import Kind, Status
from kg.parse import Parsed

AUXILIARIES = frozenset(
    {"have", "will", "shall", "be", "also", "now", "currently", "formerly", "previously", "who", ","}
)
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "our", "his", "her", "new", "next", "first", "current", "as"}
)
JOINTS = frozenset({",", "and", "the"})
PERFECT = frozenset({"has", "have", "had"})
LONGEST = 10  # tokens between subject and title


def predicated(
    parsed: Parsed, lexicon: Lexicon, persons: Sequence[Proposal], titles: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Proposal, Status]]:
    """(title, person, status) for every title without a holder that a clause gives to a person before it."""
    ends = {p.after: p for p in persons if p.kind == Kind.PERSON}
    given: tuple[Proposal, Proposal, Status] | None = None
    for title in titles:
        if given is not None and _joined(parsed, given[0].after, title.first):
            given = (title, given[1], given[2])
            yield given
            continue
        start = parsed.sentence(title.first).start
        for at in range(title.first - 1, max(start, title.first - LONGEST) - 1, -1):
            person = ends.get(at)
            if person is None:
                continue
            status = _status(parsed, lexicon, at, title)
            if status is not None:
                given = (title, person, status)
                yield given
            break


def _joined(parsed: Parsed, after: int, first: int) -> bool:
    """Whether a further title follows by "and": "… Minister of the Interior and Minister for Works"."""
    gap = parsed.words[after:first]
    return bool(gap) and len(gap) <= 3 and "and" in gap and all(w in JOINTS for w in gap)


def _status(parsed: Parsed, lexicon: Lexicon, after: int, title: Proposal) -> Status | None:
    """What the words from ``after`` to a title say of the tenure; None where no link is said."""
    cues = lexicon.cues("tenure-verbs")
    i = after
    while i < title.first:
        found = cues.at(parsed.lemmas, parsed.words, i)
        if found and _only_determiners(parsed, found[1], title.first):
            return _timed(parsed, found[0], range(after, i), title.after)
        if parsed.lemmas[i] not in AUXILIARIES:
            return None
        i += 1
    return None


def _only_determiners(parsed: Parsed, first: int, after: int) -> bool:
    return all(parsed.words[i] in DETERMINERS for i in range(first, after))


def _timed(parsed: Parsed, verb: str, auxiliaries: range, after: int) -> Status:
    """A state that is past is over, unless it began "since"; what will be is yet to come."""
    at = auxiliaries.stop
    before = parsed.words[auxiliaries.start : at]
    if verb == "leaves":
        return Status.FORMER
    if verb == "awaits" or "will" in before or "shall" in before:
        return Status.DESIGNATE
    past = parsed.doc[at].tag_ == "VBD" or any(w in PERFECT for w in before)
    since = "since" in parsed.words[after : after + 3]
    return Status.FORMER if verb == "holds" and past and not since else Status.SUBSTANTIVE
