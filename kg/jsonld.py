"""JSON-LD 1.1: one object a thing, in the graph that says it, compacted with the prefixes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.prefixes import prefixes, short
from kg.turtle import natural

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
STRING = "http://www.w3.org/2001/XMLSchema#string"


def by_graph(quads: Iterable[ox.Quad]) -> list[tuple[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]]]:
    """Quads by their graph, in a fixed order."""
    found: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        found[quad.graph_name].append(quad)
    return sorted(found.items(), key=lambda item: natural(str(item[0])))


def jsonld(quads: Iterable[ox.Quad], base: str) -> Iterator[bytes]:
    """One object a thing, in the graph that says it, the default graph's in none; compacted with the prefixes."""
    context = json.dumps(prefixes(base), ensure_ascii=False, indent=1)
    yield f'{{"@context": {context},\n"@graph": ['.encode()
    for n, (graph, content) in enumerate(by_graph(quads)):
        things: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in content:
            things[str(quad.subject)].append(quad)
        named = not isinstance(graph, ox.DefaultGraph)
        yield b"," if n else b""
        yield f'\n{{"@id": {json.dumps(_name(graph, base))}, "@graph": ['.encode() if named else b""
        for i, subject in enumerate(sorted(things, key=natural)):
            line = json.dumps(_thing(things[subject], base), ensure_ascii=False)
            yield f"{',' if i else ''}\n{line}".encode()
        yield b"\n]}" if named else b""
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
