"""What stands behind an event noun: with whom, whose, where, when, by whom held ("to be held in", "hosted by")."""

from __future__ import annotations

from kg.facts import lists
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.doings import of_attended
from kg.facts.force import force
from kg.facts.happenings import Happening
from kg.facts.joint_bodies import MEETINGS, is_session
from kg.facts.phrases import event_at, people_at, places_after
from kg.facts.subjects import PERSONAL
from kg.model import Factuality, Kind

WITH = frozenset({"with", "between", "among", "amongst", "involving"})
HELD_BY = frozenset(
    {"hosted", "convened", "organised", "organized", "held", "chaired", "led", "headed", "attended", "opened",
     "moderated", "given", "offered", "made", "undertaken", "co", "inaugurated"}
)  # fmt: skip
BEFORE_HELD = frozenset(
    {"which", "that", "to", "be", "was", "is", "were", "will", "being", "scheduled", "due", "been", "has", "jointly",
     "co", "-", "virtually", "successfully", "set"}
)  # fmt: skip
HOSTED = frozenset({"hosted", "convened", "organised", "organized", "given", "offered"})
CHAIRED = frozenset({"chaired", "moderated"})
HEADED = frozenset({"led", "headed"})
MOURNING = ("attendance", "mourning")
HONOUR = (("honour",), ("honor",))
BESIDE = frozenset({"in", "on", "at", "with", "to", "from", "between"})
TITLED = frozenset({"on", "titled", "entitled", "called", "about", "under", "themed"})
TITLE = 40  # tokens a title in quotation marks may have
DATED = frozenset({"on", "in", "from", "of", "during", "for", "this", "later", "earlier", "early", "between", "the"})


def unreal(ctx: Context, head: int) -> bool:
    return force(ctx.parsed, ctx.lexicon, head).factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}


def behind(ctx: Context, found: Happening) -> None:
    """The phrases after an event noun: with whom, whose, where, when, by whom held."""
    end = ctx.parsed.sentence(found.head).end
    k = ctx.mentions.ranges[found.mentions[0]][1]
    while k < end:
        following = _phrase(ctx, found, k, end)
        if following is None or following <= k:
            break
        k = following
        found.after = max(found.after, k)


def _phrase(ctx: Context, found: Happening, k: int, end: int) -> int | None:
    """Read one phrase after an event noun; the token after it, None when nothing that belongs to it follows."""
    words, doc = ctx.parsed.words, ctx.parsed.doc
    if words[k] == "(":
        closing = next((j for j in range(k, min(end, k + 8)) if words[j] == ")"), None)
        return None if closing is None else closing + 1
    if words[k] == "," and k + 1 < end:
        goes_on = words[k + 1] in HELD_BY or (doc[k + 1].pos_ == "ADP" and words[k + 1] in BESIDE)
        goes_on = goes_on or words[k + 1 : k + 3] == ("to", "be")
        return k + 1 if goes_on else None
    near = (t for t in dates_within(ctx, k, end) if t.first <= k + 2)
    timed = next((t for t in near if all(words[j] in DATED for j in range(k, t.first))), None)
    if timed is not None:
        found.when = found.when or timed
        return timed.after
    if words[k] in {"held", "to", "which"} or words[k] in HELD_BY:
        return _held(ctx, found, k, end)
    if words[k] == "of" and found.type == "signing":
        return _signed(ctx, found, k, end)
    if words[k] == "in" and words[k + 1 : k + 2] in HONOUR and words[k + 2 : k + 3] == ("of",):
        return _who(ctx, found, k + 2)
    attending = ctx.lexicon.words("attendance", "attending")
    there = next((j for j in (k + 1, k + 2) if words[j : j + 1] and words[j] in attending), None)
    if words[k] == "with" and there is not None and words[there + 1 : there + 2] == ("of",):
        return _who(ctx, found, there + 1)  # "with the participation of A and B"
    chaired = words[k] == "under" and words[k + 1 : k + 2] == ("the",)
    chair = next((j for j in range(k + 2, min(k + 6, end)) if words[j] in ctx.lexicon.words("attendance", "chair")), 0)
    if chaired and chair and words[chair + 1 : chair + 2] == ("of",):
        return _who(ctx, found, chair + 1, "chair")  # "under the joint chairmanship of A and B"
    own = words[k] in {"of", "by"} and (not found.named or found.type in MEETINGS)
    if words[k] in WITH or own or _calls(ctx, found, k):
        return _who(ctx, found, k)
    if words[k] in {"in", "at", "to", "on", "during", "from"}:
        return _where(ctx, found, k, end)
    if words[k] in TITLED and k + 1 < end and words[k + 1] == '"':
        closing = next((j for j in range(k + 2, min(end, k + TITLE)) if words[j] == '"'), None)
        return None if closing is None else closing + 1
    if doc[k].pos_ == "ADV" and found.told and words[k - 1] in HELD_BY | {"place"}:
        return k + 1
    return None


def _calls(ctx: Context, found: Happening, k: int) -> bool:
    """ "A call from A", "a courtesy call on B", "a visit from A": the people behind it."""
    noun, word = ctx.parsed.lemmas[found.head], ctx.parsed.words[k]
    called = noun == "call" and (word == "on" or (word == "to" and found.type == "call"))
    if found.named or not (called or (word == "from" and noun in {"call", "visit", "conversation"})):
        return False
    near = (lists.outer(ctx, j) for j in range(k + 1, min(k + 4, len(ctx.parsed.doc))))
    actor = next((i for i in near if i is not None), None)
    return actor is not None and ctx.mentions[actor].kind in PERSONAL


def _signed(ctx: Context, found: Happening, k: int, end: int) -> int | None:
    """ "of the Fisheries Agreement between A and B": what is signed, and by whom."""
    cues = ctx.lexicon.cues("instruments", labels=True)
    thing = next((j for j in range(k + 1, min(end, k + 10)) if cues.at(ctx.parsed.lemmas, ctx.parsed.words, j)), None)
    if thing is None:
        return None
    found.instrument = instrument(ctx, thing)
    stop = {"between", "by", "with", "during", "at", "on", "in"}
    goes = next((j for j in range(thing, min(end, thing + 14)) if ctx.parsed.words[j] in stop), None)
    named = ctx.parsed.doc[thing].text[0].isupper() or (
        goes is not None and ctx.parsed.words[goes] in {"between", "by"}
    )
    found.unreal = found.unreal or unreal(ctx, found.head)
    found.told = named and not found.unreal
    if goes is not None and ctx.parsed.words[goes] in {"between", "by", "with"}:
        who, after = lists.list_after(ctx, goes + 1)
        found.join(who)
        return after
    return goes if goes is not None and goes > thing else thing + 1


def instrument(ctx: Context, thing: int) -> str:
    """What kind of instrument, as the concept of dipv:instruments that its noun means."""
    found = ctx.lexicon.cues("instruments", labels=True).at(ctx.parsed.lemmas, ctx.parsed.words, thing)
    return found[0] if found else ""


def _held(ctx: Context, found: Happening, k: int, end: int) -> int | None:
    """ "(which was) held in", "to be held", "hosted by A", "co-chaired by B", "to take place"."""
    words = ctx.parsed.words
    j = k
    planned = False
    while j < end and words[j] in BEFORE_HELD:
        planned = planned or words[j] in {"to", "will", "scheduled", "due"}
        j += 1
    if j < end and words[j] in {"take", "taking", "took", "takes"} and j + 1 < end and words[j + 1] == "place":
        found.status, found.told = ("planned" if planned or words[j] == "taking" else "held"), True
        return j + 2
    if j >= end or words[j] not in HELD_BY or words[j] == "co":
        return _where(ctx, found, k, end) if words[k] == "to" else None
    planned = planned or (j == k and of_attended(ctx, ctx.parsed.doc[j]))
    found.status, found.told = ("planned" if planned else "held"), True
    if j + 1 < end and words[j + 1] == "by":
        who, after = lists.list_after(ctx, j + 2)
        found.join(who, _role(words[j]))
        found.host = found.host if found.host is not None or words[j] not in HOSTED or not who else who[0]
        found.seat = seat_of(ctx, who) if words[j] == "hosted" else found.seat
        return after
    return j + 1


def seat_of(ctx: Context, hosts: tuple[int, ...]) -> int | None:
    """The country that alone hosts an event is where it is."""
    return hosts[0] if len(hosts) == 1 and ctx.mentions[hosts[0]].kind == Kind.COUNTRY else None


def _role(word: str) -> str:
    if word in HOSTED:
        return "host"
    return "chair" if word in CHAIRED else "head" if word in HEADED else "participant"


def _who(ctx: Context, found: Happening, k: int, role: str = "participant") -> int | None:
    """ "with A and B", "between A and B", "of A" of a visit or a meeting, "by A"."""
    who, after = lists.list_after(ctx, k + 1)
    honoured = ctx.parsed.words[k - 1 : k] in HONOUR
    session = is_session(ctx, found)
    if ctx.parsed.words[k] == "of" and found.type in {"conference", "signing", "other"} and not (honoured or session):
        return None
    if who and ctx.parsed.words[k] in {"of", "for"} and ctx.parsed.words[found.head] in ctx.lexicon.words(*MOURNING):
        return after
    if not who and ctx.parsed.words[k] == "with" and (people := people_at(ctx, k + 1)) is not None:
        found.unnamed = True
        return people
    if not who:
        return after if after > k + 1 else None
    opened = found.type == "ceremony" and ctx.parsed.words[k] == "of"  # "the opening of the Embassy" is not by it
    found.join(tuple(i for i in who if not opened or ctx.mentions[i].kind in PERSONAL), role)
    return after


def _where(ctx: Context, found: Happening, k: int, end: int) -> int | None:
    """ "in P", "to P and Q" of a visit, "at P", "on the margins of E"."""
    part = event_at(ctx, k, end)
    if part is not None:
        found.within.append(part)
        return ctx.mentions.ranges[part][1]
    if ctx.parsed.words[k] not in {"in", "at", "to"} or (ctx.parsed.words[k] == "to" and found.type != "visit"):
        return None
    places, after = places_after(ctx, k + 1, end)
    if not places:
        if ctx.parsed.words[k] == "to" and (visited := lists.list_after(ctx, k + 1, end))[0]:
            found.join(visited[0])
            return visited[1]
        return None
    if found.type == "visit" and len(places) > 1:
        found.stops = found.stops or places
    elif found.place is None:
        found.place = places[0]
    return after
