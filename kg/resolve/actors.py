"""People as a document shows them, and those it does not name: delegations, groups, holders of an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import ids
from kg.model import Entity, Form, Kind, Tenure
from kg.reference import Reference
from kg.resolve.names import words
from kg.resolve.people import Profile, profile_key
from kg.resolve.text import Text

Named = dict[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Person:
    """One person of one document, before documents are compared."""

    document: str
    head: int
    name: str
    names: frozenset[str]
    offices: frozenset[str]
    duties: frozenset[tuple[str, str]]
    countries: frozenset[str]
    year: int | None

    @property
    def key(self) -> str:
        """The key it would have on its own."""
        return profile_key(self.name, self.document, self.countries, self.offices)


def people(text: Text, offices: Named) -> Iterator[Person]:
    """The persons of a document."""
    names: dict[int, dict[str, None]] = {}
    for i, mention in enumerate(text.mentions):
        if mention.kind == Kind.PERSON:
            for head in text.people(i):
                forms = names.setdefault(head, {})
                if i == head or mention.form == Form.NAME:
                    forms.update(dict.fromkeys((mention.name, *mention.aliases)))
    held = _held(text)
    for head, written in names.items():
        titles = [(i, text.mentions[i].office) for i in held.get(head, ())]
        yield Person(
            document=text.id,
            head=head,
            name=min(written, key=lambda n: (-len(words(n)), -len(n), n)),
            names=frozenset(written),
            offices=frozenset(offices[text.id, i] for i, _ in titles),
            duties=frozenset((o.country, o.portfolio) for _, o in titles if o and o.country and o.portfolio),
            countries=frozenset(o.country for _, o in titles if o and o.country),
            year=text.year,
        )


def _held(text: Text) -> dict[int, tuple[int, ...]]:
    """Person → the titles of the offices he or she holds, by the titles themselves and by the tenures."""
    found = {person: dict.fromkeys(titles) for person, titles in text.beside.items()}
    for fact in text.facts():
        if isinstance(fact, Tenure) and text.mentions[fact.office].office is not None:
            for person in text.people(fact.person):
                found.setdefault(person, {})[fact.office] = None
    return {head: tuple(sorted(offices)) for head, offices in found.items()}


def profiles(persons: Iterable[Person]) -> list[Profile]:
    """Persons with one key as one profile."""
    found: dict[str, list[Person]] = {}
    for person in persons:
        found.setdefault(person.key, []).append(person)
    return [_profile(key, group) for key, group in found.items()]


def _profile(key: str, group: list[Person]) -> Profile:
    return Profile(
        key=key,
        name=min(p.name for p in group),
        words=words(group[0].name),
        names=frozenset().union(*(p.names for p in group)),
        offices=frozenset().union(*(p.offices for p in group)),
        duties=frozenset().union(*(p.duties for p in group)),
        countries=frozenset().union(*(p.countries for p in group)),
        years=frozenset(p.year for p in group if p.year is not None),
    )


def person_entity(members: list[Profile]) -> Entity:
    """A cluster of profiles as one person: the fullest name is the label, its profile gives the key."""
    main = min(members, key=lambda p: (-len(p.words), -len(p.name), p.name, p.key))
    aliases = sorted(frozenset().union(*(p.names for p in members)) - {main.name})
    types = ("Official",) if any(p.offices for p in members) else ("Person",)
    return Entity(main.key, Kind.PERSON, main.name, tuple(aliases), types)


def unnamed_holder(text: Text, office: Entity) -> Entity:
    """The holder of an office whom the document does not name."""
    key = f"holder/{text.id}-{office.key.partition('/')[2]}"
    return Entity(key, Kind.PERSON, office.label, (), ("UnnamedOfficial",), office.owner, office.key)


def collective(text: Text, i: int, owner: str | None, reference: Reference) -> Entity:
    """A delegation of a country or organisation, or a group that is not named."""
    mention = text.mentions[i]
    whose = owner_label(owner, reference) if owner else ""
    if mention.group in ("delegation", "officials") and owner:
        key = f"group/{text.id}-delegation-{ids.slug(owner.partition('/')[2])}"
        return Entity(key, Kind.GROUP, f"Delegation ({whose})", (), ("Delegation",), owner)
    key = f"group/{text.id}-{mention.span.start}" + (f"-{ids.slug(owner.partition('/')[2])}" if owner else "")
    label = f"{mention.name} ({whose})" if whose else mention.name
    return Entity(key, Kind.GROUP, label, (), ("UnnamedGroup",), owner)


def owner_label(owner: str, reference: Reference) -> str:
    """The name of a country or organisation of the reference data; else what its key says."""
    kind, _, rest = owner.partition("/")
    if kind == "country" and rest in reference.countries:
        return reference.countries[rest].name
    return reference.organizations[owner].name if owner in reference.organizations else rest
