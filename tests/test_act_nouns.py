"""Nouns that carry an act and its owner."""

from __future__ import annotations

import pytest

from kg.facts.act_nouns import noun_acts, possessor


def found_in(found):
    return [
        (a.strength, found.parsed.doc[a.owner].text if a.owner is not None else None)
        for a in noun_acts(found, 0, len(found.parsed.doc))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Minister stressed Ghana's commitment to reform.", ("committed", "Ghana")),
        ("Ghana expressed its readiness to mediate.", ("intends", "Ghana")),
        ("Ghana announced a grant of $2 million.", ("committed", "Ghana")),
        ("The note recalls Ghana's decision to leave.", ("decided", "Ghana")),
        ("The talks reflect Ghana's enduring commitment to keeping peace.", ("reaffirms", "Ghana")),
        ("The paper notes a pledge by Ghana to pay.", ("committed", "Ghana")),
        ("Ghana confirmed its full support for the plan.", ("reaffirms", "Ghana")),
    ],
)
def test_a_noun_with_an_owner_carries_an_act(context, text, expected):
    assert found_in(context(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "This reflects a shared commitment.",
        "They discussed Ghana's commitment to reform.",
        "Ghana's commitment is known.",
        "Ghana has no intention of leaving.",
        "Ghana announced the result.",
        "The Minister will stress Ghana's commitment to reform.",
    ],
)
def test_no_act(context, text):
    assert found_in(context(text)) == []


@pytest.mark.parametrize("text", ["Ghana's pledge", "the Ghana pledge", "the pledge of Ghana", "a pledge from Ghana"])
def test_possessor(context, text):
    noun = next(t for t in context(text + " was noted.").parsed.doc if t.text == "pledge")
    assert possessor(noun).text == "Ghana"
