"""Results → bytes, row by row: table, CSV, TSV, JSON, XML, Markdown; a graph → Turtle,
JSON-LD, N-Triples, RDF/XML.

CSV, TSV, JSON and XML are those of the SPARQL 1.1 recommendations, but that CSV cells which a spreadsheet
would take for a formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.jsonld import jsonld
from kg.prefixes import short
from kg.query.values import NUMBERS, found
from kg.rdfxml import NO_XML, rdfxml
from kg.store.reader import Results, Term
from kg.turtle import turtle

GRAPHS = ("turtle", "jsonld", "ntriples", "rdfxml")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
EDGE = re.compile(r"^ | $")
LAYOUT = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}  # what a parser of XML may change
XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'
NUMBER = re.compile(r"[-+]?[\d.]+|")
MARKS = re.compile(r"([\\|`*_<>\[\]])")
ESCAPED = r"\\\1"
Cells: TypeAlias = Sequence[Term | None]


def written(
    results: Results, form: str, *, base: str, limit: int | None = None, width: int | None = None
) -> Iterator[bytes]:
    """The results in a format, in portions; ``limit`` counts rows, ``width`` the columns a table may take.

    Raises UsageError for a format that does not fit the kind of result.
    """
    if isinstance(results, ox.QueryTriples):
        return graph(results, "turtle" if form == "table" else form, base)
    if form not in FOR_PROGRAMS and form not in FOR_READERS:
        raise UsageError(
            f"format {form} is for CONSTRUCT and DESCRIBE; choose one of: {', '.join((*FOR_READERS, *FOR_PROGRAMS))}"
        )
    if isinstance(results, ox.QueryBoolean):
        return iter([_truth(bool(results), form).encode()])
    names = [v.value for v in results.variables]
    rows = islice(([solution[i] for i in range(len(names))] for solution in found(results)), limit)
    if form in FOR_PROGRAMS:
        return (part.encode() for part in FOR_PROGRAMS[form](names, rows))
    shown: Iterable[Sequence[str]] = ([plain(term, base) for term in row] for row in rows)
    if width and form == "table":
        shown = fitted(names, list(shown), width)
    return (part.encode() for part in FOR_READERS[form](names, shown))


def graph(triples: Iterable[ox.Triple], form: str, base: str) -> Iterator[bytes]:
    """A graph in one of GRAPHS. Raises UsageError for another format, StoreError for what RDF/XML cannot carry."""
    if form == "turtle":
        return turtle(triples, base, headings=False)
    if form == "jsonld":
        return jsonld((ox.Quad(t.subject, t.predicate, t.object) for t in triples), base)
    if form == "rdfxml":
        return rdfxml(triples, base)
    if form == "ntriples":
        return (f"{line} .\n".encode() for line in sorted({str(t) for t in triples}))
    raise UsageError(f"format {form} is for SELECT and ASK; choose one of: {', '.join(GRAPHS)}")


def _truth(truth: bool, form: str) -> str:
    word = "true" if truth else "false"
    if form == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'
    return f"{XML_HEAD}</head>\n<boolean>{word}</boolean>\n</sparql>\n" if form == "xml" else f"{word}\n"


def plain(term: Term | None, base: str) -> str:
    """A term for the eye: short names for IRIs, text without its quotation marks, on one line."""
    if term is None:
        return ""
    text = short(term.value, base) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Co") else " " for c in text).strip()


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    cells = list(rows)
    widths = [max(map(_width, column)) for column in zip(names, *cells, strict=True)]
    numeric = [
        bool(cells) and all(NUMBER.fullmatch(c) for c in column) for column in zip(*(cells or [names]), strict=True)
    ]

    def line(row: Sequence[str]) -> str:
        gaps = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        parts = [gap + cell if right else cell + gap for cell, gap, right in zip(row, gaps, numeric, strict=True)]
        return "  ".join(parts).rstrip() + "\n"

    yield line(names)
    yield line(["─" * width for width in widths])
    yield from map(line, cells)


def fitted(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """Rows cut so that a table of them is not wider than ``width``, the widest columns first."""
    needs = [max(map(_width, column)) for column in zip(names, *rows, strict=True)]
    room = max(width - 2 * (len(names) - 1), 8 * len(names))
    cap = max(needs, default=0)
    while sum(min(need, cap) for need in needs) > room:
        cap -= 1
    return [[cell if _width(cell) <= cap else f"{cell[: cap - 1]}…" for cell in row] for row in rows]


def _width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)


def _markdown(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(names)} |\n|{' --- |' * len(names)}\n"
    for row in rows:
        yield f"| {' | '.join(MARKS.sub(ESCAPED, cell) for cell in row)} |\n"


def _csv(names: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    for row in chain([list(names)], ([_cell(term) for term in row] for row in rows)):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()


def _cell(term: Term | None) -> str:
    text = "" if term is None else str(getattr(term, "value", term))
    number = isinstance(term, ox.Literal) and term.datatype.value in NUMBERS
    return f"'{text}" if text.startswith(FORMULA) and not number else text


def _tsv(names: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


def _json(names: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(list(names))}}},"results":{{"bindings":['
    for n, row in enumerate(rows):
        bound = {name: _object(term) for name, term in zip(names, row, strict=True) if term is not None}
        yield ("," if n else "") + "\n" + json.dumps(bound, ensure_ascii=False)
    yield "\n]}}\n"


def _object(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _object(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif not term.datatype.value.endswith("#string"):
        found["datatype"] = term.datatype.value
    return found


def _xml(names: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield XML_HEAD + "".join(f"<variable name={quoteattr(name)}/>" for name in names) + "</head>\n<results>\n"
    for row in rows:
        bound = zip(names, row, strict=True)
        cells = "".join(f"<binding name={quoteattr(n)}>{_element(t)}</binding>" for n, t in bound if t is not None)
        yield f"<result>{cells}</result>\n"
    yield "</results>\n</sparql>\n"


def _element(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{name}>{_element(part)}</{name}>' for name, part in parts.items())}</triple>"
    impossible = NO_XML.search(term.value)
    if impossible:
        raise QueryError(f"the answer holds U+{ord(impossible.group()):04X}, which XML cannot carry; use --format json")
    kind = "" if term.datatype.value.endswith("#string") else f" datatype={quoteattr(term.datatype.value)}"
    kind = f" xml:lang={quoteattr(term.language)}" if term.language else kind
    return f"<literal{kind}>{EDGE.sub('&#32;', escape(term.value, LAYOUT))}</literal>"


FOR_READERS: dict[str, Callable[[Sequence[str], Iterable[Sequence[str]]], Iterator[str]]] = {
    "table": _table, "markdown": _markdown,
}  # fmt: skip
FOR_PROGRAMS: dict[str, Callable[[Sequence[str], Iterable[Cells]], Iterator[str]]] = {
    "csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml,
}  # fmt: skip
FORMATS = (*FOR_READERS, *FOR_PROGRAMS, *GRAPHS)
