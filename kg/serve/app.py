"""The application: routes, and what every response carries."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.serve import maps, pages, problems
from kg.serve.describe import void
from kg.serve.graphs import METHODS, graph_store
from kg.serve.problems import Problem
from kg.serve.protocol import question, sparql
from kg.serve.resources import ontology, resource
from kg.serve.site import Site

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-cache",
}
ROUTES = [
    Route("/", pages.home),
    Route("/query", pages.query_page),
    Route("/sparql", sparql, methods=["GET", "POST"]),
    Route("/questions/{name}", question),
    Route("/data", graph_store, methods=list(METHODS)),
    Route("/data/{path:path}", graph_store, methods=list(METHODS)),
    Route("/.well-known/void", void),
    Route("/search", pages.search),
    Route("/things/{kind}", pages.listing),
    Route("/map", maps.framed),
    Route("/view", maps.view),
    Route("/static/{name}", pages.static),
    Route("/ns", ontology),
    Route("/{path:path}", resource),
]


class Guard:
    """Refuses names that the server does not answer to (DNS rebinding), adds the headers, and lets no fault through."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if "*" not in self.hosts and _host(scope) not in self.hosts:
            await PlainTextResponse("this server does not answer to that name\n", 421)(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except Exception as error:  # whatever it is, the client learns no more than that
            logging.getLogger("kg.serve").error("%s: %s", type(error).__name__, error)
            if not begun:
                await PlainTextResponse("something went wrong on the server\n", 500)(scope, receive, guarded)


def _host(scope: Scope) -> str:
    found = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    name, colon, port = found.rpartition(":")
    return name if colon and port.isdigit() and (":" not in name or name.endswith("]")) else found


def application(site: Site) -> Starlette:
    """The ASGI application that serves a graph; it closes the site when it ends."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.close()

    handlers: dict[Any, Callable[[Request, Any], Response]] = {
        Problem: pages.problem,
        KgError: lambda request, error: pages.problem(request, problems.problem(error)),
        HTTPException: _http,
    }
    app = Starlette(
        routes=ROUTES, lifespan=lifespan, exception_handlers=handlers,
        middleware=[Middleware(Guard, hosts=site.settings.hosts)],
    )  # fmt: skip
    app.state.site = site
    return app


def _http(request: Request, error: HTTPException) -> Response:
    line = f"{request.method} is not possible here" if error.status_code == 405 else str(error.detail)
    return pages.problem(request, Problem(error.status_code, line, error.headers))
