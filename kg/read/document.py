"""A text and what is known of it → Document."""

from __future__ import annotations

import re

from kg import ids
from kg.errors import ReadError
from kg.model import Document
from kg.read.metadata import Metadata

WORD = re.compile(r"[^\W_]")


def document(text: str, source: str, known: Metadata) -> Document:
    """The document of a text; raises ReadError when there is not a letter or digit in it."""
    if not WORD.search(text):
        raise ReadError(f"{source}: has no text")
    return Document(
        id=ids.document_id(text), source=source, sha256=ids.sha256(text), text=text, title=known.title,
        date=known.date, publisher=known.publisher, language=known.language, url=known.url,
    )  # fmt: skip
