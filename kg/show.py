"""What the graph says of one thing, and why it says one fact: always with the words that support it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

import pyoxigraph as ox

from kg import ids
from kg.errors import QueryError
from kg.prefixes import expand, short
from kg.query.find import describe, find, label
from kg.store.reader import Reader, Term
from kg.turtle import CLASSES, natural
from kg.vocab import DCT, DIP, NIF, RDF, RDFS, SKOS

CONTEXT = 120  # characters shown before and after the evidence
GISTS = (DIP.action, DIP.proposition, RDFS.label, DIP.title)  # what a fact is about, in the text's words
PARTS = (DIP.participant, DIP.inEvent, DIP.signedBy, RDF.subject, RDF.predicate, RDF.object)  # where it has none
ORDER = {name: n for n, name in enumerate(CLASSES)}
APART = frozenset({
    RDF.type, DIP.evidence, DIP.statedIn, DIP.extractedBy, DIP.confidence, DIP.factuality, DIP.rule, DIP.mentionedIn
})  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Characters ``[begin, end)`` (code points) of a document, with what stands around them."""

    document: str
    begin: int
    end: int
    source: str
    before: str
    words: str
    after: str
    exact: bool  # whether the document's text has these words there


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact, as the graph has it."""

    fact: str
    kind: str
    relation: str  # how the thing that was asked about takes part in it
    gist: str
    vouched: str  # stated, attributed, inferred, planned, hypothetical, negated
    confidence: str
    rule: str
    run: str
    evidence: tuple[Evidence, ...]
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A thing with what the graph says of it."""

    iri: str
    label: str
    kind: str
    properties: tuple[tuple[str, str], ...]
    documents: int  # that mention it
    facts: tuple[ShownFact, ...]
    more: int = 0  # facts that the limit left out


def show(reader: Reader, name: str, *, limit: int | None = None) -> Portrait:
    """What the graph says of the thing of that name, alias, code or key; ``limit`` counts facts. Raises QueryError."""
    thing = find(reader, name)
    relations: dict[ox.NamedNode, list[str]] = {}
    for quad in reader.matching(None, None, thing.term):
        fact = quad.subject
        if isinstance(fact, ox.NamedNode) and quad.predicate != DIP.mentionedIn and _first(reader, fact, DIP.evidence):
            relations.setdefault(fact, []).append(local(quad.predicate.value))
    ordered = sorted(relations, key=lambda fact: (_section(kind_of(reader, fact)), natural(fact.value)))
    chosen = ordered if limit is None else ordered[:limit]
    return Portrait(
        iri=short(thing.iri, reader.base),
        label=thing.label,
        kind=thing.kind,
        properties=tuple(_properties(reader, thing.term)),
        documents=len(_all(reader, thing.term, DIP.mentionedIn)),
        facts=tuple(shown(reader, fact, ", ".join(sorted(set(relations[fact])))) for fact in chosen),
        more=len(ordered) - len(chosen),
    )


def explain(reader: Reader, name: str) -> ShownFact:
    """Why the graph says a fact: ``fact:KEY-statement1``, ``KEY-statement1`` or, where that is clear, ``statement1``.

    Raises QueryError.
    """
    facts = {q.subject.value for q in reader.matching(None, DIP.statedIn, None) if _is_named(q.subject)}
    for candidate in (expand(name, reader.base), f"{reader.base}fact/{name}"):
        if candidate in facts:
            return shown(reader, ox.NamedNode(candidate))
    ending = sorted(iri for iri in facts if iri.endswith(f"-{name}"))
    if len(ending) == 1:
        return shown(reader, ox.NamedNode(ending[0]))
    if ending:
        listed = ", ".join(short(iri, reader.base) for iri in ending[:5])
        raise QueryError(f"{name!r} may be {len(ending)} facts; say which: {listed}")
    raise QueryError(f"the graph has no fact {name!r}; kg show GRAPH ENTITY lists the facts about something")


def shown(reader: Reader, node: ox.NamedNode, relation: str = "") -> ShownFact:
    """A fact as it is shown; ``relation`` says how the thing that was asked about takes part in it."""
    kind = kind_of(reader, node)
    evidence = sorted(_evidence(reader, span) for span in _all(reader, node, DIP.evidence) if _is_named(span))
    return ShownFact(
        fact=short(node.value, reader.base),
        kind=kind,
        relation=relation,
        gist=gist(reader, node) or kind,
        vouched=_label(reader, node, DIP.factuality),
        confidence=_text(_first(reader, node, DIP.confidence)),
        rule=_text(_first(reader, node, DIP.rule)),
        run=_label(reader, node, DIP.extractedBy),
        evidence=tuple(evidence),
        properties=tuple(_properties(reader, node)),
    )


def gist(reader: Reader, node: ox.NamedNode) -> str:
    """What a fact is about, in the words of its text, else by what takes part in it; empty when neither is known."""
    gists = (_first(reader, node, predicate) for predicate in GISTS)
    return next((_text(g) for g in gists if g), "") or _from_parts(reader, node)


def kind_of(reader: Reader, node: ox.NamedNode) -> str:
    """The most telling class of a thing, by its local name; empty when it has none."""
    return min((local(t.value) for t in _all(reader, node, RDF.type) if _is_named(t)), key=_section, default="")


def _from_parts(reader: Reader, node: ox.NamedNode) -> str:
    return " – ".join(name for name in (_label(reader, node, part) for part in PARTS) if name)


def _evidence(reader: Reader, span: ox.NamedNode) -> Evidence:
    context = _first(reader, span, NIF.referenceContext)
    text = _text(_first(reader, context, NIF.isString)) if isinstance(context, ox.NamedNode) else ""
    documents = reader.matching(None, DIP.hasText, context) if isinstance(context, ox.NamedNode) else []
    document = next((q.subject for q in documents), None)
    begin, end = (int(_text(_first(reader, span, p)) or 0) for p in (NIF.beginIndex, NIF.endIndex))
    words = _text(_first(reader, span, NIF.anchorOf))
    return Evidence(
        document=short(getattr(document, "value", ""), reader.base),
        begin=begin,
        end=end,
        source=_text(_first(reader, document, DCT.source)) if isinstance(document, ox.NamedNode) else "",
        before=text[max(0, begin - CONTEXT) : begin],
        words=words,
        after=text[end : end + CONTEXT],
        exact=text[begin:end] == words,
    )


def _properties(reader: Reader, node: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """What is said of a node, in a fixed order, values by their labels; not what has a place of its own."""
    found: dict[tuple[str, str], None] = {}
    quads = reader.matching(node, None, None)
    for quad in sorted(quads, key=lambda q: (q.predicate.value, natural(str(q.object)))):
        if quad.predicate not in APART:
            found[local(quad.predicate.value), _shown(reader, quad.object)] = None
    return iter(found)


def _shown(reader: Reader, term: Term) -> str:
    name, key = told(reader, term)
    return f"{name} ({key})" if key else name


def told(reader: Reader, term: Term) -> tuple[str, str]:
    """A value in words, and its key where that tells more: a span is its words, a concept its label alone."""
    if not isinstance(term, ox.NamedNode):
        return _text(term), ""
    anchor = _first(reader, term, NIF.anchorOf)
    if anchor:
        return f"“{_text(anchor)}”", ""
    name, key = label(reader, term), short(term.value, reader.base)
    return name, "" if name == key or _first(reader, term, SKOS.inScheme) else key


def _all(reader: Reader, node: ox.NamedNode, predicate: ox.NamedNode) -> list[Term]:
    return sorted({q.object for q in reader.matching(node, predicate, None)}, key=str)


def _first(reader: Reader, node: ox.NamedNode, predicate: ox.NamedNode) -> Term | None:
    return next(iter(_all(reader, node, predicate)), None)


def _label(reader: Reader, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
    found = _first(reader, node, predicate)
    return describe(reader, found.value).label if isinstance(found, ox.NamedNode) else _text(found)


def _text(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def local(iri: str) -> str:
    """What follows the last / or #."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _section(kind: str) -> int:
    return ORDER.get(f"{ids.ONTOLOGY}{kind}", len(ORDER))


def _is_named(node: object) -> TypeGuard[ox.NamedNode]:
    return isinstance(node, ox.NamedNode)
