"""A curator's decisions on a resolution: two keys are one, a label is another, a thing is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Decision, Entity, Resolution
from kg.resolve.curation import Ruling, pairs


def replay(found: Resolution, rulings: Sequence[Ruling]) -> Resolution:
    """The resolution as curated; rulings on keys that it does not have change nothing."""
    if not rulings:
        return found
    moved = _moved(found, rulings)
    rejected = {r.left for r in pairs(rulings, "reject")}
    labels = {r.left: r.right for r in pairs(rulings, "rename")}
    entities = {
        key: _renamed(entity, labels.get(key), moved, rejected)
        for key, entity in found.entities.items()
        if key not in rejected and key not in moved
    }
    return replace(
        found,
        entities=entities,
        of_mention={at: _kept(keys, moved, rejected) for at, keys in found.of_mention.items()},
        of_office={at: moved.get(key, key) for at, key in found.of_office.items()},
        of_event={at: moved.get(key, key) for at, key in found.of_event.items()},
        series_of={moved.get(e, e): moved.get(s, s) for e, s in found.series_of.items()},
        decisions=(*found.decisions, *_noted(found, rulings, moved)),
    )


def _moved(found: Resolution, rulings: Sequence[Ruling]) -> dict[str, str]:
    """Keys that "same" makes another: the right one becomes the left one."""
    moved: dict[str, str] = {}
    for ruling in pairs(rulings, "same"):
        left, right = moved.get(ruling.left, ruling.left), moved.get(ruling.right, ruling.right)
        if left != right and left in found.entities and right in found.entities:
            moved = {key: left if to == right else to for key, to in moved.items()} | {right: left}
    return moved


def _renamed(entity: Entity, label: str | None, moved: dict[str, str], rejected: set[str]) -> Entity:
    linked = replace(
        entity,
        owner=_to(entity.owner, moved, rejected),
        office=_to(entity.office, moved, rejected),
        agencies=_kept(entity.agencies, moved, rejected),
    )
    if label is None:
        return linked
    return replace(linked, label=label, aliases=tuple(sorted({*entity.aliases, entity.label} - {label})))


def _to(key: str | None, moved: dict[str, str], rejected: set[str]) -> str | None:
    return None if key is None or key in rejected else moved.get(key, key)


def _kept(keys: tuple[str, ...], moved: dict[str, str], rejected: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(moved.get(key, key) for key in keys if key not in rejected))


def _noted(found: Resolution, rulings: Sequence[Ruling], moved: dict[str, str]) -> list[Decision]:
    """The rulings that took effect here, as decisions."""
    used = [r for r in rulings if r.decision in ("rename", "reject") and r.left in found.entities]
    used += [r for r in pairs(rulings, "same") if r.right in moved or r.left in moved]
    return [Decision(r.left, r.right, r.decision == "same", 1.0, (r.decision, r.reason)) for r in used]
