"""The parties behind actors and in the words of an instrument."""

from __future__ import annotations

import pytest

from kg.facts.instruments import instruments
from kg.facts.parties import Sides, named_parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty between Togo and Mali stands.", ["ML", "TG"]),
        ("The Togo-Mali Treaty stands.", ["ML", "TG"]),
        ("The Lima Treaty stands.", []),
        ("The Peruvian treaty stands.", []),
    ],
)
def test_named_parties(context, text, expected):
    found = context(text)
    [thing] = instruments(found)
    heads = (h for i in named_parties(found, thing) for h in found.mentions.heads(i))
    assert sorted(k[8:] for h in heads for k in found.mentions[h].keys) == expected


def test_a_person_stands_for_the_country_of_the_office(context):
    found = context("Foreign Minister Amina Oduor of Kenya signed the treaty on behalf of Kenya.")
    person = next(i for i, m in enumerate(found.mentions) if m.kind == "person")
    sides = Sides(found)
    assert [found.mentions[i].keys for i in sides.parties([person])] == [("country/KE",)]
    assert sides.key(person) == "country/KE"
