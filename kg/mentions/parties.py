"""Who is in play in a text: its countries, intergovernmental bodies and officials, in the order it names them.

The parties of a text stand in its title or its first paragraph. A phrase that counts ("both countries", "the three
leaders") means them if they are so many, else those met going back sentence by sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from kg.layout import BlockKind
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed

BODIES = frozenset({"igo", "bloc"})
FIRST = 3  # paragraphs in which a text names its parties
REACH = 6  # sentences looked back for those that a count means


class Parties:
    """The states and officials of one document, by where they are named."""

    def __init__(self, parsed: Parsed, stand: Sequence[Proposal]) -> None:
        self.parsed = parsed
        self.states = Row(p for p in stand if _is_state(p))
        self.titles = [(p, head(p.holder)) for p in stand if p.kind == Kind.OFFICE and p.holder is not None]
        self._persons = [p for p in stand if p.kind == Kind.PERSON and p.how != How.OPEN]

    @cached_property
    def whole(self) -> list[Proposal]:
        """The states of the title, if two or more, else those of the first paragraphs, up to where there are two."""
        opening = [b for b, block in enumerate(self.parsed.blocks) if block.kind == BlockKind.TITLE]
        body = [b for b, block in enumerate(self.parsed.blocks) if block.kind in {BlockKind.BODY, BlockKind.ITEM}]
        for blocks in (opening, *(body[: n + 1] for n in range(FIRST)), [*opening, *body[:FIRST]]):
            found = distinct(p for b in blocks for p in self.states.within(*self.parsed.block_tokens[b]))
            if len(found) > 1:
                return found
        return []

    def named(self, key: str) -> Proposal | None:
        """The first mention of a state by its key."""
        return next((p for p in self.states.all if key in p.keys), None)

    def counted(self, number: int, before: int) -> list[Proposal]:
        """Exactly so many states, or none."""
        return self.whole if len(self.whole) == number else self._nearest(self.states, number, before)

    def persons(self, number: int | None, before: int, singular: str = "") -> list[Proposal]:
        """Persons in office named before a token: so many of them, or all; by the noun of their title, if given."""
        row = self._in_office(singular)
        found = distinct(row.within(0, before))
        if number is None:
            return found if len(found) > 1 else []
        return found if len(found) == number else self._nearest(row, number, before)

    def country_of(self, person: Proposal) -> str | None:
        """The ISO code of the country in whose office a person stands."""
        return self._countries.get(id(head(person)))

    @cached_property
    def _countries(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for title, holder in self.titles:
            if title.office is not None and title.office.country:
                found.setdefault(id(holder), title.office.country)
        return found

    def _in_office(self, singular: str) -> Row:
        if singular not in self._rows:
            wanted = {id(h) for t, h in self.titles if t.office and singular in t.office.title.lower()}
            self._rows[singular] = Row(p for p in self._persons if id(head(p)) in wanted)
        return self._rows[singular]

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {}

    def _nearest(self, row: Row, number: int, before: int) -> list[Proposal]:
        found: list[Proposal] = []
        stop = before
        for _ in range(REACH):
            start = self.parsed.sentence(max(stop - 1, 0)).start
            found = distinct([*row.within(start, stop), *found])
            if len(found) >= number or start == 0:
                break
            stop = start
        return found if len(found) == number else []


class Row:
    """Mentions in text order, to be asked by tokens."""

    def __init__(self, found: Iterable[Proposal]) -> None:
        self.all = sorted(found, key=lambda p: p.first)
        self._starts = [p.first for p in self.all]

    def within(self, first: int, after: int) -> list[Proposal]:
        """Those that start in tokens ``[first, after)``."""
        return self.all[bisect_left(self._starts, first) : bisect_left(self._starts, after)]


def _is_state(p: Proposal) -> bool:
    if p.how == How.OPEN or p.form == Form.NOMINAL:
        return False
    return (p.kind == Kind.COUNTRY and bool(p.keys)) or (p.kind == Kind.ORGANIZATION and p.org_kind in BODIES)


def head(p: Proposal) -> Proposal:
    """The mention that introduces what this one stands for, where that is a single one."""
    seen: set[int] = set()
    while len(p.refers) == 1 and id(p) not in seen:
        seen.add(id(p))
        p = p.refers[0]
    return p


def distinct(found: Iterable[Proposal]) -> list[Proposal]:
    """The first mention of each identity, in order."""
    kept: dict[object, Proposal] = {}
    for p in found:
        first = head(p)
        kept.setdefault(first.keys[0] if first.keys else id(first), first)
    return list(kept.values())
