"""Whether a seat ("Moscow", "the Kremlin") stands here for those who govern from it.

It does as subject of a verb of speech or action, as owner of a position or policy, and as a side of a relation
("between Tokyo and Seoul"). Everywhere else it is a place.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import Cues, Lexicon
from kg.mentions.gazetteer import Hit
from kg.parse import Parsed

SPEECH = "speech-acts"
WHERE = frozenset({"at", "in", "near", "outside", "inside", "within"})
PAIRS = frozenset({"between", "with", "among"})


def stands_for_actor(parsed: Parsed, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether the seat at these tokens is meant as an actor."""
    root = parsed.doc[hit.first : hit.after].root
    if root.dep_ in {"nsubj", "agent"} and root.head.pos_ in {"VERB", "AUX"}:
        return _acts(parsed, lexicon, root.head.i)
    if root.dep_ == "poss":
        return _is(parsed, lexicon.cues("metonymy"), root.head.i, "position")
    return _in_relation(parsed, lexicon, root)


def is_located(parsed: Parsed, first: int) -> bool:
    """Whether what starts at a token is where something happens: "at the White House"."""
    before = first - 1
    if before >= 0 and parsed.words[before] == "the":
        before -= 1
    return before >= 0 and parsed.words[before] in WHERE


def _acts(parsed: Parsed, lexicon: Lexicon, verb: int) -> bool:
    speaks = lexicon.cues(SPEECH).at(parsed.lemmas, parsed.words, verb)
    return speaks is not None or _is(parsed, lexicon.cues("metonymy"), verb, "action")


def _is(parsed: Parsed, cues: Cues, i: int, concept: str) -> bool:
    found = cues.at(parsed.lemmas, parsed.words, i)
    return found is not None and found[0] == concept


def _in_relation(parsed: Parsed, lexicon: Lexicon, root: Token) -> bool:
    """A side of "relations with", "talks between A and B"."""
    first = root
    while first.dep_ == "conj":
        first = first.head
    preposition = first.head
    if first.dep_ != "pobj" or preposition.lower_ not in PAIRS:
        return False
    return _is(parsed, lexicon.cues("metonymy"), preposition.head.i, "relation")
