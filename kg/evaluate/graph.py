"""The facts of a graph as the evaluation compares them, read with SPARQL over the union of all graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pyoxigraph as ox

from kg.evaluate.spans import Range

PREFIXES = {
    "dip": "https://w3id.org/dip/ns#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
SPAN = "?f dip:evidence ?sp . ?sp nif:beginIndex ?b ; nif:endIndex ?e ."

FACTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "posts": (
        f"""?f a dip:Tenure ; dip:statedIn ?d ; org:member ?person ; dip:title ?title ; dip:tenureStatus ?status .
        OPTIONAL {{ {SPAN} }}
        OPTIONAL {{ ?f (dip:office/dip:jurisdiction)|(dip:office/org:postIn)|org:organization ?owner }}""",
        ("title", "status"), ("person", "owner"),
    ),
    "events": (
        f"""?f a ?kind ; dip:statedIn ?d . {SPAN}
        VALUES ?kind {{ dip:Event dip:Meeting dip:PressConference dip:Signing }}
        OPTIONAL {{ ?f dip:eventType ?type }} OPTIONAL {{ ?f rdfs:label ?label }} OPTIONAL {{ ?f dip:date ?date }}
        OPTIONAL {{ ?f dip:place/rdfs:label ?place }} OPTIONAL {{ ?f dip:hasParticipant ?participant }}""",
        ("type", "label", "date", "place"), ("participant",),
    ),
    "statements": (
        """?f dip:statedIn ?d ; a ?mode . VALUES ?mode { dip:DirectQuote dip:MixedQuote dip:IndirectStatement }
        ?f dip:contentSpan|dip:quoteSpan ?sp . ?sp nif:beginIndex ?b ; nif:endIndex ?e .
        OPTIONAL { ?f dip:speaker ?speaker }""",
        ("mode",), ("speaker",),
    ),
    "commitments": (
        f"""?f a dip:Commitment ; dip:statedIn ?d . {SPAN} OPTIONAL {{ ?f dip:committer ?by }}
        OPTIONAL {{ ?f dip:strength ?strength }} OPTIONAL {{ ?f dip:dueDate ?due }}""",
        ("strength", "due"), ("by",),
    ),
    "agreements": (
        f"""?f a dip:Agreement ; dip:statedIn ?d . {SPAN} OPTIONAL {{ ?f rdfs:label ?label }}
        OPTIONAL {{ ?f dip:agreementStatus ?status }} OPTIONAL {{ ?f dip:party ?party }}
        OPTIONAL {{ ?f dip:signatory ?signatory }}""",
        ("label", "status"), ("party", "signatory"),
    ),
    "quantities": (
        f"?f a dip:QuantitativeClaim ; dip:statedIn ?d ; dip:quantity ?value . {SPAN} OPTIONAL {{ ?f dip:unit ?unit }}",
        ("value", "unit"), (),
    ),
}  # fmt: skip
"""Kind → (pattern with ?d, ?f and the span ?b ?e, variables with one value, variables that are actors)."""

NAMES: dict[str, str] = {
    "organizations": """?x dip:mentionedIn ?d ; a ?k .
        VALUES ?k { dip:Agency dip:InternationalOrganization dip:Bloc dip:Organization }""",
    "places": """?x dip:mentionedIn ?d ; a ?k . VALUES ?k { dip:Place dip:Region }
        FILTER NOT EXISTS { ?x a dip:Country }""",
    "officials": "?x a dip:Official ; dip:mentionedIn ?d",
}
"""Kind → pattern of what a document names (?d, ?x)."""


STANDS_FOR = """{ ?x dip:isoAlpha2 ?v } UNION { ?x a dip:Delegation ; dip:delegationOf/dip:isoAlpha2 ?v }
    UNION { ?x a dip:UnnamedGroup ; dip:represents/dip:isoAlpha2 ?v }"""
REPRESENTS = """{ ?x dip:represents/dip:isoAlpha2 ?v }
    UNION { ?t org:member ?x ; dip:office/dip:jurisdiction/dip:isoAlpha2 ?v }"""
COUNTRIES = "SELECT DISTINCT ?d ?v WHERE { ?x a dip:Country ; dip:mentionedIn ?d ; dip:isoAlpha2 ?v }"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever speaks, commits or takes part."""

    names: list[str]
    iso: str | None = None  # of a country, or of the country a delegation or group acts for
    represents: frozenset[str] = frozenset()


@dataclass(slots=True)
class Found:
    """One fact of the graph."""

    spans: list[Range] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    actors: dict[str, list[Actor]] = field(default_factory=dict)

    def tail(self, name: str) -> str:
        """The last part of a value that is an IRI; empty when there is none."""
        return self.values.get(name, "").replace("#", "/").rpartition("/")[2]


@dataclass(slots=True)
class System:
    """What the graph says of one document."""

    facts: dict[str, list[Found]] = field(default_factory=dict)
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)


class Source:
    """A graph under evaluation."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        merged = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        self._union = next(iter(merged), None) is None  # in a store of kg the default graph is the union already
        self._names = self._grouped("?x rdfs:label|foaf:name|skos:prefLabel|skos:altLabel ?v")
        self._iso = self._grouped(STANDS_FOR)
        self._represents = self._grouped(REPRESENTS)

    def documents(self) -> dict[str, System]:
        """Every document by the id that its file name begins with ("007_….txt" → "007")."""
        ids = {
            row["d"]: PurePosixPath(row["source"].replace("\\", "/")).name.split("_")[0]
            for row in self._rows("SELECT DISTINCT ?d ?source WHERE { ?d a dip:Document ; dct:source ?source }")
        }
        found = {name: System() for name in ids.values()}
        for kind in FACTS:
            for (document, _), fact in self._facts(kind).items():
                found[ids[document]].facts.setdefault(kind, []).append(fact)
        for kind, pattern in NAMES.items():
            for row in self._rows(f"SELECT DISTINCT ?d ?x WHERE {{ {pattern} }}"):
                found[ids[row["d"]]].names.setdefault(kind, []).append(sorted(self._names[row["x"]]))
        for row in self._rows(
            "SELECT DISTINCT ?d ?v WHERE { ?x a dip:Country ; dip:mentionedIn ?d ; dip:isoAlpha2 ?v }"
        ):
            found[ids[row["d"]]].countries.add(row["v"])
        return found

    def _rows(self, query: str) -> Iterator[dict[str, str]]:
        solutions = self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=self._union)
        if isinstance(solutions, ox.QuerySolutions):
            names = [v.value for v in solutions.variables]
            for solution in solutions:
                yield {n: str(getattr(term, "value", "")) for n in names if (term := solution[n]) is not None}

    def _grouped(self, pattern: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._rows(f"SELECT DISTINCT ?x ?v WHERE {{ {pattern} }}"):
            found[row["x"]].add(row["v"])
        return found

    def _facts(self, kind: str) -> dict[tuple[str, str], Found]:
        pattern, single, multiple = FACTS[kind]
        rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in self._rows(f"SELECT * WHERE {{ {pattern} }}"):
            rows[row["d"], row["f"]].append(row)
        return {key: self._fact(rows[key], single, multiple) for key in sorted(rows)}

    def _fact(self, rows: list[dict[str, str]], single: tuple[str, ...], multiple: tuple[str, ...]) -> Found:
        values = {name: sorted({row[name] for row in rows if name in row}) for name in (*single, *multiple)}
        return Found(
            spans=sorted({(int(row["b"]), int(row["e"])) for row in rows if "b" in row}),
            values={name: values[name][0] for name in single if values[name]},
            actors={name: [self._actor(iri) for iri in values[name]] for name in multiple},
        )

    def _actor(self, iri: str) -> Actor:
        names = sorted(self._names.get(iri, ())) or [iri.rpartition("/")[2]]
        iso = sorted(self._iso.get(iri, ()))
        return Actor(names, iso[0] if iso else None, frozenset(self._represents.get(iri, ())))
