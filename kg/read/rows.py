"""JSON Lines and tables (CSV, TSV) → documents: one text a line or row, with id, title, issuer, date, url beside it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read.document import document
from kg.read.encoding import Undecodable, decode
from kg.read.metadata import NAMES, from_mapping

Columns = Mapping[str, str]
"""What kg calls a field (text, id, title, date …) → what the file calls it."""

FIELDS = frozenset({"text", "id", *NAMES})
DELIMITERS = ",;\t|"


def read_lines(lines: Iterable[bytes], source: str, columns: Columns) -> Iterator[Document | Failure]:
    """The documents of a JSON Lines file; a line that is none is a Failure and does not stop the others."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{source}#{number}"
            try:
                yield _document(_object(line, where), columns, source, where)
            except ReadError as error:
                yield Failure(where, str(error).removeprefix(f"{where}: "))


def read_table(data: bytes, source: str, columns: Columns) -> Iterator[Document | Failure]:
    """The documents of a table with a header, parted by commas, semicolons, tabs or bars; raises ReadError.

    A row that is no document is a Failure and does not stop the others. Rows are counted without the header.
    """
    try:
        text = decode(data)
    except Undecodable as error:
        raise ReadError(f"{source}: {error}") from error
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a field may be a whole book
    header = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=header.count), strict=True)
    wanted = columns.get("text", "text")
    if wanted not in (rows.fieldnames or ()):
        known = ", ".join(rows.fieldnames or ())
        raise ReadError(f"{source}: has no column {wanted!r} (it has {known}); say which one holds the text: --columns")
    yield from _rows(rows, source, columns)


def _rows(rows: csv.DictReader[str], source: str, columns: Columns) -> Iterator[Document | Failure]:
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            where = f"{source}#{number}"
            try:
                yield _document({k: v for k, v in row.items() if k and v}, columns, source, where)
            except ReadError as error:
                yield Failure(where, str(error).removeprefix(f"{where}: "))
    except csv.Error as error:
        yield Failure(f"{source}#{number + 1}", f"is not a row of a table from here on: {error}")


def _object(line: bytes, where: str) -> Any:  # noqa: ANN401 (JSON)
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where}: is not JSON: {error}") from error


def _document(found: Any, columns: Columns, source: str, where: str) -> Document:  # noqa: ANN401 (JSON)
    fields = _named(found, columns)
    known = from_mapping(fields, where)
    text = fields.get("text")
    if not isinstance(text, str):
        raise ReadError(f"{where}: has no field {columns.get('text', 'text')!r}")
    named = f"{source}#{fields['id']}" if fields.get("id") else where
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # lone surrogates are not characters
    return document(whole, _plain(named), known)


def _named(found: Any, columns: Columns) -> Any:  # noqa: ANN401 (JSON)
    """The fields by kg's names; a field that the map gives another name counts only under that."""
    if not columns or not isinstance(found, Mapping):
        return found
    taken = set(columns.values())
    own = {name: value for name, value in found.items() if name not in columns and name not in taken}
    return own | {name: found[theirs] for name, theirs in columns.items() if theirs in found}


def _plain(name: str) -> str:
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
