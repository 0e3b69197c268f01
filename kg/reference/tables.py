"""The CSV files of data/reference/ as values; a broken file is one error that names file and line.

Lists within a cell are separated by "|". A membership is ``ISO``, ``ISO:since`` or ``ISO:since:until``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import ReferenceDataError
from kg.reference.forms import fold
from kg.reference.values import (
    Country,
    Membership,
    Metonym,
    Names,
    OfficeRule,
    Organization,
    OrgWord,
    Place,
    Tables,
    TitleWord,
)  # fmt: skip

ORG_KINDS = frozenset({"agency", "igo", "bloc", "company", "ngo", "party", "armed-group", "other"})
PLACE_KINDS = frozenset({"city", "region", "sea", "venue", "subdivision"})
TITLE_ROLES = frozenset({"head", "rank", "status", "honorific", "post-nominal", "military", "portfolio"})
MEMBER = re.compile(r"([A-Z]{2})(?::(\d{4}(?:-\d\d){0,2})?(?::(\d{4}(?:-\d\d){0,2}))?)?")
EMPTY = "-"  # in a user's file: leave this cell empty, whatever the shipped data have

COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": (
        "iso2", "iso3", "name", "official", "aliases", "adjectives", "people", "capital", "wikidata", "geonames",
        "ambiguous",
    ),
    "organizations": ("key", "name", "aliases", "local", "kind", "country", "members", "wikidata", "ambiguous"),
    "places": ("key", "name", "aliases", "adjectives", "kind", "country", "geonames", "ambiguous"),
    "metonyms": ("surface", "actor", "place", "ambiguous"),
    "offices": ("key", "title", "titles", "alone", "country", "portfolio", "organization", "label"),
    "titles": ("word", "role", "plural", "of", "modifier", "value", "same"),
    "org_words": ("word", "plural", "kind", "takes", "alone", "needs"),
    "names": ("kind", "words"),
}  # fmt: skip
PREFIXES = {"country": "countries", "org": "organizations", "place": "places", "office": "offices"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with where it stands."""

    table: str
    cells: Mapping[str, str]
    file: str
    line: int

    def error(self, what: str) -> ReferenceDataError:
        """An error that names file and line."""
        return ReferenceDataError(f"{self.file}, line {self.line}: {what}")

    @property
    def key(self) -> str:
        """What makes the row itself within its table."""
        if self.table == "names":
            return f"{self.file}:{self.line}"
        return "|".join(self.cells[c] for c in ("iso2", "key", "surface", "actor", "word", "role") if c in self.cells)

    def text(self, column: str, *, needed: bool = False) -> str:
        """A cell."""
        value = self.cells.get(column, "")
        if needed and not value:
            raise self.error(f"column {column!r} is empty")
        return "" if value == EMPTY else value

    def list(self, column: str) -> tuple[str, ...]:
        """A cell's parts, in order, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.text(column).split("|") if part.strip()))

    def flag(self, column: str) -> bool:
        """A cell that says yes or nothing."""
        value = self.text(column)
        if value not in {"", "yes", "no"}:
            raise self.error(f"column {column!r} must be yes, no or empty, not {value!r}")
        return value == "yes"

    def choice(self, column: str, allowed: frozenset[str]) -> str:
        """A cell with one of few values."""
        value = self.text(column, needed=True)
        if value not in allowed:
            raise self.error(f"column {column!r} must be one of {', '.join(sorted(allowed))}, not {value!r}")
        return value


def rows(text: str, file: str, table: str | None = None) -> Iterator[Row]:
    """The rows of a CSV text; without ``table``, a row's key or the header says which table it belongs to."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [c.strip() for c in next(reader, [])]
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                wrong = f"{len(cells)} cells, but the header has {len(header)} columns"
                raise ReferenceDataError(f"{file}, line {reader.line_num}: {wrong}")
            known = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            yield checked(Row(table or _table(known), known, file, reader.line_num))
    except csv.Error as error:
        raise ReferenceDataError(f"{file}, line {reader.line_num}: {error}") from error


def checked(row: Row) -> Row:
    """The row, if its table and columns are known; else ReferenceDataError."""
    if row.table not in COLUMNS:
        raise row.error("no table is known for this row; give it a column key, iso2 or surface")
    unknown = sorted(set(row.cells) - set(COLUMNS[row.table]) - {"key"})
    if unknown:
        raise row.error(f"unknown column {unknown[0]!r} for {row.table}; known: {', '.join(COLUMNS[row.table])}")
    return row


def _table(cells: Mapping[str, str]) -> str:
    if "iso2" in cells:
        return "countries"
    if "surface" in cells:
        return "metonyms"
    return PREFIXES.get(cells.get("key", "").partition("/")[0], "")


def merge(shipped: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Rows by table and key, theirs first; every cell of theirs that is not empty wins."""
    ours = {(r.table, r.key): r for r in shipped}
    found: dict[tuple[str, str], Row] = {}
    for row in theirs:
        at = row.table, row.key
        before = found.get(at) or ours.get(at)
        given = {c: v for c, v in row.cells.items() if v}
        found[at] = replace(row, cells={**before.cells, **given}) if before else row
    return list((found | {at: row for at, row in ours.items() if at not in found}).values())


def build(found: Iterable[Row]) -> Tables:
    """Rows as values."""
    by_table: dict[str, dict[str, Any]] = {name: {} for name in COLUMNS}
    for row in found:
        made = MAKERS[row.table](row)
        if row.key in by_table[row.table] and row.table not in {"titles", "names"}:
            raise row.error(f"{row.key!r} is listed twice")
        by_table[row.table][row.key if row.table not in {"titles", "names"} else f"{row.file}:{row.line}"] = made
    return Tables(
        countries=by_table["countries"],
        organizations=by_table["organizations"],
        places=by_table["places"],
        metonyms=by_table["metonyms"],
        offices=by_table["offices"],
        titles=tuple(by_table["titles"].values()),
        org_words=tuple(by_table["org_words"].values()),
        names=_names(by_table["names"].values()),
    )


def _country(row: Row) -> Country:
    code = row.text("iso2", needed=True)
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise row.error(f"iso2 must be two capitals, not {code!r}")
    return Country(
        iso2=code,
        iso3=row.text("iso3"),
        name=row.text("name", needed=True),
        official=row.text("official"),
        aliases=row.list("aliases"),
        adjectives=row.list("adjectives"),
        people=row.list("people"),
        capital=row.text("capital"),
        wikidata=row.text("wikidata"),
        geonames=row.text("geonames"),
        ambiguous=frozenset(row.list("ambiguous")),
    )


def _organization(row: Row) -> Organization:
    return Organization(
        key=row.text("key", needed=True),
        name=row.text("name", needed=True),
        aliases=row.list("aliases"),
        local=row.list("local"),
        kind=row.choice("kind", ORG_KINDS),
        country=row.text("country") or None,
        members=tuple(_membership(row, m) for m in row.list("members")),
        wikidata=row.text("wikidata"),
        ambiguous=frozenset(row.list("ambiguous")),
    )


def _membership(row: Row, text: str) -> Membership:
    matched = MEMBER.fullmatch(text)
    if not matched:
        raise row.error(f"a member is written ISO, ISO:since or ISO:since:until, not {text!r}")
    return Membership(matched[1], matched[2], matched[3])


def _place(row: Row) -> Place:
    return Place(
        key=row.text("key", needed=True),
        name=row.text("name", needed=True),
        aliases=row.list("aliases"),
        adjectives=row.list("adjectives"),
        kind=row.choice("kind", PLACE_KINDS),
        country=row.text("country") or None,
        geonames=row.text("geonames"),
        ambiguous=frozenset(row.list("ambiguous")),
    )


def _metonym(row: Row) -> Metonym:
    return Metonym(
        surface=row.text("surface", needed=True),
        actor=row.text("actor", needed=True),
        place=row.text("place"),
        ambiguous=row.flag("ambiguous"),
    )


def _office(row: Row) -> OfficeRule:
    return OfficeRule(
        key=row.text("key", needed=True),
        title=row.text("title", needed=True),
        titles=row.list("titles"),
        alone=frozenset(row.list("alone")),
        country=row.text("country") or None,
        portfolio=row.text("portfolio"),
        organization=row.text("organization"),
        label=row.text("label") or row.text("title"),
    )


def _title(row: Row) -> TitleWord:
    return TitleWord(
        word=row.text("word", needed=True),
        role=row.choice("role", TITLE_ROLES),
        plural=row.text("plural"),
        of=row.flag("of"),
        modifier=row.flag("modifier"),
        value=row.text("value"),
        same=row.text("same"),
    )


def _org_word(row: Row) -> OrgWord:
    return OrgWord(
        row.text("word", needed=True),
        row.text("plural"),
        row.choice("kind", ORG_KINDS),
        takes=frozenset(row.list("takes")),
        alone=row.flag("alone"),
        needs=row.flag("needs"),
    )


def _name_list(row: Row) -> tuple[str, tuple[str, ...]]:
    kind = row.choice("kind", frozenset({"given", "particle", "surname-first"}))
    return kind, tuple(row.text("words").split())


def _names(lists: Iterable[tuple[str, tuple[str, ...]]]) -> Names:
    found: dict[str, set[str]] = {"given": set(), "particle": set(), "surname-first": set()}
    for kind, words in lists:
        found[kind].update(words if kind == "surname-first" else map(fold, words))
    return Names(frozenset(found["given"]), frozenset(found["particle"]), frozenset(found["surname-first"]))


MAKERS: dict[str, Callable[[Row], Any]] = {
    "countries": _country,
    "organizations": _organization,
    "places": _place,
    "metonyms": _metonym,
    "offices": _office,
    "titles": _title,
    "org_words": _org_word,
    "names": _name_list,
}
