"""Graph → one HTML file in which every line opens its sentence; no request is made when it is opened."""

from __future__ import annotations

import math
import os
import tempfile
from pathlib import Path

from kg.errors import StoreError
from kg.network import Graph, Source, documents, project
from kg.view.layout import positions
from kg.view.page import Page
from kg.view.payload import payload

CURVES = 0.16  # how much more each further line between the same two nodes bends


def write(source: Source, path: str | Path, *, title: str = "Knowledge graph") -> Path:
    """Write the view of an open graph; the file appears whole or not at all."""
    html = page(source, title=title).generate_html()
    target = Path(path)
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=target.parent, delete=False) as file:
            file.write(html)
        os.replace(file.name, target)
        target.chmod(0o644)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror}); choose another file with -o") from error
    return target


def page(source: Source, *, title: str) -> Page:
    """The view as a pyvis network, before it becomes HTML."""
    graph = project(source)
    shown = Page(title, payload(graph, documents(source)))
    _add_nodes(shown, graph)
    _add_edges(shown, graph)
    return shown


def _add_nodes(shown: Page, graph: Graph) -> None:
    placed, groups = positions(graph)
    community = {node: i for i, group in enumerate(groups) for node in group}
    for iri in sorted(graph):
        data = graph.nodes[iri]
        x, y = placed[iri]
        size = round(8 + 2.6 * math.sqrt(graph.degree(iri)), 1)
        shown.add_node(
            iri, label=data["label"], group=data["kind"], shape="dot", size=size, x=x, y=y,
            aliases=data["aliases"], community=community[iri],
        )  # fmt: skip


def _add_edges(shown: Page, graph: Graph) -> None:
    between: dict[tuple[str, str], int] = {}
    edges = sorted(graph.edges(keys=True, data=True), key=lambda e: (e[2], e[0], e[1]))
    for number, (s, o, _, data) in enumerate(edges):
        pair = (min(s, o), max(s, o))
        nth = between[pair] = between.get(pair, -1) + 1
        side = "curvedCW" if s < o else "curvedCCW"
        bend = {"enabled": True, "type": side, "roundness": round(0.12 + CURVES * nth, 2)}
        shown.add_edge(s, o, id=f"e{number}", relation=data["relation"], fact=data["fact"], smooth=bend)
