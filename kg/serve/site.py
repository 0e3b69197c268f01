"""What a server shares between requests: the open graph, the pool of query processes, limits and caches."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kg.query.worker import QueryPool
from kg.serve import LOOPBACK
from kg.store import Reader
from kg.store.folder import read_manifest
from kg.store.folder_reader import FolderReader, open_folder

Made = TypeVar("Made")
DRAWING = 4 << 30  # bytes that drawing may take
RECENT = 64  # things of which it is remembered what was worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a graph is served. Times in seconds, sizes in bytes."""

    title: str = "Knowledge graph"
    timeout: float = 10.0  # a query may take
    limit: int = 100_000  # rows or triples a query may yield
    workers: int = 4  # queries at once
    wait: float = 10.0  # a query waits for its turn
    body: int = 1 << 20  # a request may be
    drawing: float = 300.0  # drawing a map may take
    stalled: float = 30.0  # a client may take to read a portion
    hosts: tuple[str, ...] = LOOPBACK  # names the server answers to; "*" is any
    token: str = ""  # what a writer must show; empty: read only


@dataclass(slots=True)
class State:
    """One state of the graph, with what was worked out from it."""

    reader: FolderReader
    known: dict[object, Any] = field(default_factory=dict)
    recent: dict[object, Any] = field(default_factory=dict)
    locks: defaultdict[object, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))

    def once(self, key: object, make: Callable[[Reader], Made]) -> Made:
        """What ``make`` gives for this state, made at the first call."""
        with self.locks[key]:
            if key not in self.known:
                self.known[key] = make(self.reader)
            found: Made = self.known[key]
            return found

    def lately(self, key: object, make: Callable[[Reader], Made]) -> Made:
        """As ``once``, but only what was asked for last is kept."""
        with self.locks[hash(key) % RECENT]:
            if key not in self.recent:
                self.recent[key] = make(self.reader)
            found: Made = self.recent[key]
        while len(self.recent) > RECENT:
            self.recent.pop(next(iter(self.recent)), None)
        return found


class Site:
    """A graph folder being served. Raises StoreError when there is no graph."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path, self.settings = path, settings
        self._state = State(open_folder(path))
        self._lock = threading.Lock()
        self.pool = QueryPool(path, settings.workers)
        self._drawers: QueryPool | None = None
        self.turns = asyncio.Semaphore(settings.workers)

    @property
    def state(self) -> State:
        """The newest state; a build that ended since the last request is seen."""
        with self._lock:
            if read_manifest(self.path).snapshot != self._state.reader.snapshot.name:
                self._state = State(open_folder(self.path))
            return self._state

    @property
    def reader(self) -> FolderReader:
        """The open graph in its newest state."""
        return self.state.reader

    @property
    def drawers(self) -> QueryPool:
        """The process that draws maps, one after the other; started when the first is wanted."""
        with self._lock:
            if self._drawers is None:
                self._drawers = QueryPool(self.path, 1, memory=DRAWING)
            return self._drawers

    def close(self) -> None:
        """End the processes and let the graph go."""
        self.pool.close()
        if self._drawers is not None:
            self._drawers.close()
        self._state.reader.close()
