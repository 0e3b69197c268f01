"""Events: one of its document by what it is; one for all documents when it is a numbered one of a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg import ids
from kg.model import Decision, Entity, Event, Kind
from kg.resolve.text import Text

TELLING = 4  # words without function words that make the name of a series unique by itself
SMALL = frozenset(["a", "an", "and", "at", "between", "by", "for", "in", "of", "on", "the", "to", "with"])

Countries = Callable[[Text, Event], frozenset[str]]
"""The ISO codes of whoever took part."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A numbered event as one document tells it."""

    document: str
    event: Event
    key: str  # as an event of its document
    name: str  # of the series, as written
    countries: frozenset[str]
    year: int | None


@dataclass(slots=True)
class Events:
    """What the events of all documents are."""

    of_event: dict[tuple[str, str], str]
    entities: dict[str, Entity]
    series_of: dict[str, str]
    decisions: list[Decision]


def name_events(texts: Iterable[Text], countries: Countries) -> Events:
    """The key of every event, the events and series as entities, and which were held to be one."""
    found = Events({}, {}, {}, [])
    numbered: dict[tuple[str, int], list[Occurrence]] = {}
    for text in texts:
        for event, key in _own_keys(text):
            name = " ".join(event.series.text(text.extraction.document.text).split()) if event.series else ""
            found.of_event[text.id, event.id] = key
            if name and event.ordinal is not None:
                year = int(event.date[:4]) if event.date else text.year
                one = Occurrence(text.id, event, key, name, countries(text, event), year)
                numbered.setdefault((ids.fold(name), event.ordinal), []).append(one)
            else:
                found.entities[key] = _entity(key, event)
                if name:
                    _add_series(found, key, name, countries(text, event))
    for occurrences in numbered.values():
        groups = _groups(occurrences, found.decisions)
        marks = [_mark(group) for group in groups]
        for group, mark in zip(groups, marks, strict=True):
            _add_group(found, group, mark if marks.count(mark) == 1 else (*mark, group[0].document))
    return found


def _own_keys(text: Text) -> Iterable[tuple[Event, str]]:
    """Every event with a hash of its label, type, date and place within its document."""
    counts: dict[tuple[str, ...], int] = {}
    for event in text.events:
        place = "" if event.place is None else text.mentions[event.place].name
        parts = (text.id, ids.fold(event.label), event.type, event.date or "", ids.fold(place))
        counts[parts] = counts.get(parts, 0) + 1
        again = (str(counts[parts]),) if counts[parts] > 1 else ()
        yield event, f"event/{ids.slug(event.label, limit=40) or event.type}-{ids.digest(*parts, *again)}"


def _groups(occurrences: list[Occurrence], decisions: list[Decision]) -> list[list[Occurrence]]:
    """Occurrences of one series and number, those that can be one event together."""
    groups: list[list[Occurrence]] = []
    for one in sorted(occurrences, key=lambda o: (o.document, o.event.id)):
        reasons = [(group, _reasons(one, group)) for group in groups]
        group, why = next(((g, w) for g, w in reasons if w), (None, ()))
        if group is None:
            groups.append([one])
        else:
            decisions.append(Decision(group[0].key, one.key, True, 0.9, why))
            group.append(one)
    return groups


def _reasons(one: Occurrence, group: list[Occurrence]) -> tuple[str, ...]:
    """Why an occurrence is the event of a group; nothing when it is not, or may not be."""
    if any(a and b and abs(a - b) > 1 for a, b in ((one.year, o.year) for o in group)):
        return ()
    theirs = frozenset().union(*(o.countries for o in group))
    common = one.countries & theirs
    if one.countries and theirs and not (one.countries <= theirs or theirs <= one.countries):
        return ()
    if not common and not telling(one.name):
        return ()
    why = ("the same series and number",)
    return (*why, f"the same countries: {', '.join(sorted(common))}") if common else why


def telling(name: str) -> bool:
    """Whether the name of a series is long enough to be nobody else's."""
    return len([w for w in ids.fold(name).split() if w not in SMALL]) >= TELLING


def _apart(name: str, countries: Iterable[str]) -> tuple[str, ...]:
    return () if telling(name) else tuple(sorted(countries))


def _mark(group: list[Occurrence]) -> tuple[str, ...]:
    """What keeps a numbered event apart from that of a series of the same name: its parties, else its document."""
    first = group[0]
    parties = frozenset().union(*(o.countries for o in group))
    return _apart(first.name, parties) or (() if telling(first.name) else (first.document,))


def _add_group(found: Events, group: list[Occurrence], mark: tuple[str, ...]) -> None:
    first = group[0]
    countries = frozenset().union(*(o.countries for o in group))
    number = str(first.event.ordinal)
    digest = ids.digest("event", ids.fold(first.name), number, *mark, length=6)
    key = f"event/{ids.slug(first.name, limit=40) or 'event'}-{number}-{digest}"
    labels = sorted({o.event.label for o in group}, key=lambda label: (-len(label), label))
    found.entities[key] = Entity(key, Kind.EVENT, labels[0], tuple(labels[1:]), (event_class(first.event.type),))
    for one in group:
        found.of_event[one.document, one.event.id] = key
    _add_series(found, key, first.name, countries)


def _add_series(found: Events, event: str, name: str, countries: Iterable[str]) -> None:
    key = ids.key("series", name, *_apart(name, countries))
    found.entities.setdefault(key, Entity(key, Kind.EVENT, name, (), ("EventSeries",)))
    found.series_of[event] = key


def _entity(key: str, event: Event) -> Entity:
    return Entity(key, Kind.EVENT, event.label, (), (event_class(event.type),))


def event_class(kind: str) -> str:
    """The class of an event of a type (concept of dipv:event-types without its "ev-")."""
    special = {"press-conference": "PressConference", "signing": "Signing", "ceremony": "Event", "other": "Event"}
    return special.get(kind, "Meeting")
