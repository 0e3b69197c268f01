"""JSON Lines → documents: one object a line with id, title, issuer or publisher, date, url and text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read.document import document
from kg.read.metadata import from_mapping


def read_lines(path: Path, source: str) -> Iterator[Document | Failure]:
    """The documents of a JSON Lines file; a line that is none is a Failure and does not stop the others."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield _document(line, source, number)
                except ReadError as error:
                    yield Failure(f"{source}#{number}", str(error).removeprefix(f"{source}#{number}: "))


def _document(line: bytes, source: str, number: int) -> Document:
    where = f"{source}#{number}"
    try:
        fields: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where}: is not JSON: {error}") from error
    known = from_mapping(fields, where)
    text = fields.get("text")
    if not isinstance(text, str):
        raise ReadError(f"{where}: has no field 'text'")
    named = f"{source}#{fields['id']}" if fields.get("id") else where
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # lone surrogates are not characters
    return document(whole, _plain(named), known)


def _plain(name: str) -> str:
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
