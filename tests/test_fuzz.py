"""Any text goes from file to RDF: no crash, every span is the text at its offsets, the time grows with the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids, rdf, reference, resolve
from kg.model import Extraction
from kg.read.rows import read_lines

WORDS = st.sampled_from([
    "The Minister of Ruritania said", '"', "“", "”", "'", "»", "(", ")", "\n", "\r\n\r\n", "\f", "\u202e", "\u2066",
    "\ud800", "\x00", "\x1b[31m", "<b>", "</p>", "&nbsp;", "<script>", "U.S.", "$5 million", "on 4 May 2020", "met",
    "signed the treaty", "will", "not", "—", "...", "1.", "•", "\u00a0", "\u200b", "é", "e\u0301", "\U0001f54a", "NATO",
    "and", "PRESIDENT BO OLL",
])  # fmt: skip
PIECES = WORDS | st.text(max_size=12)
TEXTS = st.lists(PIECES, max_size=60).flatmap(lambda p: st.sampled_from(["", " "]).map(lambda by: by.join(p)))


def carried(extractor, text):
    """Read, extract, resolve, write; what came of it."""
    import json

    [found] = read_lines([json.dumps({"text": "a " + text}).encode()], "x", {})
    extraction = extractor.one(found)
    assert isinstance(extraction, Extraction), extraction
    for mention in extraction.mentions:
        assert mention.surface == mention.span.text(found.text)
    for fact in extraction.facts:
        assert all(0 <= s.start < s.end <= len(found.text) for s in fact.evidence)
    meant = resolve.resolve([extraction], reference.load())
    return list(rdf.quads(extraction, meant, reference.load(), base=ids.BASE))


@pytest.fixture(scope="module")
def extractor():
    from kg.extractor import Extractor

    return Extractor()


@settings(max_examples=150)
@given(text=TEXTS)
def test_any_text_is_carried_through(extractor, text):
    assert carried(extractor, text)


@pytest.mark.parametrize("text", ["The Minister of Ruritania said • •", "He said: “”", "She said ( )."])
def test_a_cue_without_words_breaks_nothing(extractor, text):
    assert carried(extractor, text)


@pytest.mark.bench
@settings(max_examples=10_000)
@given(text=TEXTS)
def test_ten_thousand_texts_are_carried_through(extractor, text):
    assert carried(extractor, text)


@pytest.mark.parametrize("piece", ["word ", "(", '"', "a.", "- ", "A", "\n", "1, ", "U.S. ", "“x” "])
def test_the_time_grows_with_the_length(extractor, piece):
    times = []
    for size in (5_000, 20_000):
        text = piece * (size // len(piece))
        begin = time.process_time()
        carried(extractor, text)
        times.append(time.process_time() - begin)
    assert times[1] < 12 * times[0] + 2
