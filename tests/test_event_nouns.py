"""Event nouns and ordinals."""

from __future__ import annotations

import pytest

from kg import ids, lexicon
from kg.mentions.event_nouns import is_ordinal, nouns, ordinal, ordinal_at
from kg.model import Document


@pytest.fixture
def parse(parser):
    def run(text: str):
        return parser.parse(Document(ids.document_id(text), "case.txt", ids.sha256(text), text))

    return run


@pytest.mark.parametrize(
    ("word", "number"),
    [("Seventh", 7), ("74th", 74), ("1047th", 1047), ("2nd", 2), ("XII", 12), ("XL", 40), ("inaugural", 1),
     ("twenty-third", 23), ("Geneva", None), ("I", None), ("second-hand", None)],
)  # fmt: skip
def test_ordinal(word, number):
    assert ordinal(word) == number
    assert is_ordinal(word) == (number is not None)


def test_an_ordinal_of_two_words(parse):
    parsed = parse("The Twenty-third Meeting was held.")
    assert ordinal_at(parsed, parsed.words.index("third")) == 23


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ninth Lima Dialogue was held.", ["dialogue"]),
        ("They held a telephone call.", ["call"]),
        ("The Annual Bilateral Consultations took place.", ["dialogue"]),
        ("COP27 took place in Egypt.", ["conference"]),
        ("The joint press conference followed.", ["press-conference"]),
        ("They signed a treaty.", []),
    ],
)
def test_nouns(parse, text, expected):
    assert [n.type for n in nouns(parse(text), lexicon.load())] == expected
