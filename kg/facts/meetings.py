"""Verbs of meeting: "met with", "spoke with", "received", "called on", "visited"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import lists, syntax
from kg.facts.circumstances import circumstances, past_town, seat_at
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.phrases import EVENTS, PLACES, people_at, places_after
from kg.facts.retell import objects, tell, tell_new, with_whom
from kg.facts.subjects import PERSONAL
from kg.model import Form, Kind

TALKED = frozenset({"meeting", "dialogue", "call", "press-conference", "other", "ceremony", "conference", "summit"})

ASIDE = 10  # tokens of a phrase between commas behind a verb
JOINT = frozenset({"dialogue", "meeting", "call"})


def meet(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    who = doing.who
    if doing.concept == "call" and any(_is_thing(ctx, o) for o in syntax.prepositional(doing.verb, "to")):
        return  # "speaks to a matter"
    others, _ = objects(ctx, doing)
    things = [o for o in syntax.children(doing.verb, "dobj") if o.i > doing.verb.i and _is_thing(ctx, o)]
    others = others or (() if things else with_whom(ctx, doing))
    people = not others and _people(ctx, doing)
    if not (who or speaks(doing) or _unnamed(ctx, doing)) or (things and not others and not people):
        return
    same = _same(ctx, doing, nouns, alone=not others and not people)
    several = len(who) > 1 or any(ctx.mentions[i].kind == Kind.GROUP or len(ctx.mentions[i].refers) > 1 for i in who)
    if same is not None:
        same.join((*who, *others))
        tell(ctx, doing, same)
    elif others or people or ((several or _is_body(ctx, doing)) and _alone(doing)):
        found = tell_new(ctx, doing, "call" if doing.concept == "call" else "meeting", (*who, *others))
        found.unnamed = people
        yield found


def _is_thing(ctx: Context, noun: Token) -> bool:
    """Whether an object is no actor: neither a mention nor a noun for people, as in "hosted his counterpart X"."""
    return lists.outer(ctx, noun.i) is None and people_at(ctx, noun.i) != noun.i + 1


def _unnamed(ctx: Context, doing: Doing) -> bool:
    """Whether the subject is people without a name ("Ministers from eleven countries")."""
    subject = syntax.subject(doing.verb)
    return subject is not None and subject.i < doing.first and people_at(ctx, syntax.extent(subject)[0]) is not None


def _alone(doing: Doing) -> bool:
    """A verb that needs no object: "the Ministers met", "the Presidents spoke by telephone"."""
    phoned = doing.concept == "call" and doing.after - doing.first > 2
    return (doing.concept != "call" or phoned) and doing.verb.dep_ not in {"relcl", "acl"}


def _is_body(ctx: Context, doing: Doing) -> bool:
    """Whether a council, committee or other body meets by itself."""
    body = len(doing.who) == 1 and ctx.mentions[doing.who[0]].kind == Kind.ORGANIZATION
    return body and doing.concept == "meet" and syntax.is_finite(doing.verb)


def speaks(doing: Doing) -> bool:
    """Whether the subject is a pronoun for a person, resolved or not."""
    subject = syntax.subject(doing.verb)
    return subject is not None and subject.tag_ == "PRP" and subject.lower_ not in {"it", "you", "one"}


def _people(ctx: Context, doing: Doing) -> bool:
    """Unnamed people met: "met with foreign partners"; not "met with success"."""
    if doing.concept not in {"meet", "call"} or not all(ctx.mentions[i].kind in PERSONAL for i in doing.who):
        return False
    k = doing.after
    while k < doing.end and (ctx.parsed.words[k] in {"with", "to"} or _is_time(ctx, k)):
        k += 1
    return people_at(ctx, k) is not None


def _is_time(ctx: Context, k: int) -> bool:
    return ctx.parsed.doc[k].pos_ == "ADV" or ctx.parsed.doc[k].ent_type_ in {"DATE", "TIME"}


def _same(ctx: Context, doing: Doing, nouns: dict[int, Happening], *, alone: bool) -> Happening | None:
    """The event that a meeting is: "met for the Dialogue", "met for talks", "at a courtesy call"."""
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


def visit(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    who = tuple(i for i in doing.who if ctx.mentions[i].kind in PERSONAL)
    here = ctx.mentions.at(doing.verb.i, EVENTS)
    if not (who or (speaks(doing) and doing.verb.lemma_ != "be")) or here:
        return
    places, after = places_after(ctx, _goal(ctx, doing), doing.end)
    hosts = lists.list_after(ctx, doing.after, doing.end)[0]
    bodies = tuple(i for i in hosts if ctx.mentions[i].kind == Kind.ORGANIZATION)
    if not places and not bodies:
        return
    if ctx.parsed.doc[doing.first].lemma_ == "be" and (
        not places or not who or ctx.mentions[who[0]].kind != Kind.PERSON
    ):
        return
    found = tell_new(ctx, doing, "visit", who)
    found.first_person = all(ctx.mentions[i].surface.lower() in {"i", "we"} for i in who)
    several = len(places) > 1 or _goes_on(ctx, after, doing.end)
    found.place, found.stops = (None, places) if several else (places[0] if places else None, ())
    if ctx.parsed.doc[doing.first].lemma_ == "be" and found.status == "held" and doing.verb.tag_ in {"VBZ", "VBP"}:
        found.status = "ongoing"
    yield found
    _aims(ctx, doing, found, after, nouns)


def _goal(ctx: Context, doing: Doing) -> int:
    """Where the place begins behind a verb of visiting: "visited, in addition to Oslo, | the cities of Bergen"."""
    k = doing.after
    if k + 1 < doing.end and ctx.parsed.words[k] == "," and ctx.parsed.doc[k + 1].pos_ == "ADP":
        k = next((j + 1 for j in range(k + 2, min(doing.end, k + ASIDE)) if ctx.parsed.words[j] == ","), k)
    while (
        k < doing.end
        and (ctx.parsed.words[k] in {"to", "the", "in"} or ctx.parsed.doc[k].pos_ in {"ADV", "ADJ"})
        and not ctx.mentions.at(k, PLACES)
    ):
        k += 1
    owner = lists.outer(ctx, k) if k < doing.end else None
    home = ctx.mentions.ranges[owner][1] + 1 if owner is not None and ctx.parsed.words[k - 1] in {"the", "his"} else k
    towns = range(home, min(home + 2, doing.end))
    owned = home > k and ctx.parsed.words[home - 1] in {"'s", "'"}
    stay = next((past_town(ctx, t) for t in towns if past_town(ctx, t) > t), k) if owned else k
    return past_town(ctx, stay)


def _aims(ctx: Context, doing: Doing, journey: Happening, after: int, nouns: dict[int, Happening]) -> None:
    """What a journey is made for: "flew to Rome for talks with A", "will be in Rome for the Fourth Forum"."""
    for k in range(after, doing.end):
        if ctx.parsed.words[k] != "for" or lists.outer(ctx, k) is not None:
            continue
        near = (i for j in range(k + 1, min(doing.end, k + 10)) for i in ctx.mentions.at(j, EVENTS))
        event = nouns.get(next(near, -1))
        if event is None or event.type == "visit" or (event.mentions and event.unreal):
            continue
        if all(lists.outer(ctx, j) is None or event.named for j in range(k + 1, event.head)):
            event.join(tuple(journey.actors))
            event.anaphor, event.aim, event.told = False, True, True
            event.status = event.status or doing.status
            circumstances(ctx, doing, event)


def _goes_on(ctx: Context, first: int, end: int) -> bool:
    """Whether further stops follow ("to Rome June 2-4, Athens June 5, and Sofia")."""
    for k in range(first, end):
        here = ctx.mentions.at(k, frozenset({Kind.PLACE}))
        joined = k > first and ctx.parsed.words[k - 1] in {",", "and"}
        if here and joined and ctx.mentions.ranges[here[-1]][0] == k and lists.outer(ctx, k) is None:
            return any(t.after <= k for t in dates_within(ctx, first, k))
    return False


def receive(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    things = [o for o in syntax.children(doing.verb, "dobj") if _is_thing(ctx, o)]
    calls = [nouns[i] for t in things for i in ctx.mentions.at(t.i, EVENTS) if i in nouns]
    if calls and doing.who and not doing.passive and doing.verb.lemma_ == "receive":
        for call in calls:
            call.join(doing.who)
            tell(ctx, doing, call)
        return
    guests, after = objects(ctx, doing) if not things else ((), doing.after)
    who = doing.by if doing.passive else doing.who
    guests = tuple(i for i in (doing.who if doing.passive else guests) if ctx.mentions[i].kind in PERSONAL)
    if doing.verb.lemma_ == "host" and guests and all(ctx.mentions[i].form == Form.PRONOUN for i in guests):
        found = Happening("", doing.verb.i, doing.begin, doing.end, anaphor=True)  # "thanked A for hosting us"
        found.join(who, "host")
        yield from (found,) if who else ()
    elif who and not guests:
        yield from _crowd(ctx, doing, who)
    elif who:
        yield from _guests(ctx, doing, nouns, (who, guests, after))


def _crowd(ctx: Context, doing: Doing, who: tuple[int, ...]) -> Iterator[Happening]:
    """People without a name received; to host refugees is no meeting, unless it is somebody's and somewhere."""
    lemma = doing.verb.lemma_
    crowd = _unnamed(ctx, doing) if doing.passive else lemma != "welcome" and people_at(ctx, doing.after) is not None
    personal = all(ctx.mentions[i].kind in PERSONAL for i in who)
    if not crowd or (doing.passive and not (personal and lemma == "receive")):
        return
    found = tell_new(ctx, doing, "meeting", ())
    found.join(who, "host")
    found.unnamed, found.host = True, who[0]
    if lemma != "host" or (personal and (found.place is not None or found.when is not None)):
        yield found


def _guests(
    ctx: Context, doing: Doing, nouns: dict[int, Happening], told: tuple[tuple[int, ...], tuple[int, ...], int]
) -> Iterator[Happening]:
    """People named: welcomed to a town on a visit, to a building for a meeting; received or hosted at an event."""
    who, guests, after = told
    welcomed = doing.verb.lemma_ == "welcome"
    to = next((k for k in range(after, doing.end) if ctx.parsed.words[k] == "to"), None) if welcomed else None
    places = places_after(ctx, to + 1, doing.end)[0] if to is not None else ()
    seat = seat_at(ctx, to + 1) if to is not None and not places else None
    same = None if welcomed else _same(ctx, doing, nouns, alone=False)
    if welcomed and not places and seat is None:
        return
    if same is not None:
        same.join(guests)
        same.join(who, "host")
        tell(ctx, doing, same)
        return
    found = tell_new(ctx, doing, "visit" if places else "meeting", guests)
    found.join(who, "host")
    found.place = places[0] if places else found.place if seat is None else seat
    found.host = who[0]
    yield found


def call_on(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    others, after = objects(ctx, doing)
    others = tuple(i for i in others if ctx.mentions[i].kind in PERSONAL)
    urges = after < len(ctx.parsed.doc) and ctx.parsed.words[after] == "to" and ctx.parsed.doc[after].pos_ == "PART"
    if not others or not doing.who or urges or any(ctx.mentions[i].kind not in PERSONAL for i in doing.who):
        return
    named = (nouns[i] for k in range(doing.first, doing.after) for i in ctx.mentions.at(k, EVENTS) if i in nouns)
    call = next(named, None)  # "paid a courtesy call on"
    if call is None:
        yield tell_new(ctx, doing, "meeting", (*doing.who, *others))
        return
    call.type = "meeting"
    call.join((*doing.who, *others))
    tell(ctx, doing, call)
