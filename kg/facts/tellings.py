"""All tellings of events in a text: what nouns say by themselves, and what verbs tell or add."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.facts import actors, lists, syntax
from kg.facts.addresses import addresses
from kg.facts.attendance import attended, listed
from kg.facts.ceremonies import solemnise
from kg.facts.context import Context
from kg.facts.doings import Doing, doings
from kg.facts.happenings import Happening, in_heading
from kg.facts.holdings import cancel, happen, hold, postpone
from kg.facts.joint_bodies import meet_themselves
from kg.facts.meetings import call_on, meet, receive, visit
from kg.facts.nominals import nominals
from kg.facts.phrases import EVENTS
from kg.facts.presence import presences
from kg.facts.rosters import rosters
from kg.facts.signing_verbs import sign
from kg.model import Form, Kind

ALONE = frozenset({Kind.PERSON, Kind.OFFICE, Kind.COUNTRY})
GATHERINGS = frozenset({"summit", "conference", "dialogue"})
Reader = Callable[[Context, Doing, dict[int, Happening]], Iterator[Happening]]


def tellings(ctx: Context) -> list[Happening]:
    """Every telling, in text order: event nouns with what verbs say of them, and events told by a verb alone."""
    nouns = {h.mentions[0]: h for h in nominals(ctx)}
    verbal = [h for doing in doings(ctx) for h in READERS[doing.concept](ctx, doing, nouns)]
    present = list(presences(ctx, nouns))
    for noun in nouns.values():
        _speakers(ctx, noun)
        _attendance(ctx, noun)
        _journeys(ctx, noun)
        _headlined(ctx, noun)
        _where(ctx, noun)
    addresses(ctx, nouns)
    for telling in (*verbal, *nouns.values()):
        _meet_there(ctx, telling, nouns)
    found = [*nouns.values(), *verbal, *present, *rosters(ctx)]
    for telling in found:
        meet_themselves(ctx, telling)
    return sorted(found, key=lambda h: (h.head, h.first))


def _meet_there(ctx: Context, found: Happening, nouns: dict[int, Happening]) -> None:
    """Who meets or signs "at the Summit" takes part in it; "on the margins of" it, not."""
    for i in found.within:
        there = nouns.get(i)
        k = ctx.mentions.ranges[i][0] - 1
        k -= k > 0 and ctx.parsed.doc[k].pos_ in {"DET", "ADJ"}
        if there is not None and there.type in GATHERINGS and ctx.parsed.words[k] == "at" and found.told:
            there.join(tuple(a for a in found.actors if ctx.mentions[a].kind in actors.PEOPLE))


def _journeys(ctx: Context, found: Happening) -> None:
    """ "Left Rome on a visit to Spain": whose visit it is, by the verb that it goes with."""
    prep = ctx.parsed.doc[found.head].head
    verb = prep.head
    if found.type != "visit" or found.told or found.actors or (found.place is None and not found.stops):
        return
    own = syntax.subject(verb) if prep.lower_ == "on" and syntax.is_verb(verb) else None
    if own is None or syntax.is_negated(verb) or syntax.modality(verb) in {"open", "duty"}:
        return
    found.join(tuple(i for i in lists.listed(ctx, *syntax.extent(own)) if ctx.mentions[i].kind in actors.PEOPLE))
    found.told = bool(found.actors)
    found.status = found.status or ("planned" if syntax.modality(verb) == "future" else "held")


def _headlined(ctx: Context, found: Happening) -> None:
    """ "Remarks by A and B before their meeting": in a heading, those listed right before it take part."""
    if found.type not in {"meeting", "dialogue", "call"} or found.named or not in_heading(ctx, found.head):
        return
    begin = ctx.parsed.sentence(found.head).start
    k = found.first
    while k > begin and ctx.parsed.words[k - 1] in {"their", "a", "the", "bilateral", "trilateral", "joint"}:
        k -= 1
    if k - 1 <= begin or ctx.parsed.words[k - 1] not in {"before", "after", "following", "at", "during"}:
        return
    begin = max((j + 1 for j in range(begin, k - 1) if ctx.parsed.words[j] in {"by", "with", ":"}), default=begin)
    people = lists.listed(ctx, lists.list_before(ctx, k - 1, begin), k - 1)
    if len(people) > 1:
        found.join(people)
        found.anaphor = False


def _speakers(ctx: Context, found: Happening) -> None:
    """Who says or does something "at the press conference", "during a call with X", "at the Summit" takes part."""
    prep = ctx.parsed.doc[found.head].head
    talk = found.type in {"meeting", "call", "dialogue"} and (bool(found.actors) or _occasion(ctx, found))
    if not (talk or found.type in {"press-conference", "conference", "summit"}):
        return
    if prep.lower_ not in ({"at", "during", "in", "following", "after"} if talk else {"at", "during", "in"}):
        return
    verb = _doing(ctx, prep, alone=talk and not found.actors, press=found.type == "press-conference")
    own = syntax.subject(verb) if verb is not None else None
    if verb is None or own is None or syntax.is_passive(verb) or syntax.modality(verb) in {"open", "duty"}:
        return
    who = lists.listed(ctx, *syntax.extent(own))
    people = tuple(
        i for i in who if ctx.mentions[i].kind in ALONE or (talk and verb.dep_ != "relcl" and _is_sent(ctx, i))
    )
    behind = found.type in {"conference", "summit"} and found.head > own.i and prep.lower_ != "during"
    if behind and (prep.lower_ == "in" or not syntax.is_finite(verb) or _describes(verb, own)):
        return
    if people and (talk or found.type == "press-conference"):
        found.told = True
        found.status = found.status or ("planned" if syntax.modality(verb) == "future" else "held")
    if people and found.type == "press-conference":
        found.anaphor = False
        after = verb.i + 1 if syntax.is_finite(verb) else max(verb.i + 1, found.after)
        found.first, found.after = verb.sent.start, after
    found.join(people, "speaker" if found.type == "press-conference" else "participant")


def _where(ctx: Context, found: Happening) -> None:
    """ "The Forum tomorrow, where A will deliver the keynote": who does something where it is held takes part."""
    k = ctx.mentions.ranges[found.mentions[0]][1]
    stop = min(k + 4, ctx.parsed.sentence(found.head).end)
    while k < stop and (ctx.parsed.words[k] == "," or ctx.parsed.doc[k].ent_type_ in {"DATE", "TIME"}):
        k += 1
    verb = ctx.parsed.doc[k].head if k < stop and ctx.parsed.words[k] == "where" else None
    own = syntax.subject_child(verb) if verb is not None and not syntax.is_negated(verb) else None
    if own is None or found.type in {"visit", "call"} or found.unreal or not syntax.is_finite(verb or own):
        return
    who = lists.listed(ctx, *syntax.extent(own))
    found.join(tuple(i for i in who if ctx.mentions[i].kind in actors.PEOPLE))


def _is_sent(ctx: Context, i: int) -> bool:
    """Whether a phrase means people or delegations of which the text says who or whose they are."""
    mention = ctx.mentions[i]
    return mention.kind == Kind.GROUP and mention.form == Form.NOMINAL and bool(mention.refers)


def _doing(ctx: Context, prep: Token, *, alone: bool, press: bool) -> Token | None:
    """The verb that a phrase goes with; that of an occasion of its own may stand behind an object ("… at a lunch").

    So does that of a press conference ("answered a question at"), and of what an event followed ("at the press
    conference after talks with").
    """
    far = alone or press or bool(ctx.mentions.at(prep.head.i, EVENTS))
    verb = prep.head if syntax.is_verb(prep.head) or not far else syntax.governor(prep)
    denied = verb is None or not syntax.is_verb(verb) or syntax.is_negated(verb)
    return None if denied or (verb is not None and not syntax.is_finite(verb) and alone) else verb


def _describes(verb: Token, own: Token) -> bool:
    """A relative clause or participle whose doer is the noun it describes ("the framework agreed to at the Forum")."""
    return verb.dep_ in {"relcl", "acl"} and own.i not in {c.i for c in verb.children}


def _attendance(ctx: Context, found: Happening) -> None:
    """ "His participation in the Summit", "the attendance of X at the Forum": whose it is, he takes part."""
    prep = ctx.parsed.doc[found.head].head
    noun, attending = prep.head, ctx.lexicon.words("attendance", "attending")
    if prep.lower_ not in {"in", "at"} or noun.lower_ not in attending or found.unreal:
        return
    owners = (*syntax.children(noun, "poss"), *syntax.prepositional(noun, "of", "by"))
    thanked = syntax.children(noun.head.head, "dobj") if noun.head.lower_ in {"for", "on"} else ()
    owners = tuple(thanked) or owners  # "thanked X for his participation in"
    found.join(tuple(i for o in owners for i in actors.actors(ctx.mentions, ctx.lexicon, o)))


def _occasion(ctx: Context, found: Happening) -> bool:
    """ "Exchanged views at a working breakfast in Rome": an occasion with a place or a time of its own."""
    known = found.place is not None or found.when is not None
    return known and found.first > 0 and ctx.parsed.words[found.first - 1] in {"a", "an"}


READERS: dict[str, Reader] = {
    "meet": meet,
    "call": meet,
    "visit": visit,
    "receive": receive,
    "call-on": call_on,
    "hold": hold,
    "attend": attended,
    "list": listed,
    "happen": happen,
    "inaugurate": solemnise,
    "sign": sign,
    "cancel": cancel,
    "postpone": postpone,
}
