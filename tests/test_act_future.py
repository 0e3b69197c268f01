"""What "will" commits to, and what it merely schedules or foretells."""

from __future__ import annotations

import pytest

from kg.facts.act_future import future_acts


def strengths(found):
    return [a.strength for a in future_acts(found, 0, len(found.parsed.doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iceland will fund the school.", "committed"),
        ("The Parties shall exchange lists.", "decided"),
        ("Iceland will aim to reduce waste.", "intends"),
        ("Iceland said it would fund the school.", "committed"),
        ("Iceland will meet the whole cost.", "committed"),
        ("Iceland will host refugees from Syria.", "committed"),
        ("A joint committee will be established.", "committed"),
        ("Iceland is giving $500,000 to the fund.", "committed"),
    ],
)
def test_an_undertaking(context, text, expected):
    assert strengths(context(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Iceland will meet Norway.",
        "Iceland will host the summit.",
        "Iceland will benefit from the pact.",
        "Iceland will discuss trade.",
        "Iceland would welcome talks.",
        "The talks will be held in May.",
        "The country that will pay is rich.",
        "Iceland is giving up.",
    ],
)
def test_no_undertaking(context, text):
    assert strengths(context(text)) == []


def test_a_refusal_keeps_its_denial(context):
    found = context("Iceland will not send troops.")
    [act] = future_acts(found, 0, len(found.parsed.doc))
    assert act.force.factuality == "negated"
