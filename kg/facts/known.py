"""An event as known so far, and who takes part in it, as keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.mentions.unsaid import GOVERNING, MONARCHS
from kg.model import How, Kind

PERSONS = frozenset({Kind.PERSON})


@dataclass(slots=True, eq=False)
class Known:
    """An event as known so far: its tellings, first the one that names or tells it best."""

    main: Happening
    tellings: list[Happening] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    heading_only: bool = True

    @property
    def told(self) -> bool:
        """Whether some finite clause tells of it."""
        return any(t.told for t in self.tellings)


def identities(ctx: Context, telling: Happening) -> set[str]:
    """Who takes part, as keys or first mentions; unresolved groups count for nothing."""
    return {k for i in telling.actors for k in identity(ctx, i)}


def identity(ctx: Context, i: int) -> set[str]:
    """The keys, or the first mentions, behind a mention."""
    found: set[str] = set()
    for h in ctx.mentions.heads(i):
        mention = ctx.mentions[h]
        if mention.how != How.OPEN:
            found.update(mention.keys or (f"#{h}",))
        elif (behind := stands_for(ctx, h)) is not None:
            found.update(ctx.mentions[behind].keys)
    return found


def stands_for(ctx: Context, i: int) -> int | None:
    """The body or state for which an official without a name takes part: "the Foreign Minister of Peru"."""
    heads = ctx.mentions.heads(i)
    i = heads[0] if len(heads) == 1 else i  # "he", of such an official
    office = ctx.mentions[i].office
    if office is None or office.holder is not None or ctx.mentions[i].refers:
        return None
    first, after = ctx.mentions.ranges[i]
    if any(ctx.mentions.at(k, PERSONS) for k in (after, first - 1, first - 2) if 0 <= k < len(ctx.parsed.doc)):
        return None
    if office.organization is not None:
        body = ctx.mentions.ranges[office.organization]
        return office.organization if first <= body[0] <= after + 1 else None
    if office.country is None or not (GOVERNING - MONARCHS) & ctx.reference.heads.tell_apart(office.title):
        return None
    states = ctx.mentions.of_key(f"country/{office.country}")
    inside = (n for n in states if first <= ctx.mentions.ranges[n][0] < after)
    return next(inside, states[0] if states else None)
