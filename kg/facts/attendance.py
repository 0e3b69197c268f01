"""Who else took part: delegations, sides and lists ("A and B participated for Peru", "Participants included:").

What such a sentence does not name is the event in play; its telling is an anaphor without a type.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import actors, lists, syntax
from kg.facts.circumstances import events_of
from kg.facts.context import Context
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.facts.phrases import EVENTS
from kg.facts.retell import tell, tell_new
from kg.mentions.events import SERIES
from kg.model import Form, Kind

SIDES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP})
NAMES = frozenset({Kind.PERSON})
ACTING = frozenset({Kind.PERSON, Kind.OFFICE, Kind.GROUP, Kind.COUNTRY, Kind.ORGANIZATION})


def attended(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    """ "A attended E", "E was chaired by A", "A represented P at E", "A led the Thai delegation"."""
    if doing.verb.lemma_ == "accompany" and not syntax.is_finite(doing.verb):
        return
    who = _agents(ctx, doing) if doing.passive else doing.who
    who = tuple(i for i in who if ctx.mentions[i].kind in ACTING and not (len(who) > 1 and _is_author(ctx, doing, i)))
    if doing.verb.lemma_ == "represent" and not any(ctx.mentions[i].kind in {Kind.PERSON, Kind.OFFICE} for i in who):
        return
    side = _side(ctx, doing)
    along = _accompanied(ctx, doing)
    events = [] if doing.verb.lemma_ == "represent" else [nouns[i] for i in events_of(ctx, doing) if i in nouns]
    events = events or [h for h in (_event_behind(ctx, doing, nouns),) if h is not None]
    sitting = _sitting(ctx, doing, who) if not events else None
    if sitting is not None:
        yield sitting
        return
    belongs = ctx.parsed.words[doing.after - 2 : doing.after] == ("part", "of")
    company = (doing.role in {"head", "chair"} or belongs) and is_company(ctx, doing.after, doing.end)
    if belongs and not (company and any(ctx.mentions[i].kind in actors.PEOPLE for i in who)):
        return
    if doing.verb.lemma_ == "join" and along and not events and ctx.parsed.words[doing.end : doing.end + 1] == ("to",):
        return  # "will join A to open the fair": what they do together says the event
    if not events and who and (side is not None or company or along or _takes_part(ctx, doing)):
        events = [_in_play(doing)]
        events[0].delegation = company
        events[0].along = doing.who if doing.passive and doing.verb.lemma_ == "accompany" else along
        yield events[0]
    for event in events:
        event.join((*who, *(along if event.type == "visit" else ())), doing.role)
        act_for(ctx, event, who, side)
        _tell(ctx, doing, event)


def _sitting(ctx: Context, doing: Doing, who: tuple[int, ...]) -> Happening | None:
    """The meeting of a body that somebody attends somewhere or some day: "attended the Foreign Affairs Council in"."""
    things = (o for o in syntax.children(doing.verb, "dobj") if o.lower_ in SERIES and doing.verb.lemma_ == "attend")
    body = next((i for o in things for i in ctx.mentions.at(o.i, frozenset({Kind.ORGANIZATION}))), None)
    if body is None or not who:
        return None
    found = tell_new(ctx, doing, "meeting", (*who, body))
    return found if found.when is not None or found.place is not None else None


def _is_author(ctx: Context, doing: Doing, i: int) -> bool:
    """Whether somebody stands behind the "Statement by" of a line that ran into the sentence."""
    start = doing.verb.sent.start
    told = ctx.parsed.lemmas[start] in ctx.lexicon.words("voices", "authored")
    first = ctx.mentions.ranges[i][0]
    later = (ctx.mentions.ranges[j][0] for j in doing.who)
    return told and ctx.parsed.words[start + 1] == "by" and first == min(later, default=-1)


def _accompanied(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """Whom somebody accompanies or joins on a journey: "X will accompany Secretary Y to Rome"."""
    if doing.passive or doing.verb.lemma_ not in {"accompany", "join"}:
        return ()
    found = lists.list_after(ctx, doing.after, doing.end)[0]
    return tuple(i for i in found if ctx.mentions[i].kind in {Kind.PERSON, Kind.OFFICE})


def _agents(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """Who a passive names after "by"; a list with semicolons goes on beyond the sentence."""
    end = _block_end(ctx, doing.after)
    stop = next((k for k in range(doing.after, end) if ctx.parsed.words[k] in {".", ";"}), end)
    if doing.by and stop < end and ctx.parsed.words[stop] == ";":
        return tuple(dict.fromkeys((*doing.by, *members(ctx, doing.after, end))))
    return doing.by


def listed(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Iterator[Happening]:
    """ "The delegation included A, B and C", "Participants were: …", then a list of points."""
    event = _whole(ctx, doing, nouns)
    subject = syntax.subject(doing.verb)
    begin, stop = syntax.extent(subject) if subject is not None else (doing.begin, doing.first)
    begin, stop = (begin, min(stop, doing.first)) if begin < doing.first else (doing.begin, doing.first)
    company = is_company(ctx, begin, stop)
    if not (company or event or is_company(ctx, doing.first, doing.end)):
        return
    people = members(ctx, doing.after, _block_end(ctx, doing.after))
    if event is not None:
        event.join(people)
        for part in (nouns[i] for i in events_of(ctx, doing) if i in nouns and nouns[i] is not event):
            part.within.extend(event.mentions)
            tell(ctx, doing, part)
        return
    found = _in_play(doing)
    found.delegation = company
    found.join(people)
    found.join(_owners(ctx, begin, stop), "head")
    act_for(ctx, found, people, party_in(ctx, begin, stop))
    if found.actors:
        yield found


def _owners(ctx: Context, first: int, after: int) -> tuple[int, ...]:
    """Whose a delegation is: "Dr. A's delegation included B"."""
    people = (i for i in ctx.mentions.within(first, after, NAMES) if ctx.mentions[i].form == Form.NAME)
    return tuple(i for i in people if ctx.parsed.words[ctx.mentions.ranges[i][1]] in {"'s", "'"})


def _whole(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Happening | None:
    """The event that includes something: the subject, or what "which" takes up before it."""
    found = [i for k in range(doing.begin, doing.first) for i in ctx.mentions.at(k, EVENTS)]
    if not found and ctx.parsed.words[doing.first - 1] == "which":
        begin = ctx.parsed.sentence(doing.first).start
        found = [i for k in range(doing.first - 1, begin, -1) for i in ctx.mentions.at(k, EVENTS)]
    return nouns.get(found[0]) if found else None


def act_for(ctx: Context, event: Happening, people: tuple[int, ...], side: int | None) -> None:
    """Let people take part in an event for a country, organisation or delegation, which then takes part too."""
    if side is not None:
        event.join((side,))
        event.sides.update(dict.fromkeys(people, party_key(ctx, side)))


def members(ctx: Context, first: int, end: int) -> tuple[int, ...]:
    """The people, and the bodies behind "officials from", named up to the end of the sentence."""
    stop = next((k for k in range(first, end) if ctx.parsed.words[k] == "."), end)
    found = [i for i in actors.between(ctx.mentions, first, stop, NAMES) if ctx.mentions[i].form == Form.NAME]
    sent = (i for i in actors.between(ctx.mentions, first, stop, frozenset({Kind.GROUP})) if ctx.mentions[i].refers)
    bodies = (*_bodies(ctx, first, stop), *sent)
    return tuple(dict.fromkeys((*found, *bodies)))


def _bodies(ctx: Context, first: int, stop: int) -> tuple[int, ...]:
    """ "officials from X, Y and Z", "representation from X"."""
    spots = [
        k
        for k in range(first, stop)
        if ctx.parsed.words[k] == "from" or ctx.parsed.words[k - 1 : k + 1] == ("side", ",")
    ]
    found = (i for k in spots for i in lists.list_after(ctx, k + 1, stop)[0])
    return tuple(i for i in found if ctx.mentions[i].kind == Kind.ORGANIZATION)


def _in_play(doing: Doing) -> Happening:
    return Happening("", doing.verb.i, doing.begin, doing.end, anaphor=True)


def _tell(ctx: Context, doing: Doing, event: Happening) -> None:
    if event.mentions:
        tell(ctx, doing, event)
    else:
        event.told, event.status = True, doing.status


def _takes_part(ctx: Context, doing: Doing) -> bool:
    """Wording that needs no event behind it ("also participated", "were joined by")."""
    subject = syntax.subject(doing.verb) if doing.passive else None
    if doing.passive and (
        doing.verb.lemma_ in {"join", "accompany"} or (subject is not None and subject.lower_ == "it")
    ):
        return True  # "they were joined by", "it was chaired by"
    if doing.passive and is_company(ctx, doing.begin, doing.first):
        return True  # "the delegations were led by A and B"
    if subject is not None and _is_meeting(ctx, subject.i):
        return True
    cue = [t for t in ctx.parsed.doc[doing.first : doing.after] if t.pos_ != "ADV"]
    return ctx.parsed.lemmas[doing.first] in {"participate", "take", "be"} and len(cue) <= 2


def _is_meeting(ctx: Context, k: int) -> bool:
    """A noun for an event with an article alone, that is none of the mentions: "The Forum was chaired by"."""
    lemma = (ctx.parsed.words[k],)
    noun = ctx.lexicon.cues("event-types").at(lemma, lemma, 0) is not None
    return noun and k > 0 and ctx.parsed.words[k - 1] == "the" and not ctx.mentions.at(k)


def is_company(ctx: Context, first: int, after: int) -> bool:
    """Whether words there mean those who take part: delegation, side, participants, in attendance.

    In capitals the parse leaves plurals as they are.
    """
    cues, lemmas = ctx.lexicon.cues("event-company"), ctx.parsed.lemmas
    bases = [word.removesuffix("s") for word in ctx.parsed.words[first:after]]
    found = [cues.at(lemmas, ctx.parsed.words, k) for k in range(first, after)]
    found += [cues.at(bases, bases, k) for k in range(len(bases))]
    return any(f is not None and f[0] == "company" for f in found)


def _side(ctx: Context, doing: Doing) -> int | None:
    """Whom people act for: "for the United States", "represented Japan", "For Mexico, …", "led the Thai delegation"."""
    words = ctx.parsed.words
    begin = ctx.parsed.sentence(doing.verb.i).start
    if doing.verb.lemma_ == "represent" or is_company(ctx, doing.after, doing.end):
        return party_in(ctx, *((doing.begin, doing.first) if doing.passive else (doing.after, doing.end)))
    if doing.passive and is_company(ctx, doing.begin, doing.first) and not _event_in(ctx, doing.begin, doing.first):
        return party_in(ctx, doing.begin, doing.first)
    spots = [*(range(doing.after, doing.end) if _takes_part(ctx, doing) else ()), begin]
    for k in (k for k in spots if words[k] in {"for", "from"}):
        side = party_in(ctx, k + 1, min(k + 6, len(words)))
        if side is not None and not _event_in(ctx, k + 1, ctx.mentions.ranges[side][0]):
            return side
    return None


def party_in(ctx: Context, first: int, after: int) -> int | None:
    """The first country, organisation or delegation with a known side in some tokens."""
    for k in range(first, after):
        for i in reversed(ctx.mentions.at(k, SIDES)):
            if party_key(ctx, i) and not ctx.mentions.at(k, EVENTS):
                return i
    return None


def party_key(ctx: Context, i: int) -> str:
    keys = [k for h in ctx.mentions.heads(i) for k in ctx.mentions[h].keys if k.startswith(("country/", "org/"))]
    return keys[0] if keys else ""


def _event_in(ctx: Context, first: int, after: int) -> bool:
    return any(ctx.mentions.at(k, EVENTS) for k in range(first, after))


def _event_behind(ctx: Context, doing: Doing, nouns: dict[int, Happening]) -> Happening | None:
    """The event behind "at", "to", "in" or "for" later in the clause ("represented Fiji at the Forum")."""
    for k in range(doing.after, doing.end):
        if ctx.parsed.words[k] in {"at", "to", "for", "in", "during"}:
            near = (i for j in range(k + 1, min(doing.end, k + 8)) for i in ctx.mentions.at(j, EVENTS))
            found = nouns.get(next(near, -1))
            if found is not None:
                return found
    return None


def _block_end(ctx: Context, token: int) -> int:
    return ctx.parsed.block_tokens[ctx.parsed.block_of[token]][1] if token < len(ctx.parsed.block_of) else token
