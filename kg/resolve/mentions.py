"""Every mention → the keys of what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model import Entity, Event, Form, Kind, Participation, Signature, Statement
from kg.reference import Reference
from kg.resolve.actors import Named, collective, unnamed_holder
from kg.resolve.named import ORGANIZATION_CLASSES
from kg.resolve.text import COLLECTIVE, Text

NAMED = frozenset({Kind.ORGANIZATION, Kind.PLACE})
REGIONS = frozenset({"region", "sea"})


@dataclass(frozen=True)
class Identities:
    """What is known once names were compared: by mention, by event, and the entities themselves."""

    reference: Reference
    of_name: Named  # persons, organisations, places
    of_office: Named
    entities: dict[str, Entity]
    of_event: dict[tuple[str, str], str]
    _made: dict[tuple[str, str, Kind], Entity] = field(default_factory=dict)

    def of_key(self, key: str, name: str, kind: Kind) -> Entity:
        """The entity of a key that a mention has."""
        if key in self.entities:
            return self.entities[key]
        if (key, name, kind) not in self._made:
            self._made[key, name, kind] = reference_entity(key, self.reference, name, kind)
        return self._made[key, name, kind]


def of_mentions(
    texts: Iterable[Text], known: Identities
) -> tuple[dict[tuple[str, int], tuple[str, ...]], dict[str, Entity]]:
    """The keys of every mention, and the entities that only mentions bring: reference data, groups, unnamed holders."""
    keys: dict[tuple[str, int], tuple[str, ...]] = {}
    entities: dict[str, Entity] = {}
    for text in texts:
        events = {i: known.of_event[text.id, e.id] for e in text.events for i in e.mentions}
        for i in range(len(text.mentions)):
            found = tuple(_meant(text, i, known, events))
            keys[text.id, i] = tuple(dict.fromkeys(e.key for e in found))
            entities.update((e.key, e) for e in found)
    return keys, entities


def as_written(texts: Iterable[Text], keys: dict[tuple[str, int], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Key → the names by which texts call an organisation or a place, sorted."""
    names: dict[str, set[str]] = {}
    for text in texts:
        for i, mention in enumerate(text.mentions):
            if mention.kind in NAMED and mention.form == Form.NAME and len(keys[text.id, i]) == 1:
                names.setdefault(keys[text.id, i][0], set()).update((mention.name, *mention.aliases))
    return {key: tuple(sorted(found)) for key, found in names.items()}


def _meant(text: Text, i: int, known: Identities, events: dict[int, str]) -> Iterator[Entity]:
    for j in (i,) if i in events else text.ends(i):
        if j in events:
            yield known.entities[events[j]]
        elif text.mentions[j].group in COLLECTIVE:
            yield from _collective(text, j, known)
        elif text.mentions[j].kind == Kind.OFFICE:
            yield from _office(text, j, known, standing=i != j)
        else:
            yield from _named(text, j, known)


def _named(text: Text, j: int, known: Identities) -> Iterator[Entity]:
    mention = text.mentions[j]
    if mention.keys:
        for key in mention.keys:
            yield known.of_key(key, mention.name, mention.kind)
    elif (text.id, j) in known.of_name:
        yield known.entities[known.of_name[text.id, j]]
    elif mention.kind == Kind.GROUP:
        yield collective(text, j, None, known.reference)


def _office(text: Text, j: int, known: Identities, *, standing: bool) -> Iterator[Entity]:
    """The office itself where a name stands beside its title; else whoever holds it."""
    office = text.mentions[j].office
    if office is None:
        return
    entity = known.entities[known.of_office[text.id, j]]
    if office.holder is None:
        yield from (unnamed_holder(text, entity),) if entity.owner else ()
    elif not standing:
        yield entity
    else:
        for person in text.people(office.holder):
            yield from _named(text, person, known)


def _collective(text: Text, j: int, known: Identities) -> Iterator[Entity]:
    mention = text.mentions[j]
    ends = dict.fromkeys(end for r in mention.refers for end in text.ends(r))
    behind = [e for end in ends for e in _meant(text, end, known, {})]
    behind += [reference_entity(key, known.reference, mention.name, mention.kind) for key in mention.keys]
    for entity in behind:
        owner = entity.kind in (Kind.COUNTRY, Kind.ORGANIZATION)
        yield collective(text, j, entity.key, known.reference) if owner else entity
    if not behind:
        yield collective(text, j, None, known.reference)


def reference_entity(key: str, reference: Reference, name: str, kind: Kind) -> Entity:
    """The entity of a key of the reference data; where it has none, what the mention says."""
    head, _, code = key.partition("/")
    if head == "country":
        country = reference.countries.get(code)
        return Entity(key, Kind.COUNTRY, country.name if country else name, (), ("Country",))
    if key in reference.organizations:
        org = reference.organizations[key]
        classes = ORGANIZATION_CLASSES.get(org.kind, ("Organization",))
        return Entity(key, Kind.ORGANIZATION, org.name, (), classes, _country(org.country), sort=org.kind)
    if key in reference.places:
        place = reference.places[key]
        types = ("Region",) if place.kind in REGIONS else ("Place",)
        return Entity(key, Kind.PLACE, place.name, (), types, _country(place.country))
    return Entity(key, kind, name, (), ("Place",) if head == "place" else ("Organization",))


def referred(texts: Iterable[Text], known: dict[str, Entity], reference: Reference) -> dict[str, Entity]:
    """Countries and organisations that no mention brings: sides that facts name by key, owners, agencies of offices."""
    keys: dict[str, None] = {}
    for text in texts:
        for fact in text.facts():
            if isinstance(fact, Participation | Signature) and fact.on_behalf_of:
                keys[fact.on_behalf_of] = None
            elif isinstance(fact, Statement):
                keys.update(dict.fromkeys(fact.speaking_for))
    keys.update(dict.fromkeys(key for entity in known.values() for key in entity.agencies))
    missing = {key: reference_entity(key, reference, key.partition("/")[2], Kind.ORGANIZATION) for key in keys}
    owners = {e.owner: None for e in (*known.values(), *missing.values()) if e.owner}
    missing |= {key: reference_entity(key, reference, key.partition("/")[2], Kind.ORGANIZATION) for key in owners}
    return {key: entity for key, entity in missing.items() if key not in known}


def _country(code: str | None) -> str | None:
    return f"country/{code}" if code else None


def countries_of(text: Text, event: Event) -> frozenset[str]:
    """The ISO codes of those who took part in an event, or for whom somebody did."""
    found: set[str] = set()
    for part in text.participations(event.id):
        ends = text.ends(part.participant)
        keys = [part.on_behalf_of or "", *(key for j in ends for key in text.mentions[j].keys)]
        titles = [text.mentions[i].office for j in ends for i in text.beside.get(j, ())]
        found.update(key[8:] for key in keys if key.startswith("country/"))
        found.update(office.country for office in titles if office and office.country)
    return frozenset(found)
