"""What went wrong as an answer: one line, or a page for a browser; never more than the user can use."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import KgError, QueryBusyError, QueryError, QueryTimeoutError, UsageError
from kg.serve.accept import PAGE, choose


class Problem(Exception):
    """A request that cannot be answered: status, one line, further headers."""

    def __init__(self, status: int, line: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(line)
        self.status, self.line, self.headers = status, line, dict(headers or {})


def problem(error: KgError) -> Problem:
    """The answer to an error of ours."""
    line = str(error).split("\n", 1)[0]
    if isinstance(error, QueryBusyError):
        return Problem(503, line, {"Retry-After": "5"})
    if isinstance(error, QueryTimeoutError):
        return Problem(503, line)
    if isinstance(error, QueryError) and (" refused: " in line or "this is an update" in line):
        return Problem(403, line)
    if isinstance(error, QueryError) and ("the query failed" in line or "broke down" in line):
        return Problem(500, line)
    return Problem(400 if isinstance(error, QueryError | UsageError) else 500, line)


def answer(request: Request, found: Problem) -> Response:
    """The problem as a page where the client wants one, else as a line of text."""
    wanted = choose(request.headers.get("accept", ""), {"text/plain": "text", **PAGE})
    if wanted in PAGE and "text/html" in request.headers.get("accept", ""):
        from kg.serve.pages import page

        return page(request, "problem.html.j2", status=found.status, headers=found.headers, line=found.line)
    return PlainTextResponse(found.line + "\n", found.status, found.headers)
