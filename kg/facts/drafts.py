"""Statements before they are facts: one verb of saying with its words and quotations, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.facts import actors, attribution, openings, speakers, speech, syntax
from kg.facts.attribution import Attributed
from kg.facts.content import Range, content, is_beside
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.quotes import Quote, find_quotes
from kg.facts.sources import find_reported
from kg.facts.speakers import Source
from kg.facts.speech import Cue, Wording
from kg.model import Factuality, Kind

APART = frozenset({"on", "after"})  # quotations that make statements of their own
PLURAL = {"they": True, "both": True, "he": False, "she": False}
PRESENT = frozenset({"VBZ", "VBP"})
PERFORMED = frozenset({
    "welcome", "condemn", "thank", "congratulate", "condole", "praise", "express-concern", "regret", "prescribe",
    "reaffirm", "stress", "support", "hope", "criticise", "acknowledge", "recall",
})  # fmt: skip
REAL = {Factuality.STATED: Factuality.ATTRIBUTED, Factuality.NEGATED: Factuality.NEGATED}


@dataclass(frozen=True, slots=True)
class Draft:
    """``words`` are the tokens of the content, marks included; ``quotes`` are indices of quotations."""

    cue: Cue
    source: Source
    words: Range | None
    quotes: tuple[int, ...] = ()
    factuality: Factuality = Factuality.ATTRIBUTED


@dataclass(frozen=True, slots=True)
class Speech:
    """The speech in a document: cues, what they report by their first token, quotations and their cues."""

    wording: Wording
    cues: tuple[Cue, ...]
    reported: dict[int, Range]
    quotes: tuple[Quote, ...]
    ranges: tuple[Range, ...]
    attributed: dict[int, Attributed]
    given: dict[int, Source]  # the sources of cues that are no verbs


def read(context: Context) -> Speech:
    """Cues, what they report, and quotations with the cues they belong to."""
    parsed, wording = context.parsed, Wording.of(context.lexicon)
    every = tuple(speech.find_cues(parsed, wording))
    by_first = {c.first: c for c in every}
    verbs = tuple(c for c in every if speech.is_report(c))
    reported = {c.first: r for c in verbs if (r := content(context.mentions, c, by_first)) is not None and r[0] < r[1]}
    phrases = {r.cue.first: r for r in find_reported(context, wording)}
    reported |= {first: r.words for first, r in phrases.items()}
    cues = tuple(sorted([*verbs, *(r.cue for r in phrases.values())], key=lambda c: c.first))
    marked = find_quotes(context.document.text, parsed.blocks)
    found = attribution.attribute(context.mentions, marked, cues, reported)
    blocks = list(openings.block_quotes(parsed, cues, marked))
    quotes = (*marked, *(q for q, _ in blocks))
    found |= {len(marked) + n: Attributed(len(marked) + n, cue, "on") for n, (_, cue) in enumerate(blocks)}
    ranges = tuple(parsed.tokens(q.outer) for q in quotes)
    return Speech(wording, cues, reported, quotes, ranges, found, {f: r.source for f, r in phrases.items()})


def hull(found: Speech, draft: Draft) -> Range:
    """The tokens from the first to the last of what was said."""
    ranges = [found.ranges[q] for q in draft.quotes] + ([draft.words] if draft.words else [])
    return min(a for a, _ in ranges), max(b for _, b in ranges)


def settled(context: Context, found: Speech) -> Iterator[Draft]:
    """The drafts whose speaker is known and which are reports, in text order."""
    sources = _sources(context, found)
    raw = [d for cue in found.cues for d in _of_cue(context, found, cue, sources[cue.first])]
    kept: list[Draft] = []
    for draft in sorted(raw, key=lambda d: (d.cue.first, hull(found, d))):
        made = _with_speaker(context, found, draft, kept)
        if made is not None and not _is_inner_attitude(context, found, made, kept):
            kept.append(made)
    kept = _without_own_voice(context, kept)
    return iter(sorted(kept, key=lambda d: (min(hull(found, d)[0], d.cue.first), d.cue.first)))


def _sources(context: Context, found: Speech) -> dict[int, Source]:
    """Who speaks in each cue; a verb that stands beside an earlier one shares its speakers."""
    sources: dict[int, Source] = {}
    before: Cue | None = None
    for cue in found.cues:
        same = before is not None and cue.verb.sent.start == before.verb.sent.start and not cue.passive
        shared = before is not None and same and is_beside(context.mentions, before, cue.verb, says=True)
        if cue.first in found.given:
            sources[cue.first] = found.given[cue.first]
            continue
        if before is not None and shared:
            sources[cue.first] = sources[before.first]
        else:
            own = speakers.find_source(context, found.wording, cue)
            sources[cue.first] = own if own.speakers or own.own else openings.opened(context, cue) or own
        before = cue
    return sources


def _of_cue(context: Context, found: Speech, cue: Cue, source: Source) -> Iterator[Draft]:
    """The drafts of one cue: its words and quotations; each further sentence or paragraph quoted is one of its own."""
    mine = [a for a in found.attributed.values() if a.cue.first == cue.first]
    first = [a for a in mine if a.how not in APART]
    words = None if any(a.how == "behind" for a in first) else found.reported.get(cue.first)
    groups = _groups(context, found, first)
    if groups or words is not None:
        mine_first = groups[0] if groups else ()
        if words is not None and len(groups) > 1:
            words = words[0], max(words[0] + 1, min(words[1], found.ranges[groups[1][0]][0]))
        yield Draft(cue, source, _stretched(found, words, mine_first), mine_first)
    for item in openings.items_of(context, cue) if not groups else ():
        if not any(c.first - item[0] in (0, 1) for c in found.cues):
            yield Draft(cue, source, item)
    for group in groups[1:]:
        yield Draft(cue, source, None, group)
    for a in mine:
        if a.how == "on" or (a.how == "after" and _is_one_person(context, source)):
            yield Draft(cue, source, None, (a.quote,))


def _is_one_person(context: Context, source: Source) -> bool:
    heads = _heads(context, source)
    return len(heads) == 1 and all(context.mentions[h].kind in {Kind.PERSON, Kind.OFFICE} for h in heads)


def _groups(context: Context, found: Speech, mine: Sequence[Attributed]) -> list[tuple[int, ...]]:
    """Quotations that make one statement together; one after "and that" begins another."""
    groups: list[tuple[int, ...]] = []
    for a in mine:
        first = found.ranges[a.quote][0]
        apart = a.how != "behind" and first > 0 and context.parsed.words[first - 1] == "that"
        if groups and not apart:
            groups[-1] = (*groups[-1], a.quote)
        else:
            groups.append((a.quote,))
    return groups


def _stretched(found: Speech, words: Range | None, quotes: Sequence[int]) -> Range | None:
    """Content to the end of the quotations that begin in it, however many sentences they have."""
    if words is None:
        return None
    ends = [found.ranges[q][1] for q in quotes if words[0] <= found.ranges[q][0] < words[1]]
    return words[0], max([words[1], *ends])


def _with_speaker(context: Context, found: Speech, draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """The draft with its speaker and factuality settled; None where it is no report or nobody is named."""
    source = draft.source
    factuality = _factuality(context, found, draft.cue)
    if source.own or factuality is None:
        return None
    if draft.quotes and (not source.speakers or _names_itself(found, draft)):
        ends = [found.ranges[q][1] for q in draft.quotes if found.ranges[q][1] <= draft.cue.first]
        named = speakers.behind(context.mentions, draft.cue)
        named = named or (speakers.amid(context.mentions, max(ends), draft.cue) if ends else ())
        source = replace(source, speakers=named, tokens=None if named else source.tokens)
    if source.impersonal and "attitude" in draft.cue.takes:
        return None
    if not source.speakers and (source.impersonal or (source.document and syntax.is_finite(draft.cue.verb))):
        source = _carried(context, source, kept)
    if _is_unknown_within(context, found, source, draft.cue):
        return None
    source = _of_pronoun(context, source, draft, kept)
    quoted = bool(draft.quotes) and draft.words is None and source.tokens is not None
    if not source.speakers and not source.impersonal and not quoted:
        return None
    return replace(draft, source=source, factuality=factuality)


def _without_own_voice(context: Context, kept: Sequence[Draft]) -> list[Draft]:
    """Without the issuer's own voice: acts done in the present by the only actor who speaks so ("Norway condemns …").

    Where several speak in the present, the text is a joint one and reports them.
    """
    performed = [d for d in kept if d.cue.act in PERFORMED and _is_now(d.cue) and not d.source.opened]
    alone = [d for d in performed if _is_body(context, d.source)]
    voices = {
        frozenset(k for h in _heads(context, d.source) for k in context.mentions[h].keys or (h,)) for d in performed
    }
    return list(kept) if len(voices) != 1 or len(alone) != len(performed) else [d for d in kept if d not in alone]


def _is_now(cue: Cue) -> bool:
    """Whether a verb of saying stands in the present; "continues to urge" does."""
    verb = cue.verb.head if cue.verb.dep_ == "xcomp" else cue.verb
    helpers = [a.tag_ for a in syntax.auxiliaries(verb)]
    return helpers == [] and verb.tag_ in PRESENT


def _is_body(context: Context, source: Source) -> bool:
    """Whether one country or organisation speaks, and no person for it."""
    heads = _heads(context, source)
    return len(heads) == 1 and all(context.mentions[h].kind in {Kind.COUNTRY, Kind.ORGANIZATION} for h in heads)


def _identities(context: Context, source: Source) -> frozenset[str | int]:
    """The keys of those who speak; for an actor without one, its mention."""
    return frozenset(k for h in _heads(context, source) for k in (context.mentions[h].keys or (h,)))


def _heads(context: Context, source: Source) -> set[int]:
    return {h for s in source.speakers for h in context.mentions.heads(s)}


def _names_itself(found: Speech, draft: Draft) -> bool:
    """Whether the parse took the speaker of a quotation from within it."""
    tokens = draft.source.tokens
    return tokens is not None and any(a <= tokens[0] < b for a, b in (found.ranges[q] for q in draft.quotes))


def _is_unknown_within(context: Context, found: Speech, source: Source, cue: Cue) -> bool:
    """Speech told inside a quotation by somebody whom the text does not name."""
    inside = any(a <= cue.first < b for a, b in found.ranges)
    return inside and not actors.resolved(context.mentions, source.speakers)


def _of_pronoun(context: Context, source: Source, draft: Draft, kept: Sequence[Draft]) -> Source:
    """An unresolved "they" or "he": those who spoke just before, many or one as the word asks."""
    mentions = context.mentions
    if len(source.speakers) != 1 or actors.resolved(mentions, source.speakers):
        return source
    pronoun = mentions[source.speakers[0]]
    many = PLURAL.get(pronoun.surface.lower())
    before = kept[-1] if kept else None
    if many is None or before is None or not actors.resolved(mentions, before.source.speakers):
        return source
    block_of = context.parsed.block_of
    heads = {h for s in before.source.speakers for h in mentions.heads(s)}
    near = block_of[draft.cue.verb.i] - block_of[before.cue.verb.i] <= 1
    return (
        replace(source, speakers=before.source.speakers, carried=True) if near and (len(heads) > 1) == many else source
    )


def _carried(context: Context, source: Source, kept: Sequence[Draft]) -> Source:
    """ "The communique adds", "it was noted": by those who spoke before; impersonally only by several."""
    for draft in reversed(kept):
        heads = [h for s in draft.source.speakers for h in context.mentions.heads(s)]
        if heads and (source.document or len(heads) > 1):
            return replace(source, speakers=draft.source.speakers, carried=True)
    return source


def _factuality(context: Context, found: Speech, cue: Cue) -> Factuality | None:
    """Attributed when it was said, negated when it was expressly not; None when it is only planned or possible."""
    parsed, lexicon = context.parsed, context.lexicon
    if cue.first in found.given:
        return Factuality.ATTRIBUTED
    deed = speech.performed(parsed, found.wording, cue.verb)
    above = _participle_of(deed)
    own = REAL.get(force(parsed, lexicon, deed.i).factuality)
    return own if above is None or force(parsed, lexicon, above.i).real else None


def _participle_of(verb: Token) -> Token | None:
    """The verb that a participle accompanies ("will visit Rome, stressing …")."""
    if verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "pcomp"} and not syntax.auxiliaries(verb):
        return syntax.governor(verb)
    return None


def _is_inner_attitude(context: Context, found: Speech, draft: Draft, kept: Sequence[Draft]) -> bool:
    """A hope or belief inside the same speaker's report is part of it ("said that he hoped …")."""
    if "attitude" not in draft.cue.takes:
        return False
    heads = {h for s in draft.source.speakers for h in context.mentions.heads(s)}
    for outer in kept:
        first, after = hull(found, outer)
        if first <= draft.cue.first < after:
            theirs = {h for s in outer.source.speakers for h in context.mentions.heads(s)}
            return heads == theirs or bool(outer.quotes)
    return False
