"""What holds wherever a graph lies: in a folder, behind the Oxigraph server, behind Virtuoso."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import RDF, URIRef

from kg import query, store
from kg.errors import QueryError, StoreError, StoreLockedError
from kg.query.questions import narrowed
from tests.places import BASE, G1, G2, PLACES, quad, refuses_what_is_broken, values

XSD = "http://www.w3.org/2001/XMLSchema#"
pytestmark = pytest.mark.parametrize("place", PLACES, indirect=True)


def build(place, *quads):
    with store.rebuild(place, base=BASE, kg="1") as writer:
        writer.bulk(quads)


def asked(reader, sparql="SELECT ?n { ?s dip:p ?n }"):
    return sorted(int(row["n"].value) for row in reader.query(sparql))


def typed(text, kind):
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def told_of(literals):
    return [ox.Quad(ox.NamedNode(f"{BASE}fact/{n}"), RDFS_LABEL, literal, G1) for n, literal in enumerate(literals)]


RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def test_what_was_written_is_read(place):
    build(place, quad(1), quad(2, G2), quad(2))
    with store.open(place) as reader:
        assert values(reader) == [1, 2, 2]
        assert values(reader, G2) == [2]
        assert reader.graphs() == (G1, G2)
        assert reader.base == BASE
        assert reader.name == place


def test_queries_see_the_union_and_know_prefixes_and_values(place):
    build(place, quad(1), quad(2, G2), quad(2))
    reader = store.open(place)
    assert asked(reader) == [1, 2]
    assert asked(reader, "SELECT (COUNT(*) AS ?n) { ?s dip:p ?v }") == [2]
    assert bool(reader.query("ASK { <fact/1> ?p ?o }")) is True
    assert bool(reader.query("ASK { <fact/7> ?p ?o }")) is False
    assert (
        len(list(reader.query("SELECT ?g { GRAPH ?g { <fact/2> ?p ?o } FILTER(STRSTARTS(STR(?g), STR(<doc/>))) }")))
        == 2
    )
    assert len(list(reader.query("CONSTRUCT { ?s a dip:Thing } WHERE { ?s dip:p ?n }"))) == 2
    (row,) = reader.query("SELECT ?s ?n { ?s dip:p ?n }", {"s": ox.NamedNode(f"{BASE}fact/2")})
    assert (row["s"].value, row["n"].value) == (f"{BASE}fact/2", "2")
    hostile = ox.Literal('x" } UNION { ?s dip:p ?n } #')
    assert list(reader.query("SELECT ?n { ?s dip:p ?n }", {"n": hostile})) == []


def test_triples_are_matched_by_their_parts(place):
    build(place, quad(1), quad(2, G2))
    reader = store.open(place)
    one = quad(1)
    assert [q.object for q in reader.matching(one.subject, None, None)] == [ox.Literal(1)]
    assert {q.subject.value[-1] for q in reader.matching(None, one.predicate, None)} == {"1", "2"}
    assert len(list(reader.matching(one.subject, one.predicate, one.object))) == 1
    assert list(reader.matching(one.subject, one.predicate, ox.Literal(9))) == []


def test_what_is_malformed_is_told_in_the_same_words(place):
    build(place, quad(1))
    with pytest.raises(QueryError, match="malformed at line 2, column 2"):
        query.run(store.open(place), "SELECT ?n {\n ?s ?p }")
    with pytest.raises(QueryError, match="can be given a value only when it is selected"):
        query.run(store.open(place), "SELECT ?n { ?s ?p ?n }", {"s": "x"})
    with pytest.raises(QueryError, match="this is an update"):
        query.run(store.open(place), "DROP ALL")


def test_a_graph_is_replaced_or_dropped_and_the_union_follows(place):
    build(place, quad(1), quad(2), quad(2, G2), quad(3, G2))
    with store.edit(place) as writer:
        writer.replace(G1, [quad(2), quad(5)])
    assert asked(store.open(place)) == [2, 3, 5]
    with store.edit(place) as writer:
        writer.drop(G2)
        writer.drop(ox.NamedNode(f"{BASE}doc/none"))
    reader = store.open(place)
    assert (asked(reader), reader.graphs()) == ([2, 5], (G1,))
    with store.edit(place) as writer:
        writer.bulk([quad(7), quad(8, G2)])
        assert asked(writer) == [2, 5, 7, 8]
    assert values(store.open(place)) == [2, 5, 7, 8]


def test_a_build_takes_the_place_of_what_was_there(place):
    build(place, quad(1), quad(2, G2))
    build(place, quad(1), quad(3))
    reader = store.open(place)
    assert (asked(reader), values(reader), reader.graphs()) == ([1, 3], [1, 3], (G1,))


def test_nothing_is_seen_before_the_end_and_nothing_of_what_failed(place):
    build(place, quad(1))

    def fail():
        with store.edit(place) as writer:
            writer.replace(G1, [quad(2)])
            assert asked(store.open(place)) == [1]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.edit(place) as writer:
        refuses_what_is_broken(writer)
    assert values(store.open(place)) == [1]


def test_a_first_build_that_fails_leaves_no_graph(place):
    with pytest.raises(ZeroDivisionError), store.rebuild(place, base=BASE):
        raise ZeroDivisionError
    with pytest.raises(StoreError, match=r"there is no graph here|holds no graph of kg"):
        store.open(place)
    build(place, quad(1))
    assert asked(store.open(place)) == [1]


def test_a_second_writer_is_told_and_readers_go_on(place):
    build(place, quad(1))
    with store.edit(place) as writer:
        writer.replace(G1, [quad(5)])
        with pytest.raises(StoreLockedError, match=r"another process .*is writing to this graph"), store.edit(place):
            pass
        with pytest.raises(StoreLockedError), store.rebuild(place, base=BASE):
            pass
        assert asked(store.open(place)) == [1]
    assert asked(store.open(place)) == [5]


def test_further_files_go_along(place):
    content = 'é "quoted" \\ \n' * 2000
    with store.rebuild(place, base=BASE) as writer:
        writer.bulk([quad(1)])
        writer.attach("report.json", content)
    assert store.open(place).attached("report.json") == content
    with pytest.raises(StoreError, match=r"holds no other\.json"):
        store.open(place).attached("other.json")


LITERALS = [
    ox.Literal(""), ox.Literal("a\r\nb\tc \"q\" \\ 'x' \u0001 😀 é"), ox.Literal("x" * 30_000),
    ox.Literal("abc", language="en-gb"), ox.Literal("x", datatype=ox.NamedNode("urn:t")), typed("true", "boolean"),
    typed("0.5", "decimal"), typed("-5", "integer"), typed("2020-05", "gYearMonth"), typed("2020-01-02", "date"),
    typed("2020-01-02T00:00:00Z", "dateTime"),
]  # fmt: skip
ALTERED = [
    typed("abc", "integer"), typed("0", "integer"), typed("P1Y", "duration"), typed("9007199254740993", "integer"),
]  # fmt: skip


def test_values_come_back_as_they_were_sent(place):
    quads = told_of([*LITERALS, *ALTERED])
    with store.rebuild(place, base=BASE) as writer:
        writer.bulk(quads)
    assert set(store.open(place).quads()) == set(quads)
    altered = {str(a.sent.object) for a in getattr(writer, "altered", ())}
    assert altered <= {str(literal) for literal in ALTERED}
    assert store.open(place).oxigraph.contains_named_graph(G1)


def test_more_rows_than_a_server_gives_at_once_are_all_there(place):
    build(place, *(quad(n) for n in range(3500)))
    reader = store.open(place)
    assert asked(reader) == list(range(3500))
    ordered = [int(r["n"].value) for r in reader.query("PREFIX x: <urn:x> SELECT ?n { ?s dip:p ?n } ORDER BY DESC(?n)")]
    assert ordered == list(range(3499, -1, -1))
    assert len(list(reader.query("SELECT ?n { ?s dip:p ?n } LIMIT 1000"))) == 1000
    assert values(reader) == list(range(3500))


def test_blank_nodes_get_names(place):
    with store.rebuild(place, base=BASE) as writer:
        writer.replace(G1, [ox.Quad(ox.BlankNode("b"), RDFS_LABEL, ox.Literal("x"), G1)])
    assert len(list(store.open(place).quads())) == 1


def test_rdflib_sees_the_same_and_cannot_write(place):
    build(place, quad(1), quad(2, G2))
    dataset = store.open(place).rdflib()
    assert sorted(int(row.n) for row in dataset.query("SELECT ?n WHERE { ?s dip:p ?n }")) == [1, 2]
    assert {str(g.identifier) for g in dataset.graphs()} >= {G1.value, G2.value}
    assert [int(o) for o in dataset.graph(G2.value).objects(None, None)] == [2]
    assert sum(1 for _ in dataset.triples((None, None, None))) == 2
    assert len(dataset.graph(URIRef(G1.value))) == 1
    for change in (
        lambda: dataset.add((RDF.type, RDF.type, RDF.type)),
        lambda: dataset.update("INSERT DATA { <a:b> <a:b> 1 }"),
        lambda: dataset.remove((None, None, None)),
    ):
        with pytest.raises(StoreError, match="reading only"):
            change()


def test_values_in_questions_restrict_as_the_engine_has_it(place):
    asked_for = query.read_question(
        "q", "# Q?\n# param who: entity. W.\nSELECT ?n (COUNT(?s) AS ?k) WHERE {\n  ?s dip:p ?n\n}\nGROUP BY ?n"
    )
    build(place, quad(1), quad(2, G2))
    text = narrowed(asked_for, ["n"])
    rows = query.select(store.open(place), text, {"n": 2})
    assert [(r.n, r.k) for r in rows] == [(2, 1)]
