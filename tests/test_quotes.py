"""Quotation marks: a table of layouts, and properties that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.quotes import find_quotes
from kg.layout import blocks

LAYOUTS = [
    ('He said: "We are ready."', ["We are ready."]),
    ("He said: “We are ready.”", ["We are ready."]),
    ("Elle a dit : « Nous sommes prêts ».", ["Nous sommes prêts"]),
    ("«Nous sommes prêts», a-t-elle dit.", ["Nous sommes prêts"]),
    ("The »Große Koalition« agreed.", ["Große Koalition"]),
    ("„Wir sind bereit“, said the Chancellor.", ["Wir sind bereit"]),
    ("``Wire style,'' he said.", ["Wire style,"]),
    ("''Typed style,'' he said.", ["Typed style,"]),
    (
        "‘We will act,’ said the envoy. ‘The states’ duty is clear,’ she added.",
        ["We will act,", "The states’ duty is clear,"],
    ),
    ("Peru's envoy said 'we will act' today.", ["we will act"]),
    ('He said " we are ready " twice.', ["we are ready"]),
    ('It spoke of a “just peace".', ["just peace"]),
    ("The ministers' views and Peru's envoys' views differ.", []),
    ("It’s the states’ duty and the people’s right.", []),
    ("In the '90s rock 'n' roll was theirs.", []),
    ('A 12" pipe and a man of 5\'10" came.', []),
    ("the ‘Four Principles’ and the parties’ views", []),
    ('She said "this is odd and left. He said no more.', []),
    ('"', []),
    ("“”", []),
]


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_layout(text, expected):
    assert [q.span.text(text) for q in find_quotes(text, blocks(text))] == expected


def test_paragraphs_opened_again_are_one_quotation_each():
    text = "“The first goes on.\n\n“The second too.\n\n“The third ends here,” he said."
    found = find_quotes(text, blocks(text))
    assert [q.span.text(text) for q in found] == ["The first goes on.", "The second too.", "The third ends here,"]
    assert [q.closed for q in found] == [False, False, True]


def test_a_mark_that_closes_late_holds_the_paragraphs_between():
    text = "“The first goes on.\n\nThe second has no mark at all.\n\nThe third ends here,” he said."
    assert [q.block for q in find_quotes(text, blocks(text))] == [0, 1, 2]


def test_a_missing_closing_mark_counts_only_where_the_paragraph_is_quoted():
    leads, stray = "“All of this is quoted. To the end.", "He called it “odd and then went on at length."
    assert [q.span.text(leads) for q in find_quotes(leads, blocks(leads))] == ["All of this is quoted. To the end."]
    assert find_quotes(stray, blocks(stray)) == ()


def test_paragraphs_run_together_are_told_apart():
    text = '"We must know," said the senator. "The first point stands. "The second point stands too."'
    assert [q.span.text(text) for q in find_quotes(text, blocks(text))] == [
        "We must know,", "The first point stands.", "The second point stands too.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["“He said ‘no’ to me,” she said.", "“He said “no” to me,” she said.", "'He said \"no\" to me,' she said."],
)
def test_nested_marks(text):
    outer, inner = find_quotes(text, blocks(text))
    assert inner.span.text(text) == "no"
    assert outer.outer.covers(inner.outer)


MARKS = st.text(alphabet="ab '\"“”‘’«»„.,:\n-5", max_size=120)


@settings(max_examples=300)
@given(MARKS)
def test_any_text_yields_spans_inside_its_paragraphs(text):
    paragraphs = blocks(text)
    for quote in find_quotes(text, paragraphs):
        block = paragraphs[quote.block]
        assert block.start <= quote.outer.start <= quote.span.start
        assert quote.span.end <= quote.outer.end <= block.end
        assert quote.span.text(text) == quote.span.text(text).strip()


SAYINGS = st.lists(st.from_regex(r"\A[a-c]{1,4}(’s|s’)?( [a-c]{1,4}(’s|'s)?){0,4}[.,!?]?\Z"), min_size=1, max_size=5)


@settings(max_examples=100)
@given(SAYINGS)
def test_what_is_put_between_curly_marks_is_found(said):
    text = "He spoke. " + " And ".join(f"“{w}” followed." for w in said)
    found = [q for q in find_quotes(text, blocks(text)) if not q.nested and q.outer.text(text)[0] == "“"]
    assert [q.span.text(text) for q in found] == said


def test_long_texts_take_linear_time():
    text = "He said: “" + "word " * 40_000 + "end.”\n\n" + "'a " * 2_000
    assert find_quotes(text, blocks(text))[0].closed
