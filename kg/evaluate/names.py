"""When two names mean the same person, organisation or place, and how alike two descriptions are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

SMALL = frozenset({"of", "the", "for", "and", "a", "an", "to", "on", "in", "s"})
ALIKE = 0.75  # share of common words from which two names are one


def norm(text: str) -> str:
    """Lower case, ASCII letters and digits, single spaces; "U.S." becomes "us"."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace(".", "")))


def words(text: str) -> frozenset[str]:
    """The words of a text without function words."""
    return frozenset(norm(text).split()) - SMALL


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Common words over all words; 0 for two empty sets."""
    both = set(a) | set(b)
    return len(set(a) & set(b)) / len(both) if both else 0.0


def same_name(gold: Sequence[str], system: Sequence[str]) -> bool:
    """Whether one form of each names the same words, or one contains the other and they end alike."""
    return any(_same(g, s) for g in gold for s in system)


def _same(gold: str, system: str) -> bool:
    a, b = norm(gold).split(), norm(system).split()
    if not a or not b:
        return False
    if a == b or jaccard(words(gold), words(system)) >= ALIKE:
        return True
    short, long = sorted((a, b), key=len)
    return set(short) <= set(long) and (short[-1] == long[-1] or len(short) > 1)


def same_title(gold: str, system: str) -> bool:
    """Whether two titles of an office share most of their words, or one has all words of the other."""
    a, b = words(gold), words(system)
    return jaccard(a, b) >= 0.6 or bool(a and (a <= b or b <= a))
