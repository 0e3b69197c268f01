"""Diplomatic texts to a knowledge graph that can be checked.

``kg.build`` makes a graph folder from texts, ``kg.open`` opens one. Names are imported on first use, so that
asking a graph does not load a language model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import (
        CheckError,
        InputError,
        KgError,
        ModelError,
        QueryBusyError,
        QueryError,
        QueryFailedError,
        QueryRefusedError,
        QueryTimeoutError,
        ReadError,
        RecordError,
        ReferenceDataError,
        StoreError,
        StoreLockedError,
        UsageError,
    )
    from kg.graph import Graph, open
    from kg.model import Document, Extraction, Failure, Span
    from kg.pipeline import build
    from kg.query import Iri, Row, Solutions
    from kg.report import BuildReport

__version__ = "0.1.0"
__all__ = [
    "BuildReport",
    "CheckError",
    "Document",
    "Extraction",
    "Failure",
    "Graph",
    "InputError",
    "Iri",
    "KgError",
    "ModelError",
    "QueryBusyError",
    "QueryError",
    "QueryFailedError",
    "QueryRefusedError",
    "QueryTimeoutError",
    "ReadError",
    "RecordError",
    "ReferenceDataError",
    "Row",
    "Solutions",
    "Span",
    "StoreError",
    "StoreLockedError",
    "UsageError",
    "build",
    "open",
]

_HOMES = {
    "BuildReport": "report", "Document": "model", "Extraction": "model", "Failure": "model", "Graph": "graph",
    "Iri": "query", "Row": "query", "Solutions": "query", "Span": "model", "build": "pipeline", "open": "graph",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(f"kg.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
