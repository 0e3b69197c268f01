"""Closed namespaces: a term that is not defined fails where it is written."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import model, vocab
from kg.model import Factuality, Form, How, Status

KG = Path(vocab.__file__).parent
SPACES = {name: space for name, space in vars(vocab).items() if isinstance(space, vocab.Namespace)}


def test_a_mistyped_term_raises():
    with pytest.raises(AttributeError, match="has no term 'Documnt'"):
        vocab.DIP.Documnt  # noqa: B018  (the access is what is tested)
    with pytest.raises(AttributeError, match="no term"):
        vocab.SKOS["preflabel"]
    with pytest.raises(KeyError, match="no concept 'sealed'"):
        vocab.concept("strength", "sealed")
    with pytest.raises(KeyError, match="dipv:strengths"):
        vocab.concept("strengths", "signed")


def test_terms_are_named_nodes():
    assert vocab.DIP.Document == ox.NamedNode("https://w3id.org/dip/ns#Document")
    assert vocab.DIP["evidence"] is vocab.DIP.evidence
    assert vocab.concept("event-types", "press-conference").value.endswith("vocab/ev-press-conference")


@pytest.mark.parametrize("path", sorted(KG.rglob("*.py")), ids=lambda p: str(p.relative_to(KG)))
def test_every_term_used_is_defined(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "kg.vocab"
        for alias in node.names
    } & SPACES.keys()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
            assert node.attr in {*SPACES[node.value.id].terms, "terms", "iri"}, f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("factuality", list(Factuality)),
        ("mention-types", list(Form)),
        ("resolution", list(How)),
        ("tenure-status", list(Status)),
        ("bounds", ["exact", "about", "atleast", "atmost", "between"]),
        ("roles", ["head", "participant", "speaker", "host"]),
        ("organization-kinds", ["agency", "igo", "bloc", "company", "ngo", "party", "armed-group", "other"]),
        ("stances", ["positive", "negative"]),
        ("novelty", [model.Commitment.__dataclass_fields__["novelty"].default, "new", "continuing", "repeated"]),
    ],
)
def test_schemes_have_what_the_model_says(scheme, names):
    assert {str(n) for n in names} <= set(vocab.names(scheme))


def test_the_closed_schemes_have_nothing_else():
    assert vocab.names("factuality") == tuple(sorted(Factuality))
    assert vocab.names("resolution") == tuple(sorted(How))
    assert vocab.names("mention-types") == tuple(sorted(Form))
    assert vocab.names("tenure-status") == tuple(sorted(Status))


def test_prefixes_are_words_and_lead_to_namespaces():
    for prefix, iri in vocab.prefixes("https://example.org/kg/").items():
        assert re.fullmatch(r"[a-z]+", prefix)
        assert iri.endswith(("/", "#"))
    assert vocab.prefixes("https://example.org/kg/")["person"] == "https://example.org/kg/person/"
    assert vocab.prefixes()["org"] == "http://www.w3.org/ns/org#"


def test_reference_data_and_extraction_speak_of_known_concepts():
    from kg import reference

    known = reference.load()
    assert {o.portfolio for o in known.offices.values()} - {""} <= set(vocab.names("portfolios"))
    assert {o.kind for o in known.organizations.values()} <= set(vocab.names("organization-kinds"))
