"""Verbs that tell of events: "met with", "spoke with", "visited", "received", "held", "attended", "was co-chaired by".

A verb either tells of an event of its own or says something about one that a noun names: who took part, in which role,
when and where, whether it was held or is planned. Wording: dipv:event-verbs and dipv:roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import frames, lists, syntax
from kg.facts.acts import is_cue
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.happenings import in_heading
from kg.facts.subjects import accepted, actors_of, company
from kg.model import Factuality

BOUNDARY = frozenset({"advcl", "relcl", "conj", "ccomp", "parataxis", "xcomp"})
HABITS = frozenset(
    {"regularly", "routinely", "often", "always", "frequently", "periodically", "annually", "daily", "weekly",
     "usually", "rarely", "sometimes", "occasionally", "yearly", "monthly"}
)  # fmt: skip
LED = frozenset({"hold", "attend"})  # of these in the passive, those who go along are among the doers
CONNECTING = frozenset({"to", "who", "which", "where", "that", "when", "whom", "also", "then", "and"})


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
        agreed = accepted(verb) and not syntax.is_negated(verb.head.head)
        agreed = agreed or (real.factuality == Factuality.HYPOTHETICAL and _in_order(ctx, verb))
        if real.factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL} and not agreed:
            continue
        free = after
        if _habitual(verb) or _only_ready(ctx, verb):
            continue
        planned = real.factuality == Factuality.PLANNED or (agreed and not _in_order(ctx, verb))
        yield _doing(ctx, concept, role, verb, (token.i, after), planned)


def _in_order(ctx: Context, verb: Token) -> bool:
    """ "Will travel to Oslo in order to meet A": an aim, not what somebody ordered."""
    aim = verb.head
    return aim.lower_ == "order" and aim.i > 0 and ctx.parsed.words[aim.i - 1] == "in"


def _habitual(verb: Token) -> bool:
    """ "Meet regularly", "have talks every day": no single event."""
    return any(
        c.lower_ in HABITS or (c.dep_ == "npadvmod" and c.left_edge.lower_ in {"every", "each"}) for c in verb.children
    )


def _only_ready(ctx: Context, verb: Token) -> bool:
    """ "Is ready to meet", "stands prepared to hold talks": nothing is arranged yet."""
    above = verb.head
    while verb.dep_ == "conj" and above.head.i < above.i:
        verb, above = above, above.head
    found = frames.match(ctx.parsed, ctx.lexicon.cues("force"), above.i) if above.i < verb.i else None
    return found is not None and found[0] == "ready"


def _cue(ctx: Context, token: Token) -> tuple[str, str, int] | None:
    """The event verb or role verb at a token: concept, role, token after it."""
    if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "X"}:
        return None
    best: tuple[str, str, int] | None = None
    for scheme in ("event-verbs", "roles"):
        found = frames.match(ctx.parsed, ctx.lexicon.cues(scheme), token.i)
        if found and (best is None or found[1] > best[2] or (scheme == "roles" and found[1] == best[2])):
            concept = found[0] if scheme == "event-verbs" else "hold" if found[0] == "host" else "attend"
            best = (concept, found[0] if scheme == "roles" else "participant", found[1])
    return best


def _verb(ctx: Context, first: int, after: int) -> Token | None:
    """The verb of a cue: its first token, or the one behind "co-"."""
    spots = range(after - 1, first - 1, -1) if ctx.parsed.words[first] == "co" else range(first, after)
    for token in (ctx.parsed.doc[k] for k in spots):
        main = token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"} and token.lemma_ in {"have", "be"}
        if token.pos_ == "VERB" or main or _is_headline_verb(ctx, token):
            return token
    return None


def _is_headline_verb(ctx: Context, token: Token) -> bool:
    """A verb that the tagger takes for a noun in a heading: "Minister X Meets …", "Chad and Niger Sign …"."""
    if not in_heading(ctx, token.i) or token.tag_ not in {"NNS", "NNPS", "NNP", "VBZ", "VBP", "VB"}:
        return False
    if not token.lower_.endswith("s"):
        return _several_before(ctx, token.i)
    inside = token.i > ctx.parsed.sentence(token.i).start and lists.outer(ctx, token.i) is None
    return inside and lists.outer(ctx, token.i - 1) is not None


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
        or (verb.tag_ in {"VBN", "VBD"} and cue[1] < len(ctx.parsed.doc) and ctx.parsed.words[cue[1]] == "by")
    )
    begin, who = actors_of(ctx, verb, cue[0])
    by: tuple[int, ...] = ()
    end = _end(ctx, verb, cue[1])
    if passive:
        at = next((k for k in range(cue[1], end) if ctx.parsed.words[k] == "by"), None)
        by = lists.agents_after(ctx, at + 1) if at is not None else ()
    along = company(ctx, begin, end, verb.i)
    who = tuple(dict.fromkeys((*who, *along))) if who or concept in {"meet", "visit", "attend"} else who
    by = tuple(dict.fromkeys((*by, *along))) if by or concept == "happen" or (passive and concept in LED) else by
    aspect = "ongoing" if verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in syntax.auxiliaries(verb)) else "held"
    purpose = force(ctx.parsed, ctx.lexicon, verb.i).purpose
    planned = planned or _of_plan(ctx, verb) or of_attended(ctx, verb) or _will(ctx, verb, cue[0])
    return Doing(concept, role, verb, *cue, begin, end, who, by, passive, "planned" if planned else aspect, purpose)


def _of_plan(ctx: Context, verb: Token) -> bool:
    """An infinitive under a verb of the future ("will travel to Oslo to attend the Forum *and open* the fair").

    What is announced is yet to come: "announced a delegation to attend the Forum".
    """
    while verb.dep_ == "conj" and verb.tag_ == "VB" and syntax.is_verb(verb.head) and not syntax.has_to(verb):
        verb = verb.head
    if not syntax.has_to(verb):
        return False
    above = syntax.governor(verb)
    if above is None:
        return False
    return syntax.modality(above) == "future" or is_cue(ctx.lexicon, "undertakings", "announcement", above)


def of_attended(ctx: Context, verb: Token) -> bool:
    """A bare participle of what somebody will attend: "will attend the Forum *held* in Oslo"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    above = syntax.governor(verb.head)
    found = _cue(ctx, above) if above is not None and syntax.modality(above) == "future" else None
    return found is not None and found[0] == "attend"


def _will(ctx: Context, verb: Token, first: int) -> bool:
    """ "Will co-chair", whose parts the parse takes for two words; "will meet A and attend B", taken for a present."""
    if ctx.parsed.words[max(first - 1, 0)] in {"will", "shall"}:
        return True
    above = verb.head
    shared = verb.dep_ == "conj" and verb.tag_ in {"VB", "VBP"} and syntax.subject_child(verb) is None
    return shared and above.tag_ == "VB" and syntax.modality(above) == "future"


def _end(ctx: Context, verb: Token, after: int) -> int:
    """The token after a clause's own words: before a purpose, a relative clause or a coordinated verb."""
    stop = verb.sent.end
    for token in ctx.parsed.doc[after:stop]:
        if token.text == ";" and not lists.goes_on(ctx, token.i):
            return token.i
        if verb.dep_ == "relcl" and token.is_ancestor(verb) and token.i > after and syntax.is_verb(token):
            return syntax.trim(ctx.parsed.doc, verb.i, _edge(ctx, token, after))[1]  # "who is on a visit to X, met"
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
    while k > after and (
        ctx.parsed.words[k - 1] in CONNECTING or ctx.parsed.doc[k - 1].dep_ in {"aux", "auxpass", "neg"}
    ):
        k -= 1
    return k
