"""Extraction ⇄ one line of JSON: the cache, and the hand-over between machines."""

from __future__ import annotations

from kg.model import Extraction


def to_line(extraction: Extraction) -> str:
    """An extraction as one line of JSON, without the line end; the same value gives the same line."""
    raise NotImplementedError


def from_line(line: str) -> Extraction:
    """The extraction a line holds; raises RecordError when it is not one."""
    raise NotImplementedError
