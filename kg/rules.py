"""Which rules made an extraction: a hash of the modules that extract and of the vocabulary with its wording."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

GRAPH = ("ids.py", "infer.py", "model.py", "vocab.py", "rdf", "resolve", "reference")
MODULES = (
    *(
        "calendar.py",
        "dictionary.py",
        "extractor.py",
        "ids.py",
        "layout.py",
        "lexicon.py",
        "model.py",
        "parse.py",
        "recognition.py",
    ),
    *("facts", "mentions", "reference"),
)


@cache
def digest() -> str:
    """The first sixteen hex digits of the SHA-256 over the rule set."""
    return _digest(MODULES, [("vocab.ttl", resources.files("kg.ontology").joinpath("vocab.ttl"))])


@cache
def graph_digest() -> str:
    """Likewise over what makes a graph of extractions: resolution, RDF, ontology, inference."""
    ontology = resources.files("kg.ontology")
    folders = ((name, ontology.joinpath(name)) for name in ("dip.ttl", "vocab.ttl", "rules"))
    return _digest(GRAPH, [file for name, place in folders for file in _sources(place, name, (".ttl", ".rq"))])


def _digest(modules: Iterable[str], others: Iterable[tuple[str, Traversable]]) -> str:
    whole = hashlib.sha256()
    package = resources.files("kg")
    files = [file for name in modules for file in _sources(package.joinpath(name), name)]
    for name, file in [*files, *others]:
        whole.update(name.encode() + b"\x1f" + file.read_bytes() + b"\x1f")
    return whole.hexdigest()[:16]


def _sources(file: Traversable, name: str, suffixes: tuple[str, ...] = (".py",)) -> Iterator[tuple[str, Traversable]]:
    if not file.is_dir():
        yield name, file
        return
    for inner in sorted(file.iterdir(), key=lambda f: f.name):
        if (inner.is_dir() and inner.name != "__pycache__") or inner.name.endswith(suffixes):
            yield from _sources(inner, f"{name}/{inner.name}", suffixes)
