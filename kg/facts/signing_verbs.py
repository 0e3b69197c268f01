"""Verbs of signing: a signing is an event of those who sign."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import actors, lists, syntax
from kg.facts.attendance import SIDES, party_key
from kg.facts.complements import instrument
from kg.facts.context import Context
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.phrases import EVENTS
from kg.facts.retell import between, tell_new, with_whom
from kg.model import Kind


def sign(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    thing = _instrument(ctx, doing)
    if thing is None and doing.who and _acting(ctx, doing):
        yield _for_a_side(ctx, doing)
        return
    if thing is None or (not doing.passive and _actor_between(ctx, doing.after, thing)):
        return
    who = doing.by or between(ctx, doing) if doing.passive else doing.who
    if not who:
        return
    found = tell_new(ctx, doing, "signing", who)
    if not doing.passive:
        found.join((*with_whom(ctx, doing), *between(ctx, doing)))
    _join_sides(ctx, doing, found)
    _absorb(ctx, doing, found, nouns)
    found.instrument = instrument(ctx, thing)
    found.anaphor = ctx.parsed.words[thing - 1] in {"the", "this"} and doing.passive
    yield found


def _for_a_side(ctx: Context, doing: Doing) -> Happening:
    """ "B signed for Peru": of an instrument that the clause before names."""
    found = tell_new(ctx, doing, "signing", doing.who)
    _join_sides(ctx, doing, found)
    found.anaphor = True
    return found


def _join_sides(ctx: Context, doing: Doing, found: Happening) -> None:
    """Let those take part for whom somebody signs: "by A for Chile and B for Peru", "on behalf of Peru by B"."""
    for first, sides, after in _acting(ctx, doing):
        before = lists.outer(ctx, first - 1)
        if ctx.parsed.words[after : after + 1] == ("by",):
            signers = lists.agents_after(ctx, after + 1)
        elif before is not None and ctx.mentions[before].kind == Kind.PERSON:
            signers = (before,)
        else:
            signers = doing.by or doing.who
        found.join((*signers, *sides))
        for person in signers if len(sides) == 1 else ():
            found.sides.setdefault(person, party_key(ctx, sides[0]))


def _acting(ctx: Context, doing: Doing) -> list[tuple[int, tuple[int, ...], int]]:
    """The phrases that say for whom somebody signs: first token, the sides, the token after them."""
    words, found = ctx.parsed.words, []
    for k in range(doing.after, doing.end):
        size = 3 if words[k : k + 3] == ("on", "behalf", "of") else 1 if words[k] in {"for", "representing"} else 0
        at = k + size + (words[k + size : k + size + 1] == ("the",))
        named = [i for i in ctx.mentions.at(at, SIDES) if party_key(ctx, i)] if size else []
        if named and not lists.is_adjective(ctx, named[-1]):
            listed, after = lists.list_after(ctx, k + size, doing.end)
            several = tuple(i for i in listed if ctx.mentions[i].kind in SIDES)
            whole = len(several) == len(listed) > 1
            found.append((k, several if whole else (named[-1],), after if whole else ctx.mentions.ranges[named[-1]][1]))
    return found


def _instrument(ctx: Context, doing: Doing) -> int | None:
    """The token at which the words for what is signed begin: object, subject of a passive, noun before a participle."""
    cues = ctx.lexicon.cues("instruments", labels=True)
    span = range(doing.after, doing.end)
    if doing.passive or doing.verb.dep_ == "relcl":
        subject = syntax.subject(doing.verb) if doing.passive else doing.verb.head
        span = (
            range(syntax.extent(subject)[0], doing.verb.i)
            if subject is not None and subject.i < doing.verb.i
            else range(0)
        )
    return next((k for k in span if cues.at(ctx.parsed.lemmas, ctx.parsed.words, k)), None)


def _absorb(ctx: Context, doing: Doing, found: Happening, nouns: dict[int, Happening]) -> None:
    """The ceremony at which something is signed is the signing ("In a virtual ceremony held today, A signed …")."""
    for k in range(doing.verb.sent.start, doing.verb.sent.end - 2):
        if ctx.parsed.words[k] in {"in", "at", "during"} and ctx.parsed.words[k + 1] in {"a", "an", "the"}:
            near = (i for j in range(k + 2, min(k + 6, len(ctx.parsed.doc))) for i in ctx.mentions.at(j, EVENTS))
            ceremony = nouns.get(next(near, -1))
            if ceremony is not None and ceremony.type in {"ceremony", "signing"} and not ceremony.named:
                found.mentions.extend(ceremony.mentions)
                found.when, found.place = (
                    found.when or ceremony.when,
                    found.place if found.place is not None else ceremony.place,
                )
                del nouns[ceremony.mentions[0]]
                return


def _actor_between(ctx: Context, first: int, thing: int) -> bool:
    return any(ctx.mentions[i].kind == Kind.PERSON for i in actors.between(ctx.mentions, first, thing))
