"""Writing a graph behind a SPARQL 1.1 endpoint: one writer at a time, made here first, sent when it is whole."""

from __future__ import annotations

import contextlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.changes import Altered, Change, skolemised
from kg.store.content import Content
from kg.store.endpoint import connect
from kg.store.http import Client
from kg.store.publication import Publication, publication
from kg.store.reader import Results, Term, query
from kg.store.remote_reader import manifests


class RemoteWriter:
    """A graph under construction, in a temporary folder. The endpoint sees nothing until the ``with`` block has ended.

    Then the graphs that changed are sent, each all or nothing; ``altered`` tells what the endpoint keeps otherwise.
    """

    def __init__(self, target: Publication, folder: Path, *, keep: bool) -> None:
        self.base = target.names.base
        self._target, self._folder = target, folder
        self._files: dict[str, str] = {}
        self._changed: dict[ox.NamedNode, Change] = {}
        self._content = None if keep else Content(folder / "store", folder)
        self._keep = keep

    @property
    def altered(self) -> tuple[Altered, ...]:
        """What the endpoint keeps otherwise than it was sent; known when the block has ended."""
        return tuple(self._target.altered)

    @property
    def oxigraph(self) -> ox.Store:
        """The engine's store with what has been written so far; what the endpoint holds is read when first needed."""
        return self._whole().store

    def _whole(self) -> Content:
        if self._content is None:
            self._content = Content(self._folder / "store", self._folder)
            reader = self._target.reader
            unchanged = (g for g in reader.graphs() if g not in self._changed)
            self._content.bulk(quad for graph in unchanged for quad in reader.quads(graph))
            self._content.bulk(quad for change in self._changed.values() for quad in change.quads)
        return self._content

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The results over what has been written so far."""
        return query(self.oxigraph, self.base, sparql, bindings)

    def bulk(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads of named graphs. When they cannot be had to the end, nothing of the block is ever seen."""
        if not self._keep:
            self._whole().bulk(quads)
            return
        added: dict[Any, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            if not isinstance(quad, ox.Quad):
                raise TypeError(f"{quad!r} is not a quad")
            added[quad.graph_name].append(quad)
        for graph, more in added.items():
            old = self.oxigraph.quads_for_pattern(None, None, None, graph)
            self.replace(graph, {*old, *more})

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Give a named graph new content; when the quads cannot be had, the old content stays.

        Raises ValueError for a quad of another graph.
        """
        new = tuple(skolemised(quad, self.base) for quad in quads)
        if any(quad.graph_name != graph for quad in new):
            raise ValueError(f"a quad does not belong to graph {graph.value}")
        if self._content is not None:
            self._content.replace(graph, new)
        if self._keep:
            self._changed[graph] = Change(graph, new)

    def change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take some quads of named graphs away, and add others."""
        away, added = set(gone), list(new)
        for graph in dict.fromkeys(q.graph_name for q in (*away, *added) if isinstance(q.graph_name, ox.NamedNode)):
            kept = (q for q in self.oxigraph.quads_for_pattern(None, None, None, graph) if q not in away)
            self.replace(graph, [*kept, *(q for q in added if q.graph_name == graph)])

    def drop(self, graph: ox.NamedNode) -> None:
        """Remove a named graph; nothing happens when there is none."""
        self.replace(graph, ())

    def attach(self, name: str, content: str) -> None:
        """Keep a further file with the graph."""
        self._files[name] = content

    def finish(self) -> None:
        """Send what changed."""
        if self._keep:
            there = self._target.reader.hashes()
            changes = [c for g, c in sorted(self._changed.items(), key=lambda i: i[0].value) if c.hash != there.get(g)]
            self._target.change(changes, there, self._files)
        else:
            self._target.publish(self, self._files)

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs written so far."""
        return [g for g in self.oxigraph.named_graphs() if isinstance(g, ox.NamedNode)]

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """The quads written so far, of one named graph or of all."""
        for one in self.graphs() if graph is None else (graph,):
            yield from self.oxigraph.quads_for_pattern(None, None, None, one)


@contextlib.contextmanager
def rebuild_endpoint(
    url: str, *, base: str, kg: str = "", headers: Mapping[str, str] | None = None
) -> Iterator[RemoteWriter]:
    """Write a graph from nothing; what the endpoint held of it is replaced, graph by graph."""
    with _writing(publication(url, base, kg=kg, headers=headers), keep=False) as writer:
        yield writer


@contextlib.contextmanager
def edit_endpoint(url: str, *, kg: str = "", headers: Mapping[str, str] | None = None) -> Iterator[RemoteWriter]:
    """Change the graph that an endpoint holds; raises StoreError when it holds none."""
    found = manifests(connect(url, Client(headers or {})))
    if len(found) != 1:
        raise StoreError(f"{url}: holds {len(found)} graphs of kg; one can be changed")
    with _writing(publication(url, found[0].base, kg=kg, headers=headers), keep=True) as writer:
        yield writer


@contextlib.contextmanager
def _writing(target: Publication, *, keep: bool) -> Iterator[RemoteWriter]:
    with held(target), tempfile.TemporaryDirectory(prefix="kg-") as folder:
        writer = RemoteWriter(target, Path(folder), keep=keep)
        yield writer
        writer.finish()


@contextlib.contextmanager
def held(target: Publication) -> Iterator[Publication]:
    """A publication between ``begin`` and ``end``."""
    target.begin()
    try:
        yield target
    finally:
        target.end()
