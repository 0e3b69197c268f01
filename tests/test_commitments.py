"""Commitments as facts: what they point at and how they are vouched for."""

from __future__ import annotations

from kg.model import Agreement, Commitment, Factuality, Statement


def commitments(found):
    return list(found.of(Commitment))


def test_a_commitment_points_at_what_it_is_made_of(extract):
    text = "At the summit in Lima, Peru pledged to provide $5 million to Haiti by 2031, subject to approval."
    [found] = commitments(extract(text, date="2026-02-01"))
    assert (found.strength, found.due, found.due_words.text(text)) == ("committed", "2031", "by 2031")
    assert found.condition.text(text) == "subject to approval"
    assert found.action.startswith("provide $5 million")
    assert found.evidence[0].text(text).startswith("pledged to provide $5 million")
    assert found.amount is not None
    assert {"specific", "public", "future", "measurable"} <= set(found.criteria)


def test_what_somebody_else_tells_is_attributed(extract):
    x = extract("The Foreign Ministry of Oman said that Qatar had agreed to mediate.")
    [found] = commitments(x)
    assert found.factuality == Factuality.ATTRIBUTED
    assert found.expressed_in in {s.id for s in x.of(Statement)}


def test_a_signature_commits_the_parties_and_points_at_the_agreement(extract):
    x = extract("Oman and Qatar signed an agreement on fisheries.")
    [found] = commitments(x)
    [agreement] = x.of(Agreement)
    assert (found.strength, found.expressed_in) == ("signed", agreement.id)


def test_ids_follow_the_text(extract):
    x = extract("Oman agreed to help. Qatar pledged to pay. Oman and Qatar signed a treaty on water.")
    found = commitments(x)
    assert [f.id for f in found] == ["commitment1", "commitment2", "commitment3"]
    assert [f.strength for f in found] == ["agreed", "committed", "signed"]


def test_principles_are_named(extract):
    [found] = commitments(extract("Oman is committed to resolving disputes in good faith and with mutual respect."))
    assert found.principles == ("good-faith", "mutual-respect")
