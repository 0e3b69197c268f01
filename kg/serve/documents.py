"""A document as a page shows it: its text cut where a fact or a mention begins or ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from kg.network import words
from kg.serve.links import href
from kg.show import gist, kind_of, local
from kg.store import Reader
from kg.turtle import natural
from kg.vocab import DIP, ITSRDF, NIF

LONGEST = 160  # characters of a title


@dataclass(frozen=True, slots=True)
class Listed:
    """A fact of a document: its number on the page, where it leads, what it says, its spans [begin, end)."""

    number: int
    href: str
    iri: str
    kind: str
    gist: str
    vouched: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the facts it supports (their numbers) and the thing it mentions, if any."""

    text: str
    facts: tuple[int, ...] = ()
    href: str = ""
    begins: tuple[int, ...] = ()  # the facts that begin here


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters [begin, end) that name a thing."""

    begin: int
    end: int
    href: str


def text_of(reader: Reader, document: ox.NamedNode) -> tuple[ox.NamedNode | None, str]:
    """The node of a document's text, and the text."""
    for quad in reader.matching(document, DIP.hasText, None):
        if isinstance(quad.object, ox.NamedNode):
            for found in reader.matching(quad.object, NIF.isString, None):
                return quad.object, str(getattr(found.object, "value", ""))
    return None, ""


def facts_of(reader: Reader, document: ox.NamedNode, text: str) -> Iterator[Listed]:
    """The facts that a document states, in the order of their first words."""
    nodes = {q.subject for q in reader.matching(None, DIP.statedIn, document) if isinstance(q.subject, ox.NamedNode)}
    rows = [(sorted(_spans(reader, node)), natural(node.value), node) for node in nodes]
    rows.sort(key=lambda row: (row[0][:1] or [(1 << 60, 0)], row[1]))
    for number, (spans, _, node) in enumerate(rows, 1):
        kind = kind_of(reader, node)
        how = next(
            (local(str(getattr(q.object, "value", ""))) for q in reader.matching(node, DIP.factuality, None)), ""
        )
        yield Listed(
            number, href(node.value, reader.base), node.value, words(kind),
            gist(reader, node) or _words(text, spans) or words(kind),
            how.removeprefix("fact-"), tuple(spans),
        )  # fmt: skip


def _words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The words of the first span, as a title."""
    return " ".join(text[slice(*spans[0])].split())[:LONGEST] if spans else ""


def _spans(reader: Reader, fact: ox.NamedNode) -> Iterator[tuple[int, int]]:
    for quad in reader.matching(fact, DIP.evidence, None):
        if isinstance(quad.object, ox.NamedNode):
            yield offsets(reader, quad.object)


def offsets(reader: Reader, span: ox.NamedNode) -> tuple[int, int]:
    """Where a span begins and ends, in code points."""
    begin, end = (
        next((int(str(getattr(q.object, "value", 0))) for q in reader.matching(span, predicate, None)), 0)
        for predicate in (NIF.beginIndex, NIF.endIndex)
    )
    return begin, end


def mentions_of(reader: Reader, text: ox.NamedNode) -> Iterator[Mention]:
    """What the text mentions."""
    for quad in reader.matching(None, NIF.referenceContext, text):
        if isinstance(quad.subject, ox.NamedNode):
            for found in reader.matching(quad.subject, ITSRDF.taIdentRef, None):
                target = href(str(getattr(found.object, "value", "")), reader.base)
                yield Mention(*offsets(reader, quad.subject), target)


def segments(text: str, facts: Sequence[Listed], mentions: Iterable[Mention]) -> Iterator[Segment]:
    """The text in pieces, each under the same facts and the same, shortest mention."""
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for fact in facts:
        for begin, end in fact.spans:
            opening[begin].append(fact.number)
            closing[end].append(fact.number)
    named = _apart(mentions)
    cuts = {0, len(text), *opening, *closing, *(edge for m in named.values() for edge in (m.begin, m.end))}
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    active: dict[int, int] = defaultdict(int)
    mention: Mention | None = None
    for begin, end in pairwise(ordered):
        for number in closing[begin]:
            active[number] -= 1
        for number in opening[begin]:
            active[number] += 1
        active = defaultdict(int, {n: count for n, count in active.items() if count > 0})
        mention = named.get(begin, mention if mention is not None and mention.end > begin else None)
        yield Segment(text[begin:end], tuple(sorted(active)), mention.href if mention else "", tuple(opening[begin]))


def _apart(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Mentions that do not overlap, by where they begin; of those that do, the shorter ones."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.begin, m.end - m.begin, m.href)):
        if mention.href and mention.begin < mention.end and (not kept or mention.begin >= kept[-1].end):
            kept.append(mention)
    return {m.begin: m for m in kept}
