"""The three places where a graph may lie, for tests that hold for each: a folder, the Oxigraph server, Virtuoso."""

from __future__ import annotations

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
