"""Seats as actors and as places."""

from __future__ import annotations

import pytest

from kg.model import Kind

ACTOR, PLACE = Kind.COUNTRY, Kind.PLACE


@pytest.mark.parametrize(("text", "word", "kind"), [
    ("Oslo rejected the claim.", "Oslo", ACTOR),
    ("Lima and Quito agreed on a date.", "Quito", ACTOR),
    ("The envoy urged Tehran to stop.", "Tehran", ACTOR),
    ("They called on Pyongyang to return to the talks.", "Pyongyang", ACTOR),
    ("Talks with Ankara failed.", "Ankara", ACTOR),
    ("Tension between Baku and Yerevan grew.", "Baku", ACTOR),
    ("Warsaw's decision came late.", "Warsaw", ACTOR),
    ("Vienna must respond.", "Vienna", ACTOR),
    ("The talks were held in Vienna.", "Vienna", PLACE),
    ("Vienna hosted the conference.", "Vienna", PLACE),
    ("Vienna is a beautiful city.", "Vienna", PLACE),
    ("He flew from Baku to Yerevan.", "Yerevan", PLACE),
    ("Warsaw's airport was closed.", "Warsaw", PLACE),
    ("The mayor of Lima spoke.", "Lima", PLACE),
])  # fmt: skip
def test_reading(extract, text, word, kind):
    found = [m for m in extract(text).mentions if m.surface == word]
    assert [m.kind for m in found] == [kind]
