"""What every writer of facts needs: the document, the IRIs, and a record of the spans and entities that were used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from kg import ids
from kg.model import Event, Extraction, Fact, Factuality, Kind, Resolution, Run, Span
from kg.reference import Reference
from kg.vocab import DIP, RDF, XSD, concept

F = TypeVar("F", bound=Fact)
Node = ox.NamedNode
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SURROGATE = re.compile("[\ud800-\udfff]")
DATES = {10: "date", 7: "gYearMonth", 4: "gYear"}
"""Length of an ISO 8601 date → its datatype."""


class Voucher(Protocol):
    """What made a node and how sure it is: a fact, or ``Vouched``."""

    @property
    def rule(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def factuality(self) -> Factuality: ...


class Vouched(NamedTuple):
    """A voucher that is not a fact of the extraction."""

    rule: str
    confidence: float
    factuality: Factuality


@dataclass
class Scope:
    """One document on its way to RDF. Spans, entities and time expressions are noted as facts use them."""

    extraction: Extraction
    resolution: Resolution
    reference: Reference
    base: str
    spans: dict[Span, None] = field(default_factory=dict)
    entities: dict[str, None] = field(default_factory=dict)
    times: dict[Span, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)
    assertions: int = 0

    @property
    def key(self) -> str:
        """The document's key."""
        return self.extraction.document.id

    @cached_property
    def document(self) -> Node:
        """The document, which is also its graph."""
        return self.iri(f"doc/{self.key}")

    @cached_property
    def context(self) -> Node:
        """The document's text."""
        return self.iri(f"text/{self.key}")

    @cached_property
    def run(self) -> Node:
        """What made the extraction."""
        return run_node(self.extraction.run, self.base)

    @cached_property
    def events(self) -> dict[str, Event]:
        """The document's events by their ids."""
        return {f.id: f for f in self.extraction.facts if isinstance(f, Event)}

    def iri(self, path: str) -> Node:
        """An IRI below the base; what may not stand in one is percent-encoded."""
        return node_of(path, self.base)

    def entity(self, key: str) -> Node:
        """The node of an entity, noted as used."""
        self.entities[key] = None
        return node_of(key, self.base)

    def span(self, span: Span) -> Node:
        """The node of a span, noted as used."""
        self.spans[span] = None
        return self.iri(f"span/{self.key}-{span.start}-{span.end}")

    def time(self, span: Span) -> Node:
        """The node of a time expression, noted as used."""
        self.times[span] = None
        return self.iri(f"time/{self.key}-{span.start}-{span.end}")

    def date(self, iso: str) -> Node:
        """The node of a day, month or year, noted as used."""
        self.dates[iso] = None
        return self.iri(f"date/{iso}")

    def fact(self, id: str) -> Node:
        """The node of a fact of this document; an event's is that of the event as the resolution knows it."""
        if id in self.events:
            return self.iri(self.resolution.of_event[self.key, id])
        return self.iri(f"fact/{self.key}-{id}")

    def keys(self, mention: int) -> tuple[str, ...]:
        """What a mention means as an actor: a title beside a name means whoever holds it."""
        seen = self.extraction.mentions[mention]
        if seen.kind == Kind.OFFICE and seen.office and seen.office.holder is not None and not seen.refers:
            mention = seen.office.holder
        return self.resolution.of_mention.get((self.key, mention), ())

    def actors(self, mentions: Iterable[int]) -> Iterator[Node]:
        """The nodes of what mentions mean, each once."""
        for key in dict.fromkeys(key for m in mentions for key in self.keys(m)):
            yield self.entity(key)

    def named_agencies(self, title: int) -> tuple[str, ...]:
        """The organisation that the text says an office belongs to, by the title's mention."""
        office = self.extraction.mentions[title].office
        return self.keys(office.organization) if office and office.organization is not None else ()

    def agencies(self, title: int) -> tuple[str, ...]:
        """The organisation of an office: as the text names it, else as the reference data know."""
        rule = self.reference.offices.get(self.resolution.of_office.get((self.key, title), ""))
        known = (rule.organization,) if rule and rule.organization else ()
        return self.named_agencies(title) or known

    def label(self, text: str) -> ox.Literal:
        """Words in the document's language."""
        language = self.extraction.document.language or "en"
        return ox.Literal(plain(text), language=language.lower() if LANGUAGE.fullmatch(language) else "en")

    def words(self, span: Span) -> ox.Literal:
        """The characters of a span."""
        return literal(span.text(self.extraction.document.text))

    def typed(self, fact: Fact, *classes: str) -> Iterator[Triple]:
        """What every fact has: its classes, evidence, document, run, rule, confidence and factuality."""
        node = self.fact(fact.id)
        yield from ((node, RDF.type, DIP[name]) for name in classes)
        yield from self._vouched(node, fact.evidence, fact)

    def numbered(self, fact: F, n: int) -> F:
        """The fact itself, and for the second, third … actor it is about a fact of its own."""
        return fact if n == 1 else replace(fact, id=f"{fact.id}-{n}")

    def assertion(self, edge: Triple, evidence: Iterable[Span], by: Voucher) -> Iterator[Triple]:
        """A direct edge and its reification, so that the edge has evidence of its own."""
        yield edge
        yield from self.reified(edge, evidence, by)

    def reified(self, edge: Triple, evidence: Iterable[Span], by: Voucher) -> Iterator[Triple]:
        """The reification of an edge that stands in the reference graph."""
        self.assertions += 1
        node = self.iri(f"fact/{self.key}-assertion{self.assertions}")
        yield node, RDF.type, DIP.Assertion
        yield from zip((node,) * 3, (RDF.subject, RDF.predicate, RDF.object), edge, strict=True)
        yield from self._vouched(node, evidence, by)

    def _vouched(self, node: Node, evidence: Iterable[Span], by: Voucher) -> Iterator[Triple]:
        yield from ((node, DIP.evidence, self.span(span)) for span in evidence)
        yield node, DIP.statedIn, self.document
        yield node, DIP.extractedBy, self.run
        yield node, DIP.rule, literal(by.rule)
        yield node, DIP.confidence, decimal(by.confidence)
        yield node, DIP.factuality, concept("factuality", by.factuality)


@lru_cache(maxsize=1 << 15)
def node_of(path: str, base: str) -> Node:
    """An IRI below the base; what may not stand in one is percent-encoded."""
    return ox.NamedNode(base + quote(path, safe="/-._~"))


def run_node(run: Run, base: str) -> Node:
    """The node of what made an extraction: a hash of the versions."""
    return node_of(f"run/{ids.digest(run.kg_version, run.model, run.rules, run.reference, length=12)}", base)


def plain(text: str) -> str:
    """Text that RDF can carry: a lone surrogate becomes U+FFFD, one code point for one."""
    return SURROGATE.sub("\ufffd", text)


def literal(text: str) -> ox.Literal:
    """A plain string."""
    return ox.Literal(plain(text))


def english(text: str) -> ox.Literal:
    """The label of a thing, in the language of the reference data."""
    return ox.Literal(plain(text), language="en")


@lru_cache(maxsize=1 << 10, typed=True)
def decimal(value: float | Decimal) -> ox.Literal:
    """A decimal in canonical form: 64000, 0.5."""
    canonical = format(Decimal(str(value)).normalize(), "f")
    return ox.Literal("0" if canonical == "-0" else canonical, datatype=XSD.decimal)


@lru_cache(maxsize=1 << 14)
def integer(value: int) -> ox.Literal:
    """An xsd:integer; offsets too, because stores make one integer type of all."""
    return ox.Literal(str(value), datatype=XSD.integer)


def date_literal(iso: str) -> ox.Literal:
    """A day, month or year as xsd:date, xsd:gYearMonth or xsd:gYear."""
    return ox.Literal(iso, datatype=XSD[DATES[len(iso)]])
