"""Whose war it is: "President X's invasion" and "Y's invasion" in one text are of one country."""

from __future__ import annotations

from collections import Counter

from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.mentions.scene import Scene
from kg.model import Kind

BETWEEN = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "PUNCT", "VERB"})  # what may stand between an owner and the deed
FAR = 7  # tokens looked ahead
MOST = 0.75  # share of the deeds that one country must own


def aggressor(scene: Scene, title: Proposal) -> str | None:
    """The country that wages what an official is said to wage; None where the text names several or none."""
    if title.holder is None or not _wages(scene, title.holder.after):
        return None
    found = Counter(code for p in scene.stand if p.kind == Kind.COUNTRY and (code := iso(p)) and _wages(scene, p.after))
    code, n = found.most_common(1)[0] if found else ("", 0)
    return code if n and n >= MOST * found.total() else None


def _wages(scene: Scene, after: int) -> bool:
    """Whether a hostile act follows what ends at a token: "Russia's full-scale invasion", "Iraqi aggression"."""
    parsed, cues = scene.parsed, scene.lexicon.cues("no-commitment")
    begin = after + (parsed.words[after : after + 1] in {("'s",), ("'",)})
    for i in range(begin, min(begin + FAR, len(parsed.doc))):
        found = cues.at(parsed.lemmas, parsed.words, i)
        if found is not None and found[0] == "hostile":
            return True
        if parsed.pos[i] not in BETWEEN or parsed.words[i] in {",", ".", ";", ":"}:
            return False
    return False
