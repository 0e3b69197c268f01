"""Two clients that know nothing of us ask every question, and get what the Python interface gives."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

import pyoxigraph as ox
import pytest

import kg
from kg import ids, query, store
from kg.query import questions
from tests.served import server

SELECTS = sorted(name for name, q in questions().items() if "SELECT" in q.sparql and "CONSTRUCT {" not in q.sparql)
CONSTRUCTS = sorted(set(questions()) - set(SELECTS))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "g"
    with store.rebuild(path, base=ids.BASE) as writer:
        writer.bulk(ox.parse(path="tests/golden/sample.nq"))
    return path


@pytest.fixture(scope="module")
def graph(sample):
    with kg.open(sample) as found:
        yield found


@pytest.fixture(scope="module")
def url(sample):
    with server(sample) as (found, _):
        yield found


def ours(graph, name: str) -> Counter:
    found = graph.query(questions()[name].sparql)
    return Counter(tuple(row) for row in found) if isinstance(found, kg.Solutions) else Counter(found)


def term(node) -> ox.NamedNode | ox.Literal | None:
    """A term of rdflib as one of Oxigraph."""
    if node is None:
        return None
    if not hasattr(node, "datatype"):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))


def test_there_are_as_many_questions_as_we_say():
    assert len(SELECTS) + len(CONSTRUCTS) == 27


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_sparqlwrapper(url, graph, method, form):
    from SPARQLWrapper import SPARQLWrapper

    client = SPARQLWrapper(f"{url}/sparql", returnFormat=form)
    client.setMethod(method)
    for name in SELECTS:
        client.setQuery(questions()[name].sparql)
        with client.query().response as response:
            read = ox.parse_query_results(
                response.read(), ox.QueryResultsFormat.from_extension("srj" if form == "json" else "srx")
            )
        assert Counter(tuple(row) for row in query.as_python(read)) == ours(graph, name), name


def test_sparqlwrapper_constructs(url, graph):
    from SPARQLWrapper import N3, SPARQLWrapper

    client = SPARQLWrapper(f"{url}/sparql", returnFormat=N3)
    for name in CONSTRUCTS:
        client.setQuery(questions()[name].sparql)
        with client.query().response as response:
            found = {q.triple for q in ox.parse(response.read(), format=ox.RdfFormat.TURTLE)}
        assert found == set(ours(graph, name))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib(url, graph, form):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    client = SPARQLStore(f"{url}/sparql", returnFormat=form)
    for name in SELECTS:
        rows = [
            tuple(query.values.to_python(term(node)) for node in row) for row in client.query(questions()[name].sparql)
        ]
        assert Counter(rows) == ours(graph, name), name


def test_rdflib_constructs_and_walks(url, graph):
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    client = SPARQLStore(f"{url}/sparql")
    for name in CONSTRUCTS:
        found = {ox.Triple(*map(term, triple)) for triple in client.query(questions()[name].sparql).graph}
        assert found == set(ours(graph, name))
    mexico = URIRef(f"{ids.BASE}country/MX")
    assert {str(o) for _, _, o in Graph(client).triples((mexico, URIRef(f"{ids.ONTOLOGY}isoAlpha2"), None))} == {"MX"}


def test_every_question_by_name(url, graph):
    import httpx2

    for name in SELECTS:
        read = ox.parse_query_results(httpx2.get(f"{url}/questions/{name}").content, ox.QueryResultsFormat.JSON)
        assert Counter(tuple(row) for row in query.as_python(read)) == Counter(map(tuple, graph.ask(name))), name
    found = httpx2.get(f"{url}/questions/cq03?country={quote('United States')}").content
    read = query.as_python(ox.parse_query_results(found, ox.QueryResultsFormat.JSON))
    assert list(read) == list(graph.ask("cq03", country="US"))
