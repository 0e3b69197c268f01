"""Shared fixtures: the parser, the reference data and the vocabulary are loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ids, lexicon, pipeline, reference
from kg.model import Document, Extraction, Run
from kg.parse import Parser

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "communiques" / "000_5bb7eec6b387a1af.txt"


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def extract(parser):
    """text → Extraction, with optional document date, title and publisher."""

    def run(text: str, **known: str) -> Extraction:
        document = Document(ids.document_id(text), "case.txt", ids.sha256(text), text, **known)
        made = Run(kg_version="test", model=parser.model, rules="test")
        return pipeline.extract(parser.parse(document), reference.load(), lexicon.load(), made)

    return run
