"""Figures as texts write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.numerals import figures
from kg.layout import blocks


def read(text):
    return [f for block in blocks(text) for f in figures(block)]


@pytest.mark.parametrize(
    ("text", "value", "kind", "sign"),
    [
        ("64,000 people died.", "64000", "count", ""),
        ("He gave $30 million.", "30000000", "money", "$"),
        ("a loan of US$1.31bn", "1310000000", "money", "US$"),
        ("a loan of EUR 8,5 billion", "8500000000", "money", "EUR"),
        ("a loan of $ 1,267 million", "1267000000", "money", "$"),
        ("about 600-thousand left", "600000", "count", ""),
        ("three quarters of a million Afghans", "750000", "count", ""),
        ("half a million refugees", "500000", "count", ""),
        ("one and a half million votes", "1500000", "count", ""),
        ("a dozen rifles", "12", "count", ""),
        ("67.5% of them", "67.5", "percent", ""),
        ("85 per cent of trade", "85", "percent", ""),
        ("10 000 women", "10000", "count", ""),
        ("600 million dollars", "600000000", "money", "dollars"),
        ("20 million Australian dollars", "20000000", "money", "Australian dollars"),
        ("1.500 soldiers", "1500", "count", ""),
        ("twenty-five tonnes", "25", "count", ""),
        ("£2m was spent", "2000000", "money", "£"),
        ("Rs. 500 crore", "5000000000", "money", "Rs."),
        ("two hundred thousand", "200000", "count", ""),
    ],
)
def test_one_figure(text, value, kind, sign):
    (found,) = read(text)
    assert (found.value, found.kind, found.sign) == (Decimal(value), kind, sign)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 10 million people", 5_000_000, 10_000_000),
        ("€5-10 million", 5_000_000, 10_000_000),
        ("$5 million to $10 million", 5_000_000, 10_000_000),
        ("20 to 30 tanks", 20, 30),
        ("5% to 10% of it", 5, 10),
    ],
)
def test_a_range(text, low, high):
    (found,) = read(text)
    assert (found.value, found.upper) == (low, high)


@pytest.mark.parametrize(
    "text", ["COP27", "an F-16", "a 24-hour truce", "at 10:30", "on 10.5.2020", "the 1st", "a letter", "3/4"]
)
def test_no_figure(text):
    assert read(text) == []


def test_two_amounts_joined_by_and_are_two_figures():
    assert [f.value for f in read("It gave $5 million and $7 million.")] == [5_000_000, 7_000_000]


@settings(max_examples=200)
@given(st.text(alphabet="0123456789.,- $€%mbkn'andtohalf quarters of million", max_size=60))
def test_any_text_yields_figures_inside_it(text):
    for figure in read(text):
        assert figure.span.text(text)
        assert figure.upper is None or figure.upper > figure.value


@settings(max_examples=100)
@given(st.integers(min_value=1000, max_value=10**12))
def test_thousands_are_read_back(number):
    (found,) = read(f"They counted {number:,} doses.")
    assert found.value == number
