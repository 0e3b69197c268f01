"""Writing a graph to an endpoint: only the named graphs that changed, each of them all or nothing, and read back.

A named graph and its share of the union change in one request, with several small graphs in it. Virtuoso takes neither
long requests nor several graphs at once: there a graph is marked in the manifest, replaced as a whole by the Graph
Store Protocol, its share of the union brought in line, and the mark taken away; what a broken-off run has marked, the
next one does again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import answers
from kg.store.changes import Altered, Change, Source, batches, compared, differing
from kg.store.endpoint import Endpoint, connect
from kg.store.http import Client, refused
from kg.store.lock import Lock
from kg.store.operations import MANY, Operations, dropped, filled
from kg.store.remote import Manifest, Names, pieces
from kg.store.remote_reader import RemoteReader, manifests

BATCH, VIRTUOSO_BATCH = 5_000, 20_000  # triples


class Publication:
    """A graph behind an endpoint, being written. ``altered`` tells what the endpoint keeps otherwise than sent."""

    def __init__(self, endpoint: Endpoint, base: str, kg: str) -> None:
        self.endpoint, self.names, self.kg = endpoint, Names(base), kg
        self.altered: list[Altered] = []
        self._updates = endpoint.updates()
        self._lock = Lock(endpoint, self.names, self._updates)
        self.manifest = Manifest(base, self.names.union, kg)

    @property
    def reader(self) -> RemoteReader:
        """The graph as it is."""
        return RemoteReader(self.endpoint, self.manifest)

    @property
    def _do(self) -> Operations:
        return Operations(self.names, self.manifest.union)

    def begin(self) -> None:
        """Take the lock, and see what is there. Raises StoreLockedError, StoreError."""
        found = manifests(self.endpoint)
        base = next((m.base for m in found if m.base != self.names.base), None)
        if base is not None:
            raise StoreError(f"{self.endpoint.url}: holds a graph below {base}; give --base-iri {base}")
        self._lock.take()
        if found:
            self.manifest = found[0]
            return
        self.manifest = Manifest(self.names.base, self.names.union if self._default_is_taken() else "", self.kg)
        self._update(self._do.begin(self.manifest))

    def _default_is_taken(self) -> bool:
        """Whether the default graph shows the lock, being the union of all graphs, or holds what is not ours."""
        return bool(answers.truth(self.endpoint.ask("ASK { ?s ?p ?o }")))

    def publish(self, source: Source, files: Mapping[str, str] | None = None) -> None:
        """Make the endpoint hold what a source holds, and some files with it. Raises StoreError."""
        there = self.reader.hashes()
        self.change(differing(source, there, self.names.base), there, files)

    def change(
        self, changes: Iterable[Change], there: Iterable[ox.NamedNode], files: Mapping[str, str] | None = None
    ) -> None:
        """Give some graphs new content; ``there`` are the graphs that the endpoint has. Raises StoreError."""
        known = frozenset(there)
        for batch in batches(changes, VIRTUOSO_BATCH if self.endpoint.virtuoso else BATCH, MANY):
            self._lock.renew()
            self._replace(batch, known)
        if files:
            self._keep(files)
        done = Manifest(self.manifest.base, self.manifest.union, self.kg, complete=True)
        if done != self.manifest:
            self._update(self._do.finish(self.manifest, done))
            self.manifest = done

    def _replace(self, batch: Sequence[Change], there: frozenset[ox.NamedNode]) -> None:
        old = [c.graph for c in batch if c.graph in there]
        under_way = self._do.marks({c.graph: "" for c in batch})
        away = [self._do.taken_from_union(graph) for graph in old]
        if self.endpoint.virtuoso:
            self._update([*under_way, *away])
            self._upload(batch)
        else:
            new = [self._do.written(c.graph, c.quads) for c in batch if c.quads]
            self._update([*under_way, *away, *(dropped(graph.value) for graph in old), *new])
        altered = [pair for change in batch for pair in self._compared(change)]
        self.altered += [a for a in altered if a.kept != a.sent]
        self._update(self._do.altered([c.graph for c in batch], [(a.kept, a.sent) for a in altered]))
        self._update(self._do.marks({c.graph: c.hash for c in batch}))

    def _upload(self, batch: Sequence[Change]) -> None:
        """Send graphs and their share of the union by the Graph Store Protocol."""
        at, client = self.endpoint.graphs, self.endpoint.client
        for change in batch:
            if change.quads:
                refused(at, client.put(at, change.graph.value, _lines(change.quads)))
            elif (found := client.delete(at, change.graph.value)).status != 404:
                refused(at, found)
        union = _lines(quad for change in batch for quad in change.quads)
        if union:
            refused(at, client.put(at, self.manifest.union, union, add=True))

    def _compared(self, change: Change) -> list[Altered]:
        """What the endpoint keeps otherwise; raises StoreError for what it does not keep at all."""
        altered, lost = compared(change.quads, self.reader.held(change.graph))
        if lost:
            many = f" and {len(lost) - 1} more triples" if len(lost) > 1 else ""
            raise StoreError(f"{self.endpoint.url}: did not keep {lost[0].triple}{many} of {change.graph.value}")
        return altered

    def _keep(self, files: Mapping[str, str]) -> None:
        quads, graph = list(pieces(self.names, files.items())), self.names.attached
        if self.endpoint.virtuoso:
            at = self.endpoint.graphs
            refused(at, self.endpoint.client.put(at, graph, _lines(quads)))
        else:
            self._update([dropped(graph), filled(graph, quads)])

    def end(self) -> None:
        """Let the lock go, whatever has happened; of a first build that wrote nothing, nothing is left."""
        self._lock.release()
        if not self.manifest.complete and not self.reader.hashes():
            self._update([dropped(self.names.store)])

    def _update(self, operations: Sequence[str]) -> None:
        self.endpoint.update(operations, self._updates)


def publication(url: str, base: str, *, kg: str = "", headers: Mapping[str, str] | None = None) -> Publication:
    """A graph behind an endpoint, before ``begin``; raises StoreError when there is no endpoint that takes updates."""
    return Publication(connect(url, Client(headers or {})), base, kg)


def _lines(quads: Iterable[ox.Quad]) -> bytes:
    return "".join(f"{quad.triple} .\n" for quad in quads).encode()
