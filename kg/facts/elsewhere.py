"""Whose an act is, where its own sentence does not say: those who met, who were defined, who issue the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.facts import actors, assembly, lists, syntax
from kg.facts.acts import Act, is_heading
from kg.facts.context import Context
from kg.model import Agreement, Event, How, Kind, Participation, Statement

FIRST_PERSON = frozenset({"i", "we", "us", "our", "ours", "my"})
MEETINGS = frozenset({"meeting", "call", "dialogue", "summit", "visit", "conference", "signing"})
BODIES = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP)
SINGULAR = frozenset({"i", "my", "government"})
COUNTED = frozenset({"two", "both", "pair", "duo", "three", "trio"})
EDGE = 6  # blocks at the beginning and the end of a text that may name its author
DEFINING = 8  # tokens between brackets that may define a name for those before
Earlier = Sequence[tuple[Act, tuple[int, ...]]]
"""The acts before this one in the text, with their committers."""
Way = Callable[[Context, Act, Earlier], tuple[int, ...]]


def assembled(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "Leaders", "the Meeting": the body or the states whose meeting the text is about."""
    if act.owner is None or act.form != "verb":
        return ()
    word = context.parsed.doc[act.owner]
    return assembly.assembled(context) if assembly.speaks_as_one(context, word) else ()


def gathered(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """Those who took part in a conference or dialogue that is said to agree; whoever was in the chair is not all."""
    if act.owner is None or act.form != "verb":
        return ()
    here = set(context.mentions.at(act.owner, (Kind.EVENT,)))
    event = next((e for e in context.found(Event) if here & set(e.mentions)), None)
    parts = _participants(context, event, chairs=False) if event is not None else []
    states = [i for i in parts if context.mentions[i].kind == Kind.COUNTRY]
    bodies = [i for i in parts if context.mentions[i].kind in BODIES]
    return tuple(states if len(states) > 1 else bodies or parts)


def defined(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "The Participants", where the text has defined them in brackets behind their names."""
    if act.owner is None:
        return ()
    words = context.parsed.words
    name = words[act.owner]
    for k in range(act.owner):
        if words[k] == "(" and name in words[k + 1 : k + DEFINING] and ")" in words[k + 1 : k + DEFINING]:
            begin = context.parsed.sentence(k).start
            return lists.listed(context, lists.list_before(context, k, begin), k)
    return ()


def met(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "They", "the two leaders", left open: those who took part in the last meeting told before.

    A meeting of named persons is preferred, since leaders agree; then the states and bodies that met.
    """
    if act.owner is None or not (is_open_plural(context, act.owner) or _is_those_present(context, act)):
        return ()
    found = who_met(context, context.parsed.starts[act.first])
    word = context.parsed.doc[act.owner]
    voices = act.form == "verb" and (assembly.is_gathering(context, word) or assembly.is_of_those(context, word))
    return found or (assembly.assembled(context) if voices else ())


def _is_those_present(context: Context, act: Act) -> bool:
    """ "The two", "the pair", "the meeting": those present, as the subject of a verb of undertaking."""
    if act.owner is None or act.form != "verb":
        return False
    word = context.parsed.doc[act.owner]
    if word.lower_ in COUNTED:
        return not any(True for _ in syntax.prepositional(word, "of"))
    known = any(c.lower_ in {"the", "this"} for c in syntax.children(word, "det"))
    return known and assembly.is_gathering(context, word)


def who_met(context: Context, before: int) -> tuple[int, ...]:
    """Those who took part in the last meeting told before a character."""
    told = [_participants(context, e, chairs=e.type != "conference") for e in _meetings(context, before)]
    persons = [[i for i in parts if context.mentions[i].kind == Kind.PERSON] for parts in told]
    several = (tuple(p) for p in (*persons, *told) if len({h for i in p for h in context.mentions.heads(i)}) > 1)
    return next(several, ())


def _meetings(context: Context, before: int) -> Iterator[Event]:
    """The meetings told before a character, the last first."""
    told = (e for e in context.found(Event) if e.type in MEETINGS and e.status != "planned")
    yield from sorted((e for e in told if e.evidence[0].start < before), key=lambda e: -e.evidence[0].start)


def _participants(context: Context, event: Event, *, chairs: bool = True) -> list[int]:
    parts = (p for p in context.found(Participation) if p.event == event.id)
    return [p.participant for p in parts if chairs or p.role != "chair"]


def is_open_plural(context: Context, owner: int) -> bool:
    """Whether a word stands for several whom no mention tells: "they", "the Leaders", "the Secretary and Ministers"."""
    word = context.parsed.doc[owner]
    if word.lower_ in {"they", "both"} or not is_whole(context, owner):
        return True
    groups = context.mentions.at(owner, (Kind.GROUP,))
    if any(context.mentions[i].how == How.OPEN for i in groups):
        return True
    plural = word.tag_ in {"NNS", "NNPS"} and not context.mentions.at(owner)
    return plural and word.lemma_.lower().rstrip("s") in context.lexicon.words("groups", "leaders")


def leaders(context: Context, act: Act) -> tuple[int, ...]:
    """ "The two leaders" are the persons who met, also where the mention was read as their states, or as others'."""
    if act.owner is None:
        return ()
    word = context.parsed.doc[act.owner]
    if word.tag_ not in {"NNS", "NNPS"} or word.lemma_.lower() not in context.lexicon.words("groups", "leaders"):
        return ()
    groups = context.mentions.at(act.owner, (Kind.GROUP,))
    heads = [context.mentions[h].kind for i in groups for h in context.mentions.heads(i)]
    found = who_met(context, context.parsed.starts[act.first])
    persons = len(found) > 1 and all(context.mentions[i].kind == Kind.PERSON for i in found)
    return found if persons and Kind.COUNTRY in heads else ()


def is_whole(context: Context, owner: int) -> bool:
    """Whether every word coordinated with an owner is a known actor."""
    others = [t for t in context.parsed.doc[owner].conjuncts if t.pos_ in {"NOUN", "PROPN"}]
    return all(actors.actor(context.mentions, context.lexicon, t) for t in others)


def speaker(context: Context, act: Act, _: Earlier) -> tuple[int, ...]:
    """ "I" and "we" of a quotation: who says it; outside of one, the one person under whose name the text goes."""
    if act.owner is None or not _is_own(context, act.owner):
        return ()
    span = context.parsed.span(act.owner, act.owner + 1)
    said = [s for s in context.found(Statement) if any(q.covers(span) for q in s.quotes)]
    return said[0].speakers if said else _author(context) if context.parsed.words[act.owner] in SINGULAR else ()


def _author(context: Context) -> tuple[int, ...]:
    """The one person whom the title, the heading or the signature names."""
    blocks = context.parsed.blocks
    edges = [b for b in range(len(blocks)) if is_heading(context, b) and (b < EDGE or b >= len(blocks) - EDGE)]
    tokens = [context.parsed.block_tokens[b] for b in edges]
    named = [i for first, after in tokens for i in context.mentions.within(first, after, (Kind.PERSON,))]
    heads = {h for i in named for h in context.mentions.heads(i)}
    return tuple(named[:1]) if len(heads) == 1 else ()


def _is_own(context: Context, owner: int) -> bool:
    """The first person, or what belongs to it: "I", "my Government"."""
    word = context.parsed.doc[owner]
    own = any(c.lower_ in FIRST_PERSON for c in word.children if c.dep_ == "poss")
    return word.lower_ in FIRST_PERSON or (own and word.lemma_.lower() in context.lexicon.words("groups", "state"))


def issuer(context: Context) -> tuple[int, ...]:
    """A mention of the state that issues the text, where another mention was read by it."""
    read = (h for i, m in enumerate(context.mentions) if m.how == How.PUBLISHER for h in context.mentions.heads(i))
    keys = {k for h in read for k in context.mentions[h].keys if k.startswith("country/")}
    keys |= {
        f"country/{m.office.country}"
        for m in context.mentions
        if m.office is not None and m.office.basis == "publisher" and m.office.country
    }
    if len(keys) != 1:
        return ()
    found = (i for i, m in enumerate(context.mentions) if m.kind == Kind.COUNTRY and keys & set(m.keys))
    return tuple(found)[:1]


def standing(context: Context, act: Act, earlier: Earlier) -> tuple[int, ...]:
    """ "It was agreed": the several who made an act before it near by, else those who met or signed.

    What "will be established" may also be the work of one.
    """
    if not act.impersonal:
        return ()
    block = context.parsed.block_of[act.head]
    near = [found for other, found in reversed(earlier) if block - context.parsed.block_of[other.head] <= 1 and found]
    several = (found for found in near if len({h for i in found for h in context.mentions.heads(i)}) > 1)
    signed = [a.parties for a in context.found(Agreement) if a.status == "signed" and len(a.parties) > 1]
    alone = near[:1] if act.form != "verb" else []
    together = signed if len(signed) == 1 else [who_met(context, context.parsed.starts[act.first])]
    return next(iter((*several, *alone, *together)), ())


def as_state(context: Context, i: int) -> int:
    """An administration named after its head is the state it governs: "the Sanchez Administration" → its country."""
    mention = context.mentions[i]
    words = mention.name.split()
    if mention.kind != Kind.ORGANIZATION or not words or words[-1].lower() != "administration" or mention.country:
        return i
    names = set(" ".join(words[:-1]).replace("-", " ").split())
    heads = (m.office for m in context.mentions if m.office is not None and m.office.holder is not None)
    codes = {o.country for o in heads if o.country and names & set(_family_name(context, o.holder))}
    wanted = {f"country/{c}" for c in codes}
    found = (j for j, m in enumerate(context.mentions) if m.kind == Kind.COUNTRY and wanted & set(m.keys))
    return next(found, next(iter(issuer(context)), i)) if len(codes) <= 1 else i


def _family_name(context: Context, holder: int | None) -> list[str]:
    if holder is None:
        return []
    return [w for h in context.mentions.heads(holder) for w in context.mentions[h].name.split()[1:]]
