"""Extraction → quads: the golden structure of a small text, and what holds of every graph."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids, rdf, vocab
from kg.infer import infer, inferred_graph
from kg.model import (
    Agreement,
    Claim,
    Commitment,
    Document,
    Event,
    Extraction,
    Factuality,
    Form,
    How,
    Kind,
    Mention,
    Participation,
    Run,
    Signature,
    Span,
    Statement,
    Status,
    Tenure,
)  # fmt: skip
from kg.resolve import resolve
from kg.vocab import DIP, NIF, RDF, RDFS, concept
from tests.dialogue import dialogue
from tests.sheet import Sheet, reference

REFERENCE = reference()
D = DIP
GOLDEN = Path(__file__).parent / "golden" / "sheet.ttl"
TEXT = """Joint statement, 3 May 2021

Acting Foreign Minister Ana Holm of Denmark met officials of Mexico in Port Holm today. She said: "We will pay 5 to 7 \
million kroner by 2030, if the Council agrees." They did not sign the Harbour Treaty."""


def small() -> Extraction:
    """A text with a bit of everything: acting, open, negated, a range, a deadline, a condition."""
    sheet = Sheet(TEXT, "harbour.txt", {"date": "2021-05-03", "title": "Joint statement", "publisher": "Denmark"})
    ana = sheet.person("Ana Holm")
    title = sheet.title(
        "Acting Foreign Minister", title="Foreign Minister", holder=ana, country="DK", status=Status.ACTING,
        portfolio="foreign-affairs", basis="of-phrase",
    )  # fmt: skip
    denmark, mexico = sheet.country("Denmark", "DK"), sheet.country("Mexico", "MX")
    group = sheet.mention(
        "officials of Mexico", Kind.GROUP, Form.NOMINAL, refers=(mexico,), how=How.PLURAL, group="officials"
    )
    port = sheet.mention("Port Holm", Kind.PLACE, country="DK")
    she = sheet.stand_in("She", ana)
    council = sheet.mention("the Council", Kind.ORGANIZATION, Form.NOMINAL, how=How.OPEN, why="which one is not said")
    event = sheet.add(
        Event, "event1", "met", label="meeting", type="meeting", date="2021-05-03", place=port, host=denmark,
        time=sheet.time("today", resolved="2021-05-03"),
    )  # fmt: skip
    sheet.add(Tenure, "tenure1", "Acting Foreign Minister Ana Holm", person=ana, office=title, confidence=1.0)
    sheet.add(Participation, "participation1", "met", event=event, participant=ana, on_behalf_of="country/DK")
    sheet.add(Participation, "participation2", "met", event=event, participant=group)
    quote = sheet.at("We will pay 5 to 7 million kroner by 2030, if the Council agrees.")
    sheet.add(
        Statement, "statement1", Span(sheet.at("She").start, quote.end), mode="direct", speakers=(she,),
        source=sheet.at("She"), cue=sheet.at("said"), quotes=(quote,), capacity="tenure1", concerns=(council,),
        factuality=Factuality.ATTRIBUTED,
    )  # fmt: skip
    sheet.add(
        Claim, "claim1", "5 to 7 million kroner", proposition="We will pay 5 to 7 million kroner", unit="DKK",
        quantity=Decimal("5000000.00"), upper=Decimal("7E+6"), bound="between", claimants=(she,),
        statement="statement1", factuality=Factuality.ATTRIBUTED,
    )  # fmt: skip
    sheet.add(
        Commitment, "commitment1", quote, committers=(denmark,), strength="committed", due="2030", amount="claim1",
        action="pay 5 to 7 million kroner", due_words=sheet.at("2030"), condition=sheet.at("if the Council agrees"),
        addressees=(mexico,), expressed_in="statement1",
    )  # fmt: skip
    sheet.add(
        Agreement, "agreement1", "the Harbour Treaty", label="Harbour Treaty", type="treaty", status="mentioned",
        parties=(denmark, mexico), place=port, date="2021-05",
    )  # fmt: skip
    sheet.add(
        Signature, "signature1", "did not sign", agreement="agreement1", signed_by=ana, on_behalf_of="country/DK",
        factuality=Factuality.NEGATED,
    )  # fmt: skip
    return sheet.done()


def graph_of(*extractions, base=ids.BASE):
    found = resolve(extractions, REFERENCE)
    store = ox.Store()
    for extraction in extractions:
        store.extend(rdf.quads(extraction, found, REFERENCE, base=base))
    store.extend(rdf.shared_quads(found, REFERENCE, base=base))
    store.extend(rdf.vocabulary_quads(base=base))
    store.extend(list(infer(store, base=base)))
    return store


def node(path):
    return ox.NamedNode(ids.BASE + path)


def objects(store, subject, predicate):
    return [q.object for q in store.quads_for_pattern(subject, predicate, None)]


def turtle(extraction):
    """The document's graph and the reference graph, without the vocabulary."""
    found = resolve([extraction], REFERENCE)
    shared = rdf.shared_quads(found, REFERENCE)
    triples = sorted({q.triple for q in (*rdf.quads(extraction, found, REFERENCE), *shared)}, key=str)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(vocab.prefixes().items())))


def test_the_golden_graph_of_a_small_text():
    """After a change on purpose write it anew: python -m tests.test_rdf"""
    golden = {q.triple for q in ox.parse(path=str(GOLDEN))}
    made = {q.triple for q in ox.parse(turtle(small()), format=ox.RdfFormat.TURTLE)}
    assert sorted(map(str, made - golden)) == [], "not in the golden graph"
    assert sorted(map(str, golden - made)) == [], "only in the golden graph"


@pytest.fixture(scope="module")
def store():
    return graph_of(dialogue(), small())


def test_no_blank_nodes_flat_iris_and_nothing_twice(store):
    extraction = dialogue()
    quads = list(rdf.quads(extraction, resolve([extraction], REFERENCE), REFERENCE))
    assert len(quads) == len(set(quads))
    for quad in store:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(ids.BASE):
                assert re.fullmatch(r"(ns|ns#\w+|[a-z]+(/[^/?#]+)?)", term.value.removeprefix(ids.BASE)), term


def test_every_fact_has_what_vouches_for_it(store):
    facts = {q.subject for q in store.quads_for_pattern(None, RDF.type, DIP.Fact)}
    assert len(facts) > 50
    for fact in facts:
        for predicate in (D.evidence, D.statedIn, D.extractedBy, D.rule, D.confidence, D.factuality):
            assert objects(store, fact, predicate), (fact, predicate)


def test_every_anchor_is_the_text_at_its_offsets(store):
    for extraction in (dialogue(), small()):
        for quad in store.quads_for_pattern(None, NIF.referenceContext, node(f"text/{extraction.document.id}")):
            begin, end, anchor = (
                objects(store, quad.subject, p)[0].value for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf)
            )
            assert extraction.document.text[int(begin) : int(end)] == anchor


def test_decimals_are_canonical_and_dates_typed(store):
    claim = node(f"fact/{small().document.id}-claim1")
    assert objects(store, claim, D.quantity) == [ox.Literal("5000000", datatype=vocab.XSD.decimal)]
    assert objects(store, claim, D.upperQuantity) == [ox.Literal("7000000", datatype=vocab.XSD.decimal)]
    [due] = objects(store, node(f"fact/{small().document.id}-commitment1"), D.dueDate)
    assert (due.value, due.datatype) == ("2030", vocab.XSD.gYear)
    assert objects(store, node(f"fact/{small().document.id}-tenure1"), D.confidence)[0].value == "1"


def test_what_is_negated_or_acting_gives_no_shortcut(store):
    agreement = node(f"fact/{small().document.id}-agreement1")
    assert objects(store, agreement, D.signature)
    assert not objects(store, agreement, D.signatory)
    [ana] = {
        q.object for q in store.quads_for_pattern(node(f"fact/{small().document.id}-tenure1"), vocab.ORG.member, None)
    }
    assert not objects(store, ana, vocab.ORG.holds)
    assert objects(store, ana, D.represents) == [node("country/DK")]


def test_open_mentions_say_why_and_mean_nothing(store):
    key, start = small().document.id, TEXT.index("the Council")
    span = node(f"span/{key}-{start}-{start + len('the Council')}")
    assert objects(store, span, D.resolvedBy) == [concept("resolution", "open")]
    assert objects(store, span, D.unresolvedBecause) == [ox.Literal("which one is not said")]
    assert not objects(store, span, vocab.ITSRDF.taIdentRef)
    assert not objects(store, node(f"fact/{key}-statement1"), D.concerns)


def mentioned(store, extraction):
    document = ox.NamedNode(rdf.document_iri(extraction.document.id))
    return {q.subject.value.removeprefix(ids.BASE) for q in store.quads_for_pattern(None, D.mentionedIn, document)}


def test_a_document_mentions_what_it_names_and_no_agency_inferred_from_a_title(store):
    named = mentioned(store, dialogue())
    assert {"country/MX", "country/US", "place/washington-dc", "place/central-america"} <= named
    assert len([key for key in named if key.startswith("person/")]) == 7
    assert not [key for key in named if key.startswith(("org/", "group/", "office/"))]
    agencies = {q.object for q in store.quads_for_pattern(None, vocab.ORG.postIn, None)}
    assert node("org/us-state") in agencies


def test_the_reference_graph_has_identities_and_the_vocabulary_labels(store):
    mexico = node("country/MX")
    assert ox.NamedNode("http://www.wikidata.org/entity/Q96") in objects(store, mexico, vocab.SCHEMA.sameAs)
    assert ox.Literal("United Mexican States") in objects(store, mexico, vocab.SKOS.altLabel)
    assert objects(store, node("office/us-deputy-secretary-of-state"), vocab.ORG.reportsTo) == [
        node("office/us-secretary-of-state")
    ]
    assert objects(store, concept("strength", "signed"), vocab.SKOS.prefLabel)
    assert not list(store.quads_for_pattern(None, D.cue, None)), "the extractor's lexicon is no part of a graph"
    assert not list(store.quads_for_pattern(node("country/DK"), vocab.SCHEMA.sameAs, None))


def test_whatever_is_spoken_of_is_described(store):
    used = {q.object for q in store if isinstance(q.object, ox.NamedNode) and q.object.value.startswith(ids.BASE)}
    for thing in used:
        if not thing.value.startswith((ids.ONTOLOGY, ids.VOCABULARY)):
            assert objects(store, thing, RDF.type), thing


def test_what_documents_share_is_described_in_one_graph_only(store):
    """A query over all graphs meets a triple as often as graphs have it."""
    for thing in ("country/MX", "country/DK", "office/us-secretary-of-state", "place/washington-dc"):
        graphs = {q.graph_name.value for q in store.quads_for_pattern(node(thing), None, None)}
        assert rdf.reference_graph() in graphs
        assert graphs <= {rdf.reference_graph(), inferred_graph()}, thing
    own = node(f"group/{small().document.id}-delegation-mx")
    assert {q.graph_name.value for q in store.quads_for_pattern(own, RDF.type, DIP.Delegation)} == {
        rdf.document_iri(small().document.id)
    }


def test_another_base_moves_every_iri_but_those_of_the_vocabularies():
    base = "https://kg.example.org/x/"
    for quad in graph_of(small(), base=base):
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode) and term.value.startswith(ids.BASE):
                assert term.value.startswith((ids.BASE + "ns", ids.VOCABULARY)), term
    assert rdf.document_iri("k", base) == base + "doc/k"
    assert inferred_graph(base) == base + "graph/inferred"


def test_runs_are_hashed_by_what_made_them():
    one, two = small(), dialogue()
    store = graph_of(one, two)
    assert len({q.subject for q in store.quads_for_pattern(None, RDF.type, DIP.ExtractionRun)}) == 1
    other = replace(two, run=replace(two.run, rules="other"))
    store = graph_of(one, other)
    assert len({q.subject for q in store.quads_for_pattern(None, RDF.type, DIP.ExtractionRun)}) == 2


def test_a_shared_meeting_is_one_node_with_the_evidence_of_both():
    one = dialogue()
    text = "(Copy) " + one.document.text
    moved = replace(
        one,
        document=Document(ids.document_id(text), "copy.txt", ids.sha256(text), text),
        mentions=tuple(replace(m, span=_moved(m.span)) for m in one.mentions),
        facts=tuple(_shift(f) for f in one.facts),
        relative_times=tuple(replace(t, span=_moved(t.span)) for t in one.relative_times),
    )
    store = graph_of(one, moved)
    [event] = {q.subject for q in store.quads_for_pattern(None, D.ordinal, None)}
    assert len(objects(store, event, D.statedIn)) == 2
    assert len({q.subject for q in store.quads_for_pattern(None, RDF.type, DIP.Official)}) == 7


def _moved(span):
    return Span(span.start + 7, span.end + 7)


def _shift(fact):
    values = {name: getattr(fact, name) for name in type(fact).__dataclass_fields__}
    for name, value in values.items():
        if isinstance(value, Span):
            values[name] = _moved(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Span):
            values[name] = tuple(_moved(s) for s in value)
    return type(fact)(**values)


HOSTILE = st.text(st.characters(), min_size=1, max_size=30)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_names_and_sources_survive_every_format(name, source, publisher):
    text = f"{name} spoke."
    person = Mention(Span(0, len(name)), name, Kind.PERSON, Form.NAME, name)
    document = Document(
        ids.document_id(text), source, ids.sha256(text), text, name, "2021", publisher, name, "http://x/" + source
    )
    extraction = Extraction(document, (person,), (), Run("1", name, source))
    found = resolve([extraction], REFERENCE)
    shared = rdf.shared_quads(found, REFERENCE)
    quads = [*rdf.quads(extraction, found, REFERENCE), *shared]
    for form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG):
        assert set(ox.parse(ox.serialize(quads, format=form), format=form)) == set(quads)
    graph = ox.Store()
    graph.extend(quads)
    kept = re.sub("[\ud800-\udfff]", "\ufffd", name)
    assert [q.object.value for q in graph.quads_for_pattern(None, NIF.anchorOf, None)] == [kept]
    assert [q.object.value for q in graph.quads_for_pattern(None, vocab.FOAF.name, None)] == [kept]


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.test_rdf import dialogue, graph_of, small, turtle
import pyoxigraph as ox
lines = ox.serialize(sorted(graph_of(dialogue(), small()), key=str), format=ox.RdfFormat.N_QUADS)
print(hashlib.sha256(lines + turtle(dialogue())).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed():
    made = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[1])],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(made) == 1
    assert len(hashlib.sha256().hexdigest()) == len(made.pop().strip())


def test_labels_are_in_the_language_of_the_document_and_names_have_none():
    spanish = replace(small(), document=replace(small().document, language="es"))
    graph = graph_of(spanish)
    [action] = [q.object for q in graph.quads_for_pattern(None, D.action, None)]
    assert action.language == "es"
    assert {q.object.language for q in graph.quads_for_pattern(node("country/MX"), RDFS.label, None)} == {"en"}
    assert {q.object.language for q in graph.quads_for_pattern(None, vocab.FOAF.name, None)} == {None}


if __name__ == "__main__":
    GOLDEN.write_bytes(turtle(small()))
