"""What went wrong: a status and one line, never more than the user can use."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import (
    KgError,
    QueryBusyError,
    QueryError,
    QueryFailedError,
    QueryRefusedError,
    QueryTimeoutError,
    UsageError,
)


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
    if isinstance(error, QueryRefusedError):
        return Problem(403, line)
    asked_wrongly = isinstance(error, QueryError | UsageError) and not isinstance(error, QueryFailedError)
    return Problem(400 if asked_wrongly else 500, line)
