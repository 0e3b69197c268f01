"""What ``kg query`` does between its arguments and its answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.query import Question
    from kg.store import Reader
    from kg.store.reader import Results


def arguments(sparql: str | None, rest: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """The query, and the parameters; where no query was given, the first parameter stands in its place."""
    from kg.cli.output import given

    if sparql is not None and sparql.startswith("--"):
        return None, given([sparql, *rest])
    return sparql, given(list(rest))


def chosen(sparql: str | None, named: str | None) -> Question:
    """The question that is asked: a named one, or a text whose parameters are declared in its first lines."""
    from kg.cli.output import query_text
    from kg.query import question, read_question

    if (sparql is None) == (named is None):
        raise UsageError("give a query, or the name of a question with --named")
    return question(named) if named is not None else read_question("query", query_text(sparql or ""))


def answered(
    place: str,
    reader: Reader,
    asked: Question,
    values: Mapping[str, object],
    *,
    limit: int | None,
    timeout: float | None,
    services: Sequence[str],
) -> Results:
    """The answer; with a time limit it is found in a process that can be stopped, or by an endpoint."""
    from kg import query, store

    sparql, terms = query.prepared(reader, asked, values)
    if timeout is None or store.is_url(place):
        reader.timeout = timeout
        return query.run(reader, sparql, terms, services=services)
    from kg.query.process import Task
    from kg.query.worker import QueryWorker, results

    worker = QueryWorker(Path(place))
    task = Task(sparql=sparql, bindings=terms, limit=limit, services=tuple(services))
    return results(worker.stream(task, timeout=timeout))


def explained(reader: Reader, asked: Question, values: Mapping[str, object]) -> Iterator[bytes]:
    """What a query comes down to, what its parameters stand for, and how long it takes."""
    from kg import query
    from kg.prefixes import short

    sparql, terms = query.prepared(reader, asked, values)
    for name, term in terms.items():
        yield f"?{name} = {short(str(getattr(term, 'value', term)), reader.base)}\n".encode()
    yield from (f"{line}\n".encode() for line in query.plan(reader, sparql, terms))
    started = time.perf_counter()
    found = query.answer(reader, sparql, terms)
    rows = 1 if isinstance(found, bool) else len(found)
    yield f"{rows} {'row' if rows == 1 else 'rows'} in {(time.perf_counter() - started) * 1000:.1f} ms\n".encode()
