"""How far an instrument has come."""

from __future__ import annotations

import pytest

from kg.facts import instrument_status, naming
from kg.facts.instruments import instruments
from kg.facts.signings import signings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo signed a treaty on water.", "signed"),
        ("They recalled the signing of the Lima Treaty.", "signed"),
        ("Togo is negotiating a treaty on water.", "negotiating"),
        ("Talks on a treaty on water went on.", "negotiating"),
        ("Togo will sign a treaty on water.", "planned"),
        ("Togo proposed a treaty on water.", "planned"),
        ("Togo agreed to develop an agreement on water.", "planned"),
        ("The Lima Treaty entered into force.", "in-force"),
        ("Under the Togo-Mali Treaty, Togo pays.", "in-force"),
        ("Under the Lima Treaty, states pay.", "mentioned"),
        ("Cooperation under the Lima Agreement goes on.", "in-force"),
        ("The Lima Treaty, which entered into force in 1990, is short.", "in-force"),
        ("The Lima Treaty is short.", "mentioned"),
        ("Togo did not sign the Lima Treaty.", "mentioned"),
        ("Togo did not sign a treaty on water.", None),
    ],
)
def test_status(context, text, expected):
    found = context(text)
    things = instruments(found)
    [known] = naming.group(found, things)
    assert instrument_status.status(found, known.mentions, signings(found, things)) == expected
