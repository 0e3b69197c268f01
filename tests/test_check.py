"""The check passes on what kg makes, and names the fact when something is altered."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest

from kg import ids
from kg.check import check
from kg.infer import inferred_graph
from kg.model import Document, Status
from kg.vocab import DIP, FOAF, NIF, ORG, RDF, XSD, concept
from tests.dialogue import dialogue
from tests.test_rdf import graph_of, small

DOCUMENT = dialogue().document.id
GRAPH = ox.NamedNode(f"{ids.BASE}doc/{DOCUMENT}")
INFERRED = ox.NamedNode(inferred_graph())


def fact(name):
    return ox.NamedNode(f"{ids.BASE}fact/{DOCUMENT}-{name}")


@cache
def quads():
    return tuple(graph_of(dialogue()))


class Altered:
    """The graph of the sample text, to be altered."""

    def __init__(self):
        self.store = ox.Store()
        self.store.extend(quads())

    def value(self, subject, predicate):
        return next(q.object for q in self.store.quads_for_pattern(subject, predicate, None))

    def remove(self, subject, predicate):
        for quad in list(self.store.quads_for_pattern(subject, predicate, None)):
            self.store.remove(quad)

    def set(self, subject, predicate, *values, graph=GRAPH):
        self.remove(subject, predicate)
        for value in values:
            self.store.add(ox.Quad(subject, predicate, value, graph))

    def found(self, **options):
        """What the check says, without what only follows from the alteration in the inferred graph."""
        return [(v.fact, v.message) for v in check(self.store, **options) if v.document == GRAPH.value]


@pytest.fixture
def altered():
    return Altered()


def literal(value, datatype):
    return ox.Literal(str(value), datatype=datatype)


def test_what_kg_makes_passes():
    assert list(check(graph_of(dialogue(), small()))) == []


def test_what_kg_makes_passes_in_full():
    assert list(check(graph_of(small()), full=True)) == []


def test_the_report_names_document_fact_and_message(altered):
    altered.remove(fact("tenure1"), DIP.title)
    [violation] = check(altered.store)
    assert violation.document == GRAPH.value
    assert violation.fact == fact("tenure1").value
    assert violation.message == "a tenure needs the title as written"


def anchor(a):
    span = a.value(fact("claim1"), DIP.evidence)
    a.set(span, NIF.anchorOf, ox.Literal("cause joy in both Mexico and the United States"))
    return fact("claim1"), "the text at [846, 895) is not"


def offset(a):
    span = a.value(fact("commitment1"), DIP.evidence)
    a.set(span, NIF.beginIndex, literal(int(a.value(span, NIF.beginIndex).value) + 1, XSD.integer))
    return fact("commitment1"), "the text at"


def speaker(a):
    a.remove(fact("statement3"), DIP.speaker)
    return fact("statement3"), "a statement needs a speaker"


def required_property(a):
    a.remove(fact("commitment2"), DIP.strength)
    return fact("commitment2"), "one strength"


def confidence(a):
    a.set(fact("tenure2"), DIP.confidence, literal("1.7", XSD.decimal))
    return fact("tenure2"), "one confidence from 0 to 1"


def status(a):
    a.set(fact("tenure3"), DIP.tenureStatus, ox.NamedNode(f"{ids.VOCABULARY}ten-retired"))
    return fact("tenure3"), "one status of dipv:tenure-status"


def holds(a):
    acting = fact("tenure3")
    a.store.add(ox.Quad(a.value(acting, ORG.member), ORG.holds, a.value(acting, DIP.office), GRAPH))
    return acting, "must not have org:holds"


def signature(a):
    a.set(fact("signature1"), DIP.onBehalfOf, ox.NamedNode(f"{ids.BASE}country/DK"))
    return fact("agreement1"), "on behalf of someone who is not a party"


def name(a):
    person = a.value(fact("tenure4"), ORG.member)
    a.set(person, FOAF.name, ox.Literal("Secretary Rex Tillerson"))
    return person, "must not start with a title"


def reified_edge(a):
    edge = fact("assertion1")
    a.store.remove(ox.Quad(a.value(edge, RDF.subject), a.value(edge, RDF.predicate), a.value(edge, RDF.object), GRAPH))
    return edge, "reified edge is not asserted"


def evidence(a):
    a.remove(fact("statement1"), DIP.evidence)
    return fact("statement1"), "at least one evidence span"


def marks(a):
    span = a.value(fact("statement2"), DIP.quoteSpan)
    a.set(fact("statement2"), DIP.quoteSpan, a.value(fact("statement1"), DIP.contentSpan))
    assert span
    return fact("statement2"), "between quotation marks"


def two_factualities(a):
    a.store.add(ox.Quad(fact("claim1"), DIP.factuality, concept("factuality", "stated"), GRAPH))
    return fact("claim1"), "one factuality"


def another_country(a):
    a.set(fact("participation1"), DIP.onBehalfOf, ox.NamedNode(f"{ids.BASE}country/US"))
    return fact("participation1"), "a country other than that of the office"


def person_and_country(a):
    a.store.add(ox.Quad(a.value(fact("tenure1"), ORG.member), RDF.type, DIP.Country, GRAPH))
    return a.value(fact("tenure1"), ORG.member), "no agency, country or office"


def unresolved_without_reason(a):
    span = next(q.subject for q in a.store.quads_for_pattern(None, DIP.unresolvedBecause, None))
    a.remove(span, DIP.unresolvedBecause)
    return span, "what it means, or why that is not known"


def text_of_another(a):
    context = next(q.subject for q in a.store.quads_for_pattern(None, NIF.isString, None))
    a.set(context, NIF.isString, ox.Literal(a.value(context, NIF.isString).value + " More."))
    return context, "not the one of its SHA-256"


def two_repeated(a):
    others = (ox.NamedNode(f"{ids.BASE}doc/{n:012}") for n in range(2))
    a.set(GRAPH, DIP.nearDuplicateOf, *others)
    return GRAPH, "a document repeats one other"


def itself_repeated(a):
    a.set(GRAPH, DIP.nearDuplicateOf, GRAPH)
    return GRAPH, "a document repeats itself"


def another_source(a):
    a.set(GRAPH, DIP.alsoReadFrom, ox.NamedNode("https://example.org/b"))
    return GRAPH, "another place of the same text"


ALTERATIONS = (
    anchor, offset, speaker, required_property, confidence, status, holds, signature, name, reified_edge, evidence,
    marks, two_factualities, another_country, person_and_country, unresolved_without_reason, text_of_another,
    two_repeated, itself_repeated, another_source,
)  # fmt: skip


@pytest.mark.parametrize("alter", ALTERATIONS, ids=lambda f: f.__name__)
def test_an_alteration_is_found_and_its_fact_named(altered, alter):
    node, message = alter(altered)
    found = altered.found()
    assert any(node.value in f and message in m for f, m in found), found


@pytest.mark.parametrize("alter", [holds, signature, reified_edge], ids=lambda f: f.__name__)
def test_pyshacl_agrees_on_constraints_in_sparql(altered, alter):
    node, message = alter(altered)
    assert any(node.value in f and message in m for f, m in altered.found(full=True))


def test_shortcuts_must_be_derivable_and_complete(altered):
    dangling = ox.Quad(fact("tenure1"), DIP.represents, ox.NamedNode(f"{ids.BASE}country/US"), INFERRED)
    missing = next(altered.store.quads_for_pattern(None, DIP.hasParticipant, None))
    altered.store.add(dangling)
    altered.store.remove(missing)
    found = [v for v in check(altered.store) if v.document == INFERRED.value]
    assert [(v.fact, v.message.split()[0]) for v in found] == [
        (dangling.subject.value, "no"),
        (missing.subject.value, "a"),
    ]


def test_an_empty_store_and_one_without_documents_are_sound():
    assert list(check(ox.Store())) == []
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("https://example.org/a"), RDF.type, FOAF.page, GRAPH))
    assert list(check(store)) == []


def test_holding_an_office_later_in_full_is_no_violation_of_having_acted_before():
    acting = small()
    text = acting.document.text + " "
    document = Document(ids.document_id(text), "later.txt", ids.sha256(text), text, date="2022-01-01")
    full = (m.office and replace(m.office, status=Status.SUBSTANTIVE) for m in acting.mentions)
    titles = tuple(replace(m, office=office) for m, office in zip(acting.mentions, full, strict=True))
    later = replace(acting, document=document, mentions=titles)
    store = graph_of(acting, later)
    assert list(store.quads_for_pattern(None, ORG.holds, None, INFERRED))
    assert list(check(store)) == []


@pytest.mark.parametrize(
    ("before", "quote", "after", "sound"),
    [
        ("He said “", "we came", "”.", True),
        ("He said ", "we came", ".", False),
        ("The Minister said:\n\n", "We came.", "\n\nHe left.", True),
        ("The Minister said:\n\nWe came.\n\n", "We saw.", "\n", True),
        ("The Minister left.\n\n", "We came.", "\n", False),
        ("The Minister said: ", "we came", " and left", False),
    ],
)
def test_quotations_stand_in_marks_or_below_a_colon(before, quote, after, sound):
    from kg.check.anchors import _in_marks, _Span

    text = before + quote + after
    assert _in_marks(_Span("s", len(before), len(before) + len(quote), quote, text)) is sound
