"""Short names of namespaces, as queries may use them and exports write them."""

from __future__ import annotations

import re
from functools import cache

from kg import ids

COMMON = {
    "dip": ids.ONTOLOGY,
    "dipv": ids.VOCABULARY,
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
BELOW_BASE = {  # prefix → path below the base; org and time mean the W3C vocabularies
    "doc": "doc", "fact": "fact", "span": "span", "run": "run", "graph": "graph", "country": "country",
    "organization": "org", "office": "office", "person": "person", "place": "place", "event": "event",
    "series": "series", "group": "group", "when": "time",
}  # fmt: skip
LOCAL = re.compile(r"[^/#?\s<>]+")


@cache
def _namespaces(base: str) -> tuple[tuple[str, str], ...]:
    below = {prefix: f"{base}{path}/" for prefix, path in BELOW_BASE.items()}
    return tuple(sorted((COMMON | below).items()))


def prefixes(base: str = ids.BASE) -> dict[str, str]:
    """Prefix → namespace, for things below ``base`` and the vocabularies in use; no namespace lies in another."""
    return dict(_namespaces(base))


def short(iri: str, base: str = ids.BASE) -> str:
    """``country:MX`` for ``<base>country/MX``; an IRI without a short name as it is."""
    for prefix, namespace in _namespaces(base):
        if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str, base: str = ids.BASE) -> str | None:
    """The IRI of ``country:MX``, ``country/MX`` or an IRI; None when it is none of these."""
    if re.match(r"https?://[^\s<>\"{}|\\^`]+$", name):
        return name
    prefix, _, local = name.partition(":")
    if LOCAL.fullmatch(local) and prefix in (spaces := prefixes(base)):
        return spaces[prefix] + local
    kind, _, local = name.partition("/")
    return f"{base}{name}" if LOCAL.fullmatch(local) and kind in BELOW_BASE.values() else None
