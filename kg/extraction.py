"""Documents → extractions: those of earlier builds from the cache, the others here, in workers or on a cluster."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from kg import records
from kg.cache import Cache
from kg.interrupt import Stop, TooLongError, within
from kg.model import Document, Extraction, Failure, Run
from kg.workers import Outcome, Pool, Setup, too_long

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of texts done, and of all."""


@dataclass(frozen=True, slots=True)
class Means:
    """How to extract: with ``workers`` processes or the cluster at ``dask``; ``full``: all of it again."""

    setup: Setup
    run: Run
    workers: int = 1
    dask: str | None = None
    full: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """Outlines (records.outline) by document id; the extractions themselves are in the cache."""

    outlines: list[Extraction]
    failures: tuple[Failure, ...]
    troubles: tuple[Failure, ...]  # what went wrong before it went well
    reused: int  # how many extractions an earlier build had made


def extract_all(documents: Sequence[Document], cache: Cache, means: Means) -> Extracted:
    """Extract what is not in the cache, and keep it there. Ctrl-C lets the text in hand end first."""
    with without_collecting():
        kept = {d.id: outline for d in documents if (outline := cache.outline(d))}
    missing = [d for d in documents if d.id not in kept]
    reused, told = len(kept), means.progress or _untold
    told(reused, len(documents))
    problems: dict[str, list[Failure]] = {"failures": [], "troubles": []}
    stop = Stop()
    with stop.listening():
        for n, outcome in enumerate(_outcomes(missing, means, stop), reused + 1):
            if isinstance(outcome.result, Failure):
                problems["failures"].append(outcome.result)
            else:
                cache.add(outcome.result)
                kept[outcome.document.id] = records.outline(outcome.result)
            if outcome.trouble:
                problems["troubles"].append(Failure(outcome.document.source, f"{outcome.trouble}; done again"))
            told(n, len(documents))
    if stop.asked:
        raise KeyboardInterrupt(f"{len(kept)} of {len(documents)} texts are done")
    sort = {kind: tuple(sorted(found, key=lambda f: (f.source, f.reason))) for kind, found in problems.items()}
    return Extracted([kept[key] for key in sorted(kept)], sort["failures"], sort["troubles"], reused)


def _untold(_done: int, _total: int) -> None:
    """No progress is told."""


def _outcomes(documents: Sequence[Document], means: Means, stop: Stop) -> Iterator[Outcome]:
    if not documents:
        return iter(())
    if means.dask:
        from kg import cluster

        return cluster.run(documents, means.dask, means.setup, means.run, stop)
    if means.setup.memory or (means.workers > 1 and len(documents) >= 2 * means.workers):
        return Pool(means.setup, means.workers, stop).run(documents)
    return _here(documents, means.setup, stop)


def _here(documents: Sequence[Document], setup: Setup, stop: Stop) -> Iterator[Outcome]:
    """In this process, one after another."""
    from kg.extractor import Extractor

    extractor = Extractor(setup.model, setup.reference)
    for document in documents:
        if stop():
            return
        try:
            with within(setup.seconds):
                result = extractor.one(document)
        except TooLongError:
            result = too_long(document, setup)
        yield Outcome(document, result)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Run a block without garbage collection: many values are made and none is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
