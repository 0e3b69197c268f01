"""Who is in play in a text: its countries, intergovernmental bodies and officials, in the order it names them.

The parties of a text stand in its title or its first paragraph. A phrase that counts ("both countries", "the three
leaders") means them if they are so many, else those met going back sentence by sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from kg.layout import BlockKind
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind, Office
from kg.parse import Parsed

BODIES = frozenset({"igo", "bloc"})
FIRST = 3  # paragraphs in which a text names its parties
JOINTS = frozenset({"-", "/", ",", "and", "&", "the"})
LEADS = "head of state"  # whoever leads a state or its government
REACH = 6  # sentences looked back for those that a count means


class Parties:
    """The states and officials of one document, by where they are named."""

    def __init__(self, parsed: Parsed, stand: Sequence[Proposal], peers: Collection[str] = ()) -> None:
        """``peers`` are nouns for an equal in office: "his counterpart X"."""
        self.parsed = parsed
        self.states = Row(p for p in stand if _is_state(p))
        self.countries = Row(p for p in self.states.all if p.kind == Kind.COUNTRY)
        self.titles = [(p, head(p.holder)) for p in stand if p.kind == Kind.OFFICE and p.holder is not None]
        self._persons = [p for p in stand if p.kind == Kind.PERSON and p.how != How.OPEN]
        self._by_noun: dict[str, Row] = {}
        self._equals = {id(head(p)) for p in self._persons if equal_before(parsed, p.first, peers) is not None}

    @cached_property
    def row(self) -> list[Proposal]:
        """The states that the title, else one of the first paragraphs, names together."""
        blocks = (*self._opening, *self._body)
        found = (row for b in blocks for row in self.together(*self.parsed.block_tokens[b]))
        return next((row for row in found if not self._is_goal(row[0])), [])

    def _is_goal(self, first: Proposal) -> bool:
        """Whether states are where somebody goes or whom something is for: "travels *to* Chad, Mali and Niger"."""
        return self.parsed.words[max(first.first - 1, 0)] == "to"

    @cached_property
    def whole(self) -> list[Proposal]:
        """The states named together in the opening, else all that are named there."""
        if self.row:
            return self.row
        opening, body = self._opening, self._body
        for blocks in (opening, *(body[: n + 1] for n in range(FIRST)), [*opening, *body]):
            found = distinct(p for b in blocks for p in self.states.within(*self.parsed.block_tokens[b]))
            countries = [p for p in found if p.kind == Kind.COUNTRY]
            if len(found) > 1:
                return countries if len(countries) > 1 else found
        return []

    @cached_property
    def _early(self) -> list[Proposal]:
        """The countries named in the title and the first paragraph, where each has an official there."""
        blocks = [*self._opening, *self._body[:1]]
        spans = [self.parsed.block_tokens[b] for b in blocks]
        if any(self.together(*span) for span in spans):
            return []
        named = distinct(p for span in spans for p in self.countries.within(*span))
        people = distinct(p for span in spans for p in self._in_office("").within(*span))
        sent = self.countries_of(people)
        return named if {k for p in named for k in p.keys} == set(sent) else []

    @cached_property
    def _opening(self) -> list[int]:
        return [b for b, block in enumerate(self.parsed.blocks) if block.kind == BlockKind.TITLE]

    @cached_property
    def _body(self) -> list[int]:
        body = (b for b, block in enumerate(self.parsed.blocks) if block.kind in {BlockKind.BODY, BlockKind.ITEM})
        return list(islice(body, FIRST))

    def together(self, first: int, after: int) -> list[list[Proposal]]:
        """The rows of states in tokens ``[first, after)``: "Chile-Peru", "France, Germany and the United Kingdom"."""
        rows: list[list[Proposal]] = []
        end = -1
        for p in self.states.within(first, after):
            if p.first == end + 1 and self.parsed.past_bracket(end) > end:
                continue  # "the United Arab Emirates (UAE)"
            joined = (
                end > 0 and set(self.parsed.words[self.parsed.past_bracket(end) : p.first]) <= JOINTS and p.first > end
            )
            if joined:
                rows[-1].append(p)
            elif p.first >= end:
                rows.append([p])
            end = max(end, p.after)
        return [found for row in rows if len(found := distinct(row)) > 1]

    def named(self, key: str) -> Proposal | None:
        """The first mention of a state by its key."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Proposal]:
        return {key: p for p in reversed(self.states.all) for key in p.keys}

    def counted(self, number: int, before: int, *, together: bool = False) -> list[Proposal]:
        """Exactly so many states, or none: the parties of the text, else the nearest named together, or at all."""
        opening = next((o for o in ((self.row,) if together else (self._early, self.whole)) if len(o) == number), [])
        if opening:
            return opening
        for sentence in self._back(before):
            rows = [r for r in self.together(sentence[0], min(sentence[1], before)) if len(r) == number]
            if rows:
                return rows[-1]
        return [] if together else self._nearest(self.countries, number, before)

    def persons(self, number: int | None, before: int, noun: str = "") -> list[Proposal]:
        """Persons in office named before a token: so many of them, or all; by the noun of their title, if given."""
        row = self._in_office(noun)
        found = distinct(row.within(0, before))
        if number is None:
            own = self.parsed.sentence(max(before - 1, 0)).start
            near = distinct(row.within(self.parsed.sentence(max(own - 1, 0)).start, before))
            return near if len(near) == 2 else found if len(found) > 1 else []
        return found if len(found) == number else self._nearest(row, number, before)

    def holders(self, before: int, noun: str) -> list[Proposal]:
        """All persons in an office of a kind named before a token."""
        return distinct(self._in_office(noun).within(0, before))

    def met(self, before: int, sentences: int) -> list[Proposal]:
        """The two persons in office, and no more, named in the sentences up to a token, if of two countries."""
        spans = [span for _, span in zip(range(sentences), self._back(before), strict=False)]
        found = distinct(self._in_office("").within(spans[-1][0], before))
        return found if len(found) == 2 and len(self.countries_of(found)) == 2 else []

    def of_country(self, country: Proposal, before: int) -> list[Proposal]:
        """The only person in an office of a country named before a token."""
        held = distinct(self._in_office("").within(0, before))
        found = [p for p in held if f"country/{self.country_of(p)}" in country.keys]
        return found if len(found) == 1 else []

    def country_of(self, person: Proposal) -> str | None:
        """The ISO code of the country in whose office a person stands."""
        return self._countries.get(id(head(person)))

    def countries_of(self, persons: Sequence[Proposal]) -> tuple[str, ...]:
        """The keys of the countries of persons in office, if each has one of its own; else none."""
        codes = dict.fromkeys(code for p in persons if (code := self.country_of(p)) is not None)
        return tuple(f"country/{c}" for c in codes) if len(codes) == len(persons) else ()

    @cached_property
    def _countries(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for title, holder in self.titles:
            if title.office is not None and title.office.country:
                found.setdefault(id(holder), title.office.country)
        return found

    def _in_office(self, noun: str) -> Row:
        if noun not in self._by_noun:
            wanted = {id(h) for t, h in self.titles if t.office and _has(t.office, noun)} | self._equals
            self._by_noun[noun] = Row(p for p in self._persons if id(head(p)) in wanted)
        return self._by_noun[noun]

    def _back(self, before: int) -> Iterator[tuple[int, int]]:
        """The sentences before a token, its own first, going back."""
        at = before
        for _ in range(REACH):
            sentence = self.parsed.sentence(at)
            yield sentence.start, sentence.end
            if sentence.start == 0:
                return
            at = sentence.start - 1

    def _nearest(self, row: Row, number: int, before: int) -> list[Proposal]:
        found: list[Proposal] = []
        for first, after in self._back(before):
            found = distinct([*row.within(first, min(after, before)), *found])
            if len(found) >= number:
                break
        return found if len(found) == number else []


def _has(office: Office, noun: str) -> bool:
    """Whether an office is of a kind: by the noun of its title, or as that of one who leads a state."""
    if noun != LEADS:
        return noun in office.title.lower()
    return office.portfolio in {"head-of-state", "head-of-government"} or office.title.lower().startswith("president")


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


def equal_before(parsed: Parsed, first: int, peers: Collection[str]) -> int | None:
    """The noun for an equal that stands right before a name, or a comma between: "her Thai counterpart, X"."""
    at = first - 1 - (parsed.words[first - 1] == ",")
    return at if at >= 0 and parsed.lemmas[at] in peers else None


def distinct(found: Iterable[Proposal]) -> list[Proposal]:
    """The first mention of each identity, in order."""
    kept: dict[object, Proposal] = {}
    for p in found:
        first = head(p)
        kept.setdefault(first.keys[0] if first.keys else id(first), first)
    return list(kept.values())
