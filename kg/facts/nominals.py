"""What an event noun says by itself: its name, number, owner and time, and who takes part by its name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import actors, lists, syntax
from kg.facts.complements import behind, unreal
from kg.facts.context import Context
from kg.facts.dates import TimeExpression, dates_within
from kg.facts.happenings import Happening
from kg.facts.joint_bodies import MEETINGS, is_session, sides
from kg.mentions import event_nouns as names
from kg.model import Form, Kind

NEXT = frozenset({"next", "upcoming", "forthcoming", "planned", "scheduled", "proposed", "coming", "future"})
PAST = frozenset({"last", "previous", "recent", "earlier", "past"})
TALKS = frozenset(
    {"talk", "discussion", "consultation", "negotiation", "deliberation", "conversation"}
)  # one event in the plural
DEFINITE = frozenset({"the", "this", "these", "that", "their", "its", "our", "his", "her", "my", "'s", "'"})
YEARLY = frozenset({"anniversary", "birthday", "jubilee"})


def _number(ctx: Context, k: int) -> int | None:
    """The ordinal at a token, unless it counts years: "the 60th Anniversary Meeting"."""
    counts = ctx.parsed.lemmas[k + 1] in YEARLY
    return None if counts else names.ordinal_at(ctx.parsed, k)


def nominal(ctx: Context, i: int) -> Happening | None:
    """What an event mention says by itself: name, owner, complements."""
    first, after = ctx.mentions.ranges[i]
    noun = _noun(ctx, first, after) or _abbreviated(ctx, i)
    if noun is None:
        return None
    mention = ctx.mentions[i]
    found = Happening(noun.type, noun.head, first, after, [i], (first, after), named=mention.form == Form.NAME)
    found.ordinal = next((n for k in range(max(0, first - 1), noun.head) if (n := _number(ctx, k))), None)
    found.several = ctx.parsed.doc[noun.head].tag_ in {"NNS", "NNPS"} and not _is_one(ctx, found)
    _before(ctx, found)
    if found.named or noun.type not in {"visit"}:
        _in_name(ctx, found)
    found.place = _seat(ctx, first, found.head)
    behind(ctx, found)
    plural = ctx.parsed.doc[noun.head].tag_ in {"NNS", "NNPS"}
    found.type = "meeting" if plural and ctx.parsed.lemmas[noun.head] == "conversation" else found.type
    found.several = found.several and not (ctx.parsed.lemmas[found.head] in TALKS and len(found.actors) > 1)
    definite = found.named or bool(found.other) or _definite(ctx, found.first) or _definite(ctx, first)
    found.unreal = (
        _denied(ctx, found)
        or _hedged(ctx, first, found.head)
        or (not definite and not _presupposed(ctx, found.head) and unreal(ctx, found.head))
    )
    bare = found.after < len(ctx.parsed.doc) and ctx.parsed.words[found.after] != "of"
    known = mention.form == Form.NOMINAL and _definite(ctx, first) and bare
    today = found.when is not None and found.when.relative and found.when.after <= first
    known = (known or today) and mention.form == Form.NOMINAL
    found.anaphor = (
        known
        and set(found.actors.values()) <= {"chair"}
        and not found.other
        and (found.when is None or today)
        and found.place is None
    )
    found.first_person = any(ctx.parsed.words[k] in {"my", "our"} for k in range(max(0, first - 3), first))
    return found


def _is_one(ctx: Context, found: Happening) -> bool:
    """A plural for a single event: consultations, and talks of which the text says whose they are."""
    if found.type == "dialogue":
        return True
    begin = ctx.parsed.sentence(found.head).start
    before = ctx.parsed.words[max(begin, found.first - 2) : found.head]
    return ctx.parsed.lemmas[found.head] in TALKS and bool(DEFINITE & set(before))


def _denied(ctx: Context, found: Happening) -> bool:
    """ "No meeting", "neither summit"."""
    begin = ctx.parsed.sentence(found.head).start
    return any(ctx.parsed.words[k] in {"no", "neither"} for k in range(max(begin, found.first - 2), found.head))


def _presupposed(ctx: Context, head: int) -> bool:
    """ "Was discussed at talks with A", "agreed on nothing during talks": what was said of, the talks were."""
    prep = ctx.parsed.doc[head].head
    verb = syntax.governor(prep) if prep.lower_ in {"at", "during"} else None
    return verb is not None and syntax.is_finite(verb) and syntax.modality(verb) not in {"open", "duty", "future"}


def _hedged(ctx: Context, first: int, head: int) -> bool:
    """ "X's potential trip", "a rumoured meeting": not even planned."""
    cues, words = ctx.lexicon.cues("force"), ctx.parsed.words
    found = (cues.at(ctx.parsed.lemmas, words, k) for k in range(max(0, first - 1), head) if words[k] not in NEXT)
    return any(f is not None and f[0] == "hypothetical" and f[1] <= head for f in found)


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


def _abbreviated(ctx: Context, i: int) -> names.Noun | None:
    """The noun of the event whose name an abbreviation stands for."""
    own = next((_noun(ctx, *ctx.mentions.ranges[n]) for n in ctx.mentions[i].refers), None)
    return None if own is None else names.Noun(own.type, *ctx.mentions.ranges[i])


def _nouns(ctx: Context) -> dict[int, names.Noun]:
    if ctx.event_nouns is None:
        ctx.event_nouns = {n.head: n for n in names.nouns(ctx.parsed, ctx.lexicon)}
    return ctx.event_nouns


def _definite(ctx: Context, first: int) -> bool:
    own = DEFINITE - {"'s", "'"}
    if any(k >= 0 and ctx.parsed.words[k] in own for k in (first, first - 1)):
        return True
    return first > 1 and ctx.parsed.words[first - 1] in {"'s", "'"} and lists.outer(ctx, first - 2) is not None


def _before(ctx: Context, found: Happening) -> None:
    """Determiners, owners and times before an event noun: "today's", "President X's recent", "the next"."""
    doc, words = ctx.parsed.doc, ctx.parsed.words
    begin = ctx.parsed.sentence(found.head).start
    k = found.first
    for t in range(max(begin, k - 2), found.head):
        if words[t] in NEXT | PAST:
            found.other = "next" if words[t] in NEXT else "last"
    while k > begin and _qualifies(doc[k - 1]):
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
    elif found.several and k - 2 > begin and words[k - 1] == "and":  # "the SCO and CSTO summits"
        other = lists.outer(ctx, k - 2)
        found.join((other,) if other is not None and ctx.mentions[other].kind in actors.BODIES else ())
    elif doc[found.first].pos_ == "NUM" and k > begin:
        found.first = min(found.first, k)


def _qualifies(token: Token) -> bool:
    """Adjectives, numbers, participles, times and the marks between them, before an event noun."""
    if token.pos_ in {"ADJ", "NUM", "ADV"} or token.tag_ in {"VBN", "VBG"} or token.ent_type_ in {"DATE", "TIME"}:
        return True
    return token.text in {",", "-"} or names.is_ordinal(token.text)


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
    pair = len(inside) > 1
    for i in inside:
        a, b = ctx.mentions.ranges[i]
        country = ctx.mentions[i].kind == Kind.COUNTRY
        before = b <= found.head and ((country and pair) or (not country and found.type in MEETINGS))
        of = a > found.head and a - found.head <= 3 and ctx.parsed.words[found.head + 1] == "of"
        if before or (of and (found.type in MEETINGS or is_session(ctx, found))):
            found.join(sides(ctx, i) or (i,))


def nominals(ctx: Context) -> Iterator[Happening]:
    """The happenings of all event mentions, in text order."""
    for i, mention in enumerate(ctx.mentions):
        if mention.kind == Kind.EVENT:
            found = nominal(ctx, i)
            if found is not None:
                yield found
