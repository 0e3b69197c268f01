"""Every surface form of the reference data with its readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from kg.model import Form, Kind
from kg.reference.forms import Trie, spelling
from kg.reference.values import Country, Entry, Organization, Place, Tables

Claims = Mapping[str, Set[str]]
"""Forms that belong to certain keys alone, as ``kg.reference.forms.spelling`` writes them."""


class Gazetteer(Trie[Entry]):
    """Countries (names, adjectives, people), organisations, places and metonyms: ``at(words, i)``."""

    def __init__(self, tables: Tables, claimed: Claims | None = None) -> None:
        super().__init__(_owned(forms_of(tables), claimed or {}))


def forms_of(tables: Tables) -> Iterator[tuple[str, Entry]]:
    """Every form and what it may mean, in the order of the tables."""
    for country in tables.countries.values():
        yield from _country(country)
    for organization in tables.organizations.values():
        yield from _named(organization, Kind.ORGANIZATION)
    for place in tables.places.values():
        yield from _named(place, Kind.PLACE)
        for word in _once(place.adjectives):
            yield word, Entry(Kind.PLACE, Form.DEMONYM, place.key, place.name, word in place.ambiguous)
    yield from _metonyms(tables)


def _country(country: Country) -> Iterator[tuple[str, Entry]]:
    names = (country.name, country.official, *country.aliases)
    adjectives = (*country.adjectives, *country.people)
    for form, words in ((Form.NAME, names), (Form.DEMONYM, adjectives)):
        for word in _once(words):
            yield word, Entry(Kind.COUNTRY, form, country.key, country.name, word in country.ambiguous)


def _named(thing: Organization | Place, kind: Kind) -> Iterator[tuple[str, Entry]]:
    for word in _once((thing.name, *thing.aliases)):
        yield word, Entry(kind, Form.NAME, thing.key, thing.name, word in thing.ambiguous)


def _metonyms(tables: Tables) -> Iterator[tuple[str, Entry]]:
    for metonym in tables.metonyms.values():
        kind = Kind.COUNTRY if metonym.actor.startswith("country/") else Kind.ORGANIZATION
        actor = tables.countries.get(metonym.actor.partition("/")[2]) or tables.organizations.get(metonym.actor)
        name = actor.name if actor else metonym.surface
        yield metonym.surface, Entry(kind, Form.NAME, metonym.actor, name, metonym.ambiguous, metonym=True)


def _owned(forms: Iterable[tuple[str, Entry]], claimed: Claims) -> Iterator[tuple[str, Entry]]:
    for form, entry in forms:
        owners = claimed.get(spelling(form)) if claimed else None
        if owners is None or entry.key in owners:
            yield form, entry


def _once(words: Iterable[str]) -> Iterator[str]:
    return (word for word in dict.fromkeys(words) if word)
