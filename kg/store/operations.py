"""The updates that change a graph behind an endpoint, as SPARQL 1.1 Update writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store.remote import Manifest, Names, described

MANY = 400  # triples told in one INSERT DATA; Virtuoso takes 1,000


@dataclass(frozen=True, slots=True)
class Operations:
    """Updates on one graph; ``union`` is "" where the endpoint's default graph is the union."""

    names: Names
    union: str

    def begin(self, manifest: Manifest) -> list[str]:
        """Write a first manifest."""
        return list(_inserted(self.names.store, described(self.names, manifest)))

    def finish(self, old: Manifest, new: Manifest) -> list[str]:
        """Write a manifest in the place of another."""
        away = (f"DELETE DATA {{ {_in(self.names.store, line)} }}" for line in described(self.names, old))
        return [*away, *self.begin(new)]

    def marks(self, hashes: Mapping[ox.NamedNode, str | None]) -> list[str]:
        """Write hashes of graphs into the manifest; "" marks one under way, None takes it out."""
        content = self.names.term("content")
        new = [f"{graph} {content} {ox.Literal(value)}" for graph, value in hashes.items() if value is not None]
        return [_forget(self.names.store, content, hashes), *_inserted(self.names.store, new)]

    def altered(self, graphs: Iterable[ox.NamedNode], pairs: Sequence[tuple[ox.Quad, ox.Quad]]) -> list[str]:
        """Tell what of some graphs the endpoint keeps otherwise, as (kept, sent)."""
        pair = f"<{self.names.altered}#pair>"
        lines = ((sent.graph_name, "".join(f"{quad} .\n" for quad in (kept, sent))) for kept, sent in pairs)
        new = [f"{graph} {pair} {ox.Literal(both)}" for graph, both in lines]
        return [_forget(self.names.altered, pair, graphs), *_inserted(self.names.altered, new)]

    def taken_from_union(self, graph: ox.NamedNode) -> str:
        """Remove from the union what only this graph says."""
        names = self.names
        ours = f"{graph}, <{names.union}>, <{names.store}>, <{names.attached}>, <{names.altered}>"
        elsewhere = f"GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({ours}))"
        return (
            f"DELETE {{ {_in(self.union, '?s ?p ?o')} }} "
            f"WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {elsewhere} }} }}"
        )

    def written(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> str:
        """Write a graph that is empty, and its share of the union."""
        triples = _listed(quads)
        return f"INSERT DATA {{ {_in(graph.value, triples)} {_in(self.union, triples)} }}"


def dropped(graph: str) -> str:
    """Remove a graph, whether there is one or not."""
    return f"DROP SILENT GRAPH <{graph}>"


def filled(graph: str, quads: Iterable[ox.Quad]) -> str:
    """Write triples into a graph."""
    return f"INSERT DATA {{ {_in(graph, _listed(quads))} }}"


def _listed(quads: Iterable[ox.Quad]) -> str:
    return " .\n".join(str(quad.triple) for quad in quads)


def _in(graph: str, triples: str) -> str:
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples


def _inserted(graph: str, triples: Sequence[str]) -> Iterator[str]:
    for i in range(0, len(triples), MANY):
        yield f"INSERT DATA {{ {_in(graph, ' . '.join(triples[i : i + MANY]))} }}"


def _forget(graph: str, predicate: str, subjects: Iterable[ox.NamedNode]) -> str:
    """Remove what a service graph says of some graphs."""
    said = f"GRAPH <{graph}> {{ ?about {predicate} ?said }}"
    return f"DELETE {{ {said} }} WHERE {{ {said} VALUES ?about {{ {' '.join(map(str, subjects))} }} }}"
