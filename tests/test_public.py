"""What ``import kg`` offers, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

import kg


def test_the_public_names():
    assert kg.__all__ == sorted(kg.__all__)
    assert kg.__all__ == [
        "BuildReport", "CheckError", "Document", "Extraction", "Failure", "Graph", "InputError", "Iri", "KgError",
        "ModelError", "QueryBusyError", "QueryError", "QueryFailedError", "QueryRefusedError",
        "QueryTimeoutError", "ReadError", "RecordError",
        "ReferenceDataError", "Row", "Solutions", "Span", "StoreError", "StoreLockedError", "UsageError", "build",
        "open",
    ]  # fmt: skip
    for name in kg.__all__:
        assert getattr(kg, name).__doc__
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018


def test_the_version_is_that_of_the_package():
    assert kg.__version__ == metadata.version("communique-kg")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import kg", "kg.errors kg.query pyoxigraph rdflib spacy typer rich networkx trafilatura"),
        ("import kg; kg.open", "spacy rdflib rich networkx pyvis trafilatura kg.reference kg.pipeline"),
        ("from kg.cli import commands", "spacy rdflib rich networkx pyvis pyoxigraph trafilatura kg.pipeline"),
        ("from kg import query, store, cli; from kg.cli import output", "spacy rdflib networkx pyvis kg.reference"),
    ],
)
def test_nothing_is_imported_before_it_is_needed(code, absent):
    check = f"{code}; import sys; print(*sorted(set({absent.split()!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_open_graph_in_python(small, tmp_path):
    with kg.open(small) as graph:
        (row,) = graph.query(
            "SELECT ?name ?alias WHERE { ?who a dip:Official ; foaf:name ?name ; skos:altLabel ?alias }", alias="Noll"
        )
        assert row.name == "Anna Noll"
        assert graph.entity("XR").label == "Ruritania"
        assert graph.evidence("commitment2").evidence[0].words == "we will sign"
        assert graph.export(tmp_path / "g.ttl").read_bytes().startswith(b"@prefix ")
        assert isinstance(graph.ask("cq07", person="Anna Noll"), kg.Solutions)
        assert graph.networkx().number_of_edges() > 0
        assert bool(graph.rdflib().query("ASK { ?x a dip:Country }"))
