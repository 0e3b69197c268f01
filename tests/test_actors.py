"""Whom a noun phrase means."""

from __future__ import annotations

import pytest

from kg import lexicon, reference
from kg.facts import actors, syntax
from kg.mentions import find_mentions
from kg.model import Document


@pytest.fixture
def named(parser):
    """text, verb → the surfaces of the actors that are its subject."""

    def find(text, word):
        parsed = parser.parse(Document("d", "d", "d", text))
        mentions = find_mentions(parsed, reference.load(), lexicon.load())
        subject = syntax.subject(next(t for t in parsed.doc if t.text == word))
        return [mentions[i].surface for i in actors.actors(mentions, lexicon.load(), subject)]

    return find


@pytest.mark.parametrize(
    ("text", "word", "surfaces"),
    [
        ("Kenya and Uganda welcomed the railway.", "welcomed", ["Kenya", "Uganda"]),
        ("Foreign Minister Ana Cruz spoke.", "spoke", ["Ana Cruz"]),
        ("The ceremony showed their friendship.", "showed", []),
        ("A spokesperson for Kenya spoke.", "spoke", ["Kenya"]),
        ("Kenya's spokesman spoke.", "spoke", ["Kenya"]),
        ("Kenya's harvest failed.", "failed", []),
    ],
)
def test_subjects(named, text, word, surfaces):
    assert named(text, word) == surfaces


def test_between_gives_the_outer_mentions_only(parser):
    parsed = parser.parse(Document("d", "d", "d", "The Kenyan Foreign Minister wrote to Uganda."))
    mentions = find_mentions(parsed, reference.load(), lexicon.load())
    found = [mentions[i].surface for i in actors.between(mentions, 0, len(parsed.doc))]
    assert found == ["Kenyan Foreign Minister", "Uganda"]
