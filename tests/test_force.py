"""How real a clause or noun is: stated, planned, hypothetical, denied; under which condition."""

from __future__ import annotations

import pytest

from kg.facts.force import Force, force
from kg.model import Factuality


@pytest.fixture
def judge(context):
    def run(text: str, word: str) -> Force:
        found = context(text)
        [token] = [t.i for t in found.parsed.doc if t.text == word]
        return force(found.parsed, found.lexicon, token)

    return run


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The leaders signed the treaty.", "signed", "stated"),
        ("The leaders not only met but also signed an accord.", "signed", "stated"),
        ("The treaty was not signed until 1994.", "signed", "stated"),
        ("They discussed the visit of the Minister.", "visit", "stated"),
        ("The accord was discussed and signed.", "signed", "stated"),
        ("They elevated relations by signing a pact.", "signing", "stated"),
        ("The Ministers did not agree to sign the treaty.", "sign", "negated"),
        ("The two sides failed, however, to reach an agreement.", "reach", "negated"),
        ("No agreement was reached at the talks.", "reached", "negated"),
        ("No agreement was reached at the talks.", "agreement", "negated"),
        ("No agreement was reached at the talks.", "talks", "stated"),
        ("Peru has yet to ratify the convention.", "ratify", "negated"),
        ("They did not meet or sign anything.", "sign", "negated"),
        ("He denied that Kenya had signed the memorandum.", "signed", "negated"),
        ("The two leaders left without signing the declaration.", "signing", "negated"),
        ("The visit was cancelled.", "visit", "negated"),
        ("Neither side agreed to withdraw.", "withdraw", "negated"),
        ("The talks ended without agreement.", "agreement", "negated"),
        ("They stopped short of signing.", "signing", "negated"),
        ("They did not refuse to sign.", "sign", "hypothetical"),
        ("The President did not say that Togo had signed.", "signed", "hypothetical"),
        ("The agreement may be signed next week.", "signed", "hypothetical"),
        ("They called for a ceasefire.", "ceasefire", "hypothetical"),
        ("They discussed signing a memorandum.", "signing", "hypothetical"),
        ("It is crucial that they sign.", "sign", "hypothetical"),
        ("Will they sign?", "sign", "hypothetical"),
        ("Reportedly they signed.", "signed", "hypothetical"),
        ("Chile is to host the next summit.", "host", "planned"),
        ("Ghana said that it would provide troops.", "provide", "planned"),
        ("The ministers are expected to sign the accord.", "sign", "planned"),
        ("A ministerial meeting is planned for June.", "meeting", "planned"),
    ],
)
def test_force(judge, text, word, expected):
    assert judge(text, word).factuality == expected


@pytest.mark.parametrize(
    ("text", "word", "condition"),
    [
        ("Once ratified, the treaty will enter into force.", "enter", "Once ratified"),
        ("Subject to approval, Canada will pay.", "pay", "Subject to approval"),
        ("Should the ceasefire hold, the Union will lift sanctions.", "lift", "Should the ceasefire hold"),
        ("Oman will pay if the parliament agrees.", "pay", "if the parliament agrees"),
    ],
)
def test_a_condition_makes_what_hangs_on_it_hypothetical(judge, text, word, condition):
    found = judge(text, word)
    assert found.factuality == Factuality.HYPOTHETICAL
    assert found.condition is not None
    assert found.condition.text(text) == condition


def test_a_condition_on_a_past_act_leaves_it_stated(judge):
    assert judge("The country signed the pact subject to ratification.", "signed").real


def test_the_condition_itself_is_hypothetical_and_has_no_condition(judge):
    found = judge("Oman will pay if the parliament agrees.", "agrees")
    assert (found.factuality, found.condition) == (Factuality.HYPOTHETICAL, None)


def test_a_purpose_is_told_apart(judge):
    assert judge("The ministers met to sign the accord.", "sign").purpose
    assert not judge("The ministers agreed to sign the accord.", "sign").purpose


def test_the_weaker_force_wins():
    planned = Force(Factuality.PLANNED)
    assert planned.under(Factuality.STATED) == planned
    assert planned.under(Factuality.NEGATED).factuality == Factuality.NEGATED
