"""What an act is worth: the G7/G20 Research Group's criteria, its novelty, the principles it invokes.

The criteria are those of the commitments manual of the G7 and G20 Research Groups: discrete, specific, publicly
expressed, collectively agreed, future-oriented, measurable. Each is judged by itself.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.acts import Act, act_taken, is_cue, object_taken
from kg.facts.context import Context
from kg.model import Kind

FUTURE = frozenset({"signed", "decided", "agreed", "committed", "intends", "shared-position"})
PLURAL = frozenset({"NNS", "NNPS"})
TARGETS = (Kind.ORGANIZATION, Kind.PLACE, Kind.EVENT, Kind.COUNTRY)


def criteria(context: Context, act: Act, by: tuple[int, ...], *, dated: bool, paid: bool) -> tuple[str, ...]:
    """The criteria an act meets, in the order of the manual. ``dated``: has a deadline; ``paid``: names an amount."""
    named = bool(context.mentions.within(act.content, act.after, TARGETS)) and _is_concrete(context, act)
    figures = any(t.like_num for t in context.parsed.doc[act.content : act.after])
    met = {
        "discrete": _is_discrete(context, act),
        "specific": act.strength == "signed" or dated or paid or named,
        "public": True,
        "collective": _is_collective(context, by),
        "future": act.strength in FUTURE,
        "measurable": dated or paid or (figures and _is_concrete(context, act)),
    }
    return tuple(name for name, holds in met.items() if holds)


def _is_concrete(context: Context, act: Act) -> bool:
    """Whether the act is to do something, not only to hold a view or to support."""
    return act.strength in FUTURE - {"shared-position"} and act_of(context, act) is not None


def act_of(context: Context, act: Act) -> Token | None:
    """The verb of what is to be done."""
    head = context.parsed.doc[act.head]
    return head if act.form in {"future", "item"} and syntax.is_verb(head) else act_taken(head)


def _is_discrete(context: Context, act: Act) -> bool:
    """One act on one thing: no second verb, no plural object."""
    verb = act_of(context, act) or context.parsed.doc[act.head]
    thing = object_taken(verb)
    several = any(c.dep_ == "conj" for c in verb.children)
    return not several and thing is not None and thing.tag_ not in PLURAL


def _is_collective(context: Context, by: tuple[int, ...]) -> bool:
    """Several actors, or a body of states that acts as one."""
    heads = {h for i in by for h in context.mentions.heads(i)}
    return len(heads) > 1 or any(context.mentions[h].org_kind in {"bloc", "igo"} for h in heads)


def novelty(context: Context, act: Act) -> str:
    """Concept of dipv:novelty: repeated, continuing, new or unknown."""
    if act.strength == "reaffirms":
        return "repeated"
    words = [context.parsed.doc[act.head], *context.parsed.doc[act.content : min(act.after, act.content + 4)]]
    found = {c for w in words for c in ("continuing", "new") if is_cue(context.lexicon, "novelty", c, w)}
    if "continuing" in found:
        return "continuing"
    return "new" if "new" in found or act.strength == "signed" else "unknown"


def principles(context: Context, act: Act) -> tuple[str, ...]:
    """The principles that the words of an act invoke, in text order."""
    lemmas, words = context.parsed.lemmas[act.first : act.after], context.parsed.words[act.first : act.after]
    found = context.lexicon.cues("principles", labels=True).scan(lemmas, words)
    return tuple(dict.fromkeys(concept for concept, _, _ in found))
