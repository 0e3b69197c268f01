"""Mention → entity, for all documents at once: a pure, replayable function of the extractions.

Within a document mentions follow ``refers``; across documents persons, offices, organisations, places and numbered
events are brought together, every decision with its reasons. What a curator decided is replayed first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Extraction, Resolution
from kg.reference import Reference
from kg.resolve.curation import Ruling, read_curation

__all__ = ["Ruling", "read_curation", "resolve"]


def resolve(extractions: Iterable[Extraction], reference: Reference, curation: Sequence[Ruling] = ()) -> Resolution:
    """Who and what every mention of every document means, whatever the order of the documents."""
    raise NotImplementedError
