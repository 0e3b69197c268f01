"""What every graph under construction can do, wherever it lies: the writer's protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.store.reader import Results, Term


class Writer(Protocol):
    """A graph under construction. Nothing of it is visible to readers until its ``with`` block has ended."""

    base: str
    """What its IRIs begin with."""

    @property
    def oxigraph(self) -> ox.Store:
        """The engine's store with what has been written so far."""

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The results over what has been written so far. Raises QueryError."""

    def bulk(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads of named graphs. When they cannot be had to the end, nothing of the block is ever seen."""

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Give a named graph new content; when the quads cannot be had, the old content stays.

        Raises ValueError for a quad of another graph.
        """

    def change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take some quads of named graphs away, and add others."""

    def drop(self, graph: ox.NamedNode) -> None:
        """Remove a named graph; nothing happens when there is none."""

    def attach(self, name: str, content: str) -> None:
        """Keep a further file with the graph."""
