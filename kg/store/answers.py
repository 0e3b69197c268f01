"""What endpoints answer, as the engine's results: complete, or an error. Caps are paged over, breaks are noticed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.http import Response, query_refused
from kg.store.reader import Results
from kg.store.sparql import ordered, split

ROUND = 1000  # caps are multiples of this
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
TRUTH = {"1": "true", "0": "false"}
Found: TypeAlias = dict[str, Any]
"""A JSON object of the SPARQL 1.1 Query Results format."""
Ask: TypeAlias = Callable[[str], Response]
"""Sends a query, complete with its prefixes, for JSON."""


def truth(response: Response) -> Results:
    """The answer to an ASK; Virtuoso writes it as a row, or as none."""
    found = _parsed(response)
    if "boolean" not in found:
        rows = found["results"]["bindings"]
        found = {"head": {}, "boolean": any(v["value"] in ("1", "true") for row in rows for v in row.values())}
    return _results(found)


def solutions(sparql: str, ask: Ask) -> Results:
    """The answer to a SELECT, all of it.

    A server that leaves rows out does not say so: where the number of rows looks like a cap, they are counted, and
    fetched page by page. Raises QueryError when the answer broke off or stays incomplete.
    """
    response = ask(sparql)
    found = _parsed(response)
    rows = found["results"]["bindings"]
    cap = response.headers.get("x-sparql-maxrows", "")
    if rows and (len(rows) >= int(cap) if cap.isdecimal() else len(rows) % ROUND == 0):
        head, query = split(sparql)
        counted = _parsed(ask(f"{head}SELECT (COUNT(*) AS ?n) WHERE {{ {{\n{query}\n}} }}"))
        total = int(counted["results"]["bindings"][0]["n"]["value"])
        if total > len(rows):
            found["results"]["bindings"] = _pages(head, query, found["head"]["vars"], ask, len(rows), total)
    return _results(found)


def _pages(head: str, query: str, names: Sequence[str], ask: Ask, step: int, total: int) -> list[Found]:
    """All rows, in portions. What is sorted is inside of what is cut: Virtuoso refuses to sort far when it cuts."""
    shown = " ".join(f"?{name}" for name in names)
    inner = query if ordered(query) else f"SELECT {shown} WHERE {{ {{\n{query}\n}} }} ORDER BY {shown}"
    rows: list[Found] = []
    while len(rows) < total:
        page = f"{head}SELECT {shown} WHERE {{ {{\n{inner}\n}} }} LIMIT {step} OFFSET {len(rows)}"
        more = _parsed(ask(page))["results"]["bindings"]
        if not more:
            raise QueryError(f"the endpoint gave {len(rows)} of {total} rows; narrow the query, or raise its limit")
        rows.extend(more)
    return rows


def graph(response: Response) -> Results:
    """The answer to a CONSTRUCT or DESCRIBE, sent as N-Triples."""
    query_refused(response)
    held = ox.Store()
    try:
        held.bulk_load(response.body, ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the endpoint broke off its answer, or sent no triples ({error})") from error
    return held.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _parsed(response: Response) -> Found:
    query_refused(response)
    try:
        found = json.loads(response.body)
    except ValueError as error:
        end = response.body[-200:].decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
        raise QueryError(f"the endpoint broke off its answer, perhaps at its time limit (…{end[0][-80:]})") from error
    if not isinstance(found, dict):
        raise QueryError("the endpoint's answer is not a result of SPARQL")
    return found


def _results(found: Found) -> Results:
    for row in found.get("results", {}).get("bindings", ()):
        for value in row.values():
            if value.get("datatype") == BOOLEAN:
                value["value"] = TRUTH.get(value["value"], value["value"])
    return ox.parse_query_results(json.dumps(found).encode(), ox.QueryResultsFormat.JSON)
