"""Content negotiation: what of the formats on offer a request prefers (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

ROWS: Mapping[str, str] = {  # media type → format of kg.query; the first is what a request without a wish gets
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
TYPES: Mapping[str, str] = {  # those that graphs are sent in, and named by
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
GRAPHS: Mapping[str, str] = {
    **TYPES,  # and what a client may call them besides
    "application/x-turtle": "turtle",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
PAGE: Mapping[str, str] = {"text/html": "html", "application/xhtml+xml": "html"}


def wishes(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an Accept header with their weights; a malformed weight counts as 1."""
    for part in accept.split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        weights = [p[2:] for p in parameters if p.startswith("q=")]
        try:
            weight = min(1.0, max(0.0, float(weights[0]))) if weights else 1.0
        except ValueError:
            weight = 1.0
        if "/" in name:
            yield name, weight


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """The media type on offer that the header prefers, the earlier one of equals; None when it wants none of them."""
    ranges = list(wishes(accept))
    if not ranges:
        return next(iter(offered))
    rated = [(_weight(ranges, name), -n, name) for n, name in enumerate(offered)]
    weight, _, name = max(rated)
    return name if weight > 0 else None


def _weight(ranges: list[tuple[str, float]], name: str) -> float:
    """The weight of the most specific range that fits."""
    kind = name.partition("/")[0]
    for wanted in (name, f"{kind}/*", "*/*"):
        found = [weight for range_, weight in ranges if range_ == wanted]
        if found:
            return max(found)
    return 0.0


def named(form: str, offered: Mapping[str, str]) -> str | None:
    """The media type of a format by its name; None when it is not on offer."""
    return next((name for name, known in offered.items() if known == form), None)


def content_type(name: str) -> str:
    """The Content-Type header for a media type: texts are UTF-8."""
    return f"{name}; charset=utf-8" if name.startswith("text/") else name
