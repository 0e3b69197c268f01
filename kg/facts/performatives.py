"""Acts done by saying so: "would like to reaffirm", "took the opportunity to call on", "allow me to reiterate"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.facts import speech, syntax
from kg.facts.context import Context
from kg.lexicon import Lexicon

SPOKEN = frozenset({"reaffirms", "calls-for"})  # strengths that words alone have
LEAVE = frozenset({"allow", "let", "permit"})
ONESELF = frozenset({"me", "us"})
POLITE = frozenset({"may", "can", "could"})  # "May I take this opportunity to …"


def is_done_by_saying(context: Context, verb: Token) -> bool:
    """Whether an infinitive is done by the words that introduce it, though they only speak of a wish or an occasion."""
    if _asks_leave(verb):
        return True
    deed = speech.performed(context.parsed, _wording(context.lexicon), verb)
    after = deed.lemma_ == "want" and deed.tag_ == "VBD"  # "wanted to call for" says what was wanted, no more
    if deed.i == verb.i or after or syntax.is_negated(deed) or syntax.in_condition(deed):
        return False
    modals = {a.lower_ for a in syntax.auxiliaries(deed)} & (syntax.FUTURE | syntax.DUTY | syntax.OPEN_MODALS)
    own = syntax.subject_child(deed)
    asked = own is not None and own.lower_ in {"i", "we"}
    return modals <= {"would", "'d"} or (asked and modals <= POLITE)


def is_told_by_saying(context: Context, word: Token) -> bool:
    """Whether a clause is what is said by such words: "I want to assure you that Kenya *remains committed*"."""
    verb = word.head if word.dep_ in {"acomp", "oprd"} else word
    content = verb.dep_ == "ccomp" and syntax.is_verb(verb.head) and syntax.is_finite(verb)
    real = not syntax.is_negated(verb) and syntax.modality(verb) == "real"
    return content and real and is_done_by_saying(context, verb.head)


def whose_occasion(verb: Token) -> Token | None:
    """Who takes the occasion to do what an infinitive says."""
    taken = speech.occasion(verb)
    return None if taken is None else syntax.subject(taken)


def _asks_leave(verb: Token) -> bool:
    """ "Allow me to reiterate", "let us recall"."""
    own, above = syntax.subject_child(verb), verb.head
    if own is None:
        own = next(syntax.children(above, "dobj", "dative"), None)
    leave = above.lemma_.lower() in LEAVE and syntax.subject_child(above) in {None, own}
    return leave and verb.dep_ in {"ccomp", "xcomp"} and own is not None and own.lower_ in ONESELF


@cache
def _wording(lexicon: Lexicon) -> speech.Wording:
    return speech.Wording.of(lexicon)
