"""The interactive view of the graph, or of the part that a question, a focus or a choice names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Any, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg import view as views
from kg.errors import KgError
from kg.query.process import Task
from kg.query.worker import results
from kg.serve.pages import page
from kg.serve.problems import problem
from kg.serve.site import Site
from kg.store import Reader
from kg.view import Choice
from kg.view.choice import named_in

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
        drawing = _drawing(request, site)
        with site.drawers.worker(site.settings.drawing) as worker:
            html = b"".join(worker.stream(drawing, timeout=site.settings.drawing))
    except KgError as error:
        raise problem(error) from error
    return Response(html, headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": FRAMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A view to be drawn, by a process of its own: drawing takes long, and much memory."""

    title: str
    choice: Choice

    def answer(self, reader: Reader) -> Drawn:
        """Draw it. Raises QueryError, UsageError."""
        shown = views.view(reader, title=self.title, choice=self.choice, known=_material(cast(Any, reader)))
        return Drawn(shown.generate_html())


@dataclass(slots=True)
class Drawn:
    """A view that was drawn."""

    html: str
    cut: bool = False

    @property
    def kind(self) -> str:
        """What it is."""
        return "page"

    def write(self, file: IO[bytes]) -> None:
        """Write the page."""
        file.write(self.html.encode())


_material = lru_cache(maxsize=1)(views.material)  # kept by the process that draws


def _drawing(request: Request, site: Site) -> Drawing:
    """What a request wants drawn. Raises QueryError, UsageError."""
    given = request.query_params
    named = frozenset(answered(request, site)) if given.get("query") or given.get("question") else None
    choice = Choice(
        focus=given.get("focus", ""), steps=_number(given.get("steps", ""), 2), country=given.get("country", ""),
        kinds=tuple(given.getlist("kind")), since=given.get("since", ""), until=given.get("until", ""),
        max_nodes=_number(given.get("nodes", ""), NODES), named=named,
    )  # fmt: skip
    return Drawing(title=site.settings.title, choice=choice)


def answered(request: Request, site: Site) -> set[str]:
    """Every IRI in the answer to a query or a named question. Raises QueryError, UsageError."""
    given = request.query_params
    if given.get("question"):
        bindings = {k: v for k, v in given.items() if k not in NARROWING and v}
        task = Task(question=given["question"], bindings=bindings, limit=site.settings.limit)
    else:
        task = Task(sparql=given["query"], limit=site.settings.limit)
    with site.pool.worker(site.settings.wait) as worker:
        return named_in(results(worker.stream(task, timeout=site.settings.timeout)))


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else default
