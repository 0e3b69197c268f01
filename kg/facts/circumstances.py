"""Of which events a verb speaks, and when and where, as its clause says."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import lists, syntax
from kg.facts.complements import HELD_BY, HOSTED
from kg.facts.context import Context
from kg.facts.dates import TimeExpression, dates_within, with_year
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.phrases import EVENTS, MARGINS, PLACES, event_at, places_after
from kg.facts.timewords import PARTS_OF_DAY
from kg.model import Kind

TOPIC = 8  # tokens between the name of an event with its topic and the "which" behind it
NEAR = 20  # tokens between a verb and the event it is about
TOPICAL = frozenset({"on", "about", "over", "regarding", "concerning"})


def events_of(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """The event mentions a verb is about: its objects, its subject when it "takes place", or the next one behind it."""
    found: dict[int, None] = {}
    heads = [*syntax.objects(doing.verb), *syntax.prepositional(doing.verb, "in", "at", "for", "to", "on")]
    subject = _split_subject(ctx, doing) or syntax.subject(doing.verb)
    if subject is not None and (doing.passive or doing.concept == "happen"):
        heads = [subject, *syntax.conjuncts(subject)]
    own = [o for o in syntax.children(doing.verb, "dobj") if o.lower_ not in {"that", "which"}]
    described = doing.verb.dep_ == "relcl" and not own and not doing.passive
    if described or (doing.passive and doing.verb.dep_ == "acl"):
        heads.append(doing.verb.head)
    heads.extend(c for h in tuple(heads) for c in syntax.conjuncts(h) if c.i > h.i and c not in heads)
    heads.extend(
        o
        for h in tuple(heads)
        if h.lemma_ in {"series", "round", "number", "set", "part", "segment", "opening"}
        for o in syntax.prepositional(h, "of")
    )
    for head in heads:
        for i in ctx.mentions.at(head.i, EVENTS):
            found[i] = None
    if not found and doing.passive:
        found.update(dict.fromkeys(_described(ctx, doing.first)))
    if not found and subject is not None and doing.concept == "hold":
        found.update(dict.fromkeys(ctx.mentions.at(subject.i, EVENTS)))
    if not found and not doing.passive:
        near = _next_event(ctx, doing.after, doing.end)
        if near is not None:
            found[near] = None
    behind = [i for i in found if not doing.passive and ctx.mentions.ranges[i][0] >= doing.after]
    found.update(dict.fromkeys(_row(ctx, behind[-1], doing.end) if behind else ()))
    return tuple(found)


def _row(ctx: Context, i: int, end: int) -> Iterator[int]:
    """The events of a list behind one of them: "addressed the X Meeting, the Y Summit and the Z Dialogue"."""
    k = ctx.mentions.ranges[i][1]
    while k < end and ctx.parsed.words[k] in {",", "and", ";"}:
        while k < end and (ctx.parsed.words[k] in {",", "and", ";"} or ctx.parsed.doc[k].pos_ == "DET"):
            k += 1
        here = [n for n in ctx.mentions.at(k, EVENTS) if ctx.mentions.ranges[n][0] == k] if k < end else []
        if not here or ctx.parsed.doc[ctx.mentions.ranges[here[-1]][1] - 1].dep_ in syntax.SUBJECTS:
            return
        yield here[-1]
        k = ctx.mentions.ranges[here[-1]][1]


def _split_subject(ctx: Context, doing: Doing) -> Token | None:
    """The subject that the parse gives to the first half of "was co-chaired"."""
    first = ctx.parsed.doc[doing.first]
    return syntax.subject_child(first) if first.lower_ == "co" else None


def _described(ctx: Context, verb: int) -> tuple[int, ...]:
    """The event that a clause right behind it is about: "the Conference, which is co-hosted by", "to be hosted by"."""
    k = verb
    while k > 0 and ctx.parsed.doc[k - 1].pos_ in {"AUX", "ADV", "PART"}:
        k -= 1
    related = ctx.parsed.words[k - 1] in {"which", "that"}
    planned = ctx.parsed.words[k] == "to" and ctx.parsed.words[verb] in HELD_BY
    if k < 2 or not (related or planned):
        return ()
    k -= 1 + related
    k -= ctx.parsed.words[k] == ","
    hosted = (
        ctx.parsed.words[verb] in HOSTED
    )  # only events are: "the Conference on Peru and the region which is hosted"
    spots = range(k, max(ctx.parsed.sentence(k).start - 1, k - TOPIC), -1) if hosted else (k,)
    return next((found for j in spots if (found := ctx.mentions.at(j, EVENTS))), ())


def _next_event(ctx: Context, k: int, end: int) -> int | None:
    """The event mention that follows a verb with only determiners, adjectives, times and names before it."""
    stop = min(end, k + NEAR)
    while k < stop:
        found = ctx.mentions.at(k, EVENTS)
        if found:
            return found[-1]
        token = ctx.parsed.doc[k]
        timed = next((t for t in dates_within(ctx, k, end) if t.first - k in {0, t.lead != ""}), None)
        passing = token.pos_ in {"DET", "ADJ", "ADV", "NUM", "ADP"} and token.lower_ not in {"with", "to", "by", "on"}
        placed = places_after(ctx, k + 1, end) if token.lower_ in {"in", "at"} else ((), k)
        if timed is not None or placed[0]:
            k = timed.after if timed is not None else placed[1]
        elif passing or token.text in {"'s", ",", '"'} or _possessor(ctx, k):
            k += 1
        else:
            return None
    return None


def _possessor(ctx: Context, k: int) -> bool:
    mention = lists.outer(ctx, k)
    return mention is not None and ctx.parsed.words[min(ctx.mentions.ranges[mention][1], len(ctx.parsed.doc) - 1)] in {
        "'s",
        "'",
    }


def circumstances(ctx: Context, doing: Doing, found: Happening) -> None:
    """When and where, from the clause and what stands in front of it; what it was part of."""
    begin = ctx.parsed.sentence(doing.verb.i).start
    if found.when is None or len(found.when.iso or "") == 4:
        year = found.when.iso if found.when else None
        when = _when(ctx, doing, begin)
        found.when = with_year(ctx, when, year) if when and year and when.iso is None else when or found.when
    for k in (*range(begin, doing.begin), *range(doing.after, doing.end)):
        part = event_at(ctx, k, doing.end if k >= doing.after else doing.begin)
        if part is not None and part not in found.mentions and part not in found.within:
            found.within.append(part)
    if found.place is None:
        found.place = _place(ctx, doing.after, doing.end)
    if found.place is None:
        found.place = _where(ctx, doing, begin)
    if found.place is None and doing.begin > begin:
        found.place = _place(ctx, begin, doing.begin)
    if found.place is None:
        found.place = _venue(ctx, doing.after, doing.end)
    if "previously" in ctx.parsed.words[doing.begin : doing.end]:
        found.other = "last"


def _when(ctx: Context, doing: Doing, begin: int) -> TimeExpression | None:
    """The first time behind the verb, else before it, that belongs to no event noun and is no deadline."""
    behind = dates_within(ctx, doing.verb.i, doing.end)
    ahead = dates_within(ctx, begin, _opening(doing, begin))
    good = [t for t in (*behind, *reversed(ahead)) if not t.is_deadline and not ctx.mentions.at(t.first, EVENTS)
            and (t.lead not in {"since", "of", "for"} or _of_day(ctx, t))]  # fmt: skip
    return good[0] if good else None


def _of_day(ctx: Context, when: TimeExpression) -> bool:
    """ "On the morning of 5 May" """
    return when.first > 1 and ctx.parsed.words[when.first - 2] in PARTS_OF_DAY


def _opening(doing: Doing, begin: int) -> int:
    """Where what stands in front of a verb ends: a verb beside an earlier one shares only what stands before that."""
    verb = doing.verb
    while verb.dep_ == "conj" and begin <= verb.head.i < verb.i and syntax.is_verb(verb.head):
        verb = verb.head
    return verb.i


def _place(ctx: Context, first: int, end: int) -> int | None:
    """The place after "in" or "at", outside names, titles and topics ("on the situation in Mali")."""
    for k in range(first, end):
        if ctx.parsed.words[k] not in {"in", "at"} or lists.outer(ctx, k) is not None or ctx.mentions.at(k, EVENTS):
            continue
        places, _ = places_after(ctx, past_town(ctx, k + 1), end)
        places = () if places and ctx.mentions.at(ctx.mentions.ranges[places[0]][0], EVENTS) else places
        if places and _owned_place(ctx, places[0], end):
            places, _ = places_after(ctx, ctx.mentions.ranges[places[0]][1] + 1, end)
        if places and not _of_topic(ctx, k, places[0]):
            return places[0]
    return None


def _where(ctx: Context, doing: Doing, begin: int) -> int | None:
    """The place before the "where" that opens the clause: "arrived in Rabat, where he met B"."""
    words = ctx.parsed.words
    at = next((k for k in range(doing.first - 1, begin, -1) if words[k] == "where"), None)
    if at is None or at < begin + 1 or any(t.pos_ == "VERB" for t in ctx.parsed.doc[at + 1 : doing.first]):
        return None
    k = at - 1 - (words[at - 1] == ",")
    here = [i for i in ctx.mentions.at(k, PLACES) if not lists.is_adjective(ctx, i)] if k > begin else []
    return here[-1] if here else None


def _of_topic(ctx: Context, k: int, place: int) -> bool:
    """Whether "in" hangs on a noun that tells what something was about: "talks on the situation in Mali".

    A town behind a bare noun is where it was: "a seminar on trade in Oslo".
    """
    noun = ctx.parsed.doc[k].head
    about = noun.head
    if noun.i != k - 1 or noun.pos_ not in {"NOUN", "PROPN"} or ctx.mentions.at(noun.i):
        return False
    while about.pos_ in {"NOUN", "PROPN"} and about.dep_ in {"conj", "pobj"} and about.head.i < about.i:
        about = about.head
    known = any(c.lower_ in {"the", "its", "their"} for c in noun.children)
    wide = ctx.mentions[place].kind == Kind.COUNTRY and noun.tag_ in {"NNS", "NNPS"}
    return (known or wide) and about.lower_ in TOPICAL and about.i < k and noun.lower_ not in MARGINS


def past_town(ctx: Context, k: int) -> int:
    """The token after "the capital of", "the capital,", "the historic port city of"."""
    j = k + (ctx.parsed.words[k] == "the") if k < len(ctx.parsed.doc) else k
    towns = ctx.lexicon.words("place-nouns", "town")
    while j < len(ctx.parsed.doc) and (ctx.parsed.lemmas[j] in towns or ctx.parsed.doc[j].pos_ == "ADJ"):
        j += 1
    return j + 1 if j > k and j < len(ctx.parsed.doc) and ctx.parsed.words[j] in {"of", ","} else k


def _venue(ctx: Context, first: int, end: int) -> int | None:
    """The seat after "at the" ("at the Ministry of Finance", "at the White House")."""
    for k in range(first, end - 1):
        if ctx.parsed.words[k] in {"at", "in"} and lists.outer(ctx, k) is None and not ctx.mentions.at(k, EVENTS):
            found = seat_at(ctx, k + 1)
            if found is not None:
                return found
    return None


def seat_at(ctx: Context, k: int) -> int | None:
    """The seat that a phrase names from a token on: "the Ministry of Finance", "NATO Headquarters"."""
    j = k + (ctx.parsed.words[k : k + 1] in {("the",), ("his",), ("her",)})
    found = [i for i in ctx.mentions.at(j, frozenset({Kind.ORGANIZATION})) if ctx.mentions.ranges[i][0] in {k, j}]
    return found[-1] if found and _is_seat(ctx, found[-1]) and not ctx.mentions.at(j, EVENTS) else None


def _is_seat(ctx: Context, i: int) -> bool:
    """An agency, or the headquarters of any body."""
    after = ctx.mentions.ranges[i][1]
    here = ctx.parsed.words[after - 1 : after + 1]
    return ctx.mentions[i].org_kind == "agency" or "headquarters" in here


def _owned_place(ctx: Context, i: int, end: int) -> bool:
    after = ctx.mentions.ranges[i][1]
    return after < end and ctx.parsed.words[after] in {"'s", "'"}
