"""Whose an act is, where its own sentence does not say."""

from __future__ import annotations

import pytest

from kg.facts.commitments import find_acts
from kg.facts.elsewhere import as_state, is_open_plural
from kg.model import Commitment
from tests.test_cases import heads


def committers(extract, text, **known):
    """The committers of every commitment of a text, by name."""
    found = extract(text, **known)
    return [sorted(found.mentions[h].name for i in c.committers for h in heads(found, i)) for c in found.of(Commitment)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # those who met
        (
            "Foreign Ministers Amina Oduor and Karl Brandt met in Lomé on 3 May 2021. They agreed to reopen the road.",
            [["Amina Oduor", "Karl Brandt"]],
        ),
        # those whom brackets define
        (
            "Samoa, Tonga and Fiji (the Participants) issued this text. The Participants will establish a fund.",
            [["Fiji", "Samoa", "Tonga"]],
        ),
        # who speaks in a quotation
        ('"I pledge to rebuild the school," Minister Amina Oduor of Kenya said.', [["Amina Oduor"]]),
    ],
)
def test_the_text_tells_elsewhere(extract, text, expected):
    assert committers(extract, text) == expected


def test_nobody_met(extract):
    assert committers(extract, "They agreed to reopen the road.") == []


def test_open_plurals(context):
    found = context("They agreed to reopen the road. Togo agreed to pay.")
    they, togo = (act.owner for act in find_acts(found))
    assert is_open_plural(found, they)
    assert not is_open_plural(found, togo)


def test_only_an_administration_is_read_as_its_state(context):
    found = context("The World Bank agreed to help Togo.")
    assert [as_state(found, i) for i in range(len(found.mentions))] == list(range(len(found.mentions)))
