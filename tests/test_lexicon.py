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


def test_of_equally_long_cues_the_one_of_the_written_word_wins():
    for cues in (Cues([("means", "w"), ("mean", "l")]), Cues([("mean", "l"), ("means", "w")])):
        assert cues.at(["mean"], ["means"], 0) == ("w", 1)
        assert cues.at(["mean"], ["meant"], 0) == ("l", 1)


def test_optional_words():
    cues = Cues([("agree [in principle] to", "x")])
    for words in (["agree", "to"], ["agree", "in", "principle", "to"]):
        assert cues.at(words, words, 0) == ("x", len(words))


def test_a_possessive_and_a_comma_are_tokens_of_their_own():
    cues = Cues([("women’s rights", "w"), ("women, peace and security", "p")])
    assert cues.at(["women", "'s", "rights"], ["women", "'s", "rights"], 0) == ("w", 3)
    words = ["women", ",", "peace", "and", "security"]
    assert cues.at(words, words, 0) == ("p", 5)


def test_topics_and_portfolios_have_wording_of_their_own():
    known = lexicon.load()
    for scheme in ("topics", "portfolios", "indicators", "principles"):
        owners: dict[str, set[str]] = {}
        for name, concept in known.scheme(scheme).items():
            labels = () if scheme == "portfolios" else (concept.label, *concept.alternatives)  # read by cues alone
            for phrase in (*concept.cues, *labels):
                owners.setdefault(phrase.lower(), set()).add(name)
        assert {k: v for k, v in owners.items() if len(v) > 1} == {}, scheme


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
