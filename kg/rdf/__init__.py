"""Extraction + Resolution → quads: one named graph a document, one for what they share, one for the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import pyoxigraph as ox

from kg import ids
from kg.model import (
    AgendaItem,
    Agreement,
    Claim,
    Commitment,
    Event,
    Extraction,
    Fact,
    Links,
    Participation,
    Resolution,
    Signature,
    Statement,
    Tenure,
)  # fmt: skip
from kg.rdf.commitments import agreement, commitment, signature
from kg.rdf.document import document, linked, mentions, spans, times
from kg.rdf.entities import offices, own_entities, shared_entities
from kg.rdf.events import agenda_item, event, participation, tenure
from kg.rdf.reference import curated, runs, vocabulary
from kg.rdf.scope import Scope, Triple
from kg.rdf.statements import claim, statement
from kg.reference import Reference

ALONE = Links()  # of a text that was read once and repeats no other
WRITERS: dict[type[Fact], Callable[..., Iterator[Triple]]] = {
    Tenure: tenure,
    Event: event,
    Participation: participation,
    AgendaItem: agenda_item,
    Statement: statement,
    Claim: claim,
    Agreement: agreement,
    Signature: signature,
    Commitment: commitment,
}
"""Class of facts → who writes them: (scope, fact) → triples."""


def document_iri(document_id: str, base: str = ids.BASE) -> str:
    """The IRI of a document, which is also the name of its graph."""
    return f"{base}doc/{document_id}"


def reference_graph(base: str = ids.BASE) -> str:
    """The graph of what documents share: countries, organisations, offices, persons, places, series, runs."""
    return f"{base}graph/reference"


def vocabulary_graph(base: str = ids.BASE) -> str:
    """The graph of the ontology and its SKOS schemes."""
    return f"{base}graph/vocabulary"


def quads(
    extraction: Extraction, resolution: Resolution, reference: Reference, *, base: str = ids.BASE, links: Links = ALONE
) -> Iterator[ox.Quad]:
    """The named graph of one document, each quad once, in a fixed order."""
    scope = Scope(extraction, resolution, reference, base)
    return _in_graph(chain(linked(scope, links), _triples(scope)), document_iri(extraction.document.id, base))


def shared_quads(resolution: Resolution, reference: Reference, *, base: str = ids.BASE) -> Iterator[ox.Quad]:
    """The reference graph: the entities that documents share, and the runs, in a fixed order."""
    shared = chain(
        shared_entities(resolution.entities, base), curated(resolution, reference, base), runs(resolution, base)
    )
    return _in_graph(shared, reference_graph(base))


def vocabulary_quads(*, base: str = ids.BASE) -> Iterator[ox.Quad]:
    """The vocabulary graph: the ontology and its schemes, in a fixed order."""
    return _in_graph(vocabulary(), vocabulary_graph(base))


def _triples(scope: Scope) -> Iterator[Triple]:
    yield from document(scope)
    for fact in scope.extraction.facts:
        yield from WRITERS[type(fact)](scope, fact)
    yield from offices(scope)
    yield from mentions(scope)
    yield from times(scope)
    yield from own_entities(scope)
    yield from spans(scope)


def _in_graph(triples: Iterable[Triple], graph: str) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    return iter(dict.fromkeys(ox.Quad(s, p, o, name) for s, p, o in triples))
