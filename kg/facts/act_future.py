"""Acts told with "will" and "shall", and gifts under way: what somebody says it will do itself."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.act_nouns import possessor
from kg.facts.acts import (
    Act,
    act_taken,
    addition,
    is_cue,
    is_talk,
    object_taken,
    opens_cue,
    owner,
    reach,
)
from kg.facts.context import Context
from kg.facts.force import Force, force
from kg.facts.schedule import is_scheduled
from kg.model import Factuality


def future_acts(context: Context, first: int, after: int) -> Iterator[Act]:
    """The acts of tokens ``[first, after)`` told with "will" or "shall", and gifts told in the progressive."""
    for i in range(first, after):
        word = context.parsed.doc[i]
        if word.dep_ == "aux" and word.lower_ in syntax.TO_COME:
            act = _told(context, word, word.head)
        elif word.tag_ == "VBG" and word.dep_ not in {"amod", "compound"}:
            act = _under_way(context, word)
        else:
            act = None
        if act is not None:
            yield act


def _told(context: Context, will: Token, verb: Token) -> Act | None:
    meant = force(context.parsed, context.lexicon, verb.i)
    if not _counts(will, verb, meant) or _takes_force(context, verb):
        return None
    passive = syntax.is_passive(verb)
    subject = owner(verb)
    whose = _giver(subject)
    spoken = _announced(context, verb, whose)
    if passive and whose is None:
        if not is_cue(context.lexicon, "undertakings", "setting-up", verb):
            return None
    elif spoken is None and (is_scheduled(context, verb) or is_talk(context, verb)):
        return None
    _, core, end = reach(verb)
    if not passive and core <= verb.i + 1 and verb.sent[-1].text != ":":
        return None  # "what it will purchase"
    first, after = syntax.trim(verb.doc, will.i, core)
    added = addition(after, max(end, _with_next(verb)))
    added = (*_thing(verb, will), *added) if passive or whose is not subject else added
    told = "decided" if will.lower_ == "shall" else "intends" if _aims(context, verb) else "committed"
    strength = spoken or told
    by = whose.i if whose is not None else None
    return Act(strength, verb.i, first, after, will.i + 1, by, "future", meant, passive and by is None, added=added)


def _takes_force(context: Context, verb: Token) -> bool:
    """ "Will enter into force": told of an instrument, not undertaken."""
    found = context.lexicon.cues("agr-status").at(context.parsed.lemmas, context.parsed.words, verb.i)
    return found is not None and found[0] == "in-force" and found[1] > verb.i + 2


def _giver(subject: Token | None) -> Token | None:
    """Whose a sum is that will do something: "$2 million in *U.S.* aid will support"; else the subject itself."""
    whose = possessor(subject) if subject is not None and subject.ent_type_ == "MONEY" else None
    return whose if whose is not None else subject


def _with_next(verb: Token) -> int:
    """The token after the verbs that share the auxiliary: "will pay *and send experts*"."""
    shared = [c for c in syntax.children(verb, "conj") if c.tag_ == verb.tag_ == "VB" and _is_bare(c)]
    return max((reach(c)[1] for c in shared), default=0)


def _is_bare(verb: Token) -> bool:
    return syntax.subject_child(verb) is None and not any(True for _ in syntax.children(verb, "aux", "auxpass"))


def _announced(context: Context, verb: Token, whose: Token | None) -> str | None:
    """The strength of words that a first person will say: "I will reaffirm …", "we will ask others to …"."""
    if whose is None or whose.lower_ not in {"i", "we"} or (act_taken(verb) is None and object_taken(verb) is None):
        return None
    found = opens_cue(context, "strength", verb)
    return found if found in {"reaffirms", "calls-for"} else None


def _thing(verb: Token, will: Token) -> tuple[tuple[int, int], ...]:
    """What a passive says will be done with: its subject."""
    subject = syntax.subject_child(verb)
    if subject is None or subject.left_edge.i >= will.i:
        return ()
    return (syntax.trim(verb.doc, subject.left_edge.i, will.i),)


def _counts(will: Token, verb: Token, meant: Force) -> bool:
    subject = syntax.subject_child(verb)
    inverted = subject is not None and will.i < subject.i < verb.i  # "will the government pay?"
    if verb.dep_ in {"relcl", "advcl"} or meant.purpose or inverted or not syntax.is_verb(verb):
        return False
    if will.lower_ in {"would", "'d"} and (
        meant.factuality != Factuality.PLANNED or verb.lemma_ in {"like", "welcome"}
    ):
        return False
    if meant.factuality == Factuality.HYPOTHETICAL:
        return meant.condition is not None
    return True


def _aims(context: Context, verb: Token) -> bool:
    """ "Will aim to" intends; "will seek to" and "will work to" commit."""
    return opens_cue(context, "strength", verb) == "intends" and verb.lemma_ != "seek"


def _under_way(context: Context, verb: Token) -> Act | None:
    """ "Is giving $500,000", "announced it was donating 16 million doses"."""
    if not any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children):
        return None
    if not is_cue(context.lexicon, "undertakings", "giving", verb):
        return None
    thing = next(syntax.children(verb, "dobj"), None)
    whose = owner(verb)
    if thing is None or whose is None or not any(t.like_num for t in thing.subtree):
        return None
    meant = force(context.parsed, context.lexicon, verb.i)
    if meant.factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}:
        return None
    first, after, end = reach(verb)
    start = min(first, *(c.i for c in verb.children if c.dep_ == "aux"))
    return Act("committed", verb.i, start, after, verb.i + 1, whose.i, "future", meant, added=addition(after, end))
