"""networkx graph + documents → the JSON that the page reads. Offsets become UTF-16 units, as JavaScript counts.

Documents, facts and mentions refer to each other and to nodes by position in their lists; what is empty is left out.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from bisect import bisect_left
from typing import Any

from kg.network import Graph
from kg.prefixes import short

Json = dict[str, Any]
ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")
LARGE = 2_000_000  # bytes of JSON; above, it is compressed


def payload(graph: Graph, documents: dict[str, Json], commitments: dict[str, Json], base: str) -> Json:
    """The facts with their evidence, and the documents they stand in; nodes and lines are added by the page."""
    used = {where[0] for *_, data in graph.edges(data=True) for where in data["evidence"]}
    texts = {iri: document for iri, document in documents.items() if iri in used}
    counters = {iri: Utf16(document["text"]) for iri, document in texts.items()}
    document_number = {iri: i for i, iri in enumerate(texts)}
    node_number = {iri: i for i, iri in enumerate(sorted(graph))}
    facts: dict[str, Json] = {}
    for _, _, data in graph.edges(data=True):
        if data["fact"] not in facts:
            extra = commitments.get(data["fact"], {})
            facts[data["fact"]] = _fact(data, document_number, counters) | extra | {"key": short(data["fact"], base)}
    return {
        "documents": [_document(iri, d, counters[iri], node_number, base) for iri, d in texts.items()],
        "facts": [_kept(facts[iri]) for iri in sorted(facts)],
    }


def _document(iri: str, document: Json, count: Utf16, number: dict[str, int], base: str) -> Json:
    mentions = [[count(b), count(e), number[x]] for b, e, x in document["mentions"] if x in number]
    kept = {k: document[k] for k in ("title", "date", "source", "text")}
    return _kept({**kept, "key": short(iri, base), "mentions": mentions})


def _fact(data: Json, number: dict[str, int], counters: dict[str, Utf16]) -> Json:
    def place(where: tuple[str, int, int]) -> list[int]:
        iri, begin, end = where
        units = [counters[iri](begin), counters[iri](end)]
        return [number[iri], *units] + ([begin, end] if units != [begin, end] else [])

    return {
        "family": data["family"],
        "how": data["factuality"] or "stated",
        "confidence": data["confidence"],
        "rule": data["rule"],
        "date": data["date"],
        "evidence": [place(w) for w in data["evidence"] if w[0] in number],
        "trigger": place(data["trigger"]) if data["trigger"] and data["trigger"][0] in number else None,
    }


def _kept(value: Json) -> Json:
    return {key: item for key, item in value.items() if item not in (None, "", [])}


class Utf16:
    """Code point offset → UTF-16 offset, for one text."""

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in ASTRAL.finditer(text)]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)


def dumps(value: Json) -> str:
    """JSON that is safe inside a script element, with the same bytes every time."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def packed(text: str, large: int = LARGE) -> tuple[str, str]:
    """The payload as it stands in the page, and its encoding: ``json``, or ``gzip`` (in base64) when it is large."""
    data = text.encode()
    if len(data) <= large:
        return text, "json"
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode(), "gzip"
