"""A query's text, seen as tokens: what kind of query it is, and values put in the place of variables.

Endpoints know no bound variables, so values have to stand in the text; they are put there term by term, as the engine
writes terms, never as text. ``bound`` does what Oxigraph's substitutions do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.prefixes import prefixes
from kg.store.reader import Term

TOKEN = re.compile(
    r'''(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>"""(?:\\.|(?!""").)*"""|\'\'\'(?:\\.|(?!\'\'\').)*\'\'\'|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
    |(?P<variable>[?$]\w+)
    |(?P<word>(?:[\w:]|\\.|%[0-9A-Fa-f]{2}|(?<=\w)[.-](?=\w))+)
    |(?P<space>\s+)
    |(?P<sign>.)''',
    re.VERBOSE | re.DOTALL,
)
FORMS = ("select", "ask", "construct", "describe")


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a query, and what it is: comment, iri, string, variable, word, space or sign."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword in small letters, "" when it is none."""
        return self.text.lower() if self.kind == "word" else ""


def tokens(sparql: str) -> Iterator[Token]:
    """The parts of a query; together they are its text."""
    for found in TOKEN.finditer(sparql):
        yield Token(found.lastgroup or "sign", found.group())


def form(sparql: str) -> str:
    """select, ask, construct or describe; raises QueryError when it is none of these."""
    for token in tokens(sparql):
        if token.word in FORMS:
            return token.word
    raise QueryError("this is not a query: it does not SELECT, ASK, CONSTRUCT or DESCRIBE")


def split(sparql: str) -> tuple[str, str]:
    """The declarations before a query, and the query."""
    place = 0
    for token in tokens(sparql):
        if token.word in FORMS:
            break
        place += len(token.text)
    return sparql[:place], sparql[place:]


def ordered(sparql: str) -> bool:
    """Whether the rows of a query, not of one within it, are in an order."""
    _, _, end = sparql.rpartition("}")
    return any(token.word == "order" for token in tokens(end))


def names_graphs(sparql: str) -> bool:
    """Whether a query looks into named graphs."""
    return any(token.word == "graph" for token in tokens(sparql))


def complete(sparql: str, base: str) -> str:
    """The query with its base and the usual prefixes declared, on one line before it."""
    declared = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in prefixes(base).items())
    return f"BASE <{base}> {declared}\n{sparql}"


def bound(sparql: str, bindings: Mapping[str, Term]) -> str:
    """The query with values in the place of variables.

    A variable that a SELECT names keeps its column: its group gets the value by VALUES. Raises QueryError for a
    variable that the query itself gives values to.
    """
    return "".join(_Binding({name: str(term) for name, term in bindings.items()}).over(list(tokens(sparql))))


class _Binding:
    """A walk over a query that puts values in."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._heading: list[str] | None = None  # what the SELECT being read names
        self._after = False  # in GROUP BY, HAVING or ORDER BY
        self._listed = False  # between VALUES and its block
        self._closing: list[str] = []  # for every open brace, how it is closed

    def over(self, parts: list[Token]) -> Iterator[str]:
        """The text with values in it."""
        telling = [t for t in parts if t.kind not in ("space", "comment")]
        place = -1
        for token in parts:
            if token.kind in ("space", "comment"):
                yield token.text
                continue
            place += 1
            before = telling[place - 1].word if place else ""
            after = telling[place + 1].word if place + 1 < len(telling) else ""
            yield self._brace(token, after) if token.text in ("{", "}") else self._other(token, before)

    def _brace(self, token: Token, after: str) -> str:
        self._after = False
        if token.text == "}":
            return self._closing.pop() if self._closing else "}"
        named, self._heading, listed, self._listed = self._heading or [], None, self._listed, False
        given = "" if listed else "".join(f" VALUES ?{name} {{ {self._values[name]} }}" for name in named)
        wrapped = bool(given) and after == "select"  # a SELECT must stand alone in its group
        self._closing.append("} }" if wrapped else "}")
        return f"{{{given}{' {' if wrapped else ''}"

    def _other(self, token: Token, before: str) -> str:
        if token.word in ("select", "values", "group", "having", "order"):
            self._heading = [] if token.word == "select" else self._heading
            self._after = token.word in ("group", "having", "order")
            self._listed = token.word == "values"
        elif token.text == "*" and before in ("select", "distinct", "reduced") and self._heading is not None:
            self._heading.extend(self._values)
        name = token.text[1:] if token.kind == "variable" else ""
        if name not in self._values:
            return token.text
        if self._listed or before == "as":
            raise QueryError(f"?{name} cannot be given a value: the query itself gives it one")
        if self._heading is None and not self._after:
            return self._values[name]
        if self._heading is not None and name not in self._heading:
            self._heading.append(name)
        return token.text
