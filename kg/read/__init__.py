"""Files, folders and standard input → documents. Formats, encodings and metadata end here.

A ``.txt`` is kept character for character: no-break spaces, CRLF and form feeds count, a byte order mark is not
text. Markdown loses its marks, a web page its boilerplate; offsets then count the text that is left.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read.document import document
from kg.read.encoding import Undecodable, decode
from kg.read.lines import read_lines
from kg.read.markup import html, markdown
from kg.read.metadata import Metadata, front_matter, iso_date, sidecar

__all__ = ["iso_date", "read", "read_all"]

PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
SIDECARS = frozenset({".yaml", ".yml", ".json"})
OFFICE = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"})
STDIN = "-"
GRAPH = "kg-graph.json"  # what marks a folder as a graph that kg has built


def read(source: str | os.PathLike[str], *, stdin: BinaryIO | None = None) -> Document:
    """One text: a file in any format but JSON Lines, or ``-`` for standard input. Raises ReadError."""
    name = os.fspath(source)
    path = Path(name)
    data = (stdin or sys.stdin.buffer).read() if name == STDIN else _bytes(path, name)
    if not data:
        raise ReadError(f"{name}: is empty")
    suffix = path.suffix.lower()
    beside = Metadata() if name == STDIN else sidecar(path)
    try:
        text, known = html(data) if suffix in HTML else _text(decode(data), suffix, name)
    except Undecodable as error:
        raise ReadError(f"{name}: {error}") from error
    return document(text, name, beside.or_else(known))


def read_all(
    sources: Iterable[str | os.PathLike[str]], *, date: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """Every text of files, folders (recursive), glob patterns and ``-``; what cannot be read comes as a Failure.

    ``date`` (ISO 8601) is given to texts that bear none. A file that is reached twice is read once.
    """
    seen: set[str] = set()
    for source in sources:
        name = os.fspath(source)
        for found in _expand(name):
            if isinstance(found, Failure):
                yield found
            elif os.path.abspath(found) not in seen:
                seen.add(os.path.abspath(found))
                yield from (_dated(item, date) for item in _documents(found, stdin))


def _expand(name: str) -> Iterator[str | Failure]:
    """The files a source stands for, sorted."""
    path = Path(name)
    if name == STDIN or path.is_file():
        yield name
    elif path.is_dir():
        yield from _folder(path)
    elif glob.has_magic(name) and not path.exists():
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            yield Failure(name, "no file matches this pattern")
        for match in matches:
            yield from _folder(Path(match)) if os.path.isdir(match) else [match]
    elif name.startswith(("http://", "https://")):
        yield Failure(name, "kg does not fetch from the network; save the page and give its file")
    else:
        yield Failure(name, "does not exist" if not path.exists() else "is neither a file nor a folder")


def _folder(folder: Path) -> Iterator[str | Failure]:
    """The texts below a folder; graphs, hidden files, read-me files and files in other formats are passed over."""
    names: list[str] = []
    closed: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=closed.append):
        if GRAPH in files:
            folders.clear()
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        names += [Path(root, f).as_posix() for f in files if _is_text(f)]
    yield from (Failure(str(error.filename), f"cannot be read: {error.strerror}") for error in closed)
    if not names and not closed:
        yield Failure(folder.as_posix(), "this folder holds no text (.txt, .md, .html, .jsonl)")
    yield from sorted(names)


def _is_text(name: str) -> bool:
    path = Path(name)
    known = path.suffix.lower() in PLAIN | MARKDOWN | HTML | LINES | OFFICE
    return known and not name.startswith(".") and path.stem.lower() != "readme"


def _documents(name: str, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    suffix = Path(name).suffix.lower()
    try:
        if suffix in SIDECARS | OFFICE:
            yield Failure(name, f"kg does not read {suffix[1:].upper()}; convert it to plain text first")
        elif suffix in LINES:
            yield from _lines(name)
        else:
            yield read(name, stdin=stdin)
    except ReadError as error:
        yield Failure(name, str(error).removeprefix(f"{name}: "))


def _lines(name: str) -> Iterator[Document | Failure]:
    count = 0
    try:
        for item in read_lines(Path(name), name):
            count += 1
            yield item
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error
    if not count:
        raise ReadError(f"{name}: is empty")


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
