"""What an act takes, where its evidence ends, and whose it is by the parse."""

from __future__ import annotations

import pytest

from kg.facts import acts
from kg.facts.commitments import find_acts


def token(found, word):
    return next(t for t in found.parsed.doc if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "core", "whole"),
    [
        ("They agreed to act.", "agreed", "agreed to act", "agreed to act"),
        (
            "They agreed to protect the lake, which feeds two rivers.",
            "agreed",
            "agreed to protect the lake",
            "agreed to protect the lake, which feeds two rivers",
        ),
        (
            "They agreed to cooperate on energy, including on gas.",
            "agreed",
            "agreed to cooperate on energy",
            "agreed to cooperate on energy, including on gas",
        ),
    ],
)
def test_the_core_of_a_complement_ends_before_what_is_merely_added(context, text, word, core, whole):
    found = context(text)
    first, middle, end = acts.reach(token(found, word))
    assert found.parsed.surface(first, middle) == core
    assert found.parsed.surface(first, end) == whole


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Oman pledged to pay.", "pledged", "pay"),
        ("Oman voiced its commitment to paying.", "commitment", "paying"),
        ("Oman stands ready to pay.", "stands", "pay"),
        ("Oman signed.", "signed", None),
    ],
)
def test_act_taken(context, text, word, expected):
    taken = acts.act_taken(token(context(text), word))
    assert (taken.text if taken is not None else None) == expected


def test_a_verb_in_a_row_belongs_to_the_subject_of_the_first(context):
    text = "Togo welcomed the truce in the north, called on all sides to respect it and agreed to mediate."
    found = context(text)
    assert acts.owner(token(found, "called")).text == "Togo"
    assert acts.owner(token(found, "agreed")).text == "Togo"


def test_acts_end_where_the_next_begins(context):
    text = "Togo and Mali reaffirmed their friendship, pledged to fight smuggling and agreed to meet every year."
    found = context(text)
    words = [found.parsed.surface(a.first, a.after) for a in find_acts(found)]
    assert words == ["reaffirmed their friendship", "pledged to fight smuggling", "agreed to meet every year"]


def test_a_headline_holds_no_acts(context):
    assert (
        find_acts(context("Kenya and Togo agree to open border\n\nThe Ministers met in Lomé on Monday morning.")) == []
    )


def test_what_stands_in_the_content_of_an_act_is_no_act_of_its_own(context):
    found = find_acts(context("Kenya and Togo agreed that Kenya will open the border."))
    assert [a.strength for a in found] == ["shared-position"]
