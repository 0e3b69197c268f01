"""What a writer works on: named graphs in an Oxigraph store, and the default graph as their union."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.files import written_to
from kg.store.loading import batches, with_union


class Content:
    """The quads of a graph under construction, each triple once more in the default graph, their union.

    ``name`` is told in errors. Every method raises StoreError when the disk refuses; what was then half written is
    never finished.
    """

    def __init__(self, files: Path, name: Path) -> None:
        self.store = ox.Store(str(files))
        self._name = name
        self._whole = True

    def bulk(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads of named graphs. When they cannot be had to the end, the graph is never finished."""
        before = self._whole
        for batch in batches(quads):
            self._whole = False
            with written_to(self._name):
                batch.load(self.store)
        self._whole = before

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Give a named graph new content; raises ValueError for a quad of another graph, and changes nothing then."""
        new = dict.fromkeys(quads)
        if any(quad.graph_name != graph for quad in new):
            raise ValueError(f"a quad does not belong to graph {graph.value}")
        with written_to(self._name):
            old = dict.fromkeys(self.store.quads_for_pattern(None, None, None, graph))
        self.change([quad for quad in old if quad not in new], [quad for quad in new if quad not in old])
        if not new:
            with written_to(self._name):
                self.store.remove_graph(graph)

    def change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take away quads of named graphs, and add others."""
        before, self._whole = self._whole, False
        with written_to(self._name):
            self._remove(gone)
            self.store.extend(with_union(new))
        self._whole = before

    def drop(self, graph: ox.NamedNode) -> None:
        """Remove a named graph; nothing happens when there is none."""
        self.replace(graph, ())

    def finish(self) -> None:
        """Write everything to disk and let the files go; raises StoreError when a change was left half done."""
        if not self._whole:
            raise StoreError(f"{self._name}: a change could not be written in full; nothing was changed")
        with written_to(self._name):
            self.store.flush()
        del self.store

    def _remove(self, quads: Iterable[ox.Quad]) -> None:
        for quad in quads:
            self.store.remove(quad)
            if not self._in_a_graph(quad):
                self.store.remove(ox.Quad(quad.subject, quad.predicate, quad.object))

    def _in_a_graph(self, quad: ox.Quad) -> bool:
        found = self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(not isinstance(q.graph_name, ox.DefaultGraph) for q in found)
