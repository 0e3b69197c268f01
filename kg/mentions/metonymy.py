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
PAIRS = frozenset({"between", "among", "from", "on", "to"})
OPPOSITE = frozenset({"with", "against"})


def stands_for_actor(parsed: Parsed, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether the seat at these tokens is meant as an actor."""
    root = parsed.doc[hit.first : hit.after].root
    if root.dep_ == "poss":
        return _is(parsed, lexicon.cues("metonymy"), root.head.i, "position")
    first = root
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ in {"nsubj", "agent"} and first.head.pos_ in {"VERB", "AUX"}:
        return _acts(parsed, lexicon, first.head)
    if first.dep_ == "dobj":
        return _is(parsed, lexicon.cues("metonymy"), first.head.i, "addressee")
    if first.dep_ != "pobj":
        return False
    if first.head.lower_ in OPPOSITE or _is(parsed, lexicon.cues("metonymy"), first.head.head.i, "addressee"):
        return True
    return first.head.lower_ in PAIRS and _is(parsed, lexicon.cues("metonymy"), first.head.head.i, "relation")


def is_located(parsed: Parsed, first: int) -> bool:
    """Whether what starts at a token is where something happens: "at the White House"."""
    before = first - 1
    if before >= 0 and parsed.words[before] == "the":
        before -= 1
    return before >= 0 and parsed.words[before] in WHERE


def _acts(parsed: Parsed, lexicon: Lexicon, verb: Token) -> bool:
    """Whether a verb is one of speech or action, or one with a modal, object or clause that no place takes."""
    speaks = lexicon.cues(SPEECH).at(parsed.lemmas, parsed.words, verb.i)
    metonymy = lexicon.cues("metonymy").at(parsed.lemmas, parsed.words, verb.i)
    if speaks is not None or metonymy is not None:
        return speaks is not None or (metonymy is not None and metonymy[0] in {"action", "addressee"})
    if any(c.tag_ == "MD" for c in verb.children) or (verb.dep_ == "ccomp" and verb.tag_ == "VB"):
        return verb.pos_ == "VERB"
    transitive = verb.dep_ == "relcl" or any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in verb.children)
    return verb.pos_ == "VERB" and transitive


def _is(parsed: Parsed, cues: Cues, i: int, concept: str) -> bool:
    found = cues.at(parsed.lemmas, parsed.words, i)
    return found is not None and found[0] == concept
