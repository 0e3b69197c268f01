"""The layout of a graph folder, its manifest and its locks.

kg-graph.json      the manifest: marks the folder as a graph and names the finished snapshot
lock               held by the writer, and only by it
snapshot-<n>/      one state of the graph, never written to again
    store/         Oxigraph's files
    in-use         held (shared) by every reader
extractions.jsonl  what the texts yielded, kept between builds
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from importlib import metadata
from pathlib import Path
from typing import IO

from kg.errors import StoreError, StoreLockedError
from kg.files import written_to

MANIFEST = "kg-graph.json"
LAYOUT = 2
WORKING = "working"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder says of itself. ``snapshot`` is empty until a first build has ended."""

    base: str  # what its IRIs begin with
    snapshot: str = ""
    kg: str = ""  # version that wrote it
    oxigraph: str = ""
    layout: int = LAYOUT


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a graph folder; raises StoreError when the folder is none."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**{f.name: found[f.name] for f in fields(Manifest)})
    except FileNotFoundError:
        raise StoreError(_absent(folder)) from None
    except NotADirectoryError:
        raise StoreError(f"{folder}: is a file, not a graph folder") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder}: is not a graph: its {MANIFEST} is damaged; build it anew elsewhere") from error
    if manifest.layout != LAYOUT:
        raise StoreError(f"{folder}: was written by another version of kg ({manifest.kg}); build it anew elsewhere")
    return manifest


def _absent(folder: Path) -> str:
    if not folder.exists():
        return f"{folder}: there is no graph here; make one with: kg build TEXTS -o {folder}"
    return f"{folder}: is not a graph (no {MANIFEST} in it); give a folder that kg build made"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place in one step."""
    partial = folder / f"{MANIFEST}.part"
    with partial.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, folder / MANIFEST)
    with contextlib.suppress(OSError):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the writer's lock; raises StoreLockedError when somebody else does."""
    with _lock(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreLockedError(f"{folder}: another process is writing to this graph; wait for it to end") from None
        yield


def _lock(folder: Path) -> IO[str]:
    with written_to(folder):
        return (folder / "lock").open("a+")


def hold(folder: Path, manifest: Manifest) -> int:
    """Mark a snapshot as in use until the descriptor is closed; raises FileNotFoundError when it is gone."""
    descriptor = os.open(folder / manifest.snapshot / "in-use", os.O_RDONLY)
    with contextlib.suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return descriptor


def sweep(folder: Path, keep: str) -> None:
    """Remove every snapshot but one, and what an interrupted build left; those in use stay for a later sweep."""
    for path in [*sorted(folder.glob("snapshot-*")), folder / WORKING]:
        if path.name != keep and path.is_dir() and not _in_use(path):
            shutil.rmtree(path, ignore_errors=True)


def _in_use(snapshot: Path) -> bool:
    try:
        with (snapshot / "in-use").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def next_snapshot(manifest: Manifest) -> str:
    """The name of the snapshot after this one."""
    return f"snapshot-{int(manifest.snapshot.rpartition('-')[2] or 0) + 1}"


def engine() -> str:
    """The version of the storage engine."""
    return metadata.version("pyoxigraph")
