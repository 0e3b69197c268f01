"""The only place that knows the order: read → parse → mentions → facts → resolve → rdf → store."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

import kg
from kg import ids, models, report, rules, state, store
from kg import reference as references
from kg.cache import Cache
from kg.errors import ReferenceDataError, StoreError, UsageError
from kg.extraction import Extracted, Means, Progress, extract_all, without_collecting
from kg.graphs import Graphs
from kg.model import Extraction, Run
from kg.read import FIELDS, iso_date
from kg.reference import Reference
from kg.report import BuildReport
from kg.resolve import Ruling, read_curation, resolve
from kg.state import State
from kg.store import Writer
from kg.texts import Texts, read_texts
from kg.workers import Setup

if TYPE_CHECKING:
    from kg.lexicon import Lexicon
    from kg.parse import Parsed
    from kg.store.publication import Publication

__all__ = ["build", "extract"]

Source: TypeAlias = str | os.PathLike[str]

MANY = 0.25  # share of the texts from which on it is quicker to write a graph anew than to change it


def extract(parsed: Parsed, reference: Reference, lexicon: Lexicon, run: Run) -> Extraction:
    """Everything one parsed document yields."""
    from kg.extractor import extract as run_rules

    return run_rules(parsed, reference, lexicon, run)


@dataclass(frozen=True, slots=True)
class _Data:
    """Everything but the texts that a graph is made from."""

    reference: Reference
    rulings: Sequence[Ruling]
    run: Run
    base: str

    def maker(self) -> str:
        """A hash of what makes extractions, and graphs of them."""
        return state.digest((repr(self.run), rules.graph_digest(), self.base))

    def inputs(self, texts: Texts, setup: Setup) -> str:
        """A hash of all that a build reads."""
        documents = (repr(astuple(replace(d, text=""))) for d in texts.documents)
        rest = (texts.failures, texts.duplicates, sorted(texts.links.items()), self.rulings, setup)
        return state.digest((self.maker(), *documents, *map(repr, rest)))


def build(
    inputs: Source | Iterable[Source],
    out: Source | None = None,
    *,
    endpoint: str | None = None,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    reference: Source | None = None,
    curation: Source | None = None,
    base_iri: str = ids.BASE,
    model: str | None = None,
    workers: int = 1,
    dask: str | None = None,
    seconds: float = 600.0,
    memory: int = 0,
    full: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of some texts into a folder; what the folder held is replaced in one step at the end.

    ``inputs`` are files, folders, glob patterns or ``-``; ``date`` (ISO 8601) is for texts that bear none; ``columns``
    says what JSON Lines and tables call kg's fields (``{"text": "body"}``). ``workers`` processes extract, or the
    cluster whose Dask scheduler is at ``dask``; a text may take ``seconds`` and, in a worker, ``memory`` MiB (0: any).
    What an earlier build did is not done again, unless ``full``.
    ``endpoint`` is the URL of a SPARQL 1.1 endpoint that gets the graph: of the documents' graphs those that changed,
    each in one step. What was extracted is kept in the folder; without one it is extracted anew each time.
    A text that cannot be read is in the report and does not stop the others. Raises ReadError when none can,
    StoreError, StoreLockedError, ReferenceDataError, ModelError, UsageError; the folder is then as it was. Ctrl-C lets
    the texts in hand end, and raises KeyboardInterrupt; the next build goes on from there.
    """
    sources = [os.fspath(s) for s in ([inputs] if isinstance(inputs, str | os.PathLike) else inputs)]
    known_date = _checked(date, base_iri, workers, columns or {})
    setup = Setup(model, None if reference is None else os.fspath(reference), seconds, memory)
    data = _data(setup, curation, base_iri)
    means = Means(setup, data.run, workers, dask, full, progress)
    with _places(out, endpoint, base_iri) as (folder, target):
        made = _built(folder, read_texts(sources, known_date, columns or {}), data, means)
        return _published(folder, made, target) if target is not None else made


def _published(folder: Path, made: BuildReport, target: Publication) -> BuildReport:
    with store.open(folder) as reader:
        target.publish(reader, {report.FILE: made.as_json(indent=None)})
    return replace(made, altered=tuple(map(str, target.altered)))


@contextlib.contextmanager
def _places(out: Source | None, endpoint: str | None, base: str) -> Iterator[tuple[Path, Publication | None]]:
    """The folder to build in, a temporary one if need be, and the endpoint, locked."""
    if out is None and endpoint is None:
        raise UsageError("say where the graph goes: to a folder, to an endpoint, or to both")
    if out is not None and store.is_url(os.fspath(out)):
        raise UsageError(f"{os.fspath(out)}: is an endpoint, not a folder; give it with --store")
    with contextlib.ExitStack() as stack:
        target = stack.enter_context(store.publishing(endpoint, base=base, kg=kg.__version__)) if endpoint else None
        folder = out if out is not None else stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-"))
        yield Path(folder), target


def _built(out: Path, texts: Texts, data: _Data, means: Means) -> BuildReport:
    earlier = NOTHING if means.full else _earlier(out)
    inputs = data.inputs(texts, means.setup)
    if earlier.report is not None and earlier.state.inputs == inputs:
        return replace(earlier.report, reused=len(texts.documents), troubles=())
    changing = _few_changes(earlier, texts, data)
    with _writer(out, data.base, changing=changing) as writer:
        cache = Cache(out, data.run, forget=means.full)
        extracted = extract_all(texts.documents, cache, means)
        graphs = _graphs(texts, extracted, cache, data)
        if changing and earlier.report is not None:
            with store.open_folder(out) as before:
                graphs.write_changes(writer, before, earlier.state, {d.id: d for d in earlier.report.documents})
        else:
            graphs.write_all(writer)
        made = _report(texts, extracted, graphs, data.run)
        writer.attach(report.FILE, made.as_json(indent=None))
        complete = not extracted.failures and not graphs.failures
        now = State(inputs if complete else "", data.maker(), graphs.origins, graphs.shared)
        writer.attach(state.FILE, now.as_json())
        cache.keep_only([x.document.id for x in extracted.outlines])
    return made


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the folder holds, if it holds a finished graph."""

    state: State
    report: BuildReport | None


NOTHING = _Earlier(State(), None)


def _earlier(out: Path) -> _Earlier:
    try:
        with store.open(out) as reader:
            made = report.from_json(reader.attached(report.FILE))
            return _Earlier(state.from_json(reader.attached(state.FILE)), made)
    except StoreError:
        return NOTHING


def _few_changes(earlier: _Earlier, texts: Texts, data: _Data) -> bool:
    """Whether to change the graph that there is instead of writing it anew."""
    now = {d.id for d in texts.documents}
    return earlier.state.maker == data.maker() and len(now ^ earlier.state.graphs.keys()) <= MANY * len(now)


def _writer(out: Path, base: str, *, changing: bool) -> AbstractContextManager[Writer]:
    return store.edit(out, kg=kg.__version__) if changing else store.rebuild(out, base=base, kg=kg.__version__)


def _graphs(texts: Texts, extracted: Extracted, cache: Cache, data: _Data) -> Graphs:
    """Who and what all texts mean, ready to be written."""
    with without_collecting():
        resolution = resolve(extracted.outlines, data.reference, data.rulings)
        return Graphs(extracted.outlines, cache, resolution, data.reference, texts.links, data.base)


def _report(texts: Texts, extracted: Extracted, graphs: Graphs, run: Run) -> BuildReport:
    sources = {d.id: d.source for d in texts.documents}
    near = ((sources[key], sources[links.repeats]) for key, links in texts.links.items() if links.repeats)
    return BuildReport(
        documents=tuple(graphs.reports[key] for key in sorted(graphs.reports)),
        failures=(*texts.failures, *extracted.failures, *graphs.failures),
        duplicates=texts.duplicates,
        run=run,
        entities=graphs.entities(),
        reused=extracted.reused,
        near=tuple(sorted(near)),
        troubles=extracted.troubles,
        merges=report.merges(graphs.resolution),
    )


def _data(setup: Setup, curation: Source | None, base: str) -> _Data:
    data = references.load_with(setup.reference) if setup.reference else references.load()
    run = Run(kg.__version__, models.identity(setup.model) or _loaded(setup.model), rules.digest(), data.digest)
    return _Data(data, _rulings(curation), run, base)


def _loaded(model: str | None) -> str:
    """Name and version of a model that only loading tells; raises ModelError when there is none."""
    from kg.parse import Parser

    return Parser(model).model


def _checked(date: str | None, base_iri: str, workers: int, columns: Mapping[str, str]) -> str | None:
    """The date in ISO 8601; raises UsageError for arguments that cannot be meant."""
    if not base_iri.startswith(("http://", "https://")) or not base_iri.endswith(("/", "#")):
        raise UsageError(f"{base_iri!r} cannot be a base IRI; it begins with http:// or https:// and ends with /")
    if workers < 1:
        raise UsageError("there must be at least one worker")
    if not columns.keys() <= FIELDS:
        unknown = ", ".join(sorted(columns.keys() - FIELDS))
        raise UsageError(f"no field is called {unknown}; there are {', '.join(sorted(FIELDS))}")
    try:
        ox.NamedNode(base_iri)
        return iso_date(date) if date is not None else None
    except ValueError as error:
        raise UsageError(str(error)) from None


def _rulings(curation: Source | None) -> Sequence[Ruling]:
    if curation is None:
        return ()
    try:
        return read_curation(Path(curation).read_text(encoding="utf-8"), os.fspath(curation))
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{os.fspath(curation)}: cannot be read ({error})") from error
