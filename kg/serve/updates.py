"""Changes through the server: only where it was started to be written to, and only with the token.

A change makes a new state of the graph, all or nothing; whoever reads meanwhile goes on with the old one.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg import store
from kg.errors import QueryError, StoreError, StoreLockedError
from kg.prefixes import prefixes
from kg.query.syntax import refuse_update
from kg.serve.accept import TYPES
from kg.serve.describe import RDF_FORMATS
from kg.serve.problems import Problem, problem
from kg.serve.requests import Operation, body
from kg.serve.site import Site
from kg.serve.using import using
from kg.store import Writer

LARGEST = 64 << 20  # bytes of a graph that is sent
UNION = """
DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } ;
INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }
"""
ADDED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
TAKEN = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"


def allowed(request: Request, site: Site) -> None:
    """Raise Problem 403 on a server that is read only, 401 without its token."""
    if not site.settings.token:
        raise Problem(403, "this server is read only; kg serve --writable starts one that is not")
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), site.settings.token.encode()):
        raise Problem(
            401, "show the token that kg serve printed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
        )


async def update(request: Request, site: Site, asked: Operation) -> Response:
    """A SPARQL update. Raises Problem."""
    allowed(request, site)
    try:
        refuse_update(asked.text)
    except QueryError as error:
        raise problem(error) from error
    text = asked.text
    if asked.default_graphs or asked.named_graphs:
        text = using(text, asked.default_graphs, asked.named_graphs)
    await run_in_threadpool(_edit, site, lambda writer: _update(site, writer, text))
    return Response(status_code=204)


async def change(request: Request, site: Site, graph: ox.NamedNode | None) -> Response:
    """PUT, POST or DELETE a graph. Raises Problem."""
    allowed(request, site)
    if graph is None:
        raise Problem(400, "the default graph is the union of the others; name the graph to change")
    before = site.reader.oxigraph.contains_named_graph(graph)
    if request.method == "DELETE":
        if not before:
            raise Problem(404, "there is no such graph")
        await run_in_threadpool(_edit, site, lambda writer: writer.drop(graph))
        return Response(status_code=204)
    quads = await _sent(request, graph)
    if request.method == "POST":
        quads = [*site.reader.quads(graph), *quads]
    await run_in_threadpool(_edit, site, lambda writer: writer.replace(graph, quads))
    return Response(status_code=204 if before else 201)


async def _sent(request: Request, graph: ox.NamedNode) -> list[ox.Quad]:
    """The triples of a request, as quads of a graph. Raises Problem."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in TYPES:
        raise Problem(415, f"send a graph as {', '.join(TYPES)}")
    sent = await body(request, LARGEST)
    try:
        read = list(ox.parse(sent, format=RDF_FORMATS[TYPES[kind]], base_iri=graph.value))
    except (SyntaxError, ValueError) as error:
        raise Problem(400, f"the graph is malformed: {' '.join(str(error).split())[:300]}") from None
    return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in read]


def _edit(site: Site, work: Callable[[Writer], None]) -> None:
    try:
        with store.edit(site.path) as writer:
            work(writer)
    except StoreLockedError as error:
        raise Problem(409, str(error)) from error
    except StoreError as error:
        raise problem(error) from error


def _update(site: Site, writer: Writer, sparql: str) -> None:
    """Change the named graphs, then make the default graph their union again."""
    try:
        writer.oxigraph.update(sparql, base_iri=writer.base, prefixes=prefixes(writer.base))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise Problem(400, f"the update failed: {' '.join(str(error).split())[:300]}") from None
    if _unnamed(site, writer):
        raise Problem(400, "say which graph: INSERT DATA { GRAPH <…> { … } }; the default graph is the union of all")
    writer.oxigraph.update(UNION)


def _unnamed(site: Site, writer: Writer) -> bool:
    """Whether an update changed the default graph: what it has and no graph has is new, or what it lacks was there."""
    for sparql, known in ((ADDED, True), (TAKEN, False)):
        changed = writer.oxigraph.query(sparql)
        assert isinstance(changed, ox.QuerySolutions)
        triples = (ox.Quad(row["s"], row["p"], row["o"]) for row in changed)
        if any((triple in site.reader.oxigraph) is not known for triple in triples):
            return True
    return False
