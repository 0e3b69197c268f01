"""The rule set has a name that changes with it, and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import rules
from tests.test_imports import TABLE

KG = Path(rules.__file__).parent


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the rule set that may be changed."""
    import shutil

    ontology = KG.parent / "ontology"
    for name in rules.MODULES:
        (shutil.copytree if (KG / name).is_dir() else shutil.copy)(KG / name, tmp_path / name)
    shutil.copy(ontology / "vocab.ttl", tmp_path / "vocab.ttl")
    monkeypatch.setattr(rules.resources, "files", lambda package: tmp_path)
    return tmp_path


def fresh():
    return rules.digest.__wrapped__()


def test_the_digest_is_of_the_rules_and_the_vocabulary(copied):
    before = fresh()
    assert re.fullmatch(r"[0-9a-f]{16}", before)
    (copied / "facts" / "__pycache__").mkdir(exist_ok=True)
    (copied / "facts" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (copied / "facts" / "notes.md").write_text("x")
    assert fresh() == before
    seen = {before}
    for name in ("facts/__init__.py", "mentions/__init__.py", "layout.py", "vocab.ttl"):
        file = copied / name
        file.write_bytes(file.read_bytes() + b"\n")
        seen.add(fresh())
    assert len(seen) == 5


def test_the_hash_is_of_every_module_that_extraction_imports():
    reached, front = set(), {"extractor"}
    while front:
        reached |= front
        front = {other for name in front for other in TABLE[name][0]} - reached
    assert reached - {"errors", "models", "rules"} == {name.removesuffix(".py") for name in rules.MODULES}
