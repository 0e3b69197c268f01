"""Exports: complete, readable, the same bytes every time, whatever the names."""

from __future__ import annotations

import csv
import io
import random
import unicodedata

import networkx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import store
from kg.errors import StoreError, UsageError
from kg.export import FORMATS, PROJECTIONS, export
from kg.turtle import natural, turtle

ENGINE = {
    "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
BASE = "https://w3id.org/dip/"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LOCALS = st.from_regex(r"[\w\-.~!$&'()*+,;=:@%]{1,20}", fullmatch=True)


def written(reader, form, **options):
    return b"".join(export(reader, form, **options))


def statements(data, form):
    return {
        str(q) if form in ("trig", "nquads", "jsonld") else str(q.triple) for q in ox.parse(data, format=ENGINE[form])
    }


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_whole_graph(small, form):
    reader = store.open(small)
    named = form in ("trig", "nquads", "jsonld")
    assert statements(written(reader, form), form) == {str(q) if named else str(q.triple) for q in reader.quads()}


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_every_format_alike(small, form):
    reader = store.open(small)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=written(reader, form), format=RDFLIB[form])
    assert len(set(dataset.triples((None, None, None)))) == len({str(q.triple) for q in reader.quads()})


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_loading_changes_nothing(small, form, tmp_path):
    reader = store.open(small)
    quads = list(reader.quads())
    random.Random(7).shuffle(quads)
    with store.rebuild(tmp_path / "g", base=BASE) as writer:
        writer.bulk(quads[:40])
        writer.bulk(quads[40:])
    assert written(store.open(tmp_path / "g"), form) == written(reader, form)


def test_turtle_is_grouped_headed_and_in_natural_order(small):
    text = written(store.open(small), "turtle").decode()
    headings = [line for line in text.splitlines() if line.startswith("# ")]
    assert headings == [
        "# Documents", "# Runs", "# Countries", "# Offices", "# People", "# Events", "# Tenures", "# Commitments",
        "# Spans", "# Texts", "# Vocabulary",
    ]  # fmt: skip
    assert text.index("commitment2") < text.index("commitment10")
    assert '\n\ncountry:XR a dip:Country ;\n\trdfs:label "Ruritania"@en ;\n' in text
    assert all(f"@prefix {p}:" in text for p in ("country", "dip", "fact"))
    assert "@prefix owl:" not in text


def test_one_document_can_be_exported_alone(small):
    reader = store.open(small)
    alone = written(reader, "nquads", graphs=["doc:aaaaaaaaaaaa"]).decode()
    assert all(line.endswith(f"<{BASE}doc/aaaaaaaaaaaa> .") for line in alone.splitlines())
    assert alone == written(reader, "nquads", graphs=[f"{BASE}doc/aaaaaaaaaaaa"]).decode()
    with pytest.raises(UsageError, match="there is no graph doc:none here"):
        written(reader, "nquads", graphs=["doc:none"])


def test_an_unknown_format_is_told(small):
    with pytest.raises(UsageError, match="there is no format rtf; choose one of: turtle, trig"):
        written(store.open(small), "rtf")


class InMemory:
    """A graph that was never on disk, as far as exports look at it."""

    base = BASE

    def __init__(self, *quads):
        self.oxigraph = ox.Store()
        self.oxigraph.extend(quads)

    def quads(self):
        return iter(self.oxigraph)


@given(st.lists(st.tuples(LOCALS, TEXTS), min_size=1, max_size=5))
@settings(max_examples=60)
def test_hostile_names_and_texts_survive(parts):
    quads = [
        ox.Quad(
            ox.NamedNode(f"{BASE}person/{name}"),
            ox.NamedNode(f"{BASE}ns#action"),
            literal,
            ox.NamedNode(f"{BASE}doc/1"),
        )
        for name, text in parts
        if iri(f"{BASE}person/{name}")
        for literal in (ox.Literal(text), ox.Literal(text, language="en"))
    ]
    reader = InMemory(*quads)
    for form in FORMATS:
        if form == "rdfxml":
            continue
        read = statements(written(reader, form), form)
        assert read == {str(q) if form in ("trig", "nquads", "jsonld") else str(q.triple) for q in quads}, form


@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.data())
@settings(max_examples=100)
def test_offsets_into_any_text_in_any_normalisation_survive(text, form, data):
    whole = unicodedata.normalize(form, f"{text}.")
    begin = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(begin + 1, len(whole)))
    graph = ox.NamedNode(f"{BASE}doc/1")
    of_text, of_span = (ox.NamedNode(f"{NIF}{name}") for name in ("isString", "anchorOf"))
    reader = InMemory(
        ox.Quad(ox.NamedNode(f"{BASE}text/1"), of_text, ox.Literal(whole), graph),
        ox.Quad(ox.NamedNode(f"{BASE}span/1-{begin}-{end}"), of_span, ox.Literal(whole[begin:end]), graph),
    )
    for out_form in ("nquads", "trig", "jsonld"):
        read = {q.predicate: q.object.value for q in ox.parse(written(reader, out_form), format=ENGINE[out_form])}
        assert read[of_text][begin:end] == read[of_span]


def iri(text):
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def test_rdf_xml_keeps_line_ends_and_refuses_what_xml_cannot_carry():
    s, p, g = ox.NamedNode(f"{BASE}text/1"), ox.NamedNode(f"{BASE}ns#action"), ox.NamedNode(f"{BASE}doc/1")
    kept = InMemory(ox.Quad(s, p, ox.Literal("a\r\nb\tc <&> \u00a0 d"), g))
    (triple,) = rdflib.Graph().parse(data=written(kept, "rdfxml"), format="xml")
    assert str(triple[2]) == "a\r\nb\tc <&> \u00a0 d"
    refused = InMemory(ox.Quad(s, p, ox.Literal("a\fb"), g))
    with pytest.raises(
        StoreError, match=r"RDF/XML cannot carry the character U\+000C in text:1; export another format"
    ):
        written(refused, "rdfxml")


def test_blank_nodes_of_foreign_data_get_the_same_names_every_time():
    p, g = ox.NamedNode(f"{BASE}ns#action"), ox.NamedNode(f"{BASE}graph/reference")

    def some():
        one, two = ox.BlankNode(), ox.BlankNode()
        return ox.Quad(one, p, two, g), ox.Quad(two, p, ox.Literal("x"), g)

    assert len({written(InMemory(*some()), "nquads") for _ in range(3)}) == 1


@given(st.text(max_size=20), st.text(max_size=20))
def test_natural_keys_can_always_be_compared(left, right):
    assert (natural(left) < natural(right)) in (True, False)
    assert natural("fact10") > natural("fact9")


def test_an_empty_graph_is_an_empty_file():
    assert b"".join(turtle([])) == b""


@pytest.mark.parametrize("form", PROJECTIONS)
def test_projections_for_graph_programs_are_complete_and_stable(small, form):
    from kg.network import project

    data = written(store.open(small), form)
    assert data == written(store.open(small), form)
    edges = project(store.open(small)).number_of_edges()
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(data.decode())))) == edges + 1
        assert ",=SUM(1)" not in data.decode()
    else:
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[form]
        assert read(io.BytesIO(data)).number_of_edges() == edges > 0
        assert b"lastmodified" not in data
    with pytest.raises(UsageError, match="shows the whole graph"):
        written(store.open(small), form, graphs=["doc:aaaaaaaaaaaa"])
