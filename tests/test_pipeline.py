"""A build from Python: all or nothing, nothing done twice, the same graph whatever the order and the workers."""

from __future__ import annotations

import json

import pytest

import kg
from kg import ids
from kg.errors import ReadError, ReferenceDataError, StoreError, StoreLockedError, UsageError
from tests.crash import nquads

ONE = (
    "Foreign Minister Anna Noll of Norway met President Bo Oll in Geneva on 4 May 2020. She said that Norway will sign."
)
TWO = "The Government of Chile agreed to open an embassy in Accra by 2031. It rained."


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE)
    (folder / "two.txt").write_text(TWO)
    return folder


def test_a_build_gives_a_graph_and_a_report(texts, tmp_path):
    done = []
    made = kg.build(texts, tmp_path / "g", date="2020-05-05", progress=lambda n, of: done.append((n, of)))
    assert [d.source for d in sorted(made.documents, key=lambda d: d.source)] == [
        f"{texts}/one.txt",
        f"{texts}/two.txt",
    ]
    assert (made.failures, made.duplicates, made.reused) == ((), (), 0)
    assert done == [(0, 2), (1, 2), (2, 2)]
    graph = kg.open(tmp_path / "g")
    assert graph.report() == made
    assert graph.query("ASK { ?d a dip:Document ; dct:date ?date }") is True
    text = graph.query("SELECT ?t WHERE { ?c nif:isString ?t } ORDER BY ?t")
    assert [row.t for row in text] == sorted([ONE, TWO])


def test_what_was_extracted_is_not_extracted_again(texts, tmp_path, monkeypatch):
    first = kg.build(texts, tmp_path / "g")
    before = nquads(tmp_path / "g")
    (texts / "three.txt").write_text("Chile and Norway signed a treaty in Oslo.")
    second = kg.build(texts, tmp_path / "g")
    assert (first.reused, second.reused, len(second.documents)) == (0, 2, 3)
    (texts / "three.txt").unlink()
    assert kg.build(texts, tmp_path / "g").reused == 2
    assert nquads(tmp_path / "g") == before


def test_the_order_of_the_texts_and_the_number_of_workers_change_nothing(texts, tmp_path):
    for n in range(3):
        (texts / f"more{n}.txt").write_text(f"President Bo Oll met {n + 2} ministers from Chile. {TWO}")
    kg.build(texts, tmp_path / "a")
    kg.build(sorted(map(str, texts.iterdir()), reverse=True), tmp_path / "b", workers=2)
    assert nquads(tmp_path / "a") == nquads(tmp_path / "b")


def test_equal_texts_are_one_document(texts, tmp_path):
    (texts / "copy.txt").write_text(ONE)
    made = kg.build(texts, tmp_path / "g")
    assert len(made.documents) == 2
    assert made.duplicates == ((f"{texts}/one.txt", f"{texts}/copy.txt"),)


def test_a_text_that_cannot_be_read_stops_no_other(texts, tmp_path):
    (texts / "bad.txt").write_bytes(bytes(range(256)))
    made = kg.build([texts, tmp_path / "none"], tmp_path / "g")
    assert len(made.documents) == 2
    assert [(f.source, f.reason) for f in made.failures] == [
        (f"{texts}/bad.txt", "is binary, not text"),
        (f"{tmp_path}/none", "does not exist"),
    ]


def test_a_text_on_which_a_rule_fails_stops_no_other(texts, tmp_path, monkeypatch):
    from kg import extractor

    find = extractor.find_facts

    def failing(parsed, *rest):
        if parsed.document.text == TWO:
            raise ZeroDivisionError("by\nzero")
        return find(parsed, *rest)

    monkeypatch.setattr(extractor, "find_facts", failing)
    made = kg.build(texts, tmp_path / "g")
    assert len(made.documents) == 1
    assert made.failures[0].source == f"{texts}/two.txt"
    assert made.failures[0].reason == "the rules failed on this text, please report it (ZeroDivisionError: by zero)"


def test_a_text_whose_graph_cannot_be_written_stops_no_other(texts, tmp_path, monkeypatch):
    from kg import rdf

    quads = rdf.quads

    def failing(extraction, *rest, **options):
        yield from quads(extraction, *rest, **options)
        if extraction.document.text == TWO:
            raise KeyError("no concept")

    monkeypatch.setattr(rdf, "quads", failing)
    made = kg.build(texts, tmp_path / "g")
    assert [d.source for d in made.documents] == [f"{texts}/one.txt"]
    assert made.failures[0].reason == "its graph cannot be written, please report it (KeyError: 'no concept')"
    assert f"doc/{ids.document_id(TWO)}>".encode() not in nquads(tmp_path / "g")


@pytest.mark.parametrize(
    ("arguments", "error", "reason"),
    [
        ({"inputs": "none"}, ReadError, "none: does not exist"),
        ({"inputs": []}, ReadError, "no texts were given"),
        ({"date": "soon"}, UsageError, "'soon' is not a date"),
        ({"base_iri": "dip"}, UsageError, "'dip' cannot be a base IRI"),
        ({"base_iri": "https://x.example/a b/"}, UsageError, "Invalid IRI"),
        ({"workers": 0}, UsageError, "at least one worker"),
        ({"curation": "none.csv"}, ReferenceDataError, "none.csv: cannot be read"),
        ({"reference": "broken.ttl"}, ReferenceDataError, "broken.ttl"),
    ],
)
def test_what_cannot_be_built_leaves_nothing_and_changes_nothing(
    texts, tmp_path, monkeypatch, arguments, error, reason
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.ttl").write_text("<a> <b> .")
    arguments = {"inputs": texts} | arguments
    with pytest.raises(error, match=reason):
        kg.build(out="g", **arguments)
    assert not (tmp_path / "g").exists()
    kg.build(texts, "g")
    before = nquads("g")
    with pytest.raises(error, match=reason):
        kg.build(out="g", **arguments)
    assert nquads("g") == before


def test_a_second_writer_is_told_at_once(texts, tmp_path):
    from kg import store

    kg.build(texts, tmp_path / "g")
    (texts / "three.txt").write_text("Chile and Norway signed a treaty in Oslo.")
    with store.edit(tmp_path / "g"), pytest.raises(StoreLockedError):
        kg.build(texts, tmp_path / "g")


def test_an_interrupted_build_goes_on_where_it_stopped(texts, tmp_path):
    def interrupt(done, total):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kg.build(texts, tmp_path / "g", progress=interrupt)
    with pytest.raises(StoreError, match="no finished graph yet"):
        kg.open(tmp_path / "g")
    assert kg.build(texts, tmp_path / "g").reused == 1


def test_another_base_moves_every_iri_of_the_graph(texts, tmp_path):
    kg.build(texts, tmp_path / "g", base_iri="https://graph.example/x/")
    assert b"https://w3id.org/dip/doc/" not in nquads(tmp_path / "g")
    graph = kg.open(tmp_path / "g")
    assert graph.query("ASK { <country/CL> a dip:Country }") is True
    assert graph.query("ASK { country:CL a dip:Country }") is True


def test_the_report_is_json(texts, tmp_path):
    told = json.loads(kg.build(texts, tmp_path / "g").as_json())
    assert told["totals"]["documents"] == 2
    assert set(told["run"]) == {"kg_version", "model", "rules", "reference"}
    assert all(told["run"].values())


def more(folder, n):
    for i in range(n):
        (folder / f"more{i}.txt").write_text(f"President Bo Oll met {i + 2} ministers from Chile in Accra. {TWO}")


def test_a_changed_graph_is_the_graph_of_a_fresh_build(texts, tmp_path):
    more(texts, 6)
    kg.build(texts, tmp_path / "g")
    (texts / "new.txt").write_text("Ambassador Carla Ruiz of Chile met Foreign Minister Anna Noll of Norway in Lima.")
    changed = kg.build(texts, tmp_path / "g")
    (texts / "more3.txt").unlink()
    removed = kg.build(texts, tmp_path / "g")
    fresh = kg.build(texts, tmp_path / "fresh")
    assert (changed.reused, removed.reused, fresh.reused) == (8, 8, 0)
    assert nquads(tmp_path / "g") == nquads(tmp_path / "fresh")
    assert removed.documents == fresh.documents


def test_a_text_that_has_moved_is_not_extracted_again_and_has_its_new_source(texts, tmp_path):
    more(texts, 6)
    kg.build(texts, tmp_path / "g")
    (texts / "one.txt").rename(texts / "moved.txt")
    made = kg.build(texts, tmp_path / "g")
    assert made.reused == 8
    assert f"{texts}/moved.txt" in {d.source for d in made.documents}
    kg.build(texts, tmp_path / "fresh")
    assert nquads(tmp_path / "g") == nquads(tmp_path / "fresh")


def test_full_does_everything_again_and_gives_the_same(texts, tmp_path):
    kg.build(texts, tmp_path / "g")
    before = nquads(tmp_path / "g")
    assert kg.build(texts, tmp_path / "g", full=True).reused == 0
    assert nquads(tmp_path / "g") == before


def test_a_build_without_changes_loads_no_language_model(texts, tmp_path):
    import subprocess
    import sys

    kg.build(texts, tmp_path / "g")
    code = f"import kg, sys; kg.build({str(texts)!r}, {str(tmp_path / 'g')!r}); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_near_duplicates_are_linked_and_counted_once(texts, tmp_path):
    body = " ".join(f"Foreign Minister Anna Noll of Norway met envoy number {n} in Geneva." for n in range(9))
    (texts / "a.txt").write_text(f"Ministry of Tides\n\n{body}")
    (texts / "b.txt").write_text(f"Office of the Spokesperson\n\n{body}")
    (texts / "c.txt").write_text(f"Ministry of Tides\n\n{body}")
    made = kg.build(texts, tmp_path / "g")
    assert made.near == ((f"{texts}/b.txt", f"{texts}/a.txt"),)
    assert made.duplicates == ((f"{texts}/c.txt", f"{texts}/a.txt"),)
    assert len(made.documents) == len(made.counted) + 1
    graph = kg.open(tmp_path / "g")
    ask = "SELECT ?from ?to WHERE { ?b dip:nearDuplicateOf ?a . ?b dct:source ?from . ?a dct:source ?to }"
    assert [(row["from"], row["to"]) for row in graph.query(ask)] == [(f"{texts}/b.txt", f"{texts}/a.txt")]
    assert [row.c for row in graph.query("SELECT ?c { ?d dip:alsoReadFrom ?c }")] == [f"{texts}/c.txt"]


def test_a_text_that_takes_too_long_is_skipped_with_the_reason(texts, tmp_path, monkeypatch):
    from kg import extractor

    find = extractor.find_facts

    def slow(parsed, *rest):
        while parsed.document.text == TWO:
            pass
        return find(parsed, *rest)

    monkeypatch.setattr(extractor, "find_facts", slow)
    made = kg.build(texts, tmp_path / "g", seconds=3)
    assert [(f.source, f.reason) for f in made.failures] == [(f"{texts}/two.txt", "took longer than 3 s; skipped")]
    monkeypatch.undo()
    assert kg.build(texts, tmp_path / "g", seconds=3).failures == ()


def test_ctrl_c_lets_the_text_in_hand_end_and_says_what_is_done(texts, tmp_path):
    import os
    import signal

    def press(done, total):
        if done == 1:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt, match="1 of 2 texts are done"):
        kg.build(texts, tmp_path / "g", progress=lambda n, of: press(n, of))
