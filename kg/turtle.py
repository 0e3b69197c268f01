"""Triples → Turtle that can be read: prefixes, things grouped by what they are, always in the same order.

The terms are written by Oxigraph; the order, the headings and the prefixes are ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg import ids
from kg.prefixes import prefixes

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
TIME = "http://www.w3.org/2006/time#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
FIRST = {TYPE: 0, LABEL: 1, "http://xmlns.com/foaf/0.1/name": 1, f"{SKOS}prefLabel": 1, f"{SKOS}altLabel": 2}
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (  # heading, classes; the first that fits
    ("Documents", ("Document",)),
    ("Runs", ("ExtractionRun",)),
    ("Countries", ("Country",)),
    ("Organizations", ("InternationalOrganization", "Bloc", "Agency", "Organization", "NonStateActor")),
    ("Offices", ("Office",)),
    ("People", ("Official", "UnnamedOfficial", "Delegation", "UnnamedGroup")),
    ("Places", ("Region", "Place")),
    ("Series", ("EventSeries",)),
    ("Events", ("Meeting", "PressConference", "Signing", "Event")),
    ("Participations", ("Participation",)),
    ("Agenda", ("AgendaItem",)),
    ("Tenures", ("Tenure",)),
    ("Statements", ("DirectQuote", "MixedQuote", "IndirectStatement", "Statement")),
    ("Claims", ("QuantitativeClaim", "Claim")),
    ("Agreements", ("Agreement", "Signature")),
    ("Commitments", ("Commitment",)),
    ("Assertions", ("Assertion",)),
    ("Times", ("RelativeTime", "TimeExpression")),
    ("Spans", ("Span",)),
)
CLASSES = {f"{ids.ONTOLOGY}{name}": rank for rank, (_, names) in enumerate(SECTIONS) for name in names}
"""Class → its section; within a section the more telling class comes first."""
OTHERS, TEXTS, VOCABULARY = len(SECTIONS), len(SECTIONS) + 1, len(SECTIONS) + 2
HEADINGS = (*(heading for heading, _ in SECTIONS), "Others", "Texts", "Vocabulary")
Key: TypeAlias = tuple[int | str, ...]


def turtle(triples: Iterable[ox.Triple], base: str = ids.BASE, *, headings: bool = True) -> Iterator[bytes]:
    """A Turtle file, in portions: the prefixes that are used, then one section after the other."""
    bodies = dict(sections(triples, base))
    yield header(bodies.values(), base)
    for heading, body in bodies.items():
        yield f"\n# {heading}\n\n".encode() if headings else b"\n"
        yield body


def sections(triples: Iterable[ox.Triple], base: str = ids.BASE) -> Iterator[tuple[str, bytes]]:
    """The sections of a Turtle file, each with its heading, without prefixes."""
    found = _sections(t for _, t in sorted({str(t): t for t in triples}.items()))
    for rank in sorted(found):
        yield HEADINGS[rank], _body(found[rank], prefixes(base))


def header(bodies: Iterable[bytes], base: str = ids.BASE) -> bytes:
    """The declarations of the prefixes that some sections use."""
    names = {m for body in bodies for m in re.findall(rb"(?<![\w:<-])([A-Za-z]+):(?!//)", body)}
    return b"".join(f"@prefix {p}: <{ns}> .\n".encode() for p, ns in prefixes(base).items() if p.encode() in names)


def _sections(triples: Iterable[ox.Triple]) -> dict[int, list[ox.Triple]]:
    """Sorted triples by their subjects' sections, in the order in which they are written."""
    of: dict[str, list[ox.Triple]] = defaultdict(list)
    for t in triples:
        of[str(t.subject)].append(t)
    found: dict[int, list[ox.Triple]] = defaultdict(list)
    for subject in sorted(of, key=natural):
        ranks = [_rank(cls) for t in of[subject] for cls in _classes(t)]
        found[min(VOCABULARY, *ranks) if ranks else OTHERS] += _ordered(of[subject])
    return found


def _classes(triple: ox.Triple) -> tuple[str, ...]:
    """The class that a triple says its subject is of, if it says one."""
    if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode):
        return (triple.object.value,)
    return ()


def _ordered(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples of one subject: what it is and its names first."""
    of: dict[str, list[ox.Triple]] = defaultdict(list)
    for t in triples:
        of[t.predicate.value].append(t)
    for predicate in sorted(of, key=lambda p: (FIRST.get(p, 3), p)):
        yield from of[predicate] if len(of[predicate]) == 1 else sorted(of[predicate], key=_object)


def _object(triple: ox.Triple) -> Key:
    return natural(str(triple.object))


def _rank(cls: str) -> int:
    if cls in CLASSES:
        return CLASSES[cls]
    if cls.startswith((NIF, TIME)):
        return TEXTS if cls.startswith(NIF) else CLASSES[f"{ids.ONTOLOGY}RelativeTime"]
    return VOCABULARY if cls.startswith((SKOS, OWL)) else OTHERS


def natural(text: str) -> Key:
    """A sort key in which "statement2" comes before "statement10"."""
    return tuple(int(part) if n % 2 else part for n, part in enumerate(re.split(r"(\d{1,15})", text)))


def _body(triples: Sequence[ox.Triple], spaces: Mapping[str, str]) -> bytes:
    whole = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(spaces)) or b""
    return whole.split(b"\n", len(spaces))[-1].replace(b" .\n", b" .\n\n").removesuffix(b"\n")
