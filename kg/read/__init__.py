"""Files, folders, archives and standard input → documents. Formats, encodings and metadata end here.

A ``.txt`` is kept character for character: no-break spaces, CRLF and form feeds count, a byte order mark is not
text. Markdown loses its marks, a web page its boilerplate; offsets then count the text that is left.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read.archive import members
from kg.read.document import document
from kg.read.encoding import Undecodable, decode
from kg.read.expand import ARCHIVES, HTML, LINES, MARKDOWN, OFFICE, SIDECARS, STDIN, TABLES, expand, is_text
from kg.read.markup import html, markdown
from kg.read.metadata import Metadata, described, front_matter, iso_date, sidecar, sidecars
from kg.read.rows import FIELDS, Columns, read_lines, read_table
from kg.read.similar import near_duplicates

__all__ = ["FIELDS", "Columns", "iso_date", "near_duplicates", "read", "read_all"]


def read(source: str | os.PathLike[str], *, stdin: BinaryIO | None = None) -> Document:
    """One text: a file in any format that holds one, or ``-`` for standard input. Raises ReadError."""
    name = os.fspath(source)
    path = Path(name)
    data = (stdin or sys.stdin.buffer).read() if name == STDIN else _bytes(path, name)
    return _whole(data, name, path.suffix.lower(), Metadata() if name == STDIN else sidecar(path))


def read_all(
    sources: Iterable[str | os.PathLike[str]],
    *,
    date: str | None = None,
    columns: Columns | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Failure]:
    """Every text of files, folders (recursive), glob patterns and ``-``; what cannot be read comes as a Failure.

    ``date`` (ISO 8601) is given to texts that bear none; ``columns`` says what JSON Lines and tables call the fields.
    A file that is reached twice is read once.
    """
    seen: set[str] = set()
    for source in sources:
        name = os.fspath(source)
        for found in expand(name):
            if isinstance(found, Failure):
                yield found
            elif os.path.abspath(found) not in seen:
                seen.add(os.path.abspath(found))
                yield from (_dated(item, date) for item in _documents(found, columns or {}, stdin))


def _documents(name: str, columns: Columns, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    suffix = Path(name).suffix.lower()
    try:
        if suffix in SIDECARS | OFFICE:
            yield Failure(name, f"kg does not read {suffix[1:].upper()}; convert it to plain text first")
        elif suffix in ARCHIVES:
            yield from _archive(Path(name), name, columns)
        elif suffix in LINES:
            yield from _lines(name, columns)
        elif suffix in TABLES:
            yield from read_table(_filled(_bytes(Path(name), name), name), name, columns)
        else:
            yield read(name, stdin=stdin)
    except ReadError as error:
        yield Failure(name, str(error).removeprefix(f"{name}: "))


def _lines(name: str, columns: Columns) -> Iterator[Document | Failure]:
    count = 0
    try:
        with Path(name).open("rb") as file:
            for item in read_lines(file, name, columns):
                count += 1
                yield item
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error
    if not count:
        raise ReadError(f"{name}: is empty")


def _archive(path: Path, name: str, columns: Columns) -> Iterator[Document | Failure]:
    """The texts of an archive, as those of a folder; files beside a text describe it there too."""
    beside: dict[PurePosixPath, bytes] = {}
    texts: list[tuple[PurePosixPath, bytes]] = []
    for member, content in members(path, name):
        if isinstance(content, str):
            yield Failure(f"{name}/{member}", content)
        elif member.suffix.lower() in SIDECARS:
            beside[member] = content
        elif is_text(member.name) and not any(part.startswith((".", "__MACOSX")) for part in member.parts):
            texts.append((member, content))
    if not texts:
        raise ReadError(f"{name}: this archive holds no text (.txt, .md, .html, .jsonl, .csv)")
    for member, content in texts:
        yield from _member(f"{name}/{member}", member, content, beside, columns)


def _member(
    name: str, member: PurePosixPath, content: bytes, beside: dict[PurePosixPath, bytes], columns: Columns
) -> Iterator[Document | Failure]:
    suffix = member.suffix.lower()
    try:
        if suffix in OFFICE | ARCHIVES:
            yield Failure(name, f"is {suffix[1:].upper()} within an archive; unpack or convert it first")
        elif suffix in LINES:
            yield from read_lines(_filled(content, name).splitlines(), name, columns)
        elif suffix in TABLES:
            yield from read_table(_filled(content, name), name, columns)
        else:
            place = next((p for p in sidecars(member) if p in beside), None)
            known = described(beside[place], f"{name}: {place}", place.suffix) if place else Metadata()
            yield _whole(content, name, suffix, known)
    except ReadError as error:
        yield Failure(name, str(error).removeprefix(f"{name}: "))


def _whole(data: bytes, name: str, suffix: str, beside: Metadata) -> Document:
    """The document of a file that holds one text."""
    _filled(data, name)
    try:
        text, known = html(data) if suffix in HTML else _text(decode(data), suffix, name)
    except Undecodable as error:
        raise ReadError(f"{name}: {error}") from error
    return document(text, name, beside.or_else(known))


def _filled(data: bytes, name: str) -> bytes:
    if not data:
        raise ReadError(f"{name}: is empty")
    return data


def _dated(item: Document | Failure, date: str | None) -> Document | Failure:
    return replace(item, date=date) if date and isinstance(item, Document) and item.date is None else item


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{name}: does not exist") from None
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error


def _text(text: str, suffix: str, name: str) -> tuple[str, Metadata]:
    known, begin = front_matter(text, name)
    if suffix not in MARKDOWN:
        return text, known
    words, inside = markdown(text[begin:])
    return words, known.or_else(inside)
