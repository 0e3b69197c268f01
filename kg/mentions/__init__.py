"""Parsed text → mentions: names, titles, groups and pronouns, overlaps settled, co-reference resolved.

Order: finders propose names (countries, organisations, titles and persons, places, events), ``settle`` decides
between overlapping proposals; then linkers, which see only what stands, propose what takes its identity from it
(short names, groups, pronouns, "the meeting"), and all is settled again. Each is one module with one function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import overload

from kg.lexicon import Lexicon
from kg.mentions import (
    events,
    first_person,
    groups,
    known,
    officials,
    org_guesses,
    org_links,
    organizations,
    persons_coref,
    places,
    plural_pronouns,
)  # fmt: skip
from kg.mentions.proposal import Proposal
from kg.mentions.settle import freeze, settle
from kg.model import Kind, Mention
from kg.parse import Parsed
from kg.reference import Reference

ACTORS = frozenset({Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP, Kind.OFFICE})

Finder = Callable[[Parsed, Reference, Lexicon, Sequence[Proposal]], Iterator[Proposal]]
"""(parsed, reference, lexicon, what earlier finders proposed) → proposals."""

FINDERS: tuple[Finder, ...] = (
    known.propose,
    officials.propose,
    organizations.propose,
    org_guesses.propose,
    places.propose,
    events.propose,
)
"""Names. Each sees everything that earlier finders proposed, overlaps and all."""

LINKERS: tuple[Finder, ...] = (
    org_links.link, persons_coref.link, groups.link, plural_pronouns.link, first_person.link, events.link,
)  # fmt: skip
"""Words that stand for something named elsewhere. Each sees the settled proposals and those of earlier linkers."""


class Mentions(Sequence[Mention]):
    """The mentions of one document with their tokens."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention]) -> None:
        self.parsed = parsed
        self.all = tuple(mentions)
        self.ranges = tuple(parsed.tokens(m.span) for m in self.all)

    @overload
    def __getitem__(self, i: int) -> Mention: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Mention]: ...
    def __getitem__(self, i: int | slice) -> Mention | Sequence[Mention]:
        return self.all[i]

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def _by_token(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for i, (first, after) in enumerate(self.ranges):
            for token in range(first, after):
                found.setdefault(token, []).append(i)
        return {token: tuple(sorted(ms, key=self._length)) for token, ms in found.items()}

    def _length(self, i: int) -> int:
        return self.ranges[i][1] - self.ranges[i][0]

    def at(self, token: int, kinds: Collection[Kind] = tuple(Kind)) -> tuple[int, ...]:
        """The mentions that cover a token, the shortest first."""
        return tuple(i for i in self._by_token.get(token, ()) if self.all[i].kind in kinds)

    def within(self, first: int, after: int, kinds: Collection[Kind] = tuple(Kind)) -> tuple[int, ...]:
        """The mentions that lie in tokens ``[first, after)``, in text order."""
        low, high = bisect_left(self._starts, first), bisect_left(self._starts, after)
        return tuple(i for i in range(low, high) if self.ranges[i][1] <= after and self.all[i].kind in kinds)

    @cached_property
    def _starts(self) -> list[int]:
        return [first for first, _ in self.ranges]

    def of_key(self, key: str) -> tuple[int, ...]:
        """The mentions that reference data gave this key and no other, in text order."""
        return self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for i, mention in enumerate(self.all):
            if len(mention.keys) == 1:
                found.setdefault(mention.keys[0], []).append(i)
        return {key: tuple(indices) for key, indices in found.items()}

    def heads(self, i: int) -> tuple[int, ...]:
        """The mentions that introduce what mention ``i`` stands for: itself, or where ``refers`` leads."""
        found: dict[int, None] = {}
        stack, seen = [i], set()
        while stack:
            j = stack.pop()
            if j in seen:
                continue
            seen.add(j)
            if self.all[j].refers:
                stack.extend(reversed(self.all[j].refers))
            else:
                found[j] = None
        return tuple(found)

    def holder(self, i: int) -> int | None:
        """The tenure's office mention for a person mention: the title that stands beside it or beside its head."""
        found = [self.titles[h] for h in (*self.heads(i), i) if h in self.titles]
        return min(found, default=None)

    @cached_property
    def titles(self) -> dict[int, int]:
        """Per person who introduces an identity: the first title that stands beside a mention of that person."""
        found: dict[int, int] = {}
        for j, m in enumerate(self.all):
            if m.office is not None and m.office.holder is not None:
                for h in self.heads(m.office.holder):
                    found.setdefault(h, j)
        return found


def find_mentions(parsed: Parsed, reference: Reference, lexicon: Lexicon) -> Mentions:
    """The mentions of a parsed text."""
    proposals: list[Proposal] = []
    for finder in FINDERS:
        proposals.extend(finder(parsed, reference, lexicon, tuple(proposals)))
    stand = places.apart(parsed, settle(proposals))
    for linker in LINKERS:
        stand = settle([*stand, *linker(parsed, reference, lexicon, tuple(stand))])
    return Mentions(parsed, freeze(parsed, stand))
