"""Speech reported without a verb of saying, and laid out over paragraphs."""

from __future__ import annotations

import pytest

from kg.model import Statement


@pytest.fixture
def said(extract):
    """text → (cue, words said, first speaker)."""

    def run(text):
        x = extract(text)
        return [
            (
                f.cue.text(text),
                " ".join(s.text(text) for s in (*f.content, *f.quotes)),
                x.mentions[f.speakers[0]].surface,
            )
            for f in x.facts
            if isinstance(f, Statement)
        ]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Peru, the dam is full.", ("According to", "the dam is full", "Peru")),
        ("The dam is full, according to Peru.", ("according to", "The dam is full", "Peru")),
        ('Minister Ana Cruz: "The dam is full."', (":", "The dam is full.", "Ana Cruz")),
        ("Nobody heard Peru's claim that the dam is full.", ("claim", "the dam is full", "Peru")),
        ("Minister Ana Cruz made a statement that the dam is full.", ("statement", "the dam is full", "Ana Cruz")),
    ],
)
def test_one(said, text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "According to plan, the dam is full.",
        "The statement that the dam is full surprised Peru.",
        "Peru: a country of dams.",
    ],
)
def test_none(said, text):
    assert said(text) == []


def test_items_under_a_verb(said):
    text = "Peru and Chile stressed:\n\n- the need for rain;\n- the value of wells."
    assert [(words, who) for _, words, who in said(text)] == [
        ("the need for rain", "Peru"),
        ("the value of wells", "Peru"),
    ]


def test_clauses_under_an_opening(said):
    text = "The African Union,\n\nDeploring the raid on the port,\n\n1. Calls for rain;\n\n2. Urges Chile to dig wells."
    assert [words for _, words, _ in said(text)] == ["the raid on the port", "rain", "Chile to dig wells"]
    assert {who for _, _, who in said(text)} == {"African Union"}
