"""What a source stands for: a file, the texts below a folder, what matches a pattern."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from kg.model import Failure

PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv"})
ARCHIVES = frozenset({".zip"})
SIDECARS = frozenset({".yaml", ".yml", ".json"})
OFFICE = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"})
STDIN = "-"
GRAPH = "kg-graph.json"  # what marks a folder as a graph that kg has built


def expand(name: str) -> Iterator[str | Failure]:
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
        names += [Path(root, f).as_posix() for f in files if is_text(f)]
    yield from (Failure(str(error.filename), f"cannot be read: {error.strerror}") for error in closed)
    if not names and not closed:
        yield Failure(folder.as_posix(), "this folder holds no text (.txt, .md, .html, .jsonl, .csv, .zip)")
    yield from sorted(names)


def is_text(name: str) -> bool:
    """Whether a file in a folder is to be read, or told of when it cannot be."""
    path = Path(name)
    known = path.suffix.lower() in PLAIN | MARKDOWN | HTML | LINES | TABLES | ARCHIVES | OFFICE
    return known and not name.startswith(".") and path.stem.lower() != "readme"
