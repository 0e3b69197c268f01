"""The graph on disk: a folder with a finished snapshot that readers open and a lock that writers take.

``open`` gives a Reader. ``rebuild`` and ``edit`` give a Writer in a ``with`` block: it works on a snapshot of its
own, which takes the place of the old one, in one step, when the block ends without an exception.

Every triple is kept twice: in its named graph, and once in the default graph, which so is the union of all graphs as
RDF means it. (Oxigraph's union on the fly gives a triple as often as graphs have it: counts go wrong, joins multiply.)
"""

from __future__ import annotations

from kg.store.folder import Manifest
from kg.store.reader import Reader, open
from kg.store.writer import Writer, edit, rebuild

__all__ = ["Manifest", "Reader", "Writer", "edit", "open", "rebuild"]
