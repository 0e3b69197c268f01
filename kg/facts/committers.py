"""Whose an act is: the actors behind a subject, a possessor or "it was agreed"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import actors, bodies, elsewhere, lists, syntax
from kg.facts.act_nouns import possessor
from kg.facts.acts import Act, is_cue, object_taken, opens_cue
from kg.facts.context import Context
from kg.facts.elsewhere import FIRST_PERSON, Earlier, Way
from kg.facts.parties import sides_of
from kg.model import How, Kind

THIRD_PERSON = frozenset({"their", "its", "his", "her", "it", "they"})


def committers(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """The mentions of those who commit themselves; nothing where the text does not say, or says it of nobody known.

    The ways of finding them are tried in turn; the first that leads to somebody known decides.
    """
    for way in WAYS:
        found = way(context, act, earlier)
        if actors.resolved(context.mentions, found):
            found = bodies.spoken_for(context, act, found)
            states = tuple(dict.fromkeys(elsewhere.as_state(context, i) for i in found))
            return states if _may_commit(context, act, found) else ()
    return ()


def _owned(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The possessor of what is reaffirmed: "she reaffirmed *the U.S.* commitment to X"."""
    if act.strength != "reaffirms" or act.form not in {"verb", "future"}:
        return ()
    thing = object_taken(context.parsed.doc[act.head])
    if thing is None or not is_cue(context.lexicon, "undertakings", "position", thing):
        return ()
    whose = possessor(thing)
    if whose is None or whose.pos_ == "PRON" or whose.dep_ in {"prep", "pobj"}:
        return ()
    found = actors.actors(context.mentions, context.lexicon, whose)
    if not actors.resolved(context.mentions, found) and is_cue(context.lexicon, "act-words", "state", whose):
        return bodies.of_speaker(context, act, whose)  # "she reaffirmed the Administration's commitment"
    return found


def _beside_noun(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """ "Both countries' commitment to X, in particular their intention to Y": a possessive goes back to the possessor
    of the act before it in the sentence, not to others further away.
    """
    if act.form != "noun" or act.owner is None or context.parsed.words[act.owner] not in THIRD_PERSON:
        return ()
    start = context.parsed.sentence(act.head).start
    beside = (found for other, found in reversed(earlier) if other.head >= start and other.form == "noun" and found)
    found = next(beside, ())
    plural = len({h for i in found for h in context.mentions.heads(i)}) > 1
    return found if plural == (context.parsed.words[act.owner] in {"their", "they"}) else ()


def _beside_gerund(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The actors right before a participle: "with *Chad and Mali* committing to provide …"."""
    verb = context.parsed.doc[act.head]
    if verb.tag_ != "VBG" or act.form != "verb" or syntax.auxiliaries(verb):
        return ()
    first = lists.list_before(context, act.head, verb.sent.start)
    if first == act.head or context.parsed.words[first - 1 : first] != ("with",):
        return ()
    return lists.listed(context, first, act.head)


def _subject(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """Who the parse says it is; of a list that the parse broke up, the whole list before the verb."""
    if act.owner is None:
        return ()
    if not elsewhere.is_whole(context, act.owner) and elsewhere.met(context, act, earlier):
        return ()
    met = elsewhere.leaders(context, act)
    if met:
        return met
    found = actors.actors(context.mentions, context.lexicon, context.parsed.doc[act.owner])
    row = _row(context, act) if found and act.form in {"verb", "future", "item"} else ()
    return row if set(found) < set(row) and actors.resolved(context.mentions, row) else found


def _opened(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """The actors before the main verb, where the participle that opens its sentence was taken for its subject."""
    verb = context.parsed.doc[act.head]
    if verb.tag_ == "VBG" and verb.dep_ in {"nsubj", "csubj", "advcl"} and verb.head.i > verb.i:
        verb = verb.head
    elif act.owner is None or act.owner == act.head or context.parsed.doc[act.owner].tag_ != "VBG":
        return ()
    told = replace(act, verb=verb.i, owner=max(_start(context, verb) - 1, verb.sent.start))
    return _row_or_met(context, told) or _subject(context, told, earlier) or elsewhere.met(context, told, earlier)


def _row_or_met(context: Context, act: Act) -> tuple[int, ...]:
    """The actors before the verb; where they are several and not all known, those who met."""
    row = _row(context, act)
    if actors.resolved(context.mentions, row) or not row:
        return row
    several = len(row) > 1 or context.mentions[row[0]].kind == Kind.GROUP
    return elsewhere.who_met(context, context.parsed.starts[act.first]) if several else ()


def _row(context: Context, act: Act) -> tuple[int, ...]:
    """The list of actors right before the verb and its auxiliaries."""
    verb = context.parsed.doc[act.head if act.verb is None else act.verb]
    start = _start(context, verb)
    return lists.listed(context, lists.list_before(context, start, verb.sent.start), start)


def _start(context: Context, verb: Token) -> int:
    """The first token of a verb with its auxiliaries and adverbs."""
    begin, start = verb.sent.start, min([verb.i, *(a.i for a in syntax.auxiliaries(verb) if a.i >= verb.sent.start)])
    while start > begin and context.parsed.doc[start - 1].pos_ in {"ADV", "AUX"}:
        start -= 1
    return start


def _beside(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The actors right before the verb, where the parse gave it another subject or none."""
    if act.form not in {"verb", "future"} or _has_subject(context, act):
        return ()
    return _row_or_met(context, act)


def _has_subject(context: Context, act: Act) -> bool:
    """Whether the parse gives the verb a subject of its own that stands beside it."""
    own = syntax.subject_child(context.parsed.doc[act.head])
    if own is None or own.like_num or own.tag_ == "VBG":
        return False
    return own.i == act.owner or own.lower_ == "it" or own.dep_ == "nsubjpass"


def _names_somebody(context: Context, owner: int | None) -> bool:
    return owner is not None and bool(
        context.mentions.at(owner, (*actors.PEOPLE, Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP))
    )


def _above(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The subject of a verb above, where the parse hung a finite verb on a noun or participle that names nobody."""
    verb = context.parsed.doc[act.head]
    if act.form != "verb" or verb.dep_ not in {"conj", "advcl", "dep"} or _names_somebody(context, act.owner):
        return ()
    at: Token | None = verb
    for _step in range(6):
        at = syntax.governor(at) if at is not None else None
        if at is None:
            return ()
        found = actors.actors(context.mentions, context.lexicon, syntax.subject_child(at))
        if actors.resolved(context.mentions, found):
            return found
    return ()


def _theirs(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """ "Their intention", the word itself unresolved: those of the act before it, else the sentence's subject."""
    if act.owner is None or context.parsed.words[act.owner] not in THIRD_PERSON:
        return ()
    start = context.parsed.sentence(act.head).start
    before = next((found for other, found in reversed(earlier) if other.head >= start and found), ())
    root = syntax.subject(context.parsed.sentence(start).root)
    return before or actors.actors(context.mentions, context.lexicon, root)


def _pronoun(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The possessive beside the noun: "these crises underscore *our* commitment"."""
    if act.other is None:
        return ()
    return actors.actors(context.mentions, context.lexicon, context.parsed.doc[act.other])


def _partly(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """Those of several owners who are known, where the others are not."""
    if act.owner is None:
        return ()
    found = actors.actors(context.mentions, context.lexicon, context.parsed.doc[act.owner])
    return tuple(i for i in found if actors.resolved(context.mentions, (i,))) if len(found) > 1 else ()


def _apposed(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """Those named behind a plural left open: "the two Ministers, A and B, pledged …"."""
    if act.owner is None:
        return ()
    word = context.parsed.doc[act.owner]
    named = next(syntax.children(word, "appos"), None) if word.tag_ in {"NNS", "NNPS"} else None
    return actors.actors(context.mentions, context.lexicon, named)


def _on_behalf(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "On behalf of Kenya, I pledge": for whom a first person speaks."""
    if act.owner is None or context.parsed.words[act.owner] not in FIRST_PERSON:
        return ()
    start = context.parsed.sentence(act.head).start
    behalf = next((k for k in range(start, act.owner) if context.parsed.words[k] == "behalf"), None)
    named = syntax.prepositional(context.parsed.doc[behalf], "of") if behalf is not None else ()
    return next((f for t in named if (f := actors.actors(context.mentions, context.lexicon, t))), ())


def _vacant(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """The countries of officials whom the text does not name: "the Danish Foreign Minister", "the Presidents of …"."""
    if act.owner is None:
        return ()
    owner = context.parsed.doc[act.owner]
    found = actors.actors(context.mentions, context.lexicon, owner)
    offices = [context.mentions[h].office for i in found for h in context.mentions.heads(i)]
    if not offices or any(o is None or o.holder is not None or o.country is None for o in offices):
        return ()
    sides = sides_of(context)
    return tuple(dict.fromkeys(sides.first[k] for o in offices if o and (k := f"country/{o.country}") in sides.first))


WAYS: tuple[Way, ...] = (
    _owned, _beside_noun, _beside_gerund, bodies.of_named_body, _subject, _apposed, _beside, _opened, _above,
    bodies.of_state, bodies.of_body, bodies.taken_up, elsewhere.assembled, elsewhere.gathered,
    elsewhere.defined, elsewhere.met, _theirs, _pronoun, elsewhere.speaker, elsewhere.standing, _partly,
    _vacant, _on_behalf,
)  # fmt: skip


def _may_commit(context: Context, act: Act, found: Sequence[int]) -> bool:
    """A person's "will" is a programme, unless it is said in the first person; a country's or a body's commits it."""
    if act.form != "future" or act.owner is None:
        return True
    word = context.parsed.doc[act.owner]
    if opens_cue(context, "instruments", word) is not None:
        return False  # "this treaty will strengthen …"
    if word.lower_ in FIRST_PERSON or word.pos_ == "NOUN" or context.mentions[found[0]].kind == Kind.GROUP:
        return True
    heads = [context.mentions[h] for i in found for h in context.mentions.heads(i)]
    return not any(m.kind in actors.PEOPLE and m.how != How.OPEN for m in heads)
