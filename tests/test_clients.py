"""The sample's graph behind servers: the named questions get the answers of the folder, whoever asks them."""

from __future__ import annotations

import shutil

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper

import kg
from kg import query, store
from kg.query.questions import bindings, narrowed
from kg.store.sparql import bound
from tests import places, servers
from tests.conftest import SAMPLE

GIVEN = {"country": "MX", "person": "Kirstjen Nielsen", "date": "2018-10-11", "number": "1", "concept": "strength-will"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, sample_graph):
    return shutil.copytree(sample_graph, tmp_path_factory.mktemp("sample") / "g")


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def url(request, folder, tmp_path_factory, users):
    """An endpoint with the sample's graph, from the command that users give."""
    if request.param == "virtuoso":
        found = request.getfixturevalue("virtuoso")
        places.empty(found)
        kg.build(SAMPLE, folder, endpoint=found)
        yield found
        return
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        kg.build(SAMPLE, folder, endpoint=server.url)
        yield server.url


def rows(results):
    """The answer as sorted lines; SPARQL leaves open in which order GROUP_CONCAT takes its values."""
    if isinstance(results, ox.QueryTriples):
        return sorted(map(str, results))
    names = [v.value for v in results.variables]
    return sorted(str([apart(name, row[name]) for name in names]) for row in results)


def apart(name, term):
    return sorted(term.value.split(", ")) if name == "by" else str(term)


@pytest.mark.parametrize("name", query.questions())
def test_an_endpoint_answers_as_the_folder_does(url, folder, name):
    here, there = store.open(folder), store.open(url)
    asked = query.question(name)
    assert rows(query.run(there, asked.sparql)) == rows(query.run(here, asked.sparql)) != []
    for parameter in asked.parameters:
        if parameter.kind in GIVEN:
            given = bindings(here, asked, {parameter.name: GIVEN[parameter.kind]})
            text = narrowed(asked, given)
            assert rows(query.run(there, text, given)) == rows(query.run(here, text, given))
            assert rows(query.run(here, bound(text, given))) == rows(query.run(here, text, given))


@pytest.mark.parametrize("name", query.questions())
def test_independent_clients_get_the_same_answers(url, folder, name):
    asked = query.question(name).sparql
    expected = rows(query.run(store.open(folder), asked))
    union = store.open(url).manifest.union
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST)
    wrapper.setQuery(asked)
    if union:
        wrapper.addDefaultGraph(union)
    constructs = name == "cq27"
    wrapper.setReturnFormat(N3 if constructs else JSON)
    options = {"params": {"default-graph-uri": union}} if union else {}
    store_of_rdflib = SPARQLStore(url, method="POST_FORM", returnFormat="xml" if constructs else "json", **options)
    rdflib = Graph(store_of_rdflib)
    if constructs:
        from_wrapper = Graph().parse(data=wrapper.query().convert(), format="turtle")
        assert len(from_wrapper) == len(rdflib.query(asked).graph) == len(expected)
        return
    told = wrapper.query().convert()
    names = told["head"]["vars"]
    found = told["results"]["bindings"]
    plain = sorted(str([cell(name, row.get(name, {}).get("value")) for name in names]) for row in found)
    from_rdflib = sorted(str([cell(str(v), row[v]) for v in row.labels]) for row in rdflib.query(asked))
    here = query.run(store.open(folder), asked)
    values = sorted(str([cell(n, getattr(row[n], "value", None)) for n in names]) for row in here)
    assert plain == values
    assert from_rdflib == values


def cell(name, value):
    return None if value is None else sorted(str(value).split(", ")) if name == "by" else str(value)


def test_the_report_and_the_export_come_from_the_endpoint_too(url, folder):
    here, there = kg.open(folder), kg.open(url)
    assert there.report().facts == here.report().facts
    assert b"".join(kg.export.export(there.store, "nquads")) == b"".join(kg.export.export(here.store, "nquads"))
    assert there.networkx().number_of_edges() == here.networkx().number_of_edges()
    assert there.entity("MX").label == here.entity("MX").label


def test_a_build_that_changes_nothing_sends_nothing(url, folder, monkeypatch):
    from kg.store import publication

    monkeypatch.setattr(publication.Publication, "_replace", None)
    assert kg.build(SAMPLE, folder, endpoint=url).altered == ()
