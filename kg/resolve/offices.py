"""Offices: a curated key, or title and country, or title and organisation, or one of its document alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
                entities.setdefault(entity.key, entity)
    return keys, entities


def _entity(office: Office, text: Text, reference: Reference, named: Named) -> Entity:
    rule = reference.offices.get(office.office_key or "")
    if rule is not None:
        aliases = tuple(dict.fromkeys(t for t in (rule.title, *rule.titles) if t != rule.label))
        owner = f"country/{rule.country}" if rule.country else rule.organization or None
        return Entity(rule.key, Kind.OFFICE, rule.label or rule.title, aliases, ("Office",), owner=owner)
    owner = f"country/{office.country}" if office.country else _organization(office, text, named)
    label = _label(office, owner, reference)
    return Entity(_key(office.title, owner, text.id), Kind.OFFICE, label, (), ("Office",), owner)


def _organization(office: Office, text: Text, named: Named) -> str | None:
    ends = () if office.organization is None else text.ends(office.organization)
    return next(_organizations(ends, text, named), None)


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
