"""Quotations signed below or beside them: “…” and then "– Jane Miller, Minister of Trade"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.sources import Reported
from kg.facts.speakers import Source
from kg.facts.speech import Cue
from kg.mentions import Mentions
from kg.model import Kind
from kg.parse import Parsed

DASHES = frozenset("-–—―−")
CLOSERS = frozenset("\"”“»'’")
LONGEST = 40  # tokens of a name with its titles
TITLES = 12  # tokens of titles before the name
SIGNED = frozenset({"signature"})


def find_signatures(context: Context) -> Iterator[Reported]:
    """The signatures of quotations, in text order."""
    parsed, mentions = context.parsed, context.mentions
    for b in range(len(parsed.blocks)):
        for first in _begins(parsed, b):
            after = parsed.block_tokens[b][1]
            signer = _signer(mentions, (first, after))
            if signer is not None:
                tokens = first, mentions.ranges[signer][1]
                cue = Cue(parsed.doc[first], first, first + 1, "assert", SIGNED)
                yield Reported(cue, Source((signer,), tokens), None)


def _begins(parsed: Parsed, b: int) -> Iterator[int]:
    """The tokens after the dash that opens a paragraph below a quotation, or that follows one in its own paragraph."""
    text, block = parsed.document.text, parsed.blocks[b]
    first, after = parsed.block_tokens[b]
    if b > 0 and text[block.start] in DASHES and _is_quoted(parsed, b - 1) and first < after:
        yield first + (parsed.words[first] == "-")
    for i in range(first + 1, after - 1):
        if parsed.words[i] == "-" and parsed.words[i - 1] in CLOSERS:
            yield i + 1


def _is_quoted(parsed: Parsed, b: int) -> bool:
    block = parsed.blocks[b]
    return parsed.document.text[block.start : block.end].rstrip()[-1:] in CLOSERS


def _signer(mentions: Mentions, tokens: Range) -> int | None:
    """The person whom words without a verb name, with or without titles."""
    doc, (first, after) = mentions.parsed.doc, tokens
    if not 0 < after - first <= LONGEST or any(syntax.is_verb(t) for t in doc[first:after]):
        return None
    named = mentions.within(first, min(after, first + TITLES), {Kind.PERSON})
    return named[0] if named else None
