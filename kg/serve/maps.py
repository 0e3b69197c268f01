"""The interactive view of the graph, or of the part that a question, a focus or a choice names."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, UsageError
from kg.network import commitments, documents, project
from kg.prefixes import short
from kg.query.process import Task
from kg.query.worker import results
from kg.serve.pages import page
from kg.serve.problems import problem
from kg.serve.site import Site
from kg.view import Choice
from kg.view import page as drawn
from kg.view.choice import choose, named_by

NODES = 300  # shown where no number is given
FRAMED = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
NARROWING = ("focus", "steps", "country", "kind", "since", "until", "nodes", "query", "question")


def framed(request: Request) -> Response:
    """The view inside the site."""
    kept = [(k, v) for k, v in request.query_params.multi_items()]
    return page(request, "map.html.j2", address="/view?" + urlencode(kept))


def view(request: Request) -> Response:
    """The view as a page of its own. Raises Problem."""
    site: Site = request.app.state.site
    try:
        html = _html(request, site)
    except KgError as error:
        raise problem(error) from error
    return Response(html, headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": FRAMED})


def _html(request: Request, site: Site) -> str:
    given, state = request.query_params, site.state
    choice = Choice(
        focus=given.get("focus", ""), steps=_number(given.get("steps", ""), 2), country=given.get("country", ""),
        kinds=tuple(given.getlist("kind")), since=given.get("since", ""), until=given.get("until", ""),
        max_nodes=_number(given.get("nodes", ""), NODES),
    )  # fmt: skip
    graph = state.once("projection", project)
    if given.get("query") or given.get("question"):
        graph = named_by(graph, answered(request, site))
    graph, focus = choose(graph, state.reader, choice)
    shown = drawn(
        graph, state.once("documents", documents), title=site.settings.title,
        promised=state.once("commitments", commitments), base=state.reader.base,
    )  # fmt: skip
    if focus:
        shown.facts["focus"] = {"node": short(focus, state.reader.base), "steps": max(1, min(4, choice.steps))}
    return shown.generate_html()


def answered(request: Request, site: Site) -> set[str]:
    """Every IRI in the answer to a query or a named question. Raises QueryError, UsageError."""
    given = request.query_params
    if given.get("question"):
        bindings = {k: v for k, v in given.items() if k not in NARROWING and v}
        task = Task(question=given["question"], bindings=bindings, limit=site.settings.limit)
    else:
        task = Task(sparql=given["query"], limit=site.settings.limit)
    with site.pool.worker(site.settings.wait) as worker:
        found = results(worker.stream(task, timeout=site.settings.timeout))
        if isinstance(found, ox.QueryBoolean):
            raise UsageError("an ASK query names nothing to show; use SELECT, CONSTRUCT or DESCRIBE")
        if isinstance(found, ox.QueryTriples):
            terms: list[object] = [term for t in found for term in (t.subject, t.object)]
        else:
            terms = [term for solution in found for term in solution]
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else default
