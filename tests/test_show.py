"""What the graph says of a thing, and why it says a fact."""

from __future__ import annotations

import pytest

from kg import show, store
from kg.errors import QueryError


@pytest.fixture(scope="module")
def reader(small):
    return store.open(small)


def test_a_thing_is_shown_with_its_facts_and_their_words(reader):
    shown = show.show(reader, "Noll")
    assert (shown.iri, shown.label, shown.kind) == ("person:anna-noll-1", "Anna Noll", "person")
    assert dict(shown.properties)["altLabel"] == "Noll"
    assert (shown.documents, shown.more) == (1, 0)
    assert [(f.fact, f.kind, f.relation, f.gist) for f in shown.facts] == [
        ("fact:aaaaaaaaaaaa-event1", "Meeting", "hasParticipant", "meeting"),
        ("fact:aaaaaaaaaaaa-tenure1", "Tenure", "member", "Minister"),
        ("fact:aaaaaaaaaaaa-commitment2", "Commitment", "committer", "sign"),
    ]
    (evidence,) = shown.facts[1].evidence
    assert (evidence.words, evidence.begin, evidence.end) == ("Minister Anna Noll of Ruritania", 0, 31)
    assert evidence.source == "texts/<i>one</i>.txt"
    assert shown.facts[2].vouched == "attributed"


def test_a_limit_says_what_it_left_out(reader):
    shown = show.show(reader, "Noll", limit=1)
    assert ([f.kind for f in shown.facts], shown.more) == (["Meeting"], 2)


@pytest.mark.parametrize("name", ["fact:aaaaaaaaaaaa-commitment2", "aaaaaaaaaaaa-commitment2", "commitment2"])
def test_a_fact_is_explained_by_its_words_rule_and_run(reader, name):
    fact = show.explain(reader, name)
    (evidence,) = fact.evidence
    assert (fact.rule, fact.run, fact.confidence, fact.vouched) == (
        "commitments: will",
        "kg 0 with no model",
        "0.7",
        "attributed",
    )
    assert (evidence.before[-10:], evidence.words, evidence.after) == ("She said: ", "we will sign", ".\n")
    assert evidence.exact
    assert ("strength", "will") in fact.properties
    assert ("committer", "Anna Noll (person:anna-noll-1)") in fact.properties


def test_evidence_that_is_not_in_the_text_is_shown_as_such(tmp_path, small):
    import pyoxigraph as ox

    quads = [q for q in store.open(small).quads() if q.object != ox.Literal("we will sign")]
    span = ox.NamedNode("https://w3id.org/dip/span/aaaaaaaaaaaa-61-73")
    anchor = ox.NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf")
    with store.rebuild(tmp_path / "g", base="https://w3id.org/dip/") as writer:
        writer.bulk(
            [*quads, ox.Quad(span, anchor, ox.Literal("we won't sign"), ox.NamedNode("https://w3id.org/dip/doc/a"))]
        )
    assert not show.explain(store.open(tmp_path / "g"), "commitment2").evidence[0].exact


def test_what_is_not_there_is_told(reader):
    with pytest.raises(QueryError, match="the graph has no fact 'statement99'"):
        show.explain(reader, "statement99")
    with pytest.raises(QueryError, match="the graph knows no thing called 'Atlantis'"):
        show.show(reader, "Atlantis")
