"""Bodies that two sides have in common: the "U.S.-Kenya Working Group" is the United States and Kenya."""

from __future__ import annotations

from itertools import pairwise

from kg.facts import actors
from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.model import Kind

MEETINGS = frozenset({"meeting", "dialogue", "summit", "call"})  # of these, a body in the name takes part
JOINTS = frozenset({"-", "/", "and", "&"})


def sides(ctx: Context, i: int) -> tuple[int, ...]:
    """The states and bodies that the name of a joint body puts side by side; nothing for any other body."""
    if ctx.mentions[i].kind != Kind.ORGANIZATION:
        return ()
    first, after = ctx.mentions.ranges[i]
    inner = [n for n in ctx.mentions.within(first, after, actors.BODIES) if n != i and ctx.mentions[n].keys]
    found: dict[int, None] = {}
    for one, two in pairwise(inner):
        gap = ctx.parsed.words[ctx.mentions.ranges[one][1] : ctx.mentions.ranges[two][0]]
        if len(gap) == 1 and gap[0] in JOINTS:
            found.update({one: None, two: None})
    return tuple(found)


def is_session(ctx: Context, telling: Happening) -> bool:
    """Whether an event is a session, which is of the body that sits, whatever its type."""
    return ctx.parsed.lemmas[telling.head] == "session"


def meet_themselves(ctx: Context, telling: Happening) -> None:
    """Where a joint body meets, its sides take part in its place."""
    if telling.type not in MEETINGS:
        return
    for actor, role in tuple(telling.actors.items()):
        behind = sides(ctx, actor)
        if behind:
            del telling.actors[actor]
            telling.join(behind, role)
