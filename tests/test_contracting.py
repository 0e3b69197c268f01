"""Between whom an instrument is."""

from __future__ import annotations

import pytest

from kg.model import Agreement
from tests.test_cases import actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty between Togo and Mali stands.", ["ML", "TG"]),
        ("Togo signed a treaty on water with Mali.", ["ML", "TG"]),
        ("Togo ratified the Lima Convention.", ["TG"]),
        ("Togo and Mali extended the water treaty.", ["ML", "TG"]),
        ("Togo and Mali commended the Lima Convention.", []),
    ],
)
def test_parties(extract, text, expected):
    x = extract(text)
    [found] = x.of(Agreement)
    assert actors(x, found.parties) == expected
