"""Countries, metonyms, organisations, offices … as lookups, from data/reference/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Reference:
    """The reference data."""


@cache
def load() -> Reference:
    """The reference data of the installed package."""
    return Reference()
