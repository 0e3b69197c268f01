"""Tenures, events and who took part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.model import AgendaItem, Event, Participation, Tenure
from kg.rdf.scope import DATES, Node, Scope, Triple, date_literal, integer, literal
from kg.vocab import DIP, ORG, RDFS, concept


def tenure(scope: Scope, fact: Tenure) -> Iterator[Triple]:
    """A person holds an office, with this status, as of the document's date."""
    mention = scope.extraction.mentions[fact.office]
    key = scope.resolution.of_office.get((scope.key, fact.office))
    holders = [k for k in scope.keys(fact.person) if k.startswith("person/")]
    if key is None or mention.office is None or not holders:
        return
    node = scope.fact(fact.id)
    yield from scope.typed(fact, "Tenure")
    yield node, ORG.member, scope.entity(holders[0])
    yield node, DIP.office, scope.entity(key)
    yield node, DIP.title, literal(mention.office.title)
    yield node, DIP.tenureStatus, concept("tenure-status", mention.office.status)
    yield from ((node, ORG.organization, scope.entity(agency)) for agency in scope.agencies(fact.office))
    yield from ((node, DIP.attestedOn, when) for when in _day(scope))


def _day(scope: Scope) -> Iterator[Node]:
    """The day the document was issued: its date, or else the first "today" of its text."""
    date = scope.extraction.document.date
    if date and len(date) in DATES:
        yield scope.date(date)
    else:
        todays = (t.span for t in scope.extraction.relative_times if t.expression.casefold() == "today")
        yield from (scope.time(span) for span in islice(todays, 1))


def event(scope: Scope, fact: Event) -> Iterator[Triple]:
    """An event, with place, number and series as edges that have evidence of their own."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, *scope.resolution.entities[scope.resolution.of_event[scope.key, fact.id]].types)
    yield node, RDFS.label, scope.label(fact.label)
    yield node, DIP.eventType, concept("event-types", fact.type)
    yield node, DIP.eventStatus, literal(fact.status)
    if fact.date:
        yield node, DIP.date, date_literal(fact.date)
    if fact.time:
        yield node, DIP.time, scope.time(fact.time)
    if fact.part_of:
        yield node, DIP.subEventOf, scope.fact(fact.part_of)
    yield from ((node, DIP.hostedBy, n) for n in scope.actors(() if fact.host is None else (fact.host,)))
    yield from ((node, DIP.about, concept("topics", topic)) for topic in fact.topics)
    yield from _edges(scope, fact)


def _edges(scope: Scope, fact: Event) -> Iterator[Triple]:
    node = scope.fact(fact.id)
    for i in (*(() if fact.place is None else (fact.place,)), *fact.further_places):
        where = (scope.extraction.mentions[i].span,)
        for place in scope.actors((i,)):
            yield from scope.assertion((node, DIP.place, place), where, fact)
    if fact.ordinal is not None:
        yield from scope.assertion((node, DIP.ordinal, integer(fact.ordinal)), fact.evidence, fact)
    series = scope.resolution.series_of.get(scope.resolution.of_event[scope.key, fact.id])
    if series and fact.series:
        yield from scope.assertion((node, DIP.inSeries, scope.iri(series)), (fact.series,), fact)


def participation(scope: Scope, fact: Participation) -> Iterator[Triple]:
    """One node for every actor that the participant comes to."""
    for n, key in enumerate(scope.keys(fact.participant), 1):
        one = scope.numbered(fact, n)
        yield from scope.typed(one, "Participation")
        node = scope.fact(one.id)
        yield node, DIP.inEvent, scope.fact(fact.event)
        yield node, DIP.participant, scope.entity(key)
        yield node, DIP.role, concept("roles", fact.role)
        if fact.capacity:
            yield node, DIP.inCapacity, scope.fact(fact.capacity)
        side = fact.on_behalf_of or owner(scope, key)
        if side:
            yield node, DIP.onBehalfOf, scope.entity(side)


def owner(scope: Scope, key: str) -> str | None:
    """Whom a group or an unnamed official acts for."""
    entity = scope.resolution.entities.get(key)
    acts = entity is not None and {"Delegation", "UnnamedGroup", "UnnamedOfficial"} & set(entity.types)
    return entity.owner if entity is not None and acts else None


def agenda_item(scope: Scope, fact: AgendaItem) -> Iterator[Triple]:
    """Something an event dealt with."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, "AgendaItem")
    yield node, DIP.inEvent, scope.fact(fact.event)
    yield node, RDFS.label, scope.label(fact.label)
    yield from ((node, DIP.concerns, n) for n in scope.actors(fact.concerns))
    if fact.time:
        yield node, DIP.time, scope.time(fact.time)
