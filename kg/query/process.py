"""The process behind a QueryWorker: it opens a graph, answers one task after the other, and ends with its parent."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from typing import IO, Any, Protocol, TypeAlias, cast

import pyoxigraph as ox

from kg import query
from kg.errors import KgError, QueryFailedError
from kg.query.formats import graph
from kg.store import reader as reading
from kg.store.folder_reader import open_folder
from kg.store.reader import Reader, Results, Term

PORTION = 1 << 16  # bytes that are sent at once
Channel: TypeAlias = "Connection[Any, Any]"


class Answered(Protocol):
    """An answer that can be written; ``cut`` tells afterwards whether a limit left something out."""

    cut: bool

    @property
    def kind(self) -> str:
        """What it is: rows, truth, graph, page."""

    def write(self, file: IO[bytes]) -> None:
        """Write it."""


class Work(Protocol):
    """What a process can be asked to do: it goes there as a pickle."""

    def answer(self, reader: Reader) -> Answered:
        """Begin with it. Raises KgError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A query, or the name of a question, and how its answer is written: rows and truths one way, a graph another.

    ``limit`` counts rows or triples. Where a graph is named, only those named are seen, the first ones as one graph
    (the default graph of SPARQL), the others with GRAPH; else every graph is seen in both ways.
    """

    sparql: str = ""
    question: str = ""
    bindings: Mapping[str, object] = field(default_factory=dict)
    rows: str = "json"
    graph: str = "ntriples"
    limit: int | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    services: tuple[str, ...] = ()  # hosts that SERVICE may ask

    def answer(self, reader: Reader) -> Answer:
        """Run the query. Raises QueryError."""
        return Answer(reader, self)


@dataclass(frozen=True, slots=True)
class Part:
    """A reader that sees only the graphs that a task names."""

    reader: Reader
    task: Task

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """As Reader.query."""
        default, named = ([ox.NamedNode(iri) for iri in g] for g in (self.task.default_graphs, self.task.named_graphs))
        store, base = self.reader.oxigraph, self.reader.base
        return reading.query(store, base, sparql, bindings, default=default, named=named)


class Answer:
    """The answer to a task; ``kind`` is rows, truth or graph. ``cut`` tells afterwards whether the limit left some out.

    Raises QueryError.
    """

    def __init__(self, reader: Reader, task: Task) -> None:
        seen = cast(Reader, Part(reader, task)) if task.default_graphs or task.named_graphs else reader
        if task.question:
            self.results = query.ask(seen, task.question, task.bindings)
        else:
            self.results = query.run(seen, task.sparql, task.bindings, datasets=True, services=task.services)
        self.task, self.base, self.cut = task, reader.base, False

    @property
    def kind(self) -> str:
        """What kind of query it was."""
        if isinstance(self.results, ox.QueryTriples):
            return "graph"
        return "truth" if isinstance(self.results, ox.QueryBoolean) else "rows"

    @property
    def variables(self) -> list[ox.Variable]:
        """The columns of the rows."""
        return cast(ox.QuerySolutions, self.results).variables

    def __iter__(self) -> Iterator[Any]:
        items: Iterator[Any] = iter(cast(Iterable[Any], self.results))
        yield from islice(items, self.task.limit)
        self.cut = self.task.limit is not None and next(items, None) is not None

    def write(self, file: IO[bytes]) -> None:
        """Write the answer in the format that the task wants."""
        results, form = self.results, self.task.rows
        if isinstance(results, ox.QuerySolutions) and self.task.limit is None and form == "json":
            results.serialize(file, ox.QueryResultsFormat.JSON)  # the engine's own is the fastest
        elif isinstance(results, ox.QueryTriples):
            file.writelines(_graph(self, self.task.graph, self.base))
        else:
            shown = results if isinstance(results, ox.QueryBoolean) else cast(ox.QuerySolutions, self)
            file.writelines(query.written(shown, form, base=self.base))


def _graph(triples: Iterable[ox.Triple], form: str, base: str) -> Iterator[bytes]:
    if form == "ntriples":  # as they are found, so that memory stays bounded
        return (f"{triple} .\n".encode() for triple in triples)
    return graph(triples, form, base)


class Portions:
    """A file that sends what is written to it."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._held = channel, bytearray()

    def write(self, data: bytes) -> int:
        """Take bytes, and send them when there are enough."""
        self._held += data
        if len(self._held) >= PORTION:
            self.flush()
        return len(data)

    def writelines(self, portions: Iterable[bytes]) -> None:
        """Take one portion after the other."""
        for portion in portions:
            self.write(portion)

    def flush(self) -> None:
        """Send what is held."""
        self._channel.send(("portion", bytes(self._held)))
        self._held.clear()


def send(channel: Channel, answer: Answered) -> None:
    """Send an answer: its kind, portions of bytes, and at the end whether it was cut."""
    channel.send(("kind", answer.kind))
    file = Portions(channel)
    answer.write(cast(IO[bytes], file))
    file.flush()
    channel.send(("end", answer.cut))


def main(descriptor: int, path: str, memory: int) -> None:
    """Answer the tasks that come through a socket, until its other end or standard input is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound(memory)
    channel: Channel = Connection(descriptor)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            reader = open_folder(path)
        except KgError as error:
            channel.send(("error", (type(error).__name__, str(error))))
            return
        channel.send(("ready", reader.snapshot.name))
        while True:
            _serve(channel, reader, channel.recv())


def _serve(channel: Channel, reader: Reader, work: Work) -> None:
    try:
        send(channel, work.answer(reader))
    except KgError as error:
        channel.send(("error", (type(error).__name__, str(error))))
    except (ValueError, RuntimeError, OSError, RecursionError, MemoryError) as error:
        if isinstance(error, BrokenPipeError | ConnectionResetError):
            raise
        told = " ".join(str(error).split())[:500]
        channel.send(("error", (QueryFailedError.__name__, f"the query failed: {told}")))


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        os.read(0, 1)
    os._exit(0)


def _bound(memory: int) -> None:
    """Let the process take no more memory than that, and leave no core behind."""
    for kind, most in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
