"""Documents → extractions on a dask.distributed cluster that already runs; needs the extra ``dask``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, UsageError
from kg.model import Document, Extraction, Failure, Run
from kg.workers import Outcome, Setup, batches

if TYPE_CHECKING:
    from kg.extractor import Extractor, Result

PATIENCE = 10  # seconds in which a scheduler must answer
AHEAD = 2  # batches per thread of the cluster that are under way at once


def run(
    documents: Sequence[Document], address: str, setup: Setup, expected: Run, stopping: Callable[[], bool]
) -> Iterator[Outcome]:
    """What the documents yield, as it comes. Raises UsageError when there is no such cluster, or another kg on it."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--dask needs dask.distributed; run: pip install 'communique-kg[dask]'") from error
    try:
        client: Any = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"{address}: no Dask scheduler answers there ({error})") from error
    with client:
        for outcome in _computed(client, list(batches(documents))[::-1], setup, stopping):
            if isinstance(outcome.result, Extraction) and outcome.result.run != expected:
                raise UsageError(f"{address}: its workers have another version of kg, of its model or of its data")
            yield outcome


def _computed(
    client: Any,  # noqa: ANN401 (untyped)
    queue: list[list[Document]],
    setup: Setup,
    stopping: Callable[[], bool],
) -> Iterator[Outcome]:
    from distributed import as_completed

    waiting: Any = as_completed()  # type: ignore[no-untyped-call]
    under_way: dict[str, list[Document]] = {}
    threads = max(1, sum(client.nthreads().values()))

    def hand_out() -> None:
        while queue and len(under_way) < AHEAD * threads and not stopping():
            batch = queue.pop()
            future = client.submit(_work, batch, setup, pure=False, retries=0)
            under_way[future.key] = batch
            waiting.add(future)

    hand_out()
    for future in waiting:
        batch = under_way.pop(future.key)
        yield from _outcomes(future, batch, queue)
        hand_out()


def _outcomes(future: Any, batch: list[Document], queue: list[list[Document]]) -> Iterator[Outcome]:  # noqa: ANN401
    """A batch that a worker did not survive is tried text by text; so the text that is to blame is found."""
    if future.status == "finished":
        for document, result in zip(batch, future.result(), strict=True):
            yield Outcome(document, result)
        return
    error = future.exception()
    if isinstance(error, KgError):
        raise error
    if len(batch) > 1:
        queue.extend([document] for document in batch)
    else:
        why = " ".join(f"{type(error).__name__}: {error}".split())
        yield Outcome(batch[0], Failure(batch[0].source, f"a worker of the cluster failed on this text ({why})"))


_here: dict[tuple[str | None, str | None], Extractor] = {}  # the extractors of a worker process
_one_at_a_time = threading.Lock()  # a language model is not to be used by two threads at once


def _work(batch: list[Document], setup: Setup) -> list[Result]:
    from kg.extractor import Extractor

    with _one_at_a_time:
        made_with = (setup.model, setup.reference)
        if made_with not in _here:
            _here[made_with] = Extractor(*made_with)
        return [_here[made_with].one(document) for document in batch]
