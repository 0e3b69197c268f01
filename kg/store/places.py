"""Folders and endpoints, told apart."""

from __future__ import annotations


def is_url(place: object) -> bool:
    """Whether a place is an endpoint's, not a folder's."""
    return isinstance(place, str) and place.startswith(("http://", "https://"))
