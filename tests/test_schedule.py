"""What is told as a programme or an outcome binds nobody."""

from __future__ import annotations

import pytest

from kg.model import Commitment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile will attend the summit in Lima.", 0),
        ("Chile will benefit from the accord.", 0),
        ("Chile plans to hold the next meeting in Lima.", 0),
        ("Chile will receive 500 refugees.", 1),
        ("Chile will stop issuing permits.", 1),
        ("Chile will never recognise the annexation.", 1),
    ],
)
def test_acts_and_programmes(extract, text, expected):
    assert len(list(extract(text).of(Commitment))) == expected
