"""Date arithmetic: precision is kept, nothing is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import calendar as cal


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2021, 5, 14, "2021-05-14"),
        (2021, 5, None, "2021-05"),
        (2021, None, None, "2021"),
        (None, 5, 14, None),
        (2021, 2, 30, None),
        (2021, 13, None, None),
    ],
)
def test_iso(year, month, day, expected):
    assert cal.iso(year, month, day) == expected


@pytest.mark.parametrize(("digits", "year"), [("86", 1986), ("45", 1945), ("44", 2044), ("2021", 2021), ("05", 2005)])
def test_full_year(digits, year):
    assert cal.full_year(digits) == year


@pytest.mark.parametrize(
    ("month", "day", "known", "direction", "expected"),
    [
        (2, 27, "2019-03-02", 0, "2019-02-27"),
        (12, 27, "2019-01-05", 0, "2018-12-27"),
        (1, 3, "2018-12-20", 0, "2019-01-03"),
        (10, None, "2020-06-01", -1, "2019-10"),
        (3, None, "2020-06-01", 1, "2021-03"),
        (3, 4, None, 0, None),
        (3, 4, "2020", 0, "2020-03-04"),
    ],
)
def test_near(month, day, known, direction, expected):
    assert cal.near(month, day, known, direction) == expected


@pytest.mark.parametrize(
    ("known", "unit", "count", "expected"),
    [
        ("2021-06-12", "day", -1, "2021-06-11"),
        ("2021-06", "day", -1, None),
        ("2021-01-12", "month", -1, "2020-12"),
        ("2021-06-12", "year", 5, "2026"),
        ("2021-06-16", "week", 0, "2021-06"),
        ("2021-06-30", "week", 0, "2021"),
        (None, "year", 1, None),
    ],
)
def test_shift(known, unit, count, expected):
    assert cal.shift(known, unit, count) == expected


@given(st.dates(), st.integers(0, 6))
def test_a_weekday_lies_within_six_days(day, weekday):
    before = cal.as_date(cal.on_weekday(weekday, day.isoformat(), -1)) if day.toordinal() > 7 else None
    if before is not None:
        assert 0 <= (day - before).days <= 6
        assert before.weekday() == weekday
