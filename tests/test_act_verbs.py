"""Verbs and adjectives that govern acts, and those that only look like it."""

from __future__ import annotations

import pytest

from kg.facts.act_verbs import verb_acts


def strengths(found):
    return [a.strength for a in verb_acts(found, 0, len(found.parsed.doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo agreed to pay.", "agreed"),
        ("Togo agreed on the urgent need for reform.", "shared-position"),
        ("Togo agreed on a package of measures.", "agreed"),
        ("Togo agreed the talks must resume.", "shared-position"),
        ("Togo decided that the office will close.", "decided"),
        ("Togo is fully committed to the plan.", "committed"),
        ("Togo committed $5 million to the fund.", "committed"),
        ("Togo remains determined to act.", "reaffirms"),
        ("Togo recommitted to peace.", "reaffirms"),
        ("Togo is ready to help.", "intends"),
        ("Togo looks forward to hosting Mali.", "intends"),
        ("Togo asked Mali to wait.", "calls-for"),
        ("Togo renewed its call for calm.", "reaffirms"),
        ("It was agreed to meet again.", "agreed"),
    ],
)
def test_strength(context, text, expected):
    assert strengths(context(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Togo agreed.",
        "The rebels committed atrocities.",
        "Togo looks forward to the summit.",
        "Togo asked about the delay.",
        "Togo renewed the contract.",
        "Togo established a reputation for fairness.",
        "Togo wants to thank Mali.",
        "They met to reaffirm their friendship.",
        "The results were encouraging.",
    ],
)
def test_no_act(context, text):
    assert strengths(context(text)) == []
