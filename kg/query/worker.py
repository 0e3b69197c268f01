"""Queries that can be stopped: each runs in a process of its own, on a snapshot, and is killed at its time limit.

    with QueryWorker("graph") as worker:
        for solution in worker.run("SELECT * WHERE { ?s ?p ?o }", timeout=2, limit=100): ...

The process is started once and kept warm; one that was killed is replaced at once. The engine's results are what
Reader.query gives, so ``kg.query.written`` and ``kg.query.as_python`` take them.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg import errors
from kg.errors import KgError, QueryBusyError, QueryFailedError, QueryTimeoutError, StoreError
from kg.query.process import Channel, Task, Work
from kg.store.closing import Closing
from kg.store.folder import read_manifest
from kg.store.reader import Results

MEMORY = 2 << 30  # bytes that a query may take
STARTING = 30.0  # seconds that a worker may take to open its graph
CODE = "import sys; sys.path[:] = {path!r}; from kg.query.process import main; main({fd}, {graph!r}, {memory})"


class Stream:
    """An answer on its way: ``kind`` (rows, truth, graph), its bytes as an iterator or a file, ``cut`` at its end.

    ``cut`` tells whether the limit left something out. Raises QueryError, QueryTimeoutError where the time, counted
    while waiting for the engine, is over.
    """

    def __init__(self, worker: QueryWorker, timeout: float | None) -> None:
        self._worker, self._left, self.timeout = worker, timeout, timeout
        self._rest = b""
        self.cut, self.done = False, False
        self.kind = str(self._next("kind")[1])

    def __iter__(self) -> Iterator[bytes]:
        while portion := self.read():
            yield portion

    def read(self, size: int = -1) -> bytes:
        """Some of the bytes, at most ``size``; none at the end."""
        if not self._rest and not self.done:
            tag, value = self._next("portion", "end")
            self._rest, self.done, self.cut = (b"", True, value) if tag == "end" else (value, False, False)
            return self.read(size)
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given

    def close(self) -> None:
        """Give up what was not read: the query is stopped."""
        if not self.done:
            self.done = True
            self._worker.restart()

    def _next(self, *expected: str) -> tuple[str, Any]:
        started = time.monotonic()
        message = self._worker.message(self._left)
        if self._left is not None:
            self._left = max(0.0, self._left - (time.monotonic() - started))
        if message is None:
            self.close()
            raise QueryTimeoutError(
                f"the query took longer than {self.timeout:g} s and was stopped; narrow it, or allow it more time"
            )
        tag, value = message
        self.done = tag == "error"
        if self.done:
            raise _error(value)
        assert tag in expected, tag
        return tag, value


class QueryWorker(Closing):
    """A process that answers queries about one state of a graph, one at a time. Not to be shared between threads.

    ``memory`` bounds, in bytes, what a query may take. Raises StoreError when there is no graph; without ``wait`` the
    first query does.
    """

    def __init__(self, path: str | os.PathLike[str], *, memory: int = MEMORY, wait: bool = True) -> None:
        self.path, self.memory = Path(path), memory
        self._stream: Stream | None = None
        self._start()
        if wait:
            self._await_ready()

    def run(
        self,
        sparql: str,
        bindings: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Results:
        """The engine's results, read from the process as they are used; the next query ends what was not read.

        ``timeout`` in seconds, ``limit`` in rows or triples. Raises QueryError, QueryTimeoutError.
        """
        return results(self.stream(Task(sparql=sparql, bindings=bindings or {}, limit=limit), timeout=timeout))

    def stream(self, task: Work, *, timeout: float | None = None) -> Stream:
        """The answer to a task as bytes. Raises as ``run``."""
        self.release()
        self._await_ready()
        try:
            self._channel.send(task)
        except OSError:  # it was ended from outside
            self.restart()
            self._await_ready()
            self._channel.send(task)
        self._stream = Stream(self, timeout)
        return self._stream

    def message(self, timeout: float | None) -> tuple[str, Any] | None:
        """The next message of the process; None when none comes in time. Raises QueryFailedError when it broke down."""
        try:
            if not self._channel.poll(timeout):
                return None
            return self._channel.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            self.restart()
            raise QueryFailedError(
                "the query broke down, most likely for want of memory; narrow it or write it more simply"
            ) from None

    def release(self) -> None:
        """Stop a query whose answer was not read to its end."""
        if self._stream is not None:
            self._stream.close()
        self._stream = None

    def kill(self) -> None:
        """End what the process does; may be called from another thread, whose query then breaks down."""
        self._process.kill()

    def restart(self) -> None:
        """Kill the process, whatever it does, and start another."""
        self._finalizer()
        self._start()

    def close(self) -> None:
        """End the process."""
        self._finalizer()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        path = [p for p in sys.path if p]
        code = CODE.format(path=path, fd=theirs.fileno(), graph=str(self.path), memory=self.memory)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", code], pass_fds=[theirs.fileno()], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        self._channel: Channel = Connection(ours.detach())
        self._finalizer = weakref.finalize(self, _end, self._process, self._channel)
        self.snapshot = ""  # the state that it answers about; empty until it has opened it

    def _await_ready(self) -> None:
        if self.snapshot:
            return
        tag, value = self.message(STARTING) or ("late", None)
        if tag == "ready":
            self.snapshot = str(value)
            return
        self.close()
        if tag == "late":
            raise StoreError(f"{self.path}: could not be opened within {STARTING:g} s; try again")
        raise _error(value)


def _error(told: Any) -> KgError:  # noqa: ANN401 (what came through the channel)
    """The error that a process told of."""
    name, message = told
    kind: type[KgError] = getattr(errors, name)
    return kind(message)


def _end(process: subprocess.Popen[bytes], channel: Channel) -> None:
    process.kill()
    process.wait()
    channel.close()
    if process.stdin is not None:
        process.stdin.close()


class QueryPool(Closing):
    """``size`` workers on one graph, for queries that come at the same time. May be shared between threads.

    A worker that answers about a state which a later build has replaced is replaced too. Raises StoreError when there
    is no graph.
    """

    def __init__(self, path: str | os.PathLike[str], size: int = 4, *, memory: int = MEMORY) -> None:
        self.path, self.size = Path(path), size
        self._free: queue.PriorityQueue[tuple[bool, int, QueryWorker]] = queue.PriorityQueue()
        self._count = itertools.count()
        first = QueryWorker(path, memory=memory)
        self._workers = [first, *(QueryWorker(path, memory=memory, wait=False) for _ in range(size - 1))]
        for worker in self._workers:
            self._put(worker)

    @contextlib.contextmanager
    def worker(self, wait: float | None = None) -> Iterator[QueryWorker]:
        """A free worker, one that is ready before one that starts, after at most ``wait`` seconds.

        Raises QueryBusyError when none became free.
        """
        try:
            _, _, worker = self._free.get(timeout=wait)
        except queue.Empty:
            raise busy(self.size) from None
        try:
            if worker.snapshot and worker.snapshot != read_manifest(self.path).snapshot:
                worker.restart()
            yield worker
        finally:
            worker.release()
            self._put(worker)

    def _put(self, worker: QueryWorker) -> None:
        self._free.put((not worker.snapshot, next(self._count), worker))

    def close(self) -> None:
        """End all workers; what they are at breaks down."""
        for worker in self._workers:
            worker.kill()
        for _ in self._workers:
            self._free.get()[2].close()


def busy(size: int) -> QueryBusyError:
    """The error that tells that no worker is free."""
    return QueryBusyError(f"as many queries as may run at once ({size}) are running; try again a little later")


def results(stream: Stream) -> Results:
    """A stream of JSON or N-Triples as the engine's results; rows are read as they are used, a graph at once."""
    file = cast(IO[bytes], stream)
    if stream.kind != "graph":
        return ox.parse_query_results(file, ox.QueryResultsFormat.JSON)
    graph = ox.Store()
    graph.bulk_load(file, ox.RdfFormat.N_TRIPLES)
    return graph.query("CONSTRUCT WHERE { ?s ?p ?o }")
