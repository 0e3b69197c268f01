"""Rosters: lines that name who took part, under a line that announces them ("Meeting participants included:").

A line that names no person but a state or body says for whom those after it act. Where no line names a person, the
states and bodies of the lines took part themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.facts import actors, lists
from kg.facts.attendance import is_company, members, party_in, party_key
from kg.facts.context import Context
from kg.facts.happenings import Happening
from kg.layout import BlockKind

HEADED = 8  # tokens of a heading that announces a roster: "Small Business Forum Attendees"
LINE = 20  # tokens of a line of a roster
PROSE = 40  # tokens of a paragraph that ends a roster
SUBHEAD = 14  # tokens of a line with a colon within a roster


@dataclass(slots=True)
class Roster:
    """Lines under one announcement: its last token, the lines, as tokens ``[first, after)``."""

    announced: int
    rows: list[tuple[int, int]] = field(default_factory=list)


def rosters(ctx: Context) -> Iterator[Happening]:
    """Who took part, line by line."""
    for roster in _rosters(ctx):
        people = [(row, _named(ctx, *row)) for row in roster.rows]
        if any(found for _, found in people):
            yield from _persons(ctx, roster, people)
        else:
            yield from _bodies(ctx, roster)


def _named(ctx: Context, first: int, after: int) -> tuple[int, ...]:
    """The first person of a line; a line with a colon at its end names those after it."""
    return () if ctx.parsed.words[after - 1] == ":" else members(ctx, first, after)[:1]


def _persons(
    ctx: Context, roster: Roster, people: list[tuple[tuple[int, int], tuple[int, ...]]]
) -> Iterator[Happening]:
    side: int | None = None
    for (first, after), found in people:
        side = side if found else party_in(ctx, first, after)
        if found:
            telling = Happening("", roster.announced, first, after, anaphor=True)
            telling.join(found)
            if side is not None:
                telling.sides = dict.fromkeys(found, party_key(ctx, side))
            yield telling


def _bodies(ctx: Context, roster: Roster) -> Iterator[Happening]:
    """States and bodies that have a line each."""
    own = [(first, after, lists.list_after(ctx, first, after)) for first, after in roster.rows]
    kept = [(a, b, found) for a, b, (found, end) in own if found and end >= b - 1]
    for first, after, found in kept if len(kept) > 1 else ():
        telling = Happening("", roster.announced, first, after, anaphor=True)
        telling.join(tuple(i for i in found if ctx.mentions[i].kind in actors.BODIES))
        yield telling


def _rosters(ctx: Context) -> Iterator[Roster]:
    roster: Roster | None = None
    for block, (first, after) in zip(ctx.parsed.blocks, ctx.parsed.block_tokens, strict=True):
        colon = after > first and ctx.parsed.words[after - 1] == ":"
        heads = (
            block.kind == BlockKind.HEADING
            and 0 < after - first <= HEADED
            and is_company(ctx, max(first, after - 3), after)
        )
        if heads or (colon and _announces(ctx, first, after)):
            yield from () if roster is None else (roster,)
            roster = Roster(after - 1)
        elif roster is not None and colon and after - first < SUBHEAD:
            roster.rows.append((first, after))
        elif roster is not None and _is_row(ctx, block.kind, first, after):
            roster.rows.extend(_rows(ctx, first, after))
        elif roster is not None:
            yield roster
            roster = None
    yield from () if roster is None else (roster,)


def _is_row(ctx: Context, kind: BlockKind, first: int, after: int) -> bool:
    """Whether a block goes on with a roster: a heading, list item, short lines; a paragraph tells something else."""
    rows = _rows(ctx, first, after)
    lines = len(rows) > 1 and all(b - a <= LINE for a, b in rows)
    told = ctx.parsed.has_finite(first, after)
    return kind != BlockKind.BODY or (not told and (lines or after - first <= PROSE))


def _rows(ctx: Context, first: int, after: int) -> list[tuple[int, int]]:
    """The lines of a block, as they stand in the text."""
    return list(pairwise([first, *(k for k in range(first + 1, after) if ctx.parsed.begins_line(k)), after]))


def _announces(ctx: Context, first: int, after: int) -> bool:
    """ "Meeting participants included:", "The ministers who took part in the talks were:"."""
    verbs = ctx.lexicon.cues("event-verbs")
    found = (verbs.at(ctx.parsed.lemmas, ctx.parsed.words, k) for k in range(first, after))
    return is_company(ctx, first, after) or any(f is not None and f[0] == "attend" for f in found)
