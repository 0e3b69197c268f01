"""Reported speech: spans, occasion, capacity, stance, and what holds for any text."""

from __future__ import annotations

import random

import pytest

from kg.model import Event, Statement, Tenure

PIECES = [
    "Foreign Minister Ana Cruz", "said", "that", "“We act,”", '"', "“", "”", "the Ministers", "welcomed", "and",
    "condemned the raid", "noting", ",", ".", ":", ";", "according to", "Peru", "in a statement", "they", "thanked",
    "\n\n", "- ", "US$ 5 million", "his statement that", "with", "did not", "’s", "‘no’", "for", "expressed concern",
    "it was stressed",
]  # fmt: skip


def statements(extraction):
    return [f for f in extraction.facts if isinstance(f, Statement)]


def test_every_part_is_kept_with_its_characters(extract):
    text = 'Foreign Minister Ana Cruz said that the raid "was a crime" and must be punished.'
    (found,) = statements(extract(text))
    assert found.source.text(text) == "Foreign Minister Ana Cruz"
    assert found.cue.text(text) == "said"
    assert [s.text(text) for s in found.quotes] == ["was a crime"]
    assert [s.text(text) for s in found.content] == ["the raid", "and must be punished"]
    assert found.evidence[0].text(text) == text


def test_capacity_and_on_whose_behalf(extract):
    x = extract("Foreign Minister Ana Cruz of Spain praised Norway's work for peace.")
    (found,) = statements(x)
    (tenure,) = (f for f in x.facts if isinstance(f, Tenure))
    assert found.capacity == tenure.id
    assert found.speaking_for == ("country/ES",)
    assert [x.mentions[i].surface for i in found.stance_toward] == ["Norway"]


def test_occasion_goes_on_with_the_speaker(extract):
    x = extract("At the press conference, Minister Ana Cruz said that rain fell. She added that snow fell.")
    events = {f.id for f in x.facts if isinstance(f, Event)}
    first, second = statements(x)
    assert first.made_at == second.made_at
    assert first.made_at is None or first.made_at in events


def test_a_feeling_is_not_held_against_its_owner(extract):
    (found,) = statements(extract("Foreign Minister Ana Cruz expressed Spain's concern about the raid by Mali."))
    assert found.stance == "negative"
    assert found.stance_toward == () or found.stance_toward[0] != found.speakers[0]


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_pieces_keeps_its_offsets(extract, seed):
    rng = random.Random(seed)
    text = " ".join(rng.choice(PIECES) for _ in range(60))
    x = extract(text)
    for found in statements(x):
        spans = [found.cue, *found.evidence, *found.content, *found.quotes]
        assert all(span.text(text).strip() for span in spans)
        assert found.content or found.quotes
        assert all(0 <= i < len(x.mentions) for i in (*found.speakers, *found.concerns, *found.stance_toward))
    ids = [f.id for f in statements(x)]
    assert ids == [f"statement{n}" for n in range(1, len(ids) + 1)]


@pytest.mark.parametrize("text", ["", "\n", "“", '"."', "said", ": :", "She said.", "that that that"])
def test_scraps_yield_nothing(extract, text):
    assert statements(extract(text)) == []
