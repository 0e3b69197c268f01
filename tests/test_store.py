"""The graph folder: what is one, who may write, all or nothing, readers beside a writer."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF

from kg import store
from kg.errors import QueryError, StoreError, StoreLockedError
from tests.places import BASE, G1, G2, quad, refuses_what_is_broken, values


def build(path, *quads):
    with store.rebuild(path, base=BASE) as writer:
        writer.bulk(quads)


def edit_and_fail(path):
    with store.edit(path) as writer:
        writer.replace(G1, [quad(2)])
        raise ZeroDivisionError


def alter(file, old, new):
    file.write_text(file.read_text().replace(old, new))


def test_what_was_written_is_read(tmp_path):
    build(tmp_path / "g", quad(1), quad(2, G2))
    with store.open(tmp_path / "g") as reader:
        assert values(reader) == [1, 2]
        assert values(reader, G2) == [2]
        assert reader.graphs() == (G1, G2)
        assert reader.base == BASE


def test_every_query_sees_the_union_of_all_graphs_and_knows_the_prefixes(tmp_path):
    build(tmp_path / "g", quad(1), quad(2, G2))
    reader = store.open(tmp_path / "g")
    assert sorted(int(row["n"].value) for row in reader.query("SELECT ?n { ?s dip:p ?n }")) == [1, 2]
    (row,) = reader.query("SELECT ?s ?n { ?s dip:p ?n }", {"s": ox.NamedNode(f"{BASE}fact/2")})
    assert row["n"].value == "2"
    assert bool(reader.query("ASK { <fact/1> ?p ?o }"))


@pytest.mark.parametrize("sparql", ["SELECT", "INSERT DATA { <a:b> <a:b> 1 }", "SELECT ?s { ?s ?p ?missing }"])
def test_a_query_that_fails_is_one_error_of_ours(tmp_path, sparql):
    build(tmp_path / "g", quad(1))
    with pytest.raises(QueryError):
        store.open(tmp_path / "g").query(sparql, {"missing": ox.Literal(1)})


def test_a_reader_cannot_write(tmp_path):
    build(tmp_path / "g", quad(1))
    reader = store.open(tmp_path / "g")
    with pytest.raises(RuntimeError):
        reader.oxigraph.add(quad(2))
    dataset = reader.rdflib()
    for change in (
        lambda: dataset.update("INSERT DATA { <a:b> <a:b> 1 }"),
        lambda: dataset.add((RDF.type, RDF.type, RDF.type)),
        lambda: dataset.remove((None, None, None)),
        lambda: dataset.remove_graph(G1.value),
    ):
        with pytest.raises(StoreError, match="reading only"):
            change()
    assert values(reader) == [1]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda p: None, "there is no graph here; make one with: kg build TEXTS -o "),
        (lambda p: p.mkdir(), "is not a graph (no kg-graph.json in it)"),
        (lambda p: p.write_text("x"), "is a file, not a graph folder"),
        (lambda p: (p.mkdir(), (p / "kg-graph.json").write_text("{")), "is not a graph: its kg-graph.json is damaged"),
        (lambda p: (p.mkdir(), (p / "kg-graph.json").write_text("[]")), "is not a graph: its kg-graph.json is damaged"),
        (lambda p: (build(p, quad(1)), alter(p / "kg-graph.json", '"layout": 2', '"layout": 9')), "by another version"),
        (lambda p: (build(p, quad(1)), (p / "snapshot-1").rename(p / "away")), "its snapshot snapshot-1 is missing"),
        (lambda p: (build(p, quad(1)), (p / "snapshot-1" / "store" / "CURRENT").write_text("x")), "files are damaged"),
    ],
)  # fmt: skip
def test_a_store_that_is_not_one_is_told(tmp_path, make, reason):
    make(tmp_path / "g")
    with pytest.raises(StoreError) as caught:
        store.open(tmp_path / "g")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_with_other_things_is_not_written_to(tmp_path):
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(StoreError, match="is not a graph"):
        build(tmp_path, quad(1))
    assert os.listdir(tmp_path) == ["precious.txt"]
    with pytest.raises(StoreError, match="is a file"):
        build(tmp_path / "precious.txt", quad(1))


def test_a_second_writer_is_told_and_readers_go_on(tmp_path):
    build(tmp_path / "g", quad(1))
    with store.edit(tmp_path / "g") as writer:
        writer.replace(G1, [quad(5)])
        with pytest.raises(StoreLockedError, match="another process is writing"), store.edit(tmp_path / "g"):
            pass
        with pytest.raises(StoreLockedError), store.rebuild(tmp_path / "g", base=BASE):
            pass
        assert values(store.open(tmp_path / "g")) == [1]
    assert values(store.open(tmp_path / "g")) == [5]


def test_an_open_reader_keeps_its_state_while_others_build(tmp_path):
    build(tmp_path / "g", quad(1))
    old = store.open(tmp_path / "g")
    for n in (2, 3, 4):
        build(tmp_path / "g", quad(n))
    assert values(old) == [1]
    assert values(store.open(tmp_path / "g")) == [4]
    assert sorted(p.name for p in (tmp_path / "g").glob("snapshot-*")) == ["snapshot-1", "snapshot-4"]
    old.close()
    build(tmp_path / "g", quad(5))
    assert [p.name for p in (tmp_path / "g").glob("snapshot-*")] == ["snapshot-5"]


def test_replace_and_drop_are_all_or_nothing(tmp_path):
    build(tmp_path / "g", quad(1), quad(2, G2))

    with store.edit(tmp_path / "g") as writer:
        refuses_what_is_broken(writer)
        writer.drop(G2)
        writer.drop(ox.NamedNode(f"{BASE}doc/none"))
        assert [int(r["n"].value) for r in writer.query("SELECT ?n { ?s dip:p ?n }")] == [1]
    assert values(store.open(tmp_path / "g")) == [1]


def test_a_full_disk_is_told_and_changes_nothing(tmp_path, monkeypatch):
    build(tmp_path / "g", quad(1))

    def full(folder, manifest):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.folder, "write_manifest", full)
    with pytest.raises(StoreError, match=r"g: cannot be written \(No space left on device\)"):
        build(tmp_path / "g", quad(2))
    monkeypatch.undo()
    assert values(store.open(tmp_path / "g")) == [1]
    build(tmp_path / "g", quad(3))
    assert values(store.open(tmp_path / "g")) == [3]


def test_an_edit_that_fails_changes_nothing(tmp_path):
    build(tmp_path / "g", quad(1))
    with pytest.raises(ZeroDivisionError):
        edit_and_fail(tmp_path / "g")
    assert values(store.open(tmp_path / "g")) == [1]
    assert sorted(os.listdir(tmp_path / "g")) == ["kg-graph.json", "lock", "snapshot-1"]


def test_a_first_build_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), store.rebuild(tmp_path / "g", base=BASE):
        raise ZeroDivisionError
    assert not (tmp_path / "g").exists()


def test_a_first_build_that_is_interrupted_can_be_taken_up(tmp_path):
    with pytest.raises(KeyboardInterrupt), store.rebuild(tmp_path / "g", base=BASE):
        raise KeyboardInterrupt
    with pytest.raises(StoreError, match="holds no finished graph yet"):
        store.open(tmp_path / "g")
    build(tmp_path / "g", quad(1))
    assert values(store.open(tmp_path / "g")) == [1]


def _write_for_ever(path):
    n = 10
    while True:
        with store.edit(path) as writer:
            writer.replace(G1, [quad(n + i) for i in range(3)])
            writer.replace(G2, [quad(n + i, G2) for i in range(3)])
        n += 10


def test_killed_at_any_moment_every_graph_is_old_or_new(tmp_path):
    path = tmp_path / "g"
    build(path, *(quad(i, g) for i in range(3) for g in (G1, G2)))
    for pause in (0.0, 0.05, 0.11, 0.17, 0.23):
        process = multiprocessing.get_context("fork").Process(target=_write_for_ever, args=(path,))
        process.start()
        time.sleep(0.15 + pause)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        with store.open(path) as reader:
            first, second = values(reader, G1), values(reader, G2)
            assert first == second
            assert len(first) == 3
    with store.edit(path) as writer:
        writer.drop(G2)
    assert values(store.open(path), G2) == []


def test_rdflib_sees_the_same_store(tmp_path):
    build(tmp_path / "g", quad(1), quad(2, G2))
    dataset = store.open(tmp_path / "g").rdflib()
    assert sorted(int(row.n) for row in dataset.query("SELECT ?n WHERE { ?s dip:p ?n }")) == [1, 2]
    assert {str(g.identifier) for g in dataset.graphs()} >= {G1.value, G2.value}
    assert len(list(dataset.graph(G2.value))) == 1
    assert len(list(dataset.triples((None, None, None)))) == 2
    assert {str(c) for *_, c in dataset.quads((None, None, None, None)) if c} >= {G1.value, G2.value}


def shared(n, *graphs):
    return [quad(n, g) for g in graphs]


def count(reader):
    (row,) = reader.query("SELECT (COUNT(*) AS ?n) { ?s dip:p ?v }")
    return int(row["n"].value)


def test_a_triple_of_many_graphs_is_one_triple_to_a_query(tmp_path):
    build(tmp_path / "g", *shared(1, G1, G2), quad(2, G2))
    reader = store.open(tmp_path / "g")
    assert count(reader) == 2
    assert len(list(reader.matching(None, None, ox.Literal(1)))) == 1
    assert len(list(reader.query("SELECT ?g { GRAPH ?g { <fact/1> ?p ?o } }"))) == 2
    assert len(list(reader.quads())) == 3
    assert len(list(reader.rdflib().query("SELECT ?s WHERE { ?s ?p ?o }"))) == 2


@given(st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 4))), max_size=6))
@settings(max_examples=40)
def test_the_default_graph_is_always_the_union_of_the_others(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("union") / "g"
    with store.rebuild(path, base=BASE) as writer:
        expected = {G1: set(), G2: set()}
        for first, numbers in steps:
            graph = G1 if first else G2
            expected[graph] = numbers
            writer.replace(graph, [quad(n, graph) for n in numbers]) if numbers else writer.drop(graph)
            found = writer.query("SELECT ?v { ?s ?p ?v }")
            assert sorted(int(row["v"].value) for row in found) == sorted(expected[G1] | expected[G2])
    assert values(store.open(path)) == sorted([*expected[G1], *expected[G2]])


def test_many_quads_are_loaded_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.loading.TEXT", 50_000)
    blank, p = ox.BlankNode("b"), ox.NamedNode(f"{BASE}ns#p")
    with_blank = [ox.Quad(blank, p, ox.Literal(n), graph) for n in (5000, 6000) for graph in (G1, G2)]
    odd = [ox.Quad(G1, p, ox.Literal(text), G2) for text in ('a _: "b" <x> .\n', "\r\t\\", "\U0001f54a", "")]
    quads = [*map(quad, range(3000)), *with_blank, *(quad(n, G2) for n in range(3000)), *odd]
    build(tmp_path / "g", *quads)
    with store.open(tmp_path / "g") as reader:
        assert set(reader.quads()) == set(quads)
        assert {q.triple for q in reader.matching(None, None, None)} == {q.triple for q in quads}


def test_a_source_that_breaks_after_some_batches_leaves_the_graph_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.loading.TEXT", 50_000)
    build(tmp_path / "g", quad(1))

    def failing():
        yield from map(quad, range(3000))
        raise OSError("the source broke")

    def edit():
        with store.edit(tmp_path / "g") as writer:
            with pytest.raises(OSError, match="broke"):
                writer.bulk(failing())
            writer.replace(G2, [quad(2, G2)])

    with pytest.raises(StoreError, match="could not be written in full"):
        edit()
    assert values(store.open(tmp_path / "g")) == [1]
