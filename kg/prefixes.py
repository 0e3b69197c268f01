"""Short names of IRIs, as queries, exports and terminals use them."""

from __future__ import annotations

import re
from functools import cache

from kg import ids, vocab

LOCAL = re.compile(r"[^/#?\s<>]+")
IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@cache
def _namespaces(base: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(vocab.prefixes(base).items()))


def prefixes(base: str = ids.BASE) -> dict[str, str]:
    """Prefix → namespace, sorted, for the things below ``base`` and the vocabularies in use."""
    return dict(_namespaces(base))


def short(iri: str, base: str = ids.BASE) -> str:
    """``country:MX`` for ``<base>country/MX``; an IRI without a short name as it is."""
    for prefix, namespace in _namespaces(base):
        if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str, base: str = ids.BASE) -> str | None:
    """The IRI of ``country:MX``, ``country/MX`` or an IRI; None when it is none of these."""
    if IRI.fullmatch(name):
        return name
    prefix, _, local = name.partition(":")
    if LOCAL.fullmatch(local) and prefix in (spaces := prefixes(base)):
        return spaces[prefix] + local
    kind, _, local = name.partition("/")
    return f"{base}{name}" if LOCAL.fullmatch(local) and f"{kind}/" in vocab.KINDS.values() else None
