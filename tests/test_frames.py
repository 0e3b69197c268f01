"""Cues with adverbs, times and asides between their words."""

from __future__ import annotations

import pytest

from kg.facts import frames


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("They agreed to act.", "agreed", "agreed to"),
        ("They agreed today to act.", "agreed", "agreed today to"),
        ("They agreed, in principle, to act.", "agreed", "agreed, in principle, to"),
        ("They agreed with Togo to act.", "agreed", "agreed with Togo to"),
        ("They are committed firmly to peace.", "committed", "committed firmly to"),
        ("They agreed on a plan to act.", "agreed", "agreed on"),
        ("They remain fully committed to peace.", "remain", "remain fully committed to"),
    ],
)
def test_what_interrupts_a_cue_is_passed_over(context, text, word, words):
    found = context(text)
    [i] = [t.i for t in found.parsed.doc if t.text == word]
    match = frames.match(found.parsed, found.lexicon.cues("strength"), i)
    assert match is not None
    assert found.parsed.surface(i, match[1]) == words


def test_a_denial_is_not_passed_over(context):
    found = context("They agreed never to act.")
    [i] = [t.i for t in found.parsed.doc if t.text == "agreed"]
    match = frames.match(found.parsed, found.lexicon.cues("strength"), i)
    assert match is None or found.parsed.surface(i, match[1]) == "agreed"
