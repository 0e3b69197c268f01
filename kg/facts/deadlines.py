"""By when an act is to be done, and under which condition it stands."""

from __future__ import annotations

from kg.facts.acts import Act
from kg.facts.context import Context
from kg.facts.dates import TimeExpression, dates_within, today
from kg.model import Span

AHEAD = frozenset({"in", "on", "during", "from", "starting", "over"})


def due(context: Context, act: Act) -> tuple[str | None, Span | None]:
    """The ISO 8601 date of an act's deadline and its words; the date is None where the text does not fix it."""
    sentence = context.parsed.sentence(act.head)
    end = max([act.after, *(b for _, b in act.added)]) if act.form == "noun" else act.after
    inside = dates_within(context, act.first, min(sentence.end, end + 1))
    after = dates_within(context, act.after, sentence.end) if act.form != "noun" else ()
    for when in inside:
        if when.is_deadline and not _is_past(context, when):
            return when.iso, when.phrase or when.span
    for when in inside:
        if _is_ahead(context, act, when):
            return when.iso, when.phrase or when.span
    first = (w for w in dates_within(context, sentence.start, act.first) if w.is_deadline)
    for when in first:
        if when.first - sentence.start <= 1 and not _is_past(context, when):
            return when.iso, when.phrase or when.span  # "By 31 December, …"
    later = [w for w in after if w.is_deadline and _is_own(act, w) and not _is_past(context, w)]
    return (later[0].iso, later[0].phrase or later[0].span) if later else (None, None)


def _is_own(act: Act, when: TimeExpression) -> bool:
    """Right behind the act, or in what is added to it: "agreed to set up a group, which will report by June 2031"."""
    return when.first - act.after <= 2 or any(first <= when.first < after for first, after in act.added)


def _is_ahead(context: Context, act: Act, when: TimeExpression) -> bool:
    """A date to come, of an act that is not itself in the past ("will be launched in 2031")."""
    if when.lead not in AHEAD or when.iso is None or when.first <= act.head:
        return False
    known = today(context)
    return known is not None and when.iso > known[: len(when.iso)]


def _is_past(context: Context, when: TimeExpression) -> bool:
    known = today(context)
    return known is not None and when.iso is not None and when.iso < known[: len(when.iso)]
