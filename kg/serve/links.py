"""IRIs ↔ addresses of the server: what the graph names below its base is a page at the same path."""

from __future__ import annotations

from urllib.parse import quote

from kg import vocab

SAFE = "/:@!$&'()*+,;=~-._"
KINDS = frozenset((*vocab.KINDS.values(), "vocab/"))


def path_of(iri: str, base: str) -> str:
    """The path of a thing of the graph; empty for what is no page here."""
    if not iri.startswith(base):
        return ""
    rest, hash_, fragment = iri[len(base) :].partition("#")
    if rest != "ns" and not any(rest.startswith(kind) and rest != kind for kind in KINDS):
        return ""
    return "/" + quote(rest, safe=SAFE) + (f"#{quote(fragment, safe=SAFE)}" if hash_ else "")


def href(iri: str, base: str) -> str:
    """Where a link to an IRI leads: to its page here, else to the web; empty for other schemes."""
    return path_of(iri, base) or (iri if iri.startswith(("http://", "https://")) else "")


def iri_of(path: str, base: str) -> str:
    """The IRI that a (decoded) path stands for; empty when it stands for none."""
    rest = path.lstrip("/")
    return base + rest if any(rest.startswith(kind) and rest != kind for kind in KINDS) else ""
