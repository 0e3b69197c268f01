"""Where a text was issued, as its dateline says: "NAIROBI, 3 May 2021 -", "Brussels, 9 June 2016".

A dateline is a place with its date on a line of its own, or in front of the first sentence. It is where the text's own
news happened when that is told in the first sentence as of that day, and wherever the text says "here".
"""

from __future__ import annotations

from kg.facts.context import Context
from kg.facts.dates import CLOSERS, dates_within, today
from kg.facts.happenings import Happening, in_heading
from kg.facts.known import Known
from kg.facts.nearby import OWN
from kg.facts.phrases import places_after
from kg.layout import BlockKind
from kg.model import Kind

NEWS = frozenset({"meeting", "dialogue", "conference", "ceremony", "signing", "press-conference", "summit"})
APART = frozenset({"virtual", "virtually", "video", "videoconference", "online", "remotely", "telephone", "phone"})
SHORT = 6  # tokens of a line that is only a place
HEAD = 8  # blocks in which a dateline may stand


def issued_at(ctx: Context) -> int | None:
    """The place of the dateline; None where there is none."""
    for block, (first, after) in list(zip(ctx.parsed.blocks, ctx.parsed.block_tokens, strict=True))[:HEAD]:
        found = _opening(ctx, first, after)
        if found is not None:
            return found
        if block.kind == BlockKind.BODY and after - first > 25:
            break
    town = venue(ctx)
    return town if town is not None and _is_dated(ctx, ctx.mentions.ranges[town][0]) else None


def _is_dated(ctx: Context, token: int) -> bool:
    """Whether the line above or below is only a date: "June 21, 2016 / Ottawa, Ontario"."""
    b = ctx.parsed.block_of[token]
    for first, after in ctx.parsed.block_tokens[max(0, b - 1) : b + 2]:
        times = dates_within(ctx, first, after)
        if times and times[0].first - first <= 1 and times[-1].after >= after - 1:
            return True
    return False


def venue(ctx: Context) -> int | None:
    """The town on a line of its own between the title and the text, as records of remarks have it."""
    for block, (first, after) in list(zip(ctx.parsed.blocks, ctx.parsed.block_tokens, strict=True))[1:HEAD]:
        short = first < after <= first + SHORT
        if block.kind == BlockKind.BODY and not short:
            return None
        places, behind = places_after(ctx, first, after) if short else ((), first)
        if places and behind >= after - 1 and ctx.mentions[places[0]].kind == Kind.PLACE:
            return places[0]
    return None


def was_recorded(ctx: Context, event: Known) -> bool:
    """Whether a text is the record of what only its heading names: "Remarks by A and B before their meeting"."""
    heads = event.tellings[0].head <= event.main.head and in_heading(ctx, event.tellings[0].head) and not event.told
    bare = all(t.place is None and not t.stops and t.when is None for t in event.tellings)
    return heads and bare and event.main.type in {"meeting", "press-conference", "signing", "ceremony"}


def _opening(ctx: Context, first: int, after: int) -> int | None:
    """The town that opens a line, where a day follows it and then the line ends or a dash comes."""
    begin = first + (first < after and ctx.parsed.words[first] == "(")
    places, behind = places_after(ctx, begin, min(after, begin + 8))
    if not places or ctx.mentions[places[0]].kind != Kind.PLACE or ctx.mentions.ranges[places[0]][0] != begin:
        return None
    times = [t for t in dates_within(ctx, behind, min(after, behind + 9)) if t.first - behind <= 2]
    if not times:
        return places[0] if _is_wire(ctx, begin, behind, after) else None
    end = times[0].after
    return places[0] if end >= after - 1 or ctx.parsed.words[end] in CLOSERS | {","} else None


def _is_wire(ctx: Context, begin: int, behind: int, after: int) -> bool:
    """Whether a town in capitals and a dash open the news: "TEHRAN - The President …", "SUVA, Fiji (MFA) -- "."""
    k = behind
    if ctx.parsed.words[k : k + 1] == ("(",):
        k = next((j + 1 for j in range(k, min(after, k + 6)) if ctx.parsed.words[j] == ")"), k)
    raw = ctx.parsed.surface(begin, begin + 1)
    return raw.isupper() and k + 8 < after and ctx.parsed.words[k] in {"-", "--"}


def happened_here(ctx: Context, event: Known) -> bool:
    """Whether an event without a place was where the text was issued."""
    told = [t for t in event.tellings if t.told and not in_heading(ctx, t.head)]
    if not told or event.main.type not in NEWS or any(_has_town(ctx, t) for t in event.tellings):
        return False
    sentence = ctx.parsed.sentence(told[0].head)
    words = set(ctx.parsed.words[sentence.start : sentence.end])
    if words & APART or told[0].status == "planned":
        return False
    if "here" in words or (_is_lead(ctx, sentence.start) and _is_new(ctx, event)):
        return True
    days = {t.when.iso for t in told if t.when is not None}
    return bool(words & OWN) and days == {today(ctx)}  # who speaks of today speaks on the spot


def _has_town(ctx: Context, telling: Happening) -> bool:
    """Whether a telling says in which town or country it was; a building ("at the Ministry") is in some town."""
    building = telling.place is not None and ctx.mentions[telling.place].kind == Kind.ORGANIZATION
    return bool(telling.stops) or (telling.place is not None and not building)


def _is_lead(ctx: Context, first: int) -> bool:
    """Whether a sentence is the first of the running text."""
    for block, (begin, after) in zip(ctx.parsed.blocks, ctx.parsed.block_tokens, strict=True):
        if block.kind == BlockKind.BODY and _opening(ctx, begin, after) is None:
            return first <= begin
        if block.kind == BlockKind.BODY and first < after:
            return ctx.parsed.sentence(begin).end >= first
    return False


def _is_new(ctx: Context, event: Known) -> bool:
    """Whether an event was on the day of the text, or has no day of its own."""
    known = today(ctx)
    days = {t.when.iso for t in event.tellings if t.when is not None}
    return not days or days == {known}
