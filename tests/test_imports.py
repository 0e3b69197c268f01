"""Who may import whom. This table is the design; change it on purpose, with the design."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

import pytest

KG = Path(__file__).resolve().parents[1] / "kg"

# module or package → the modules of kg it may import, and the third-party packages it may import
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "errors": (set(), set()),
    "model": ({"errors"}, set()),
    "ids": ({"model"}, set()),
    "layout": (set(), set()),
    "lexicon": ({"errors"}, {"pyoxigraph"}),
    "records": ({"errors", "model"}, set()),
    "calendar": (set(), set()),
    "read": ({"calendar", "errors", "ids", "model"}, {"trafilatura", "markdown_it", "charset_normalizer", "yaml"}),
    "reference": ({"errors", "ids", "model"}, {"pyoxigraph"}),
    "dictionary": (set(), {"spacy"}),
    "recognition": (set(), {"spacy", "thinc"}),
    "parse": (
        {"dictionary", "errors", "layout", "model", "models", "recognition"},
        {"numpy", "spacy", "thinc", "threadpoolctl"},
    ),
    "mentions": ({"calendar", "ids", "layout", "lexicon", "model", "parse", "reference"}, {"spacy"}),
    "facts": ({"calendar", "ids", "layout", "lexicon", "mentions", "model", "parse", "reference"}, {"spacy"}),
    "resolve": ({"errors", "ids", "model", "reference"}, set()),
    "vocab": ({"ids"}, {"pyoxigraph"}),
    "rdf": ({"ids", "model", "reference", "vocab"}, {"pyoxigraph"}),
    "prefixes": ({"ids", "vocab"}, set()),
    "turtle": ({"ids", "prefixes"}, {"pyoxigraph"}),
    "jsonld": ({"prefixes", "turtle"}, {"pyoxigraph"}),
    "rdfxml": ({"errors", "prefixes"}, {"pyoxigraph"}),
    "store": ({"errors", "files", "prefixes"}, {"pyoxigraph", "rdflib", "oxrdflib", "requests", "urllib3"}),
    "infer": ({"ids"}, {"pyoxigraph"}),
    "query": (
        {"errors", "ids", "jsonld", "prefixes", "rdfxml", "store", "turtle"},
        {"pyoxigraph", "rdflib", "pyparsing", "pandas"},
    ),
    "show": ({"errors", "ids", "prefixes", "query", "store", "turtle", "vocab"}, {"pyoxigraph"}),
    "report": ({"errors", "model"}, set()),
    "check": ({"errors", "ids", "infer", "vocab"}, {"pyshacl", "rdflib", "pyoxigraph"}),
    "edges": ({"network", "prefixes", "store"}, {"networkx"}),
    "export": ({"edges", "errors", "jsonld", "prefixes", "rdfxml", "store", "turtle"}, {"pyoxigraph"}),
    "network": ({"errors", "query", "store"}, {"networkx", "pyoxigraph"}),
    "view": (
        {"errors", "files", "ids", "network", "prefixes", "query", "store"},
        {"pyvis", "networkx", "numpy", "jinja2", "markupsafe", "pyoxigraph"},
    ),
    "serve": (
        {"errors", "export", "ids", "network", "prefixes", "query", "show", "store", "turtle", "view", "vocab"},
        {"starlette", "uvicorn", "jinja2", "pyoxigraph"},
    ),
    "train": ({"errors", "evaluate", "ids", "lexicon", "mentions", "model", "parse", "reference"}, {"spacy", "thinc"}),
    "evaluate": ({"errors"}, {"pyoxigraph", "yaml"}),
    "cache": ({"errors", "files", "model", "records"}, set()),
    "rules": (set(), set()),
    "files": ({"errors"}, set()),
    "extractor": ({"errors", "facts", "lexicon", "mentions", "model", "parse", "reference", "rules"}, set()),
    "graph": ({"export", "files", "network", "query", "report", "show", "store", "view"}, {"networkx", "rdflib"}),
    "models": (set(), set()),
    "texts": ({"errors", "model", "read"}, set()),
    "state": ({"model"}, set()),
    "interrupt": (set(), set()),
    "workers": ({"errors", "extractor", "model"}, set()),
    "cluster": ({"errors", "extractor", "model", "workers"}, {"distributed"}),
    "extraction": ({"cache", "cluster", "extractor", "interrupt", "model", "records", "workers"}, set()),
    "graphs": (
        {"cache", "infer", "model", "rdf", "reference", "report", "state", "store"},
        {"pyoxigraph"},
    ),
    "pipeline": (
        {"cache", "errors", "extraction", "extractor", "graphs", "ids", "lexicon", "model", "models", "parse", "read"}
        | {"reference", "report", "resolve", "rules", "state", "store", "texts", "workers"},
        {"pyoxigraph"},
    ),
}  # fmt: skip
FREE = {"cli", "__init__", "__main__"}
STANDARD = set(sys.stdlib_module_names)


def files() -> list[Path]:
    return sorted(KG.rglob("*.py"))


def part(path: Path) -> str:
    return path.relative_to(KG).parts[0].removesuffix(".py")


def imported(path: Path) -> tuple[set[str], set[str]]:
    own: set[str] = set()
    others: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"kg.{a.name}" for a in node.names] if node.module == "kg" else [node.module or ""]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "kg":
                own.add(rest.split(".")[0])
            elif top not in STANDARD:
                others.add(top)
    return own, others


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(KG)))
def test_imports_are_those_of_the_table(path):
    name = part(path)
    if name in FREE:
        return
    assert name in TABLE, f"{name} is not in the import table"
    own, others = imported(path)
    assert own - {name, "ontology", "data", ""} <= TABLE[name][0]
    assert others <= TABLE[name][1]


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(KG)))
def test_files_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 40, f"{node.name} is too long"
            assert node.returns is not None, f"{node.name} does not say what it returns"


def test_every_package_is_shipped():
    project = tomllib.loads((KG.parent / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {".".join(p.parent.relative_to(KG.parent).parts) for p in KG.rglob("__init__.py")}
    assert packages <= set(project["tool"]["setuptools"]["packages"])
