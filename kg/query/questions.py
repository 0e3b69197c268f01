"""The named questions: one SPARQL file each, its first line the question, its parameters declared in comments.

    # Who met whom, when and where?
    # param country: country. Only meetings with this country.
    SELECT …

A parameter is a variable of the query. Left out, it stays free; given, it is bound, never pasted into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import QueryError, UsageError
from kg.prefixes import expand
from kg.query.find import CLASSES, find
from kg.query.values import Iri, date_term, number_term, to_term
from kg.store.reader import Reader, Term

SELECT = re.compile(r"^(SELECT\b[^{]*?) WHERE\b", re.MULTILINE)
GROUP = re.compile(r"^GROUP BY(?: \?\w+)+", re.MULTILINE)
PARAMETER = re.compile(r"#\s*param\s+(?P<name>\w+)\s*:\s*(?P<kind>\w+)\s*[.,:—-]?\s*(?P<meaning>.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be narrowed by; ``kind`` is one of find.CLASSES, or text, date, number, concept, entity …"""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    text: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises UsageError."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "none"
        raise UsageError(f"question {self.name} has no parameter {name!r}; it has: {known}")


@cache
def questions() -> dict[str, Question]:
    """The questions that come with kg, by name."""
    folder = resources.files("kg.ontology").joinpath("queries")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name[:-3]: read_question(f.name[:-3], f.read_text(encoding="utf-8")) for f in files}


def read_question(name: str, sparql: str) -> Question:
    """A question from the text of its file."""
    head = [line for line in sparql.splitlines() if line.startswith("#")]
    found = (PARAMETER.match(line) for line in head)
    parameters = tuple(Parameter(m["name"], m["kind"], m["meaning"].strip()) for m in found if m)
    return Question(name, head[0].lstrip("# ").strip() if head else name, sparql, parameters)


def question(name: str) -> Question:
    """The question of that name; raises UsageError."""
    try:
        return questions()[name]
    except KeyError:
        raise UsageError(f"there is no question {name!r}; kg ask GRAPH lists them") from None


def narrowed(asked: Question, names: Iterable[str]) -> str:
    """The query with some of its parameters as further columns, where the engine wants what it is to bind."""
    select = SELECT.search(asked.sparql)
    if select is None:
        return asked.sparql
    further = "".join(f" ?{asked.parameter(name).name}" for name in names if f"?{name} " not in select[0])
    grouped = GROUP.sub(rf"\g<0>{further}", asked.sparql[select.end(1) :])
    return f"{asked.sparql[: select.end(1)]}{further}{grouped}"


def bindings(reader: Reader, asked: Question, given: Mapping[str, object]) -> dict[str, Term]:
    """Values for the variables of a question; raises UsageError for a parameter it does not have."""
    return {name: _bind(reader, asked.parameter(name), value) for name, value in given.items()}


def _bind(reader: Reader, parameter: Parameter, value: object) -> Term:
    if not isinstance(value, str) or isinstance(value, Iri) or parameter.kind == "text":
        return to_term(value)
    if parameter.kind == "date":
        return date_term(value)
    if parameter.kind == "number":
        return number_term(value)
    if parameter.kind == "concept":
        return to_term(expand(value if ":" in value else f"dipv:{value}", reader.base))
    kind = "" if parameter.kind in ("entity", "fact", "document") else parameter.kind
    if kind and kind not in CLASSES:
        raise QueryError(f"parameter {parameter.name} is of an unknown kind: {parameter.kind}")
    return find(reader, value, kind).term
