"""Reported speech: who said what, in which words, where and in which capacity.

Verbs of saying and quotations are found first; a statement is made of one verb with what it reports, of the
quotations it introduces, or of a quotation that goes on after another. The writer's own "we" and "I" is no report.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import colour, drafts, settling, syntax
from kg.facts.content import Range, is_inserted
from kg.facts.context import Context
from kg.facts.drafts import Draft, Speech
from kg.model import Fact, Span, Statement

CONFIDENCE = {"direct": 0.95, "mixed": 0.92, "indirect": 0.9}
UNSURE = 0.75  # of a speaker taken from the sentence before


def statements(context: Context) -> Iterator[Fact]:
    """The statements that a text reports, in text order."""
    speech = drafts.read(context)
    shades = colour.Shades.of(context)
    before: tuple[int, set[int], str | None] = (-1, set(), None)
    for draft in settling.settled(context, speech):
        if not draft.quotes and not _outside(context, speech, draft):
            continue  # what follows the cue holds no word: "said •"
        block, who = context.parsed.block_of[draft.cue.verb.i], drafts.heads(context, draft.source)
        goes_on = before[:2] == (block, who)
        statement = _statement(context, speech, draft, shades, before[2] if goes_on else None)
        before = block, who, statement.made_at
        yield statement


def _statement(
    context: Context, speech: Speech, draft: Draft, shades: colour.Shades, occasion: str | None
) -> Statement:
    """``occasion`` is that of the statement before, when its speaker goes on in the same paragraph."""
    words = drafts.hull(speech, draft)
    spoken = [q for q in draft.quotes if draft.words is None or not _is_name(context, speech.ranges[q])]
    quotes = tuple(speech.quotes[q].span for q in spoken)
    outside = _outside(context, speech, draft)
    mode = _mode(context, quotes, outside)
    act = colour.act(context, speech.wording, draft.cue, words, bool(quotes))
    stance, toward = colour.stance(context, speech.wording, draft.cue, act, words)
    parsed, source = context.parsed, draft.source
    return Statement(
        id=context.new_id("statement"),
        evidence=_evidence(context, draft, words),
        rule=f"statement-{mode}",
        confidence=UNSURE if source.carried else CONFIDENCE[mode],
        factuality=draft.factuality,
        mode=mode,
        speakers=source.speakers,
        source=None if source.tokens is None else parsed.span(*source.tokens),
        cue=parsed.span(draft.cue.first, draft.cue.after),
        content=tuple(line for r in outside for line in lines(context, r)) if mode != "direct" else (),
        quotes=tuple(line for q in quotes for line in lines(context, parsed.tokens(q))) if mode != "indirect" else (),
        act=act,
        topics=colour.topics(context, words),
        concerns=colour.concerned(context, words),
        stance=stance,
        stance_toward=toward,
        made_at=shades.occasion(draft.cue, words) or occasion,
        capacity=shades.capacity(source.speakers),
        speaking_for=shades.behind(source.speakers),
    )


def lines(context: Context, words: Range) -> Iterator[Span]:
    """Tokens as characters, one span a line: on a hard-wrapped page an anchor stays within a line of the file."""
    first = words[0]
    for i in range(words[0], words[1]):
        last = i + 1 == words[1]
        if last or context.parsed.begins_line(i + 1):
            yield context.parsed.span(first, i + 1)
            first = i + 1


def _outside(context: Context, speech: Speech, draft: Draft) -> list[Range]:
    """The tokens of the content outside quotation marks; all of it where the marks only set off a name or term."""
    if draft.words is None:
        return []
    inside = [speech.ranges[q] for q in draft.quotes if not _is_name(context, speech.ranges[q])]
    if draft.words[0] < draft.cue.first < draft.words[1] and is_inserted(draft.cue):
        inside = sorted([*inside, syntax.extent(draft.cue.verb)])
    pieces, at = [], draft.words[0]
    for first, after in [*inside, (draft.words[1], draft.words[1])]:
        if at < first:
            pieces.append((at, min(first, draft.words[1])))
        at = max(at, after)
    return [p for piece in pieces if (p := _trimmed(context, piece)) is not None]


def _trimmed(context: Context, piece: Range) -> Range | None:
    first, after = piece
    doc = context.parsed.doc
    while after > first and not _has_weight(doc[after - 1]):
        after -= 1
    while first < after and not _has_weight(doc[first]):
        first += 1
    return (first, after) if first < after and any(t.lower_ not in {"that", "and"} for t in doc[first:after]) else None


def _has_weight(token: Token) -> bool:
    return token.is_currency or any(c.isalnum() for c in token.text)


def _is_name(context: Context, quote: Range) -> bool:
    """Whether marks set off a title or name: every word of weight is capitalised and none is a finite verb."""
    words = [t for t in context.parsed.doc[quote[0] : quote[1]] if t.is_alpha and len(t) > 3]
    return bool(words) and all(t.text[0].isupper() for t in words) and len(words) < 12


def _mode(context: Context, quotes: tuple[Span, ...], outside: list[Range]) -> str:
    if not outside:
        return "direct" if quotes else "indirect"
    covered = [context.parsed.span(*r) for r in outside]
    return "mixed" if any(not any(c.covers(q) for c in covered) for q in quotes) else "indirect"


def _evidence(context: Context, draft: Draft, words: Range) -> tuple[Span, ...]:
    """The sentences with the cue and the words; where they lie apart, each on its own."""
    doc = context.parsed.doc
    first, after = doc[words[0]].sent.start, doc[words[1] - 1].sent.end
    cue = draft.cue.verb.sent
    if cue.start <= after and first <= cue.end:
        return (context.parsed.span(min(first, cue.start), max(after, cue.end)),)
    spans = (context.parsed.span(first, after), context.parsed.span(cue.start, cue.end))
    return tuple(sorted(spans))
