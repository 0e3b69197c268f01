"""networkx graph + documents → the JSON that the page reads. Offsets become UTF-16 units, as JavaScript counts."""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import Any

from kg.network import Graph

Json = dict[str, Any]


def payload(graph: Graph, documents: dict[str, Json]) -> Json:
    """Facts with their evidence, and the documents they stand in; nodes and drawn edges are added by the page."""
    index = {iri: i for i, iri in enumerate(documents)}
    counters = {iri: Utf16(d["text"]) for iri, d in documents.items()}
    known = set(graph)
    texts = [_document(d, counters[iri], known) for iri, d in documents.items()]
    facts: dict[str, Json] = {}
    for _, _, data in graph.edges(data=True):
        facts.setdefault(data["fact"], _fact(data, index, counters))
    return {"documents": texts, "facts": dict(sorted(facts.items()))}


def _document(document: Json, count: Utf16, known: set[str]) -> Json:
    mentions = [[count(b), count(e), iri] for b, e, iri in document["mentions"] if iri in known]
    kept = {k: document[k] for k in ("title", "date", "source", "text")}
    return {**kept, "mentions": mentions}


def _fact(data: Json, index: dict[str, int], counters: dict[str, Utf16]) -> Json:
    def place(where: tuple[str, int, int]) -> list[int]:
        iri, begin, end = where
        return [index[iri], counters[iri](begin), counters[iri](end), begin, end]

    return {
        "family": data["family"],
        "how": data["factuality"],
        "confidence": data["confidence"],
        "rule": data["rule"],
        "date": data["date"],
        "evidence": [place(w) for w in data["evidence"] if w[0] in index],
        "trigger": place(data["trigger"]) if data["trigger"] and data["trigger"][0] in index else None,
    }


class Utf16:
    """Code point offset → UTF-16 offset, for one text."""

    def __init__(self, text: str) -> None:
        self._astral = [i for i, c in enumerate(text) if ord(c) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)


def dumps(value: Json) -> str:
    """JSON that is safe inside a script element, with the same bytes every time."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
