"""The query endpoint of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.query import questions
from kg.query.process import Task
from kg.query.worker import QueryWorker, Stream, busy
from kg.serve import updates
from kg.serve.accept import GRAPHS, PAGE, ROWS, choose, content_type, named
from kg.serve.describe import described
from kg.serve.pages import query_page
from kg.serve.problems import Problem, problem
from kg.serve.requests import form, operation
from kg.serve.site import Site
from kg.serve.streaming import FIRST, Streamed, gone


@dataclass(frozen=True, slots=True)
class Formats:
    """Media types that suit a client: for rows and truths, and for graphs; None where it wants none of ours."""

    rows: str | None
    graph: str | None


async def sparql(request: Request) -> Response:
    """A query or an update; without either, the description of the service, or for browsers the query page."""
    site: Site = request.app.state.site
    asked = await operation(request, site.settings.body)
    if asked.kind == "update":
        return await updates.update(request, site, asked)
    if asked.kind == "query":
        task = Task(
            sparql=asked.text, limit=site.settings.limit, default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )  # fmt: skip
        return await answered(request, site, task)
    if request.method == "POST":
        raise Problem(400, "the request has no query in it")
    if choose(request.headers.get("accept", ""), {**GRAPHS, **PAGE}) in PAGE:
        return await run_in_threadpool(query_page, request)
    return await run_in_threadpool(described, request)


async def question(request: Request) -> Response:
    """The answer to a named question, narrowed by the fields of the address. Raises Problem."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    if name not in questions():
        raise Problem(404, "there is no such question")
    given = {key: value for key, value in form(request.url.query) if value and key != "format"}
    return await answered(request, site, Task(question=name, bindings=given, limit=site.settings.limit))


def _formats(request: Request) -> Formats:
    """What ``?format=`` says, else what the client prefers. Raises Problem 406."""
    name, accept = request.query_params.get("format", ""), request.headers.get("accept", "")
    rows, graph = named(name, ROWS), named(name, GRAPHS)
    if rows or graph:
        return Formats(rows or "text/csv", graph or "text/turtle")
    formats = Formats(choose(accept, ROWS), choose(accept, GRAPHS))
    if formats.rows is None and formats.graph is None:
        raise Problem(406, f"answers come as {', '.join(dict.fromkeys([*ROWS, *GRAPHS]))}")
    return formats


async def answered(request: Request, site: Site, task: Task) -> Response:
    """The answer to a task in the format that the client prefers."""
    formats = _formats(request)
    task = replace(task, rows=ROWS[formats.rows or "text/csv"], graph=GRAPHS[formats.graph or "text/turtle"])
    with contextlib.ExitStack() as held:
        worker = await _worker(site, held)
        watch = asyncio.create_task(gone(request.receive, worker))
        held.callback(watch.cancel)
        stream, first = await run_in_threadpool(_begin, worker, task, site.settings.timeout)
        headers = _headers(site, formats, stream)
        if stream.done:
            return Response(first, 200, headers | ({"X-Result-Cut": "true"} if stream.cut else {}))
        return Streamed(held.pop_all(), stream, first, headers, site.settings.stalled)


async def _worker(site: Site, held: contextlib.ExitStack) -> QueryWorker:
    """A free worker, given back when ``held`` is closed. Raises Problem 503."""
    try:
        await asyncio.wait_for(site.turns.acquire(), site.settings.wait)
    except TimeoutError:
        raise problem(busy(site.settings.workers)) from None
    held.callback(site.turns.release)
    return await run_in_threadpool(lambda: held.enter_context(site.pool.worker(site.settings.wait)))


def _begin(worker: QueryWorker, task: Task, timeout: float) -> tuple[Stream, bytes]:
    """A stream and the first of its bytes, or all of them. Raises Problem."""
    try:
        stream = worker.stream(task, timeout=timeout)
        first = bytearray()
        while len(first) < FIRST and (portion := stream.read()):
            first += portion
    except KgError as error:
        raise problem(error) from error
    return stream, bytes(first)


def _headers(site: Site, formats: Formats, stream: Stream) -> dict[str, str]:
    """Raises Problem 406 where the client does not want what this kind of query yields."""
    name = formats.graph if stream.kind == "graph" else formats.rows
    if name is None:
        offered = GRAPHS if stream.kind == "graph" else ROWS
        raise Problem(406, f"the answer to this query comes as {', '.join(offered)}")
    return {"Content-Type": content_type(name), "Vary": "Accept", "X-Result-Limit": str(site.settings.limit)}
