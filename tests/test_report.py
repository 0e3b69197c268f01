"""The report of a build: what is counted, and that it survives being kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids, report
from kg.errors import StoreError
from kg.model import Document, Event, Extraction, Failure, Form, How, Kind, Mention, Resolution, Run, Span

TEXT = "They met. It rained. He left. The end."
RUN = Run("1", "m 1", "r", "ref")


def extraction(evidence, sentences, mentions=()):
    document = Document(ids.document_id(TEXT), "a.txt", ids.sha256(TEXT), TEXT)
    fact = Event(id="event1", evidence=tuple(evidence), rule="r", label="met", type="meeting")
    return Extraction(document, tuple(mentions), (fact,), RUN, tuple(sentences))


def test_silent_sentences_open_mentions_and_facts_are_counted():
    mention = Mention(
        Span(21, 23), "He", Kind.PERSON, Form.PRONOUN, "He", how=How.OPEN, why="nobody is named before it"
    )
    found = extraction([Span(0, 8)], [Span(0, 9), Span(10, 20), Span(21, 29)], [mention])
    told = report.on_document(found, Resolution())
    assert told.silent == ((10, 20), (21, 29))
    assert (told.sentences, told.words, told.facts) == (3, 8, {"Event": 1})
    assert [(m.surface, m.why, m.start) for m in told.open] == [("He", "nobody is named before it", 21)]


spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda s: Span(s[0], s[0] + s[1]))


@given(st.lists(spans, min_size=1, max_size=8), st.lists(spans, max_size=8, unique=True).map(sorted))
def test_a_sentence_is_silent_if_and_only_if_no_evidence_overlaps_it(evidence, sentences):
    told = report.on_document(extraction(evidence, sentences), Resolution())
    expected = [s for s in sentences if not any(e.overlaps(s) for e in evidence)]
    assert list(told.silent) == [(s.start, s.end) for s in expected]


def test_a_report_survives_being_kept():
    one = report.on_document(extraction([Span(0, 8)], [Span(0, 9), Span(10, 20)]), Resolution())
    made = report.BuildReport((one,), (Failure("b.txt", "is empty"),), (("c.txt", "a.txt"),), RUN, {"person": 1}, 1)
    assert report.from_json(made.as_json()) == made
    totals = json.loads(made.as_json())["totals"]
    assert (totals["facts"], totals["documents"], totals["failures"]) == ({"Event": 1}, 1, 1)
    assert totals["facts_per_1000_words"] == {"Event": 125.0}


@pytest.mark.parametrize("content", ["", "{}", "[]"])
def test_a_damaged_report_is_told(content):
    with pytest.raises(StoreError, match=r"report.json: is not the report of a build; build the graph again"):
        report.from_json(content)
