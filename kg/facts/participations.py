"""Who took part in an event: in which role, for whom, in which office."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import actors, known
from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.model import Event, Form, Kind, Participation, Span, Tenure


def participations(ctx: Context) -> Iterator[Participation]:
    """One participation for each actor of each event."""
    tenures = _tenures(ctx)
    for event in ctx.found(Event):
        happening = ctx.happenings.get(event.id)
        if happening is not None:
            yield from _of(ctx, event, happening, tenures)


def _tenures(ctx: Context) -> dict[int, Tenure]:
    """The first tenure of each person, by the mention that introduces the person."""
    found: dict[int, Tenure] = {}
    for tenure in ctx.found(Tenure):
        for h in ctx.mentions.heads(tenure.person):
            found.setdefault(h, tenure)
    return found


def _of(ctx: Context, event: Event, happening: Happening, tenures: dict[int, Tenure]) -> Iterator[Participation]:
    seen: set[str] = set()
    officials = {i: t for i in happening.actors for h in ctx.mentions.heads(i) if (t := tenures.get(h)) is not None}
    for actor, role in sorted(happening.actors.items(), key=lambda a: _rank(ctx, *a)):
        behind = known.stands_for(ctx, actor)
        if any(_is_same(ctx, actor, behind, t) and not _beside(ctx, actor, i) for i, t in officials.items()):
            continue
        i = actor if behind is None else behind
        who = known.identity(ctx, i)
        if who and who <= seen:
            continue
        seen |= who
        tenure = next((tenures[h] for h in ctx.mentions.heads(i) if h in tenures), None)
        yield Participation(
            id=ctx.new_id("participation"),
            evidence=event.evidence
            if event.evidence[0].covers(ctx.mentions[actor].span)
            else (ctx.mentions[actor].span,),
            rule="participation",
            factuality=event.factuality,
            event=event.id,
            participant=i,
            role=role,
            on_behalf_of=_side(happening.sides.get(actor), _behalf(ctx, i, tenure)),
            capacity=tenure.id if tenure else None,
        )


def _is_same(ctx: Context, actor: int, behind: int | None, tenure: Tenure) -> bool:
    """Whether "the Foreign Minister of Peru" or "his Peruvian counterpart" is an official whom the text names."""
    mention, held = ctx.mentions[actor], ctx.mentions[tenure.office].office
    if held is None or held.country is None:
        return False
    if mention.office is not None and behind is not None:
        one, other = (ctx.reference.heads.tell_apart(o.title) for o in (mention.office, held))
        return mention.office.country == held.country and (one <= other or other <= one)
    keys = {k for h in ctx.mentions.heads(actor) for k in ctx.mentions[h].keys}
    head = ctx.parsed.doc[ctx.mentions.ranges[actor][1] - 1]
    return actors.is_one_of(mention, head) and keys == {f"country/{held.country}"}


def _beside(ctx: Context, one: int, other: int) -> bool:
    """Whether two actors stand in one sentence, and so are two."""
    first, second = (ctx.parsed.sentence(ctx.mentions.ranges[i][0]).start for i in (one, other))
    return first == second


def _side(told: str | None, own: str | None) -> str | None:
    """For whom somebody acts: as told, unless the office is another state's than the one told."""
    apart = told is not None and own is not None and told != own and told.startswith("country/")
    return own if apart else told or own


def _rank(ctx: Context, i: int, role: str) -> tuple[bool, bool, Span]:
    """A telling role before "participant", a name before a title or pronoun, then the order of the text."""
    mention = ctx.mentions[i]
    return role == "participant", mention.form != Form.NAME, mention.span


def _behalf(ctx: Context, i: int, tenure: Tenure | None) -> str | None:
    """The country of the office in which somebody takes part."""
    office = ctx.mentions[tenure.office].office if tenure else ctx.mentions[i].office
    if office is not None and office.country:
        return f"country/{office.country}"
    if ctx.mentions[i].kind == Kind.ORGANIZATION and ctx.mentions[i].country:
        return f"country/{ctx.mentions[i].country}"
    return None
