"""What may be asked, and where a malformed query goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.errors import QueryError, QueryRefusedError

DEEPEST = 100
SIGNS = re.compile(rf"(?:[!+-]\s*){{{DEEPEST}}}")
SUSPECT = re.compile(r"service|from|\\u", re.IGNORECASE)
UPDATE = re.compile(r"\b(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
NO_SERVICE = "SERVICE is refused: kg sends no query over the network"
NO_DATASET = "FROM is refused: every query sees all graphs; name one with GRAPH <…> { … }"
POSITION = re.compile(r"error at (\d+):(\d+): ")
PREFIXED = re.compile(r"(?<![\w:<?$])([A-Za-z][\w.-]*|):[\w.-]*")


def refuse(sparql: str, *, datasets: bool = False, services: Iterable[str] = ()) -> None:
    """Raise QueryError for a query that would leave the graph: the parsed query is looked at, not the text.

    ``datasets`` lets FROM pass, by which the engine chooses among its own graphs and fetches nothing; ``services`` are
    the hosts, with their port where they have one, that SERVICE may ask.
    """
    if _too_deep(sparql):
        raise QueryError(f"the query is nested more than {DEEPEST} levels deep; write it more simply")
    if not SUSPECT.search(sparql):
        return
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(sparql)
    except ParseException:
        if re.search(r"service", sparql, re.IGNORECASE):
            raise QueryError("the query names SERVICE and cannot be checked; write it in plain SPARQL 1.1") from None
        return
    for part in _parts(parsed):
        name = getattr(part, "name", "")
        if name == "DatasetClause" and not datasets:
            raise QueryRefusedError(NO_DATASET)
        if name == "ServiceGraphPattern":
            _refuse_service(part.get("term"), frozenset(services))


def refuse_update(sparql: str) -> None:
    """Raise QueryError for an update that is malformed or would leave the graph (LOAD, SERVICE)."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseUpdate

    if _too_deep(sparql):
        raise QueryError(f"the update is nested more than {DEEPEST} levels deep; write it more simply")
    try:
        parsed = parseUpdate(sparql)
    except ParseException as error:
        raise QueryError(f"the update is malformed at line {error.lineno}, column {error.col}") from None
    names = {getattr(part, "name", "") for part in _parts(parsed)}
    if {"Load", "ServiceGraphPattern"} & names:
        raise QueryRefusedError("LOAD and SERVICE are refused: kg reads nothing over the network")
    if not parsed.request:
        raise QueryError("the update is empty")


def _too_deep(sparql: str) -> bool:
    """Brackets or signs nested so deep that a recursive parser would run out of stack."""
    depth = 0
    for char in sparql:
        depth += (char in "({[") - (char in ")}]")
        if depth > DEEPEST:
            return True
    return bool(SIGNS.search(sparql))


def _refuse_service(place: object, allowed: frozenset[str]) -> None:
    """Raise QueryError for a service that is not named by its IRI, or whose host is not allowed."""
    if not allowed:
        raise QueryRefusedError(NO_SERVICE)
    url = urlsplit(str(place))
    if url.scheme not in ("http", "https") or url.netloc not in allowed:
        raise QueryRefusedError(f"SERVICE {place} is refused; allowed are: {', '.join(sorted(allowed))}")


def _parts(node: object) -> Iterator[dict[str, Any]]:
    """All parts of a parsed query."""
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            yield part
            stack.extend(part.values())
        elif not isinstance(part, str | bytes) and hasattr(part, "__iter__"):
            stack.extend(part)


def explained(sparql: str, error: SyntaxError) -> QueryError:
    """A malformed query as an error that shows line, column and a caret."""
    if not sparql.strip():
        return QueryError("the query is empty")
    if UPDATE.search(sparql) and _is_update(sparql):
        return QueryRefusedError("this is an update, and a graph is only read; change the texts and build it again")
    message = str(error)
    line, column = _within(sparql, _place(sparql) or _engine_place(message))
    shown = (sparql.splitlines() or [""])[line - 1]
    hint, column = _hint(message, shown, column)
    before = "".join("\t" if c == "\t" else " " for c in shown[: column - 1])
    return QueryError(f"the query is malformed at line {line}, column {column}{hint}\n  {shown}\n  {before}^")


def _hint(message: str, shown: str, column: int) -> tuple[str, int]:
    """What the engine says of the fault, and a better column where it can be had."""
    if "Prefix not found" in message:
        before = [m for m in PREFIXED.finditer(shown) if m.end() < column]
        if before:
            return f": prefix {before[-1][1]}: is not declared", before[-1].start() + 1
    if "variable that is unbound" in message:
        return ": a selected variable is neither grouped nor aggregated", column
    return (": an IRI is malformed" if "IRI parsing failed" in message else ""), column


def _is_update(sparql: str) -> bool:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        return bool(parseUpdate(sparql).request)
    except ParseException:
        return False


def _place(sparql: str) -> tuple[int, int] | None:
    """Where the part begins that cannot be read, by rdflib's grammar; None when that finds no fault."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(sparql.replace("\t", " "))  # a tab counts as one column
    except ParseException as error:
        return error.lineno, error.col
    return None


def _engine_place(message: str) -> tuple[int, int]:
    found = POSITION.search(message)
    return (int(found[1]), int(found[2])) if found else (1, 1)


def _within(sparql: str, place: tuple[int, int]) -> tuple[int, int]:
    lines = sparql.splitlines() or [""]
    line = min(place[0], len(lines))
    return line, max(1, min(place[1], len(lines[line - 1]) + 1))
