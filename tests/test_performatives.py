"""What is done by saying so, and what is only wished."""

from __future__ import annotations

import pytest

from kg.model import Commitment


def strengths(x):
    return [f.strength for f in x.facts if isinstance(f, Commitment)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya would like to reaffirm its support for the mission.", ["reaffirms"]),
        ("Let me reiterate Kenya's support for the mission.", ["reaffirms"]),
        ("Kenya seized the opportunity to call for a ceasefire.", ["calls-for"]),
        ("I wish to assure you that Kenya remains committed to the treaty.", ["reaffirms"]),
        ("Kenya would not like to renew its support for the mission.", []),
        ("Kenya wanted to call for a ceasefire.", []),
        ("Kenya wishes to join the mission.", []),
    ],
)
def test_a_wish_to_say_is_a_saying(extract, text, found):
    assert strengths(extract(text)) == found
