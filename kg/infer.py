"""The shortcuts: CONSTRUCT queries of ontology/rules/*.rq over the union of all graphs → the inferred graph."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg import ids


def infer(store: ox.Store, *, base: str = ids.BASE) -> Iterator[ox.Quad]:
    """What the rules derive from the asserted graphs, sorted; the store is only read, an older inferred graph ignored."""
    raise NotImplementedError
