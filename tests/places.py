"""The three places where a graph may lie, for tests that hold for each: a folder, the Oxigraph server, Virtuoso."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import requests
from requests.auth import HTTPDigestAuth

PLACES = ("folder", "oxigraph", "virtuoso")
BASE = "https://w3id.org/dip/"
GRAPHS = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}")) }}'


def empty(url: str) -> None:
    """Drop everything of ours from Virtuoso."""
    found = requests.post(
        url, data={"query": GRAPHS}, headers={"Accept": "application/sparql-results+json"}, timeout=60
    )
    at, user = url.replace("/sparql", "/sparql-graph-crud-auth"), HTTPDigestAuth("dba", "dba")
    for row in found.json()["results"]["bindings"]:
        requests.delete(at, params={"graph": row["g"]["value"]}, auth=user, timeout=60).raise_for_status()


G1, G2 = ox.NamedNode(f"{BASE}doc/1"), ox.NamedNode(f"{BASE}doc/2")


def quad(n, graph=G1):
    return ox.Quad(ox.NamedNode(f"{BASE}fact/{n}"), ox.NamedNode(f"{BASE}ns#p"), ox.Literal(n), graph)


def values(reader, graph=None):
    return sorted(int(q.object.value) for q in reader.quads(graph))


def refuses_what_is_broken(writer):
    """A source that breaks, a quad of another graph and what is no quad are refused."""

    def failing():
        yield quad(7)
        raise OSError("the source broke")

    with pytest.raises(OSError, match="broke"):
        writer.replace(G1, failing())
    with pytest.raises(ValueError, match="does not belong to graph"):
        writer.replace(G1, [quad(7), quad(8, G2)])
    with pytest.raises(TypeError):
        writer.bulk([quad(9), "no quad"])
