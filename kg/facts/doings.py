"""Verbs that tell of events: "met with", "spoke with", "visited", "received", "held", "attended", "was co-chaired by".

A verb either tells of an event of its own or says something about one that a noun names: who took part, in which role,
when and where, whether it was held or is planned. Wording: dipv:event-verbs and dipv:roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import frames, lists, syntax
from kg.facts.context import Context
from kg.facts.dates import TimeExpression, dates_within, with_year
from kg.facts.force import force
from kg.facts.happenings import Happening, in_heading
from kg.facts.phrases import EVENTS, event_at, places_after
from kg.model import Factuality, Kind

PERSONAL = frozenset({Kind.PERSON, Kind.OFFICE, Kind.GROUP})
BOUNDARY = frozenset({"advcl", "relcl", "conj", "ccomp", "parataxis", "xcomp"})
HABITS = frozenset({"regularly", "routinely", "often", "always", "frequently", "periodically", "annually", "daily", "weekly",
                    "usually", "rarely", "sometimes", "occasionally", "yearly", "monthly"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb of an event: its concept, its tokens ``[first, after)``, its clause and who acts."""

    concept: str
    role: str  # concept of dipv:roles
    verb: Token
    first: int
    after: int
    begin: int  # first token of the clause's subject, or of the verb
    end: int  # token after the clause's own words
    who: tuple[int, ...]
    by: tuple[int, ...]  # the agents of a passive
    passive: bool
    status: str
    purpose: bool


def doings(ctx: Context) -> Iterator[Doing]:
    """The verbs of events in a text that are neither denied nor merely possible."""
    free = 0
    for token in ctx.parsed.doc:
        if token.i < free:
            continue
        found = _cue(ctx, token)
        if found is None:
            continue
        concept, role, after = found
        verb = _verb(ctx, token.i, after)
        if verb is None:
            continue
        real = force(ctx.parsed, ctx.lexicon, verb.i)
        if real.factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}:
            continue
        free = after
        if _habitual(ctx, verb):
            continue
        yield _doing(ctx, concept, role, verb, (token.i, after), real.factuality == Factuality.PLANNED)


def _habitual(ctx: Context, verb: Token) -> bool:
    """ "Meet regularly", "have talks every day": no single event."""
    return any(
        c.lower_ in HABITS or (c.dep_ == "npadvmod" and c.left_edge.lower_ in {"every", "each"}) for c in verb.children
    )


def _cue(ctx: Context, token: Token) -> tuple[str, str, int] | None:
    """The event verb or role verb at a token: concept, role, token after it."""
    if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "X"}:
        return None
    best: tuple[str, str, int] | None = None
    for scheme in ("event-verbs", "roles"):
        found = frames.match(ctx.parsed, ctx.lexicon.cues(scheme), token.i)
        if found and (best is None or found[1] > best[2] or scheme == "roles" and found[1] == best[2]):
            concept = found[0] if scheme == "event-verbs" else "hold" if found[0] == "host" else "attend"
            best = (concept, found[0] if scheme == "roles" else "participant", found[1])
    return best


def _verb(ctx: Context, first: int, after: int) -> Token | None:
    """The verb of a cue: its first token, or the one behind "co-"."""
    spots = range(after - 1, first - 1, -1) if ctx.parsed.words[first] == "co" else range(first, after)
    for token in (ctx.parsed.doc[k] for k in spots):
        titled = in_heading(ctx, token.i) and token.tag_ in {"NNS", "NNPS", "NNP", "VBZ", "VBP", "VB"}
        if (
            token.pos_ == "VERB"
            or token.lemma_ in {"have", "be"}
            and token.pos_ == "AUX"
            and token.dep_ not in {"aux", "auxpass"}
        ):
            return token
        if titled and not token.lower_.endswith("s") and _several_before(ctx, token.i):
            return token
        if (
            titled
            and token.i > ctx.parsed.sentence(first).start
            and lists.outer(ctx, token.i - 1) is not None
            and (token.lower_.endswith("s") and lists.outer(ctx, token.i) is None)
        ):
            return token
    return None


def _several_before(ctx: Context, token: int) -> bool:
    """Two or more actors right before a word: in a heading, the subjects of a verb ("Chad and Niger Sign …")."""
    begin = ctx.parsed.sentence(token).start
    if token == begin or lists.outer(ctx, token - 1) is None or lists.outer(ctx, token) is not None:
        return False
    return len(lists.listed(ctx, lists.list_before(ctx, token, begin), token)) > 1


def _doing(ctx: Context, concept: str, role: str, verb: Token, cue: tuple[int, int], planned: bool) -> Doing:
    passive = (
        syntax.is_passive(verb)
        or syntax.is_passive(ctx.parsed.doc[cue[0]])
        or (verb.tag_ == "VBN" and cue[1] < len(ctx.parsed.doc) and ctx.parsed.words[cue[1]] == "by")
    )
    begin, who = _subject(ctx, verb, cue[0])
    by: tuple[int, ...] = ()
    end = _end(ctx, verb, cue[1])
    if passive:
        at = next((k for k in range(cue[1], end) if ctx.parsed.words[k] == "by"), None)
        by = lists.list_after(ctx, at + 1)[0] if at is not None else ()
    along = _company(ctx, begin, end)
    who = tuple(dict.fromkeys((*who, *along))) if who or concept in {"meet", "visit", "attend"} else who
    by = tuple(dict.fromkeys((*by, *along))) if by else by
    aspect = "ongoing" if verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in syntax.auxiliaries(verb)) else "held"
    purpose = force(ctx.parsed, ctx.lexicon, verb.i).purpose
    planned = planned or _of_plan(verb)
    return Doing(concept, role, verb, *cue, begin, end, who, by, passive, "planned" if planned else aspect, purpose)


def _of_plan(verb: Token) -> bool:
    """An infinitive under a verb of the future ("will travel to Oslo to attend the Forum")."""
    if not any(c.lower_ == "to" for c in syntax.children(verb, "aux")):
        return False
    above = syntax.governor(verb)
    return above is not None and syntax.modality(above) == "future"


def _company(ctx: Context, first: int, end: int) -> tuple[int, ...]:
    """Who goes along: "accompanied by A", "led by B", "including C", "together with D"."""
    words = ctx.parsed.words
    found: dict[int, None] = {}
    for k in range(first, end - 1):
        by = words[k] in {"accompanied", "led", "headed", "joined", "witnessed"} and words[k + 1] == "by"
        of = words[k] in {"participation", "presence", "attendance"} and words[k + 1] in {"of", "by"}
        if of:
            found.update(dict.fromkeys(lists.list_after(ctx, k + 2, end)[0]))
        if by or words[k] == "including" or (words[k] in {"together", "along"} and words[k + 1] == "with"):
            people = lists.list_after(ctx, k + (1 if words[k] == "including" else 2), end)[0]
            found.update(dict.fromkeys(i for i in people if ctx.mentions[i].kind in PERSONAL))
    return tuple(found)


def _subject(ctx: Context, verb: Token, cue: int) -> tuple[int, tuple[int, ...]]:
    """Where a verb's subject begins, and the actors it names; a list is read beyond what the parse took for it."""
    begin = ctx.parsed.sentence(verb.i).start
    if in_heading(ctx, verb.i) and verb.pos_ != "VERB":
        first = lists.list_before(ctx, cue, begin)
        return first, lists.listed(ctx, first, cue)
    head = _controller(verb) or syntax.subject(verb)
    if ctx.parsed.words[cue] == "co" and (head is None or head.i > cue):
        head = syntax.subject_child(ctx.parsed.doc[cue]) or syntax.subject(ctx.parsed.doc[cue])
    if head is None or head.i >= verb.i:
        first, found = _flat_subject(ctx, verb, cue, begin)
        return first, found or (() if syntax.is_finite(verb) else _of_sentence(ctx, verb, cue))
    left, right = syntax.extent(head)
    right = lists.reach(ctx, max(right, head.i + 1), cue) if head.i < cue else right
    joined = left > begin and ctx.parsed.words[left - 1] in lists.SEPARATORS
    titled = left > begin and bool(ctx.mentions.at(left - 1, frozenset({Kind.OFFICE})))
    left = min(left, lists.list_before(ctx, left, begin)) if joined or titled else left
    who = lists.listed(ctx, left, right)
    covering = lists.outer(ctx, head.i)
    if not who and covering is not None and not _adjectival(ctx, covering, head):
        who = (lists.actors.person_of(ctx.mentions, covering),)
    if not who and not syntax.is_finite(verb):
        who = _of_sentence(ctx, verb, cue)
    own = syntax.subject_child(verb)
    own = own or (syntax.subject_child(ctx.parsed.doc[cue]) if cue < verb.i else None)
    return (left if own is not None and own.i < verb.i else verb.i), who


def _of_sentence(ctx: Context, verb: Token, cue: int) -> tuple[int, ...]:
    """Who does it in "A and B showed their resolve by signing …": the subject of the sentence."""
    root = verb.sent.root
    subject = syntax.subject_child(root)
    if verb.dep_ in {"relcl", "acl"} or subject is None or subject.i >= cue or syntax.is_negated(root):
        return ()
    return lists.listed(ctx, *syntax.extent(subject))


def _controller(verb: Token) -> Token | None:
    """Who did it in "thanked X for hosting …", "congratulated X on convening …"."""
    if verb.dep_ == "conj" and verb.tag_ == "VBG":
        return _controller(verb.head)
    if verb.dep_ != "pcomp" or verb.head.lower_ not in {"for", "on", "upon"} or not syntax.is_verb(verb.head.head):
        return None
    return next(syntax.children(verb.head.head, "dobj"), None)


def _flat_subject(ctx: Context, verb: Token, cue: int, begin: int) -> tuple[int, tuple[int, ...]]:
    """Where the parse gives no subject: the list of actors that ends right before the verb."""
    k = cue
    while (
        k > begin
        and lists.outer(ctx, k - 1) is None
        and (ctx.parsed.doc[k - 1].pos_ in {"AUX", "ADV"} or ctx.parsed.doc[k - 1].ent_type_ in {"DATE", "TIME"})
    ):
        k -= 1
    if k == begin or lists.outer(ctx, k - 1) is None or verb.tag_ == "VBN":
        return verb.i, ()
    first = lists.list_before(ctx, k, begin)
    return first, lists.listed(ctx, first, k)


def _adjectival(ctx: Context, mention: int, head: Token) -> bool:
    return lists.is_adjective(ctx, mention) or ctx.mentions.ranges[mention][1] <= head.i


def _end(ctx: Context, verb: Token, after: int) -> int:
    """The token after a clause's own words: before a purpose, a relative clause or a coordinated verb."""
    stop = verb.sent.end
    for token in ctx.parsed.doc[after:stop]:
        if token.text == ";":
            return token.i
        if syntax.is_verb(token) and token.dep_ in BOUNDARY and token.i > after and not _describes(ctx, token):
            edge = _edge(ctx, token, after)
            if edge > after:
                return syntax.trim(ctx.parsed.doc, verb.i, edge)[1]
    return syntax.trim(ctx.parsed.doc, verb.i, stop)[1]


def _describes(ctx: Context, token: Token) -> bool:
    """ "And visiting Foreign Minister X": a participle right before an actor."""
    return (
        token.tag_ == "VBG"
        and token.i + 1 < len(ctx.parsed.doc)
        and lists.outer(ctx, token.i + 1) is not None
        and (ctx.parsed.words[token.i - 1] in {"and", ",", "with", "by", "the", "a"} and token.dep_ in {"conj", "amod"})
    )


def _edge(ctx: Context, verb: Token, after: int) -> int:
    """Where a further clause begins: at its "to", its "who" or "where", its auxiliary or the verb itself."""
    k = verb.i
    while k > after and (ctx.parsed.words[k - 1] in {"to", "who", "which", "where", "that", "when", "whom", "also", "then", "and"}
                         or ctx.parsed.doc[k - 1].dep_ in {"aux", "auxpass", "neg"}):  # fmt: skip
        k -= 1
    return k


def events_of(ctx: Context, doing: Doing) -> tuple[int, ...]:
    """The event mentions a verb is about: its objects, its subject when it "takes place", or the next one behind it."""
    found: dict[int, None] = {}
    heads = [*syntax.objects(doing.verb), *syntax.prepositional(doing.verb, "in", "at", "for", "to", "on")]
    subject = syntax.subject(doing.verb)
    if subject is not None and (doing.passive or doing.concept == "happen"):
        heads = [subject, *syntax.conjuncts(subject)]
    own = [o for o in syntax.children(doing.verb, "dobj") if o.lower_ not in {"that", "which"}]
    if doing.verb.dep_ == "relcl" and not own and not doing.passive:
        heads.append(doing.verb.head)
    heads.extend(c for h in tuple(heads) for c in syntax.conjuncts(h) if c.i > h.i and c not in heads)
    heads.extend(
        o
        for h in tuple(heads)
        if h.lemma_ in {"series", "round", "number", "set"}
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
    return tuple(found)


def _described(ctx: Context, verb: int) -> tuple[int, ...]:
    """The event that a relative clause right behind it is about ("the Conference, which is co-hosted by …")."""
    k = verb
    while k > 0 and ctx.parsed.doc[k - 1].pos_ in {"AUX", "ADV", "PART"}:
        k -= 1
    if k < 2 or ctx.parsed.words[k - 1] not in {"which", "that"}:
        return ()
    k -= 2
    return ctx.mentions.at(k - (ctx.parsed.words[k] == ","), EVENTS)


def _next_event(ctx: Context, k: int, end: int) -> int | None:
    """The event mention that follows a verb with only determiners, adjectives, times and names before it."""
    stop = min(end, k + 9)
    while k < stop:
        found = ctx.mentions.at(k, EVENTS)
        if found:
            return found[-1]
        token = ctx.parsed.doc[k]
        timed = next((t for t in dates_within(ctx, k, end) if t.first == k), None)
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
    for k in range(doing.after, doing.end):
        part = event_at(ctx, k, doing.end)
        if part is not None and part not in found.mentions and part not in found.within:
            found.within.append(part)
    if found.place is None:
        found.place = _place(ctx, doing.after, doing.end)
    if found.place is None and doing.begin > begin:
        found.place = _place(ctx, begin, doing.begin)
    if found.place is None:
        found.place = _venue(ctx, doing.after, doing.end)
    if "previously" in ctx.parsed.words[doing.begin : doing.end]:
        found.other = "last"


def _when(ctx: Context, doing: Doing, begin: int) -> TimeExpression | None:
    """The first time behind the verb, else before it, that belongs to no event noun and is no deadline."""
    behind = dates_within(ctx, doing.verb.i, doing.end)
    ahead = dates_within(ctx, begin, doing.verb.i)
    good = [t for t in (*behind, *reversed(ahead)) if not t.is_deadline and not ctx.mentions.at(t.first, EVENTS)
            and t.lead not in {"since", "of", "for"}]  # fmt: skip
    return good[0] if good else None


def _place(ctx: Context, first: int, end: int) -> int | None:
    """The place after "in" or "at", outside names and titles."""
    for k in range(first, end):
        if ctx.parsed.words[k] not in {"in", "at"} or lists.outer(ctx, k) is not None or ctx.mentions.at(k, EVENTS):
            continue
        places, _ = places_after(ctx, k + 1, end)
        if places and not _owned_place(ctx, places[0], end):
            return places[0]
    return None


def _venue(ctx: Context, first: int, end: int) -> int | None:
    """The seat after "at the" ("at the Ministry of Finance", "at the White House")."""
    for k in range(first, end - 1):
        if ctx.parsed.words[k] in {"at", "in"} and lists.outer(ctx, k) is None and not ctx.mentions.at(k, EVENTS):
            j = k + 1 + (ctx.parsed.words[k + 1] in {"the", "his", "her"})
            found = [
                i for i in ctx.mentions.at(j, frozenset({Kind.ORGANIZATION})) if ctx.mentions.ranges[i][0] in {k + 1, j}
            ]
            if found and ctx.mentions[found[-1]].org_kind == "agency" and not ctx.mentions.at(j, EVENTS):
                return found[-1]
    return None


def _owned_place(ctx: Context, i: int, end: int) -> bool:
    after = ctx.mentions.ranges[i][1]
    return after < end and ctx.parsed.words[after] in {"'s", "'"}
