"""Seeded positions: communities laid out around each other, nodes laid out inside each community.

Fruchterman-Reingold (1991) on both levels, with the communities of Louvain (Blondel et al. 2008) from networkx; in
large communities the repulsion of all is estimated from a sample. Same graph, same bytes: rounding happens here, once.
"""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

Positions = dict[str, tuple[float, float]]
Points = npt.NDArray[np.float64]
Pairs = list[tuple[int, int]]
SPACING = 90.0
MOST_GROUPS = 60  # more cannot be told apart on a screen
ONE_PIECE = 160  # graphs up to this size are laid out as a whole
SAMPLE = 256
WIDE = 1.3  # screens are wider than high


def positions(graph: nx.Graph[Any], *, seed: int = 0) -> tuple[Positions, list[list[str]]]:
    """(x, y) per node, and the communities, largest first; the last gathers what is left when there are too many."""
    names = sorted(graph)
    if not names:
        return {}, []
    index = {name: i for i, name in enumerate(names)}
    pairs = sorted({(min(p), max(p)) for a, b in graph.edges() if (p := (index[a], index[b]))[0] != p[1]})
    groups = communities(len(names), pairs, seed)
    points = _pieces(len(names), pairs) if len(names) <= ONE_PIECE else _nested(len(names), pairs, groups)
    rounded = ((float(round(float(x) * WIDE)), float(round(float(y)))) for x, y in points)
    placed: Positions = dict(zip(names, rounded, strict=True))
    return placed, [[names[i] for i in group] for group in groups]


def communities(n: int, pairs: Pairs, seed: int) -> list[list[int]]:
    """The communities of the coarsest level of Louvain, largest first, at most MOST_GROUPS."""
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(n))
    plain.add_edges_from(pairs)
    groups = sorted((sorted(c) for c in nx.community.louvain_communities(plain, seed=seed)), key=lambda c: (-len(c), c))
    if len(groups) <= MOST_GROUPS:
        return groups
    return [*groups[: MOST_GROUPS - 1], sorted(i for group in groups[MOST_GROUPS - 1 :] for i in group)]


def _pieces(n: int, pairs: Pairs) -> Points:
    """A small graph: each connected piece as a whole, the smaller ones around the largest."""
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(n))
    plain.add_edges_from(pairs)
    parts = sorted((sorted(c) for c in nx.connected_components(plain)), key=lambda c: (-len(c), c))
    placed: list[Points] = []
    for part in parts:
        local = {node: i for i, node in enumerate(part)}
        links = [(local[a], local[b]) for a, b in pairs if a in local]
        placed.append(_apart(_spring(len(part), links, 400) * SPACING, np.full(len(part), SPACING * 0.42)))
    radii = np.array([float(np.sqrt((p**2).sum(1)).max(initial=0)) + SPACING * 0.5 for p in placed])
    angle = np.arange(len(parts)) * 2.399963
    centres = _packed(np.c_[np.cos(angle), np.sin(angle)] * (np.arange(len(parts)) > 0)[:, None] * radii[0], radii)
    points = np.empty((n, 2))
    settled = np.empty((0, 2))
    for part, local_points, centre in zip(parts, placed, centres, strict=True):
        points[part] = local_points + _closer(local_points, centre, settled)
        settled = np.concatenate([settled, points[part]])
    return points


def _closer(piece: Points, centre: Points, settled: Points) -> Points:
    """As near to the middle, on the way there, as leaves room for labels between a piece and what is settled."""
    for share in np.linspace(0, 1, 41) if len(settled) else (0,):
        delta = (piece + centre * share)[:, None] - settled[None]
        if np.hypot(delta[..., 0] / 2, delta[..., 1]).min(initial=np.inf) > SPACING:
            return centre * share
    return centre


def _nested(n: int, pairs: Pairs, groups: list[list[int]]) -> Points:
    of, local = np.empty(n, dtype=int), np.empty(n, dtype=int)
    for i, group in enumerate(groups):
        of[group], local[group] = i, np.arange(len(group))
    inner: list[Pairs] = [[] for _ in groups]
    outer: set[tuple[int, int]] = set()
    for a, b in pairs:
        if of[a] == of[b]:
            inner[of[a]].append((int(local[a]), int(local[b])))
        else:
            outer.add((int(min(of[a], of[b])), int(max(of[a], of[b]))))
    radii = np.array([math.sqrt(len(g)) * SPACING * 0.75 + SPACING * 0.4 for g in groups])
    centres = _packed(_spring(len(groups), sorted(outer), 200) * (radii.mean() * 2.2), radii)
    points = np.empty((n, 2))
    for i, group in enumerate(groups):
        placed = _spring(len(group), inner[i], 120 if len(group) < 1000 else 50)
        points[group] = centres[i] + _fit(placed, float(radii[i]) - SPACING * 0.3)
    return points


def _spring(n: int, links: Pairs, iterations: int) -> Points:
    angle = np.arange(n) * 2.399963  # the golden angle: an even spiral to start from
    points = np.sqrt(np.arange(n))[:, None] * np.c_[np.cos(angle), np.sin(angle)]
    edges = np.array(links, dtype=int).reshape(-1, 2)
    heat = math.sqrt(n) * 0.25
    rng = np.random.default_rng(n)
    for step in range(iterations):
        force = _repulsion(points, rng) - points * 0.3
        if len(edges):
            pull = points[edges[:, 0]] - points[edges[:, 1]]
            pull *= np.sqrt((pull**2).sum(1) + 1e-9)[:, None]
            np.add.at(force, edges[:, 0], -pull)
            np.add.at(force, edges[:, 1], pull)
        length = np.sqrt((force**2).sum(1)) + 1e-9
        points = points + force / length[:, None] * np.minimum(length, heat * (1 - step / iterations) + 0.01)[:, None]
    centred: Points = points - points.mean(0)
    return centred


def _repulsion(points: Points, rng: np.random.Generator) -> Points:
    n = len(points)
    others = points if n <= SAMPLE * 2 else points[rng.choice(n, SAMPLE, replace=False)]
    dx = points[:, 0, None] - others[None, :, 0]
    dy = points[:, 1, None] - others[None, :, 1]
    near = (n / len(others)) / (dx * dx + dy * dy + 1e-6)
    force: Points = np.c_[(dx * near).sum(1), (dy * near).sum(1)]
    return force


def _fit(points: Points, radius: float) -> Points:
    """The points scaled into a disc, the middle a little emptied."""
    distance = np.sqrt((points**2).sum(1)) + 1e-9
    scaled: Points = points / distance[:, None] * ((distance / distance.max()) ** 0.8 * radius)[:, None]
    return scaled if len(points) > 1 else points * 0


def _packed(centres: Points, radii: Points) -> Points:
    """Discs drawn towards the middle while each finds its place."""
    for _ in range(80):
        centres = _apart(centres * 0.95, radii, 6)
    return _apart(centres, radii)


def _apart(centres: Points, radii: Points, rounds: int = 300) -> Points:
    """Discs pushed apart until none overlap."""
    for _ in range(rounds):
        delta = centres[:, None] - centres[None]
        distance = np.sqrt((delta**2).sum(-1)) + 1e-9
        overlap = np.maximum(radii[:, None] + radii[None] + SPACING * 0.4 - distance, 0)
        np.fill_diagonal(overlap, 0)
        if overlap.max(initial=0) < 1:
            break
        centres = centres + (delta / distance[:, :, None] * overlap[:, :, None]).sum(1) * 0.3
    return centres
