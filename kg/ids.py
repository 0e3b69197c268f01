"""Content hashes → ids and IRIs. No clock, no uuid: the same text has the same ids everywhere.

IRIs are flat below the base, one slash per kind, so that serialisers meet few namespaces.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

BASE = "https://w3id.org/dip/"
ONTOLOGY = "https://w3id.org/dip/ns#"
VOCABULARY = "https://w3id.org/dip/vocab/"
WORDS = re.compile(r"[^\W_]+")
SEPARATOR = "\x1f"  # cannot occur in a part: parts are names and keys, never raw text


def sha256(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex; lone surrogates are kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(text: str) -> str:
    """The key of a document: the first twelve hex digits of its text's SHA-256."""
    return sha256(text)[:12]


def digest(*parts: str, length: int = 8) -> str:
    """A short hash of what makes a thing itself."""
    return sha256(SEPARATOR.join(parts))[:length]


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, without diacritics and punctuation, words joined by single spaces: for comparing names."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(WORDS.findall(text.casefold().replace(".", "").replace("'", "").replace("’", "")))


def slug(text: str, *, limit: int = 60) -> str:
    """A readable, IRI-safe form of a name; empty when nothing of it is ASCII after folding."""
    ascii_only = re.sub(r"[^a-z0-9]+", "-", fold(text).encode("ascii", "ignore").decode()).strip("-")
    return ascii_only[:limit].rstrip("-")


def key(kind: str, name: str, *apart: str) -> str:
    """An entity's key: slug plus a hash of the folded name and what keeps it apart from namesakes."""
    return f"{kind}/{slug(name) or kind}-{digest(kind, fold(name), *apart, length=6)}"
