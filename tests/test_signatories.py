"""Who signs, with whom and for whom."""

from __future__ import annotations

import pytest

from kg.model import Signature
from tests.test_cases import actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty was signed by Ana Soto and Luis Paz.", ["Ana Soto", "Luis Paz"]),
        ("Minister Ana Soto signed the treaty together with Minister Luis Paz.", ["Ana Soto", "Luis Paz"]),
        ("Minister Ana Soto signed the accord for Chile and Minister Luis Paz for Peru.", ["Ana Soto", "Luis Paz"]),
        ("Minister Ana Soto did not sign the treaty.", []),
    ],
)
def test_who_signs(extract, text, expected):
    x = extract(text)
    assert actors(x, [f.signed_by for f in x.of(Signature)]) == expected
