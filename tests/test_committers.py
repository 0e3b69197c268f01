"""Whose an act is."""

from __future__ import annotations

import pytest

from kg.facts.commitments import find_acts
from kg.facts.committers import committers


def owners(found):
    done = []
    for act in find_acts(found):
        done.append((act, committers(found, act, done)))
    heads = [[h for i in by for h in found.mentions.heads(i)] for _, by in done]
    return [sorted(key for h in hs for key in found.mentions[h].keys) for hs in heads]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo agreed to help.", ["country/TG"]),
        ("The envoy reaffirmed the Japanese commitment to peace.", ["country/JP"]),
        ("The report stressed Togo's commitment to reform.", ["country/TG"]),
        ("Samoa, Tonga and Fiji pledged to act.", ["country/FJ", "country/TO", "country/WS"]),
        ("With Togo and Mali committing to provide water, the plan was saved.", ["country/ML", "country/TG"]),
    ],
)
def test_the_owner_is_found(context, text, expected):
    assert owners(context(text)) == [expected]


def test_what_is_agreed_by_nobody_named_belongs_to_those_before(context):
    found = context("Togo and Mali decided to reopen the road. It was agreed to share the cost.")
    assert owners(found) == [["country/ML", "country/TG"], ["country/ML", "country/TG"]]


def test_nobody_is_guessed(context):
    assert owners(context("It was agreed to share the cost.")) == [[]]
    assert owners(context("The treaty will strengthen trade.")) == [[]]


def test_what_a_person_will_do_is_a_programme(context):
    assert owners(context("Foreign Minister Amina Oduor will support the plan.")) == [[]]
