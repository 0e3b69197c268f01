"""The country or body behind words that are no mention of it."""

from __future__ import annotations

import pytest

from kg.model import Commitment
from tests.test_cases import actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leaders of the African Union pledged to act.", ["African Union"]),
        ("The Dutch cabinet decided to send a ship.", ["NL"]),
        ("Cuba rejects the measure. The Revolutionary Government pledged to resist.", ["CU"]),
    ],
)
def test_who_commits(extract, text, expected):
    x = extract(text)
    [found] = x.of(Commitment)
    assert actors(x, found.committers) == expected
