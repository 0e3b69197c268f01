"""Tokens and sentences, with their characters in the text as it was read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.model import Document, Span
from kg.parse import Parser


def document(text: str) -> Document:
    return Document("x", "x", "x", text)


@settings(max_examples=60)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_token_is_its_characters(parser, text):
    parsed = parser.parse(document(text))
    for i in range(len(parsed.doc)):
        span = parsed.span(i, i + 1)
        assert parsed.surface(i, i + 1) == span.text(text)
        assert parsed.tokens(span) == (i, i + 1)


def test_sentences_end_at_final_marks_and_stay_in_their_block(parser):
    text = 'The U.S. Secretary left.\u00a0 "We agree." They met\n\nHeading'
    parsed = parser.parse(document(text))
    found = [parsed.surface(s.start, s.end) for s in parsed.sentences]
    assert found == ["The U.S. Secretary left.", '"We agree."', "They met", "Heading"]


def test_compounds_of_countries_are_split(parser):
    parsed = parser.parse(document("The U.S.-Thailand talks"))
    assert [t.text for t in parsed.doc] == ["The", "U.S.", "-", "Thailand", "talks"]


def test_tokens_of_a_span_include_those_it_cuts(parser):
    parsed = parser.parse(document("Peru welcomed Chile"))
    assert parsed.tokens(Span(2, 6)) == (0, 2)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("hoped", "hope"), ("staging", "stage"), ("waged", "wage"), ("dined", "dine"), ("rated", "rate"),
        ("hopped", "hop"), ("planned", "plan"), ("stag", "stag"), ("singing", "sing"), ("opened", "open"),
        ("visited", "visit"),
    ],
)  # fmt: skip
def test_a_verb_keeps_its_last_letter(parser, word, lemma):
    parsed = parser.parse(document(f"They {word} it for years."))
    assert parsed.lemmas[1] == lemma


def test_a_missing_model_is_named_with_the_remedy():
    with pytest.raises(ModelError, match="'xx_no_such_model' is not installed; run: pip install"):
        Parser("xx_no_such_model")
