"""Which rules made an extraction: a hash of the modules that extract and of the vocabulary with its wording."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

MODULES = ("layout.py", "lexicon.py", "model.py", "parse.py", "facts", "mentions")


@cache
def digest() -> str:
    """The first sixteen hex digits of the SHA-256 over the rule set."""
    whole = hashlib.sha256()
    package = resources.files("kg")
    files = [file for name in MODULES for file in _sources(package.joinpath(name), name)]
    for name, file in [*files, ("vocab.ttl", resources.files("kg.ontology").joinpath("vocab.ttl"))]:
        whole.update(name.encode() + b"\x1f" + file.read_bytes() + b"\x1f")
    return whole.hexdigest()[:16]


def _sources(file: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if not file.is_dir():
        yield name, file
        return
    for inner in sorted(file.iterdir(), key=lambda f: f.name):
        if (inner.is_dir() and inner.name != "__pycache__") or inner.name.endswith(".py"):
            yield from _sources(inner, f"{name}/{inner.name}")
