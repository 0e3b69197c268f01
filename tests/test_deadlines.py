"""By when an act is to be done."""

from __future__ import annotations

import pytest

from kg.facts import deadlines
from kg.facts.commitments import find_acts


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("Oman will fund the school by 2030.", "2030", "by 2030"),
        ("Oman agreed to withdraw by 31 December 2027.", "2027-12-31", "by 31 December 2027"),
        ("Oman agreed to report within two years.", "2028", "within two years"),
        ("Oman will open an office in 2029.", "2029", "in 2029"),
        ("Oman agreed to fund the school.", None, None),
        ("Oman agreed to fund the school founded in 1990.", None, None),
    ],
)
def test_due(context, text, iso, words):
    found = context(text, date="2026-03-01")
    [act] = find_acts(found)
    date, span = deadlines.due(found, act)
    assert date == iso
    assert (span.text(text) if span else None) == words


def test_without_a_known_date_the_words_stay(context):
    text = "Oman agreed to report within two years."
    found = context(text)
    [act] = find_acts(found)
    date, span = deadlines.due(found, act)
    assert date is None
    assert span.text(text) == "within two years"
