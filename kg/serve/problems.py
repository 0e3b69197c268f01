"""What went wrong: a status and one line, never more than the user can use."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import KgError, QueryBusyError, QueryError, QueryTimeoutError, UsageError


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
