"""A user's own reference data: CSV with the shipped columns, or Turtle with the columns as properties.

In Turtle the subject is the entry's IRI (``https://w3id.org/dip/org/nato``) and each column a property of the
ontology's namespace (``dip:aliases "NATO", "Alliance"``); skos:prefLabel is read as name, skos:altLabel as aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReferenceDataError
from kg.ids import BASE, ONTOLOGY
from kg.reference.forms import spelling
from kg.reference.tables import PREFIXES, Row, checked, rows

SKOS = "http://www.w3.org/2004/02/skos/core#"
NAMED = frozenset({"countries", "organizations", "places", "metonyms"})
FORMS = ("name", "official", "aliases", "adjectives", "people", "surface")
LABELS = {SKOS + "prefLabel": "name", SKOS + "altLabel": "aliases"}


def user_rows(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of a file or of every CSV and Turtle file in a folder, and the texts read."""
    files = sorted(f for f in path.iterdir() if f.suffix in {".csv", ".ttl"}) if path.is_dir() else [path]
    found: list[Row] = []
    texts: list[str] = []
    for file in files:
        text = _read(file)
        texts.append(text)
        found.extend(_turtle(text, str(file)) if file.suffix == ".ttl" else rows(text, str(file)))
    return found, texts


def claims(theirs: Iterable[Row]) -> dict[str, set[str]]:
    """The forms that a user's rows give, with whose they are: other entries lose them."""
    found: dict[str, set[str]] = {}
    for row in theirs:
        key = f"country/{row.cells['iso2']}" if "iso2" in row.cells else row.cells.get("key") or row.cells["actor"]
        for column in FORMS if row.table in NAMED else ():
            for form in row.list(column):
                found.setdefault(spelling(form), set()).add(key)
    return found


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReferenceDataError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ReferenceDataError(f"{file}, line {line}: not UTF-8; save the file as UTF-8") from error


def _turtle(text: str, file: str) -> Iterator[Row]:
    try:
        quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ReferenceDataError(f"{file}, line {error.lineno or 1}: {error.msg}") from error
    cells: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        subject, predicate = str(getattr(quad.subject, "value", "")), quad.predicate.value
        column = LABELS.get(predicate) or predicate.removeprefix(ONTOLOGY)
        if subject.startswith(BASE) and column != predicate:
            cells.setdefault(subject.removeprefix(BASE), {}).setdefault(column, []).append(quad.object.value)
    for key, given in cells.items():
        kind, _, local = key.partition("/")
        own = {"iso2": local} if kind == "country" else {"key": key}
        joined = {column: "|".join(values) for column, values in given.items()}
        yield checked(Row(PREFIXES.get(kind, ""), {**own, **joined}, file, _line(text, local)))


def _line(text: str, local: str) -> int:
    """The first line that names an entry, for messages."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if local in line), 1)
