"""Statements before they are facts: one verb of saying with its words and quotations, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.facts import attribution, openings, speakers, speech
from kg.facts.attribution import Attributed
from kg.facts.content import Range, content
from kg.facts.context import Context
from kg.facts.endings import is_beside
from kg.facts.quotes import Quote, find_quotes
from kg.facts.signatures import find_signatures
from kg.facts.sources import find_reported
from kg.facts.speakers import Source
from kg.facts.speech import Cue, Wording
from kg.model import Factuality, Kind
from kg.parse import Parsed

APART = frozenset({"on", "after"})  # quotations that make statements of their own


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
    ranges: tuple[Range, ...]  # the tokens of the quotations, marks included
    outer: tuple[Range, ...]  # those that stand in no other, in text order
    attributed: dict[int, tuple[Attributed, ...]]  # by the first token of the cue
    given: dict[int, Source]  # the sources of cues that are no verbs

    @property
    def firsts(self) -> frozenset[int]:
        """The first tokens of the cues."""
        return frozenset(c.first for c in self.cues)


def read(context: Context) -> Speech:
    """Cues, what they report, and quotations with the cues they belong to."""
    parsed, wording = context.parsed, Wording.of(context.lexicon)
    every = tuple(speech.find_cues(parsed, wording))
    by_first = {c.first: c for c in every}
    verbs = tuple(c for c in every if speech.is_report(c))
    reported = {c.first: r for c in verbs if (r := content(context.mentions, c, by_first)) is not None and r[0] < r[1]}
    phrases = {r.cue.first: r for r in (*find_signatures(context), *find_reported(context, wording))}
    reported |= {first: r.words for first, r in phrases.items() if r.words is not None}
    cues = tuple(sorted([*verbs, *(r.cue for r in phrases.values())], key=lambda c: c.first))
    quotes, attributed = _quotations(context, cues, reported)
    ranges = tuple(parsed.tokens(q.outer) for q in quotes)
    outer = tuple(sorted(r for r, q in zip(ranges, quotes, strict=True) if not q.nested))
    verdicts = {c.first for c in verbs if "predicate" in c.takes}
    strays = {f for f in verdicts & reported.keys() if _has_stray_mark(parsed, outer, reported[f])}
    reported = {first: r for first, r in reported.items() if first not in strays}
    return Speech(wording, cues, reported, quotes, ranges, outer, attributed, {f: r.source for f, r in phrases.items()})


def _has_stray_mark(parsed: Parsed, quoted: Sequence[Range], words: Range) -> bool:
    """Whether a mark stands in words that neither opens nor closes a quotation: where a verdict ends is not known."""
    return any(parsed.words[i] == '"' and not attribution.covered(i, quoted) for i in range(*words))


def _quotations(
    context: Context, cues: Sequence[Cue], reported: dict[int, Range]
) -> tuple[tuple[Quote, ...], dict[int, tuple[Attributed, ...]]]:
    """The quotations, in marks or in blocks, and those that belong to a cue, by its first token."""
    marked = find_quotes(context.document.text, context.parsed.blocks)
    found = list(attribution.attribute(context.mentions, marked, cues, reported).values())
    blocks = list(openings.block_quotes(context.parsed, cues, marked))
    found += [Attributed(len(marked) + n, cue, "on") for n, (_, cue) in enumerate(blocks)]
    of_cue: dict[int, tuple[Attributed, ...]] = {}
    for a in found:
        of_cue[a.cue.first] = (*of_cue.get(a.cue.first, ()), a)
    return (*marked, *(q for q, _ in blocks)), of_cue


def hull(found: Speech, draft: Draft) -> Range:
    """The tokens from the first to the last of what was said."""
    ranges = [found.ranges[q] for q in draft.quotes] + ([draft.words] if draft.words else [])
    return min(a for a, _ in ranges), max(b for _, b in ranges)


def raw(context: Context, found: Speech) -> list[Draft]:
    """Every draft, with the speakers that its own sentence names, in the order of the cues."""
    sources = _sources(context, found)
    made = [d for cue in found.cues for d in _of_cue(context, found, cue, sources[cue.first])]
    return sorted(made, key=lambda d: (d.cue.first, hull(found, d)))


def heads(context: Context, source: Source) -> set[int]:
    """The mentions that introduce those who speak."""
    return {h for s in source.speakers for h in context.mentions.heads(s)}


def _sources(context: Context, found: Speech) -> dict[int, Source]:
    """Who speaks in each cue; a verb that stands beside an earlier one shares its speakers."""
    sources: dict[int, Source] = {}
    earlier: list[Cue] = []  # of the same sentence
    for cue in found.cues:
        if cue.first in found.given:
            sources[cue.first] = found.given[cue.first]
            continue
        earlier = [c for c in earlier if c.verb.sent.start == cue.verb.sent.start]
        beside = (c for c in reversed(earlier) if is_beside(context.mentions, c, cue.verb, says=True))
        before = None if cue.passive else next(beside, None)
        if before is not None:
            shared = sources[before.first]
            sources[cue.first] = replace(shared, deed=before.verb.i if shared.deed is None else shared.deed)
        else:
            sources[cue.first] = _source(context, found, cue)
        earlier.append(cue)
    return sources


def _source(context: Context, found: Speech, cue: Cue) -> Source:
    """Who speaks by a cue's own sentence, else by the opening before its clause."""
    misread = cue.verb.pos_ in {"NOUN", "PROPN"}  # a verb taken for a noun has no subject in the parse
    own = Source((), None) if misread else speakers.find_source(context, found.wording, cue)
    return own if own.speakers or own.own else openings.opened(context, cue) or own


def _of_cue(context: Context, found: Speech, cue: Cue, source: Source) -> Iterator[Draft]:
    """The drafts of one cue: its words and quotations; each further sentence or paragraph quoted is one of its own."""
    mine = found.attributed.get(cue.first, ())
    first = [a for a in mine if a.how not in APART]
    words = None if any(a.how == "behind" for a in first) else found.reported.get(cue.first)
    groups = _groups(context, found, first) or [()]
    if groups[0] or words is not None:
        yield Draft(cue, source, _bounded(found, words, groups), groups[0])
    if not groups[0]:
        yield from _items(context, found, cue, source)
    for group in groups[1:]:
        yield Draft(cue, source, None, group)
    for a in mine:
        if a.how == "on" or (a.how == "after" and _is_one_person(context, source)):
            yield Draft(cue, source, None, (a.quote,))


def _items(context: Context, found: Speech, cue: Cue, source: Source) -> Iterator[Draft]:
    """The items of a list under a verb of saying; those that begin with a verb of their own speak for themselves."""
    firsts = found.firsts
    for item in openings.items_of(context, cue):
        if not any(first in firsts for first in (item[0], item[0] + 1)):
            yield Draft(cue, source, item)


def _bounded(found: Speech, words: Range | None, groups: Sequence[tuple[int, ...]]) -> Range | None:
    """Content up to the second group of quotations, and to the end of those that begin in it."""
    if words is None:
        return None
    if len(groups) > 1:
        words = words[0], max(words[0] + 1, min(words[1], found.ranges[groups[1][0]][0]))
    return _stretched(found, words, groups[0])


def _is_one_person(context: Context, source: Source) -> bool:
    who = heads(context, source)
    return len(who) == 1 and all(context.mentions[h].kind in {Kind.PERSON, Kind.OFFICE} for h in who)


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


def _stretched(found: Speech, words: Range, quotes: Sequence[int]) -> Range:
    """Content to the end of the quotations that begin in it, however many sentences they have."""
    ends = [found.ranges[q][1] for q in quotes if words[0] <= found.ranges[q][0] < words[1]]
    return words[0], max([words[1], *ends])
