"""Statements before they are facts: one verb of saying with its words and quotations, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.facts import attribution, speakers, speech, syntax
from kg.facts.attribution import Attributed
from kg.facts.content import Range, content, is_beside
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.quotes import Quote, find_quotes
from kg.facts.speakers import Source
from kg.facts.speech import Cue, Wording
from kg.model import Factuality

NAMING = frozenset({"NOUN", "PROPN", "PRON"})
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


def read(context: Context) -> Speech:
    """Cues, what they report, and quotations with the cues they belong to."""
    parsed, wording = context.parsed, Wording.of(context.lexicon)
    every = tuple(speech.find_cues(parsed, wording))
    by_first = {c.first: c for c in every}
    cues = tuple(c for c in every if speech.is_report(c))
    reported = {c.first: r for c in cues if (r := content(parsed, c, by_first)) is not None and r[0] < r[1]}
    quotes = find_quotes(context.document.text, parsed.blocks)
    ranges = tuple(parsed.tokens(q.outer) for q in quotes)
    return Speech(wording, cues, reported, quotes, ranges, attribution.attribute(parsed, quotes, cues, reported))


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
    return iter(sorted(kept, key=lambda d: (min(hull(found, d)[0], d.cue.first), d.cue.first)))


def _sources(context: Context, found: Speech) -> dict[int, Source]:
    """Who speaks in each cue; a verb that stands beside an earlier one shares its speakers."""
    sources: dict[int, Source] = {}
    before: Cue | None = None
    for cue in found.cues:
        shared = before is not None and cue.verb.sent.start == before.verb.sent.start and is_beside(before, cue.verb)
        if before is not None and shared and not cue.passive:
            sources[cue.first] = sources[before.first]
        else:
            sources[cue.first] = speakers.find_source(context.mentions, context.lexicon, found.wording, cue)
        before = cue
    return sources


def _of_cue(context: Context, found: Speech, cue: Cue, source: Source) -> Iterator[Draft]:
    """The drafts of one cue: its words and quotations; each further sentence or paragraph quoted is one of its own."""
    mine = [a for a in found.attributed.values() if a.cue.first == cue.first]
    first = [a for a in mine if a.how != "on"]
    words = None if any(a.how == "behind" for a in first) else found.reported.get(cue.first)
    groups = _groups(context, found, first)
    if groups or words is not None:
        yield Draft(cue, source, _stretched(found, words, groups[0] if groups else ()), groups[0] if groups else ())
    for group in groups[1:]:
        yield Draft(cue, source, None, group)
    for a in mine:
        if a.how == "on":
            yield Draft(cue, source, None, (a.quote,))


def _groups(context: Context, found: Speech, mine: Sequence[Attributed]) -> list[tuple[int, ...]]:
    """Quotations that make one statement together; one after "and that" begins another."""
    groups: list[tuple[int, ...]] = []
    for a in mine:
        first = found.ranges[a.quote][0]
        apart = a.how == "before" and first > 0 and context.parsed.words[first - 1] == "that"
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
    if not source.speakers and draft.quotes:
        named = speakers.behind(context.mentions, draft.cue)
        source = replace(source, speakers=named)
    if not source.speakers and (source.document or source.impersonal):
        source = _carried(context, source, kept)
    quoted = bool(draft.quotes) and draft.words is None and source.tokens is not None
    if not source.speakers and not source.impersonal and not quoted:
        return None
    return replace(draft, source=source, factuality=factuality)


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
