"""A name, alias, code or key → the one thing in the graph that bears it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg import ids
from kg.errors import QueryError
from kg.prefixes import expand, short
from kg.store.reader import Reader

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SKOS = "http://www.w3.org/2004/02/skos/core#"
NAMES = tuple(
    ox.NamedNode(iri)
    for iri in (
        f"{SKOS}prefLabel", "http://xmlns.com/foaf/0.1/name", "http://www.w3.org/2000/01/rdf-schema#label",
        f"{SKOS}altLabel", f"{ids.ONTOLOGY}isoAlpha2", "http://purl.org/dc/terms/title",
        "http://purl.org/dc/terms/source",
    )
)  # fmt: skip
CLASSES: dict[str, tuple[str, ...]] = {  # kind of thing → local names of its classes
    "country": ("Country",),
    "person": ("Official", "Person", "UnnamedOfficial"),
    "organization": ("Agency", "InternationalOrganization", "Bloc", "Organization", "NonStateActor"),
    "office": ("Office",),
    "place": ("Place", "Region", "Country"),
    "event": ("Meeting", "PressConference", "Signing", "Event", "EventSeries"),
    "agreement": ("Agreement",),
    "group": ("Delegation", "UnnamedGroup"),
    "topic": (),  # skos:Concept
}


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A thing in the graph."""

    iri: str
    label: str
    kind: str = ""

    @property
    def term(self) -> ox.NamedNode:
        """Its IRI as a term."""
        return ox.NamedNode(self.iri)


def find(reader: Reader, name: str, kind: str = "") -> Found:
    """The one thing of that name (of a kind, if given); raises QueryError when there is none, or more than one."""
    candidates = tuple(named(reader, name, kind))
    if not candidates:
        raise QueryError(f"the graph knows no {kind or 'thing'} called {name!r}")
    if len(candidates) > 1:
        listed = ", ".join(f"{short(c.iri, reader.base)} ({c.label})" for c in candidates[:8])
        raise QueryError(f"{name!r} may be {len(candidates)} things; say which: {listed}")
    return candidates[0]


def named(reader: Reader, name: str, kind: str = "") -> Iterator[Found]:
    """What bears a name: by IRI or key, else the very label, else without case and accents, else by part of a name."""
    for tier in (_by_key, _by_label, _by_folded_label, _by_part):
        things = [describe(reader, iri) for iri in sorted(set(tier(reader, name)))]
        fitting = [thing for thing in things if not kind or kind in kinds(reader, thing.term)]
        if fitting:
            yield from fitting
            return


def describe(reader: Reader, iri: str) -> Found:
    """A thing with its label and kind."""
    node = ox.NamedNode(iri)
    return Found(iri, label(reader, node), next(iter(kinds(reader, node)), ""))


def label(reader: Reader, node: ox.NamedNode) -> str:
    """The best label of a thing; its short name when it has none."""
    for predicate in NAMES:
        found = sorted(
            q.object.value for q in reader.matching(node, predicate, None) if isinstance(q.object, ox.Literal)
        )
        if found:
            return found[0]
    return short(node.value, reader.base)


def kinds(reader: Reader, node: ox.NamedNode) -> tuple[str, ...]:
    """The kinds of a thing, in the order of CLASSES."""
    types = {q.object.value for q in reader.matching(node, RDF_TYPE, None) if isinstance(q.object, ox.NamedNode)}
    local = {t.removeprefix(ids.ONTOLOGY) for t in types}
    found = [kind for kind, classes in CLASSES.items() if local & set(classes)]
    return (*found, "topic") if f"{SKOS}Concept" in types else tuple(found)


def _by_key(reader: Reader, name: str) -> Iterable[str]:
    iri = expand(name, reader.base)
    if iri and any(True for _ in reader.matching(_node(iri), None, None)):
        yield iri


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is not an IRI: {error}") from error


def _by_label(reader: Reader, name: str) -> Iterable[str]:
    for literal in (ox.Literal(name), ox.Literal(name, language="en")):
        yield from _bearers(q for p in NAMES for q in reader.matching(None, p, literal))


def _by_folded_label(reader: Reader, name: str) -> Iterable[str]:
    wanted = ids.fold(name)
    return (iri for iri, label in _folded(reader) if label == wanted)


def _by_part(reader: Reader, name: str) -> Iterable[str]:
    wanted = set(ids.fold(name).split())
    return (iri for iri, label in _folded(reader) if wanted and wanted <= set(label.split()))


def _folded(reader: Reader) -> Iterator[tuple[str, str]]:
    for predicate in NAMES:
        for quad in reader.matching(None, predicate, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal) and quad.object.value:
                yield quad.subject.value, ids.fold(quad.object.value)


def _bearers(quads: Iterable[ox.Quad]) -> Iterator[str]:
    return (q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
