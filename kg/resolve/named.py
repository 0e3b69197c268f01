"""Organisations and places without a key of reference data: one where folded name and country agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import ids
from kg.model import Decision, Entity, Kind, Mention
from kg.resolve.text import Text

PREFIX = {Kind.ORGANIZATION: "org", Kind.PLACE: "place"}
ORGANIZATION_CLASSES: dict[str, tuple[str, ...]] = {
    "agency": ("Agency",),
    "igo": ("InternationalOrganization",),
    "bloc": ("Bloc",),
    "armed-group": ("Organization", "NonStateActor"),
}


@dataclass
class _Group:
    """The mentions of one name in one country, of all documents."""

    mentions: list[tuple[str, int]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    sorts: dict[str, int] = field(default_factory=dict)


Named = tuple[Kind, str, str | None]
"""(kind, folded name, ISO code or None): what makes an organisation or a place itself."""


def name_entities(texts: Iterable[Text]) -> tuple[dict[tuple[str, int], str], dict[str, Entity], list[Decision]]:
    """The keys of organisations and places that introduce themselves, the entities, and what was decided."""
    groups: dict[Named, _Group] = {}
    for text in texts:
        for i, mention in enumerate(text.mentions):
            if mention.kind in PREFIX and not mention.keys and text.ends(i) == (i,):
                named = (mention.kind, ids.fold(mention.name), mention.country)
                _add(groups.setdefault(named, _Group()), text.id, i, mention)
    decisions = _adopt(groups)
    keys: dict[tuple[str, int], str] = {}
    entities: dict[str, Entity] = {}
    for place, group in sorted(groups.items(), key=lambda g: (g[0][0], g[0][1], g[0][2] or "")):
        entity = _entity(place, group)
        entities[entity.key] = entity
        keys.update(dict.fromkeys(group.mentions, entity.key))
    return keys, entities, decisions


def _add(group: _Group, document: str, i: int, mention: Mention) -> None:
    group.mentions.append((document, i))
    group.names[mention.name] = group.names.get(mention.name, 0) + 1
    group.aliases.update(mention.aliases)
    group.sorts[mention.org_kind] = group.sorts.get(mention.org_kind, 0) + 1


def _adopt(groups: dict[Named, _Group]) -> list[Decision]:
    """Give a name without a country to its only namesake with one."""
    decisions: list[Decision] = []
    owned: dict[tuple[Kind, str], list[Named]] = {}
    for place in groups:
        if place[2] is not None:
            owned.setdefault(place[:2], []).append(place)
    for (kind, name), namesakes in sorted(owned.items()):
        if len(namesakes) == 1 and (kind, name, None) in groups:
            left, right = _key((kind, name, None), name), _key(namesakes[0], name)
            _merge(groups[namesakes[0]], groups.pop((kind, name, None)))
            why = ("the same name", "no other country has one of that name")
            decisions.append(Decision(left, right, True, 0.7, why))
    return decisions


def _merge(into: _Group, other: _Group) -> None:
    into.mentions.extend(other.mentions)
    into.aliases.update(other.aliases)
    for count, more in ((into.names, other.names), (into.sorts, other.sorts)):
        for value, n in more.items():
            count[value] = count.get(value, 0) + n


def _most(count: dict[str, int]) -> str:
    return min(count, key=lambda value: (not value, -count[value], value))


def _key(place: Named, name: str) -> str:
    return ids.key(PREFIX[place[0]], name, place[2] or "")


def _entity(place: Named, group: _Group) -> Entity:
    label = _most(group.names)
    sort = _most(group.sorts) if place[0] == Kind.ORGANIZATION else ""
    types = ORGANIZATION_CLASSES.get(sort, ("Organization",)) if place[0] == Kind.ORGANIZATION else ("Place",)
    owner = f"country/{place[2]}" if place[2] else None
    aliases = tuple(sorted((set(group.names) | group.aliases) - {label}))
    return Entity(_key(place, label), place[0], label, aliases, types, owner, sort=sort or "")
