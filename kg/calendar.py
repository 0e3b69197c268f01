"""Dates as values: ISO 8601 strings of day, month or year precision, and the arithmetic that relative times need.

Everything here is pure; nothing knows the clock.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {"sept": 9} | {form: n for n, name in enumerate(MONTH_NAMES, 1) for form in (name, name[:3])}
WEEKDAYS = dict(
    zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), range(7), strict=True)
)
SHORT_WEEKDAYS = frozenset({*(day[:3] for day in WEEKDAYS), "tues", "thur", "thurs"})
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO 8601 date, year-month or year; None where there is no such day or the year is unknown."""
    if year is None:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")


def full_year(digits: str) -> int:
    """A year of two or four digits; two digits below 45 are of this century."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 45 else 2000)


def number(word: str) -> int | None:
    """A count in digits or words."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def parts(value: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of an ISO date of any precision."""
    found = [int(p) for p in (value or "").split("-") if p.isdigit()]
    year, month, day = (*found, None, None, None)[:3]
    return year, month, day


def as_date(value: str | None) -> date | None:
    """The day, where the value has day precision."""
    year, month, day = parts(value)
    return date(year, month, day) if year and month and day else None


def near(month: int, day: int | None, known: str | None, direction: int) -> str | None:
    """A month, or day of a month, without a year: the one closest to a known date.

    ``direction`` -1 asks for one not after it, 1 for one not before it, 0 for the closest.
    """
    year, at, _ = parts(known)
    if year is None:
        return None
    if at is None:
        return iso(year, month, day)
    if direction:
        year += (month < at) if direction > 0 else -(month > at)
        return iso(year, month, day)
    origin = _ordinal(year, at, parts(known)[2] or 15)
    closest = min((year - 1, year, year + 1), key=lambda y: abs(_ordinal(y, month, day or 15) - origin))
    return iso(closest, month, day)


def _ordinal(year: int, month: int, day: int) -> int:
    """The day number; a day that the month does not have counts as its last."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1])).toordinal()


def months_between(one: str | None, two: str | None) -> int:
    """How many months the second lies after the first; 0 where one of them has no month."""
    (year, month, _), (later, then, _) = parts(one), parts(two)
    return (later - year) * 12 + then - month if year and month and later and then else 0


def on_weekday(weekday: int, known: str | None, direction: int) -> str | None:
    """The closest such weekday on or before (-1) or on or after (1) a known day."""
    day = as_date(known)
    if day is None:
        return None
    step = (weekday - day.weekday()) % 7
    return (day + timedelta(days=step if direction > 0 or step == 0 else step - 7)).isoformat()


def shift(known: str | None, unit: str, count: int) -> str | None:
    """A known date moved by days, weeks, months or years, to the precision of the unit (weeks: to the month)."""
    year, month, _ = parts(known)
    day = as_date(known)
    if unit == "year":
        return iso(year + count) if year else None
    if unit == "month":
        months = (year * 12 + month - 1 + count) if year and month else None
        return iso(months // 12, months % 12 + 1) if months is not None else None
    if day is None:
        return None
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    monday = day + timedelta(days=7 * count - day.weekday())
    sunday = monday + timedelta(days=6)
    return iso(monday.year, monday.month if monday.month == sunday.month else None)
