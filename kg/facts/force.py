"""How real a clause makes what it says: stated, planned, hypothetical or denied, and under which condition.

``force`` climbs from a word to what governs it and asks every governor: is it denied, is it in the future or merely
possible, is it wording of dipv:force ("fail to", "consider", "call for", "plan to"), does it stand in or under a
condition. The strongest answer wins: denied, hypothetical, planned, stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.lexicon import Cues, Lexicon
from kg.model import Factuality, Span
from kg.parse import Parsed

NEGATED, HYPOTHETICAL, PLANNED, STATED = (
    Factuality.NEGATED, Factuality.HYPOTHETICAL, Factuality.PLANNED, Factuality.STATED,
)  # fmt: skip
RANK = {STATED: 0, PLANNED: 1, HYPOTHETICAL: 2, NEGATED: 3}
MEANING = {"negated": NEGATED, "refused": NEGATED, "hypothetical": HYPOTHETICAL, "considered": HYPOTHETICAL,
           "planned": PLANNED, "ready": PLANNED}  # fmt: skip
ACTS_ONLY = frozenset({"refused", "considered"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
MEANS = frozenset({"by", "after", "through", "following", "since", "upon", "while"})  # "… by signing the accord"
MANDATORY = frozenset({"if", "unless", "supposing", "assuming"})


@dataclass(frozen=True, slots=True)
class Force:
    """How real something is, the condition it hangs on, and whether it is told as a purpose ("met to sign …")."""

    factuality: Factuality = STATED
    condition: Span | None = None
    purpose: bool = False

    @property
    def real(self) -> bool:
        """Whether the text asserts it as done or going on."""
        return self.factuality == STATED

    def under(self, factuality: Factuality) -> Force:
        """The weaker of this force and what a governor makes of it."""
        return replace(self, factuality=max(self.factuality, factuality, key=RANK.__getitem__))


def force(parsed: Parsed, lexicon: Lexicon, token: int) -> Force:
    """The force of the clause or noun that a token heads."""
    cues = lexicon.cues("force")
    word = top = parsed.doc[token]
    found = _own(parsed, cues, word, Force())
    reported = False
    for below, above in _ladder(word):
        top = above
        meaning = STATED if below.dep_ == "conj" else _governed(parsed, cues, word, below, above)
        if meaning == NEGATED and syntax.is_verb(above) and _is_denied(above):
            return found.under(HYPOTHETICAL)  # "did not refuse to sign"
        found = found.under(meaning)
        reported = reported or _is_finite_content(below)
        if _passes_on(below, above):
            found = _denied_report(above, found) if reported else _own(parsed, cues, above, found)
    if word.sent[-1].text == "?":
        found = found.under(HYPOTHETICAL)
    return replace(found, purpose=top.dep_ == "advcl" and _has_to(top))


def _ladder(word: Token) -> Iterator[tuple[Token, Token]]:
    """(governed, governor) pairs upwards, as far as the force of a governor reaches."""
    at, seen = word, {word.i}
    while _climbs(at) and at.head.i not in seen:
        yield at, at.head
        at = at.head
        seen.add(at.i)


def _climbs(at: Token) -> bool:
    if at.head.i == at.i:
        return False
    if at.dep_ == "acl":
        return _has_to(at)
    if at.dep_ == "pcomp" and at.head.lower_ in MEANS:
        return False
    if at.dep_ == "conj":
        return _shares(at)
    if at.dep_ == "advmod":
        return at.i == at.head.i + 1  # "stopped short of signing"
    return at.dep_ in {
        "xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "attr", "nsubj", "nsubjpass", "oprd", "acomp", "dative"
    }  # fmt: skip


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _shares(at: Token) -> bool:
    """A conjunct shares the force of the first, unless it has a subject or auxiliary of its own or follows "but"."""
    if not syntax.is_verb(at):
        return True
    if any(c.lower_ in {"but", "yet"} and c.dep_ == "cc" for c in at.head.children):
        return False
    own = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} or (c.dep_ == "aux" and c.lower_ != "to") for c in at.children)
    return not own and (at.tag_ == at.head.tag_ or at.tag_ == "VB" or syntax.shares_infinitive(at))


def _is_finite_content(below: Token) -> bool:
    return below.dep_ == "ccomp" and syntax.is_finite(below)


def _passes_on(below: Token, above: Token) -> bool:
    """Whether denial and tense of the governor concern the governed: not a known thing, not a circumstance."""
    if below.dep_ in {"pobj", "prep", "dative"} or above.pos_ in NOUNS | {"ADP"}:
        return above.pos_ in NOUNS and below.dep_ in {"acl", "prep"}
    if below.pos_ in NOUNS and below.dep_ in {"dobj", "attr"}:
        return not any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in below.children)
    return True


def _governed(parsed: Parsed, cues: Cues, word: Token, below: Token, above: Token) -> Factuality:
    """What wording at the governor makes of the governed."""
    match: tuple[str, int] | None
    if below.dep_ in {"nsubj", "nsubjpass"}:
        match = cues.at(parsed.lemmas[above.i : above.i + 1], parsed.words[above.i : above.i + 1], 0)
    else:
        match = _over(parsed, cues, word, below, above)
    if match is None or match[0] not in MEANING:
        return STATED
    if below.pos_ in NOUNS and (match[0] in ACTS_ONLY or below.dep_ == "nsubj"):
        return STATED
    return MEANING[match[0]]


def _over(parsed: Parsed, cues: Cues, word: Token, below: Token, above: Token) -> tuple[str, int] | None:
    """The cue at a governor, or at its predicate ("is crucial that"), that ends before the governed."""
    inside = [c for c in above.children if c.dep_ == "acomp" and above.i < c.i < below.i]
    if below.dep_ == "prep" and below.i - 1 > above.i and below.doc[below.i - 1].pos_ in NOUNS:
        inside.append(below.doc[below.i - 1])  # "expressed the *hope for*": the parse hangs the phrase on the verb
    for at in (above, *inside):
        match = frames.match(parsed, cues, at.i)
        if match is None or at.i >= below.i:
            continue
        if match[1] <= below.left_edge.i + 1 or match[1] <= below.i + (below.dep_ == "prep"):
            return match
        if below.i < match[1] <= word.i:
            return match
    return None


def _own(parsed: Parsed, cues: Cues, word: Token, found: Force) -> Force:
    """What a word's own dependents make of it: negation, modality, hedges, conditions."""
    if syntax.is_verb(word):
        found = _tense(word, found)
        found = _conditions(parsed, cues, word, found)
    for child in word.children:
        if child.dep_ in {"amod", "advmod"}:
            match = cues.at(parsed.lemmas, parsed.words, child.i)
            if match and match[0] in MEANING and match[1] == child.i + 1 and match[0] not in ACTS_ONLY:
                found = found.under(MEANING[match[0]])
        elif child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            found = found.under(NEGATED)
    return found


def _tense(verb: Token, found: Force) -> Force:
    if _is_denied(verb):
        found = found.under(NEGATED)
    modality = syntax.modality(verb)
    if modality == "future" or (verb.lower_ in {"will", "shall"} and verb.dep_ == "ROOT"):
        return found.under(PLANNED)
    if modality == "open" and any(a.lower_ in {"would", "'d"} for a in syntax.auxiliaries(verb)):
        return found.under(PLANNED if _future_in_past(verb) else HYPOTHETICAL)
    return found if modality in {"real", "future"} else found.under(HYPOTHETICAL)


def _is_denied(verb: Token) -> bool:
    """Denied, but not "not only … but also" nor "not until"."""
    negations = [c for c in verb.children if c.lower_ in {"not", "n't"}]
    follows = {verb.doc[c.i + 1].lower_ for c in negations if c.i + 1 < len(verb.doc)}
    if follows & {"only", "just", "merely", "until"} or any(c.lower_ == "until" for c in verb.children):
        return False
    return syntax.is_negated(verb)


def _future_in_past(verb: Token) -> bool:
    """ "Would" in a report told in the past is "will": "said that it would pay", "news that it would"."""
    first = verb
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    if first.dep_ == "acl":
        return any(c.dep_ == "mark" and c.lower_ == "that" for c in first.children)
    above = first.head
    while above.tag_ == "VB" and above.dep_ in {"xcomp", "conj"} and above.head.i < above.i:
        above = above.head  # "was pleased to say that it would"
    above = above.head if above.dep_ == "acomp" else above
    return first.dep_ == "ccomp" and above.tag_ in {"VBD", "VBN", "VBG"}


def _denied_report(above: Token, found: Force) -> Force:
    """A denied report asserts nothing about its content, nor the contrary."""
    return found.under(HYPOTHETICAL) if syntax.is_verb(above) and _is_denied(above) else found


def _conditions(parsed: Parsed, cues: Cues, verb: Token, found: Force) -> Force:
    if _opens_condition(parsed, cues, syntax.extent(verb)[0], verb) and verb.dep_ in {"advcl", "pcomp", "ccomp"}:
        return found.under(HYPOTHETICAL)
    for clause in verb.children:
        if clause.dep_ not in {"advcl", "prep", "acl", "npadvmod", "amod", "acomp", "advmod"}:
            continue
        first, after = syntax.extent(clause)
        if after - first > 1 and _opens_condition(parsed, cues, first, clause):
            found = replace(found, condition=found.condition or parsed.span(first, after))
            if not _is_past(verb) or parsed.words[first] in MANDATORY:
                found = found.under(HYPOTHETICAL)
    return found


def _opens_condition(parsed: Parsed, cues: Cues, first: int, head: Token) -> bool:
    match = cues.at(parsed.lemmas, parsed.words, first)
    if match and match[0] == "condition":
        return first < head.i or parsed.words[first] not in {"once"}
    inverted = parsed.words[first] in {"should", "were", "had"} and parsed.doc[first].head.i == head.i
    return inverted and head.dep_ == "advcl" and first < head.i


def _is_past(verb: Token) -> bool:
    if syntax.modality(verb) != "real":
        return False
    return verb.tag_ == "VBD" or any(a.tag_ == "VBD" or a.lemma_ == "have" for a in syntax.auxiliaries(verb))
