"""What is known of a text beside its words: title, date, publisher, url, language."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePath
from typing import TypeVar

import yaml

from kg import calendar as cal
from kg.errors import ReadError

FRONT_MATTER = re.compile(
    r"---[^\S\r\n]*\r?\n(?P<yaml>[A-Za-z][\w -]*:.*?)^(?:---|\.\.\.)[^\S\r\n]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
NAMES = {
    "title": "title", "date": "date", "publisher": "publisher", "issuer": "publisher", "url": "url",
    "language": "language", "lang": "language",
}  # fmt: skip
SPELLED = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>[A-Za-z]{3,9})\.?,?"
    r"|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?)\s+(?P<y>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a text; ``date`` is an ISO 8601 date, ``language`` a BCP 47 tag."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """This, with gaps filled from the other."""
        gaps = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None}
        return replace(self, **gaps)


def iso_date(value: object) -> str:
    """An ISO 8601 date from a date, an ISO or RFC 2822 string, or a date spelled out in English.

    The day is the one written, whatever the time zone. Raises ValueError.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = str(value).strip()
    iso = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T\s])", text)
    if iso:
        return datetime.date.fromisoformat(iso.group()).isoformat()
    spelled = SPELLED.fullmatch(text)
    if spelled:
        return _spelled_date(spelled)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        raise ValueError(f"{text!r} is not a date; write it as 2024-05-31") from None


def _spelled_date(match: re.Match[str]) -> str:
    word = (match["m1"] or match["m2"]).lower()
    month = cal.MONTHS.get(word)
    if month is None:
        raise ValueError(f"{match.group()!r} is not a date; write it as 2024-05-31")
    return datetime.date(int(match["y"]), month, int(match["d1"] or match["d2"])).isoformat()


def from_mapping(fields: object, where: str) -> Metadata:
    """Metadata from a mapping, unknown fields ignored; raises ReadError naming ``where``."""
    if not isinstance(fields, Mapping):
        raise ReadError(f"{where}: is not a mapping of title, date, publisher, url, language")
    known: dict[str, str] = {}
    for name, value in fields.items():
        target = NAMES.get(str(name).lower())
        if target and value is not None and str(value).strip():
            known[target] = _value(target, value, where)
    return Metadata(**known)


def _value(name: str, value: object, where: str) -> str:
    if name == "date":
        try:
            return iso_date(value)
        except ValueError as error:
            raise ReadError(f"{where}: {error}") from error
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())


def front_matter(text: str, where: str) -> tuple[Metadata, int]:
    """The metadata between two lines ``---`` at the beginning, and where the text goes on."""
    match = FRONT_MATTER.match(text)
    if not match:
        return Metadata(), 0
    try:
        fields = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError) as error:
        raise ReadError(f"{where}: its front matter is not YAML: {_first_line(error)}") from error
    return (from_mapping(fields, where), match.end()) if isinstance(fields, Mapping) else (Metadata(), 0)


P = TypeVar("P", bound=PurePath)


def sidecars(path: P) -> Iterator[P]:
    """The files that may describe a text: x.txt.yaml, x.txt.json, x.yaml or x.json for x.txt."""
    names = (f"{base}{suffix}" for base in (path.name, path.stem) for suffix in (".yaml", ".yml", ".json"))
    return (p for p in map(path.with_name, names) if p != path)


def sidecar(path: Path) -> Metadata:
    """What the file beside a text says of it."""
    beside = next((p for p in sidecars(path) if p.is_file()), None)
    if beside is None:
        return Metadata()
    try:
        return described(beside.read_bytes(), str(beside), beside.suffix)
    except OSError as error:
        raise ReadError(f"{beside}: cannot be read: {error.strerror}") from error


def described(content: bytes, where: str, suffix: str) -> Metadata:
    """What a YAML or JSON file says of a text; raises ReadError naming ``where``."""
    try:
        text = content.decode("utf-8-sig")
        fields = json.loads(text) if suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise ReadError(f"{where}: cannot be read as {suffix[1:].upper()}: {_first_line(error)}") from error
    return from_mapping(fields, where)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
