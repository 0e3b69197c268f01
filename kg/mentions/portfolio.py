"""The portfolio that the words of a title name, for offices that the reference data do not list."""

from __future__ import annotations

import re

from kg.lexicon import Lexicon

WORDS = re.compile(r"[^\W_](?:[^\W_]|['’-](?=[^\W_]))*|,")
OWN = frozenset({"head-of-state", "head-of-government", "deputy-head", "head-of-organization", "parliament"})


def portfolio_of(title: str, lexicon: Lexicon) -> str | None:
    """The concept of dipv:portfolios with the longest wording in the title, the first of several; None without one.

    What only the holder is ("Prime Minister") must open the title: an adviser to the Prime Minister is no head.
    """
    words = [w.replace("’", "'") for w in WORDS.findall(title.lower())]
    found = [
        (after - first, -first, concept)
        for concept, first, after in lexicon.cues("portfolios").scan(words, words)
        if first == 0 or concept not in OWN
    ]
    return max(found, key=lambda f: f[:2])[2] if found else None
