"""Reading a graph folder: a finished snapshot, opened read-only, safe beside a build that goes on."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import folder as layout
from kg.store.closing import Closing
from kg.store.folder import Manifest
from kg.store.reader import Node, Results, Term, query

if TYPE_CHECKING:
    from rdflib import Dataset


class FolderReader(Closing):
    """An open graph, read only: writing to it raises. It shows one state, whatever is built meanwhile."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.base = manifest.base
        self.timeout: float | None = None
        self.snapshot = path / manifest.snapshot
        self._release = weakref.finalize(self, os.close, layout.hold(path, manifest))
        self.oxigraph = _open(self.snapshot / "store", path)

    @property
    def name(self) -> str:
        """The folder, for messages."""
        return str(self.path)

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The engine's results; the default graph is the union of all, the usual prefixes are known."""
        return query(self.oxigraph, self.base, sparql, bindings)

    def graphs(self) -> tuple[ox.NamedNode, ...]:
        """The named graphs, sorted by IRI."""
        found = [g for g in self.oxigraph.named_graphs() if isinstance(g, ox.NamedNode)]
        return tuple(sorted(found, key=lambda g: g.value))

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all."""
        for one in self.graphs() if graph is None else (graph,):
            yield from self.oxigraph.quads_for_pattern(None, None, None, one)

    def matching(self, subject: Node | None, predicate: ox.NamedNode | None, object: Term | None) -> Iterator[ox.Quad]:
        """The triples of the union that fit, each once, whatever graphs they are in; None fits all."""
        return iter(self.oxigraph.quads_for_pattern(subject, predicate, object, ox.DefaultGraph()))

    def attached(self, name: str) -> str:
        """The content of a further file of this state; raises StoreError when there is none."""
        try:
            return (self.snapshot / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self.path}: holds no {name}; build it again") from error

    def rdflib(self) -> Dataset:
        """An rdflib Dataset over this very store, without copying; kg.store.dataset tells its pitfalls."""
        from kg.store.dataset import dataset

        return dataset(self.oxigraph, self.base)

    def close(self) -> None:
        """Let the snapshot go; a later build may then remove it."""
        self._release()


def open_folder(path: str | os.PathLike[str]) -> FolderReader:
    """Open a graph folder for reading; raises StoreError when there is no finished graph."""
    folder = Path(path)
    manifest = layout.read_manifest(folder)
    while True:
        if not manifest.snapshot:
            raise StoreError(f"{folder}: holds no finished graph yet; wait for the build, or run it again")
        try:
            reader = FolderReader(folder, manifest)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise StoreError(f"{folder}: cannot be read ({error.strerror})") from error
        else:
            if layout.read_manifest(folder) == manifest:
                return reader
            reader.close()
        found = layout.read_manifest(folder)
        if found == manifest:
            raise StoreError(f"{folder}: its snapshot {manifest.snapshot} is missing; build it again")
        manifest = found


def _open(files: Path, folder: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(files))
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{folder}: the graph's files are damaged ({error}); build it again") from error
