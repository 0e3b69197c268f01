"""Where an event was that follows another: in its paragraph by the same people, or on its sidelines.

"In Ohrid she will meet A. She will also call on B", "On the sidelines, he met C": nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.facts.known import Known, identity
from kg.facts.phrases import MARGINS
from kg.model import Kind

GATHERINGS = frozenset({"meeting", "dialogue", "summit", "conference"})
STAYING = frozenset({"meeting", "dialogue", "summit", "conference", "ceremony", "signing", "press-conference", "other"})
OWN = frozenset({"i", "we"})


def people(ctx: Context, event: Known) -> set[str | int]:
    """Who takes part, by key or by the mention that introduces them, resolved or not; "I" and "we" are one."""
    found: set[str | int] = set(event.ids)
    for i in (i for t in event.tellings for i in t.actors):
        found.update(ctx.mentions.heads(i))
        found.update({"i"} if ctx.mentions[i].surface.lower() in OWN else ())
        found.update(identity(ctx, i))
    return found


def as_real(event: Known, other: Known) -> bool:
    """Whether both are to come, or both were; what goes on may have both in it."""
    mine = {t.status or "held" for t in event.tellings if t.told} or {"held"}
    theirs = {t.status or "held" for t in other.tellings if t.told} or mine
    return ("planned" in mine) == ("planned" in theirs) or "ongoing" in theirs


def beside(ctx: Context, event: Known, earlier: Sequence[tuple[Known, int | None]]) -> int | None:
    """The place of the last event told before it in its paragraph, where that was of the same people."""
    if event.main.type not in STAYING or any(t.other for t in event.tellings):
        return None
    block, head = ctx.parsed.block_of[event.main.head], event.main.head
    before = (
        (e, where) for e, where in reversed(earlier) if where is not None and e.main.type in STAYING | {"visit"}
        and any(ctx.parsed.block_of[t.head] == block and t.head < head for t in e.tellings)
    )  # fmt: skip
    last = next(before, None)
    if last is None or not as_real(event, last[0]) or _another_day(event, last[0]):
        return None
    return last[1] if _open_group(ctx, event) or people(ctx, event) & people(ctx, last[0]) else None


def _open_group(ctx: Context, event: Known) -> bool:
    """Whether those who take part are only "the Ministers", "both sides": whoever was told of before."""
    actors = [ctx.mentions[i] for t in event.tellings for i in t.actors]
    return bool(actors) and all(m.kind in {Kind.COUNTRY, Kind.GROUP} for m in actors)


def _another_day(event: Known, other: Known) -> bool:
    mine, theirs = (list(_days(e)) for e in (event, other))
    return bool(mine and theirs) and not any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _days(event: Known) -> Iterator[str]:
    return (t.when.iso for t in event.tellings if t.when is not None and t.when.iso)


def aside(ctx: Context, event: Known, earlier: Sequence[Known]) -> Known | None:
    """The gathering on whose sidelines it was, where the sentence says no more than "on the sidelines"."""
    if not any(t.told and not t.within and _on_margins(ctx, t) for t in event.tellings):
        return None
    return next((e for e in reversed(earlier) if e.main.type in GATHERINGS and e is not event), None)


def _on_margins(ctx: Context, telling: Happening) -> bool:
    sentence = ctx.parsed.sentence(telling.head)
    words = ctx.parsed.words
    spots = range(sentence.start, sentence.end - 2)
    return any(words[k : k + 2] == ("on", "the") and words[k + 2] in MARGINS - {"part", "occasion"} for k in spots)
