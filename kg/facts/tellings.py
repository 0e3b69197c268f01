"""All tellings of events in a text: what nouns say by themselves, and what verbs tell or add."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.facts import actors, lists, syntax
from kg.facts.attendance import attendance_lists, attended, listed
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.doings import Doing, circumstances, doings, events_of
from kg.facts.complements import instrument
from kg.facts.happenings import Happening
from kg.facts.nominals import nominals
from kg.facts.phrases import EVENTS, PLACES, people_at, places_after
from kg.model import Kind

PERSONAL = frozenset({Kind.PERSON, Kind.OFFICE, Kind.GROUP})
TALKED = frozenset({"meeting", "dialogue", "call", "press-conference", "other", "ceremony", "conference", "summit"})
JOINT = frozenset({"dialogue", "meeting", "call"})
Reader = Callable[[Context, Doing, dict[int, Happening]], Iterator[Happening]]


def tellings(ctx: Context) -> list[Happening]:
    """Every telling, in text order: event nouns with what verbs say of them, and events told by a verb alone."""
    nouns = {h.mentions[0]: h for h in nominals(ctx)}
    verbal = [h for doing in doings(ctx) for h in READERS[doing.concept](ctx, doing, nouns)]
    for noun in nouns.values():
        _speakers(ctx, noun)
    for telling in (*verbal, *nouns.values()):
        _meet_there(ctx, telling, nouns)
    return sorted([*nouns.values(), *verbal, *attendance_lists(ctx)], key=lambda h: (h.head, h.first))


def _meet_there(ctx: Context, found: Happening, nouns: dict[int, Happening]) -> None:
    """Who meets or signs "at the Summit" takes part in it; "on the margins of" it, not."""
    for i in found.within:
        there = nouns.get(i)
        k = ctx.mentions.ranges[i][0] - 1
        k -= k > 0 and ctx.parsed.doc[k].pos_ in {"DET", "ADJ"}
        if there is not None and there.type in {"summit", "conference"} and ctx.parsed.words[k] == "at" and found.told:
            there.join(tuple(a for a in found.actors if ctx.mentions[a].kind in {Kind.PERSON, Kind.OFFICE}))


def _speakers(ctx: Context, found: Happening) -> None:
    """Who says or does something "at the press conference", "at the Summit", "during a call with X", takes part in it."""
    head = ctx.parsed.doc[found.head]
    prep = head.head
    talk = found.type in {"meeting", "call", "dialogue"} and bool(found.actors)
    if not (talk or found.type in {"press-conference", "conference", "summit"}):
        return
    if prep.lower_ not in ({"at", "during", "in", "following", "after"} if talk else {"at", "during", "in"}):
        return
    verb = prep.head
    if not syntax.is_verb(verb) or syntax.is_negated(verb):
        return
    own = syntax.subject(verb)
    if own is None or syntax.is_passive(verb) or syntax.modality(verb) in {"open", "duty"}:
        return
    who = lists.listed(ctx, *syntax.extent(own))
    people = tuple(i for i in who if ctx.mentions[i].kind in {Kind.PERSON, Kind.OFFICE, Kind.COUNTRY})
    if found.type in {"conference", "summit"} and not (found.head < own.i or prep.lower_ == "during"):
        return
    if people and (talk or found.type == "press-conference"):
        found.anaphor, found.told = False, True
        found.status = found.status or ("planned" if syntax.modality(verb) == "future" else "held")
    if people and found.type == "press-conference":
        found.first, found.after = verb.sent.start, verb.i + 1
    found.join(people, "speaker" if found.type == "press-conference" else "participant")


def _tell(ctx: Context, doing: Doing, found: Happening) -> None:
    """A finite clause says of an event that it took, takes or will take place."""
    if not found.told:
        found.first, found.after = min(doing.begin, found.first), max(doing.end, found.after)
    found.told = True
    found.status = found.status or doing.status
    circumstances(ctx, doing, found)


def _new(ctx: Context, doing: Doing, kind: str, who: tuple[int, ...]) -> Happening:
    found = Happening(kind, doing.verb.i, doing.begin, doing.end, label=(doing.verb.i, doing.end))
    found.join(who)
    found.told, found.status = True, doing.status
    circumstances(ctx, doing, found)
    return found


def _objects(ctx: Context, doing: Doing) -> tuple[tuple[int, ...], int]:
    """The actors behind a verb, over adverbs and times ("met today with"), and the token after them."""
    k = doing.after
    while k < doing.end and lists.outer(ctx, k) is None:
        timed = next((t for t in dates_within(ctx, k, doing.end) if t.first == k), None)
        token = ctx.parsed.doc[k]
        if (
            timed is None
            and token.pos_ not in {"ADV", "DET", "ADJ"}
            and token.lower_ not in {"with", "his", "her", "their"}
        ):
            break
        k = timed.after if timed else k + 1
    if k >= doing.end or ctx.parsed.words[k] in {",", "-", "("}:
        return (), k
    return lists.list_after(ctx, k, doing.end)


def _with(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """The actors of a later with-phrase of the clause."""
    at = next(
        (k for k in range(doing.after, doing.end) if ctx.parsed.words[k] == "with" and lists.outer(ctx, k) is None),
        None,
    )
    return lists.list_after(ctx, at + 1, doing.end)[0] if at is not None else ()


def _meet(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    who = doing.who
    others, after = _objects(ctx, doing)
    things = [o for o in syntax.children(doing.verb, "dobj") if o.i > doing.verb.i and not lists.outer(ctx, o.i)]
    others = others or (() if things else _with(ctx, doing))
    people = not others and _people(ctx, doing)
    if not (who or _speaks(doing)) or (things and not others and not people):
        return
    same = _same(ctx, doing, nouns, alone=not others)
    several = len(who) > 1 or any(ctx.mentions[i].kind == Kind.GROUP or len(ctx.mentions[i].refers) > 1 for i in who)
    if same is not None:
        same.join((*who, *others))
        _tell(ctx, doing, same)
    elif others or people or (several or _is_body(ctx, doing)) and _alone(doing):
        found = _new(ctx, doing, "call" if doing.concept == "call" else "meeting", (*who, *others))
        found.unnamed = people
        yield found


def _alone(doing: Doing) -> bool:
    """A verb that needs no object: "the Ministers met", "the Presidents spoke by telephone"."""
    phoned = doing.concept == "call" and doing.after - doing.first > 2
    return (doing.concept != "call" or phoned) and doing.verb.dep_ not in {"relcl", "acl"}


def _is_body(ctx: Context, doing: Doing) -> bool:
    """Whether a council, committee or other body meets by itself."""
    body = len(doing.who) == 1 and ctx.mentions[doing.who[0]].kind == Kind.ORGANIZATION
    return body and doing.concept == "meet" and syntax.is_finite(doing.verb)


def _speaks(doing: Doing) -> bool:
    """Whether the subject is a pronoun for a person, resolved or not."""
    subject = syntax.subject(doing.verb)
    return subject is not None and subject.tag_ == "PRP" and subject.lower_ not in {"it", "you", "one"}


def _people(ctx: Context, doing: Doing) -> bool:
    """Unnamed people met: "met with foreign partners"; not "met with success"."""
    if doing.concept != "meet" or not all(ctx.mentions[i].kind in PERSONAL for i in doing.who):
        return False
    k = doing.after + (doing.after < doing.end and ctx.parsed.words[doing.after] == "with")
    return people_at(ctx, k) is not None


def _same(ctx: Context, doing: Doing, nouns: dict[int, Happening], *, alone: bool) -> Happening | None:
    """The event a meeting is: "met for the Dialogue", "met for talks", "at a courtesy call", "in the second meeting"."""
    words = ctx.parsed.words
    for k in range(doing.after, doing.end):
        if words[k] not in {"for", "at", "in", "during", "as"}:
            continue
        near = (i for j in range(k + 1, min(doing.end, k + 8)) for i in ctx.mentions.at(j, EVENTS))
        event = nouns.get(next(near, -1))
        if event is None or lists.listed(ctx, k + 1, ctx.mentions.ranges[event.mentions[0]][0]):
            continue
        indefinite = not event.named and words[k + 1] in {"a", "an", "their", "his", "her"}
        if words[k] == "for" or (event.type in JOINT and (alone or indefinite or words[k] == "in")) or (
            alone and words[k] == "at" and event.type in TALKED):  # fmt: skip
            return event if event.type != "visit" else None
    return None


def _visit(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    who = tuple(i for i in doing.who if ctx.mentions[i].kind in PERSONAL)
    here = ctx.mentions.at(doing.verb.i, EVENTS)
    if not (who or (_speaks(doing) and doing.verb.lemma_ != "be")) or here:
        return
    k = doing.after
    while (
        k < doing.end
        and (ctx.parsed.words[k] in {"to", "the", "in"} or ctx.parsed.doc[k].pos_ in {"ADV", "ADJ"})
        and not ctx.mentions.at(k, PLACES)
    ):
        k += 1
    places, after = places_after(ctx, k, doing.end)
    hosts, _ = lists.list_after(ctx, doing.after, doing.end)
    bodies = tuple(i for i in hosts if ctx.mentions[i].kind == Kind.ORGANIZATION)
    if not places and not bodies:
        return
    if ctx.parsed.doc[doing.first].lemma_ == "be" and (
        not places or not who or ctx.mentions[who[0]].kind != Kind.PERSON
    ):
        return
    found = _new(ctx, doing, "visit", who)
    found.first_person = not who
    found.place = places[0] if len(places) == 1 and not _goes_on(ctx, after, doing.end) else None
    if ctx.parsed.doc[doing.first].lemma_ == "be" and found.status == "held" and doing.verb.tag_ in {"VBZ", "VBP"}:
        found.status = "ongoing"
    yield found


def _goes_on(ctx: Context, first: int, end: int) -> bool:
    """Whether further stops follow ("to Rome June 2-4, Athens June 5, and Sofia")."""
    for k in range(first, end):
        here = ctx.mentions.at(k, frozenset({Kind.PLACE}))
        joined = k > first and ctx.parsed.words[k - 1] in {",", "and"}
        if here and joined and ctx.mentions.ranges[here[-1]][0] == k and lists.outer(ctx, k) is None:
            return any(t.after <= k for t in dates_within(ctx, first, k))
    return False


def _receive(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    things = [o for o in syntax.children(doing.verb, "dobj") if lists.outer(ctx, o.i) is None]
    guests, after = _objects(ctx, doing) if not things else ((), doing.after)
    guests = tuple(i for i in guests if ctx.mentions[i].kind in PERSONAL)
    who = doing.by if doing.passive else doing.who
    if doing.passive:
        guests = tuple(i for i in doing.who if ctx.mentions[i].kind in PERSONAL)
    if who and not guests and not doing.passive and people_at(ctx, doing.after) is not None:
        found = _new(ctx, doing, "meeting", ())
        found.join(who, "host")
        found.unnamed, found.host = True, who[0]
        yield found
    if not who or not guests:
        return
    if ctx.parsed.doc[doing.verb.i].lemma_ == "welcome":
        to = next((k for k in range(after, doing.end) if ctx.parsed.words[k] == "to"), None)
        places = places_after(ctx, to + 1, doing.end)[0] if to is not None else ()
        if not places:
            return
        found = _new(ctx, doing, "visit", guests)
        found.join(who, "host")
        found.place = places[0]
    else:
        same = _same(ctx, doing, nouns, alone=False)
        if same is not None:
            same.join(guests)
            same.join(who, "host")
            _tell(ctx, doing, same)
            return
        found = _new(ctx, doing, "meeting", guests)
        found.join(who, "host")
    found.host = who[0]
    yield found


def _call_on(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    others, after = _objects(ctx, doing)
    others = tuple(i for i in others if ctx.mentions[i].kind in PERSONAL)
    urges = after < len(ctx.parsed.doc) and ctx.parsed.words[after] == "to" and ctx.parsed.doc[after].pos_ == "PART"
    if others and doing.who and not urges and all(ctx.mentions[i].kind in PERSONAL for i in doing.who):
        yield _new(ctx, doing, "meeting", (*doing.who, *others))


def _hold(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    subject = syntax.subject(doing.verb)
    lemma = doing.verb.lemma_
    own = ctx.mentions.at(subject.i, EVENTS) if subject is not None else ()
    if own and set(events_of(ctx, doing)) <= set(own) and lemma not in {"have", "make", "pay"}:
        yield from _happen(ctx, doing, nouns)
        return
    events = [nouns[i] for i in events_of(ctx, doing) if i in nouns]
    who = doing.by if doing.passive else doing.who
    if lemma in {"have", "make", "pay"}:
        events = [e for e in events if e.type in TALKED | {"visit"} and not e.named]
    events = [
        e
        for e in events
        if not (e.several and e.type not in {"meeting", "dialogue"})
        and not (lemma == "engage" and (e.named or not (e.actors or e.unnamed)))
    ]
    if not events and not doing.passive and not list(syntax.children(doing.verb, "dobj")):
        if lemma in {"convene", "reconvene"}:
            yield from _meet(ctx, doing, nouns)
        return
    if not events and lemma == "host":
        yield from _receive(ctx, doing, nouns)
        return
    seat = ctx.mentions.at(subject.i, frozenset({Kind.PLACE})) if subject is not None and lemma == "host" else ()
    host = "host" if doing.role == "host" or lemma in {"convene", "organise", "organize"} else "participant"
    for event in events:
        if event.unreal:
            continue
        event.place = seat[-1] if seat and event.place is None else event.place
        event.join(who, host)
        if host == "host" and who and event.host is None:
            event.host = who[0]
        if doing.passive:
            event.join(_between(ctx, doing))
        else:
            event.join((*_guests(ctx, doing, event), *(_with(ctx, doing) if event.type in TALKED else ())))
        _tell(ctx, doing, event)


def _between(ctx: Context, doing: Doing) -> tuple[int, ...]:
    at = next((k for k in range(doing.after, doing.end) if ctx.parsed.words[k] in {"between", "with"}), None)
    return lists.list_after(ctx, at + 1, doing.end)[0] if at is not None else ()


def _guests(ctx: Context, doing: Doing, event: Happening) -> tuple[int, ...]:
    """ "hosted A and B for the Dialogue": the persons between the verb and the event."""
    found = lists.list_after(ctx, doing.after, min(doing.end, event.head))[0] if doing.verb.lemma_ == "host" else ()
    return tuple(i for i in found if ctx.mentions[i].kind in PERSONAL | {Kind.ORGANIZATION})


def _cancel(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        if i in nouns:
            nouns[i].unreal = True
    yield from ()


def _postpone(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        if i in nouns:
            nouns[i].status = nouns[i].status or "planned"
    yield from ()


def _happen(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    for i in events_of(ctx, doing):
        event = nouns.get(i)
        if event is not None and not event.unreal:
            event.join(_between(ctx, doing))
            hosting = doing.role == "host" or doing.verb.lemma_ in {"convene", "organise", "organize", "hold"}
            event.join(doing.by, "host" if hosting else "participant")
            if ctx.parsed.words[doing.first : doing.after][-1:] == ("together",):
                event.join(_objects(ctx, doing)[0])
            _tell(ctx, doing, event)
    yield from ()


def _sign(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    thing = _instrument(ctx, doing)
    if thing is None or (not doing.passive and _actor_between(ctx, doing.after, thing)):
        return
    who = doing.by or _between(ctx, doing) if doing.passive else doing.who
    if not who:
        return
    found = _new(ctx, doing, "signing", who)
    if not doing.passive:
        found.join((*_with(ctx, doing), *_between(ctx, doing)))
    for at in (k for k in range(doing.after, doing.end) if ctx.parsed.words[k : k + 3] == ("on", "behalf", "of")):
        found.join(lists.list_after(ctx, at + 3, doing.end)[0])
    _absorb(ctx, doing, found, nouns)
    found.instrument = instrument(ctx, thing)
    found.anaphor = ctx.parsed.words[thing - 1] in {"the", "this"} and doing.passive
    yield found


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


READERS: dict[str, Reader] = {
    "meet": _meet,
    "call": _meet,
    "visit": _visit,
    "receive": _receive,
    "call-on": _call_on,
    "hold": _hold,
    "attend": attended,
    "list": listed,
    "happen": _happen,
    "sign": _sign,
    "cancel": _cancel,
    "postpone": _postpone,
}
