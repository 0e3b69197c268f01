"""What an event dealt with: the objects of agenda verbs ("discussed", "exchanged views on"), in the text's words."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import actors, frames, known, lists, syntax
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.force import force
from kg.model import AgendaItem, Event, Factuality, Kind

DEALING = frozenset({"meeting", "dialogue", "summit", "conference", "call", "visit", "press-conference"})
LONGEST = 60  # tokens of one item
CONCERNS = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.PLACE})


def agenda(ctx: Context) -> Iterator[AgendaItem]:
    """One item for each object of an agenda verb whose subject took part in an event, or is one."""
    cues = ctx.lexicon.cues("agenda-verbs")
    events = [e for e in ctx.found(Event) if e.type in DEALING and e.id in ctx.happenings]
    free = 0
    for token in ctx.parsed.doc if events else ():
        if token.i < free or token.pos_ != "VERB":
            continue
        found = frames.match(ctx.parsed, cues, token.i)
        event = _event(ctx, token, events) if found else None
        if found is None or event is None:
            continue
        free = found[1]
        for first, after in _items(ctx, token, found[1]):
            if _is_actor(ctx, first, after):
                continue
            yield _item(ctx, event, token, first, after)


def _is_actor(ctx: Context, first: int, after: int) -> bool:
    """ "Addressed the Press Club": somebody spoken to, no topic."""
    actor = lists.outer(ctx, after - 1)
    return actor is not None and ctx.mentions.ranges[actor][0] <= first + 1


def _item(ctx: Context, event: Event, verb: Token, first: int, after: int) -> AgendaItem:
    times = dates_within(ctx, first, after)
    planned = force(ctx.parsed, ctx.lexicon, verb.i).factuality == Factuality.PLANNED
    return AgendaItem(
        id=ctx.new_id("agenda"),
        evidence=(ctx.parsed.span(verb.i, after),),
        rule="agenda",
        factuality=Factuality.PLANNED if planned else Factuality.STATED,
        event=event.id,
        label=" ".join(ctx.parsed.surface(first, after).split()),
        concerns=actors.between(ctx.mentions, first, after, CONCERNS),
        time=times[0].span if times else None,
    )


def _event(ctx: Context, verb: Token, events: list[Event]) -> Event | None:
    """The event at which somebody dealt with something: the last before the verb that the subject took part in."""
    if force(ctx.parsed, ctx.lexicon, verb.i).factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}:
        return None
    subject = syntax.subject(verb)
    if subject is None or verb.tag_ == "VBN":
        return None
    before = sorted(
        ((spot, n) for n, e in enumerate(events) for spot in ctx.happenings[e.id].spots if spot <= verb.i), reverse=True
    )
    at = ctx.mentions.at(subject.i, frozenset({Kind.EVENT}))
    who = {k for i in lists.listed(ctx, *syntax.extent(subject)) for k in known.identity(ctx, i)}
    for _, n in before:
        happening = ctx.happenings[events[n].id]
        if at and at[0] in happening.mentions:
            return events[n]
        if who & known.identities(ctx, happening):
            return events[n]
    return None


def _items(ctx: Context, verb: Token, after: int) -> Iterator[tuple[int, int]]:
    """The token ranges of what was dealt with, one for each coordinated phrase."""
    complement = syntax.complement(verb)
    end = min(syntax.clause_end(verb), after + LONGEST)
    first = max(after, complement[0]) if complement and complement[0] >= after else after
    if first >= end or ctx.parsed.doc[first].pos_ in {"PUNCT", "CCONJ", "VERB"}:
        return
    inside = [t for t in ctx.parsed.doc[first:end] if t.dep_ in {"dobj", "pobj", "ccomp"} and t.head.i < first]
    heads = [inside[0], *syntax.conjuncts(inside[0])] if inside else []
    starts = [first, *(t.left_edge.i for t in heads[1:] if first < t.left_edge.i < end and not syntax.is_verb(t))]
    for begin, stop in zip(starts, [*starts[1:], end], strict=True):
        if stop > begin:
            yield syntax.trim(ctx.parsed.doc, begin, stop)
