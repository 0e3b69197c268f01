"""An event as known so far, and who takes part in it, as keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.model import How


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
    return found
