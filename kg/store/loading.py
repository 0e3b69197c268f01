"""Loading many quads into an Oxigraph store, each triple once more into the default graph, in bounded memory.

The engine's bulk loader keeps a batch of a million quads as objects, and sorts it ten times. Texts of some megabytes
are quicker, for their batches stay near the processor, and cost less than half the memory; still smaller ones would
leave so many files that merging them takes the gain away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

TEXT = 48 << 20  # bytes of N-Quads that are loaded at once
PORTION = 1_000  # quads written as text at once


@dataclass(slots=True)
class Batch:
    """Quads on their way into a store: as N-Quads, and for the default graph as N-Triples.

    A text's blank nodes get new names with every load, so quads that have some are kept as they are.
    """

    named: bytearray = field(default_factory=bytearray)
    union: bytearray = field(default_factory=bytearray)
    kept: list[ox.Quad] = field(default_factory=list)

    def add(self, quads: list[ox.Quad]) -> None:
        """Take quads in; raises TypeError for what is none, and takes nothing in then."""
        text = _written(quads, ox.RdfFormat.N_QUADS)
        if b"_:" in text:
            self.kept += quads
        else:
            self.named += text
            self.union += _written((quad.triple for quad in quads), ox.RdfFormat.N_TRIPLES)

    @property
    def full(self) -> bool:
        """Whether it is time to load it."""
        return len(self.named) >= TEXT or len(self.kept) >= 200 * PORTION

    def load(self, store: ox.Store) -> None:
        """Put it into a store; what is loaded is let go at once."""
        for text, form in ((self.named, ox.RdfFormat.N_QUADS), (self.union, ox.RdfFormat.N_TRIPLES)):
            if text:
                store.bulk_load(bytes(text), form, lenient=True)  # valid as it comes from the engine
                text.clear()
        if self.kept:
            store.bulk_extend(with_union(self.kept))


def _written(quads: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    text = ox.serialize(quads, format=form)
    assert text is not None  # as no file is given
    return text


def batches(quads: Iterable[ox.Quad]) -> Iterator[Batch]:
    """Quads in batches that can be loaded one by one."""
    source, batch = iter(quads), Batch()
    while portion := list(islice(source, PORTION)):
        batch.add(portion)
        if batch.full:
            yield batch
            batch = Batch()
    yield batch


def with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Every quad, and its triple for the default graph."""
    for quad in quads:
        yield quad
        yield ox.Quad(quad.subject, quad.predicate, quad.object)
