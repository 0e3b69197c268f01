"""Is a graph what it promises to be?

Document by document: the anchors against the text, the shapes of ontology/shapes.ttl, the shapes' SPARQL constraints.
Then the inferred graph against what the rules derive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import ids
from kg.check.anchors import anchors
from kg.check.inferences import inferences
from kg.check.part import Part, Violation, parts
from kg.check.shapes import constraints, shacl

__all__ = ["Violation", "check"]


def check(store: ox.Store, *, full: bool = False, base: str = ids.BASE) -> Iterator[Violation]:
    """The violations, sorted within each document, documents in order of their IRIs.

    SHACL Core runs in pySHACL and the constraints written in SPARQL run in Oxigraph; with ``full`` pySHACL runs both,
    which takes some ten times as long. Raises CheckError when the shapes cannot be run.
    """
    for part in parts(store, base):
        yield from sorted(set(_of_document(part, full)))
    yield from inferences(store, base)


def _of_document(part: Part, full: bool) -> Iterable[Violation]:
    yield from anchors(part)
    yield from shacl(part, full=full)
    if not full:
        yield from constraints(part)
