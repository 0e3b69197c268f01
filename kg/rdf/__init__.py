"""Extraction + Resolution → quads: one named graph a document, one for reference data, one for the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg import ids
from kg.model import Extraction, Resolution
from kg.reference import Reference


def document_iri(document_id: str, base: str = ids.BASE) -> str:
    """The IRI of a document, which is also the name of its graph."""
    raise NotImplementedError


def reference_graph(base: str = ids.BASE) -> str:
    """The graph of curated countries, organisations, offices and places: ``<base>graph/reference``."""
    return f"{base}graph/reference"


def vocabulary_graph(base: str = ids.BASE) -> str:
    """The graph of the ontology and its SKOS schemes: ``<base>graph/vocabulary``."""
    return f"{base}graph/vocabulary"


def inferred_graph(base: str = ids.BASE) -> str:
    """The graph of the shortcuts that ontology/rules/*.rq derive: ``<base>graph/inferred``."""
    return f"{base}graph/inferred"


def quads(
    extraction: Extraction, resolution: Resolution, reference: Reference, *, base: str = ids.BASE
) -> Iterator[ox.Quad]:
    """The named graph of one document, each quad once, in a fixed order."""
    raise NotImplementedError


def reference_quads(resolution: Resolution, reference: Reference, *, base: str = ids.BASE) -> Iterator[ox.Quad]:
    """The reference graph (curated entities that the resolution uses) and the vocabulary graph, in a fixed order."""
    raise NotImplementedError
