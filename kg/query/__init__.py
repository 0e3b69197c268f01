"""Questions to a graph: SPARQL with bound values, named questions, typed rows and result formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.formats import FORMATS, written
from kg.query.plan import plan
from kg.query.questions import Parameter, Question, bindings, narrowed, question, questions, read_question
from kg.query.running import run
from kg.query.values import Iri, Row, Solutions, rows
from kg.store.reader import Reader, Results, Term

__all__ = [
    "FORMATS",
    "Answer",
    "Iri",
    "Parameter",
    "Question",
    "Row",
    "Solutions",
    "answer",
    "as_python",
    "ask",
    "plan",
    "prepared",
    "question",
    "questions",
    "read_question",
    "run",
    "select",
    "written",
]

Answer: TypeAlias = Solutions | bool | tuple[ox.Triple, ...]
"""What a SELECT, an ASK and a CONSTRUCT or DESCRIBE give."""


def answer(reader: Reader, sparql: str, given: Mapping[str, object] | None = None) -> Answer:
    """The answer to a query, as Python values. Raises QueryError."""
    return as_python(run(reader, sparql, given))


def select(reader: Reader, sparql: str, given: Mapping[str, object] | None = None) -> Solutions:
    """The rows of a SELECT query. Raises QueryError, also when it is another kind of query."""
    found = answer(reader, sparql, given)
    if not isinstance(found, Solutions):
        raise QueryError("this query does not SELECT; it has no rows")
    return found


def as_python(results: Results) -> Answer:
    """The engine's results as Python values."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return tuple(results)
    return Solutions(tuple(v.value for v in results.variables), list(rows(results)))


def ask(reader: Reader, name: str, given: Mapping[str, object] | None = None) -> Results:
    """The engine's results for a named question. Raises UsageError for an unknown question or parameter."""
    return run(reader, *prepared(reader, question(name), given or {}))


def prepared(reader: Reader, asked: Question, given: Mapping[str, object]) -> tuple[str, dict[str, Term]]:
    """The query of a question, and the terms for its parameters. Raises UsageError, QueryError."""
    values = bindings(reader, asked, given)
    return narrowed(asked, values), values
