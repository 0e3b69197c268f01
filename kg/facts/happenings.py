"""What the text says happened, once for every mention: candidates for events, before they are merged.

A happening comes from an event noun ("the visit of X to Y", "the Seventh … Dialogue") or from a verb ("X met Y").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.facts import actors, lists, syntax
from kg.facts.context import Context
from kg.facts.dates import TimeExpression, dates_within
from kg.facts.force import force
from kg.layout import BlockKind
from kg.mentions import events as names
from kg.model import Factuality, Form, Kind

PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
EVENTS = frozenset({Kind.EVENT})
NEXT = frozenset({"next", "upcoming", "forthcoming", "planned", "scheduled", "proposed", "coming", "future"})
PAST = frozenset({"last", "previous", "recent", "earlier", "past"})
WITH = frozenset({"with", "between", "among", "amongst", "involving"})
HELD_BY = frozenset({"hosted", "convened", "organised", "organized", "held", "chaired", "led", "headed", "attended", "opened",
                     "moderated", "given", "offered", "made", "undertaken", "co", "inaugurated"})  # fmt: skip
HOSTED = frozenset({"hosted", "convened", "organised", "organized", "given", "offered"})
CHAIRED = frozenset({"chaired", "moderated"})
HEADED = frozenset({"led", "headed"})
OWNED = frozenset({"summit", "meeting", "dialogue", "call"})  # of these, a body in the name takes part
FIRM = frozenset({"meeting", "call", "dialogue", "summit", "conference", "press-conference", "other", "ceremony"})


@dataclass(slots=True)
class Happening:
    """One telling of something that takes place; tokens throughout."""

    type: str
    head: int
    first: int  # evidence: the clause or phrase that says so
    after: int
    mentions: list[int] = field(default_factory=list)
    label: tuple[int, int] | None = None
    named: bool = False
    ordinal: int | None = None
    actors: dict[int, str] = field(default_factory=dict)  # mention → role
    sides: dict[int, str] = field(default_factory=dict)  # mention → key of whom it acts for
    when: TimeExpression | None = None
    place: int | None = None
    host: int | None = None
    status: str = ""  # held | planned | ongoing; empty: not said
    told: bool = False  # a finite clause says that it took, takes or will take place
    anaphor: bool = False  # "the meeting", "this dialogue": known from before
    other: str = ""  # "next" or "last": another one than that in play
    within: list[int] = field(default_factory=list)  # mentions of events it is part of
    instrument: str = ""  # of a signing: the words for what is signed
    unreal: bool = False
    spots: list[int] = field(default_factory=list)  # of a merged one: the head tokens of all its tellings
    delegation: bool = False  # tells who belongs to a delegation
    unnamed: bool = False  # with people whom it does not name: "discussions with counterparts"
    first_person: bool = False  # the speaker's own: "my visit to Chile", "I will visit Chile"
    several: bool = False

    def join(self, found: tuple[int, ...], role: str = "participant") -> None:
        """Let actors take part; a more telling role replaces "participant"."""
        for i in found:
            if self.actors.get(i, "participant") == "participant":
                self.actors[i] = role


def nominal(ctx: Context, i: int) -> Happening | None:
    """What an event mention says by itself: name, owner, complements."""
    first, after = ctx.mentions.ranges[i]
    noun = _noun(ctx, first, after)
    if noun is None:
        return None
    mention = ctx.mentions[i]
    found = Happening(noun.type, noun.head, first, after, [i], (first, after), named=mention.form == Form.NAME)
    found.ordinal = next(
        (n for k in range(max(0, first - 1), noun.head) if (n := names.ordinal(ctx.parsed.doc[k].text))), None
    )
    found.several = ctx.parsed.doc[noun.head].tag_ in {"NNS", "NNPS"} and noun.type not in {"dialogue"}
    _before(ctx, found)
    if found.named or noun.type not in {"visit"}:
        _in_name(ctx, found)
    found.place = _seat(ctx, first, found.head)
    _behind(ctx, found)
    definite = found.named or bool(found.other) or _definite(ctx, found.first) or _definite(ctx, first)
    found.unreal = _denied(ctx, found) or (not definite and _unreal(ctx, found.head))
    bare = found.after < len(ctx.parsed.doc) and ctx.parsed.words[found.after] != "of"
    known = mention.form == Form.NOMINAL and _definite(ctx, first) and bare
    today = found.when is not None and found.when.relative and found.when.after <= first
    known = (known or today) and mention.form == Form.NOMINAL
    found.anaphor = (
        known and not found.actors and not found.other and (found.when is None or today) and found.place is None
    )
    found.first_person = any(ctx.parsed.words[k] in {"my", "our"} for k in range(max(0, first - 3), first))
    return found


def _unreal(ctx: Context, head: int) -> bool:
    return force(ctx.parsed, ctx.lexicon, head).factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}


def _denied(ctx: Context, found: Happening) -> bool:
    """ "No meeting", "neither summit"."""
    begin = ctx.parsed.sentence(found.head).start
    return any(ctx.parsed.words[k] in {"no", "neither"} for k in range(max(begin, found.first - 2), found.head))


def _noun(ctx: Context, first: int, after: int) -> names.Noun | None:
    """The head noun of an event mention: the last one before its complement."""
    complement = next((k for k in range(first, after) if ctx.parsed.words[k] in {"of", "on", "for"}), after)
    known = _nouns(ctx)
    inside = [known[k] for k in range(first, after) if k in known]
    before = [n for n in inside if n.head < complement]
    found = before[-1] if before else (inside[0] if inside else None)
    behind = [n for n in inside if n.head > complement and n.type == "dialogue"]
    if found is not None and behind and ctx.parsed.lemmas[found.head] in {"session", "round", "meeting"}:
        return names.Noun(behind[0].type, found.first, found.after)
    return found


def _nouns(ctx: Context) -> dict[int, names.Noun]:
    if ctx.event_nouns is None:
        ctx.event_nouns = {n.head: n for n in names.nouns(ctx.parsed, ctx.lexicon)}
    return ctx.event_nouns


def _definite(ctx: Context, first: int) -> bool:
    own = {"the", "this", "these", "that", "their", "its", "our", "his", "her", "my"}
    if any(k >= 0 and ctx.parsed.words[k] in own for k in (first, first - 1)):
        return True
    return first > 1 and ctx.parsed.words[first - 1] in {"'s", "'"} and lists.outer(ctx, first - 2) is not None


def _before(ctx: Context, found: Happening) -> None:
    """Determiners, owners and times before an event noun: "today's", "President X's recent", "the next"."""
    doc, words = ctx.parsed.doc, ctx.parsed.words
    begin = ctx.parsed.sentence(found.head).start
    k = found.first
    for t in range(begin if k - 3 < begin else k - 3, found.head):
        if words[t] in NEXT | PAST and (t >= k - 2):
            found.other = "next" if words[t] in NEXT else "last"
    while k > begin and (doc[k - 1].pos_ in {"ADJ", "NUM", "ADV"} or doc[k - 1].tag_ in {"VBN", "VBG"} or doc[k - 1].ent_type_ in {"DATE", "TIME"}
                         or words[k - 1] in {",", "-"} or names.is_ordinal(doc[k - 1].text)):  # fmt: skip
        k -= 1
    times = [t for t in dates_within(ctx, max(begin, k - 4), found.head + 1) if t.first >= k - 4]
    found.when = times[-1] if times and _beside(ctx, times[-1], k) else None
    if k > begin and words[k - 1] in {"'s", "'"}:
        owner = lists.outer(ctx, k - 2) if k - 2 >= begin else None
        if owner is not None:
            _owned(ctx, found, owner, begin)
    elif k > begin and doc[k - 1].tag_ == "PRP$":
        owner = lists.outer(ctx, k - 1)
        if owner is None:
            found.join(_whose(ctx, found.head, k - 1))
        if owner is not None:
            found.join((owner,))
            found.first = min(found.first, k - 1)
    elif doc[found.first].pos_ == "NUM" and k > begin:
        found.first = min(found.first, k)


def _whose(ctx: Context, head: int, pronoun: int) -> tuple[int, ...]:
    """Whose "its meeting" is, where no mention says so: that of the subject before it."""
    verb = syntax.governor(ctx.parsed.doc[head])
    subject = syntax.subject(verb) if verb is not None else None
    if subject is None or subject.i >= pronoun:
        return ()
    return lists.listed(ctx, *syntax.extent(subject))


def _beside(ctx: Context, when: TimeExpression, k: int) -> bool:
    """A time stands right before a noun, or before "at the", "during the" and the noun."""
    return all(
        ctx.parsed.words[t] in {"at", "during", "in", "the", "a", "an", "'s", "'", ","} for t in range(when.after, k)
    )


def _owned(ctx: Context, found: Happening, owner: int, begin: int) -> None:
    first = lists.list_before(ctx, ctx.mentions.ranges[owner][1], begin)
    mention = ctx.mentions[owner]
    people = lists.listed(ctx, first, ctx.mentions.ranges[owner][1])
    own = () if mention.kind == Kind.PLACE else (people or (owner,))
    found.join(tuple(dict.fromkeys((*own, *lists.listed(ctx, *ctx.mentions.ranges[owner])))) or (owner,))
    found.first = min(found.first, first)


def _seat(ctx: Context, first: int, head: int) -> int | None:
    """The place in front of the noun: "the Geneva talks", "the London conference"."""
    found = ctx.mentions.at(head - 1, frozenset({Kind.PLACE})) if head - 1 >= first else ()
    return found[-1] if found else None


def _in_name(ctx: Context, found: Happening) -> None:
    """Countries and bodies in a name take part: "U.S.-Japan Dialogue", "NATO Summit", "meeting of the X Council"."""
    first, after = ctx.mentions.ranges[found.mentions[0]]
    inside = actors.between(ctx.mentions, first, after, frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP}))
    inside = (*inside, *(c for i in inside for c in _pair(ctx, i)))
    pair = len(inside) > 1
    for i in inside:
        a, b = ctx.mentions.ranges[i]
        country = ctx.mentions[i].kind == Kind.COUNTRY
        before = b <= found.head and ((country and pair) or (not country and found.type in OWNED))
        of = a > found.head and a - found.head <= 3 and ctx.parsed.words[found.head + 1] == "of"
        if before or (of and found.type in {"meeting", "dialogue", "summit", "call"}):
            found.join((i,))


def _pair(ctx: Context, i: int) -> tuple[int, ...]:
    """The two countries of a bilateral body ("U.S.-Kenya Working Group")."""
    if ctx.mentions[i].kind != Kind.ORGANIZATION:
        return ()
    inner = actors.between(ctx.mentions, *ctx.mentions.ranges[i], frozenset({Kind.COUNTRY}))
    return inner if len(inner) > 1 else ()


def _behind(ctx: Context, found: Happening) -> None:
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
        return k + 1 if goes_on else None
    timed = next(
        (t for t in dates_within(ctx, k, end) if t.first <= k + 2 and (t.first == k or words[k] in DATED)), None
    )
    if timed is not None:
        found.when = found.when or timed
        return timed.after
    if words[k] in {"held", "to", "which"} or words[k] in HELD_BY:
        return _held(ctx, found, k, end)
    if words[k] == "of" and found.type == "signing":
        return _signed(ctx, found, k, end)
    if words[k] in WITH or (words[k] in {"of", "by"} and not found.named):
        return _who(ctx, found, k)
    if words[k] in {"in", "at", "to", "on", "during", "from"}:
        return _where(ctx, found, k, end)
    return None


BESIDE = frozenset({"in", "on", "at", "with", "to", "from", "between"})
DATED = frozenset({"on", "in", "from", "of", "during", "for", "this", "later", "earlier", "early", "between", "the"})


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
    found.unreal = found.unreal or _unreal(ctx, found.head)
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
    while j < end and words[j] in {"which", "that", "to", "be", "was", "is", "were", "will", "being", "scheduled", "due", "been",
                                   "has", "jointly", "co", "-", "virtually", "successfully", "set"}:  # fmt: skip
        planned = planned or words[j] in {"to", "will", "scheduled", "due"}
        j += 1
    if j < end and words[j] in {"take", "taking", "took", "takes"} and j + 1 < end and words[j + 1] == "place":
        found.status, found.told = ("planned" if planned or words[j] == "taking" else "held"), True
        return j + 2
    if j >= end or words[j] not in HELD_BY or words[j] == "co":
        return _where(ctx, found, k, end) if words[k] == "to" else None
    found.status, found.told = ("planned" if planned else "held"), True
    if j + 1 < end and words[j + 1] == "by":
        who, after = lists.list_after(ctx, j + 2)
        found.join(who, _role(words[j]))
        found.host = found.host if found.host is not None or words[j] not in HOSTED or not who else who[0]
        return after
    return j + 1


def _role(word: str) -> str:
    if word in HOSTED:
        return "host"
    return "chair" if word in CHAIRED else "head" if word in HEADED else "participant"


def _who(ctx: Context, found: Happening, k: int) -> int | None:
    """ "with A and B", "between A and B", "of A" of a visit or a meeting, "by A"."""
    who, after = lists.list_after(ctx, k + 1)
    if ctx.parsed.words[k] == "of" and found.type in {"conference", "signing", "other"}:
        return None
    if not who and ctx.parsed.words[k] == "with" and (people := people_at(ctx, k + 1)) is not None:
        found.unnamed = True
        return people
    if not who:
        return after if after > k + 1 else None
    found.join(who)
    return after


def people_at(ctx: Context, k: int) -> int | None:
    """The token after unnamed people ("foreign partners", "a group of students"), None where there are none."""
    cues = ctx.lexicon.cues("event-company")
    for j in range(k, min(k + 7, ctx.parsed.sentence(k).end if k < len(ctx.parsed.doc) else k)):
        found = cues.at(ctx.parsed.lemmas, ctx.parsed.words, j)
        if found and ctx.parsed.doc[found[1] - 1].pos_ in {"NOUN", "PROPN"}:
            return found[1]
        if ctx.parsed.doc[j].pos_ not in {"ADJ", "DET", "NOUN", "PROPN", "PUNCT", "NUM", "PRON"}:
            return None
    return None


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
    if found.place is None and (len(places) == 1 or found.type != "visit"):
        found.place = places[0]
    return after


def event_at(ctx: Context, k: int, end: int) -> int | None:
    """The event that a phrase puts something in: "at the X Summit", "on the margins of Y", "during his visit"."""
    words = ctx.parsed.words
    if words[k] not in {"at", "on", "during", "in", "alongside", "following"}:
        return None
    j = k + 1
    while j < min(end, k + 9):
        found = ctx.mentions.at(j, EVENTS)
        if found:
            margin = any(w in MARGINS for w in words[k:j])
            return found[0] if words[k] in {"at", "during", "alongside"} or margin else None
        if lists.outer(ctx, j) is not None and not (words[j] in {"of"}):
            return None
        j += 1
    return None


MARGINS = frozenset({"margins", "sidelines", "margin", "sideline", "fringes", "framework", "occasion", "edges", "part"})


def places_after(ctx: Context, first: int, end: int) -> tuple[tuple[int, ...], int]:
    """The places named from a token on ("Milan, Tirana and Ohrid"; "Paris, France" is one), and the token after."""
    found: list[int] = []
    k = after = first
    joined = False
    while k < end:
        here = [i for i in ctx.mentions.at(k, PLACES) if not lists.is_adjective(ctx, i)]
        if here and _is_part(ctx, ctx.mentions.ranges[here[-1]][1], end):
            break
        if here:
            found.append(here[-1])
            k = after = ctx.mentions.ranges[here[-1]][1]
            continue
        if ctx.parsed.words[k] not in {",", "and", "the", "then", "&", "("} or (
            not found and ctx.parsed.words[k] != "the"
        ):
            break
        joined = joined or ctx.parsed.words[k] in {"and", "&"}
        k += 1
    return _distinct(ctx, found, joined), after


def _is_part(ctx: Context, after: int, end: int) -> bool:
    """Whether a place is only part of a longer name ("the Malta Pavilion", "Chad University")."""
    if after >= end or ctx.parsed.doc[after].ent_type_ in {"DATE", "TIME"}:
        return False
    return ctx.parsed.doc[after].pos_ in {"PROPN", "NOUN"} and ctx.parsed.doc[after].text[0].isupper()


def _distinct(ctx: Context, found: list[int], joined: bool) -> tuple[int, ...]:
    """Without the regions and countries that only say where the place before them lies."""
    if len(found) == 2 and not joined and ctx.mentions[found[0]].kind == Kind.PLACE:
        return (found[0],)
    kept: list[int] = []
    for i in found:
        if not (kept and ctx.mentions[i].kind == Kind.COUNTRY and _lies_in(ctx, kept[-1], i)):
            kept.append(i)
    return tuple(kept)


def _lies_in(ctx: Context, inner: int, outer: int) -> bool:
    country = ctx.mentions[inner].country
    return ctx.mentions[inner].kind == Kind.PLACE and f"country/{country}" in ctx.mentions[outer].keys


def in_heading(ctx: Context, token: int) -> bool:
    """Whether a token stands in a title or heading."""
    return ctx.parsed.block(token).kind in {BlockKind.TITLE, BlockKind.HEADING}


def nominals(ctx: Context) -> Iterator[Happening]:
    """The happenings of all event mentions, in text order."""
    for i, mention in enumerate(ctx.mentions):
        if mention.kind == Kind.EVENT:
            found = nominal(ctx, i)
            if found is not None:
                yield found
