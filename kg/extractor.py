"""Document → Extraction, with model, reference data and vocabulary loaded once a process."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeAlias

import kg
from kg import lexicon as lexicons
from kg import reference as references
from kg import rules
from kg.errors import KgError
from kg.facts import find_facts
from kg.lexicon import Lexicon
from kg.mentions import find_mentions
from kg.model import Document, Extraction, Failure, Run
from kg.parse import Parsed, Parser
from kg.reference import Reference

Result: TypeAlias = Extraction | Failure


def extract(parsed: Parsed, reference: Reference, lexicon: Lexicon, run: Run) -> Extraction:
    """Everything one parsed document yields."""
    mentions = find_mentions(parsed, reference, lexicon)
    found = find_facts(parsed, mentions, lexicon, reference)
    sentences = tuple(parsed.span(s.start, s.end) for s in parsed.sentences)
    return Extraction(parsed.document, mentions.all, tuple(found.facts), run, sentences, tuple(found.relative_times))


def failure(document: Document, what: str, error: Exception) -> Failure:
    """An error of ours, not of the text, as a Failure of one line."""
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return Failure(document.source, f"{what}, please report it ({told})")


class Extractor:
    """Extracts from documents. ``run`` says with what. Raises ModelError or ReferenceDataError when made."""

    def __init__(self, model: str | None = None, reference: str | None = None) -> None:
        self._made_with = (model, reference)
        self.reference = references.load_with(reference) if reference else references.load()
        self.lexicon = lexicons.load()
        self.parser = Parser(model)
        self.run = Run(kg.__version__, self.parser.model, rules.digest(), self.reference.digest)

    def one(self, document: Document) -> Result:
        """What one document yields; a document on which the rules fail is a Failure and stops nothing."""
        try:
            return extract(self.parser.parse(document), self.reference, self.lexicon, self.run)
        except Exception as error:  # whatever it is, it must not lose the other documents
            return failure(document, "the rules failed on this text", error)

    def many(self, documents: Sequence[Document], *, workers: int = 1) -> Iterator[Result]:
        """What documents yield, in their order, whatever the number of processes."""
        if workers <= 1 or len(documents) < 2 * workers:
            yield from map(self.one, documents)
            return
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, spawn, initializer=_start, initargs=self._made_with)
        try:
            yield from pool.map(_work, documents, chunksize=4)
        except BrokenProcessPool as error:
            raise KgError("a worker process died; what is done is kept, run the same command again") from error
        finally:
            pool.shutdown(cancel_futures=True)


_here: list[Extractor] = []  # the extractor of a worker process


def _start(model: str | None, reference: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends the workers
    _here.append(Extractor(model, reference))


def _work(document: Document) -> Result:
    return _here[0].one(document)
