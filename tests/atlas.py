"""Graphs made for tests of the page: small and dated, or as large as wanted."""

from __future__ import annotations

import random

import networkx as nx

BASE = "https://w3id.org/dip/"
DOC = f"{BASE}doc/aaaaaaaaaaaa"
TEXT = (
    "Minister Anna Noll of Ruritania met Envoy Bo Øll of Sylvania in Zenda. Noll said that trade with Sylvania grew. "
    "Ruritania pledged to open the border by June 2021. Sylvania did not sign the treaty. Øll plans to visit Zenda."
)
NODES = {
    "person/anna-noll": ("Anna Noll", "Official", ["A. Noll"]),
    "person/bo-oll": ("Bo Øll", "Official", []),
    "person/cy-pret": ("Cy Prêt", "Official", ["The Lone Envoy"]),
    "country/XR": ("Ruritania", "Country", []),
    "country/XS": ("Sylvania", "Country", []),
    "event/talks": ("Talks in Zenda", "Event", []),
    "event/visit": ("Visit to Zenda", "Event", []),
    "fact/aaaaaaaaaaaa-commitment1": ("open the border", "Commitment", []),
    "fact/aaaaaaaaaaaa-commitment2": ("lower tariffs", "Commitment", []),
    "fact/aaaaaaaaaaaa-agreement1": ("the treaty", "Agreement", []),
}
FAMILIES = {  # relation: family, and the properties of the fact that carry it
    "took part in": ("participation", "dip:participant dip:inEvent"),
    "spoke about": ("statement", "dip:speaker dip:concerns"),
    "committed or pledged": ("commitment", "dip:committer -"),
    "asks": ("commitment", "- dip:addressee"),
    "intends": ("commitment", "dip:committer -"),
    "party to": ("agreement", "dip:party -"),
    "represents": ("assertion", "rdf:subject rdf:object"),
}
EDGES = [  # subject, relation, object, factuality, date, evidence
    ("person/anna-noll", "took part in", "event/talks", "stated", "2020-05-04", (0, 70)),
    ("person/bo-oll", "took part in", "event/talks", "stated", "2020-05-04", (0, 70)),
    ("person/anna-noll", "spoke about", "country/XS", "attributed", "2020-07", (71, 111)),
    ("country/XR", "committed or pledged", "fact/aaaaaaaaaaaa-commitment1", "stated", "2021-06", (112, 162)),
    ("fact/aaaaaaaaaaaa-commitment1", "asks", "country/XS", "stated", "2021-06", (112, 162)),
    ("country/XS", "intends", "fact/aaaaaaaaaaaa-commitment2", "hypothetical", None, (163, 197)),
    ("country/XS", "party to", "fact/aaaaaaaaaaaa-agreement1", "negated", "2021-09", (163, 197)),
    ("person/bo-oll", "took part in", "event/visit", "planned", "2021-10", (198, 223)),
    ("person/anna-noll", "represents", "country/XR", "inferred", None, (0, 70)),
    ("person/cy-pret", "took part in", "event/visit", "stated", None, (198, 223)),
]
PROMISED = {
    f"{BASE}fact/aaaaaaaaaaaa-commitment1": {"strength": "committed or pledged", "rank": 5, "due": "by June 2021"},
    f"{BASE}fact/aaaaaaaaaaaa-commitment2": {"strength": "intends", "rank": 4, "due": None},
}


def small() -> tuple[nx.MultiDiGraph, dict, dict]:
    """A dated graph with every way of vouching: the projection, its one document, its commitments."""
    graph = nx.MultiDiGraph()
    for key, (label, kind, aliases) in NODES.items():
        graph.add_node(BASE + key, label=label, kind=kind, aliases=aliases)
    for n, (s, relation, o, how, date, (begin, end)) in enumerate(EDGES):
        family, via = FAMILIES[relation]
        own = next((BASE + x for x in (s, o) if x.startswith("fact/")), f"{BASE}fact/aaaaaaaaaaaa-{family}{n}")
        graph.add_edge(
            BASE + s,
            BASE + o,
            key=f"{own} {relation}",
            fact=own,
            relation=relation,
            family=family,
            via=via,
            factuality=how,
            confidence=0.9,
            rule=f"rule {n}",
            date=date,
            evidence=[(DOC, begin, end)],
            trigger=None,
        )
    mentions = [(9, 18, "person/anna-noll"), (22, 31, "country/XR"), (42, 48, "person/bo-oll"), (52, 60, "country/XS")]
    mentions += [(71, 75, "person/anna-noll"), (97, 105, "country/XS"), (112, 121, "country/XR")]
    placed = [(b, e, BASE + x) for b, e, x in mentions]
    texts = {
        DOC: {"title": "Talks in Zenda", "date": "2020-05-04", "source": "zenda.txt", "text": TEXT, "mentions": placed}
    }
    return graph, texts, PROMISED


def large(n: int) -> tuple[nx.MultiDiGraph, dict]:
    """``n`` entities in communities with hubs, 2.5 facts an entity, a sentence each."""
    rng = random.Random(n)
    kinds = ("Official", "Country", "Organization", "Event", "Place", "Agreement")
    graph = nx.MultiDiGraph()
    for i in range(n):
        graph.add_node(f"{BASE}person/p{i}", label=f"Envoy {i} of Group {i % 97}", kind=kinds[i % 6], aliases=[])
    parts: dict[str, list[str]] = {}
    length: dict[str, int] = {}
    for k in range(n * 5 // 2):
        a = rng.randrange(n)
        home = a - a % 50
        b = min(n - 1, home + int(50 * rng.random() ** 2)) if rng.random() < 0.9 else rng.randrange(n)
        doc = f"{BASE}doc/{k // 250:012x}"
        words = f"In {1900 + k % 120} envoy {a} met envoy {b} and they spoke of matter {rng.randrange(10**6)}. "
        begin = length.get(doc, 0)
        length[doc] = begin + len(words)
        parts.setdefault(doc, []).append(words)
        fact = f"{BASE}fact/{k // 250:012x}-statement{k}"
        graph.add_edge(
            f"{BASE}person/p{a}",
            f"{BASE}person/p{b}",
            key=fact,
            fact=fact,
            relation=("met", "spoke about", "wrote to")[k % 3],
            family="statement",
            via="dip:speaker dip:concerns",
            factuality=("stated", "attributed")[k % 2],
            confidence=0.8,
            rule="rule",
            date=str(1900 + k % 120),
            evidence=[(doc, begin, begin + len(words) - 1)],
            trigger=None,
        )
    texts = {
        doc: {"title": f"Despatch {i}", "date": None, "source": f"{i}.txt", "text": "".join(p), "mentions": []}
        for i, (doc, p) in enumerate(parts.items())
    }
    return graph, texts
