"""Acts that a noun carries: "both countries' commitment to making progress", "announced plans to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.facts.acts import (
    Act,
    act_taken,
    addition,
    clause_taken,
    close,
    is_cue,
    is_sum,
    lasts,
    opens_cue,
    owner,
    reach,
    verb_over,
)
from kg.facts.context import Context
from kg.facts.force import Force, force
from kg.model import Factuality

CONCEPTS = frozenset({"committed", "intends", "decided", "agreed", "calls-for"})
UNREAL = frozenset({Factuality.NEGATED, Factuality.HYPOTHETICAL})
MAKES = frozenset({"make", "give"})
AFFIRM = frozenset({"affirm", "confirm"})


def noun_acts(context: Context, first: int, after: int) -> Iterator[Act]:
    """The acts of tokens ``[first, after)`` that nouns carry."""
    cues = context.lexicon.cues("strength")
    for i in range(first, after):
        noun = context.parsed.doc[i]
        sum_ = noun.pos_ == "NUM" and is_sum(context, noun)
        if (noun.pos_ not in {"NOUN", "PROPN"} and not sum_) or noun.dep_ in {"compound", "nummod"}:
            continue
        named = is_cue(context.lexicon, "undertakings", "act-noun", noun)
        found = frames.match(context.parsed, cues, i) if named else None
        strength = found[0] if found and found[0] in CONCEPTS else None
        act = _named(context, noun, strength) if strength else _given(context, noun)
        if act is not None:
            yield act


def _named(context: Context, noun: Token, strength: str) -> Act | None:
    """A noun that names the act itself."""
    carrier = _carrier(context, noun)
    maker = _maker(noun)
    whose = possessor(noun) or maker
    taken = act_taken(noun) or (act_taken(whose) if whose is not None and whose.i > noun.i else None)
    taken = taken or (act_taken(maker.head) if maker is not None else None)
    taken = taken or (act_taken(noun.head) if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else None)
    meant = force(context.parsed, context.lexicon, carrier.i if carrier is not None else noun.i)
    told = strength != "decided" or carrier is not None  # "X's decision to" is taken for granted wherever it stands
    if told and (meant.factuality in UNREAL or meant.purpose or _is_future(carrier) or _is_topic(context, noun)):
        return None
    taken = taken or (clause_taken(noun) if whose is not None else None)
    if carrier is None and (whose is None or taken is None):
        return None
    if taken is None and (strength not in {"committed", "calls-for"} or not _has_aim(noun)):
        return None
    if lasts(context, noun) or (carrier is not None and is_cue(context.lexicon, "novelty", "continuing", carrier)):
        strength = "reaffirms"
    return _act(noun, carrier, whose, taken, strength, meant)


def _has_aim(noun: Token) -> bool:
    """ "Commitment *to* peace": read from the next word, since the parse hangs the phrase anywhere."""
    return noun.i + 1 < noun.sent.end and noun.doc[noun.i + 1].lower_ in {"to", "for"}


def _given(context: Context, noun: Token) -> Act | None:
    """What is announced and will be given or set up; support that is affirmed or confirmed."""
    verb = verb_over(noun)
    if verb is None and noun.dep_ == "nsubjpass" and syntax.agent(noun.head) is not None:
        verb = noun.head  # "a new package was announced by the UK"
    if verb is None:
        return None
    affirmed = verb.lemma_ in AFFIRM and is_cue(context.lexicon, "undertakings", "stand", noun)
    gift = is_cue(context.lexicon, "undertakings", "contribution", noun) or is_sum(context, noun)
    if not (gift or affirmed):
        return None
    announced = is_cue(context.lexicon, "undertakings", "announcement", verb)
    meant = force(context.parsed, context.lexicon, verb.i)
    if not (affirmed or announced) or meant.factuality in UNREAL or meant.purpose or _is_future(verb):
        return None
    whose = possessor(noun)
    if whose is not None and (whose.head.lower_ == "of" or (noun.like_num and whose.dep_ == "compound")):
        whose = None  # "announced the establishment of the Forum", "announced NOK 5 million"
    return _act(noun, verb, whose, act_taken(noun), "reaffirms" if affirmed else "committed", meant)


def _act(
    noun: Token, carrier: Token | None, whose: Token | None, taken: Token | None, strength: str, meant: Force
) -> Act:
    own = whose is not None and (whose.pos_ != "PRON" or carrier is None)
    by = whose if own else owner(carrier) if carrier is not None else None
    start = carrier.i if carrier is not None else min(noun.i, whose.left_edge.i if whose is not None else noun.i)
    start = noun.left_edge.i if start > noun.i else start
    end = max(noun.right_edge.i, taken.right_edge.i if taken is not None else 0) + 1
    whole = max(end, reach(carrier)[2]) if carrier is not None else end
    if end < len(noun.doc) and noun.doc[end].pos_ == "ADP":
        end = whole
    first, after = syntax.trim(noun.doc, start, close(noun, end))
    added = addition(after, syntax.trim(noun.doc, start, whole)[1])
    other = whose.i if whose is not None and not own else None
    at = by.i if by is not None else None
    return Act(strength, noun.i, first, after, noun.i + 1, at, "noun", meant, by is None, other, added=added)


def _carrier(context: Context, noun: Token) -> Token | None:
    """The verb that voices the noun: "expressed their determination", "made clear his commitment"."""
    verb = verb_over(noun)
    if verb is None and noun.dep_ in {"nsubj", "dobj"} and noun.head.lower_ == "clear":
        verb = noun.head.head
    if verb is None and noun.dep_ == "nsubjpass":
        verb = noun.head  # "agreement was reached to"
    return verb if verb is not None and _carries(context, verb) else None


def _carries(context: Context, verb: Token) -> bool:
    return opens_cue(context, "undertakings", verb) in {"carrier", "announcement", "giving"}


def _is_future(verb: Token | None) -> bool:
    return verb is not None and bool({a.lower_ for a in syntax.auxiliaries(verb)} & syntax.FUTURE)


def _is_topic(context: Context, noun: Token) -> bool:
    """Whether the noun is only what was talked about."""
    at = noun
    while at.dep_ in {"conj", "pobj", "prep", "dobj", "pcomp"} and at.head.i != at.i:
        at = at.head
        if syntax.is_verb(at):
            return opens_cue(context, "agenda-verbs", at) is not None
    return False


def possessor(noun: Token) -> Token | None:
    """Whose a noun is: "Kenya's commitment", "the U.S. commitment", "a commitment by the Ministry"."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in {"compound", "nmod", "amod"} and _is_name(child)):
            return child
        named = [c for c in child.children if c.dep_ == "compound" and _is_name(c)]
        if child.dep_ == "compound" and named:
            return named[0]  # "the U.S. government commitment"
    for child in noun.children:
        if child.lower_ == "in" and noun.ent_type_ == "MONEY":
            gift = next((c for c in child.children if c.dep_ == "pobj"), None)
            return possessor(gift) if gift is not None else None  # "$20 million in funding from …"
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and (child.lower_ != "of" or found.pos_ == "PROPN"):
                return found
    return None


def _maker(noun: Token) -> Token | None:
    """Who made it: "the pledge *President Diaz* made last year to donate"."""
    made = next((c for c in noun.children if c.dep_ == "relcl" and c.lemma_ in MAKES and c.i > noun.i), None)
    return syntax.subject_child(made) if made is not None and not syntax.is_passive(made) else None


def _is_name(word: Token) -> bool:
    return word.pos_ == "PROPN" or (word.pos_ == "ADJ" and word.text[:1].isupper())
