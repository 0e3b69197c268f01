"""The only place that knows the order: read → parse → mentions → facts → resolve → rdf → store."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

import kg
from kg import ids, infer, rdf, report, store
from kg.cache import Cache
from kg.errors import ReadError, ReferenceDataError, UsageError
from kg.extractor import Extractor, extract, failure
from kg.model import Document, Extraction, Failure, Resolution
from kg.read import iso_date, read_all
from kg.reference import Reference
from kg.report import BuildReport
from kg.resolve import Ruling, read_curation, resolve
from kg.store import Writer

if TYPE_CHECKING:
    from kg.store.publication import Publication

__all__ = ["build", "extract"]

Source: TypeAlias = str | os.PathLike[str]
Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of texts done, and of all."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """What was read: every text once, by source."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]
    duplicates: tuple[tuple[str, str], ...]


def build(
    inputs: Source | Iterable[Source],
    out: Source | None = None,
    *,
    endpoint: str | None = None,
    date: str | None = None,
    reference: Source | None = None,
    curation: Source | None = None,
    base_iri: str = ids.BASE,
    model: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of some texts into a folder; what the folder held is replaced in one step at the end.

    ``inputs`` are files, folders, glob patterns or ``-``; ``date`` (ISO 8601) is for texts that bear none.
    ``endpoint`` is the URL of a SPARQL 1.1 endpoint that gets the graph: of the documents' graphs those that changed,
    each in one step. What was extracted is kept in the folder; without one it is extracted anew each time.
    A text that cannot be read is in the report and does not stop the others. Raises ReadError when none can,
    StoreError, StoreLockedError, ReferenceDataError, ModelError, UsageError; the folder is then as it was.
    """
    wanted = _Wanted(
        sources=[inputs] if isinstance(inputs, str | os.PathLike) else list(inputs),
        date=_checked(date, base_iri, workers), rulings=_rulings(curation), base=base_iri, model=model,
        reference=None if reference is None else os.fspath(reference), workers=workers,
    )  # fmt: skip
    with _places(out, endpoint, base_iri) as (folder, target):
        made = _build(folder, wanted, progress)
        if target is not None:
            with store.open(folder) as reader:
                target.publish(reader, {report.FILE: made.as_json()})
            made = replace(made, altered=tuple(map(str, target.altered)))
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be built, and how."""

    sources: Sequence[Source]
    date: str | None
    rulings: Sequence[Ruling]
    base: str
    model: str | None
    reference: str | None
    workers: int


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


def _build(folder: Path, wanted: _Wanted, progress: Progress | None) -> BuildReport:
    with store.rebuild(folder, base=wanted.base, kg=kg.__version__) as writer:
        extractor = Extractor(wanted.model, wanted.reference)
        texts = _read(wanted.sources, wanted.date)
        cache = Cache(folder, extractor.run)
        extractions, failures, reused = _extract(texts.documents, extractor, cache, wanted.workers, progress)
        resolution = resolve(extractions, extractor.reference, wanted.rulings)
        unwritten = _write(writer, extractions, resolution, extractor.reference)
        made = BuildReport(
            documents=tuple(report.on_document(x, resolution) for x in extractions if x.document.id not in unwritten),
            failures=(*texts.failures, *failures, *unwritten.values()),
            duplicates=texts.duplicates,
            run=extractor.run,
            entities=dict(sorted(Counter(str(e.kind) for e in resolution.entities.values()).items())),
            reused=reused,
        )
        writer.attach(report.FILE, made.as_json())
        cache.keep_only(extractions)
    return made


def _checked(date: str | None, base_iri: str, workers: int) -> str | None:
    """The date in ISO 8601; raises UsageError for arguments that cannot be meant."""
    if not base_iri.startswith(("http://", "https://")) or not base_iri.endswith(("/", "#")):
        raise UsageError(f"{base_iri!r} cannot be a base IRI; it begins with http:// or https:// and ends with /")
    if workers < 1:
        raise UsageError("there must be at least one worker")
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


def _read(sources: Sequence[Source], date: str | None) -> _Texts:
    """The texts, whatever the order of the sources; of equal texts the one whose source comes first."""
    found = list(read_all(sources, date=date))
    failures = tuple(f for f in found if isinstance(f, Failure))
    documents = sorted((d for d in found if isinstance(d, Document)), key=lambda d: d.source)
    if not documents:
        first = f"{failures[0].source}: {failures[0].reason}" if failures else "no texts were given"
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        raise ReadError(f"{first}{more}")
    taken: dict[str, Document] = {}
    for document in documents:
        taken.setdefault(document.id, document)
    doubles = tuple((d.source, taken[d.id].source) for d in documents if taken[d.id] is not d)
    return _Texts(tuple(sorted(taken.values(), key=lambda d: d.id)), failures, doubles)


def _extract(
    documents: Sequence[Document], extractor: Extractor, cache: Cache, workers: int, progress: Progress | None
) -> tuple[list[Extraction], list[Failure], int]:
    """Extractions by document id, failures, and how many extractions had been made before."""
    kept = {d.id: x for d in documents if (x := cache.get(d))}
    missing = [d for d in documents if d.id not in kept]
    if progress:
        progress(len(kept), len(documents))
    made: dict[str, Extraction] = {}
    failures: list[Failure] = []
    for n, result in enumerate(extractor.many(missing, workers=workers), len(kept) + 1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            made[result.document.id] = result
            cache.add(result)
        if progress:
            progress(n, len(documents))
    both = kept | made
    return [both[key] for key in sorted(both)], failures, len(kept)


class _DocumentGraphs:
    """The quads of every document; ``failures`` are those of which none could be made."""

    def __init__(
        self, extractions: Sequence[Extraction], resolution: Resolution, reference: Reference, base: str
    ) -> None:
        self._parts = (extractions, resolution, reference, base)
        self.failures: dict[str, Failure] = {}

    def __iter__(self) -> Iterator[ox.Quad]:
        extractions, resolution, reference, base = self._parts
        for extraction in extractions:
            try:
                quads = list(rdf.quads(extraction, resolution, reference, base=base))
            except Exception as error:  # whatever it is, it must not lose the other documents
                document = extraction.document
                self.failures[document.id] = failure(document, "its graph cannot be written", error)
            else:
                yield from quads


def _write(
    writer: Writer, extractions: Sequence[Extraction], resolution: Resolution, reference: Reference
) -> dict[str, Failure]:
    """Write the documents, the reference data and what rules infer; the failures by document."""
    graphs = _DocumentGraphs(extractions, resolution, reference, writer.base)
    writer.bulk(chain(graphs, rdf.reference_quads(resolution, reference, base=writer.base)))
    inferred = ox.NamedNode(infer.inferred_graph(writer.base))
    writer.replace(inferred, infer.infer(writer.oxigraph, base=writer.base, merged=True))
    return graphs.failures
