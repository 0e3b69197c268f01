"""An open graph, as Python sees it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import query, report, show, store
from kg.export import export
from kg.files import replacing
from kg.query import Answer
from kg.report import BuildReport
from kg.show import Portrait, ShownFact
from kg.store import Reader
from kg.store.closing import Closing

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.view import Page


class Graph(Closing):
    """A graph that was built, open for reading. It shows one state, whatever is built meanwhile."""

    def __init__(self, reader: Reader) -> None:
        self.store = reader

    def query(self, sparql: str, **bindings: object) -> Answer:
        """The answer to a SPARQL query: Solutions for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Every query sees all graphs as one, and knows the usual prefixes. ``bindings`` are values for its variables:
        text (without a language), numbers, dates, ``kg.Iri`` or pyoxigraph terms. Raises QueryError.
        """
        return query.answer(self.store, sparql, bindings)

    def ask(self, name: str, **parameters: object) -> Answer:
        """The answer to a named question, narrowed by its parameters; ``kg ask GRAPH`` lists them."""
        return query.as_python(query.ask(self.store, name, parameters))

    def entity(self, name: str) -> Portrait:
        """What the graph says of a thing, by name, alias, code or key. Raises QueryError."""
        return show.show(self.store, name)

    def evidence(self, fact: str) -> ShownFact:
        """Why the graph says a fact: its words, where they stand, the rule and the run. Raises QueryError."""
        return show.explain(self.store, fact)

    def export(self, path: str | os.PathLike[str], form: str = "turtle", *, graphs: Sequence[str] = ()) -> Path:
        """Write the graph to a file; the same graph gives the same bytes."""
        with replacing(path) as file:
            file.writelines(export(self.store, form, graphs=graphs))
        return Path(path)

    def report(self) -> BuildReport:
        """What the build found, and what it did not."""
        return report.from_json(self.store.attached(report.FILE))

    def rdflib(self) -> rdflib.Dataset:
        """An rdflib Dataset over the same store, without copying; it is slower, and read only."""
        return self.store.rdflib()

    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The graph as networkx has it: things as nodes, every fact between two of them as an edge."""
        from kg.network import project

        return project(self.store)

    def view(self, *, title: str = "Knowledge graph", **choice: object) -> Page:
        """The graph, or a part of it, as a page: a notebook shows it, ``generate_html()`` is its HTML.

        ``choice`` is what kg.view.Choice knows: ``focus="Mexico"``, ``steps``, ``query``, ``country``, ``kinds``,
        ``since``, ``until``, ``max_nodes``. Raises QueryError and UsageError.
        """
        from kg.view import Choice, view

        return view(self.store, title=title, choice=Choice(**choice))  # type: ignore[arg-type]  # as the caller of Choice would

    def close(self) -> None:
        """Let the graph go."""
        self.store.close()


def open(path: str | os.PathLike[str]) -> Graph:
    """Open a graph folder; raises StoreError when it is none."""
    return Graph(store.open(path))
