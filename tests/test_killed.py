"""A build that is killed: every graph is as it was or as it should be, the store opens, a run after it completes it.

A handful of moments here; ``make bench`` takes fifty.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time

import pyoxigraph as ox
import pytest

from kg import store
from tests import servers
from tests.places import BASE

DOCUMENTS, TRIPLES = 40, 200


def content(n, version):
    graph = ox.NamedNode(f"{BASE}doc/{n}")
    about = [ox.NamedNode(f"{BASE}fact/{n}-{i}") for i in range(TRIPLES)]
    return [ox.Quad(a, ox.NamedNode(f"{BASE}ns#v"), ox.Literal(version), graph) for a in about]


def build(place, version):
    with store.rebuild(place, base=BASE) as writer:
        writer.bulk(quad for n in range(DOCUMENTS) for quad in content(n, version))


def build_for_ever(place, version):
    while True:
        version += 1
        build(place, version)


def states(place):
    """Graph → the versions of its triples, and how many they are."""
    with store.open(place) as reader:
        return {g: (len(q := list(reader.quads(g))), {x.object.value for x in q}) for g in reader.graphs()}


def killed(place, moments):
    """Kill builds at random moments, and look at what each leaves."""
    chance = random.Random(1)
    for k in range(moments):
        process = multiprocessing.get_context("fork").Process(target=build_for_ever, args=(place, 1000 * (k + 1)))
        process.start()
        time.sleep(chance.uniform(0.05, 1.5))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        found = states(place)
        assert len(found) == DOCUMENTS
        assert {count for count, _ in found.values()} == {TRIPLES}
        assert all(len(versions) == 1 for _, versions in found.values())


def completed(place):
    """A run after it completes it, and the union is that of the graphs."""
    build(place, 7)
    assert {tuple(versions) for _, versions in states(place).values()} == {("7",)}
    with store.open(place) as reader:
        (row,) = reader.query("SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?v) AS ?k) WHERE { ?s dip:v ?v }")
        assert (row["n"].value, row["k"].value) == (str(DOCUMENTS * TRIPLES), "1")


@pytest.mark.parametrize("moments", [4, pytest.param(50, marks=pytest.mark.bench)])
def test_of_a_killed_build_in_a_folder_nothing_is_seen(tmp_path, moments):
    place = str(tmp_path / "g")
    build(place, 1)
    killed(place, moments)
    assert len({tuple(versions) for _, versions in states(place).values()}) == 1
    completed(place)


@pytest.mark.parametrize("moments", [3, pytest.param(50, marks=pytest.mark.bench)])
def test_of_a_killed_build_behind_a_server_every_graph_is_old_or_new(tmp_path, moments):
    with servers.oxigraph(tmp_path) as server:
        build(server.url, 1)
        killed(server.url, moments)
        completed(server.url)


@pytest.mark.bench
@pytest.mark.parametrize("moments", [50])
def test_of_a_killed_build_behind_virtuoso_every_graph_is_old_or_new(virtuoso, moments):
    from tests import places

    places.empty(virtuoso)
    build(virtuoso, 1)
    killed(virtuoso, moments)
    completed(virtuoso)
