"""The projection of a graph for other programs: GraphML and GEXF (Gephi, Cytoscape, yEd), CSV (spreadsheets)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import networkx as nx

from kg.network import Graph, project
from kg.prefixes import short
from kg.store.reader import Reader

COLUMNS = (
    "source", "source_label", "relation", "target", "target_label", "family", "factuality", "confidence", "date",
    "fact", "evidence",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Plain: TypeAlias = "nx.MultiDiGraph[str]"


def graphml(reader: Reader) -> Iterator[bytes]:
    """The projection as GraphML."""
    file = io.BytesIO()
    nx.write_graphml_xml(_plain(project(reader), reader.base), file)
    yield file.getvalue()


def gexf(reader: Reader) -> Iterator[bytes]:
    """The projection as GEXF 1.2, without the date on which it was written."""
    file = io.BytesIO()
    nx.write_gexf(_plain(project(reader), reader.base), file, version="1.2draft")
    yield re.sub(rb' lastmodifieddate="[^"]*"', b"", file.getvalue(), count=1)


def table(reader: Reader) -> Iterator[bytes]:
    """One line of CSV an edge; nothing in it is a formula."""
    graph = _plain(project(reader), reader.base)
    label: dict[str, str] = {node: data["label"] for node, data in _nodes(graph)}
    yield _line(COLUMNS)
    for s, o, _, data in _edges(graph):
        ends = {"source": s, "source_label": label[s], "target": o, "target_label": label[o]}
        yield _line([(data | ends).get(column, "") for column in COLUMNS])


def _plain(graph: Graph, base: str) -> Plain:
    """The graph with short names and flat attributes, nodes and edges sorted."""
    plain: Plain = nx.MultiDiGraph()
    for iri, data in _nodes(graph):
        plain.add_node(short(iri, base), **_flat(data, base))
    for n, (s, o, _, data) in enumerate(_edges(graph)):
        plain.add_edge(short(s, base), short(o, base), key=f"e{n:09}", **_flat(data, base))
    return plain


def _nodes(graph: Graph) -> list[tuple[str, dict[str, Any]]]:
    return [(node, graph.nodes[node]) for node in sorted(graph)]


def _edges(graph: Graph) -> list[tuple[str, str, str, dict[str, Any]]]:
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[2], edge[0], edge[1]))


def _flat(data: dict[str, Any], base: str) -> dict[str, str | float]:
    return {name: _value(value, base) for name, value in data.items() if value not in (None, [], ())}


def _value(value: object, base: str) -> str | float:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, tuple) and len(value) == 3 and isinstance(value[1], int):
        return f"{short(str(value[0]), base)}#char={value[1]},{value[2]}"  # RFC 5147: characters of a text
    if isinstance(value, list | tuple):
        return " | ".join(str(_value(v, base)) for v in value)
    return "".join(c if c.isprintable() else " " for c in short(str(value), base))


def _line(cells: tuple[object, ...] | list[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([f"'{c}" if isinstance(c, str) and c.startswith(FORMULA) else c for c in cells])
    return line.getvalue().encode()


FORMATS: dict[str, Callable[[Reader], Iterator[bytes]]] = {"graphml": graphml, "gexf": gexf, "csv": table}
