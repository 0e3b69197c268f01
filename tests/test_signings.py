"""Clauses that tell of signing."""

from __future__ import annotations

import pytest

from kg.facts.instruments import instruments
from kg.facts.signings import signings


def read(found):
    told = signings(found, instruments(found))
    names = [sorted(found.mentions[h].name for i in s.signers for h in found.mentions.heads(i)) for s in told]
    return [(name, str(s.force.factuality)) for name, s in zip(names, told, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo and Mali signed a treaty on water.", (["Mali", "Togo"], "stated")),
        ("A treaty on water was signed by Togo and Mali.", (["Mali", "Togo"], "stated")),
        ("The accord, signed by Togo, is old.", (["Togo"], "stated")),
        ("They attended the signing of a treaty by Togo.", (["Togo"], "stated")),
        ("Togo will sign a treaty on water.", (["Togo"], "planned")),
        ("Togo may sign a treaty on water.", (["Togo"], "hypothetical")),
        ("Togo refused to sign the treaty.", (["Togo"], "negated")),
    ],
)
def test_who_signs_and_how_real(context, text, expected):
    assert read(context(text)) == [expected]


@pytest.mark.parametrize("text", ["Togo signed a letter.", "Togo welcomed the treaty.", "Togo signed up for the race."])
def test_no_signing(context, text):
    assert read(context(text)) == []
