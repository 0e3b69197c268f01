"""Offices: a curated key, or title and country, or title and organisation, or one of its document alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import ids
from kg.model import Entity, Kind, Office
from kg.reference import Reference
from kg.resolve.text import Text

Named = dict[tuple[str, int], str]
"""(document id, mention) → key."""


def office_of(texts: Iterable[Text], reference: Reference, named: Named) -> tuple[Named, dict[str, Entity]]:
    """The office that every title means, and the offices."""
    keys: Named = {}
    entities: dict[str, Entity] = {}
    for text in texts:
        for i in text.offices:
            office = text.mentions[i].office
            if office is not None:
                entity = _entity(office, text, reference, named)
                keys[text.id, i] = entity.key
                entities[entity.key] = _merged(entities.get(entity.key, entity), entity)
    return keys, entities


def _merged(known: Entity, other: Entity) -> Entity:
    agencies = tuple(dict.fromkeys((*known.agencies, *other.agencies)))
    return replace(known, sort=known.sort or other.sort, agencies=agencies)


def _entity(office: Office, text: Text, reference: Reference, named: Named) -> Entity:
    rule = reference.offices.get(office.office_key or "")
    ends = () if office.organization is None else text.ends(office.organization)
    said = tuple(_organizations(ends, text, named))
    if rule is not None:
        aliases = tuple(dict.fromkeys(t for t in (rule.title, *rule.titles) if t != rule.label))
        owner = f"country/{rule.country}" if rule.country else rule.organization or None
        key, label, portfolio = rule.key, rule.label or rule.title, rule.portfolio
        agencies = said or ((rule.organization,) if rule.organization else ())
    else:
        aliases, portfolio, agencies = (), office.portfolio or "", said
        owner = f"country/{office.country}" if office.country else next(iter(said), None)
        key, label = _key(office.title, owner, text.id), _label(office, owner, reference)
    return Entity(key, Kind.OFFICE, label, aliases, ("Office",), owner, sort=portfolio, agencies=agencies)


def _organizations(ends: Iterable[int], text: Text, named: Named) -> Iterator[str]:
    for j in ends:
        yield from text.mentions[j].keys or ((named[text.id, j],) if (text.id, j) in named else ())


def _key(title: str, owner: str | None, document: str) -> str:
    """``office/mx-foreign-secretary``; one of its document where nobody is known to own it."""
    whose = owner.partition("/")[2].lower() if owner else document
    return f"office/{ids.slug(whose)}-{ids.slug(title) or ids.digest(ids.fold(title))}"


def _label(office: Office, owner: str | None, reference: Reference) -> str:
    country = reference.countries.get(office.country or "")
    if country is not None:
        return f"{office.title} ({country.name})"
    return f"{office.title} ({_name(owner, reference)})" if owner else office.title


def _name(owner: str, reference: Reference) -> str:
    organization = reference.organizations.get(owner)
    return organization.name if organization else owner.partition("/")[2]
