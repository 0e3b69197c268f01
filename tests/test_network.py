"""The projection: nothing merged, every edge a fact with its evidence."""

from __future__ import annotations

import kg
from kg import network


def test_every_edge_is_a_fact_with_evidence(small):
    with kg.open(small) as graph:
        projected = network.project(graph.store)
        texts = network.documents(graph.store)
    assert projected.number_of_edges() > 0
    for _, _, data in projected.edges(data=True):
        assert data["relation"]
        assert data["evidence"], data["fact"]
        for document, begin, end in data["evidence"]:
            assert 0 <= begin < end <= len(texts[document]["text"])


def test_nodes_have_a_label_and_a_kind(small):
    with kg.open(small) as graph:
        projected = network.project(graph.store)
    for iri in projected:
        assert projected.nodes[iri]["label"]
        assert projected.nodes[iri]["kind"] in network.KINDS


def test_relations_between_the_same_two_are_kept_apart(small):
    with kg.open(small) as graph:
        projected = network.project(graph.store)
    facts = {(s, o, d["fact"], d["relation"]) for s, o, d in projected.edges(data=True)}
    assert len(facts) == projected.number_of_edges()
