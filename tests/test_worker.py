"""Queries in a process that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import ids, query, store
from kg.query.process import Task
from kg.query.worker import QueryPool, QueryWorker

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAMES = "SELECT ?name WHERE { ?who a dip:Official ; foaf:name ?name } ORDER BY ?name"
SLACK = 1.5  # seconds; the machine may be busy


@pytest.fixture(scope="module")
def worker(small):
    with QueryWorker(small) as worker:
        yield worker


def rows(worker, sparql, **options):
    return [tuple(row) for row in query.as_python(worker.run(sparql, **options))]


def alive(pid: int) -> bool:
    """Whether a process of this number exists, be it as a zombie."""
    return Path(f"/proc/{pid}").exists()


def pid(worker) -> int:
    return worker._finalizer.peek()[2][0].pid


def test_the_answer_is_that_of_the_reader(worker, small):
    with store.open(small) as reader:
        for sparql in (NAMES, "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o", "ASK { ?x a dip:Country }"):
            got, wanted = query.as_python(worker.run(sparql)), query.as_python(query.run(reader, sparql))
            assert got == wanted or list(got) == list(wanted)
        made = "CONSTRUCT { ?s rdfs:seeAlso ?o } WHERE { ?s rdfs:label ?o }"
        assert set(query.as_python(worker.run(made))) == set(query.as_python(query.run(reader, made)))


def test_values_are_bound(worker):
    given = {"name": ox.Literal('Bo "<b>" Oll')}
    assert rows(worker, "SELECT ?who ?name WHERE { ?who foaf:name ?name }", bindings=given) == [
        (f"{ids.BASE}person/bo-oll-2", 'Bo "<b>" Oll')
    ]


def test_a_limit_cuts(worker):
    assert len(rows(worker, "SELECT * WHERE { ?s ?p ?o }", limit=3)) == 3
    assert len(query.as_python(worker.run("CONSTRUCT WHERE { ?s ?p ?o }", limit=3))) == 3
    for limit, cut in ((1, True), (2, False), (None, False)):
        stream = worker.stream(Task(sparql=NAMES, limit=limit))
        assert b"".join(stream)
        assert stream.cut is cut


def test_graphs_can_be_chosen(worker):
    here = f"{ids.BASE}graph/reference"
    for task, count in (
        (Task(sparql="SELECT ?c WHERE { ?c a dip:Country }", default_graphs=(here,)), 2),
        (Task(sparql=NAMES, default_graphs=(here,)), 0),
        (Task(sparql="SELECT ?g WHERE { GRAPH ?g {} }", named_graphs=(here,)), 1),
        (Task(sparql="SELECT ?g WHERE { GRAPH ?g {} }", default_graphs=(here,)), 0),
        (Task(sparql="SELECT ?c WHERE { ?c a dip:Country }", named_graphs=(here,)), 0),
        (Task(sparql=f"SELECT ?c FROM <{here}> WHERE {{ ?c a dip:Country }}"), 2),
        (Task(sparql="SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }"), 0),
    ):
        assert b"".join(worker.stream(task)).count(b'"type"') == count, task


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("SELECT ?x WHERE { ?x nonsense }", "malformed at line 1, column 19"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "this is an update"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE " + "{" * 200 + "}" * 200, "nested"),
        ("", "empty"),
    ],
)
def test_errors_are_those_of_the_reader(worker, sparql, said):
    with pytest.raises(kg.QueryError, match=said):
        worker.run(sparql)
    assert rows(worker, NAMES)


def test_a_graph_is_written_as_the_command_writes_it(worker, small):
    asked = "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x a dip:Country ; rdfs:label ?l }"
    with store.open(small) as reader:
        for form in ("turtle", "jsonld", "rdfxml"):
            wanted = b"".join(query.written(query.run(reader, asked), form, base=reader.base))
            assert b"".join(worker.stream(Task(sparql=asked, graph=form))) == wanted
    with pytest.raises(kg.StoreError, match="cannot carry the character"):
        list(worker.stream(Task(sparql='CONSTRUCT { <x:a> rdfs:label "a\\u0001b" } WHERE {}', graph="rdfxml")))


def test_a_slow_query_is_killed_at_its_limit(small):
    with QueryWorker(small) as worker:
        first = pid(worker)
        started = time.monotonic()
        with pytest.raises(kg.QueryTimeoutError, match=r"longer than 0\.5 s"):
            worker.run(SLOW, timeout=0.5)
        assert 0.5 <= time.monotonic() - started < 0.5 + SLACK
        assert not alive(first)
        assert len(rows(worker, NAMES, timeout=20)) == 2
        second = pid(worker)
    assert not alive(second)


def test_a_slow_answer_is_killed_while_it_is_read(small):
    with QueryWorker(small) as worker:
        endless = "SELECT ?a WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STRLEN(STR(?a)) > 3) }"
        found = iter(worker.run(endless, timeout=1))
        assert next(found)["a"]
        with pytest.raises(kg.QueryTimeoutError):
            for _ in found:
                pass
        assert len(rows(worker, NAMES)) == 2


def test_an_answer_that_is_not_read_does_not_hold_up_the_next(small):
    with QueryWorker(small) as worker:
        next(iter(worker.run("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")))
        assert len(rows(worker, NAMES)) == 2


def test_a_slow_query_does_not_hold_up_others(small):
    with QueryPool(small, 2) as pool:
        seen: list[BaseException] = []

        def slow():
            with pool.worker() as worker:
                try:
                    worker.run(SLOW, timeout=2)
                except kg.QueryTimeoutError as error:
                    seen.append(error)

        thread = threading.Thread(target=slow)
        thread.start()
        time.sleep(0.1)
        for _ in range(20):
            with pool.worker(wait=1) as worker:
                assert len(rows(worker, NAMES, timeout=5)) == 2
        assert thread.is_alive()
        thread.join()
        assert len(seen) == 1


def test_a_full_pool_says_so(small):
    full = pytest.raises(kg.QueryBusyError, match="as may run at once")
    with QueryPool(small, 1) as pool, pool.worker(), full, pool.worker(wait=0.05):
        pass


def test_a_pool_follows_a_new_build(tmp_path):
    def build(*names: str) -> None:
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        with store.rebuild(tmp_path / "g", base=ids.BASE) as writer:
            graph = ox.NamedNode(f"{ids.BASE}graph/one")
            writer.bulk(ox.Quad(ox.NamedNode(ids.BASE + n), label, ox.Literal(n), graph) for n in names)

    build("a")
    ask = "SELECT ?label WHERE { ?x rdfs:label ?label }"
    with QueryPool(tmp_path / "g", 2) as pool:
        with pool.worker() as worker:
            assert len(rows(worker, ask)) == 1
        build("a", "b")
        with pool.worker() as worker:
            assert len(rows(worker, ask)) == 2


def test_memory_is_bounded(small):
    with QueryWorker(small, memory=300 << 20) as worker:
        hungry = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g ?j"
        with pytest.raises(kg.QueryError, match="want of memory"):
            worker.run(hungry, timeout=60)
        assert len(rows(worker, NAMES)) == 2


def test_a_process_that_was_ended_from_outside_is_replaced(small):
    with QueryWorker(small) as worker:
        os.kill(pid(worker), 9)
        time.sleep(0.2)
        assert len(rows(worker, NAMES)) == 2


def test_no_graph_is_an_error_of_one_line(tmp_path):
    with pytest.raises(kg.StoreError, match="there is no graph here"):
        QueryWorker(tmp_path / "none")
    with pytest.raises(kg.StoreError, match="there is no graph here"):
        QueryPool(tmp_path / "none")


def test_it_ends_with_its_parent(small):
    code = (
        "import os, sys; from kg.query.worker import QueryWorker; w = QueryWorker(sys.argv[1]);"
        "print(w._finalizer.peek()[2][0].pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(small)], stdout=subprocess.PIPE, text=True, check=False)
    for _ in range(50):
        if not alive(int(done.stdout)):
            return
        time.sleep(0.1)
    raise AssertionError("the worker lives on")


def test_a_warm_worker_costs_little(worker):
    rows(worker, NAMES)
    times = []
    for _ in range(50):
        started = time.perf_counter()
        rows(worker, NAMES)
        times.append(time.perf_counter() - started)
    assert sorted(times)[10] < 0.02
