"""Time expressions of a text: absolute dates, dates without a year, relative times, deadlines.

A range counts by its first day. A day or month without a year, and a relative time such as "yesterday" or "within
six months", is resolved only against the document's own date; without one it stays as written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg import calendar as cal
from kg.facts import syntax
from kg.facts.context import Context
from kg.facts.timewords import HINT, OF_CABLE, YEAR, Asked, matches
from kg.layout import BlockKind
from kg.model import RelativeTime, Span
from kg.parse import Parsed

LEADS = (
    "no later than", "not later than", "by the end of", "by end of", "by the close of", "by end", "by the",
    "within the", "prior to", "starting", "as of", "by", "before", "within", "until", "till", "on", "in", "from",
    "since", "during",
    "over", "for", "at", "after", "between", "of",
)  # fmt: skip
DEADLINES = frozenset(
    {"no later than", "not later than", "by the end of", "by end of", "by the close of", "by end", "by the", "by",
     "before", "within", "within the", "until", "till", "prior to"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time. Tokens ``[first, after)``; ``iso`` is None where the text does not fix it."""

    span: Span
    first: int
    after: int
    iso: str | None
    relative: bool = False
    lead: str = ""  # the preposition before it: "on", "by", "no later than" …
    phrase: Span | None = None  # with that preposition

    @property
    def is_deadline(self) -> bool:
        """Whether it says by when, or for how long, something is to happen ("by 2030", "within six months")."""
        return self.lead in DEADLINES


PREFIXED = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "during",
        "early",
        "mid",
        "-",
        "late",
        "last",
        "next",
        "this",
        "from",
        "through",
        "before",
        "after",
        "to",
        "of",
        "end",
        "for",
        "between",
        "and",
        "the",
        "about",
        "around",
        "(",
    ]
)
HEAD = 8  # tokens of a place before a date
CLOSERS = frozenset({"-", "--", ":", ")", "."})  # what ends a dateline
SHORT = 12  # tokens of a line that signs off, or of an agency's name
DAYS = 10  # characters of a day in ISO 8601
AHEAD = syntax.FUTURE | {"upcoming", "forthcoming"}
MAY_BE_WORDS = frozenset({"may", "march", "mar", "sep", "dec", "jan"})


def find_dates(ctx: Context) -> tuple[TimeExpression, ...]:
    """The time expressions of a document, in text order; found once and kept on the context."""
    if ctx.times is None:
        ctx.times = tuple(_found(ctx.parsed, today(ctx)))
        ctx.relative_times.extend(
            RelativeTime(t.span, t.span.text(ctx.document.text), t.iso) for t in ctx.times if t.relative
        )
    return ctx.times


def dates_within(ctx: Context, first: int, after: int) -> tuple[TimeExpression, ...]:
    """The time expressions in tokens ``[first, after)``."""
    found = find_dates(ctx)
    at = bisect_right([t.first for t in found], first - 1)
    inside: list[TimeExpression] = []
    while at < len(found) and found[at].first < after:
        if found[at].after <= after:
            inside.append(found[at])
        at += 1
    return tuple(inside)


def today(ctx: Context) -> str | None:
    """The document's own date, found once."""
    if ctx.dated is None:
        ctx.dated = (document_date(ctx.parsed),)
    return ctx.dated[0]


def document_date(parsed: Parsed) -> str | None:
    """The document's own date: as given, else from a heading, a dateline or a sign-off; None where there is none."""
    if parsed.document.date:
        return parsed.document.date
    ranked = sorted(_date_lines(parsed), key=lambda line: line[0])
    return next((iso for _, iso in ranked), None)


def _date_lines(parsed: Parsed) -> Iterator[tuple[int, str]]:
    """Lines that date the document, with their rank, the best lowest."""
    bodies = 0
    last = len(parsed.blocks) - 4
    for b, (block, (first, after)) in enumerate(zip(parsed.blocks, parsed.block_tokens, strict=True)):
        body = block.kind in {BlockKind.BODY, BlockKind.ITEM}
        bodies += body and after - first > 25
        for when in _in_line(parsed, first, min(after, first + 40), Asked(None, 0)):
            if when.iso is None or len(when.iso) < 7 or is_range(parsed, when):
                continue
            rank = _rank(parsed, (first, after), when, bodies, last=b > last)
            if body and bodies <= 1 and _is_dateline(parsed, first, when):
                rank = 2
            elif body and bodies <= 1 and when.after >= after - 1 and not parsed.has_finite(first, after):
                rank = 4  # "Joint press statement after the talks at Oslo, 3 March 2020."
            if rank is not None:
                yield _ranked(rank, when.iso)
    yield from _signed_off(parsed)


def _ranked(rank: int, iso: str) -> tuple[int, str]:
    """A day dates a text better than any month."""
    return rank + (0 if len(iso) == 10 else 5), iso


def _is_sentence(parsed: Parsed, first: int, after: int) -> bool:
    return parsed.doc[after - 1].text == "." and parsed.has_finite(first, after)


def _signed_off(parsed: Parsed) -> Iterator[tuple[int, str]]:
    """The date at the head or the end of the last line, where that line follows others of its paragraph."""
    if not parsed.block_tokens:
        return
    first, after = parsed.block_tokens[-1]
    start = next((i for i in range(after - 1, first, -1) if parsed.begins_line(i)), after)
    if after - start > SHORT:
        return
    for when in _in_line(parsed, start, after, Asked(None, 0)):
        if when.iso and len(when.iso) >= 7 and _is_placed(parsed, start, when) and not is_range(parsed, when):
            yield _ranked(0, when.iso)


def _rank(parsed: Parsed, line: tuple[int, int], when: TimeExpression, bodies: int, *, last: bool) -> int | None:
    """How well a line dates the document: sign-off, heading, date on a line of its own, title; None: not at all."""
    first, after = line
    kind = parsed.block(first).kind
    alone = after - first <= when.after - when.first + 2
    edge = when.after >= after - 1 or when.first - first <= 2 or alone
    if kind == BlockKind.TITLE:
        return 4 if edge else None
    if kind != BlockKind.HEADING and (after - first > 14 or _is_sentence(parsed, first, after)):
        return None
    if last and edge:
        return 0
    if bodies < 2 and edge:
        return 1
    return 3 if alone and len(when.iso or "") == 10 else None


def is_range(parsed: Parsed, when: TimeExpression) -> bool:
    """ "8-13 June 2002" dates what is announced, not the announcement."""
    words = parsed.words[when.first : when.after]
    return any(w in {"-", "to", "and", "&", "until"} for w in words) and any(w in cal.MONTHS for w in words)


def _is_dateline(parsed: Parsed, first: int, when: TimeExpression) -> bool:
    """ "WASHINGTON, May 14, 2021 - The Minister …", "(Geneva, 3 March 2020) …" """
    closes = when.after < len(parsed.doc) and parsed.doc[when.after].text in CLOSERS
    return _is_placed(parsed, first, when) and (closes or _by_agency(parsed, when.after))


def _is_placed(parsed: Parsed, first: int, when: TimeExpression) -> bool:
    """Whether no more than the name of a place stands before a date."""
    before = parsed.doc[first : when.first]
    return len(before) <= HEAD and all(t.text in {",", "(", ")", "."} or t.text[:1].isupper() for t in before)


def _by_agency(parsed: Parsed, after: int) -> bool:
    """The name of a news agency in brackets, and a dash: "MANILA, 3 Mar 91 (PNA) -- …"."""
    words = parsed.words[after : after + SHORT]
    return words[:1] == ("(",) and any(pair in {(")", "-"), (")", "--")} for pair in pairwise(words))


def _found(parsed: Parsed, known: str | None) -> Iterator[TimeExpression]:
    last: str | None = None
    for sentence in parsed.sentences:
        asked = Asked(known, _direction(parsed, sentence.start, sentence.end), last)
        for when in _in_line(parsed, sentence.start, sentence.end, asked):
            last = when.iso if when.iso and len(when.iso) == DAYS else last
            yield when


def with_year(ctx: Context, when: TimeExpression, year: str) -> TimeExpression:
    """A day or month without a year, read in a year that the text gives elsewhere."""
    found = tuple(_in_line(ctx.parsed, when.first, when.after, Asked(f"{year}-07-01", 0)))
    return replace(when, iso=found[0].iso) if found and (found[0].iso or "").startswith(year) else when


def _direction(parsed: Parsed, first: int, after: int) -> int:
    """Whether a sentence tells of the past (-1) or the future (1); the plain present announces."""
    if AHEAD & set(parsed.words[first:after]):
        return 1
    tags = {parsed.doc[i].tag_ for i in range(first, after)}
    done = "VBD" in tags or ("VBN" in tags and any(parsed.lemmas[i] == "have" for i in range(first, after)))
    return -1 if done else 1 if tags & {"VBZ", "VBP"} else 0


def _in_line(parsed: Parsed, first: int, after: int, asked: Asked) -> Iterator[TimeExpression]:
    words = parsed.words[first:after]
    line = " ".join(words)
    if not any(c.isdigit() for c in line) and not HINT.search(line):
        return
    starts = [0]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word) + 1)
    free = 0
    for begin, end, value, relative in matches(line, asked):
        if begin < free:
            continue
        i, j = bisect_right(starts, begin) - 1 + first, bisect_right(starts, end - 1) + first
        if _is_time(parsed, i, j, line[begin:end], first):
            free = end
            yield _expression(parsed, first, i, j, value, relative)


def _is_time(parsed: Parsed, i: int, j: int, words: str, first: int) -> bool:
    """Refuse what only looks like a time: the verb "may", counts such as "2018 people", resolution numbers."""
    before = parsed.words[i - 1] if i > first else ""
    if re.fullmatch(YEAR, words):
        follows = parsed.doc[j].pos_ if j < len(parsed.doc) else ""
        if parsed.doc[i - 1].ent_type_ == "GPE" and i > first:
            return follows not in {"NOUN", "PROPN", "ADJ"}  # "the conference in Tokyo 2012"
        return before in PREFIXED | {"year", ",", "-", "/"} and not (
            follows == "NOUN" and before not in {"in", "by", "since", "the"}
        )
    if OF_CABLE.fullmatch(words) and i - first > HEAD:
        return False
    if j - i == 1 and parsed.words[i] in cal.WEEKDAYS and _names_more(parsed, i, j, first):
        return False
    months = [k for k in range(i, j) if parsed.words[k].rstrip(".") in cal.MONTHS]
    if months and any(not parsed.doc[k].text[0].isupper() for k in months):
        return False
    bare = len(months) == 1 and not any(parsed.words[k][0].isdigit() for k in range(i, j))
    if bare and j - i == 1:
        return before in PREFIXED or (
            parsed.words[i] not in MAY_BE_WORDS and before != "" and parsed.doc[i].ent_type_ == "DATE"
        )
    return True


def _names_more(parsed: Parsed, i: int, j: int, first: int) -> bool:
    """A weekday within a longer name: "the Good Friday Agreement"."""
    after = j < len(parsed.doc) and parsed.doc[j].pos_ in {"NOUN", "PROPN"} and parsed.doc[j].text[0].isupper()
    return after or (i > first and parsed.doc[i - 1].pos_ in {"ADJ", "PROPN"} and parsed.doc[i - 1].text[0].isupper())


def _expression(parsed: Parsed, first: int, i: int, j: int, value: str | None, relative: bool) -> TimeExpression:
    lead = next((p for p in LEADS if _ends_with(parsed, first, i, p)), "")
    if relative and not lead:
        lead = parsed.words[i] if parsed.words[i] in {"within", "in", "over", "during", "for", "on"} else ""
        return TimeExpression(parsed.span(i, j), i, j, value, relative, lead, parsed.span(i, j))
    start = i - len(lead.split())
    return TimeExpression(parsed.span(i, j), i, j, value, relative, lead, parsed.span(start, j))


def _ends_with(parsed: Parsed, first: int, i: int, phrase: str) -> bool:
    wanted = tuple(phrase.split())
    return i - len(wanted) >= first and parsed.words[i - len(wanted) : i] == wanted
