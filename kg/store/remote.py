"""How a graph lies behind an endpoint: its own named graphs, and four more that serve them.

<base>graph/store      the manifest: what the graph is, the content hash of every named graph, the writer's lock
<base>graph/union      every triple once: what queries see, where the endpoint's default graph is not free for it
<base>graph/attached   further files, such as the report of the build, in pieces
<base>graph/altered    triples that the endpoint keeps otherwise than they were sent
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import StoreError

LAYOUT = 1
PIECE = 8000  # characters of a file that are kept as one literal


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of a graph's service graphs and of what is said in its manifest."""

    base: str

    @property
    def store(self) -> str:
        """The manifest: graph, and what it is about."""
        return f"{self.base}graph/store"

    @property
    def union(self) -> str:
        """The union of the named graphs."""
        return f"{self.base}graph/union"

    @property
    def attached(self) -> str:
        """The further files."""
        return f"{self.base}graph/attached"

    @property
    def altered(self) -> str:
        """What is kept otherwise than it was sent."""
        return f"{self.base}graph/altered"

    def term(self, name: str) -> str:
        """A property of the manifest, as SPARQL writes it."""
        return f"<{self.store}#{name}>"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph behind an endpoint says of itself. ``union`` is "" where the default graph is the union."""

    base: str
    union: str
    kg: str = ""
    complete: bool = False
    layout: int = LAYOUT


MANIFEST = """SELECT ?store ?name ?value WHERE { GRAPH ?store { ?store ?p ?value }
  FILTER(STRENDS(STR(?store), "graph/store"))
  BIND(STRAFTER(STR(?p), "#") AS ?name) FILTER(?name IN ("base", "union", "kg", "complete", "layout")) }"""


def read_manifests(rows: Iterable[ox.QuerySolution]) -> list[Manifest]:
    """The graphs behind an endpoint, from the rows of MANIFEST; raises StoreError when one cannot be read."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        store, name, value = (getattr(row[v], "value", "") for v in ("store", "name", "value"))
        found.setdefault(store, {})[name] = value
    return [_manifest(store, said) for store, said in sorted(found.items())]


def _manifest(store: str, said: dict[str, str]) -> Manifest:
    if said.get("layout") != str(LAYOUT) or "base" not in said or "union" not in said:
        raise StoreError(f"{store}: was written by another version of kg ({said.get('kg', '')}); build it anew")
    return Manifest(said["base"], said["union"], said.get("kg", ""), said.get("complete") == "yes")


def described(names: Names, manifest: Manifest) -> list[str]:
    """The manifest's triples, as SPARQL writes them."""
    said = {
        "base": manifest.base, "union": manifest.union, "kg": manifest.kg, "layout": str(manifest.layout),
        "complete": "yes" if manifest.complete else "no",
    }  # fmt: skip
    return [f"<{names.store}> {names.term(name)} {ox.Literal(value)}" for name, value in said.items()]


def pieces(names: Names, files: Iterable[tuple[str, str]]) -> Iterator[ox.Quad]:
    """The content of files as triples."""
    graph = ox.NamedNode(names.attached)
    for name, content in files:
        for n, place in enumerate(range(0, max(len(content), 1), PIECE)):
            subject = ox.NamedNode(f"{names.attached}#{name}/{n:06}")
            yield ox.Quad(subject, graph, ox.Literal(content[place : place + PIECE]), graph)
