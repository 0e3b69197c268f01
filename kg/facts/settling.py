"""Which drafts are reports, whose they are, and whether what they report was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import actors, assembly, speakers, speech, syntax
from kg.facts.attribution import covered
from kg.facts.context import Context
from kg.facts.discourse import Discourse
from kg.facts.drafts import Draft, Speech, heads, hull, raw
from kg.facts.force import force
from kg.facts.speakers import Source
from kg.facts.speech import Cue
from kg.model import Factuality, Kind

PRESENT = frozenset({"VBZ", "VBP"})
PERFORMED = frozenset({
    "welcome", "condemn", "thank", "congratulate", "condole", "praise", "express-concern", "regret", "prescribe",
    "reaffirm", "stress", "support", "hope", "criticise", "acknowledge", "recall",
})  # fmt: skip
REAL = {Factuality.STATED: Factuality.ATTRIBUTED, Factuality.NEGATED: Factuality.NEGATED}


def settled(context: Context, found: Speech) -> list[Draft]:
    """The drafts that are reports with a known source, in text order."""
    discourse = Discourse(context)
    kept: list[Draft] = []
    for draft in raw(context, found):
        made = _settle(context, found, draft, discourse)
        if made is not None and not _is_inner_attitude(context, found, made, kept):
            kept.append(made)
            discourse.spoke(made.source, max(made.cue.verb.i, hull(found, made)[1] - 1))
    kept = _without_own_voice(context, kept)
    return sorted(kept, key=lambda d: (min(hull(found, d)[0], d.cue.first), d.cue.first))


def _settle(context: Context, found: Speech, draft: Draft, discourse: Discourse) -> Draft | None:
    """The draft with its speaker and factuality settled; None where it is no report or nobody is named."""
    factuality = _factuality(context, found, draft.cue, draft.source.deed)
    if draft.source.own or factuality is None or (draft.source.impersonal and "attitude" in draft.cue.takes):
        return None
    source = discourse.settle(_beside_quote(context, found, draft), draft.cue)
    if _is_unknown_within(context, found, source, draft.cue):
        return None
    quoted = bool(draft.quotes) and draft.words is None and source.tokens is not None
    if not source.speakers and not quoted:
        return None
    return replace(draft, source=source, factuality=factuality)


def _beside_quote(context: Context, found: Speech, draft: Draft) -> Source:
    """Who speaks, where a quotation leads the parse astray: whoever is named right behind the verb or before it."""
    source, cue = draft.source, draft.cue
    ranges = [found.ranges[q] for q in draft.quotes]
    within = source.tokens is not None and any(a <= source.tokens[0] < b for a, b in ranges)
    if not ranges or (source.speakers and not within):
        return source
    ends = [after for _, after in ranges if after <= cue.first]
    named = speakers.behind(context.mentions, cue)
    named = named or (speakers.amid(context.mentions, max(ends), cue) if ends else ())
    return replace(source, speakers=named, tokens=None if named else source.tokens)


def _is_unknown_within(context: Context, found: Speech, source: Source, cue: Cue) -> bool:
    """Speech told inside a quotation by somebody whom the text does not name."""
    inside = covered(cue.first, found.outer)
    return inside and not actors.resolved(context.mentions, source.speakers)


def _factuality(context: Context, found: Speech, cue: Cue, beside: int | None = None) -> Factuality | None:
    """Attributed when it was said, negated when it was expressly not; None when it is only planned or possible."""
    if cue.first in found.given:
        return Factuality.ATTRIBUTED
    parsed, lexicon = context.parsed, context.lexicon
    verb = cue.verb if beside is None else parsed.doc[beside]
    if beside is not None and syntax.is_negated(cue.verb):
        return Factuality.NEGATED
    if syntax.is_inverted(verb) or speech.is_hearsay(parsed, found.wording, verb):
        return None
    deed = speech.performed(parsed, found.wording, verb)
    if deed.i != verb.i:
        return _performance(deed)
    above = _participle_of(verb)
    own = REAL.get(_told(context, found, verb))
    return own if above is None or force(parsed, lexicon, above.i).real else None


def _told(context: Context, found: Speech, verb: Token) -> Factuality:
    """How a verb of saying is meant; an "if" within the quotation is the speaker's."""
    parsed = context.parsed
    if speech.has_own_with(verb):
        return Factuality.NEGATED if syntax.is_negated(verb) else Factuality.STATED
    told = force(parsed, context.lexicon, verb.i)
    quoted = [parsed.span(*r) for r in found.outer if not r[0] <= verb.i < r[1]]
    within = told.condition is not None and any(q.covers(told.condition) for q in quoted)
    if not within or syntax.modality(verb) != "real":
        return told.factuality
    return Factuality.NEGATED if syntax.is_negated(verb) else Factuality.STATED


def _performance(deed: Token) -> Factuality | None:
    """Of a verb that is done by saying what follows: "would like to thank" thanks, "will want to urge" does not."""
    if syntax.is_negated(deed):
        return Factuality.NEGATED
    words = {a.lower_ for a in syntax.auxiliaries(deed)}
    unreal = words & (syntax.FUTURE | syntax.DUTY | {"may", "might", "could", "can"}) or syntax.in_condition(deed)
    return None if unreal else Factuality.ATTRIBUTED


def _participle_of(verb: Token) -> Token | None:
    """The verb that a participle accompanies ("will visit Rome, stressing …")."""
    if verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "pcomp"} and not syntax.auxiliaries(verb):
        return syntax.governor(verb)
    return None


def _is_inner_attitude(context: Context, found: Speech, draft: Draft, kept: Sequence[Draft]) -> bool:
    """A hope or belief inside a report of the same speaker, of who speaks for it or of nobody known is part of it."""
    if "attitude" not in draft.cue.takes:
        return False
    for outer in reversed(kept):
        first, after = hull(found, outer)
        if first <= draft.cue.first < after:
            inner, own = heads(context, draft.source), heads(context, outer.source)
            told = bool(outer.quotes) or not actors.resolved(context.mentions, outer.source.speakers)
            return told or inner == own or _speak_for(context, own, inner)
    return False


def _speak_for(context: Context, voices: set[int], states: set[int]) -> bool:
    """Whether countries are those of an office or agency that speaks ("Minister X of Chile said Chile hoped …")."""
    mentions = context.mentions
    titles = [mentions[t].office for p in voices if (t := mentions.holder(p)) is not None]
    owners = {f"country/{office.country}" for office in titles if office is not None}
    owners |= {f"country/{mentions[v].country}" for v in voices if mentions[v].country}
    keys = {k for s in states for k in mentions[s].keys if mentions[s].kind == Kind.COUNTRY}
    return bool(keys) and keys <= owners


def _without_own_voice(context: Context, kept: Sequence[Draft]) -> list[Draft]:
    """Without the issuer's own voice: what the only actor says who does acts in the present ("Norway condemns …").

    Where several speak in the present, the text is a joint one and reports them.
    """
    performed = [d for d in kept if d.cue.act in PERFORMED and _is_now(d.cue) and not _is_told(d.source)]
    alone = [d for d in performed if _is_body(context, d.source)]
    voices = {_identities(context, d.source) for d in performed}
    told = {_identities(context, d.source) for d in kept if d.source.opened}
    if len(voices) != 1 or len(alone) != len(performed) or voices & told or assembly.is_joint(context):
        return list(kept)
    return [d for d in kept if d not in alone and not _is_voice(context, d, voices)]


def _is_voice(context: Context, draft: Draft, voices: set[frozenset[str | int]]) -> bool:
    """Whether a report without a quotation is told in the present by one of some voices ("Norway considers that …")."""
    now = _is_now(draft.cue) and not draft.quotes and not _is_told(draft.source)
    return now and _identities(context, draft.source) in voices


def _is_told(source: Source) -> bool:
    """Whether a text is retold ("The resolution calls on …"), or listed under an opening."""
    return source.opened or source.document


def _is_now(cue: Cue) -> bool:
    """Whether a verb of saying stands in the present; "continues to urge" does."""
    verb = cue.verb.head if cue.verb.dep_ == "xcomp" else cue.verb
    return verb.tag_ in PRESENT and not syntax.auxiliaries(verb)


def _is_body(context: Context, source: Source) -> bool:
    """Whether one country or organisation speaks, and no person for it."""
    who = heads(context, source)
    return len(who) == 1 and all(context.mentions[h].kind in {Kind.COUNTRY, Kind.ORGANIZATION} for h in who)


def _identities(context: Context, source: Source) -> frozenset[str | int]:
    """The keys of those who speak; for an actor without one, its mention."""
    return frozenset(k for h in heads(context, source) for k in (context.mentions[h].keys or (h,)))
