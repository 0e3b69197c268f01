"""What of a graph a page shows: the answer of a query, the surroundings of a thing, a country, kinds, a time."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

import networkx as nx
import pyoxigraph as ox

from kg import query as questions
from kg.errors import UsageError
from kg.network import KINDS, Graph
from kg.query.find import find
from kg.store import Reader
from kg.store.reader import Results

MOST_NODES, MOST_LINES = 50_000, 125_000
NARROW = "narrow it with --query, --focus, --country, --kind, --since or --max-nodes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is shown. Everything left out does not restrict; dates are ISO 8601, also ``2018`` and ``2018-05``."""

    query: str = ""
    named: frozenset[str] | None = None  # IRIs that the answer of a query names, where that was asked before
    focus: str = ""
    steps: int = 2
    country: str = ""
    kinds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    max_nodes: int | None = None


def choose(graph: Graph, reader: Reader, choice: Choice) -> tuple[Graph, str]:
    """The part that is shown, and the IRI of the thing in focus (or "").

    Raises QueryError for a query or name that does not work, UsageError when there is too much or nothing to show.
    """
    focus = find(reader, choice.focus).iri if choice.focus else ""
    if choice.query:
        graph = named_by(graph, named_in(questions.run(reader, choice.query)))
    if choice.named is not None:
        graph = named_by(graph, choice.named)
    if choice.country:
        graph = touching(graph, belonging(reader, find(reader, choice.country, "country").iri))
    if choice.kinds:
        graph = of_kinds(graph, choice.kinds)
    if choice.since or choice.until:
        graph = within(graph, choice.since, choice.until)
    if focus:
        if focus not in graph:
            again = NARROW.replace("narrow it", "try again")
            raise UsageError(f"{choice.focus!r} has no lines in what is left; {again}")
        graph = _plain(graph.subgraph(nx.ego_graph(graph, focus, radius=choice.steps, undirected=True)))
    if choice.max_nodes is not None:
        graph = foremost(graph, choice.max_nodes, focus)
    _bounded(graph)
    return graph, focus


def named_in(results: Results) -> set[str]:
    """Every IRI in an answer. Raises UsageError for the answer to an ASK query."""
    if isinstance(results, ox.QueryBoolean):
        raise UsageError("an ASK query names nothing to show; use SELECT, CONSTRUCT or DESCRIBE")
    if isinstance(results, ox.QueryTriples):
        terms: Iterable[object] = [term for triple in results for term in (triple.subject, triple.object)]
    else:
        terms = [term for solution in results for term in solution]
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def named_by(graph: Graph, wanted: Set[str]) -> Graph:
    """The facts that an answer names, and those between two things that it names."""
    return _lines(graph, lambda s, o, data: data["fact"] in wanted or (s in wanted and o in wanted), wanted)


def belonging(reader: Reader, country: str) -> set[str]:
    """A country, and whoever represents it or falls under it."""
    results = reader.query(
        "SELECT ?x ?c WHERE { ?x dip:represents|dip:jurisdiction|dip:delegationOf ?c }",
        {"c": ox.NamedNode(country)},
    )
    assert isinstance(results, ox.QuerySolutions)
    return {country, *(row["x"].value for row in results if isinstance(row["x"], ox.NamedNode))}


def touching(graph: Graph, wanted: set[str]) -> Graph:
    """Every line that begins or ends at one of these."""
    return _lines(graph, lambda s, o, _: s in wanted or o in wanted)


def of_kinds(graph: Graph, kinds: Iterable[str]) -> Graph:
    """The nodes of these kinds, and the lines between them. Raises UsageError for a kind that does not exist."""
    folded = {kind.lower(): kind for kind in KINDS}
    unknown = [kind for kind in kinds if kind.lower() not in folded]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no kind; there are {', '.join(KINDS)}")
    wanted = {folded[kind.lower()] for kind in kinds}
    return _plain(graph.subgraph([n for n, data in graph.nodes(data=True) if data["kind"] in wanted]))


def within(graph: Graph, since: str, until: str) -> Graph:
    """The facts dated in a time, both ends included; ``2018`` overlaps every day of 2018. Undated ones fall away."""

    def kept(_s: str, _o: str, data: dict[str, str]) -> bool:
        date = data["date"]
        return bool(date) and (not since or date[: len(since)] >= since[: len(date)]) and (
            not until or date[: len(until)] <= until[: len(date)]
        )  # fmt: skip

    return _lines(graph, kept)


def foremost(graph: Graph, most: int, focus: str = "") -> Graph:
    """At most so many nodes: the nearest to the focus, then those with the most lines."""
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), focus) if focus else {}
    ranked = sorted(graph, key=lambda node: (near.get(node, len(graph)), -graph.degree(node), node))
    return _plain(graph.subgraph(ranked[:most]))


def _lines(graph: Graph, wanted: object, also: Iterable[str] = ()) -> Graph:
    assert callable(wanted)
    kept = [(s, o, k) for s, o, k, data in graph.edges(keys=True, data=True) if wanted(s, o, data)]
    part: Graph = nx.MultiDiGraph()
    named = {*also} & {*graph} | {n for s, o, _ in kept for n in (s, o)}
    part.add_nodes_from((n, graph.nodes[n]) for n in sorted(named))
    for s, o, k in kept:
        part.add_edge(s, o, key=k, **graph.edges[s, o, k])
    return part


def _plain(view: Graph) -> Graph:
    part: Graph = nx.MultiDiGraph()
    part.add_nodes_from((n, view.nodes[n]) for n in sorted(view))
    for s, o, k, data in view.edges(keys=True, data=True):
        part.add_edge(s, o, key=k, **data)
    return part


def _bounded(graph: Graph) -> None:
    nodes, lines = graph.number_of_nodes(), graph.number_of_edges()
    if nodes > MOST_NODES or lines > MOST_LINES:
        raise UsageError(
            f"{nodes:,} entities and {lines:,} lines are more than a page holds "
            f"({MOST_NODES:,} and {MOST_LINES:,}); {NARROW}, or browse it with kg serve"
        )
    if not nodes:
        raise UsageError("nothing is left to show; ask for more")
