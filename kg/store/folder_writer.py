"""Writing a graph folder: one writer at a time, on a snapshot of its own, all or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.files import written_to
from kg.store import folder as layout
from kg.store.content import Content
from kg.store.folder import Manifest
from kg.store.reader import Results, Term, query


class FolderWriter:
    """A graph under construction. Nothing of it is visible to readers until its ``with`` block has ended."""

    def __init__(self, folder: Path, working: Path, base: str) -> None:
        self.path = folder
        self.base = base
        self.snapshot = working  # further files that belong to this state may be put here
        self._content = Content(working / "store", folder)

    @property
    def oxigraph(self) -> ox.Store:
        """The engine's store with what has been written so far."""
        return self._content.store

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The engine's results over what has been written so far."""
        return query(self.oxigraph, self.base, sparql, bindings)

    def bulk(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads of named graphs. When they cannot be had to the end, nothing of the block is ever seen."""
        self._content.bulk(quads)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Give a named graph new content; when the quads cannot be had, the old content stays.

        Raises ValueError for a quad of another graph.
        """
        self._content.replace(graph, quads)

    def change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take some quads of named graphs away, and add others."""
        self._content.change(gone, new)

    def drop(self, graph: ox.NamedNode) -> None:
        """Remove a named graph; nothing happens when there is none."""
        self._content.drop(graph)

    def attach(self, name: str, content: str) -> None:
        """Keep a further file with this state of the graph."""
        with written_to(self.snapshot / name):
            (self.snapshot / name).write_text(content, encoding="utf-8")

    def finish(self) -> None:
        """Write everything to disk and let the files go; raises StoreError when something is half written."""
        self._content.finish()

    def abandon(self) -> None:
        """Let the files go."""
        del self._content


@contextlib.contextmanager
def rebuild_folder(path: str | os.PathLike[str], *, base: str, kg: str = "") -> Iterator[FolderWriter]:
    """Write a graph from nothing; it takes the place of what the folder held."""
    with _writing(Path(path), base, kg, keep=False) as writer:
        yield writer


@contextlib.contextmanager
def edit_folder(path: str | os.PathLike[str], *, kg: str = "") -> Iterator[FolderWriter]:
    """Change the graph that a folder holds."""
    base = layout.read_manifest(Path(path)).base
    with _writing(Path(path), base, kg, keep=True) as writer:
        yield writer


@contextlib.contextmanager
def _writing(folder: Path, base: str, kg: str, *, keep: bool) -> Iterator[FolderWriter]:
    _prepare(folder, base)
    with layout.writing(folder):
        before = layout.read_manifest(folder)
        with written_to(folder):
            layout.sweep(folder, before.snapshot)
            working = _working(folder, before, keep=keep)
            writer = FolderWriter(folder, working, base)
        try:
            yield writer
            writer.finish()
        except BaseException as error:
            writer.abandon()
            shutil.rmtree(working, ignore_errors=True)
            if not before.snapshot and isinstance(error, Exception):
                _remove_unfinished(folder)
            raise
        with written_to(folder):
            _commit(folder, working, replace(before, base=base, kg=kg, oxigraph=layout.engine()))


def _prepare(folder: Path, base: str) -> None:
    """Make sure that the folder is a graph, if need be one without content."""
    try:
        if folder.is_dir() and any(folder.iterdir()):
            layout.read_manifest(folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        layout.write_manifest(folder, Manifest(base=base))
    except (FileExistsError, NotADirectoryError):
        raise StoreError(f"{folder}: is a file, not a graph folder") from None
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error


def _working(folder: Path, before: Manifest, *, keep: bool) -> Path:
    working = folder / layout.WORKING
    working.mkdir()
    (working / "in-use").touch()
    if keep and before.snapshot:
        ox.Store.read_only(str(folder / before.snapshot / "store")).backup(str(working / "store"))
    return working


def _commit(folder: Path, working: Path, after: Manifest) -> None:
    name = layout.next_snapshot(after)
    working.rename(folder / name)
    layout.write_manifest(folder, replace(after, snapshot=name))
    layout.sweep(folder, name)


def _remove_unfinished(folder: Path) -> None:
    """A first build that failed leaves no folder behind; one that was interrupted keeps what it has extracted."""
    shutil.rmtree(folder, ignore_errors=True)
