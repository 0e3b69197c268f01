"""The G7/G20 criteria and novelty of acts."""

from __future__ import annotations

import pytest

from kg.facts import criteria
from kg.facts.commitments import find_acts
from kg.facts.committers import committers


def judge(found, **known):
    [act] = find_acts(found)
    by = committers(found, act, [])
    return criteria.criteria(found, act, by, dated=known.get("dated", False), paid=known.get("paid", False))


def test_one_act_on_one_thing_by_several(context):
    assert judge(context("Oman and Qatar agreed to build a railway.")) == ("discrete", "public", "collective", "future")


def test_two_acts_of_one_state_on_many_things(context):
    assert judge(context("Oman agreed to build roads and repair bridges.")) == ("public", "future")


def test_a_deadline_makes_it_specific_and_measurable(context):
    found = judge(context("Oman agreed to build a railway."), dated=True)
    assert {"specific", "measurable"} <= set(found)


def test_reaffirming_is_no_new_act(context):
    assert "future" not in judge(context("Oman reaffirmed its commitment to peace."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman reaffirmed its support for the plan.", "repeated"),
        ("Oman will continue to fund the school.", "continuing"),
        ("Oman will launch a new fund.", "new"),
        ("Oman agreed to help.", "unknown"),
    ],
)
def test_novelty(context, text, expected):
    found = context(text)
    [act] = find_acts(found)
    assert criteria.novelty(found, act) == expected
