"""The graph as a file: in the formats of RDF, and its projection in those of graph programs. Same graph, same bytes.

Everything is sorted before it is written. Blank nodes, which only foreign data may bring, are named by
RDF Dataset Canonicalization (RDFC-1.0).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.prefixes import expand, prefixes, short
from kg.store.reader import Reader
from kg.turtle import header, natural, sections, turtle

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
STRING = "http://www.w3.org/2001/XMLSchema#string"
PROJECTIONS = ("graphml", "gexf", "csv")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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


def _by_graph(quads: Iterable[ox.Quad]) -> list[tuple[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]]]:
    found: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.graph_name].append(quad)
    return sorted(found.items(), key=lambda item: natural(str(item[0])))


def _turtle(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    return turtle((q.triple for q in quads), base)


def _trig(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    graphs = [(graph, dict(sections((q.triple for q in content), base))) for graph, content in _by_graph(quads)]
    yield header((body for _, bodies in graphs for body in bodies.values()), base)
    for graph, bodies in graphs:
        yield b"\n{\n" if isinstance(graph, ox.DefaultGraph) else f"\n{graph} {{\n".encode()
        for heading, body in bodies.items():
            yield f"\n# {heading}\n\n".encode() + body
        yield b"}\n"


def _lines(statements: Iterable[ox.Quad] | Iterable[ox.Triple]) -> Iterator[bytes]:
    return iter(sorted({f"{statement} .\n".encode() for statement in statements}))


def _jsonld(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    """One object a thing, in the graph that says it; compacted with the prefixes."""
    context = json.dumps(prefixes(base), ensure_ascii=False, indent=1)
    yield f'{{"@context": {context},\n"@graph": ['.encode()
    for n, (graph, content) in enumerate(_by_graph(quads)):
        things: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in content:
            things[str(quad.subject)].append(quad)
        named = "" if isinstance(graph, ox.DefaultGraph) else f'"@id": {json.dumps(_name(graph, base))}, '
        yield f'{"," if n else ""}\n{{{named}"@graph": ['.encode()
        for i, subject in enumerate(sorted(things, key=natural)):
            line = json.dumps(_thing(things[subject], base), ensure_ascii=False)
            yield f"{',' if i else ''}\n{line}".encode()
        yield b"\n]}"
    yield b"\n]}\n"


def _thing(quads: Sequence[ox.Quad], base: str) -> dict[str, object]:
    thing: dict[str, object] = {"@id": _name(quads[0].subject, base)}
    values: dict[str, list[object]] = defaultdict(list)
    for quad in sorted(quads, key=lambda q: (q.predicate != TYPE, q.predicate.value, natural(str(q.object)))):
        is_type = quad.predicate == TYPE and not isinstance(quad.object, ox.Literal)
        values["@type" if is_type else short(quad.predicate.value, base)].append(
            _name(quad.object, base) if is_type else _value(quad.object, base)
        )
    return thing | {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _name(node: object, base: str) -> str:
    return short(node.value, base) if isinstance(node, ox.NamedNode) else str(node)


def _value(term: object, base: str) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term, base)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == STRING:
        return term.value
    return {"@value": term.value, "@type": short(term.datatype.value, base)}


def _rdfxml(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    triples = [t for _, t in sorted({str(q.triple): q.triple for q in quads}.items())]
    for triple in triples:
        impossible = isinstance(triple.object, ox.Literal) and NO_XML.search(triple.object.value)
        if impossible:
            where = short(getattr(triple.subject, "value", ""), base)
            code = f"U+{ord(impossible.group()):04X}"
            raise StoreError(f"RDF/XML cannot carry the character {code} in {where}; export another format")
    written = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=prefixes(base)) or b""
    yield written.replace(b"\r", b"&#13;") + b"\n"


FORMATS: dict[str, Callable[[Iterable[ox.Quad], str], Iterator[bytes]]] = {
    "turtle": _turtle, "trig": _trig, "nquads": lambda quads, _: _lines(quads),
    "ntriples": lambda quads, _: _lines(q.triple for q in quads), "jsonld": _jsonld, "rdfxml": _rdfxml,
}  # fmt: skip
