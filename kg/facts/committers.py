"""Whose an act is: the actors behind a subject, a possessor or "it was agreed"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.facts import actors, syntax
from kg.facts.act_nouns import possessor
from kg.facts.acts import Act, is_cue, object_taken
from kg.facts.context import Context
from kg.model import Kind

THIRD_PERSON = frozenset({"their", "its", "his", "her"})
FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my"})


def committers(context: Context, act: Act, earlier: Sequence[tuple[Act, tuple[int, ...]]]) -> tuple[int, ...]:
    """The mentions of those who commit themselves; nothing where the text does not say, or says it of nobody known."""
    ways = (_owned(context, act), _of_owner(context, act), _theirs(context, act, earlier))
    if act.impersonal:
        ways = (*ways, _standing(context, act, earlier))
    return next((found for found in ways if actors.resolved(context.mentions, found)), ())


def _owned(context: Context, act: Act) -> tuple[int, ...]:
    """The possessor of what is reaffirmed: "she reaffirmed *the U.S.* commitment to X"."""
    if act.strength != "reaffirms" or act.form != "verb":
        return ()
    thing = object_taken(context.parsed.doc[act.head])
    if thing is None or not is_cue(context.lexicon, "undertakings", "position", thing):
        return ()
    whose = possessor(thing)
    if whose is None or whose.pos_ == "PRON" or whose.dep_ in {"prep", "pobj"}:
        return ()
    return actors.actors(context.mentions, context.lexicon, whose)


def _of_owner(context: Context, act: Act) -> tuple[int, ...]:
    if act.owner is None:
        return ()
    word = context.parsed.doc[act.owner]
    found = actors.actors(context.mentions, context.lexicon, word)
    if act.form == "future" and not _speaks_for_itself(context, found, word):
        return ()
    return found


def _theirs(context: Context, act: Act, earlier: Sequence[tuple[Act, tuple[int, ...]]]) -> tuple[int, ...]:
    """ "Their intention", the word itself unresolved: those of the act before it, else the sentence's subject."""
    if act.owner is None or context.parsed.words[act.owner] not in THIRD_PERSON:
        return ()
    start = context.parsed.sentence(act.head).start
    before = next((found for other, found in reversed(earlier) if other.head >= start and found), ())
    return before or actors.actors(
        context.mentions, context.lexicon, syntax.subject(context.parsed.sentence(start).root)
    )


def _speaks_for_itself(context: Context, found: Sequence[int], word: Token) -> bool:
    """A person's "will" is a programme, unless it is said in the first person; a country's or a body's commits it."""
    if word.lower_ in FIRST_PERSON:
        return True
    mentions = [context.mentions[h] for i in found for h in context.mentions.heads(i)]
    if word.pos_ == "NOUN" or (mentions and context.mentions[found[0]].kind == Kind.GROUP):
        return True
    return not any(m.kind in {Kind.PERSON, Kind.OFFICE} for m in mentions)


def _standing(context: Context, act: Act, earlier: Sequence[tuple[Act, tuple[int, ...]]]) -> tuple[int, ...]:
    """ "It was agreed": those who made the act before it, in the same paragraph or the one before."""
    block = context.parsed.block_of[act.head]
    for other, found in reversed(earlier):
        if block - context.parsed.block_of[other.head] > 1:
            break
        if found:
            return found
    return ()
