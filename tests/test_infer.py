"""Rules derive shortcuts from what is asserted, whatever was derived before."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import ids
from kg.infer import DERIVED, infer, inferred_graph, rules
from kg.vocab import triples

HEAD = """PREFIX : <https://w3id.org/dip/> PREFIX dip: <https://w3id.org/dip/ns#> PREFIX v: <https://w3id.org/dip/vocab/>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX its: <http://www.w3.org/2005/11/its/rdf#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX time: <http://www.w3.org/2006/time#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> """


def filled(turtle, graph):
    store = ox.Store()
    store.update(HEAD + f"INSERT DATA {{ GRAPH <{graph}> {{ {turtle} }} }}")
    return store


def derived(turtle, *, vocabulary=False):
    """What the rules derive from one document's graph, as (subject, predicate, object) without namespaces."""
    store = filled(turtle, f"{ids.BASE}doc/a")
    if vocabulary:
        graph = ox.NamedNode(f"{ids.BASE}graph/vocabulary")
        store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in triples("dip.ttl"))
    return {tuple(_local(t) for t in (q.subject, q.predicate, q.object)) for q in infer(store)}


def _local(term):
    return term.value.replace("#", "/").rpartition("/")[2]


TENURE = """:t a dip:Tenure ; org:member :ana ; dip:office :o ; dip:factuality v:fact-{how} ;
    dip:tenureStatus v:ten-{status} . :o dip:jurisdiction :DK ."""


@pytest.mark.parametrize(
    ("status", "how", "expected"),
    [
        ("substantive", "stated", {"represents", "holds"}),
        ("acting", "stated", {"represents"}),
        ("former", "stated", set()),
        ("designate", "stated", set()),
        ("substantive", "negated", set()),
        ("substantive", "hypothetical", set()),
        ("substantive", "planned", {"represents"}),
    ],
)
def test_what_follows_from_a_tenure(status, how, expected):
    assert {p for _, p, _ in derived(TENURE.format(status=status, how=how))} == expected


def test_a_later_or_undated_departure_ends_holding_and_an_earlier_does_not():
    holder = TENURE.format(status="substantive", how="stated")
    holder += ":t dip:attestedOn :d . :d time:inXSDDate '2020-05-01'^^xsd:date ."
    gone = """:u a dip:Tenure ; org:member :ana ; dip:office :o ; dip:factuality v:fact-stated ;
        dip:tenureStatus v:ten-former ."""
    assert ("ana", "holds", "o") in derived(holder)
    assert ("ana", "holds", "o") not in derived(holder + gone)
    later = gone + ":u dip:attestedOn :e . :e time:inXSDDate '2021-01-01'^^xsd:date ."
    assert ("ana", "holds", "o") not in derived(holder + later)
    earlier = gone + ":u dip:attestedOn :e . :e time:inXSDDate '2019-01-01'^^xsd:date ."
    assert ("ana", "holds", "o") in derived(holder + earlier)


@pytest.mark.parametrize(("how", "count"), [("stated", 3), ("planned", 3), ("negated", 0), ("hypothetical", 0)])
def test_participants_represent_and_belong_to_their_delegation(how, count):
    found = derived(
        f""":p a dip:Participation ; dip:inEvent :e ; dip:participant :ana ; dip:onBehalfOf :DK ;
            dip:factuality v:fact-{how} .
        :ana a dip:Official . :d a dip:Delegation ; dip:delegationOf :DK ."""
    )
    expected = {("e", "hasParticipant", "ana"), ("ana", "represents", "DK"), ("d", "member", "ana")}
    assert found == (expected if count else set())


def test_signatories():
    signed = ":a a dip:Agreement ; dip:signature :s . :s dip:signedBy :ana ; dip:factuality v:fact-{} ."
    assert derived(signed.format("inferred")) == {("a", "signatory", "ana")}
    assert derived(signed.format("negated")) == set()


@pytest.mark.parametrize(
    ("form", "kind", "mentioned"),
    [("name", "Country", True), ("demonym", "Country", True), ("pronoun", "Country", False),
     ("nominal", "Agency", False), ("title", "Official", False), ("name", "Office", False), ("name", "Region", True)],
)  # fmt: skip
def test_a_document_mentions_what_it_names(form, kind, mentioned):
    found = derived(
        f""":doc a dip:Document ; dip:hasText :text . :x a dip:{kind} .
        :s nif:referenceContext :text ; its:taIdentRef :x ; dip:mentionType v:men-{form} ."""
    )
    assert found == ({("x", "mentionedIn", "doc")} if mentioned else set())


def test_classes_above_a_class():
    found = derived(":e a dip:Signing . :q a dip:QuantitativeClaim .", vocabulary=True)
    assert found == {("e", "type", "Event"), ("e", "type", "Fact"), ("q", "type", "Claim"), ("q", "type", "Fact")}


def test_an_older_inferred_graph_changes_nothing():
    store = filled(TENURE.format(status="substantive", how="stated"), f"{ids.BASE}doc/a")
    before = list(infer(store))
    store.extend(before)
    store.extend(filled(":ghost a dip:Signing ; dip:hasParticipant :ana .", inferred_graph()))
    assert list(infer(store)) == before
    assert {q.graph_name.value for q in before} == {inferred_graph()}


def test_rules_are_constructs_and_nothing_comes_of_nothing():
    assert all("CONSTRUCT" in rule.text for rule in rules().values())
    assert list(infer(ox.Store())) == []


def test_every_rule_can_be_narrowed_to_some_things():
    thing = ox.NamedNode(f"{ids.BASE}x")
    for name, rule in rules().items():
        assert rule.narrowed([thing]).count(f"VALUES ?{rule.focus} {{ {thing} }}") >= 1, name
        assert rule.focus in DERIVED.findall(rule.text)[0], name
    assert len({rule.predicate for rule in rules().values()}) == len(rules())
