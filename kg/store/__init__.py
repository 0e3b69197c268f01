"""The graph as it is kept: in a folder, or behind a SPARQL 1.1 endpoint. One reader and one writer for both.

``open`` gives a Reader. ``rebuild`` and ``edit`` give a Writer in a ``with`` block: nothing of what it does is seen
before the block has ended well. In a folder it works on a snapshot of its own, which takes the place of the old one in
one step; behind an endpoint the named graphs that changed are then replaced, each of them all or nothing.

Every triple is kept twice: in its named graph, and once in the union of all graphs that queries see. (A union made
while querying gives a triple as often as graphs have it, in Oxigraph and Virtuoso alike: counts go wrong, joins
multiply.)
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from kg.store.folder import Manifest
from kg.store.folder_reader import FolderReader, open_folder
from kg.store.folder_writer import FolderWriter, edit_folder, rebuild_folder
from kg.store.places import is_url
from kg.store.reader import Reader
from kg.store.writer import Writer

if TYPE_CHECKING:
    from kg.store.publication import Publication

__all__ = [
    "FolderReader",
    "FolderWriter",
    "Manifest",
    "Reader",
    "Writer",
    "edit",
    "is_url",
    "open",
    "open_folder",
    "publishing",
    "rebuild",
]

Place = str | os.PathLike[str]
"""A folder, or the URL of an endpoint."""


def open(place: Place, *, headers: Mapping[str, str] | None = None) -> Reader:
    """Open a graph; ``headers`` go with every request to an endpoint. Raises StoreError when there is none."""
    if not is_url(place):
        return open_folder(place)
    from kg.store.remote_reader import open_endpoint

    return open_endpoint(str(place), headers=headers)


def rebuild(
    place: Place, *, base: str, kg: str = "", headers: Mapping[str, str] | None = None
) -> AbstractContextManager[Writer]:
    """Write a graph from nothing, in the place of what is there. Raises StoreError, StoreLockedError."""
    if not is_url(place):
        return rebuild_folder(place, base=base, kg=kg)
    from kg.store.remote_writer import rebuild_endpoint

    return rebuild_endpoint(str(place), base=base, kg=kg, headers=headers)


def edit(place: Place, *, kg: str = "", headers: Mapping[str, str] | None = None) -> AbstractContextManager[Writer]:
    """Change the graph that is there. Raises StoreError, StoreLockedError."""
    if not is_url(place):
        return edit_folder(place, kg=kg)
    from kg.store.remote_writer import edit_endpoint

    return edit_endpoint(str(place), kg=kg, headers=headers)


def publishing(
    url: str, *, base: str, kg: str = "", headers: Mapping[str, str] | None = None
) -> AbstractContextManager[Publication]:
    """An endpoint, locked for the block, that is to hold what a reader shows: ``publish(reader)``.

    Raises StoreError, StoreLockedError.
    """
    from kg.store.publication import publication
    from kg.store.remote_writer import held

    return held(publication(url, base, kg=kg, headers=headers))
