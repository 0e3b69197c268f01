"""What every graph can be asked, wherever it lies: the reader's protocol, and the engine's values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, QueryFailedError
from kg.prefixes import prefixes

if TYPE_CHECKING:
    from rdflib import Dataset

UNSELECTED = re.compile(r"does not contains? variable (\?\w+) in its SELECT")
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node: TypeAlias = ox.NamedNode | ox.BlankNode
Results: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Reader(Protocol):
    """An open graph, read only. It is in a folder (one state, whatever is built meanwhile) or behind an endpoint."""

    base: str
    """What its IRIs begin with."""
    timeout: float | None
    """Seconds that an endpoint may take for an answer; a folder answers here, and takes what it takes."""

    @property
    def name(self) -> str:
        """The folder or URL, for messages."""

    @property
    def oxigraph(self) -> ox.Store:
        """The engine's store, which refuses changes; for an endpoint a copy in memory, made when first asked for."""

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """The results; the default graph is the union of all, the usual prefixes are known. Raises QueryError."""

    def graphs(self) -> tuple[ox.NamedNode, ...]:
        """The named graphs, sorted by IRI."""

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all."""

    def matching(self, subject: Node | None, predicate: ox.NamedNode | None, object: Term | None) -> Iterator[ox.Quad]:
        """The triples of the union that fit, each once, whatever graphs they are in; None fits all."""

    def attached(self, name: str) -> str:
        """The content of a further file that was written with the graph; raises StoreError when there is none."""

    def rdflib(self) -> Dataset:
        """An rdflib Dataset over the same store, without copying."""

    def close(self) -> None:
        """Let the graph go."""

    def __enter__(self) -> Self:
        """The reader itself; it is closed when the block ends."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""


def query(
    store: ox.Store,
    base: str,
    sparql: str,
    bindings: Mapping[str, Term] | None = None,
    *,
    default: Iterable[ox.NamedNode] | None = None,
    named: Iterable[ox.NamedNode] | None = None,
) -> Results:
    """Run a query. ``bindings`` are values for its variables.

    The default graph is the union of all, unless ``default`` lists its graphs; ``named`` are those that GRAPH sees.

    Raises QueryError, with the engine's SyntaxError as its cause when the query is malformed.
    """
    try:
        return store.query(
            sparql,
            base_iri=base,
            prefixes=prefixes(base),
            substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()},
            default_graph=None if default is None else list(default),
            named_graphs=None if named is None else list(named),
        )
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        unselected = UNSELECTED.search(str(error))
        if unselected:
            raise QueryError(
                f"{unselected[1]} can be given a value only when it is selected; add it to SELECT"
            ) from error
        kind = QueryError if isinstance(error, SyntaxError) else QueryFailedError
        raise kind(f"the query failed: {error}") from error
