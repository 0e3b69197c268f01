"""Ceremonies told by what is done at them: "inaugurated the hospital", "laid a wreath", "presented her credentials"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import lists, syntax
from kg.facts.context import Context
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.retell import tell_new
from kg.facts.subjects import PERSONAL


def solemnise(ctx: Context, doing: Doing, _: dict[int, Happening]) -> Iterator[Happening]:
    """A ceremony of the persons who do it; a state that opens an embassy holds none by that."""
    lemma = (doing.verb.lemma_.lower(),)
    deed = ctx.lexicon.cues("event-deeds").at(lemma, lemma, 0)
    who = doing.by if doing.passive else doing.who
    who = tuple(i for i in who if ctx.mentions[i].kind in PERSONAL)
    thing = syntax.subject(doing.verb) if doing.passive else next(syntax.children(doing.verb, "dobj"), None)
    if deed is None or not who or thing is None:
        return
    cues = ctx.lexicon.cues("event-objects")
    spots = range(thing.left_edge.i, thing.i + 1)
    found = [m for k in spots if (m := cues.at(ctx.parsed.lemmas, ctx.parsed.words, k)) and m[1] > thing.i]
    if not found or found[0][0] != deed[0]:
        return
    ceremony = tell_new(ctx, doing, "ceremony", who)
    if deed[0] == "presented":
        to = next((k for k in range(doing.after, doing.end) if ctx.parsed.words[k] == "to"), None)
        ceremony.join(lists.list_after(ctx, to + 1, doing.end)[0] if to is not None else ())
    yield ceremony
