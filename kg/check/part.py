"""One document's graph, taken out of a store to be checked by itself, with what is said elsewhere of its things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg import ids
from kg.infer import infer
from kg.vocab import DIP, RDF, RDFS, SKOS, triples

VOCABULARY = ox.NamedNode(f"{ids.BASE}graph/vocabulary")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is wrong with one node."""

    document: str  # IRI of the document's graph
    fact: str  # IRI of the node; where a span is wrong, of a fact that rests on it
    message: str


@dataclass(frozen=True)
class Part:
    """A document's graph with what the rules derive from it alone, and the classes and schemes of the vocabulary."""

    document: str
    store: ox.Store

    def nodes(self, class_: ox.NamedNode) -> list[str]:
        """The IRIs of the nodes of a class, sorted."""
        return sorted({iri(q.subject) for q in self.store.quads_for_pattern(None, RDF.type, class_)})

    def values(self, node: str, predicate: ox.NamedNode) -> list[str]:
        """The values of a node's property, sorted."""
        found = self.store.quads_for_pattern(ox.NamedNode(node), predicate, None)
        return sorted(q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal))

    def resting_on(self, span: str) -> list[str]:
        """The facts that point at a span; the span itself when there is none."""
        users = {iri(q.subject) for q in self.store.quads_for_pattern(None, None, ox.NamedNode(span))}
        return sorted(user for user in users if self.values(user, DIP.factuality)) or [span]


def parts(store: ox.Store, base: str) -> Iterator[Part]:
    """Every document's graph, in order of the documents' IRIs."""
    elsewhere = ox.NamedNode(f"{base}graph/reference")
    found = {iri(q.graph_name) for q in store.quads_for_pattern(None, RDF.type, DIP.Document)} - {""}
    for document in sorted(found):
        graph = ox.NamedNode(document)
        local = ox.Store()
        local.extend(store.quads_for_pattern(None, None, None, graph))
        local.extend(_about(local, store, elsewhere))
        local.extend(ox.Quad(t.subject, t.predicate, t.object, VOCABULARY) for t in framework())
        local.extend(list(infer(local, base=base)))
        yield Part(document, local)


def _about(local: ox.Store, store: ox.Store, graph: ox.NamedNode) -> list[ox.Quad]:
    """What a graph says of the things that a document's graph speaks of, and of those that this leads to."""
    found: list[ox.Quad] = []
    front = {q.object for q in local if isinstance(q.object, ox.NamedNode)}
    seen = set(front)
    while front:
        more = [q for node in front for q in store.quads_for_pattern(node, None, None, graph)]
        found.extend(more)
        front = {q.object for q in more if isinstance(q.object, ox.NamedNode)} - seen
        seen |= front
    return found


def iri(term: object) -> str:
    """The IRI of a term, or the characters of a literal; empty for what has neither."""
    return str(getattr(term, "value", ""))


@cache
def framework() -> tuple[ox.Triple, ...]:
    """Which class is below which, and which concept is of which scheme."""
    wanted = (RDFS.subClassOf, SKOS.inScheme)
    quads = (*triples("dip.ttl"), *triples("vocab.ttl"))
    return tuple(q.triple for q in quads if q.predicate in wanted)
