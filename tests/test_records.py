"""Records: what is written is read back exactly, and what is not a record is refused in one line."""

from __future__ import annotations

import json
import typing
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.model import FACTS, Document, Extraction, Fact, Mention, Office, RelativeTime, Run, Span
from kg.records import from_line, to_line

SPANS = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda p: Span(p[0], p[0] + p[1]))
TEXTS = st.text(st.characters(), max_size=20)  # lone surrogates, controls and line separators included
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(Decimal, DECIMALS)
st.register_type_strategy(float, st.floats(allow_nan=False))
FACT = st.one_of([st.from_type(kind) for kind in FACTS])
EXTRACTIONS = st.builds(
    Extraction,
    document=st.from_type(Document),
    mentions=st.lists(st.from_type(Mention), max_size=3).map(tuple),
    facts=st.lists(FACT, max_size=3).map(tuple),
    run=st.from_type(Run),
    sentences=st.lists(SPANS, max_size=3).map(tuple),
    relative_times=st.lists(st.from_type(RelativeTime), max_size=2).map(tuple),
)


@given(EXTRACTIONS)
def test_what_is_written_is_read_back(extraction):
    line = to_line(extraction)
    assert "\n" not in line
    assert line.isascii()
    back = from_line(line)
    assert back == extraction
    assert to_line(back) == line


@given(st.sampled_from(FACTS).flatmap(st.from_type))
def test_every_field_of_every_fact_keeps_value_and_type(fact):
    bare = Extraction(Document("k", "s", "h", "t"), (), (fact,), Run("1", "m", "r"))
    [back] = from_line(to_line(bare)).facts
    assert type(back) is type(fact)
    for field in fields(fact):
        ours, theirs = getattr(fact, field.name), getattr(back, field.name)
        assert type(ours) is type(theirs), field.name
        assert repr(ours) == repr(theirs), field.name


def test_decimals_keep_their_places():
    fact = typing.cast(typing.Any, next(k for k in FACTS if k.__name__ == "Claim"))(
        id="claim1", evidence=(Span(0, 1),), rule="r", proposition="p", quantity=Decimal("64000.50")
    )
    line = to_line(Extraction(Document("k", "s", "h", "t"), (), (fact,), Run("1", "m", "r")))
    assert str(from_line(line).facts[0].quantity) == "64000.50"


def test_defaults_are_not_written():
    mention = Mention(Span(0, 1), "t", "place", "name", "t", office=Office("Minister"))
    line = to_line(Extraction(Document("k", "s", "h", "t"), (mention,), (), Run("1", "m", "r")))
    assert json.loads(line)["mentions"] == [
        {"span": [0, 1], "surface": "t", "kind": "place", "form": "name", "name": "t", "office": {"title": "Minister"}}
    ]


GOOD = json.loads(to_line(Extraction(Document("k", "s", "h", "t"), (), (), Run("1", "m", "r"))))
MENTION = {"span": [0, 1], "surface": "t", "kind": "place", "form": "name", "name": "t"}
ALTERED = {
    "empty": "",
    "not json": "{",
    "a list": "[]",
    "a missing field": json.dumps({k: v for k, v in GOOD.items() if k != "run"}),
    "an unknown field": json.dumps(GOOD | {"more": 1}),
    "a wrong type": json.dumps(GOOD | {"mentions": "none"}),
    "a span that is none": json.dumps(GOOD | {"sentences": [[5, 2]]}),
    "a span of three": json.dumps(GOOD | {"sentences": [[1, 2, 3]]}),
    "a fact of no class": json.dumps(GOOD | {"facts": [{"id": "x"}]}),
    "a class that is none": json.dumps(GOOD | {"facts": [{"$": "Rumour"}]}),
    "an unknown kind": json.dumps(
        GOOD | {"mentions": [{"span": [0, 1], "surface": "t", "kind": "ghost", "form": "name", "name": "t"}]}
    ),
    "deep nesting": "[" * 100_000,
}


@pytest.mark.parametrize("line", ALTERED.values(), ids=ALTERED)
def test_what_is_not_a_record_is_refused(line):
    with pytest.raises(RecordError) as caught:
        from_line(line)
    assert "\n" not in str(caught.value)
    assert "build again" in str(caught.value)


def test_facts_are_read_by_their_class():
    assert all(issubclass(kind, Fact) for kind in FACTS)
    one = GOOD | {
        "facts": [{"$": "Tenure", "id": "tenure1", "evidence": [[0, 1]], "rule": "r", "person": 0, "office": 1}]
    }
    [fact] = from_line(json.dumps(one)).facts
    assert replace(fact, confidence=0.5).confidence == 0.5
