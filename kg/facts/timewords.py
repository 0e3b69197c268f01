"""What expressions of time look like, and what each means: patterns over lower-cased words joined by spaces.

An expression without a year, or relative to now, is read against the document's own date, where that is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg import calendar as cal

MONTH = "(?:" + "|".join(sorted(cal.MONTHS, key=len, reverse=True)) + r")\.?"


WEEKDAY = "(?:" + "|".join(cal.WEEKDAYS) + ")"


DAY = r"[0-3]?\d(?: ?(?:st|nd|rd|th))?"


YEAR = r"(?:1[89]|20)\d\d"


PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")


TO = r"(?: ?(?:-|to|and|until|till|through|&|,) ?(?:the )?)"


COUNT = r"(?:\d{1,3}|" + "|".join(cal.NUMBERS) + ")"


UNIT = r"(?:day|week|month|year|decade)s?"


SEASON = "spring|summer|autumn|fall|winter"


HALF = (
    r"(?:(?:the )?(?:first|second|third|fourth|last) (?:quarter|half) of|q[1-4]"
    r"|(?:the )?(?:beginning|middle|start|end|close|course) of|end(?: -|) ?|early(?: in)?|mid(?: -)?|late(?: in)?)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of one expression may use: the document's date, the direction of the sentence, the day before."""

    known: str | None
    direction: int  # -1 told as past, 1 as future, 0 unknown
    last: str | None = None  # the last day that an earlier sentence names


Match = re.Match[str]


Reader = Callable[[Match, Asked], str | None]


def _month(word: str) -> int:
    return cal.MONTHS[word.rstrip(" .")]


def _day(word: str) -> int:
    return int(re.match(r"\d+", word).group())  # type: ignore[union-attr]


def _dated(m: Match, asked: Asked) -> str | None:
    month, day = _month(m["m"]), _day(m["d"])
    if m["y"]:
        return cal.iso(int(m["y"]), month, day)
    if m["rel"]:
        return cal.iso(_relative_year(m["rel"], asked), month, day)
    return cal.near(month, day, asked.known, 0)


def _cabled(m: Match, _: Asked) -> str | None:
    return cal.iso(cal.full_year(m["y"]), _month(m["m"]), _day(m["d"]))


def _month_year(m: Match, asked: Asked) -> str | None:
    year = int(m["y"]) if m["y"] else _relative_year(m["rel"], asked)
    return cal.iso(year, _month(m["m"]))


def _relative_year(which: str, asked: Asked) -> int | None:
    year = cal.parts(asked.known)[0]
    return None if year is None else year + {"last": -1, "next": 1}.get(which.split()[0], 0)


def _month_alone(m: Match, asked: Asked) -> str | None:
    direction = {"last": -1, "next": 1}.get(m["which"] or "", 0)
    found = cal.near(_month(m["m"]), None, asked.known, direction)
    if not m["which"] and asked.direction * cal.months_between(asked.known, found) < -2:
        return cal.near(_month(m["m"]), None, asked.known, asked.direction)
    return found


def _year_first(m: Match, _: Asked) -> str | None:
    return cal.iso(int(m["y"]), int(m["b"]), int(m["a"]))


def _digits(m: Match, _: Asked) -> str | None:
    first, second = int(m["a"]), int(m["b"])
    if "/" in m.group() and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return cal.iso(cal.full_year(m["y"]), month, day)


def _end_of(m: Match, asked: Asked) -> str | None:
    """ "The end of the year": the year or month in which the text was written."""
    year, month, _ = cal.parts(asked.known)
    return None if year is None else cal.iso(year, month) if m["unit"] == "month" and month else cal.iso(year)


def _weekday(m: Match, asked: Asked) -> str | None:
    direction = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(m["which"] or "", asked.direction or -1)
    return cal.on_weekday(cal.WEEKDAYS[m["w"]], asked.known, direction)


def _this(m: Match, asked: Asked) -> str | None:
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(m["which"], 0)
    unit = m["unit"]
    if unit in PARTS_OF_DAY:
        return cal.shift(asked.known, "day", step)
    if unit in SEASON.split("|"):
        return cal.shift(asked.known, "year", 0) if step == 0 else None
    return cal.shift(asked.known, "week" if unit == "weekend" else unit, step)


def _near_day(m: Match, asked: Asked) -> str | None:
    word = m.group().removeprefix("earlier ").removeprefix("later ")
    steps = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return cal.shift(asked.known, "day", steps.get(re.sub(r" (?:morning|afternoon|evening)$", "", word), 0))


def _same_day(_: Match, asked: Asked) -> str | None:
    return asked.last


def _ago(m: Match, asked: Asked) -> str | None:
    return _moved(m, asked, -1)


def _ahead(m: Match, asked: Asked) -> str | None:
    return _moved(m, asked, 1)


def _moved(m: Match, asked: Asked, sign: int) -> str | None:
    count, unit = cal.number(m["n"]), m["unit"].rstrip("s")
    if count is None:
        return None
    return cal.shift(asked.known, "year" if unit == "decade" else unit, sign * count * (10 if unit == "decade" else 1))


def _year(m: Match, _: Asked) -> str | None:
    return cal.iso(int(m["y"]))


def _unknown(_: Match, __: Asked) -> str | None:
    return None


THIS_YEAR = r"(?P<rel>(?:last|this|next|of last|of this|of next) year)"


ON_DAY = rf"{WEEKDAY}(?: (?:{'|'.join(PARTS_OF_DAY)}))?"  # "Monday morning"


# (name, pattern over lower-cased tokens joined by spaces, reader, relative)
DAY_MONTH = (
    rf"(?:{ON_DAY}(?: ,)? )?(?:the )?(?P<d>{DAY})(?:{TO}(?:{WEEKDAY} )?{DAY}){{0,3}}(?: day)?(?: of)? (?P<m>{MONTH})"
    rf"(?:(?: ,)? (?:(?P<y>{YEAR})|{THIS_YEAR}))?"
)


ACROSS = (
    rf"(?:{WEEKDAY}(?: ,)? )?(?P<d>{DAY}) (?P<m>{MONTH}){TO}{DAY} {MONTH}(?:(?: ,)? (?:(?P<y>{YEAR})|{THIS_YEAR}))?"
)


MONTH_DAY = (
    rf"(?:{ON_DAY}(?: ,)? )?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})"
    rf"(?:{TO}(?:{WEEKDAY} )?(?:{MONTH} )?{DAY}(?!\d)){{0,3}}(?:(?: ,| of)? (?:(?P<y>{YEAR})|{THIS_YEAR}))?"
)


# "23 NOV 89 (…": the year of a cable, before the sender in brackets
OF_CABLE_WORDS = rf"(?P<d>{DAY}) (?P<m>{MONTH}) (?P<y>\d\d)"
OF_CABLE = re.compile(OF_CABLE_WORDS)


YEAR_FIRST = r"(?P<y>(?:19|20)\d\d) ?[-/.] ?(?P<b>0?[1-9]|1[0-2]) ?[-/.] ?(?P<a>[0-3]?\d)"


DIGITS = r"(?P<a>[0-3]?\d) ?[./] ?(?P<b>[0-3]?\d) ?[./] ?(?P<y>(?:19|20)\d\d|\d\d)"


MONTH_YEAR = rf"(?:{HALF} )?(?P<m>{MONTH})(?: of| in)?(?: ,)? (?:(?P<y>{YEAR})|{THIS_YEAR})"


NEAR_DAY = (
    r"(?:earlier |later )?(?:today|yesterday|tomorrow|tonight)(?: (?:morning|afternoon|evening))?"
    r"|the day before yesterday|the day after tomorrow"
)


THIS = (
    r"(?:(?:earlier|later|early|late|mid -) )?(?:(?:in|over|during) )?(?:the )?"
    r"(?P<which>this|last|next|previous|past|coming|following) "
    rf"(?P<unit>{'|'.join(PARTS_OF_DAY)}|day|week|weekend|month|year|{SEASON})"
)


ON_WEEKDAY = rf"(?:(?P<which>last|next|this|past|coming) )?(?P<w>{WEEKDAY})(?: (?:{'|'.join(PARTS_OF_DAY)}))?"


WITHIN = (
    r"(?:within(?: the| a period of)?(?: next| coming| following| period of)?"
    r"|(?:in|over|during) the (?:next|coming|following)) "
    rf"(?P<n>{COUNT})(?: \( {COUNT} \))?(?: -)? (?P<unit>{UNIT})"
)


VAGUE = (
    r"(?:in|over|during|within) (?:the )?(?:coming|next|past|recent|last)(?: few| several)? "
    r"(?:days|weeks|months|years|decades|decade)|in the near future|in due course|as soon as possible"
)


# (pattern over lower-cased tokens joined by spaces, reader, relative); of equally long matches the first wins
TABLE: tuple[tuple[str, Reader, bool], ...] = (
    (DAY_MONTH, _dated, False),
    (rf"{OF_CABLE_WORDS}(?= \()", _cabled, False),
    (ACROSS, _dated, False),
    (MONTH_DAY, _dated, False),
    (YEAR_FIRST, _year_first, False),
    (DIGITS, _digits, False),
    (MONTH_YEAR, _month_year, False),
    (rf"(?:{HALF} )?(?:(?P<which>last|next|this) )?(?P<m>{MONTH})", _month_alone, True),
    (rf"{HALF} (?P<y>{YEAR})", _year, False),
    (rf"(?P<y>{YEAR})", _year, False),
    (rf"{YEAR}s", _unknown, False),
    (NEAR_DAY, _near_day, True),
    (r"(?:the|that) (?:very )?same day|that day", _same_day, True),
    (THIS, _this, True),
    (ON_WEEKDAY, _weekday, True),
    (rf"(?P<n>{COUNT}) (?P<unit>{UNIT}) (?:ago|earlier)", _ago, True),
    (WITHIN, _ahead, True),
    (r"(?:the )?(?:end|close) of the (?P<unit>year|month)|year(?: -)? ?end", _end_of, True),
    (VAGUE, _unknown, True),
)


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    return tuple((re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])"), read, relative) for pattern, read, relative in TABLE)


HINT = re.compile(
    "|".join([*(rf"\b{m}\b" for m in cal.MONTHS), WEEKDAY, "day", "week", "month", "year", "morning", "evening",
              "afternoon", "tomorrow", "night", SEASON, "future", "course", "as soon", "decade"])
)  # fmt: skip


def matches(line: str, asked: Asked) -> list[tuple[int, int, str | None, bool]]:
    """Every match of every pattern, leftmost first, then longest, then in the order of the table."""
    found = [
        (m.start(), -m.end(), rank, read(m, asked), relative or bool(m.groupdict().get("rel")))
        for rank, (pattern, read, relative) in enumerate(patterns())
        for m in pattern.finditer(line)
    ]
    return [(a, -b, value, relative) for a, b, _, value, relative in sorted(found, key=lambda f: f[:3])]
