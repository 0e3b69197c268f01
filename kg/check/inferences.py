"""The inferred graph must hold what the rules derive, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.check.part import Violation, iri
from kg.infer import infer, inferred_graph


def inferences(store: ox.Store, base: str) -> Iterator[Violation]:
    """Shortcuts that nothing supports, and shortcuts that are missing."""
    graph = inferred_graph(base)
    there = set(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    derived = set(infer(store, base=base))
    for quad in sorted(there - derived, key=str):
        yield Violation(graph, iri(quad.subject), f"no rule derives {_edge(quad)}")
    for quad in sorted(derived - there, key=str):
        yield Violation(graph, iri(quad.subject), f"a rule derives {_edge(quad)}, which is missing; build again")


def _edge(quad: ox.Quad) -> str:
    return f"{quad.predicate.value} {iri(quad.object)}"
