"""What a page tells of a thing: its properties with links, and the facts that it takes part in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.network import words
from kg.prefixes import expand, short
from kg.serve.links import href
from kg.show import APART, ShownFact, kind_of, local, shown, told
from kg.store import Reader
from kg.store.reader import Term
from kg.turtle import natural
from kg.vocab import DCT, DIP, ITSRDF, NIF, RDF

FACT = re.compile(r"-([a-z]+)\d+$")
HIDDEN = APART | {DIP.hasText, NIF.isString}
SPANS = frozenset({DIP.mentionedIn, ITSRDF.taIdentRef})  # what leads to a thing from its mentions
PER_PAGE = 25  # facts
SHOWN = 60  # values of one property


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property; ``href`` is empty for what leads nowhere."""

    text: str
    href: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a thing, with its values; ``more`` counts those left out."""

    name: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Involved:
    """The facts that a thing takes part in: how many of each kind, and those of one page."""

    counts: tuple[tuple[str, int], ...]
    kind: str
    page: int
    pages: int
    facts: tuple[tuple[str, ShownFact], ...]  # address and fact


def exists(reader: Reader, node: ox.NamedNode) -> bool:
    """Whether the graph says anything of a thing."""
    return any(True for _ in reader.matching(node, None, None)) or any(True for _ in reader.matching(None, None, node))


def named_node(iri: str) -> ox.NamedNode | None:
    """An IRI as a term, None when it is malformed."""
    try:
        return ox.NamedNode(iri) if iri else None
    except ValueError:
        return None


def properties(reader: Reader, node: ox.NamedNode) -> Iterator[Property]:
    """What is said of a thing, but for what a page has a place of its own for."""
    found: dict[str, dict[Value, None]] = defaultdict(dict)
    quads = [q for q in reader.matching(node, None, None) if q.predicate not in HIDDEN]
    for quad in sorted(quads, key=lambda q: (q.predicate.value, natural(str(q.object)))):
        found[words(local(quad.predicate.value))][value(reader, quad.object)] = None
    for name, values in found.items():
        yield Property(name, tuple(values)[:SHOWN], max(0, len(values) - SHOWN))


def classes(reader: Reader, node: ox.NamedNode) -> tuple[Value, ...]:
    """The classes of a thing, the most telling one first."""
    first = kind_of(reader, node)
    found = {q.object.value for q in reader.matching(node, RDF.type, None) if isinstance(q.object, ox.NamedNode)}
    ordered = sorted(found, key=lambda iri: (local(iri) != first, iri))
    return tuple(Value(words(local(iri)), href(iri, reader.base)) for iri in ordered)


def value(reader: Reader, term: Term) -> Value:
    """A term as a page shows it."""
    name, key = told(reader, term)
    return Value(name, href(term.value, reader.base) if isinstance(term, ox.NamedNode) else "", key)


def facts_about(reader: Reader, node: ox.NamedNode) -> dict[str, tuple[str, ...]]:
    """The facts that a thing takes part in, as kind → their IRIs in order."""
    pointing = (q for q in reader.matching(None, None, node) if q.predicate not in SPANS)
    found: dict[str, list[str]] = defaultdict(list)
    for iri in {q.subject.value for q in pointing if isinstance(q.subject, ox.NamedNode)}:
        found[_kind(reader, iri)].append(iri)
    found.pop("", None)
    return {kind: tuple(sorted(found[kind], key=natural)) for kind in sorted(found)}


def involved(reader: Reader, node: ox.NamedNode, about: Mapping[str, Sequence[str]], kind: str, page: int) -> Involved:
    """One page of the facts about a thing: of one kind, or of all (""); pages count from 1."""
    kind = kind if kind in about else ""
    chosen = about[kind] if kind else [iri for iris in about.values() for iri in iris]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    part = map(ox.NamedNode, chosen[(page - 1) * PER_PAGE : page * PER_PAGE])
    return Involved(
        counts=tuple((k, len(iris)) for k, iris in about.items()),
        kind=kind,
        page=page,
        pages=pages,
        facts=tuple((href(f.value, reader.base), shown(reader, f, _as(reader, f, node))) for f in part),
    )


def _as(reader: Reader, fact: ox.NamedNode, node: ox.NamedNode) -> str:
    """How a thing takes part in a fact, in words."""
    relations = {q.predicate.value for q in reader.matching(fact, None, node)}
    return ", ".join(sorted(words(local(iri)) for iri in relations))


def _kind(reader: Reader, iri: str) -> str:
    """The kind of a fact, from its IRI; empty for what is no fact."""
    rest = iri.removeprefix(reader.base)
    found = FACT.search(rest)
    if rest.startswith("fact/") and found:
        return found[1]
    if rest.startswith(
        ("span/", "text/", "doc/", "country/", "person/", "org/", "office/", "place/", "run/", "vocab/")
    ):
        return ""
    node = ox.NamedNode(iri)
    return rest.partition("/")[0] if any(True for _ in reader.matching(node, DIP.evidence, None)) else ""


def address(name: str, base: str) -> str:
    """The address of a thing by its short name, as kg.show gives it."""
    iri = expand(name, base)
    return href(iri, base) if iri else ""


def title_of(reader: Reader, document: ox.NamedNode) -> str:
    """The title of a document, else the name of its file."""
    for predicate in (DCT.title, DCT.source):
        for quad in reader.matching(document, predicate, None):
            text = str(getattr(quad.object, "value", quad.object))
            return text if predicate == DCT.title else text.rsplit("/", 1)[-1]
    return short(document.value, reader.base)
