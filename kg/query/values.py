"""RDF terms ↔ Python values, and rows of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, QueryFailedError, UsageError
from kg.store.reader import Term

XSD = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI, told apart from text."""

    __slots__ = ()


Value: TypeAlias = Iri | str | bool | int | Decimal | float | datetime.date | None
SIGNED = ("integer", "int", "long", "short", "byte", "negativeInteger", "nonPositiveInteger", "gYear")
UNSIGNED = ("nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte")
INTEGERS = frozenset(f"{XSD}{name}" for name in SIGNED + UNSIGNED)
NUMBERS = INTEGERS | {f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}


def to_python(term: Term | None) -> Value:
    """The Python value of a term; a literal whose lexical form does not fit its type stays text."""
    if term is None or isinstance(term, ox.NamedNode):
        return None if term is None else Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    try:
        return _literal(term.value, term.datatype.value)
    except (ValueError, InvalidOperation):
        return term.value


def _literal(text: str, datatype: str) -> Value:
    if datatype in INTEGERS:
        return int(text)
    if datatype == f"{XSD}decimal":
        return Decimal(text)
    if datatype in (f"{XSD}double", f"{XSD}float"):
        return float(text)
    if datatype == f"{XSD}boolean":
        return text in ("true", "1")
    if datatype == f"{XSD}date":
        return datetime.date.fromisoformat(text)
    if datatype == f"{XSD}dateTime":
        return datetime.datetime.fromisoformat(text)
    return text


def to_term(value: object) -> Term:
    """The term for a Python value; an Iri or an ``http(s):`` string is an IRI. Raises QueryError."""
    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple):
        return value
    try:
        if isinstance(value, Iri) or (isinstance(value, str) and value.startswith(("http://", "https://"))):
            return ox.NamedNode(value)
        if isinstance(value, datetime.date):
            kind = "dateTime" if isinstance(value, datetime.datetime) else "date"
            return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD + kind))
        if isinstance(value, Decimal):
            return ox.Literal(f"{value:f}", datatype=ox.NamedNode(f"{XSD}decimal"))
        if isinstance(value, str | bool | int | float):
            return ox.Literal(value)
    except ValueError as error:
        raise QueryError(f"{value!r} cannot be used in a query: {error}") from error
    raise QueryError(f"{value!r} cannot be used in a query: give text, a number, a date or an IRI")


def date_term(text: str) -> ox.Literal:
    """The term for a day, "2024-05-31"; raises UsageError."""
    try:
        return ox.Literal(datetime.date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
    except ValueError:
        raise UsageError(f"{text!r} is not a date; write it as 2024-05-31") from None


def number_term(text: str) -> ox.Literal:
    """The term for a number, "12" or "0.85"; raises UsageError."""
    if not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text):
        raise UsageError(f"{text!r} is not a number; write it as 0.85")
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{'decimal' if '.' in text else 'integer'}"))


class Row(tuple[Value, ...]):
    """One solution. Values by position, by name (``row["country"]``) or as attributes (``row.country``)."""

    names: tuple[str, ...]

    def __new__(cls, names: tuple[str, ...], values: Sequence[Value]) -> Row:
        row = super().__new__(cls, values)
        row.names = names
        return row

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 (a column's type is known only to the query)
        return super().__getitem__(self.names.index(key) if isinstance(key, str) else key)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name in self.__dict__.get("names", ()):
            return self[name]
        raise AttributeError(f"no column {name!r}; there are: {', '.join(self.__dict__.get('names', ()))}")

    def as_dict(self) -> dict[str, Value]:
        """Column → value."""
        return dict(zip(self.names, self, strict=True))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{n}={v!r}' for n, v in self.as_dict().items())})"


class Solutions(Sequence[Row]):
    """The rows of a SELECT query."""

    def __init__(self, variables: tuple[str, ...], rows: Sequence[Row]) -> None:
        self.variables = variables
        self._rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 (a Row, or Rows for a slice)
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.variables)}>"

    def to_pandas(self) -> Any:  # noqa: ANN401 (pandas is an extra)
        """The rows as a pandas DataFrame (needs pandas)."""
        import pandas

        return pandas.DataFrame([row.as_dict() for row in self], columns=list(self.variables))


def found(results: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
    """The solutions of a result, as they are found; raises QueryFailedError when the query fails on the way."""
    try:
        yield from results
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryFailedError(f"the query failed: {error}") from error


def rows(results: ox.QuerySolutions) -> Iterator[Row]:
    """The typed rows of a result, as they are found."""
    names = tuple(v.value for v in results.variables)
    for solution in found(results):
        yield Row(names, [to_python(solution[i]) for i in range(len(names))])
