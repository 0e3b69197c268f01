"""RDF/XML: sorted, and without what XML cannot carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import StoreError
from kg.prefixes import prefixes, short

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""A character that no XML may hold."""


def rdfxml(triples: Iterable[ox.Triple], base: str) -> Iterator[bytes]:
    """Triples as RDF/XML. Raises StoreError for a character that it cannot carry."""
    kept = [triple for _, triple in sorted({str(triple): triple for triple in triples}.items())]
    for triple in kept:
        impossible = isinstance(triple.object, ox.Literal) and NO_XML.search(triple.object.value)
        if impossible:
            where = short(getattr(triple.subject, "value", ""), base)
            code = f"U+{ord(impossible.group()):04X}"
            raise StoreError(f"RDF/XML cannot carry the character {code} in {where}; export another format")
    written = ox.serialize(kept, format=ox.RdfFormat.RDF_XML, prefixes=prefixes(base)) or b""
    yield written.replace(b"\r", b"&#13;") + b"\n"
