"""Legal force, where the text says so: legally binding, politically binding, expressly not binding, or not stated.

Kept apart from the strength of the verb. A treaty that is in force binds; otherwise nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.acts import Act
from kg.facts.context import Context
from kg.facts.contracting import Known
from kg.facts.instruments import Instrument, root

UNKNOWN = "unknown"
TAKEN_UP = frozenset({"it", "this"})


def of_instrument(context: Context, known: Known) -> str:
    """Concept of dipv:bindingness for an instrument: as its adjectives or a clause about it say."""
    said = (b for t in known.mentions for b in (_marked(context, t), _said(context, t)) if b)
    in_force = known.status == "in-force" and any(t.type == "treaty" for t in known.mentions)
    return next(said, "legal" if in_force else UNKNOWN)


def of_act(context: Context, act: Act) -> str:
    """Concept of dipv:bindingness for a commitment: its instrument's, or that of the adjectives before its noun."""
    if act.instrument is not None:
        return act.instrument.bindingness
    noun = context.parsed.doc[act.head]
    start = noun.left_edge.i if act.form == "noun" else noun.i
    return next(_cues(context, start, noun.i), UNKNOWN)


def _marked(context: Context, thing: Instrument) -> str | None:
    """What stands before the noun: "a legally binding treaty"; denied where it is said that it is none."""
    noun = root(context.parsed.doc, thing)
    found = next(_cues(context, min(noun.left_edge.i, thing.first), thing.head + 1), None)
    verb = noun.head if noun.dep_ == "attr" else None
    denied = verb is not None and syntax.is_negated(verb)
    return "none" if denied and found is not None else found


def _said(context: Context, thing: Instrument) -> str | None:
    """What the clause says of which the instrument is the subject, or the next one about "it"."""
    noun = root(context.parsed.doc, thing)
    verbs = [noun.head] if noun.dep_ in syntax.SUBJECTS else []
    end = context.parsed.sentence(noun.i).end
    following = context.parsed.sentence(end).root if end < len(context.parsed.doc) else None
    subject = syntax.subject_child(following) if following is not None else None
    if following is not None and subject is not None and subject.lower_ in TAKEN_UP:
        verbs.append(following)
    return next((c for v in verbs for c in _of_clause(context, v)), None)


def _of_clause(context: Context, verb: Token) -> Iterator[str]:
    """The wording between a verb and the end of its clause, with its auxiliaries and negation."""
    start = min([verb.i, *(a.i for a in syntax.auxiliaries(verb) if a.i >= verb.sent.start)])
    yield from _cues(context, start, verb.sent.end)


def _cues(context: Context, first: int, after: int) -> Iterator[str]:
    lemmas, words = context.parsed.lemmas[first:after], context.parsed.words[first:after]
    found = sorted(context.lexicon.cues("bindingness").scan(lemmas, words), key=lambda f: f[0] != "none")
    yield from (concept for concept, _, _ in found)
