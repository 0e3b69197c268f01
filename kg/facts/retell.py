"""What every reader of verbs does: tell an event that a noun names, or a new one, and read its people."""

from __future__ import annotations

from kg.facts import lists, syntax
from kg.facts.circumstances import circumstances
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.phrases import places_after


def tell(ctx: Context, doing: Doing, found: Happening) -> None:
    """A finite clause says of an event that it took, takes or will take place."""
    if not found.told:
        found.first, found.after = min(doing.begin, found.first), max(doing.end, found.after)
    found.told = True
    found.aim = found.aim or syntax.has_to(doing.verb)
    found.status = found.status or doing.status
    circumstances(ctx, doing, found)


def tell_new(ctx: Context, doing: Doing, kind: str, who: tuple[int, ...]) -> Happening:
    found = Happening(kind, doing.verb.i, doing.begin, doing.end, label=(doing.verb.i, doing.end))
    found.join(who)
    found.told, found.status, found.aim = True, doing.status, syntax.has_to(doing.verb)
    circumstances(ctx, doing, found)
    return found


def objects(ctx: Context, doing: Doing) -> tuple[tuple[int, ...], int]:
    """The actors behind a verb, over adverbs and times ("met today with"), and the token after them."""
    k = doing.after
    while k < doing.end and lists.outer(ctx, k) is None:
        timed = next((t for t in dates_within(ctx, k, doing.end) if t.first == k), None)
        token = ctx.parsed.doc[k]
        placed = places_after(ctx, k + 1, doing.end) if token.lower_ == "in" else ((), k)
        if (
            placed[0]
            and placed[1] < doing.end
            and ctx.parsed.words[placed[1]] in {"with", "the", "his", "her", "their"}
        ):
            k = placed[1]
            continue
        if (
            timed is None
            and token.pos_ not in {"ADV", "DET", "ADJ"}
            and token.lower_ not in {"with", "his", "her", "their"}
            and not (token.lower_ == "to" and doing.concept == "call")
        ):
            break
        k = timed.after if timed else k + 1
    if k >= doing.end or ctx.parsed.words[k] in {",", "-", "("} or lists.outer(ctx, k) is None:
        own = _object(ctx, doing, k)
        if own is not None:
            return lists.list_after(ctx, own, doing.end)
    if k >= doing.end or ctx.parsed.words[k] in {",", "-", "("}:
        return (), k
    return lists.list_after(ctx, k, doing.end)


def _object(ctx: Context, doing: Doing, k: int) -> int | None:
    """Where the object begins that a phrase keeps from its verb: "received in his office today Ambassador X"."""
    for own in syntax.children(doing.verb, "dobj"):
        first = syntax.extent(own)[0]
        if k < first < doing.end and lists.outer(ctx, own.i) is not None:
            return first
    return None


def with_whom(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """The actors of a later with-phrase of the clause."""
    at = next(
        (k for k in range(doing.after, doing.end) if ctx.parsed.words[k] == "with" and lists.outer(ctx, k) is None),
        None,
    )
    return lists.list_after(ctx, at + 1, doing.end)[0] if at is not None else ()


def between(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """Between or with whom something is held: "between A and B, and next week with C"."""
    at = next((k for k in range(doing.after, doing.end) if ctx.parsed.words[k] in {"between", "with"}), None)
    if at is None:
        return ()
    found, after = lists.list_after(ctx, at + 1, doing.end)
    more = next((k for k in range(after, doing.end) if ctx.parsed.words[k] == "with"), None)
    joined = more is not None and "and" in ctx.parsed.words[after:more]
    return (*found, *lists.list_after(ctx, more + 1, doing.end)[0]) if more is not None and joined else found
