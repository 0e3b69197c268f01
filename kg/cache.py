"""Extractions kept between builds: one line of JSON each, appended as they are made, so that nothing is done twice.

A line is used again only for the very same text, metadata and run; the text may have moved to another file. What an
interrupted build has extracted is found by the next one; a line cut off by a crash is passed over.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kg import records
from kg.errors import RecordError
from kg.files import written_to
from kg.model import Document, Extraction, Run

FILE = "extractions.jsonl"
ID = re.compile(rb'"id":"([0-9a-f]{12})"')


class Cache:
    """The extractions of a graph folder. Lines of another run, or all with ``forget``, count as absent."""

    def __init__(self, folder: Path, run: Run, *, forget: bool = False) -> None:
        self._path = folder / FILE
        self._run = run
        self._places: dict[str, tuple[int, int]] = {}  # document id → where its last line begins, and its length
        self._size = 0  # bytes of the file
        self._complete = True
        if self._path.exists():
            self._index()
        if forget:
            self._places = {}

    def _index(self) -> None:
        with self._path.open("rb") as file:
            for line in file:
                found = ID.search(line, 0, 200)
                self._complete = line.endswith(b"\n")
                if found and self._complete:
                    self._places[found[1].decode()] = (self._size, len(line))
                self._size += len(line)

    def get(self, document: Document) -> Extraction | None:
        """What an earlier build extracted from this document with the same rules, model and reference data."""
        return self._found(document, records.from_line)

    def outline(self, document: Document) -> Extraction | None:
        """Like ``get``, with no more than resolution needs."""
        return self._found(document, records.outline_from_line)

    def _found(self, document: Document, read: records.FromLine) -> Extraction | None:
        if document.id not in self._places:
            return None
        try:
            found = read(self._line(document.id).decode("utf-8"))
        except (RecordError, UnicodeDecodeError):
            return None
        if found.run != self._run or replace(found.document, source=document.source) != document:
            return None
        return replace(found, document=document)

    def digest(self, key: str) -> str:
        """A hash of what is kept of a document, by its id."""
        return hashlib.sha256(self._line(key)).hexdigest()[:24]

    def _line(self, key: str) -> bytes:
        place, length = self._places[key]
        with self._path.open("rb") as file:
            file.seek(place)
            return file.read(length)

    def add(self, extraction: Extraction) -> None:
        """Keep an extraction; it is in the file when this returns."""
        line = (b"" if self._complete else b"\n") + records.to_line(extraction).encode("ascii") + b"\n"
        with written_to(self._path), self._path.open("ab") as file:
            file.write(line)
        begin = self._size + (not self._complete)
        self._size += len(line)
        self._places[extraction.document.id] = (begin, self._size - begin)
        self._complete = True

    def keep_only(self, keys: Collection[str]) -> None:
        """Let go of every line but those of these documents, in one step; nothing is written when there is none."""
        places = {key: self._places[key] for key in keys}
        if sum(length for _, length in places.values()) == self._size:
            return
        partial = self._path.with_suffix(".part")
        with written_to(self._path):
            with partial.open("wb") as file:
                file.writelines(map(self._line, places))
            os.replace(partial, self._path)
        self._places, self._size, self._complete = {}, 0, True
        self._index()
