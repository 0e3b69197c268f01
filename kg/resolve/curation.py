"""What a curator decided, from a CSV file: ``left,right,decision,by,why``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import ReferenceDataError

COLUMNS = ["left", "right", "decision", "by", "why"]
DECISIONS = ("same", "different", "rename", "reject")


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

    @property
    def reason(self) -> str:
        """The decision in words."""
        return f"decided by {self.by}: {self.why}" if self.why else f"decided by {self.by}"


def read_curation(text: str, name: str = "curation") -> tuple[Ruling, ...]:
    """The rulings of a curation file's text; raises ReferenceDataError naming file and line."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        return tuple(_rulings(rows, name))
    except csv.Error as error:
        raise ReferenceDataError(f"{name}: line {rows.line_num} is not CSV ({error})") from error


def _rulings(rows: Iterator[list[str]], name: str) -> Iterator[Ruling]:
    header = [cell.strip() for cell in next(rows, COLUMNS)]
    if header != COLUMNS:
        raise ReferenceDataError(f"{name}: line 1 must be {','.join(COLUMNS)}")
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield _ruling([cell.strip() for cell in row], f"{name}: line {number}")


def _ruling(row: list[str], where: str) -> Ruling:
    if len(row) != len(COLUMNS):
        raise ReferenceDataError(f"{where} has {len(row)} cells instead of {len(COLUMNS)}")
    ruling = Ruling(*row)
    if ruling.decision not in DECISIONS:
        raise ReferenceDataError(f"{where}: decision must be one of {', '.join(DECISIONS)}, not {ruling.decision!r}")
    needed = "left" if ruling.decision == "reject" else "left and right"
    if not ruling.left or (not ruling.right and ruling.decision != "reject"):
        raise ReferenceDataError(f"{where}: {ruling.decision} needs {needed}")
    return ruling


def pairs(rulings: Sequence[Ruling], decision: str) -> tuple[Ruling, ...]:
    """The rulings of one decision, in the order of the file."""
    return tuple(r for r in rulings if r.decision == decision)
