"""Reading a graph behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import answers, sparql
from kg.store.closing import Closing
from kg.store.endpoint import JSON, Endpoint, connect
from kg.store.http import Client, Response
from kg.store.reader import Node, Results, Term, query
from kg.store.remote import MANIFEST, Manifest, Names, read_manifests

if TYPE_CHECKING:
    from rdflib import Dataset

TRIPLES = "application/n-triples, text/plain;q=0.5"


class RemoteReader(Closing):
    """An open graph behind an endpoint. It shows what the endpoint holds at each moment."""

    def __init__(self, endpoint: Endpoint, manifest: Manifest) -> None:
        self.endpoint, self.manifest, self.base = endpoint, manifest, manifest.base
        self.names = Names(manifest.base)
        self.timeout: float | None = None  # seconds that an answer may take; None: as long as the client waits

    @property
    def name(self) -> str:
        """The URL, for messages."""
        return self.endpoint.url

    @cached_property
    def oxigraph(self) -> ox.Store:
        """A copy in memory, read when first asked for."""
        held = ox.Store()
        for graph in self.graphs():
            quads = list(self.quads(graph))
            held.bulk_extend(quads)
            held.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        return held

    def query(self, sparql_text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The endpoint's results, complete. Raises QueryError, with a SyntaxError as its cause as the engine would."""
        query(ox.Store(), self.base, sparql_text, bindings)
        text = sparql.complete(sparql.bound(sparql_text, bindings or {}), self.base)
        form = sparql.form(sparql_text)
        if form in ("construct", "describe"):
            return answers.graph(self._ask(text, accept=TRIPLES))
        return answers.truth(self._ask(text)) if form == "ask" else answers.solutions(text, self._ask)

    def _ask(self, text: str, *, accept: str = JSON) -> Response:
        fields = [("query", text), *self._dataset(text)]
        return self.endpoint.client.form(self.endpoint.queries, fields, accept=accept, wait=self.timeout)

    def _dataset(self, text: str) -> list[tuple[str, str]]:
        """Which graphs a query is about, in the words of the SPARQL 1.1 Protocol."""
        if not self.manifest.union:
            return []
        union = [("default-graph-uri", self.manifest.union)]
        if self.endpoint.virtuoso or not sparql.names_graphs(text):
            return union
        return [*union, *(("named-graph-uri", graph.value) for graph in self.graphs())]

    def service(self, text: str) -> Results:
        """The answer to a SELECT of our own that names its graphs, whatever the default graph is."""
        return answers.solutions(text, self.endpoint.ask)

    def hashes(self) -> dict[ox.NamedNode, str]:
        """The named graphs, each with the hash of its content; "" while it is being replaced."""
        rows = self.service(
            f"SELECT ?g ?hash WHERE {{ GRAPH <{self.names.store}> {{ ?g {self.names.term('content')} ?hash }} }}"
        )
        assert isinstance(rows, ox.QuerySolutions)
        return {row["g"]: row["hash"].value for row in rows}

    def graphs(self) -> tuple[ox.NamedNode, ...]:
        """The named graphs, sorted by IRI."""
        return tuple(sorted(self.hashes(), key=lambda g: g.value))

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all, as they were written: what the endpoint alters is put right."""
        for one in self.graphs() if graph is None else (graph,):
            meant = self._altered(one)
            for quad in self.held(one):
                yield from meant.get(quad, (quad,))

    def held(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        """The quads of a graph as the endpoint gives them."""
        rows = self.service(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        assert isinstance(rows, ox.QuerySolutions)
        return (ox.Quad(row["s"], row["p"], row["o"], graph) for row in rows)

    def _altered(self, graph: ox.NamedNode) -> dict[ox.Quad, list[ox.Quad]]:
        """What the endpoint gives → what it was given."""
        rows = self.service(f"SELECT ?pair WHERE {{ GRAPH <{self.names.altered}> {{ {graph} ?p ?pair }} }}")
        assert isinstance(rows, ox.QuerySolutions)
        found: dict[ox.Quad, list[ox.Quad]] = defaultdict(list)
        for row in rows:
            held, sent = ox.parse(row["pair"].value, ox.RdfFormat.N_QUADS)
            found[held].append(sent)
        return found

    def matching(self, subject: Node | None, predicate: ox.NamedNode | None, object: Term | None) -> Iterator[ox.Quad]:
        """The triples of the union that fit, each once; None fits all."""
        pattern = " ".join(v if t is None else str(t) for v, t in (("?s", subject), ("?p", predicate), ("?o", object)))
        if subject is not None and predicate is not None and object is not None:
            if answers.truth(self._ask(f"ASK {{ {pattern} }}")):
                yield ox.Quad(subject, predicate, object)
            return
        rows = answers.solutions(f"SELECT * WHERE {{ {pattern} }}", self._ask)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            yield ox.Quad(
                row["s"] if subject is None else subject,
                row["p"] if predicate is None else predicate,
                row["o"] if object is None else object,
            )

    def attached(self, name: str) -> str:
        """The content of a further file; raises StoreError when there is none."""
        about = f"{self.names.attached}#{name}/"
        rows = self.service(
            f"SELECT ?s ?o WHERE {{ GRAPH <{self.names.attached}> {{ ?s ?p ?o }} "
            f"FILTER(STRSTARTS(STR(?s), {ox.Literal(about)})) }} ORDER BY ?s"
        )
        assert isinstance(rows, ox.QuerySolutions)
        found = [row["o"].value for row in rows]
        if not found:
            raise StoreError(f"{self.name}: holds no {name}; build it again")
        return "".join(found)

    def rdflib(self) -> Dataset:
        """An rdflib Dataset that asks the endpoint; kg.store.dataset tells its pitfalls."""
        from kg.store.dataset import remote_dataset

        return remote_dataset(self.endpoint.queries, self.base, self.manifest.union, self.graphs())

    def close(self) -> None:
        """Let the connection go."""
        self.endpoint.client.close()


def open_endpoint(url: str, *, headers: Mapping[str, str] | None = None) -> RemoteReader:
    """Open the graph behind an endpoint; raises StoreError when there is no finished one."""
    endpoint = connect(url, Client(headers or {}))
    found = manifests(endpoint)
    if not found:
        raise StoreError(f"{url}: holds no graph of kg; write one with: kg build TEXTS --store {url}")
    if len(found) > 1:
        listed = ", ".join(m.base for m in found)
        raise StoreError(f"{url}: holds {len(found)} graphs ({listed}); give each an endpoint of its own")
    if not found[0].complete:
        raise StoreError(f"{url}: holds no finished graph yet; wait for the build, or run it again")
    return RemoteReader(endpoint, found[0])


def manifests(endpoint: Endpoint) -> list[Manifest]:
    """The graphs of kg behind an endpoint; raises StoreError."""
    rows = answers.solutions(MANIFEST, endpoint.ask)
    assert isinstance(rows, ox.QuerySolutions)
    return read_manifests(rows)
