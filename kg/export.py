"""The graph as a file: in the formats of RDF, and its projection in those of graph programs. Same graph, same bytes.

Everything is sorted before it is written. Blank nodes, which only foreign data may bring, are named by
RDF Dataset Canonicalization (RDFC-1.0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import UsageError
from kg.jsonld import by_graph, jsonld
from kg.prefixes import expand
from kg.rdfxml import rdfxml
from kg.store.reader import Reader
from kg.turtle import header, sections, turtle

PROJECTIONS = ("graphml", "gexf", "csv")


def export(reader: Reader, form: str, *, graphs: Sequence[str] = ()) -> Iterator[bytes]:
    """The graph in a format, in portions; only the named graphs, if any are given.

    Raises UsageError for an unknown format or graph, StoreError for what a format cannot carry.
    """
    if form in FORMATS:
        return FORMATS[form](_quads(reader, graphs), reader.base)
    if form not in PROJECTIONS:
        raise UsageError(f"there is no format {form}; choose one of: {', '.join((*FORMATS, *PROJECTIONS))}")
    if graphs:
        raise UsageError(f"format {form} shows the whole graph; leave --graph out")
    from kg import edges

    return edges.FORMATS[form](reader)


def _quads(reader: Reader, graphs: Sequence[str]) -> list[ox.Quad]:
    chosen = [_named(reader, name) for name in graphs]
    quads = [q for graph in chosen for q in reader.quads(graph)] if graphs else list(reader.quads())
    if any(isinstance(node, ox.BlankNode) for q in quads for node in (q.subject, q.object)):
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    return quads


def _named(reader: Reader, name: str) -> ox.NamedNode:
    wanted = expand(name, reader.base) or name
    for graph in reader.graphs():
        if graph.value == wanted:
            return graph
    raise UsageError(
        f"there is no graph {name} here; kg query GRAPH 'SELECT DISTINCT ?g {{ GRAPH ?g {{}} }}' lists them"
    )


def _turtle(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    return turtle((q.triple for q in quads), base)


def _trig(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    graphs = [(graph, dict(sections((q.triple for q in content), base))) for graph, content in by_graph(quads)]
    yield header((body for _, bodies in graphs for body in bodies.values()), base)
    for graph, bodies in graphs:
        yield b"\n{\n" if isinstance(graph, ox.DefaultGraph) else f"\n{graph} {{\n".encode()
        for heading, body in bodies.items():
            yield f"\n# {heading}\n\n".encode() + body
        yield b"}\n"


def _lines(statements: Iterable[ox.Quad] | Iterable[ox.Triple]) -> Iterator[bytes]:
    return iter(sorted({f"{statement} .\n".encode() for statement in statements}))


def _rdfxml(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    return rdfxml((q.triple for q in quads), base)


FORMATS: dict[str, Callable[[Iterable[ox.Quad], str], Iterator[bytes]]] = {
    "turtle": _turtle, "trig": _trig, "nquads": lambda quads, _: _lines(quads),
    "ntriples": lambda quads, _: _lines(q.triple for q in quads), "jsonld": jsonld, "rdfxml": _rdfxml,
}  # fmt: skip
