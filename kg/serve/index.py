"""What can be found by name: every named thing of a graph, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import ids
from kg.query.find import CLASSES, NAMES, RDF_TYPE, SKOS
from kg.serve.links import path_of
from kg.serve.things import title_of
from kg.store import Reader
from kg.vocab import DCT, DIP

KINDS = {f"{ids.ONTOLOGY}{name}": kind for kind, names in reversed(CLASSES.items()) for name in names} | {
    f"{SKOS}Concept": "topic", f"{ids.ONTOLOGY}Document": "document",
}  # fmt: skip
MOST = 50  # matches shown at once


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A named thing; ``names`` are its folded names, one a line."""

    label: str
    path: str
    kind: str
    names: str
    weight: int = 0  # documents that mention it


@dataclass(frozen=True, slots=True)
class Index:
    """The named things of a graph, sorted by label."""

    entries: tuple[Entry, ...]
    counts: tuple[tuple[str, int], ...]
    facts: int

    def of_kind(self, kind: str) -> list[Entry]:
        """The things of a kind, those that most documents mention first."""
        return sorted((e for e in self.entries if e.kind == kind), key=lambda e: (-e.weight, e.label))

    def search(self, words: str, kind: str = "") -> list[Entry]:
        """The things whose names have all these words; whole names first, then those mentioned most."""
        wanted = ids.fold(words)
        parts = wanted.split()
        found = [e for e in self.entries if parts and (not kind or e.kind == kind) and all(p in e.names for p in parts)]
        return sorted(found, key=lambda e: (wanted not in e.names.split("\n"), -e.weight, e.label))


def index(reader: Reader) -> Index:
    """Read the names of everything."""
    kinds = dict(_kinds(reader))
    weights = Counter(_iris(reader))
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for predicate in NAMES:
        for quad in reader.matching(None, predicate, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in kinds:
                names[quad.subject.value][str(getattr(quad.object, "value", ""))] = None
    entries = (_entry(reader, iri, kinds[iri], list(found), weights[iri]) for iri, found in names.items())
    kept = tuple(sorted(e for e in entries if e.path and (e.weight or e.kind != "topic")))
    counts = Counter(e.kind for e in kept)
    facts = sum(1 for _ in reader.matching(None, RDF_TYPE, DIP.Fact))
    return Index(kept, tuple((k, counts[k]) for k in ("document", *CLASSES) if counts[k]), facts)


def _entry(reader: Reader, iri: str, kind: str, names: Iterable[str], weight: int) -> Entry:
    listed = list(names)
    label = title_of(reader, ox.NamedNode(iri)) if kind == "document" else listed[0]
    return Entry(label, path_of(iri, reader.base), kind, "\n".join(map(ids.fold, listed)), weight)


def _kinds(reader: Reader) -> Iterator[tuple[str, str]]:
    for cls, kind in KINDS.items():
        for quad in reader.matching(None, RDF_TYPE, ox.NamedNode(cls)):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, kind


def _iris(reader: Reader) -> Iterator[str]:
    """Every thing as often as documents mention it, every topic as often as something is said about it."""
    for quad in reader.matching(None, DIP.mentionedIn, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value
    for quad in reader.matching(None, DIP.about, None):
        if isinstance(quad.object, ox.NamedNode):
            yield quad.object.value


def dates(reader: Reader) -> dict[str, str]:
    """Address of a document → its date."""
    return {
        path_of(q.subject.value, reader.base): str(getattr(q.object, "value", ""))
        for q in reader.matching(None, DCT.date, None)
        if isinstance(q.subject, ox.NamedNode)
    }
