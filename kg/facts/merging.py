"""One event for one happening: which tellings tell of the same.

An ordered table of tests; the first that fits an event already known decides. Nothing is merged over a
contradiction: another ordinal, another day, "the next" against this one.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.context import Context
from kg.facts.happenings import Happening, in_heading
from kg.facts.known import Known, identities, identity
from kg.facts.same_event import TALKS, TESTS, contradicts
from kg.model import Kind


def merge(ctx: Context, tellings: Iterable[Happening]) -> list[Known]:
    """The events of a text, in the order of their first telling."""
    known: list[Known] = []
    last: list[Known] = []  # in play, the latest last
    ahead: list[Happening] = []  # lists of people before the event that they belong to
    for telling in tellings:
        if telling.unreal and not telling.named:
            continue
        ids = identities(ctx, telling)
        if telling.type:
            event = next((e for test in TESTS for e in reversed(last) if test(ctx, telling, ids, e)), None)
        else:
            event = _in_play(ctx, telling, known, last)
        if event is None:
            if telling.anaphor and not (telling.told and telling.type and (ids or _another(telling, known))):
                ahead.extend([telling] if ids and not telling.type else [])
                continue
            _inherit_parties(ctx, telling, last)
            ids = identities(ctx, telling)
            event = Known(telling, heading_only=in_heading(ctx, telling.head))
            known.append(event)
        _add(ctx, event, telling, ids)
        if event in last:
            last.remove(event)
        whole = next((n for n, e in enumerate(last) if n == len(last) - 1 and _is_part(event, e)), len(last))
        last.insert(whole, event)  # "the meeting" behind a part of one means the whole
        ahead = [t for t in ahead if not _joins(ctx, t, event)]
        if telling.delegation:
            _spread(ctx, telling, event, known)
    return known


def _another(telling: Happening, known: list[Known]) -> bool:
    """Whether a number makes it another one of a series: "The Third Summit will be held in Lima"."""
    series = any(t.ordinal for e in known if e.main.type == telling.type for t in e.tellings)
    return series and telling.ordinal is not None and (telling.place is not None or telling.when is not None)


def _in_play(ctx: Context, telling: Happening, known: list[Known], last: list[Known]) -> Known | None:
    """The event that a list of people belongs to: the last told in the same paragraph, else the text's first."""
    journey = _journey(ctx, telling, known) if telling.along else None
    if journey is not None:
        return journey
    fit = [e for e in known if _takes_lists(e) and not contradicts(telling, e)]
    block = ctx.parsed.block_of[telling.head]
    for event in reversed(last):
        named = (t for t in event.tellings if t.told or (t.anaphor and t.mentions))  # "taking part in the talks were"
        signed = event.main.type == "signing" and not contradicts(telling, event) and _watches(ctx, telling)
        if (event in fit or signed) and any(ctx.parsed.block_of[t.head] == block for t in named):
            return next((e for e in fit if _is_part(event, e)), event)
    return _goes_on(ctx, telling, last, fit) or (fit[0] if fit else None)


def _watches(ctx: Context, telling: Happening) -> bool:
    """Whether people are told to witness something or to be present."""
    return not {"witness", "present"}.isdisjoint(ctx.parsed.lemmas[telling.head : telling.head + 4])


def _is_part(event: Known, other: Known) -> bool:
    """Whether an event is told to be part of another one, to which those who are listed come."""
    wholes = {i for t in event.tellings for i in t.within}
    return other is not event and any(i in wholes for t in other.tellings for i in t.mentions)


def _goes_on(ctx: Context, telling: Happening, last: list[Known], fit: list[Known]) -> Known | None:
    """The event of the list that ends right above: "On the Chilean side: A; B", "On the Peruvian side: C"."""
    above = last[-1].tellings[-1] if last else None
    if above is None or last[-1] not in fit:
        return None
    block = ctx.parsed.block_of[above.after - 1]
    announced = ctx.parsed.words[ctx.parsed.block_tokens[block][1] - 1] == ":"
    near = ctx.parsed.block_of[telling.head] <= block + 1
    return last[-1] if near and (announced or not above.type) else None


def _journey(ctx: Context, telling: Happening, known: list[Known]) -> Known | None:
    """The journey on which somebody goes along: the first to a place by whoever is accompanied."""
    guest = {k for i in telling.along for k in identity(ctx, i)}
    visits = [e for e in known if e.main.type == "visit" and guest & e.ids and not contradicts(telling, e)]
    return next((e for e in visits if any(t.place is not None for t in e.tellings)), visits[0] if visits else None)


def _joins(ctx: Context, people: Happening, event: Known) -> bool:
    """Let people named before an event join it: in its paragraph, or of a side that takes part ("The delegation …")."""
    if not event.told or not _takes_lists(event):
        return False
    ids = identities(ctx, people)
    if ctx.parsed.block_of[event.main.head] != ctx.parsed.block_of[people.head] and not ids & event.ids:
        return False
    _add(ctx, event, people, ids)
    return True


def _takes_lists(event: Known) -> bool:
    if event.main.type in {"signing", "press-conference"} or any(t.other for t in event.tellings):
        return False
    return event.told or event.heading_only


def _is_party(ctx: Context, i: int) -> bool:
    mention = ctx.mentions[i]
    return mention.kind == Kind.COUNTRY or (mention.kind == Kind.ORGANIZATION and mention.org_kind in {"igo", "bloc"})


def _spread(ctx: Context, telling: Happening, event: Known, known: list[Known]) -> None:
    """Who belongs to a delegation takes part in every event in which the delegation does."""
    groups = {k for i in telling.actors if ctx.mentions[i].group == "delegation" for k in identity(ctx, i)}
    for other in known:
        sent = (i for t in other.tellings for i in t.actors if ctx.mentions[i].group == "delegation")
        theirs = {k for i in sent for k in identity(ctx, i)}
        again = _is_planned(other) and not _is_planned(event)  # another delegation may come next time
        if other is not event and groups & theirs and not again:
            _add(ctx, other, telling, identities(ctx, telling))


def _inherit_parties(ctx: Context, telling: Happening, last: list[Known]) -> None:
    """The next meeting of those who meet: the countries and bodies of the event in play take part in it too."""
    same = {n for m in telling.mentions for n in ctx.mentions[m].refers}  # "the next ICWG"
    if telling.other != "next" or telling.type not in TALKS or (not same and (telling.actors or telling.named)):
        return
    fit = (e for e in reversed(last) if not same or any(same & set(t.mentions) for t in e.tellings))
    play = next((e for e in fit if e.main.type in TALKS and e.ids), None)
    for t in play.tellings if play else ():
        telling.join(tuple(i for i in t.actors if _is_party(ctx, i)))


def _is_planned(event: Known) -> bool:
    return any(t.status == "planned" for t in event.tellings)


def _add(ctx: Context, event: Known, telling: Happening, ids: set[str]) -> None:
    event.tellings.append(telling)
    event.ids |= ids
    event.heading_only = event.heading_only and in_heading(ctx, telling.head)
