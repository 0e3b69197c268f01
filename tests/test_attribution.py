"""Quotations and the verbs they belong to."""

from __future__ import annotations

import pytest

from kg import lexicon, reference
from kg.facts import drafts
from kg.facts.attribution import covered
from kg.facts.context import Context
from kg.mentions import find_mentions
from kg.model import Document


@pytest.fixture
def belongs(parser):
    """text → (cue words, how, quoted words)."""

    def run(text):
        parsed = parser.parse(Document("d", "d", "d", text))
        mentions = find_mentions(parsed, reference.load(), lexicon.load())
        speech = drafts.read(Context(parsed, mentions, lexicon.load(), reference.load()))
        found = [a for many in speech.attributed.values() for a in many]
        return [
            (a.cue.verb.text, a.how, speech.quotes[a.quote].span.text(text))
            for a in sorted(found, key=lambda a: a.quote)
        ]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The Minister said: "We act."', [("said", "before", "We act.")]),
        ('"We act," said Minister Ana Cruz.', [("said", "behind", "We act,")]),
        ('"We act," Minister Ana Cruz of Spain told reporters.', [("told", "behind", "We act,")]),
        ('The Minister said that all "must act" soon.', [("said", "within", "must act")]),
        (
            '"We act," she said. "We act now or never."',
            [("said", "behind", "We act,"), ("said", "on", "We act now or never.")],
        ),
        ('She said, "Yes," and added, "No."', [("said", "before", "Yes,"), ("added", "before", "No.")]),
        ('The "Green Road" was opened, the Minister said.', [("said", "within", "Green Road")]),
        ('The "Green Road" was opened.', []),
    ],
)
def test_belongs(belongs, text, expected):
    assert belongs(text) == expected


def test_a_block_without_marks_belongs_to_the_verb_before_it(belongs):
    text = (
        "The Minister said:\n\nWe are saddened by the loss.\n\nOur thanks go to the crew.\n\nThe port reopens in May."
    )
    assert [words for _, _, words in belongs(text)] == [
        "We are saddened by the loss.",
        "Our thanks go to the crew.",
    ]


def test_covered():
    ranges = ((2, 5), (8, 9))
    assert [i for i in range(11) if covered(i, ranges)] == [2, 3, 4, 8]
