"""The shortcuts: CONSTRUCT queries of ontology/rules/*.rq over the union of all graphs → the inferred graph.

No rule reads what another derives, so that their order does not matter and one pass is all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import pyoxigraph as ox

from kg import ids


def inferred_graph(base: str = ids.BASE) -> str:
    """The graph of what the rules derive."""
    return f"{base}graph/inferred"


@cache
def rules() -> dict[str, str]:
    """The rules by name: SPARQL CONSTRUCT queries."""
    folder = resources.files("kg.ontology").joinpath("rules")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name.removesuffix(".rq"): f.read_text(encoding="utf-8") for f in files}


def infer(store: ox.Store, *, base: str = ids.BASE, merged: bool = False) -> Iterator[ox.Quad]:
    """What the rules derive from the asserted graphs, sorted; an older inferred graph changes nothing.

    ``merged``: the store's default graph already is the union of the others, each triple once.
    """
    graph = ox.NamedNode(inferred_graph(base))
    derived = {triple for rule in rules().values() for triple in _construct(store, rule, merged=merged)}
    for triple in sorted(derived, key=str):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _construct(store: ox.Store, rule: str, *, merged: bool) -> Iterator[ox.Triple]:
    found = store.query(rule, use_default_graph_as_union=not merged)
    if isinstance(found, ox.QueryTriples):
        yield from found
