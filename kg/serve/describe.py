"""What the server says of itself: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.prefixes import prefixes
from kg.serve.accept import GRAPHS, choose, content_type
from kg.serve.problems import Problem
from kg.serve.site import Site
from kg.store import Reader
from kg.vocab import DCT, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
SPACES = {"sd": SD, "void": VOID, "formats": FORMATS}
ROW_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip


def described(request: Request) -> Response:
    """The service description."""
    site: Site = request.app.state.site
    return negotiated(request, [*_service(site, _root(request)), *dataset(site, _root(request))])


def void(request: Request) -> Response:
    """The description of the data, at /.well-known/void."""
    return negotiated(request, dataset(request.app.state.site, _root(request)))


def negotiated(request: Request, triples: Iterable[ox.Triple]) -> Response:
    """Triples in the format that the client prefers. Raises Problem 406."""
    site: Site = request.app.state.site
    name = choose(request.headers.get("accept", ""), GRAPHS)
    if name is None:
        raise Problem(406, f"this comes as {', '.join(GRAPHS)}")
    spaces = SPACES | prefixes(site.reader.base)
    body = ox.serialize(triples, format=RDF_FORMATS[GRAPHS[name]], prefixes=spaces)
    return Response(body, headers={"Content-Type": content_type(name), "Vary": "Accept"})


def _root(request: Request) -> str:
    return str(request.base_url)


def _service(site: Site, root: str) -> Iterator[ox.Triple]:
    service = ox.NamedNode(f"{root}sparql#service")
    yield ox.Triple(service, RDF.type, ox.NamedNode(f"{SD}Service"))
    yield ox.Triple(service, ox.NamedNode(f"{SD}endpoint"), ox.NamedNode(f"{root}sparql"))
    languages = ("SPARQL11Query", "SPARQL11Update") if site.settings.token else ("SPARQL11Query",)
    for language in languages:
        yield ox.Triple(service, ox.NamedNode(f"{SD}supportedLanguage"), ox.NamedNode(SD + language))
    yield ox.Triple(service, ox.NamedNode(f"{SD}feature"), ox.NamedNode(f"{SD}UnionDefaultGraph"))
    for name in (*ROW_FORMATS, *GRAPH_FORMATS):
        yield ox.Triple(service, ox.NamedNode(f"{SD}resultFormat"), ox.NamedNode(FORMATS + name))
    data, default = ox.NamedNode(f"{root}.well-known/void#dataset"), ox.NamedNode(f"{root}.well-known/void#default")
    yield ox.Triple(service, ox.NamedNode(f"{SD}defaultDataset"), data)
    yield ox.Triple(data, RDF.type, ox.NamedNode(f"{SD}Dataset"))
    yield ox.Triple(data, ox.NamedNode(f"{SD}defaultGraph"), default)
    yield ox.Triple(default, RDF.type, ox.NamedNode(f"{SD}Graph"))
    for graph in site.reader.graphs():
        here = ox.NamedNode(f"{root}data?graph={graph.value}")
        yield ox.Triple(data, ox.NamedNode(f"{SD}namedGraph"), here)
        yield ox.Triple(here, RDF.type, ox.NamedNode(f"{SD}NamedGraph"))
        yield ox.Triple(here, ox.NamedNode(f"{SD}name"), graph)


def dataset(site: Site, root: str) -> Iterator[ox.Triple]:
    """The data in VoID: how much of what, and where."""
    node, state = ox.NamedNode(f"{root}.well-known/void#dataset"), site.state
    yield ox.Triple(node, RDF.type, ox.NamedNode(f"{VOID}Dataset"))
    yield ox.Triple(node, DCT.title, ox.Literal(site.settings.title))
    yield ox.Triple(node, ox.NamedNode(f"{VOID}uriSpace"), ox.Literal(state.reader.base))
    yield ox.Triple(node, ox.NamedNode(f"{VOID}sparqlEndpoint"), ox.NamedNode(f"{root}sparql"))
    yield ox.Triple(node, ox.NamedNode(f"{VOID}dataDump"), ox.NamedNode(f"{root}data?default"))
    for name in GRAPH_FORMATS:
        yield ox.Triple(node, ox.NamedNode(f"{VOID}feature"), ox.NamedNode(FORMATS + name))
    for space in sorted(set(prefixes(state.reader.base).values())):
        if not space.startswith(state.reader.base) or space.endswith(("#", "vocab/")):
            yield ox.Triple(node, ox.NamedNode(f"{VOID}vocabulary"), ox.NamedNode(space))
    for name, value in state.once("statistics", _statistics).items():
        yield ox.Triple(node, ox.NamedNode(VOID + name), ox.Literal(value))
    for n, (term, count) in enumerate(state.once("classes", _classes)):
        part = ox.NamedNode(f"{root}.well-known/void#class{n + 1}")
        yield ox.Triple(node, ox.NamedNode(f"{VOID}classPartition"), part)
        yield ox.Triple(part, ox.NamedNode(f"{VOID}class"), term)
        yield ox.Triple(part, ox.NamedNode(f"{VOID}entities"), ox.Literal(count))


def _statistics(reader: Reader) -> dict[str, int]:
    asked = {
        "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
        "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
        "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
        "documents": "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a dip:Document }",
    }
    return {name: _number(reader, sparql) for name, sparql in asked.items()}


def _number(reader: Reader, sparql: str) -> int:
    results = reader.query(sparql)
    assert isinstance(results, ox.QuerySolutions)
    return int(next(iter(results))["n"].value)


def _classes(reader: Reader) -> list[tuple[ox.NamedNode, int]]:
    results = reader.query("SELECT ?c (COUNT(?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY ?c")
    assert isinstance(results, ox.QuerySolutions)
    return [(row["c"], int(row["n"].value)) for row in results if isinstance(row["c"], ox.NamedNode)]
