"""Graph → one HTML file in which every line opens its sentence; no request is made when it is opened."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from kg import ids
from kg.files import replacing
from kg.network import Graph, commitments, documents, project
from kg.prefixes import prefixes, short
from kg.store import Reader
from kg.view.choice import Choice, choose
from kg.view.layout import positions
from kg.view.page import Page
from kg.view.payload import payload

__all__ = ["Choice", "Material", "Page", "material", "page", "view", "write"]

TITLE = "Knowledge graph"
BRIDGES = 5_000  # nodes; in larger graphs, who links the groups is not computed
SOURCES = 64  # shortest paths are counted from so many nodes (Brandes & Pich 2007)


def write(reader: Reader, path: str | os.PathLike[str], *, title: str = TITLE, choice: Choice | None = None) -> Path:
    """Write the view of an open graph; the file appears whole or not at all.

    Raises QueryError and UsageError (see kg.view.choice), StoreError when the file cannot be written.
    """
    html = view(reader, title=title, choice=choice).generate_html()
    with replacing(path) as file:
        file.write(html.encode())
    return Path(path)


@dataclass(frozen=True, slots=True)
class Material:
    """What every view of a graph is made from: its projection, its documents, its commitments."""

    graph: Graph
    texts: dict[str, dict[str, Any]]
    promised: dict[str, dict[str, Any]]


def material(reader: Reader) -> Material:
    """Read what views of a graph are made from."""
    return Material(project(reader), documents(reader), commitments(reader))


def view(reader: Reader, *, title: str = TITLE, choice: Choice | None = None, known: Material | None = None) -> Page:
    """The view of an open graph, or of a part of it, as a page that a notebook shows; ``known`` saves reading it."""
    wanted, made = choice or Choice(), known or material(reader)
    graph, focus = choose(made.graph, reader, wanted)
    shown = page(graph, made.texts, title=title, promised=made.promised, base=reader.base)
    if focus:
        shown.facts["focus"] = {"node": short(focus, reader.base), "steps": max(1, min(4, wanted.steps))}
    return shown


def page(
    graph: Graph,
    texts: dict[str, dict[str, Any]],
    *,
    title: str = TITLE,
    promised: dict[str, dict[str, Any]] | None = None,
    base: str = ids.BASE,
) -> Page:
    """A projection and its documents as a pyvis network, before it becomes HTML."""
    shown = Page(title, payload(graph, texts, promised or {}, base) | {"prefixes": prefixes(base)})
    _add_nodes(shown, graph, base)
    _add_lines(shown, graph, base)
    return shown


def _add_nodes(shown: Page, graph: Graph, base: str) -> None:
    placed, groups = positions(graph)
    community = {node: i for i, group in enumerate(groups) for node in group}
    between = _bridges(graph)
    for iri in sorted(graph):
        data = graph.nodes[iri]
        x, y = placed[iri]
        size = round(8 + 14 * math.log10(1 + graph.degree(iri)) / 2, 1)
        extra = {"aliases": data["aliases"]} if data["aliases"] else {}
        extra |= {"between": between[iri]} if between.get(iri) else {}
        shown.add_node(
            short(iri, base), label=data["label"], group=data["kind"], shape="dot", size=size, x=x, y=y,
            community=community[iri], **extra,
        )  # fmt: skip


def _bridges(graph: Graph) -> dict[str, float]:
    """Betweenness (Freeman 1977, sampled): how often a node lies on a shortest way between two others."""
    if len(graph) > BRIDGES:
        return {}
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges()}))
    found = nx.betweenness_centrality(plain, k=min(SOURCES, len(plain)), seed=0)
    return {node: round(value, 4) for node, value in found.items()}


def _add_lines(shown: Page, graph: Graph, base: str) -> None:
    number = {fact["key"]: i for i, fact in enumerate(shown.facts["facts"])}
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: (e[2], e[0], e[1]))
    for s, o, _, data in edges:
        extra = {"via": data["via"]} if data.get("via") else {}
        fact = number[short(data["fact"], base)]
        shown.add_edge(short(s, base), short(o, base), relation=data["relation"], fact=fact, **extra)
