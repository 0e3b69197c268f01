"""The store as rdflib sees it: readable, not writable."""

from __future__ import annotations

from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph

from kg.errors import StoreError
from kg.prefixes import prefixes


class ReadOnlyStore(OxigraphStore):
    """Oxigraph behind rdflib's store interface; every change is refused."""

    def add_graph(self, graph: Graph) -> None:
        """Called by rdflib when it is asked for a graph; reading needs nothing."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002
        raise StoreError("a graph is open for reading only; change the texts and build it again")

    add = addN = remove = remove_graph = update = _refuse


def dataset(store: ox.Store, base: str) -> Dataset:
    """An rdflib Dataset over an open store, whose default graph is the union of the named ones."""
    found = Dataset(store=ReadOnlyStore(store=store), default_union=False)
    for prefix, namespace in prefixes(base).items():
        found.bind(prefix, namespace, override=True)
    return found
