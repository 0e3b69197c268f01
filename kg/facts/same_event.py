"""Whether a telling tells of an event already known: an ordered table of tests.

Nothing is the same over a contradiction: another ordinal, another day, "the next" against this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg import calendar as cal
from kg.facts import actors
from kg.facts.context import Context
from kg.facts.happenings import Happening, in_heading
from kg.facts.known import Known, identity
from kg.mentions import event_nouns as names

TALKS = frozenset({"meeting", "dialogue", "summit", "conference", "call", "press-conference"})
FAMILY: dict[str, frozenset[str]] = {
    "meeting": frozenset({"meeting", "dialogue", "summit", "conference", "call"}),
    "dialogue": frozenset({"dialogue", "meeting"}),
    "summit": frozenset({"summit", "meeting"}),
    "conference": frozenset({"conference", "meeting"}),
    "call": frozenset({"call"}),
    "visit": frozenset({"visit"}),
    "signing": frozenset({"signing", "ceremony"}),
    "ceremony": frozenset({"ceremony", "signing"}),
    "press-conference": frozenset({"press-conference"}),
    "other": frozenset({"other"}),
}
SMALL = frozenset({"the", "of", "on", "for", "and", "a", "an", "to", "in", "'s", "'", "-", "/", "&", "(", ")", "annual",
                   "inaugural", "final", "recent"})  # fmt: skip
TREATIES = frozenset({"agreement", "treaty", "arrangement"})  # "the Treaty" may be called an agreement before
Test = Callable[[Context, Happening, set[str], Known], bool]


def contradicts(telling: Happening, event: Known) -> bool:
    for other in event.tellings:
        part = set(telling.within) & set(other.mentions) or set(other.within) & set(telling.mentions)
        if part and telling.type and other.type and telling.type != other.type:
            return True  # "met at the Summit" is not the Summit
        if telling.ordinal and other.ordinal and telling.ordinal != other.ordinal:
            return True
        if (
            telling.other != other.other
            and "next" in {telling.other, other.other}
            and not _both_planned(telling, event)
        ):
            return True
    return _other_day(telling, event)


def _both_planned(telling: Happening, event: Known) -> bool:
    return telling.status == "planned" and any(t.status == "planned" or t.other == "next" for t in event.tellings)


def _other_day(telling: Happening, event: Known) -> bool:
    mine = telling.when.iso if telling.when else None
    for other in event.tellings:
        theirs = other.when.iso if other.when else None
        if mine and theirs and not (mine.startswith(theirs) or theirs.startswith(mine)):
            span = telling.when.span if telling.when else None
            if span and other.when and not _near_days(mine, theirs):
                return True
    return False


def _near_days(one: str, two: str) -> bool:
    """Days of one multi-day event."""
    a, b = cal.as_date(one), cal.as_date(two)
    return bool(a and b) and abs((a - b).days) <= 3  # type: ignore[operator]


def _words(ctx: Context, telling: Happening) -> set[str]:
    if not telling.mentions and not telling.label:
        return set()
    first, after = ctx.mentions.ranges[telling.mentions[0]] if telling.mentions else telling.label or (0, 0)
    words = _keyed(ctx, first, after)
    return {
        w for w in words if w not in SMALL and not names.is_ordinal(w) and not re.fullmatch(r"(?:19|20)\d\d|\W+", w)
    }


def _keyed(ctx: Context, first: int, after: int) -> list[str]:
    """The words of a name; what a country or organisation is called counts by its key."""
    found: list[str] = []
    for k in range(first, after):
        known = [i for i in ctx.mentions.at(k, actors.BODIES) if ctx.mentions[i].keys]
        found.append(ctx.mentions[known[0]].keys[0] if known else ctx.parsed.words[k])
    return found


def _years(ctx: Context, telling: Happening) -> set[str]:
    if not telling.mentions:
        return set()
    first, after = ctx.mentions.ranges[telling.mentions[0]]
    return {w for w in ctx.parsed.words[first:after] if re.fullmatch(r"(?:19|20)\d\d", w)}


def _abbreviates(ctx: Context, telling: Happening, _: set[str], event: Known) -> bool:
    """An abbreviation of the event's name."""
    meant = {n for m in telling.mentions[:1] for n in ctx.mentions[m].refers}
    return telling.named and not contradicts(telling, event) and any(meant & set(t.mentions) for t in event.tellings)


def same_name(ctx: Context, telling: Happening, _: set[str], event: Known) -> bool:
    """The same name, or part of it, with the same head noun."""
    if not telling.named or contradicts(telling, event):
        return False
    mine = _words(ctx, telling)
    for other in event.tellings:
        if not other.named:
            continue
        theirs = _words(ctx, other)
        years = _years(ctx, telling), _years(ctx, other)
        if years[0] and years[1] and not years[0] & years[1]:
            continue
        if mine == theirs or (min(len(mine), len(theirs)) >= 2 and (mine <= theirs or theirs <= mine)):
            return True
        alike = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
        if (
            alike >= 0.5
            and telling.type == other.type
            and (event.heading_only or (telling.ordinal or 0) == (other.ordinal or -1))
        ):
            return True
    return False


def _refers(_: Context, telling: Happening, __: set[str], event: Known) -> bool:
    """ "The meeting", "this dialogue": the last event of its kind."""
    if not telling.anaphor or contradicts(telling, event):
        return False
    if any(t.other == "next" for t in event.tellings):
        return False
    if telling.type == "signing" and telling.instrument:
        known = {t.instrument for t in event.tellings if t.instrument}
        kin = telling.instrument in TREATIES and bool(known & TREATIES)
        return event.main.type == "signing" and (not known or kin or telling.instrument in known)
    return event.main.type in FAMILY[telling.type] or telling.type in FAMILY.get(event.main.type, frozenset()) & TALKS


def _same_people(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """The same kind of event with the same people, as far as both say."""
    if (telling.named and any(t.named for t in event.tellings)) or contradicts(telling, event):
        return False
    spoken = (
        telling.type == event.main.type == "press-conference" and event.heading_only and in_heading(ctx, telling.head)
    )
    least = 1 if spoken or telling.type == event.main.type == "ceremony" else 2
    if not _alike(telling, event) or len(ids & event.ids) < least or _other_place(ctx, telling, event):
        return False
    return (ids <= event.ids or event.ids <= ids) and not _other_status(telling, event)


def _alike(telling: Happening, event: Known) -> bool:
    kinds = {telling.type, event.main.type}
    return (
        len(kinds) == 1
        or kinds <= {"meeting", "dialogue", "summit"}
        or (kinds == {"meeting", "call"} and event.heading_only)
    )


def _other_status(telling: Happening, event: Known) -> bool:
    mine, theirs = telling.status, {t.status for t in event.tellings if t.status}
    return bool(mine and theirs) and mine not in theirs and "planned" in {mine, *theirs}


def _other_place(ctx: Context, telling: Happening, event: Known) -> bool:
    places = {p for t in event.tellings if t.place is not None for p in identity(ctx, t.place)}
    return telling.place is not None and bool(places) and not identity(ctx, telling.place) & places


def _titled(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """What the heading announces and the text then tells: the same kind and somebody in common."""
    if not event.heading_only or contradicts(telling, event) or in_heading(ctx, telling.head):
        return False
    if event.main.named and (telling.named or telling.type == "visit"):
        return False
    same = telling.type == event.main.type or (
        telling.type in TALKS and event.main.type in TALKS and _alike(telling, event)
    )
    if not same or not telling.told:
        return False
    shared = bool(ids & event.ids)
    return shared or (not event.ids and not event.main.named) or (telling.type == "signing") or _opens(ctx, telling)


def _opens(ctx: Context, telling: Happening) -> bool:
    """Told in the first sentence of running text."""
    first = next(
        (a for b, (a, _) in zip(ctx.parsed.blocks, ctx.parsed.block_tokens, strict=True) if b.kind == "body"), 0
    )
    return ctx.parsed.sentence(first).end > telling.head


def _same_visit(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """The same visitor and the same place."""
    if telling.type != "visit" or event.main.type != "visit" or contradicts(telling, event):
        return False
    here = _stops(ctx, telling)
    tour = bool(telling.stops)
    theirs = [_stops(ctx, t) for t in event.tellings if bool(t.stops) == tour]
    same = any(here == t if tour else bool(here & t) for t in theirs)
    beside = not ids and any(
        ctx.parsed.sentence(t.head).start == ctx.parsed.sentence(telling.head).start for t in event.tellings
    )
    return (bool(ids & event.ids) or beside) and same and not _other_status(telling, event)


def _stops(ctx: Context, telling: Happening) -> set[str]:
    """The keys of every place of a visit."""
    stops = (*telling.stops, *(() if telling.place is None else (telling.place,)))
    return {p for i in stops for p in identity(ctx, i)}


def _own_visit(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """ "During his visit": the visit that the text tells of somebody, where no place makes it another one."""
    if telling.type != "visit" or event.main.type != "visit" or contradicts(telling, event):
        return False
    bare = bool(telling.mentions) and telling.place is None and not telling.stops and not telling.several
    placed = any(t.place is not None or t.stops for t in event.tellings)
    return bare and placed and bool(ids) and ids <= event.ids and not in_heading(ctx, telling.head)


def _same_parties(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """Talks of states, then told of officials of just these states: "the consultations attended by A and B"."""
    if not (telling.mentions and event.main.mentions) or telling.named or contradicts(telling, event):
        return False
    states = {k for k in event.ids if k.startswith("country/")}
    behind = {k for i in telling.actors for k in _states(ctx, i)}
    alike = telling.type == event.main.type and ctx.parsed.lemmas[telling.head] == ctx.parsed.lemmas[event.main.head]
    return alike and len(states) > 1 and behind == states == event.ids and not ids & states


def _states(ctx: Context, i: int) -> tuple[str, ...]:
    """The state in whose office a person is."""
    title = ctx.mentions.holder(i)
    office = ctx.mentions[title].office if title is not None else None
    return (f"country/{office.country}",) if office is not None and office.country else ()


def _same_call(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """ "Received A, who paid a farewell visit": a visit to nowhere, told where the visitor is received."""
    alone = bool(telling.mentions) and telling.place is None and not telling.stops
    if telling.type != "visit" or event.main.type != "meeting" or not alone:
        return False
    here = ctx.parsed.sentence(telling.head).start
    return bool(ids) and ids <= event.ids and any(ctx.parsed.sentence(t.head).start == here for t in event.tellings)


def _goes_on(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """ "Met B and had consultations on trade": the same sentence tells of the same meeting by a noun."""
    if event.main.type not in {"meeting", "dialogue"} or telling.type not in {"meeting", "dialogue"}:
        return False
    bare = telling.several and telling.told and not (telling.named or telling.unnamed)  # "talks", "consultations"
    shared = bool(ids) and ids < event.ids and not contradicts(telling, event) and not _other_place(ctx, telling, event)
    here = ctx.parsed.sentence(telling.head).start
    return bare and shared and any(t.told and ctx.parsed.sentence(t.head).start == here for t in event.tellings)


def _same_signing(_: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """The same instrument: its words and who signs agree."""
    if telling.type != "signing" or event.main.type != "signing" or contradicts(telling, event):
        return False
    if telling.mentions and not telling.instrument:
        return False
    same = any(t.instrument == telling.instrument for t in event.tellings)
    return same and (telling.anaphor or not ids or not event.ids or bool(ids & event.ids))


def _refers_told(ctx: Context, telling: Happening, ids: set[str], event: Known) -> bool:
    """As ``_refers``, of an event that the text tells or announces, or of a visit of somebody to a place."""
    visit = event.main.type == "visit" and any(t.place is not None and t.actors for t in event.tellings)
    return (event.told or event.heading_only or visit) and _refers(ctx, telling, ids, event)


TESTS: tuple[Test, ...] = (
    _abbreviates,
    same_name,
    _same_people,
    _same_visit,
    _own_visit,
    _same_parties,
    _same_call,
    _goes_on,
    _same_signing,
    _titled,
    _refers_told,
    _refers,
)
