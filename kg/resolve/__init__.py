"""Mention → entity, for all documents at once: a pure, replayable function of the extractions.

Within a document mentions follow ``refers``; across documents persons, offices, organisations, places and numbered
events are brought together, every decision with its reasons. What a curator decided is replayed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace

from kg.model import Decision, Entity, Extraction, Kind, Resolution
from kg.reference import Reference
from kg.resolve.actors import Person, people, person_entity, profiles
from kg.resolve.curation import Ruling, read_curation
from kg.resolve.events import name_events
from kg.resolve.mentions import Identities, as_written, countries_of, of_mentions, referred
from kg.resolve.named import name_entities
from kg.resolve.offices import office_of
from kg.resolve.people import cluster
from kg.resolve.replay import replay
from kg.resolve.text import Text

__all__ = ["Ruling", "read_curation", "resolve"]


def resolve(extractions: Iterable[Extraction], reference: Reference, curation: Sequence[Ruling] = ()) -> Resolution:
    """Who and what every mention of every document means, whatever the order of the documents."""
    texts = [Text(x) for x in sorted(extractions, key=lambda x: (x.document.id, x.document.source))]
    named, entities, decisions = name_entities(texts)
    offices, office_entities = office_of(texts, reference, named)
    persons, person_entities, about_persons = _persons(texts, offices, curation)
    known = entities | office_entities | person_entities
    events = name_events(texts, countries_of)
    identities = Identities(reference, named | persons, offices, known | events.entities, events.of_event)
    of_mention, used = of_mentions(texts, identities)
    entities = known | events.entities | used
    entities |= referred(texts, entities, reference)
    for key, names in as_written(texts, of_mention).items():
        entities[key] = _with_aliases(entities[key], names)
    found = Resolution(
        entities=entities,
        of_mention=of_mention,
        decisions=tuple(_sorted([*decisions, *about_persons, *events.decisions])),
        of_office=offices,
        of_event=events.of_event,
        series_of=events.series_of,
        runs=tuple(sorted({t.extraction.run for t in texts}, key=astuple)),
    )
    return replay(found, curation)


def _persons(
    texts: Sequence[Text], offices: dict[tuple[str, int], str], curation: Sequence[Ruling]
) -> tuple[dict[tuple[str, int], str], dict[str, Entity], list[Decision]]:
    """The key of every person mention that introduces somebody, the persons, and what was decided."""
    persons: list[Person] = [p for text in texts for p in people(text, offices)]
    known = {p.key: p for p in profiles(persons)}
    clusters, decisions = cluster(known.values(), curation)
    entity_of: dict[str, Entity] = {}
    for members in clusters.all():
        entity = person_entity([known[key] for key in members])
        entity_of.update(dict.fromkeys(members, entity))
    keys = {(p.document, p.head): entity_of[p.key].key for p in persons}
    return keys, {e.key: e for e in entity_of.values()}, decisions


def _with_aliases(entity: Entity, names: Iterable[str]) -> Entity:
    aliases = sorted({*entity.aliases, *names} - {entity.label})
    return replace(entity, aliases=tuple(aliases)) if entity.kind in (Kind.ORGANIZATION, Kind.PLACE) else entity


def _sorted(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda d: (d.left, d.right, not d.same, d.reasons))
