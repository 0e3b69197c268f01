"""Events: what took, takes or will take place, once for every happening."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts.context import Context
from kg.facts.dates import TimeExpression, today
from kg.facts.happenings import Happening, in_heading
from kg.facts.known import Known, identities
from kg.facts.merging import merge
from kg.facts.settings import Setting, place, settings
from kg.facts.tellings import tellings
from kg.model import Event, Factuality, Kind, Span

LABEL = 20  # tokens a label may have


def events(ctx: Context) -> Iterator[Event]:
    """The events of a document; what stands behind each is kept for the participations and the agenda."""
    kept = [e for e in merge(ctx, tellings(ctx)) if _stands(ctx, e)]
    ids = {id(e): ctx.new_id("event") for e in kept}
    lent = settings(ctx, kept)
    of_mention = {m: ids[id(e)] for e in kept for t in e.tellings for m in t.mentions}
    for n, event in enumerate(kept):
        key = ids[id(event)]
        ctx.happenings[key] = _joined(ctx, event)
        yield _fact(ctx, event, key, of_mention, lent.get(n, Setting()))


def _stands(ctx: Context, event: Known) -> bool:
    """A name, or somebody who took part and a telling that it took, takes or will take place."""
    if any(t.named and not t.unreal and not _standing(ctx, t) for t in event.tellings):
        return True
    if not any(t.actors for t in event.tellings):
        return any(_own(t) for t in event.tellings)
    if event.told:
        return True
    office = any(ctx.mentions[i].kind == Kind.OFFICE for t in event.tellings for i in t.actors)
    titled = event.main.type == "press-conference" and in_heading(ctx, event.main.head)
    return (bool(event.ids) or office) and (titled or any(_specific(ctx, t) for t in event.tellings))


def _own(telling: Happening) -> bool:
    """The speaker's own visit, the signing of a named instrument, the next of a series: told without anybody."""
    if telling.anaphor and telling.ordinal:
        return telling.told and not telling.unreal
    if telling.type == "signing":
        return telling.told and bool(telling.instrument) and bool(telling.mentions)
    return telling.first_person and telling.type == "visit" and telling.place is not None and not telling.unreal


def _standing(ctx: Context, telling: Happening) -> bool:
    """A forum or dialogue that is only named may be a standing body: it is an event when told, numbered or dated."""
    words = {ctx.parsed.words[telling.head], ctx.parsed.lemmas[telling.head]}
    small = ctx.parsed.doc[telling.head].text.islower() and telling.type in {"meeting", "conference"}
    if not small and not words & {"forum", "dialogue", "dialog", "roundtable", "assembly", "consultations", "talks"}:
        return False
    placed = telling.told or telling.ordinal or telling.when is not None or telling.place is not None or telling.other
    before = ctx.parsed.words[max(0, telling.first - 3) : telling.first]
    return not placed and not in_heading(ctx, telling.head) and not {"at", "during", "attended", "attend"} & set(before)


def _specific(ctx: Context, telling: Happening) -> bool:
    """A noun alone tells of one event and says whose: "X's visit to Y", "a meeting between A and B"."""
    return (
        not telling.several
        and not telling.unreal
        and (
            max(len(telling.actors), len(identities(ctx, telling))) > 1
            or telling.unnamed
            or telling.type == "visit"
            or telling.place is not None
            or telling.when is not None
        )
    )


def _joined(ctx: Context, event: Known) -> Happening:
    """All that the tellings of an event say together."""
    main = _main(ctx, event)
    whole = Happening(main.type, main.head, main.first, main.after, named=main.named)
    for telling in event.tellings:
        whole.mentions.extend(telling.mentions)
        whole.spots.append(telling.head)
        for actor, role in telling.actors.items():
            whole.join((actor,), role)
        whole.sides.update(telling.sides)
        whole.within.extend(telling.within)
    return whole


def _main(ctx: Context, event: Known) -> Happening:
    """The telling that gives the event its evidence: the first that tells it in running text, else the first."""
    body = [t for t in event.tellings if not in_heading(ctx, t.head)]
    told = (t for t in (*body, *event.tellings) if t.told and t.type)
    return next(told, (body or event.tellings)[0])


def _fact(ctx: Context, event: Known, key: str, of_mention: dict[int, str], lent: Setting) -> Event:
    main = _main(ctx, event)
    named = _name(event)
    when = _when(event)
    status = _status(ctx, event, when)
    where = _where(ctx, event, lent)
    part = next((of_mention[m] for t in event.tellings for m in t.within if of_mention.get(m, key) != key), None)
    return Event(
        id=key,
        evidence=_evidence(ctx, event, main),
        rule=f"event-{'name' if named else 'noun' if event.main.mentions else 'verb'}",
        factuality=Factuality.PLANNED if status == "planned" else Factuality.STATED,
        label=_label(ctx, event, named),
        type=_type(event, named),
        status=status,
        mentions=tuple(dict.fromkeys(m for t in event.tellings for m in t.mentions)),
        series=_series(ctx, named),
        ordinal=next((t.ordinal for t in event.tellings if t.ordinal), None),
        date=(when.iso if when else None) or lent.date,
        time=when.span if when else None,
        place=next(iter(where), None),
        further_places=where[1:],
        host=next((t.host for t in event.tellings if t.host is not None), None),
        part_of=part,
    )


def _where(ctx: Context, event: Known, lent: Setting) -> tuple[int, ...]:
    """Where it was; of a journey every stop, the first one first."""
    own = place(ctx, event)
    if own is not None and lent.place is not None and ctx.mentions[own].kind == Kind.ORGANIZATION:
        own = lent.place  # the town before the building
    stops = next((t.stops for t in event.tellings if t.stops), ())
    seat = next((t.seat for t in event.tellings if t.seat is not None), None)
    one = next((p for p in (own, lent.place, seat) if p is not None), None)
    return stops if stops and own is None else () if one is None else (one,)


def _name(event: Known) -> Happening | None:
    """The telling with the longest name."""
    named = [t for t in event.tellings if t.named and t.label]
    return max(named, key=lambda t: (t.label[1] - t.label[0]) if t.label else 0) if named else None


def _type(event: Known, named: Happening | None) -> str:
    if named is not None:
        return named.type
    met = event.main.type == "meeting"  # a farewell visit to the one who receives it is a meeting
    nouns = [t.type for t in event.tellings if t.mentions and not t.anaphor and not (met and t.type == "visit")]
    return nouns[0] if nouns else event.main.type


def _when(event: Known) -> TimeExpression | None:
    """The most precise time of its tellings; of equally precise ones the first."""
    times = [t.when for t in event.tellings if t.when is not None]
    return max(times, key=lambda t: len(t.iso or "")) if times else None


def _status(ctx: Context, event: Known, when: TimeExpression | None) -> str:
    said = [t.status for t in event.tellings if t.status]
    known = today(ctx)
    if any(t.other == "next" for t in event.tellings) and "held" not in said:
        return "planned"
    if said:
        return (
            "planned"
            if set(said) == {"planned"}
            else "ongoing"
            if "ongoing" in said
            else said[0]
            if said[0] != "planned"
            else "held"
        )
    if when is not None and when.iso and known and len(known) == 10 and when.iso > known[: len(when.iso)]:
        return "planned"
    return "held"


def _evidence(ctx: Context, event: Known, main: Happening) -> tuple[Span, ...]:
    """The clause that tells of it, then up to two more tellings with something of their own, first who names most."""
    others = [t for t in event.tellings if t is not main and (t.told or (t.actors and not t.anaphor))]
    others.sort(key=lambda t: -sum(ctx.mentions[i].kind == Kind.PERSON for i in t.actors))
    spans = (ctx.parsed.span(t.first, t.after) for t in (main, *others[:2]))
    return tuple(dict.fromkeys(spans))


def _label(ctx: Context, event: Known, named: Happening | None) -> str:
    """Its name; else the phrase of a heading or a noun with whom and where; else the words of the clause."""
    if named is not None and named.label:
        return _surface(ctx, *named.label)
    nouns = [t for t in event.tellings if t.mentions and not t.anaphor and not _takes_up(event, t)]
    titled = [t for t in nouns if in_heading(ctx, t.head)]
    best = (titled or nouns or [event.main])[0]
    first = best.first if best.mentions else best.label[0] if best.label else best.first
    return _surface(ctx, first, min(best.after, first + LABEL))


def _takes_up(event: Known, telling: Happening) -> bool:
    """ "His visit", of a visit that another telling says more of."""
    return telling.type == "visit" and telling.place is None and not telling.stops and telling is not event.main


def _surface(ctx: Context, first: int, after: int) -> str:
    return " ".join(ctx.parsed.surface(first, after).split())


def _series(ctx: Context, named: Happening | None) -> Span | None:
    """The name without what numbers it."""
    if named is None or named.ordinal is None or not named.label:
        return None
    first, after = named.label
    from kg.mentions.event_nouns import is_ordinal

    kept = next((k for k in range(first, after) if not is_ordinal(ctx.parsed.doc[k].text)), after)
    return ctx.parsed.span(kept, after) if kept < after else None
