"""The ontology, its schemes, shapes, rules and questions fit together."""

from __future__ import annotations

import re
from importlib import resources

import pyoxigraph as ox
import pytest

from kg import ids, vocab
from kg.infer import rules

FOLDER = resources.files("kg.ontology")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DIP, DIPV = ids.ONTOLOGY, ids.VOCABULARY


def triples(name):
    return [(q.subject, q.predicate.value, q.object) for q in vocab.triples(name)]


def values(name):
    """Subject → predicate → values, for subjects that are IRIs."""
    found = {}
    for s, p, o in triples(name):
        if isinstance(s, ox.NamedNode):
            found.setdefault(s.value, {}).setdefault(p, []).append(o)
    return found


TERMS = {iri: about for iri, about in values("dip.ttl").items() if iri.startswith(DIP)}
CONCEPTS = values("vocab.ttl")


def iris(about, predicate):
    return {o.value for o in about.get(predicate, []) if isinstance(o, ox.NamedNode)}


def kinds(iri):
    return iris(TERMS[iri], RDF + "type")


@pytest.mark.parametrize("iri", sorted(TERMS))
def test_every_term_has_kind_label_and_comment(iri):
    about = TERMS[iri]
    assert kinds(iri) & {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    assert len(kinds(iri)) == 1, "a class is no property, an object property no datatype property"
    [label] = about[RDFS + "label"]
    [comment] = about[RDFS + "comment"]
    assert label.language == comment.language == "en"
    assert comment.value.endswith((".", ")", "'"))


def test_classes_begin_with_a_capital_and_properties_do_not():
    for iri in TERMS:
        local = iri.removeprefix(DIP)
        assert local[0].isupper() == (kinds(iri) == {OWL + "Class"}), local


def test_what_a_term_refers_to_is_defined_and_of_the_right_kind():
    for iri, about in TERMS.items():
        for predicate in (RDFS + "subClassOf", RDFS + "domain"):
            for other in iris(about, predicate):
                assert not other.startswith(DIP) or kinds(other) == {OWL + "Class"}, (iri, other)
        for other in iris(about, RDFS + "subPropertyOf"):
            assert not other.startswith(DIP) or kinds(other) == kinds(iri), (iri, other)
        for other in iris(about, RDFS + "range"):
            assert not other.startswith(DIP) or kinds(iri) == {OWL + "ObjectProperty"}, (iri, other)
            literal = other.startswith("http://www.w3.org/2001/XMLSchema#") or other == RDF + "langString"
            assert literal == (kinds(iri) == {OWL + "DatatypeProperty"}), (iri, other)


def test_no_class_is_above_itself():
    above = {iri: iris(about, RDFS + "subClassOf") for iri, about in TERMS.items()}
    for start in above:
        seen, front = set(), set(above[start])
        while front:
            assert start not in front, f"{start} is its own superclass"
            seen |= front
            front = {x for f in front for x in above.get(f, ())} - seen


def test_facts_and_actors_stay_apart():
    """Nothing is both a fact and an actor, and no tenure an agent: org:Membership is disjoint with foaf:Agent."""

    def all_above(iri):
        found = iris(TERMS.get(iri, {}), RDFS + "subClassOf")
        return found | {x for f in found for x in all_above(f)}

    for iri in TERMS:
        above = all_above(iri) | {iri}
        assert not {DIP + "Fact", DIP + "Actor"} <= above, iri
        assert not {"http://www.w3.org/ns/org#Membership", "http://xmlns.com/foaf/0.1/Agent"} <= above, iri
        assert not {"http://www.w3.org/ns/prov#Activity", "http://www.w3.org/ns/prov#Entity"} <= above, iri


def test_every_concept_has_one_scheme_and_one_label():
    schemes = {iri for iri, about in CONCEPTS.items() if SKOS + "ConceptScheme" in iris(about, RDF + "type")}
    concepts = {iri: about for iri, about in CONCEPTS.items() if SKOS + "Concept" in iris(about, RDF + "type")}
    assert schemes | concepts.keys() == CONCEPTS.keys()
    for iri, about in concepts.items():
        assert len(iris(about, SKOS + "inScheme")) == 1, iri
        assert iris(about, SKOS + "inScheme") <= schemes, iri
        assert [label.language for label in set(about[SKOS + "prefLabel"])] == ["en"], iri
        for other in iris(about, SKOS + "broader"):
            assert iris(concepts[other], SKOS + "inScheme") == iris(about, SKOS + "inScheme"), iri
    for iri in schemes:
        assert CONCEPTS[iri][SKOS + "prefLabel"], iri


def test_names_within_a_scheme_differ_and_labels_too():
    seen = {}
    for iri, about in CONCEPTS.items():
        for scheme in iris(about, SKOS + "inScheme"):
            name = iri.removeprefix(DIPV).partition("-")[2]
            assert name, iri
            assert seen.setdefault((scheme, name), iri) == iri
            label = about[SKOS + "prefLabel"][0].value
            assert seen.setdefault((scheme, "label", label), iri) == iri


def test_properties_of_concepts_are_those_of_the_ontology():
    used = {p for about in CONCEPTS.values() for p in about}
    assert {p for p in used if p.startswith(DIP)} <= TERMS.keys()
    assert all(p.startswith((DIP, RDF, SKOS, RDFS)) for p in used)


def texts():
    for folder in ("rules", "queries"):
        for file in sorted(FOLDER.joinpath(folder).iterdir(), key=lambda f: f.name):
            yield pytest.param(file.read_text(encoding="utf-8"), id=file.name)
    yield pytest.param(FOLDER.joinpath("shapes.ttl").read_text(encoding="utf-8"), id="shapes.ttl")


@pytest.mark.parametrize("text", list(texts()))
def test_shapes_rules_and_questions_use_defined_terms(text):
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for local in re.findall(r"(?<![\w:])dip:([A-Za-z]\w*)", body):
        assert DIP + local in TERMS, local
    for local in re.findall(r"(?<![\w:])dipv:([A-Za-z][\w-]*)", body):
        assert DIPV + local in CONCEPTS, local


def test_there_are_27_questions_and_each_begins_with_its_question():
    files = sorted(FOLDER.joinpath("queries").iterdir(), key=lambda f: f.name)
    assert [f.name for f in files] == [f"cq{n:02}.rq" for n in range(1, 28)]
    for file in files:
        assert re.match(r"# [A-Z].{10,}", file.read_text(encoding="utf-8").splitlines()[0]), file.name


def test_rules_say_what_they_mean():
    assert len(rules()) >= 6
    for name, rule in rules().items():
        assert re.match(r"# .{20,}\.$", rule.text.splitlines()[0]), name


def test_rdflib_reads_all_of_it_and_pyshacl_finds_the_shapes_well_formed():
    from pyshacl import validate
    from rdflib import Graph

    for name in ("dip.ttl", "vocab.ttl"):
        assert len(Graph().parse(data=vocab.ontology(name), format="turtle")) == len(set(vocab.triples(name)))
    shapes = Graph().parse(data=vocab.ontology("shapes.ttl"), format="turtle")
    conforms, _, _ = validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms


def test_shapes_target_classes_that_exist():
    target = "http://www.w3.org/ns/shacl#targetClass"
    for s, p, o in triples("shapes.ttl"):
        assert p != target or not o.value.startswith(DIP) or kinds(o.value) == {OWL + "Class"}, (s, o)
