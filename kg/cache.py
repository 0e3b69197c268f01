"""Extractions kept between builds: one line of JSON each, appended as they are made, so that nothing is done twice.

A line is used again only for the very same text, metadata and run. What an interrupted build has extracted is
found by the next one; a line cut off by a crash is passed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from kg import records
from kg.errors import RecordError
from kg.files import written_to
from kg.model import Document, Extraction, Run

FILE = "extractions.jsonl"
ID = re.compile(rb'"id":"([0-9a-f]{12})"')


class Cache:
    """The extractions of a graph folder."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._path = folder / FILE
        self._run = run
        self._places: dict[str, tuple[int, int]] = {}  # document id → where its last line begins, and its length
        self._complete = True
        if self._path.exists():
            self._index()

    def _index(self) -> None:
        place = 0
        with self._path.open("rb") as file:
            for line in file:
                found = ID.search(line, 0, 200)
                self._complete = line.endswith(b"\n")
                if found and self._complete:
                    self._places[found[1].decode()] = (place, len(line))
                place += len(line)

    def get(self, document: Document) -> Extraction | None:
        """What an earlier build extracted from this document with the same rules, model and reference data."""
        if document.id not in self._places:
            return None
        place, length = self._places[document.id]
        with self._path.open("rb") as file:
            file.seek(place)
            line = file.read(length)
        try:
            found = records.from_line(line.decode("utf-8"))
        except (RecordError, UnicodeDecodeError):
            return None
        return found if found.document == document and found.run == self._run else None

    def add(self, extraction: Extraction) -> None:
        """Keep an extraction; it is on disk when this returns."""
        with written_to(self._path), self._path.open("ab") as file:
            file.write((b"" if self._complete else b"\n") + _line(extraction))
        self._complete = True

    def keep_only(self, extractions: Iterable[Extraction]) -> None:
        """Replace what is kept by these extractions, in one step."""
        partial = self._path.with_suffix(".part")
        with written_to(self._path):
            with partial.open("wb") as file:
                file.writelines(map(_line, extractions))
            os.replace(partial, self._path)


def _line(extraction: Extraction) -> bytes:
    return records.to_line(extraction).encode("ascii") + b"\n"
