"""Is a graph what it promises to be? SHACL Core per document, and the anchors against the texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import ids


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with one node."""

    document: str  # IRI of the document's graph
    fact: str  # IRI of the node
    message: str


def check(store: ox.Store, *, full: bool = False, base: str = ids.BASE) -> Iterator[Violation]:
    """The violations of every document, sorted within a document; ``full`` adds the shapes written in SPARQL."""
    raise NotImplementedError
