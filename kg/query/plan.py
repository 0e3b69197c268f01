"""What a query comes down to: its algebra (SPARQL 1.1, section 18), and how much each pattern finds.

The order is that of the query; the engine joins in an order of its own, beginning with what finds least. A pattern
that finds a great deal and shares no variable with another one is where time goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kg.prefixes import short
from kg.query.running import run
from kg.query.values import to_term
from kg.store.reader import Node, Reader
from kg.store.sparql import bound, complete

IRI = re.compile(r"<([^<>]+)>")
MOST = 100_000  # matches that are counted
PARTS = ("p", "p1", "p2", "part")


def plan(reader: Reader, sparql: str, given: Mapping[str, object] | None = None) -> Iterator[str]:
    """The algebra of a query, one line a part, with the number of matches of every pattern. Raises QueryError."""
    run(reader, sparql, given)
    terms = {name: to_term(value) for name, value in (given or {}).items()}
    from rdflib.plugins.sparql import prepareQuery

    found = prepareQuery(complete(bound(sparql, terms), reader.base))
    yield from _lines(reader, found.algebra, 0)


def _lines(reader: Reader, part: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 (rdflib's algebra)
    indent = "  " * depth
    yield f"{indent}{_heading(part)}"
    for triple in dict.get(part, "triples") or ():
        yield f"{indent}  {_pattern(reader, triple)}"
    for name in PARTS:
        inner = dict.get(part, name)
        for one in inner if isinstance(inner, list) else [inner]:
            if hasattr(one, "name"):
                yield from _lines(reader, one, depth + 1)


def _heading(part: Any) -> str:  # noqa: ANN401
    name = str(part.name)
    if name in ("Project", "SelectQuery") and dict.get(part, "PV"):
        return f"{name} {' '.join(f'?{v}' for v in part['PV'])}"
    if name == "Extend":
        return f"{name} ?{part['var']}"
    if name == "Slice":
        return f"{name} from {part['start']}, {part['length']} rows"
    return f"{name} {part['term']}" if name == "Graph" else name


def _pattern(reader: Reader, triple: Sequence[Any]) -> str:
    shown = " ".join(_shown(node, reader.base) for node in triple)
    ends = [_term(node) for node in triple]
    if any(isinstance(end, str) for end in ends):
        return f"{shown}   (a path)"
    return f"{shown}   {_count(reader, ends)} matches"


def _shown(node: Any, base: str) -> str:  # noqa: ANN401
    from rdflib import URIRef

    if isinstance(node, URIRef):
        name = short(str(node), base)
        return f"<{name}>" if name == str(node) else name
    if hasattr(node, "n3"):
        return IRI.sub(lambda found: short(found[1], base), str(node.n3()))
    return str(node)


def _term(node: Any) -> ox.NamedNode | ox.Literal | str | None:  # noqa: ANN401
    """A term of the engine, None for what is free, a text for what is neither."""
    from rdflib import BNode, Literal, URIRef, Variable

    if isinstance(node, Variable | BNode):
        return None
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        kind = ox.NamedNode(str(node.datatype)) if node.datatype else None
        return ox.Literal(str(node), datatype=kind, language=node.language)
    return "path"


def _count(reader: Reader, ends: Sequence[Any]) -> str:
    subject: Node | None = ends[0]
    found = sum(1 for _ in islice(reader.matching(subject, ends[1], ends[2]), MOST))
    return f"{MOST} or more" if found == MOST else str(found)
