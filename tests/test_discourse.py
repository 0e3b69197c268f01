"""Who is meant where a sentence does not name its speakers."""

from __future__ import annotations

import pytest

from kg.model import Statement

MET = "Foreign Minister Ana Cruz of Spain met with Foreign Minister Piet Bakker of the Netherlands in Rome."


@pytest.fixture
def speakers(extract):
    """text → per statement the names of its speakers."""

    def run(text):
        x = extract(text)
        found = [f for f in x.facts if isinstance(f, Statement)]
        return [sorted({x.mentions[h].name for i in f.speakers for h in heads(x, i)}) for f in found]

    return run


def heads(x, i):
    refers = x.mentions[i].refers
    return [h for j in refers for h in heads(x, j)] if refers else [i]


def test_they_go_on_with_those_who_spoke(speakers):
    text = "Foreign Minister Ana Cruz and Foreign Minister Piet Bakker condemned the raid. They called for calm."
    assert speakers(text) == [["Ana Cruz", "Piet Bakker"]] * 2


def test_a_bare_plural_means_those_who_met(speakers):
    assert speakers(f"{MET} Ministers welcomed the new ferry.") == [["Ana Cruz", "Piet Bakker"]]


def test_it_was_stressed_by_those_who_spoke_before(speakers):
    text = "Spain and the Netherlands welcomed the ferry. It was noted that fares had fallen."
    first, second = speakers(text)
    assert first == second


def test_a_document_speaks_for_those_who_issued_it(speakers):
    text = "In a communique, Spain welcomed the ferry. The communique added that fares had fallen."
    assert speakers(text) == [["Spain"], ["Spain"]]


def test_an_unknown_speaker_is_not_guessed(speakers):
    assert speakers("It was noted that fares had fallen. They welcomed it.") in ([], [[]], [["They"]])


def test_a_resolution_speaks_for_those_who_adopted_it(speakers):
    text = "The Human Rights Council adopted a resolution on Eritrea. The resolution calls on Eritrea to cooperate."
    assert speakers(text) == [["United Nations Human Rights Council"]]
