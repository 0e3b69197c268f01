"""Verbs of saying: act, frame, and what is no report."""

from __future__ import annotations

import pytest

from kg import lexicon
from kg.facts import speech
from kg.facts.speech import Wording
from kg.model import Document


@pytest.fixture
def cues(parser):
    """text → (words, act, is a report) of its cues."""

    def run(text):
        parsed = parser.parse(Document("d", "d", "d", text))
        found = speech.find_cues(parsed, Wording.of(lexicon.load()))
        return [(parsed.surface(c.first, c.after), c.act, speech.is_report(c)) for c in found]

    return run


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("The Minister said no.", "said", "assert"),
        ("The Minister pointed out that rain fell.", "pointed out", "assert"),
        ("The Minister made it clear that rain fell.", "made it clear", "assert"),
        ("The Minister called on Peru to act.", "called on", "prescribe"),
        ("The Minister expressed deep regret over the raid.", "expressed", "regret"),
        ("The Minister shared her concern about the raid.", "shared", "express-concern"),
        ("The Minister extended an invitation to Peru.", "extended", "prescribe"),
        ("The Minister was deeply grateful for the aid.", "was deeply grateful for", "thank"),
    ],
)
def test_act(cues, text, words, act):
    assert (words, act, True) in cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Minister went to Rome to stress the need.",
        "The views expressed by Peru are known.",
        "Thank you all for coming.",
        "The noted scholar left.",
    ],
)
def test_no_report(cues, text):
    assert not any(report for _, _, report in cues(text))


def test_a_verb_taken_for_a_noun_at_the_head_of_a_clause(cues):
    assert ("Condemns", "condemn", True) in cues("Condemns the use of child soldiers;")


def test_every_frame_and_act_of_the_vocabulary_can_be_read():
    wording = Wording.of(lexicon.load())
    assert set(wording.frames) == set(lexicon.load().scheme("speech-frames"))
    assert wording.documents
    assert wording.reports
