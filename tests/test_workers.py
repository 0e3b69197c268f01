"""Worker processes: one that dies, hangs or takes too much memory costs one text at most."""

from __future__ import annotations

import os
import signal

import pytest

from kg import ids, workers
from kg.errors import KgError
from kg.model import Document, Extraction, Failure
from kg.workers import Pool, Setup, batches

TEXTS = [f"President Bo Oll met {n + 2} ministers from Chile in Geneva. It rained." for n in range(6)]


def document(text):
    return Document(ids.document_id(text), f"{ids.document_id(text)}.txt", ids.sha256(text), text)


def go_on():
    return False


def test_batches_hold_about_as_much_and_begin_with_the_longest_texts():
    documents = [document("x" * n) for n in (10, 70, 20, 30, 40)]
    assert [[len(d.text) for d in batch] for batch in batches(documents, 60)] == [[70], [40], [30, 20, 10]]


def test_a_worker_that_is_killed_costs_nothing_and_is_told():
    pool = Pool(Setup(), 2, go_on)
    outcomes = {}
    for outcome in pool.run([document(t) for t in TEXTS]):
        if not outcomes:
            victim = next(w for w in pool._workers if w.batch)
            os.kill(victim.process.pid, signal.SIGKILL)
        outcomes[outcome.document.text] = outcome
    assert sorted(outcomes) == sorted(TEXTS)
    assert all(isinstance(o.result, Extraction) for o in outcomes.values())
    [told] = [o.trouble for o in outcomes.values() if o.trouble]
    assert told == "a worker process was ended by signal 9 while it worked on this text"


def dies_on(text):
    """An extractor, for the workers, that dies on one text and hangs on another."""

    class Fragile:
        def __init__(self, *_):
            pass

        def one(self, document):
            if document.text == text:
                os.kill(os.getpid(), signal.SIGKILL)
            return Failure(document.source, "fine")

    return Fragile


@pytest.fixture
def forked(monkeypatch):
    """Workers that inherit a patched extractor instead of loading everything anew."""
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr(workers.multiprocessing, "get_context", lambda _: fork)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_text_that_kills_two_workers_is_a_failure_and_stops_no_other(forked, monkeypatch):
    from kg import extractor

    monkeypatch.setattr(extractor, "Extractor", dies_on(TEXTS[2]))
    outcomes = {o.document.text: o.result.reason for o in Pool(Setup(), 1, go_on).run([document(t) for t in TEXTS])}
    bad = "a worker process was ended by signal 9 while it worked on this text, twice; skipped"
    assert outcomes == {t: bad if t == TEXTS[2] else "fine" for t in TEXTS}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_text_that_takes_too_long_is_a_failure_and_stops_no_other(forked, monkeypatch):
    import time

    from kg import extractor

    class Slow:
        def __init__(self, *_):
            pass

        def one(self, document):
            time.sleep(30 if document.text == TEXTS[1] else 0)
            return Failure(document.source, "fine")

    monkeypatch.setattr(extractor, "Extractor", Slow)
    pool = Pool(Setup(seconds=0.5), 1, go_on)
    outcomes = {o.document.text: o.result.reason for o in pool.run([document(t) for t in TEXTS])}
    assert outcomes == {t: "took longer than 0.5 s; skipped" if t == TEXTS[1] else "fine" for t in TEXTS}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_text_that_needs_too_much_memory_is_a_failure_and_stops_no_other(forked, monkeypatch):
    from kg import extractor

    class Greedy(extractor.Extractor):
        def __init__(self, *_):
            pass

        def one(self, document):
            try:
                return Failure(document.source, str(len(bytearray(1 << 30 if document.text == TEXTS[0] else 1))))
            except MemoryError:
                return Failure(document.source, "memory")

    monkeypatch.setattr(extractor, "Extractor", Greedy)
    pool = Pool(Setup(memory=100), 1, go_on)
    outcomes = {o.document.text: o.result.reason for o in pool.run([document(t) for t in TEXTS[:3]])}
    assert outcomes == {TEXTS[0]: "memory", TEXTS[1]: "1", TEXTS[2]: "1"}


def test_workers_that_cannot_load_say_why():
    with pytest.raises(KgError, match="'no_such_model' is not installed"):
        list(Pool(Setup(model="no_such_model"), 1, go_on).run([document(t) for t in TEXTS]))
