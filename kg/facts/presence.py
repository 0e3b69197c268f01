"""Who was present, told from behind: "Also present were A and B", "on the Peruvian side, C", "the host is D".

Such a sentence names people behind its verb or beside the side they are on; the event is one it names, or that in play.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import actors, lists
from kg.facts.attendance import act_for, members, party_in
from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.facts.phrases import EVENTS

OPENING = 14  # tokens before the verb of such a sentence
BEHIND = 12  # tokens between the verb and the first person
BEING = frozenset({"was", "were", "is", "are"})
MARKS = frozenset({",", ":", "by", "-", "were", "was"})


def presences(ctx: Context, nouns: dict[int, Happening]) -> Iterator[Happening]:
    """The tellings of sentences that say who was there, in text order; an event that such a sentence names is told."""
    for sentence in ctx.parsed.sentences:
        found = _introduced(ctx, sentence.start, sentence.end)
        if found is None:
            yield from _beside(ctx, sentence.start, sentence.end)
            continue
        spots = range(sentence.start, found.head)
        named = next((nouns[i] for k in spots for i in ctx.mentions.at(k, EVENTS) if i in nouns), None)
        if named is None:
            yield found
        else:
            for actor, role in found.actors.items():
                named.join((actor,), role)
            named.sides.update(found.sides)
            named.told, named.status = True, named.status or "held"


def _introduced(ctx: Context, first: int, end: int) -> Happening | None:
    """ "Among the participants were A, B", "Representing Chile was C": people behind the verb, none before it."""
    words = ctx.parsed.words
    verb = next((k for k in range(first, min(first + OPENING, end)) if words[k] in BEING), None)
    role = _role(ctx, first, verb) if verb is not None else None
    if verb is None or role is None or any(ctx.mentions.at(k, actors.PEOPLE) for k in range(first, verb)):
        return None
    begin = next((k for k in range(verb + 1, min(verb + BEHIND, end)) if ctx.mentions.at(k, actors.PEOPLE)), None)
    if begin is None or any(ctx.parsed.doc[k].pos_ in {"VERB", "AUX"} for k in range(verb + 1, begin)):
        return None
    stop = ctx.parsed.block_tokens[ctx.parsed.block_of[verb]][1]
    found = Happening("", verb, first, end, anaphor=True)
    found.join(_people(ctx, verb + 1, stop), role)
    act_for(ctx, found, tuple(found.actors), party_in(ctx, first, verb))
    return found


def _people(ctx: Context, first: int, stop: int) -> tuple[int, ...]:
    """The people named up to a full stop, or a semicolon behind which another clause begins."""
    marks = (k for k in range(first, stop) if ctx.parsed.words[k] in {".", ";"})
    end = next((k for k in marks if ctx.parsed.words[k] == "." or _is_clause(ctx, k + 1, stop)), stop)
    return members(ctx, first, end)


def _is_clause(ctx: Context, first: int, stop: int) -> bool:
    until = next((k for k in range(first, stop) if ctx.parsed.words[k] in {".", ";"}), stop)
    return ctx.parsed.has_finite(first, until)


def _role(ctx: Context, first: int, verb: int) -> str | None:
    """As what somebody was there, if the words before the verb say so: "the host is", "also present were"."""
    lemmas, words = ctx.parsed.lemmas, ctx.parsed.words
    company, verbs, roles = (ctx.lexicon.cues(s) for s in ("event-company", "event-verbs", "roles"))
    for k in range(first, verb):
        held = roles.at(lemmas, words, k)
        if held is not None and ctx.parsed.doc[k].pos_ == "NOUN":
            return held[0]
        here, doing = company.at(lemmas, words, k), verbs.at(lemmas, words, k)
        if (here is not None and here[0] == "company") or (doing is not None and doing[0] == "attend"):
            return "participant"
    return None


def _beside(ctx: Context, first: int, end: int) -> Iterator[Happening]:
    """ "On the Peruvian side by A", "the Fijian delegation, by B": people right behind the side they are on."""
    cues = ctx.lexicon.cues("event-company")
    for k in range(first + 1, end - 1):
        company = cues.at(ctx.parsed.lemmas, ctx.parsed.words, k)
        if company is None or company[0] != "company" or ctx.parsed.words[company[1]] not in MARKS:
            continue
        at = company[1] + 1
        people = lists.list_after(ctx, at, end)[0] if _starts(ctx, at) else ()
        found = Happening("", k, first, end, anaphor=True, delegation=True)
        found.join(tuple(i for i in people if ctx.mentions[i].kind in actors.PEOPLE))
        side = party_in(ctx, max(first, k - 4), k + 1) if found.actors else None
        opens = {*ctx.parsed.words[first : first + 2]} & {"on", "from", "for"} and ctx.parsed.words[at - 1] == ":"
        if side is not None or (opens and found.actors):  # "On the Soviet side:"
            act_for(ctx, found, tuple(found.actors), side)
            yield found


def _starts(ctx: Context, at: int) -> bool:
    """Whether an official or person is named from a token on, an article apart."""
    return any(ctx.mentions.at(k, actors.PEOPLE) for k in (at, at + 1) if k < len(ctx.parsed.doc))
