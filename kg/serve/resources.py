"""Linked data: a thing at its path, as a page, Turtle, JSON-LD, N-Triples or RDF/XML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import vocab
from kg.export import FORMATS
from kg.serve import pages
from kg.serve.accept import GRAPHS, PAGE, TYPES, choose, content_type, named
from kg.serve.links import iri_of
from kg.serve.problems import Problem
from kg.serve.site import Site
from kg.serve.things import exists, named_node
from kg.store import Reader
from kg.vocab import DIP, RDF

INCOMING = 1_000  # triples that point at a thing
OFFERED = {**PAGE, **GRAPHS}


def resource(request: Request) -> Response:
    """A thing of the graph. Raises Problem 404, 406."""
    site: Site = request.app.state.site
    reader = site.reader
    node = named_node(iri_of(request.path_params["path"], reader.base))
    if node is None or not exists(reader, node):
        raise Problem(404, "the graph says nothing of this")
    name = wanted(request)
    links = ", ".join(f'<?format={form}>; rel="alternate"; type="{kind}"' for kind, form in TYPES.items())
    headers = {"Vary": "Accept", "Link": links}
    if name in PAGE:
        return pages.thing(request, node, headers)
    portions = FORMATS[GRAPHS[name]](description(reader, node), reader.base)
    return Response(b"".join(portions), headers=headers | {"Content-Type": content_type(name)})


def wanted(request: Request) -> str:
    """The media type to answer with: that of ``?format=``, else what the client prefers. Raises Problem 406."""
    form = request.query_params.get("format", "")
    name = named(form, TYPES) or choose(request.headers.get("accept", ""), OFFERED)
    if name is None:
        raise Problem(406, f"this comes as {', '.join(OFFERED)}")
    return name


def description(reader: Reader, node: ox.NamedNode) -> Iterator[ox.Quad]:
    """What the graph says of a thing: the triples that begin at it, and the first of those that lead to it."""
    seen: set[ox.Triple] = set()
    pointing = (q for q in reader.matching(None, None, node) if q.predicate not in (DIP.mentionedIn, RDF.type))
    for quad in (*reader.matching(node, None, None), *islice(pointing, INCOMING)):
        if quad.triple not in seen:
            seen.add(quad.triple)
            yield quad


def ontology(request: Request) -> Response:
    """The ontology, at the path of its namespace."""
    if choose(request.headers.get("accept", ""), OFFERED) in PAGE and "format" not in request.query_params:
        return pages.ontology(request)
    return Response(vocab.ontology("dip.ttl"), headers={"Content-Type": "text/turtle; charset=utf-8", "Vary": "Accept"})
