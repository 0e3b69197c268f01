"""Requests of the SPARQL 1.1 Protocol → tasks. https://www.w3.org/TR/sparql11-protocol/"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request

from kg.serve.problems import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FIELDS = 200  # that a form may have


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks for: a query or an update, and the graphs it is about."""

    kind: str  # query, update, or nothing
    text: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def operation(request: Request, most: int) -> Operation:
    """The operation of a request; raises Problem for one that the protocol does not know."""
    fields = form(request.url.query)
    if request.method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in fields):
            raise Problem(400, "an update is sent with POST, not in the address")
        return _from(fields)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (FORM, QUERY, UPDATE):
        raise Problem(415, f"send a query with POST as {FORM} or {QUERY}")
    text = utf8(await body(request, most), "the query")
    if kind == FORM:
        if any(name in ("query", "update") for name, _ in fields):
            raise Problem(400, "the query belongs into the form, not into the address")
        return _from(fields + form(text))
    return _from([*fields, ("query" if kind == QUERY else "update", text)])


async def body(request: Request, most: int) -> bytes:
    """The body of a request; raises Problem 413 as soon as it is too long."""
    declared = request.headers.get("content-length", "0")
    found = bytearray()
    if not declared.isdigit() or int(declared) <= most:
        async for portion in request.stream():
            found += portion
            if len(found) > most:
                break
        else:
            return bytes(found)
    raise Problem(413, f"the request is too long; at most {most:,} bytes are read", {"Connection": "close"})


def utf8(data: bytes, what: str) -> str:
    """Bytes as text; raises Problem."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, f"{what} is not UTF-8") from None


def form(text: str) -> list[tuple[str, str]]:
    """The fields of a form or of the query part of an address; raises Problem."""
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except UnicodeDecodeError:
        raise Problem(400, "the query is not UTF-8") from None
    except ValueError:
        raise Problem(400, f"the request has more than {FIELDS} fields") from None


def _from(fields: Iterable[tuple[str, str]]) -> Operation:
    fields = list(fields)
    found = [(name, value) for name, value in fields if name in ("query", "update")]
    if len(found) > 1:
        raise Problem(400, "give one query, or one update, not more")
    kind, text = found[0] if found else ("", "")
    default, named = ("using-graph-uri", "using-named-graph-uri") if kind == "update" else (
        "default-graph-uri", "named-graph-uri")  # fmt: skip
    return Operation(kind, text, graphs(fields, default), graphs(fields, named))


def graphs(fields: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """The IRIs of the fields of that name; raises Problem when one is none."""
    found = tuple(value for key, value in fields if key == name)
    for iri in found:
        try:
            ox.NamedNode(iri)
        except ValueError:
            raise Problem(400, f"{name} is not an IRI") from None
    return found
