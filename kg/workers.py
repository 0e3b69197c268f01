"""Documents → extractions in processes of their own: one that dies or hangs costs the text it had in hand, no other.

Every worker has one batch at a time and sends a result as soon as it has it; so memory stays bounded, and it is always
known which text a worker has in hand. A text whose worker died is given to another worker, once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from kg.errors import KgError
from kg.model import Document, Extraction, Failure

BATCH = 60_000  # characters that a worker gets at once: some seconds of work
PATIENCE = 120.0  # seconds in which a new worker must have loaded model and data


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. ``trouble``: what went wrong before it went well."""

    document: Document
    result: Extraction | Failure
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """What workers load, and what one text may take: seconds, and MiB beyond what a loaded worker has (0: any)."""

    model: str | None = None
    reference: str | None = None
    seconds: float = 600.0
    memory: int = 0


def too_long(document: Document, setup: Setup) -> Failure:
    """A text that took longer than it may."""
    return Failure(document.source, f"took longer than {setup.seconds:g} s; skipped")


def batches(documents: Sequence[Document], size: int = BATCH) -> Iterator[list[Document]]:
    """Documents in batches of about equal work, the longest texts first."""
    batch: list[Document] = []
    held = 0
    for document in sorted(documents, key=lambda d: (-len(d.text), d.id)):
        if batch and held + len(document.text) > size:
            yield batch
            batch, held = [], 0
        batch.append(document)
        held += len(document.text)
    if batch:
        yield batch


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    batch: list[Document] = field(default_factory=list)  # what it has not answered yet; the first is in hand


class Pool:
    """Worker processes. ``stopping`` is asked before a batch is handed out."""

    def __init__(self, setup: Setup, workers: int, stopping: Callable[[], bool]) -> None:
        self._setup, self._wanted, self._stopping = setup, workers, stopping
        self._workers: list[_Worker] = []
        self._again: dict[str, str] = {}  # documents that a worker did not survive → how it ended
        self._unready = 0  # workers that died before they had loaded

    def run(self, documents: Sequence[Document]) -> Iterator[Outcome]:
        """What the documents yield, as it comes. Raises KgError when workers cannot start."""
        queue = list(batches(documents))[::-1]
        try:
            while (queue and not self._stopping()) or any(w.batch for w in self._workers):
                self._hand_out(queue)
                for worker in self._heard():
                    yield from self._answer(worker, queue)
        finally:
            for worker in self._workers:
                worker.process.kill()

    def _hand_out(self, queue: list[list[Document]]) -> None:
        while len(self._workers) < min(self._wanted, len(self._workers) + len(queue)) and not self._stopping():
            self._workers.append(_started(self._setup))
        for worker in self._workers:
            if worker.ready and not worker.batch and queue and not self._stopping():
                worker.batch = queue.pop()
                worker.deadline = time.monotonic() + self._setup.seconds
                with contextlib.suppress(OSError):  # it died meanwhile: the next wait will tell
                    worker.pipe.send(worker.batch)

    def _heard(self) -> list[_Worker]:
        """The workers that have an answer, have died or are late, after waiting for the first."""
        busy = [w for w in self._workers if w.batch or not w.ready]
        soonest = min((w.deadline for w in busy), default=time.monotonic()) - time.monotonic()
        ready = wait([w.pipe for w in busy], timeout=min(max(soonest, 0.0), 1.0))
        return [w for w in busy if w.pipe in ready or w.deadline <= time.monotonic()]

    def _answer(self, worker: _Worker, queue: list[list[Document]]) -> Iterator[Outcome]:
        try:
            answer = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            answer = None
        if answer is None:
            yield from self._lost(worker, queue)
        elif isinstance(answer, str):
            raise KgError(answer)
        elif answer is True:
            worker.ready, worker.deadline = True, time.monotonic() + self._setup.seconds
        else:
            document = worker.batch.pop(0)
            worker.deadline = time.monotonic() + self._setup.seconds
            yield Outcome(document, answer, self._again.get(document.id, ""))

    def _lost(self, worker: _Worker, queue: list[list[Document]]) -> Iterator[Outcome]:
        """A worker that died or is late: its text in hand is tried once more if it died, the others go on."""
        late = worker.deadline <= time.monotonic()
        if not late:
            worker.process.join(PATIENCE)
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        self._unready += not worker.ready
        if self._unready > 2 * self._wanted:
            raise KgError("worker processes die or hang before they have loaded model and data; is there memory left?")
        if not worker.batch:
            return
        document, *rest = worker.batch
        if rest:
            queue.append(rest)
        how = f"a worker process was ended by signal {-(worker.process.exitcode or 0)} while it worked on this text"
        if late:
            yield Outcome(document, too_long(document, self._setup))
        elif document.id in self._again:
            yield Outcome(document, Failure(document.source, f"{how}, twice; skipped"))
        else:
            self._again[document.id] = how
            queue.append([document])


def _started(setup: Setup) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, setup), daemon=True)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for the main process alone
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    theirs.close()
    return _Worker(process, ours, time.monotonic() + PATIENCE)


def _serve(pipe: Connection, setup: Setup) -> None:
    """The life of a worker: it ends when the main process does, whatever ended that."""
    from kg.extractor import Extractor

    try:
        extractor = Extractor(setup.model, setup.reference)
    except KgError as error:
        pipe.send(str(error))
        return
    _bound_memory(setup.memory)
    try:
        pipe.send(True)
        while True:
            for document in pipe.recv():
                pipe.send(extractor.one(document))
    except (EOFError, OSError):
        return


def _bound_memory(mebibytes: int) -> None:
    """Let this process take so much more memory than it has now."""
    if mebibytes:
        page = resource.getpagesize()
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[5]) * page
        resource.setrlimit(resource.RLIMIT_DATA, (now + (mebibytes << 20),) * 2)
