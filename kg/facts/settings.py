"""Where and when an event was, taken from the journey or the summit that it was part of.

"She will travel to Manila to attend the Forum", "During the visit he met …": the place is that of the visit, the
date its month. Only a visit to one place lends it, only to events of the same people told after it and as real as it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg import calendar as cal
from kg.facts.context import Context
from kg.facts.datelines import happened_here, issued_at, venue, was_recorded
from kg.facts.dates import is_range, today, with_year
from kg.facts.happenings import Happening, in_heading
from kg.facts.known import Known, identity
from kg.facts.nearby import as_real, aside, beside, people
from kg.model import Kind

CLOCK = re.compile(r"(?:[01]?\d|2[0-3])(?: ?[:.h] ?[0-5]\d(?![\d.])| ?(?:[ap]\.?m\b))")
LENT = frozenset(
    {"meeting", "dialogue", "summit", "conference", "ceremony", "signing", "press-conference", "other", "visit"}
)
NEAR = 1  # paragraphs: what follows a visit was during it
HELD = frozenset({"meeting", "dialogue", "summit"})


@dataclass(frozen=True, slots=True)
class Setting:
    """A place and a month (or year) that an event takes from another one."""

    place: int | None = None
    date: str | None = None


def settings(ctx: Context, events: Sequence[Known]) -> dict[int, Setting]:
    """What each event takes from others, by its position in the list."""
    visits = [(n, e) for n, e in enumerate(events) if _lends(e)]
    found: dict[int, Setting] = {}
    placed: list[tuple[Known, int | None]] = []
    known, dateline, hall = today(ctx), issued_at(ctx), venue(ctx)
    for n, event in enumerate(events):
        if known and (_timetabled(ctx, event.main) or _is_transcript(ctx, event)):
            found[n] = Setting(None, known)
        elif event.main.type in LENT:
            found[n] = _borrowed(ctx, n, events, visits, placed)
        if dateline is not None and found.get(n, Setting()).place is None and happened_here(ctx, event):
            found[n] = Setting(dateline, found.get(n, Setting()).date)
        if hall is not None and was_recorded(ctx, event):
            found[n] = Setting(hall, known)
        own = place(ctx, event)
        placed.append((event, found.get(n, Setting()).place if own is None else own))
    return found


def _borrowed(
    ctx: Context,
    n: int,
    events: Sequence[Known],
    visits: Sequence[tuple[int, Known]],
    placed: Sequence[tuple[Known, int | None]],
) -> Setting:
    """Place and date from what an event was part of, the visit during which it was, or what came right before it."""
    event = events[n]
    lender = _part(ctx, event, events) or aside(ctx, event, events[:n])
    near = beside(ctx, event, placed) if lender is None else None
    if lender is None or lender.main.type == "visit":  # "during the visit": whose, the people say
        lender = _visit(ctx, n, event, visits) or lender or _occasion(event, events[:n])
    if lender is None or lender is event:
        return Setting(near, _year(ctx, n, event, visits))
    known = next((where for e, where in placed if e is lender), place(ctx, lender))
    return Setting(known if near is None else near, _date(ctx, event, lender))


def _date(ctx: Context, event: Known, lender: Known) -> str | None:
    """The day of a lender whose aim the event was, or that took one day; else the month.

    A day that is told without a year during a visit was in the year of the visit.
    """
    times = [t.when for t in lender.tellings if t.when is not None and t.when.iso]
    if not times:
        return None
    best = max(times, key=lambda t: len(t.iso or ""))
    own = next((t.when for t in event.tellings if t.when is not None), None)
    if own is not None:
        return with_year(ctx, own, (best.iso or "")[:4]).iso
    if lender.main.type not in {"visit", *HELD}:
        return None
    near = any(t.aim and _sentence(ctx, t) in {_sentence(ctx, v) for v in lender.tellings} for t in event.tellings)
    if near or not is_range(ctx.parsed, best):
        return best.iso
    year, month, _ = cal.parts(best.iso)
    return cal.iso(year, month)


def _year(ctx: Context, n: int, event: Known, visits: Sequence[tuple[int, Known]]) -> str | None:
    """A day told without its year during a visit in another town: it was in the year of the visit."""
    own = next((t.when for t in event.tellings if t.when is not None), None)
    if own is None or own.iso:
        return None
    fit = (v for m, v in visits if m != n and _same_people(ctx, event, v) and _before(event, v) and as_real(event, v))
    return next((d for v in fit if (d := _date(ctx, event, v)) is not None), None)


def _sentence(ctx: Context, telling: Happening) -> int:
    return ctx.parsed.sentence(telling.head).start


def _occasion(event: Known, earlier: Sequence[Known]) -> Known | None:
    """The meeting right before which, by the same people, gave occasion to a signing or to meeting the press."""
    told = [t for t in event.tellings if t.told]
    alone = all(t.when is None and t.place is None and not t.other for t in event.tellings)
    if event.main.type not in {"signing", "press-conference"} or not told or not alone or not event.ids:
        return None
    near = [e for e in earlier if e.told and e.main.type in HELD and event.ids <= e.ids]
    same = near and {t.status or "held" for t in told} == {t.status or "held" for t in near[-1].tellings if t.told}
    return near[-1] if same else None


def _timetabled(ctx: Context, telling: Happening) -> bool:
    """A line of a day's schedule: it opens with the time of day ("10:30 a.m. The Minister meets …")."""
    first, after = ctx.parsed.block_tokens[ctx.parsed.block_of[telling.head]]
    return bool(CLOCK.match(" ".join(ctx.parsed.words[first : min(after, first + 4)])))


def _is_transcript(ctx: Context, event: Known) -> bool:
    """A press conference of which the text is the record: only its heading names it."""
    alone = event.heading_only and all(t.when is None for t in event.tellings)
    return alone and event.main.type == "press-conference" and in_heading(ctx, event.main.head)


def place(ctx: Context, event: Known) -> int | None:
    """Where an event was; a town or building before the country that another telling gives."""
    told = [t.place for t in event.tellings if t.place is not None]
    return next((p for p in told if ctx.mentions[p].kind != Kind.COUNTRY), told[0] if told else None)


def _lends(event: Known) -> bool:
    return event.main.type == "visit" and any(t.place is not None for t in event.tellings)


def _part(ctx: Context, event: Known, events: Sequence[Known]) -> Known | None:
    """The event that it is told to be part of, where that has a place."""
    wanted = {m for t in event.tellings for m in t.within}
    holders = (e for e in events if e is not event and any(m in wanted for t in e.tellings for m in t.mentions))
    return next((e for e in holders if place(ctx, e) is not None), None)


def _visit(ctx: Context, n: int, event: Known, visits: Sequence[tuple[int, Known]]) -> Known | None:
    """The visit during which it was: of the same sentence or paragraph, else the only one told."""
    own = {k for t in event.tellings if t.place is not None for k in identity(ctx, t.place)}
    fit = [v for m, v in visits if m != n and _same_people(ctx, event, v) and _before(event, v) and as_real(event, v)]
    if own or not fit or (event.main.type == "visit" and own):
        return None
    near = [v for v in fit if 0 <= _block(ctx, event.main) - _block(ctx, v.main) <= NEAR]
    if near:
        return max(near, key=lambda v: max(t.head for t in v.tellings if t.head < event.main.head))
    return fit[0] if len({_key(ctx, v) for v in fit}) == 1 else None


def _key(ctx: Context, event: Known) -> frozenset[str]:
    where = place(ctx, event)
    return frozenset(identity(ctx, where)) if where is not None else frozenset()


def _same_people(ctx: Context, event: Known, visit: Known) -> bool:
    own = any(t.first_person for t in visit.tellings) and not visit.ids
    return bool(people(ctx, event) & people(ctx, visit)) or own


def _before(event: Known, visit: Known) -> bool:
    return min(t.head for t in visit.tellings) < max(t.head for t in event.tellings)


def _block(ctx: Context, telling: Happening) -> int:
    return ctx.parsed.block_of[telling.head]
