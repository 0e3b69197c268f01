"""Cues: base forms, longest match, optional words; a broken vocabulary is one clear error."""

from __future__ import annotations

import pytest

from kg import lexicon
from kg.errors import ReferenceDataError
from kg.lexicon import Cues


def test_the_longest_cue_wins_and_lemmas_match():
    cues = Cues([("agree", "a"), ("agree to", "b"), ("agree on the need", "c")])
    lemmas, words = ["they", "agree", "on", "the", "need"], ["they", "agreed", "on", "the", "need"]
    assert cues.at(lemmas, words, 1) == ("c", 5)
    assert cues.at(lemmas, words, 0) is None


def test_optional_words():
    cues = Cues([("agree [in principle] to", "x")])
    for words in (["agree", "to"], ["agree", "in", "principle", "to"]):
        assert cues.at(words, words, 0) == ("x", len(words))


def test_scan_yields_matches_that_do_not_overlap():
    cues = Cues([("call on", "c"), ("on peru", "d")])
    words = ["call", "on", "peru", "call", "on"]
    assert list(cues.scan(words, words)) == [("c", 0, 2), ("c", 3, 5)]


def test_the_installed_vocabulary_has_the_eight_strengths_in_order():
    found = lexicon.load().scheme("strength")
    ranked = sorted(found.values(), key=lambda c: -(c.rank or 0))
    assert [c.name for c in ranked] == [
        "signed", "decided", "agreed", "committed", "intends", "shared-position", "calls-for", "reaffirms",
    ]  # fmt: skip


def test_what_is_not_turtle_is_told():
    with pytest.raises(ReferenceDataError, match=r"vocab\.ttl is not Turtle"):
        lexicon.read(b"@prefix dip <oops")


def test_an_unknown_scheme_is_told():
    with pytest.raises(ReferenceDataError, match="no scheme dipv:nonsense"):
        lexicon.load().scheme("nonsense")
