"""One document's mentions and what each of them comes to, before anything is compared across documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Event, Extraction, Fact, How, Kind, Mention, Participation

COLLECTIVE = frozenset({"delegation", "officials", "unnamed"})
"""Groups of people who act for a country or organisation, as against the parties themselves."""


@dataclass(frozen=True)
class Text:
    """An extraction, asked by mention."""

    extraction: Extraction
    _ends: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def id(self) -> str:
        """The document's key."""
        return self.extraction.document.id

    @property
    def year(self) -> int | None:
        """The year the document bears."""
        date = self.extraction.document.date or ""
        return int(date[:4]) if date[:4].isdecimal() else None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The document's mentions."""
        return self.extraction.mentions

    def ends(self, i: int) -> tuple[int, ...]:
        """Where ``refers`` leads from mention ``i``: mentions that introduce something, or collective groups."""
        found = self._ends.get(i)
        if found is None:
            found = self._ends[i] = tuple(self._walk(i)) if self.mentions[i].refers else self._itself(i)
        return found

    def _itself(self, i: int) -> tuple[int, ...]:
        """Mention ``i``, which refers to no other, if it introduces something."""
        return (i,) if self.mentions[i].how != How.OPEN or self._owned_office(i) else ()

    def _walk(self, i: int) -> dict[int, None]:
        found: dict[int, None] = {}
        stack, seen = [i], set[int]()
        while stack:
            j = stack.pop()
            if j in seen:
                continue
            seen.add(j)
            if self.mentions[j].refers and self.mentions[j].group not in COLLECTIVE:
                stack.extend(reversed(self.mentions[j].refers))
            elif self.mentions[j].how != How.OPEN or self.mentions[j].refers or self._owned_office(j):
                found[j] = None
        return found

    def _owned_office(self, i: int) -> bool:
        """Whether a mention is a title of which it is known whose it is, though not who holds it."""
        office = self.mentions[i].office
        return office is not None and (office.country is not None or office.organization is not None)

    def people(self, i: int) -> tuple[int, ...]:
        """The person mentions that mention ``i`` comes to."""
        return tuple(j for j in self.ends(i) if self.mentions[j].kind == Kind.PERSON)

    @cached_property
    def offices(self) -> tuple[int, ...]:
        """The mentions that are titles of an office."""
        return tuple(i for i, m in enumerate(self.mentions) if m.office is not None)

    @cached_property
    def beside(self) -> dict[int, tuple[int, ...]]:
        """Person mention → the titles that stand beside it or beside another name for the same person."""
        found: dict[int, tuple[int, ...]] = {}
        for i in self.offices:
            office = self.mentions[i].office
            if office is not None and office.holder is not None:
                for person in self.people(office.holder):
                    found[person] = (*found.get(person, ()), i)
        return found

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in text order."""
        return tuple(f for f in self.extraction.facts if isinstance(f, Event))

    def participations(self, event: str) -> tuple[Participation, ...]:
        """Who took part in an event, by its id."""
        return self._participations.get(event, ())

    @cached_property
    def _participations(self) -> dict[str, tuple[Participation, ...]]:
        found: dict[str, tuple[Participation, ...]] = {}
        for fact in self.extraction.facts:
            if isinstance(fact, Participation):
                found[fact.event] = (*found.get(fact.event, ()), fact)
        return found

    def facts(self) -> tuple[Fact, ...]:
        """All facts, in text order."""
        return self.extraction.facts
