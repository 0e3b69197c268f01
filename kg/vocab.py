"""Closed namespaces: a term that its vocabulary does not define raises where it is written.

``DIP`` holds the terms of ontology/dip.ttl and ``concept`` those of ontology/vocab.ttl, both read on first use;
of foreign vocabularies exactly the terms that kg writes are listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from importlib import resources

import pyoxigraph as ox

from kg import ids

IN_SCHEME = "http://www.w3.org/2004/02/skos/core#inScheme"


class Namespace:
    """The terms of one vocabulary as attributes; any other name raises AttributeError."""

    def __init__(self, iri: str, names: Callable[[], Iterable[str]]) -> None:
        self.iri = iri
        self._names = names

    @cached_property
    def terms(self) -> dict[str, ox.NamedNode]:
        """Every term by its local name."""
        return {name: ox.NamedNode(self.iri + name) for name in self._names()}

    def __getattr__(self, name: str) -> ox.NamedNode:
        try:
            return self.terms[name]
        except KeyError:
            raise AttributeError(f"{self.iri} has no term {name!r}") from None

    __getitem__ = __getattr__


def _listed(names: str) -> Callable[[], Iterable[str]]:
    return names.split


def ontology(name: str) -> bytes:
    """The bytes of a file of the ontology folder: "dip.ttl", "vocab.ttl", "shapes.ttl", "rules/…"."""
    return resources.files("kg.ontology").joinpath(name).read_bytes()


@cache
def triples(name: str) -> tuple[ox.Quad, ...]:
    """The triples of a Turtle file of the ontology folder."""
    return tuple(ox.parse(ontology(name), format=ox.RdfFormat.TURTLE))


def _defined() -> Iterable[str]:
    found = {q.subject.value for q in triples("dip.ttl") if isinstance(q.subject, ox.NamedNode)}
    return sorted(iri.removeprefix(ids.ONTOLOGY) for iri in found if iri.startswith(ids.ONTOLOGY))


DIP = Namespace(ids.ONTOLOGY, _defined)
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", _listed("type subject predicate object langString"))
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", _listed("label comment subClassOf"))
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", _listed("integer decimal date gYearMonth gYear"))
DCT = Namespace("http://purl.org/dc/terms/", _listed("source identifier title date publisher language"))
FOAF = Namespace("http://xmlns.com/foaf/0.1/", _listed("name page"))
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#", _listed("taIdentRef"))
NIF = Namespace(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    _listed("Context OffsetBasedString anchorOf beginIndex endIndex isString referenceContext"),
)
ORG = Namespace("http://www.w3.org/ns/org#", _listed("member memberOf organization postIn holds reportsTo"))
PROV = Namespace("http://www.w3.org/ns/prov#", _listed("used"))
SCHEMA = Namespace("http://schema.org/", _listed("sameAs"))
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", _listed("prefLabel altLabel inScheme"))
TIME = Namespace("http://www.w3.org/2006/time#", _listed("Instant inXSDDate inXSDgYearMonth inXSDgYear"))

PREFIXES: dict[str, str] = {
    "dip": ids.ONTOLOGY,
    "dipv": ids.VOCABULARY,
    "dct": DCT.iri,
    "foaf": FOAF.iri,
    "itsrdf": ITSRDF.iri,
    "nif": NIF.iri,
    "org": ORG.iri,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "time": TIME.iri,
    "xsd": XSD.iri,
}
"""The prefixes of the ontology and of every vocabulary it is written with."""


KINDS: dict[str, str] = {
    kind: f"{kind}/"
    for kind in ("country", "date", "doc", "event", "fact", "graph", "group", "holder", "office", "person", "place")
} | {"body": "org/", "run": "run/", "series": "series/", "span": "span/", "text": "text/", "when": "time/"}
"""Prefix → path below the base, for the things that kg mints; org: and time: are vocabularies."""


def prefixes(base: str = ids.BASE) -> dict[str, str]:
    """``PREFIXES`` and one prefix for every kind of thing below the base."""
    return PREFIXES | {prefix: base + path for prefix, path in KINDS.items()}


@cache
def _schemes() -> dict[str, dict[str, ox.NamedNode]]:
    found: dict[str, dict[str, ox.NamedNode]] = {}
    for concept, predicate, scheme, _ in triples("vocab.ttl"):
        if predicate.value == IN_SCHEME and isinstance(concept, ox.NamedNode) and isinstance(scheme, ox.NamedNode):
            _, _, name = concept.value.removeprefix(ids.VOCABULARY).partition("-")
            found.setdefault(scheme.value.removeprefix(ids.VOCABULARY), {})[name] = concept
    return found


def concept(scheme: str, name: str) -> ox.NamedNode:
    """The concept of a scheme by its name without the scheme's prefix; KeyError names what is not there."""
    try:
        return _schemes()[scheme][name]
    except KeyError:
        raise KeyError(f"dipv:{scheme} has no concept {name!r}") from None


def names(scheme: str) -> tuple[str, ...]:
    """The concepts of a scheme by name, sorted."""
    return tuple(sorted(_schemes()[scheme]))
