"""Verbs of events that a noun names: "held", "hosted", "launched", "took place", "postponed"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import actors, lists, syntax
from kg.facts.attendance import attended
from kg.facts.ceremonies import solemnise
from kg.facts.circumstances import events_of
from kg.facts.complements import seat_of
from kg.facts.context import Context
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.meetings import TALKED, meet, receive
from kg.facts.numbered import numbered
from kg.facts.phrases import EVENTS
from kg.facts.retell import between, objects, tell, with_whom
from kg.facts.subjects import PERSONAL
from kg.model import Kind


def hold(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    subject = syntax.subject(doing.verb)
    lemma = doing.verb.lemma_
    own = ctx.mentions.at(subject.i, EVENTS) if subject is not None else ()
    if own and set(events_of(ctx, doing)) <= set(own) and lemma not in {"have", "make", "pay"}:
        yield from happen(ctx, doing, nouns)
        return
    events = _objects(ctx, doing, nouns)
    if not events:
        yield from _without_noun(ctx, doing, nouns)
    for event in events:
        if not event.unreal:
            _held(ctx, doing, event)


def _objects(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> list[Happening]:
    """The events that the verb says were held."""
    lemma = doing.verb.lemma_
    events = [nouns[i] for i in events_of(ctx, doing) if i in nouns]
    if lemma in {"have", "make", "pay"}:
        events = [e for e in events if e.type in TALKED | {"visit"} and not e.named]
    return [
        e
        for e in events
        if not (e.several and e.type not in {"meeting", "dialogue"} and not (e.type == "visit" and len(doing.who) > 1))
        and not (lemma == "engage" and (e.named or not (e.actors or e.unnamed)))
    ]


def _without_noun(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    """What is held without an event noun: bodies convene, guests are hosted, hospitals opened, numbered things held."""
    lemma = doing.verb.lemma_
    if not doing.passive and not list(syntax.children(doing.verb, "dobj")):
        yield from meet(ctx, doing, nouns) if lemma in {"convene", "reconvene"} else ()
        return
    new = numbered(ctx, doing)
    subject = syntax.subject(doing.verb)
    if doing.by and subject is not None and subject.lower_ == "it":
        yield from attended(ctx, doing, nouns)
    elif new is not None:
        _held(ctx, doing, new)
        yield new
    elif lemma == "host":
        yield from receive(ctx, doing, nouns)
    else:
        yield from solemnise(ctx, doing, nouns)


def _held(ctx: Context, doing: Doing, event: Happening) -> None:
    """Who held or hosted an event, with whom, where and when, as the clause says."""
    lemma = doing.verb.lemma_
    who = doing.by if doing.passive else doing.who
    subject = syntax.subject(doing.verb) if lemma == "host" else None
    seat = ctx.mentions.at(subject.i, frozenset({Kind.PLACE})) if subject is not None else ()
    event.place = seat[-1] if seat and event.place is None else event.place
    if event.place is None and lemma == "host":
        event.seat = seat_of(ctx, who)
    host = "host" if doing.role == "host" or lemma in {"convene", "organise", "organize"} else "participant"
    event.join(who, host)
    if host == "host" and who and event.host is None:
        event.host = who[0]
    if doing.passive:
        event.join(_parties(ctx, doing, event))
    else:
        event.join((*_guests(ctx, doing, event), *(with_whom(ctx, doing) if event.type in TALKED else ())))
    tell(ctx, doing, event)


def _parties(ctx: Context, doing: Doing, event: Happening) -> tuple[int, ...]:
    """Between whom, or with whom, talks were held; with the latter, whoever had them."""
    others = between(ctx, doing)
    alone = others and not doing.by and event.type in TALKED
    return (*others, *_unsaid(ctx, doing)) if alone else others


def _unsaid(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """With whom "talks were also held with B": the one person who is the subject of the sentence before it."""
    begin = ctx.parsed.sentence(doing.verb.i).start
    if begin == 0 or ctx.parsed.words[doing.after : doing.after + 1] == ("between",):
        return ()
    before = ctx.parsed.sentence(begin - 1)
    own = syntax.subject_child(before.root)
    if own is None or ctx.parsed.block_of[before.start] < ctx.parsed.block_of[begin] - 1:
        return ()
    found = lists.listed(ctx, *syntax.extent(own))
    return found if len(found) == 1 and ctx.mentions[found[0]].kind in actors.PEOPLE else ()


def _guests(ctx: Context, doing: Doing, event: Happening) -> tuple[int, ...]:
    """ "hosted A and B for the Dialogue": the persons between the verb and the event."""
    found = lists.list_after(ctx, doing.after, min(doing.end, event.head))[0] if doing.verb.lemma_ == "host" else ()
    return tuple(i for i in found if ctx.mentions[i].kind in PERSONAL | {Kind.ORGANIZATION})


def cancel(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        if i in nouns:
            nouns[i].unreal = True
    yield from ()


def postpone(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        if i in nouns:
            nouns[i].status = nouns[i].status or "planned"
    yield from ()


def happen(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        event = nouns.get(i)
        if event is not None and not event.unreal:
            event.join(_parties(ctx, doing, event))
            hosting = doing.role == "host" or doing.verb.lemma_ in {"convene", "organise", "organize", "hold"}
            event.join(doing.by, "host" if hosting else "participant")
            if doing.verb.lemma_ == "host" and doing.by:
                event.seat = seat_of(ctx, doing.by)
            if ctx.parsed.words[doing.first : doing.after][-1:] == ("together",):
                event.join(objects(ctx, doing)[0])
            tell(ctx, doing, event)
    new = numbered(ctx, doing) if not events_of(ctx, doing) else None
    if new is not None:
        new.join(doing.by, "host" if doing.role == "host" else "participant")
        tell(ctx, doing, new)
        yield new
