"""What has to be sent to an endpoint, in what portions, and whether it has arrived."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Change:
    """A named graph and its new content; without content it is dropped."""

    graph: ox.NamedNode
    quads: tuple[ox.Quad, ...] = ()

    @property
    def hash(self) -> str | None:
        """The hash of the content; None when there is none."""
        if not self.quads:
            return None
        found = hashlib.sha256()
        for line in sorted(str(q.triple) for q in self.quads):
            found.update(line.encode() + b"\n")
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Altered:
    """A triple that an endpoint keeps otherwise than it was sent."""

    kept: ox.Quad
    sent: ox.Quad

    def __str__(self) -> str:
        return f"{self.sent.object} of {self.sent.subject} {self.sent.predicate} is kept as {self.kept.object}"


class Source(Protocol):
    """Where a graph comes from."""

    def graphs(self) -> Iterable[ox.NamedNode]:
        """The named graphs."""

    def quads(self, graph: ox.NamedNode | None = None) -> Iterable[ox.Quad]:
        """The content of one, or of all."""


def differing(source: Source, there: Mapping[ox.NamedNode, str], base: str) -> Iterator[Change]:
    """What makes an endpoint that holds graphs with these hashes hold what a source holds."""
    wanted = sorted(source.graphs(), key=lambda g: g.value)
    yield from (Change(graph) for graph in sorted(set(there) - set(wanted), key=lambda g: g.value))
    for graph in wanted:
        change = Change(graph, tuple(skolemised(quad, base) for quad in source.quads(graph)))
        if change.hash != there.get(graph):
            yield change


def batches(changes: Iterable[Change], triples: int, graphs: int) -> Iterator[list[Change]]:
    """Changes in portions of about so many triples, and at most so many graphs."""
    batch: list[Change] = []
    size = 0
    for change in changes:
        if batch and (size + len(change.quads) > triples or len(batch) == graphs):
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += len(change.quads)
    if batch:
        yield batch


def skolemised(quad: ox.Quad, base: str) -> ox.Quad:
    """The quad with IRIs in the place of blank nodes (RDF 1.1, section 3.5), which no endpoint keeps by name."""
    ends = [
        ox.NamedNode(f"{base}.well-known/genid/{node.value}") if isinstance(node, ox.BlankNode) else node
        for node in (quad.subject, quad.object)
    ]
    return ox.Quad(ends[0], quad.predicate, ends[1], quad.graph_name)  # type: ignore[arg-type]  # a subject stays one


def compared(sent: Iterable[ox.Quad], held: Iterable[ox.Quad]) -> tuple[list[Altered], list[ox.Quad]]:
    """What is kept otherwise than it was sent, and what is not kept at all.

    A value is altered when the same subject and predicate have another one. Where two values became one that was sent
    too, this is told of itself, so that it is not lost when the alteration is undone.
    """
    given, there = set(sent), set(held)
    strange, any_value = _by_place(there - given), _by_place(there)
    altered: list[Altered] = []
    lost: list[ox.Quad] = []
    for quad in sorted(given - there, key=str):
        place = (quad.subject, quad.predicate)
        near = strange[place] or any_value[place]
        if not near:
            lost.append(quad)
            continue
        altered.append(Altered(near.pop(0) if len(near) > 1 and near is strange[place] else near[0], quad))
    both = sorted({a.kept for a in altered} & given, key=str)
    return [*altered, *(Altered(quad, quad) for quad in both)], lost


def _by_place(quads: Iterable[ox.Quad]) -> dict[tuple[object, object], list[ox.Quad]]:
    found: dict[tuple[object, object], list[ox.Quad]] = defaultdict(list)
    for quad in sorted(quads, key=str):
        found[quad.subject, quad.predicate].append(quad)
    return found
