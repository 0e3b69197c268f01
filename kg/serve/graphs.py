"""SPARQL 1.1 Graph Store HTTP Protocol: a whole graph at once. https://www.w3.org/TR/sparql11-http-rdf-update/"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator
from typing import IO, cast

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.export import FORMATS
from kg.prefixes import prefixes
from kg.serve import updates
from kg.serve.accept import GRAPHS, choose, content_type
from kg.serve.describe import RDF_FORMATS
from kg.serve.problems import Problem
from kg.serve.requests import form, graphs
from kg.serve.site import Site
from kg.serve.things import named_node
from kg.store import Reader

PORTIONS = 8  # that wait for a slow client
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")


async def graph_store(request: Request) -> Response:
    """A graph: named by ``?graph=IRI``, by the path below /data/, or ``?default``, which is all of them as one."""
    site: Site = request.app.state.site
    graph = _graph(request, site)
    if request.method not in ("GET", "HEAD"):
        return await updates.change(request, site, graph)
    if graph is not None and not await run_in_threadpool(site.reader.oxigraph.contains_named_graph, graph):
        raise Problem(404, "there is no such graph")
    name = choose(request.headers.get("accept", ""), GRAPHS)
    if name is None:
        raise Problem(406, f"a graph comes as {', '.join(GRAPHS)}")
    headers = {"Content-Type": content_type(name), "Vary": "Accept"}
    if graph is None:
        if request.method == "HEAD":
            return Response(headers=headers)
        return StreamingResponse(_dumped(site.reader, GRAPHS[name], site.settings.stalled), headers=headers)
    return Response(await run_in_threadpool(_written, site.reader, graph, GRAPHS[name]), headers=headers)


def _graph(request: Request, site: Site) -> ox.NamedNode | None:
    """The graph that a request is about, None for the default graph. Raises Problem."""
    if "path" in request.path_params:
        node = named_node(site.reader.base + request.path_params["path"])
        if node is None:
            raise Problem(404, "there is no such graph")
        return node
    fields = form(request.url.query)
    named, default = graphs(fields, "graph"), [v for k, v in fields if k == "default"]
    if len(named) + len(default) != 1:
        raise Problem(400, "say which graph: ?graph=IRI or ?default, one of them, once")
    return ox.NamedNode(named[0]) if named else None


def _written(reader: Reader, graph: ox.NamedNode, form: str) -> bytes:
    return b"".join(FORMATS[form](reader.quads(graph), reader.base))


class Pipe:
    """A file that one thread writes to and another reads from, with a bounded number of portions between them."""

    def __init__(self, stalled: float) -> None:
        self._stalled = stalled  # seconds that reading a portion may take
        self._portions: queue.Queue[bytes] = queue.Queue(PORTIONS)
        self.closed = False  # nobody reads any more

    def write(self, data: bytes) -> int:
        """Take bytes; waits while there are enough. Raises BrokenPipeError when nobody reads."""
        try:
            if self.closed:
                raise BrokenPipeError
            self._portions.put(bytes(data), timeout=self._stalled)
        except queue.Full:
            raise BrokenPipeError from None
        return len(data)

    def flush(self) -> None:
        """Called by the engine; there is nothing to do."""

    def read(self) -> bytes:
        """The next portion; empty at the end."""
        return self._portions.get()

    def end(self) -> None:
        """Nothing more will be written."""
        if not self.closed:
            self._portions.put(b"")


async def _dumped(reader: Reader, form: str, stalled: float) -> AsyncIterator[bytes]:
    """The default graph as the engine writes it, portion by portion; an answer that breaks off raises."""
    pipe, failed = Pipe(stalled), False

    def dump() -> None:
        nonlocal failed
        file, spaces = cast(IO[bytes], pipe), prefixes(reader.base)
        try:
            reader.oxigraph.dump(file, RDF_FORMATS[form], from_graph=ox.DefaultGraph(), prefixes=spaces)
        except (OSError, ValueError, RuntimeError):
            failed = True
        pipe.end()

    threading.Thread(target=dump, daemon=True).start()
    try:
        while portion := await asyncio.to_thread(pipe.read):
            yield portion
    finally:
        pipe.closed = True
    if failed:
        raise Problem(500, "the graph could not be read")
