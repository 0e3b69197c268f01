"""Store → networkx graph: the projection that every view and analysis shares.

Nodes are the things facts speak of, keyed by IRI; every edge is one fact seen from its subject to its object.
``MultiDiGraph``, because two countries may stand in many relations at once and none may be lost.

Node attributes: ``label``, ``kind`` (one of KINDS), ``aliases``. Edge attributes: ``fact`` (IRI), ``relation``,
``family`` (tenure, participation, statement …), ``via`` (the properties that lead from the fact to subject and object;
``^`` when it leads the other way), ``factuality``, ``confidence``, ``rule``, ``date`` (ISO 8601 or None), ``evidence``
((document IRI, begin, end) …, code points) and ``trigger`` (the cue's span, or None).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import networkx as nx
import pyoxigraph as ox

Graph: TypeAlias = "nx.MultiDiGraph[str]"

KINDS: dict[str, tuple[str, ...]] = {  # kind of node → the classes that make it, first match wins
    "Country": ("dip:Country",),
    "Official": ("dip:Official", "dip:Person", "dip:UnnamedOfficial"),
    "Organization": ("dip:Agency", "dip:InternationalOrganization", "dip:Bloc", "dip:Organization"),
    "Office": ("dip:Office",),
    "Event": ("dip:Meeting", "dip:PressConference", "dip:Signing", "dip:Event", "dip:EventSeries"),
    "Agreement": ("dip:Agreement",),
    "Commitment": ("dip:Commitment",),
    "Figure": ("dip:QuantitativeClaim",),
    "Group": ("dip:Delegation", "dip:UnnamedGroup", "dip:NonStateActor"),
    "Place": ("dip:Region", "dip:Place"),
    "Topic": ("skos:Concept",),
    "Text": ("dip:Document",),
}


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """One way in which a fact becomes an edge: ``pattern`` binds ?fact ?s ?o, and ?relation as a literal."""

    family: str
    via: str
    pattern: str


EDGES: tuple[EdgeKind, ...] = (
    EdgeKind("tenure", "org:member dip:office", """?fact a dip:Tenure ; org:member ?s ; dip:office ?o ;
        dip:tenureStatus/skos:prefLabel ?status .
        BIND(IF(STR(?status) = "substantive", "holds office", CONCAT(STR(?status), " holder of")) AS ?relation)"""),
    EdgeKind("participation", "dip:participant dip:inEvent", """?fact a dip:Participation ; dip:participant ?s ;
        dip:inEvent ?o ; dip:role/skos:prefLabel ?role .
        BIND(IF(STR(?role) = "participant", "took part in", STR(?role)) AS ?relation)"""),
    EdgeKind("statement", "dip:speaker dip:concerns", """?fact dip:speaker ?s ; dip:concerns ?o . ?o a ?class .
        VALUES ?class { dip:Country dip:Official dip:Organization dip:Agency
            dip:InternationalOrganization dip:Bloc dip:Meeting dip:Event dip:Agreement dip:Region dip:Place }
        BIND("spoke about" AS ?relation)"""),
    EdgeKind("statement", "dip:speaker dip:about", """?fact dip:speaker ?s ; dip:about ?o .
        BIND("spoke about" AS ?relation)"""),
    EdgeKind("statement", "dip:speaker dip:statedIn", """?fact dip:speaker ?s ; dip:statedIn ?o .
        FILTER NOT EXISTS { ?fact dip:about|dip:concerns ?any } BIND("spoke in" AS ?relation)"""),
    EdgeKind("commitment", "dip:committer -", """?fact a dip:Commitment ; dip:committer ?s ;
        dip:strength/skos:prefLabel ?strength . BIND(?fact AS ?o) BIND(STR(?strength) AS ?relation)"""),
    EdgeKind("commitment", "- dip:addressee", """?fact a dip:Commitment ; dip:addressee ?o .
        BIND(?fact AS ?s) BIND("asks" AS ?relation)"""),
    EdgeKind("agreement", "dip:party -", """?fact a dip:Agreement ; dip:party ?s .
        BIND(?fact AS ?o) BIND("party to" AS ?relation)"""),
    EdgeKind("signature", "dip:signedBy ^dip:signature", """?o dip:signature ?fact . ?fact dip:signedBy ?s .
        BIND("signed" AS ?relation)"""),
    EdgeKind("figure", "dip:claimant -", """?fact a dip:QuantitativeClaim ; dip:claimant ?s .
        BIND(?fact AS ?o) BIND("claimed" AS ?relation)"""),
    EdgeKind("assertion", "rdf:subject rdf:object", """?fact a dip:Assertion ; rdf:subject ?s ; rdf:predicate ?p ;
        rdf:object ?o . FILTER(isIRI(?o)) OPTIONAL { ?p rdfs:label ?label }
        BIND(COALESCE(STR(?label), REPLACE(STR(?p), "^.*[/#]", "")) AS ?relation)"""),
)  # fmt: skip


DATES = ("dip:date", "dip:dueDate", "dip:inEvent/dip:date", "dip:statedIn/dct:date")


class Source(Protocol):
    """What can be asked: an open graph."""

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """SELECT solutions over the union of all named graphs; the usual prefixes are known."""


def project(source: Source) -> Graph:
    """The graph of everything in the store."""
    graph: Graph = nx.MultiDiGraph()
    details = _details(source)
    used: dict[str, None] = {}
    for s, o, fact, relation, kind in sorted(_edges(source), key=lambda e: (e[2], e[0], e[1], e[3])):
        used[s] = used[o] = None
        said = {"fact": fact, "relation": relation, "family": kind.family, "via": kind.via}
        graph.add_edge(s, o, key=f"{fact} {relation}", **said, **details[fact])
    described = _nodes(source)
    for iri in used:
        graph.add_node(iri, **described.get(iri, {"label": _tail(iri), "kind": "Text", "aliases": []}))
    return graph


def _rows(source: Source, body: str) -> Iterator[dict[str, str]]:
    solutions = source.query(body)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [v.value for v in solutions.variables]
    for solution in solutions:
        yield {n: solution[n].value for n in names if solution[n] is not None}


def _edges(source: Source) -> Iterator[tuple[str, str, str, str, EdgeKind]]:
    for kind in EDGES:
        for row in _rows(source, f"SELECT DISTINCT ?s ?o ?fact ?relation WHERE {{ {kind.pattern} }}"):
            yield row["s"], row["o"], row["fact"], words(row["relation"]), kind


def words(name: str) -> str:
    """``postIn`` as it is said: ``post in``."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: " " + capital[0].lower(), name)


def _details(source: Source) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(
        lambda: {"factuality": "", "confidence": None, "rule": "", "date": None, "evidence": [], "trigger": None}
    )
    for row in _rows(
        source,
        """SELECT ?f ?how ?confidence WHERE { ?f dip:factuality ?h ; dip:confidence ?confidence
        BIND(STRAFTER(STR(?h), "fact-") AS ?how) }""",
    ):
        found[row["f"]].update(factuality=row["how"], confidence=float(row["confidence"]))
    for fact, rule in _pairs(source, found, "dip:rule"):
        fact["rule"] = rule
    for path in DATES:
        for fact, date in _pairs(source, found, path):
            fact["date"] = min(filter(None, (fact["date"], date)))
    for row in _spans(source, "dip:cueSpan"):
        found[row["f"]]["trigger"] = _place(row)
    for row in _spans(source, "dip:evidence"):
        found[row["f"]]["evidence"].append(_place(row))
    for fact in found.values():
        fact["evidence"].sort()
    return found


def _pairs(source: Source, found: Mapping[str, dict[str, Any]], path: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Facts that were found, and what a path leads to; one path a query, which is much quicker than all in one."""
    for row in _rows(source, f"SELECT ?f ?value WHERE {{ ?f {path} ?value }}"):
        if row["f"] in found:
            yield found[row["f"]], row["value"]


def _spans(source: Source, path: str) -> Iterator[dict[str, str]]:
    return _rows(
        source,
        f"""SELECT ?f ?d ?b ?e WHERE {{ ?f {path} ?span ; dip:statedIn ?d .
        ?span nif:beginIndex ?b ; nif:endIndex ?e }}""",
    )


def _place(row: Mapping[str, str]) -> tuple[str, int, int]:
    return row["d"], int(row["b"]), int(row["e"])


def _nodes(source: Source) -> dict[str, dict[str, Any]]:
    labels: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(
        source,
        """SELECT DISTINCT ?x ?label ?rank WHERE { { ?x skos:prefLabel ?label BIND(0 AS ?rank) }
        UNION { ?x foaf:name ?label BIND(0 AS ?rank) } UNION { ?x rdfs:label ?label BIND(1 AS ?rank) }
        UNION { ?x dip:action ?label BIND(2 AS ?rank) } UNION { ?x dip:proposition ?label BIND(2 AS ?rank) }
        UNION { ?x dct:title ?label BIND(2 AS ?rank) } UNION { ?x a dip:Document ; dct:source ?label BIND(3 AS ?rank) }
        UNION { ?x skos:altLabel ?label BIND(9 AS ?rank) } }""",
    ):
        labels[row["x"]].append((int(row["rank"]), row["label"]))
    kinds: dict[str, str] = {}
    for kind, classes in KINDS.items():
        for row in _rows(source, f"SELECT DISTINCT ?x WHERE {{ ?x a ?c VALUES ?c {{ {' '.join(classes)} }} }}"):
            kinds.setdefault(row["x"], kind)
    return {iri: _node(iri, kind, sorted(labels[iri])) for iri, kind in kinds.items()}


def _node(iri: str, kind: str, labels: list[tuple[int, str]]) -> dict[str, Any]:
    names = list(dict.fromkeys(label for _, label in labels)) or [_tail(iri)]
    return {"label": names[0], "kind": kind, "aliases": names[1:]}


def _tail(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def documents(source: Source) -> dict[str, dict[str, Any]]:
    """Every document: ``title``, ``date``, ``source``, ``text`` and ``mentions`` ((begin, end, IRI) …)."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(
        source,
        """SELECT ?d ?source ?title ?date ?text WHERE { ?d a dip:Document ; dct:source ?source ;
        dip:hasText/nif:isString ?text . OPTIONAL { ?d dct:title ?title } OPTIONAL { ?d dct:date ?date } }""",
    ):
        found[row["d"]] = {
            "title": row.get("title") or _tail(row["source"]), "date": row.get("date"), "source": row["source"],
            "text": row["text"], "mentions": [],
        }  # fmt: skip
    for row in _rows(
        source,
        """SELECT ?d ?b ?e ?x WHERE { ?d dip:hasText ?text . ?span nif:referenceContext ?text ; itsrdf:taIdentRef ?x ;
        nif:beginIndex ?b ; nif:endIndex ?e }""",
    ):
        if row["d"] in found:
            found[row["d"]]["mentions"].append((int(row["b"]), int(row["e"]), row["x"]))
    for document in found.values():
        document["mentions"].sort()
    return dict(sorted(found.items()))


def commitments(source: Source) -> dict[str, dict[str, Any]]:
    """Commitment → ``strength`` (in words), ``rank`` (higher binds more) and ``due`` (as written, else the date)."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(
        source,
        """SELECT ?c ?strength ?rank ?words ?date WHERE { ?c a dip:Commitment ; dip:strength ?s .
        ?s skos:prefLabel ?strength . OPTIONAL { ?s dip:rank ?rank }
        OPTIONAL { ?c dip:dueDate ?date } OPTIONAL { ?c dip:dueBy/dip:expression ?words } }""",
    ):
        known = {"strength": row["strength"], "rank": int(row.get("rank", 0)), "due": row.get("words", row.get("date"))}
        if row["c"] not in found or known["rank"] > found[row["c"]]["rank"]:
            found[row["c"]] = known
    return dict(sorted(found.items()))
