"""A query on its way to the engine: checked, its values as terms, its faults explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.errors import QueryError
from kg.query.syntax import explained, refuse
from kg.query.values import to_term
from kg.store.reader import Reader, Results


def run(
    reader: Reader,
    sparql: str,
    given: Mapping[str, object] | None = None,
    *,
    datasets: bool = False,
    services: Iterable[str] = (),
) -> Results:
    """The engine's results for a checked query; ``given`` are values for its variables.

    Raises QueryError: malformed (with line, column and caret), an update, or SERVICE or FROM in it; ``datasets``
    lets FROM pass, ``services`` are the hosts that SERVICE may ask.
    """
    refuse(sparql, datasets=datasets, services=services)
    terms = {name: to_term(value) for name, value in (given or {}).items()}
    try:
        return reader.query(sparql, terms)
    except QueryError as error:
        if isinstance(error.__cause__, SyntaxError):
            raise explained(sparql, error.__cause__) from error
        raise
