"""Legal force where a text says so."""

from __future__ import annotations

import pytest

from kg.model import Agreement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo and Mali signed a legally binding treaty on water.", "legal"),
        ("Togo and Mali signed a non-binding arrangement on water.", "none"),
        ("Togo and Mali signed an arrangement on water. It is not legally binding.", "none"),
        ("Togo is a party to the Lima Convention.", "legal"),
        ("Togo and Mali signed an arrangement on water.", "unknown"),
    ],
)
def test_of_an_instrument(extract, text, expected):
    [found] = extract(text).of(Agreement)
    assert found.bindingness == expected
