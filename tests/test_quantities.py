"""Quantitative claims: unit by context, who vouches, area and period."""

from __future__ import annotations

import pytest

from kg.model import Claim, Factuality


@pytest.fixture
def claims(extract):
    def run(text, **known):
        x = extract(text, **known)
        return x, [f for f in x.facts if isinstance(f, Claim) and f.quantity is not None]

    return run


def test_a_figure_in_a_quotation_is_the_speakers(claims):
    x, (found,) = claims('"Some 300 people died in Mali in 2020," Foreign Minister Ana Cruz said.')
    assert [x.mentions[i].surface for i in found.claimants] == ["Ana Cruz"]
    assert found.factuality == Factuality.ATTRIBUTED
    assert found.statement == "statement1"
    assert [x.mentions[i].surface for i in found.area] == ["Mali"]
    assert found.period.text(x.document.text) == "2020"


def test_a_figure_of_the_publisher_has_no_claimant(claims):
    _, (found,) = claims("Spain gave 300 tents to Mali.")
    assert (found.claimants, found.factuality) == ((), Factuality.STATED)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Australia gave $5 million to Tonga.", "AUD"),
        ("The United States gave $5 million to Tonga.", "USD"),
        ("The fund gave $5 million to Tonga.", "$"),
        ("Switzerland gave 5 million francs.", "CHF"),
        ("Sweden gave 5 million kronor.", "SEK"),
    ],
)
def test_a_sign_that_several_use_is_read_by_who_is_named(claims, text, unit):
    _, (found,) = claims(text)
    assert found.unit == unit


def test_a_denied_figure_is_not_stated(claims):
    _, (found,) = claims("Finland did not provide 5 million euros.")
    assert found.factuality == Factuality.NEGATED


def test_the_evidence_reaches_from_the_bound_to_what_is_counted(claims):
    x, (found,) = claims("Spain sent more than 300 doctors from Madrid to Mali.")
    assert found.evidence[0].text(x.document.text).startswith("more than 300 doctors")
