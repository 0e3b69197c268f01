"""Seeded positions: communities laid out around each other, nodes laid out inside each community.

Fruchterman-Reingold (1991) on both levels, with the communities of Louvain (Blondel et al. 2008) from networkx.
Same graph, same bytes: rounding happens here, once.
"""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

Positions = dict[str, tuple[float, float]]
Points = npt.NDArray[np.float64]
SPACING = 90.0


def positions(graph: nx.Graph[Any], *, seed: int = 0) -> tuple[Positions, list[list[str]]]:
    """(x, y) per node, and the communities, largest first."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    if not len(plain):
        return {}, []
    groups = [sorted(c) for c in nx.community.louvain_communities(plain, seed=seed)]
    groups.sort(key=lambda c: (-len(c), c[0]))
    of = {node: i for i, group in enumerate(groups) for node in group}
    radii = np.array([math.sqrt(len(g)) * SPACING * 0.75 + SPACING * 0.4 for g in groups])
    links = sorted({(min(of[a], of[b]), max(of[a], of[b])) for a, b in plain.edges() if of[a] != of[b]})
    centres = _apart(_spring(len(groups), links, 200) * (radii.mean() * 2.2), radii)
    placed: Positions = {}
    for i, group in enumerate(groups):
        index = {node: k for k, node in enumerate(group)}
        inner = [(index[a], index[b]) for a, b in plain.subgraph(group).edges()]
        points = _fit(_spring(len(group), inner, 120), float(radii[i]) - SPACING * 0.3)
        for node, point in zip(group, points, strict=True):
            x, y = centres[i] + point
            placed[node] = (round(float(x), 1), round(float(y), 1))
    return placed, groups


def _spring(n: int, links: list[tuple[int, int]], iterations: int) -> Points:
    angle = np.arange(n) * 2.399963  # the golden angle: an even spiral to start from
    radius = np.sqrt(np.arange(n))
    points = np.c_[radius * np.cos(angle), radius * np.sin(angle)]
    edges = np.array(links, dtype=int).reshape(-1, 2)
    heat = math.sqrt(n) * 0.25
    for step in range(iterations):
        delta = points[:, None, :] - points[None, :, :]
        force = (delta / ((delta**2).sum(-1) + 1e-6)[:, :, None]).sum(1)
        if len(edges):
            pull = points[edges[:, 0]] - points[edges[:, 1]]
            pull *= np.sqrt((pull**2).sum(1) + 1e-9)[:, None]
            np.add.at(force, edges[:, 0], -pull)
            np.add.at(force, edges[:, 1], pull)
        force -= points * 0.05
        length = np.sqrt((force**2).sum(1)) + 1e-9
        points = points + force / length[:, None] * np.minimum(length, heat * (1 - step / iterations) + 0.01)[:, None]
    centred: Points = points - points.mean(0)
    return centred


def _fit(points: Points, radius: float) -> Points:
    """The points scaled into a disc, the middle a little emptied."""
    distance = np.sqrt((points**2).sum(1)) + 1e-9
    scaled: Points = points / distance[:, None] * ((distance / distance.max()) ** 0.8 * radius)[:, None]
    return scaled if len(points) > 1 else points * 0


def _apart(centres: Points, radii: Points) -> Points:
    """Discs pushed apart until none overlap."""
    for _ in range(300):
        delta = centres[:, None] - centres[None]
        distance = np.sqrt((delta**2).sum(-1)) + 1e-9
        overlap = np.maximum(radii[:, None] + radii[None] + SPACING * 0.4 - distance, 0)
        np.fill_diagonal(overlap, 0)
        if overlap.max(initial=0) < 1:
            break
        centres = centres + (delta / distance[:, :, None] * overlap[:, :, None]).sum(1) * 0.3
    return centres
