"""The graph as rdflib sees it: readable, not writable, nothing copied.

Over a folder, rdflib stands on the very store that is open; over an endpoint, it asks it. What to know:

- A query given as a string runs in the engine, over the union of all graphs. ``prepareQuery`` gives a query that only
  rdflib's own evaluator can run: over a folder it does, a hundred times slower; over an endpoint it is an error.
- ``initBindings`` are pasted into the text by rdflib. Use ``Graph.query(sparql, name=value)``, which binds them.
- ``dataset.graph(iri)`` is one text's graph; ``dataset.triples`` and ``len`` are about the union. ``len`` counts in
  the engine, and takes its time on a large graph.
- Walking node by node (``objects``, ``value``, ``cbd``) makes one call to the engine for each step, a request for each
  over an endpoint: copy what you walk into a graph in memory first, ``memory = rdflib.Graph() + dataset.graph(iri)``.
- rdflib's Turtle writer takes time that grows with the square of a graph; ``Graph.export`` does not.
- ``add``, ``remove`` and ``update`` raise StoreError.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.errors import StoreError
from kg.prefixes import prefixes
from kg.store.sparql import form

ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"


class ReadOnly:
    """What refuses every change."""

    def add_graph(self, graph: Graph) -> None:
        """Called by rdflib when it is asked for a graph; reading needs nothing."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002
        raise StoreError("a graph is open for reading only; change the texts and build it again")

    add = addN = remove = remove_graph = update = _refuse


class ReadOnlyStore(ReadOnly, OxigraphStore):
    """Oxigraph behind rdflib's store interface."""


class ReadOnlyEndpoint(ReadOnly, SPARQLStore):
    """An endpoint behind rdflib's store interface."""

    named: tuple[URIRef, ...] = ()
    _accepted = ROWS

    def _query(self, query: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (as rdflib has it)
        """Ask for what fits the query; rdflib alone asks for everything, in an order that changes from run to run."""
        self._accepted = TRIPLES if form(query) in ("construct", "describe") else ROWS
        return super()._query(query, *args, **kwargs)

    def response_mime_types(self) -> str:
        """What the answer may be written in."""
        return self._accepted

    def contexts(self, triple: Any = None) -> Generator[Any]:  # noqa: ANN401 (as rdflib has it)
        """The named graphs; those that hold a triple, if one is given."""
        yield from self.named if triple is None else super().contexts(triple)


def dataset(store: ox.Store, base: str) -> Dataset:
    """An rdflib Dataset over an open store, whose default graph is the union of the named ones."""
    return _named(Dataset(store=ReadOnlyStore(store=store), default_union=False), base)


def remote_dataset(queries: str, base: str, union: str, graphs: Iterable[ox.NamedNode]) -> Dataset:
    """An rdflib Dataset over an endpoint; ``union`` is the graph that queries see, "" for the endpoint's default."""
    chosen: Any = {"params": {"default-graph-uri": union}} if union else {}
    store = ReadOnlyEndpoint(queries, method="POST_FORM", **chosen)
    store.named = tuple(URIRef(graph.value) for graph in graphs)
    return _named(Dataset(store=store, default_union=True), base)


def _named(found: Dataset, base: str) -> Dataset:
    for prefix, namespace in prefixes(base).items():
        found.bind(prefix, namespace, override=True)
    return found
