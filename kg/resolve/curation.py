"""What a curator decided, from a CSV file: ``left,right,decision,by,why``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruling:
    """One curated decision.

    ``decision`` is ``same`` or ``different`` (two keys), ``rename`` (``right`` is the label of ``left``)
    or ``reject`` (``left`` is not an entity: its mentions stay open).
    """

    left: str
    right: str
    decision: str
    by: str
    why: str


def read_curation(text: str, name: str = "curation") -> tuple[Ruling, ...]:
    """The rulings of a curation file's text; raises ReferenceDataError naming file and line."""
    raise NotImplementedError
