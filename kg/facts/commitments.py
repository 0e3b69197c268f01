"""Commitments: acts that bind or intend, by whom, how strong, by when, under which condition."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts.act_future import future_acts
from kg.facts.act_lists import with_lists
from kg.facts.act_nouns import noun_acts
from kg.facts.act_verbs import verb_acts
from kg.facts.acts import Act, apart, contains
from kg.facts.committers import committers
from kg.facts.context import Context
from kg.layout import BlockKind
from kg.model import Commitment

SKIPPED = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def commitments(context: Context) -> Iterator[Commitment]:
    """The commitments of a document, in text order."""
    done: list[tuple[Act, tuple[int, ...]]] = []
    for act in find_acts(context):
        by = committers(context, act, done)
        done.append((act, by))
        if by:
            yield _commitment(context, act, by)


def find_acts(context: Context) -> list[Act]:
    """The acts of a document, in text order, those within the content of another left out."""
    found: list[list[Act]] = [[] for _ in context.parsed.blocks]
    for sentence in context.parsed.sentences:
        b = context.parsed.block_of[sentence.start]
        if not _is_heading(context, b):
            found[b].extend(_of_sentence(context, sentence.start, sentence.end))
    return with_lists(context, found)


def _is_heading(context: Context, b: int) -> bool:
    """A title or a heading; a short clause that ends in a comma or semicolon is part of a resolution, not a heading."""
    block = context.parsed.blocks[b]
    return block.kind in SKIPPED and not block.clean.rstrip().endswith((",", ";"))


def _of_sentence(context: Context, first: int, after: int) -> list[Act]:
    verbs = list(verb_acts(context, first, after))
    futures = list(future_acts(context, first, after))
    nouns = list(noun_acts(context, first, after))
    doc = context.parsed.doc
    kept: list[Act] = []
    for act in [*verbs, *futures, *nouns]:
        around = [o for o in (*verbs, *futures) if o is not act and contains(o, doc[act.head])]
        if not around:
            kept.append(act)
    return apart(kept, context)


def _commitment(context: Context, act: Act, by: tuple[int, ...]) -> Commitment:
    span = context.parsed.span(act.first, act.after)
    return Commitment(
        id=context.new_id("commitment"),
        evidence=(span,),
        rule=f"commitments.{act.form}",
        factuality=act.force.factuality,
        committers=by,
        strength=act.strength,
        action=span.text(context.document.text),
        condition=act.force.condition,
    )
