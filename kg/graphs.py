"""Extractions and their resolution → the graphs in the store; what is as it was is not written again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import pyoxigraph as ox

from kg import infer, rdf, report
from kg.cache import Cache
from kg.model import Document, Extraction, Failure, Links, Resolution
from kg.reference import Reference
from kg.report import DocumentReport
from kg.state import Origins, State, digest
from kg.store import FolderReader, Writer

FEW = 0.03  # share of the texts up to which it is quicker to derive again what follows from what changed


class Changes:
    """Changes of a store: ``writer`` works on it, ``before`` shows it as it was."""

    def __init__(self, writer: Writer, before: FolderReader) -> None:
        self._writer, self._before, self._changed = writer, before, infer.Changed()

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Give a named graph new content."""
        new, old = dict.fromkeys(quads), dict.fromkeys(self._before.quads(graph))
        self._changed.note(new.keys() ^ old.keys())
        if new:
            self._writer.change([q for q in old if q not in new], [q for q in new if q not in old])
        else:
            self._writer.drop(graph)

    def infer(self, base: str) -> None:
        """Derive again what follows from what changed, and from nothing else."""
        for store in (self._before.oxigraph, self._writer.oxigraph):
            self._changed.reach(store)
        self._writer.change(*self._changed.inferences(self._writer.oxigraph, base))


@dataclass
class Graphs:
    """What is to be written: every outline, its full extraction in the cache, and what they mean."""

    outlines: list[Extraction]
    cache: Cache
    resolution: Resolution
    reference: Reference
    links: Mapping[str, Links]
    base: str
    origins: dict[str, str] = field(default_factory=dict)  # document id → what its graph was made from
    shared: str = ""  # hash of the reference graph
    reports: dict[str, DocumentReport] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        origins = Origins(self.resolution)
        for outline in self.outlines:
            key = outline.document.id
            self.origins[key] = origins.of(outline, self.cache.digest(key), self.links.get(key, rdf.ALONE))

    def write_all(self, writer: Writer) -> None:
        """Write everything into an empty store."""
        shared = list(rdf.shared_quads(self.resolution, self.reference, base=self.base))
        self.shared = digest(map(str, shared))
        graphs = chain.from_iterable(self._quads(outline.document) for outline in self.outlines)
        everything = chain(graphs, shared, rdf.vocabulary_quads(base=self.base))
        writer.bulk(everything)
        writer.bulk(infer.infer(writer.oxigraph, base=self.base, merged=True))

    def write_changes(
        self, writer: Writer, before: FolderReader, state: State, reports: Mapping[str, DocumentReport]
    ) -> None:
        """Write what differs from what the store held before: what that was made from, and was reported of it."""
        gone = state.graphs.keys() - self.origins.keys()
        same = {key for key, origin in self.origins.items() if state.graphs.get(key) == origin and key in reports}
        self.reports |= {key: reports[key] for key in same}
        changes = Changes(writer, before)
        for key in sorted(gone):
            changes.replace(self._graph(key), ())
        for outline in self.outlines:
            if outline.document.id not in same:
                changes.replace(self._graph(outline.document.id), self._quads(outline.document))
        quads = list(rdf.shared_quads(self.resolution, self.reference, base=self.base))
        self.shared = digest(map(str, quads))
        if self.shared != state.shared:
            changes.replace(ox.NamedNode(rdf.reference_graph(self.base)), quads)
        if len(gone) + len(self.outlines) - len(same) <= FEW * len(self.outlines):
            changes.infer(self.base)
        else:
            self._infer(writer)

    def _graph(self, key: str) -> ox.NamedNode:
        return ox.NamedNode(rdf.document_iri(key, self.base))

    def _quads(self, document: Document) -> Iterator[ox.Quad]:
        """The graph of one document; nothing, and a failure, when it cannot be made."""
        links = self.links.get(document.id, rdf.ALONE)
        try:
            extraction = self.cache.get(document)
            if extraction is None:
                raise LookupError("its extraction is gone")
            quads = list(rdf.quads(extraction, self.resolution, self.reference, base=self.base, links=links))
            self.reports[document.id] = report.on_document(extraction, self.resolution)
        except Exception as error:  # whatever it is, it must not lose the other documents
            self.failures.append(Failure.of(document, "its graph cannot be written", error))
            del self.origins[document.id]
        else:
            yield from quads

    def _infer(self, writer: Writer) -> None:
        graph = ox.NamedNode(infer.inferred_graph(self.base))
        writer.replace(graph, infer.infer(writer.oxigraph, base=self.base, merged=True))

    def entities(self) -> dict[str, int]:
        """Kind → number of entities."""
        return dict(sorted(Counter(str(e.kind) for e in self.resolution.entities.values()).items()))
