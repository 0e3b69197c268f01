"""Quotation marks paired, paragraph by paragraph, in the original text.

A mark is told from its neighbours: an opening mark stands before a word and after a space, a closing one the other
way round; curly marks and guillemets say it themselves. An apostrophe ("Peru's", "the states' duty") is never a mark.
A quotation may run over several paragraphs, each opened again, or be closed only in a later one. Where the marks do
not add up nothing is returned for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.layout import Block
from kg.model import Span

DOUBLE = re.compile("[\"“”„‟«»]|''|``|‘‘|’’")
SINGLE_OPEN = re.compile(
    r"(?:^|(?<=[\s(\[\"“„«–—-]))['‘‚](?=[^\s'‘’])(?!(?:em|tis|twas|til|cause|n)\b|\d0s)", re.IGNORECASE
)
SINGLE_CLOSE = re.compile(r"(?<=[^\s('‘])['’](?![\w'’])")
OPENERS = frozenset({"“", "„", "‟", "``", "‘‘"})
CLOSERS = frozenset({"”", "’’"})
BEFORE = frozenset("([{-–—/:>") | {""}
LONGEST_SINGLE = 800
LONGEST_RUN = 12  # paragraphs that one quotation may span without a mark in between


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between marks, in code points of the text, without the marks and the space beside them."""

    span: Span
    block: int  # index of the paragraph
    outer: Span  # with the marks that are there
    closed: bool = True  # False: the closing mark is missing, or comes in a later paragraph
    nested: bool = False  # stands within another quotation


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: str  # "open" | "close" | "either"


def find_quotes(text: str, blocks: Sequence[Block]) -> tuple[Quote, ...]:
    """The quotations of a text, by where they start; the outer before the nested one."""
    marks = [_marks(text, block) for block in blocks]
    outer: list[Quote] = []
    inside = False
    for n, block in enumerate(blocks):
        runs = inside and not _opens(marks[n])
        found, left_open = _pair(text, n, block, marks[n], inside=runs, runs_on=_runs_on(text, blocks, marks, n))
        outer.extend(found)
        inside = left_open
    singles = [s for n, block in enumerate(blocks) for s in _singles(text, n, block)]
    kept = [
        _settled(s, outer) for s in singles if not any(_crosses(s.outer, o.outer) for o in outer if o.block == s.block)
    ]
    return tuple(sorted([*outer, *kept], key=lambda q: (q.outer.start, -q.outer.end)))


def _settled(single: Quote, outer: Sequence[Quote]) -> Quote:
    nested = any(o.outer.covers(single.outer) for o in outer if o.block == single.block)
    return Quote(single.span, single.block, single.outer, True, nested)


def _crosses(a: Span, b: Span) -> bool:
    return a.overlaps(b) and not a.covers(b) and not b.covers(a)


def _marks(text: str, block: Block) -> tuple[_Mark, ...]:
    found = []
    for match in DOUBLE.finditer(text, block.start, block.end):
        side = _side(text, match, block)
        if side is not None:
            found.append(_Mark(match.start(), match.end(), side))
    return tuple(found)


def _side(text: str, match: re.Match[str], block: Block) -> str | None:
    mark = match.group()
    before = text[match.start() - 1] if match.start() > block.start else ""
    behind = text[match.end()] if match.end() < block.end else ""
    if len(mark) == 2 and mark in OPENERS and before.isalnum():
        return None
    if mark in OPENERS:
        return "either" if mark == "“" and before and not before.isspace() and before not in BEFORE else "open"
    if mark in CLOSERS:
        return None if len(mark) == 2 and behind.isalnum() else "close"
    begins = before.isspace() or before in BEFORE or before in "‘'"
    ends = not behind or behind.isspace() or behind in ".,;:!?)]}-–—…’'"
    if begins == ends:
        own = "open" if mark == "«" else "close" if mark == "»" else "either"
        return None if before.isdigit() else own
    return "open" if begins else "close"


def _opens(marks: Sequence[_Mark]) -> bool:
    """Whether the first mark of a paragraph opens a quotation."""
    return bool(marks) and marks[0].side == "open"


def _runs_on(text: str, blocks: Sequence[Block], marks: Sequence[Sequence[_Mark]], n: int) -> bool:
    """Whether a quotation left open in paragraph ``n`` goes on: the next opens again, or a later one closes first."""
    for m in range(n + 1, min(n + 1 + LONGEST_RUN, len(blocks))):
        if marks[m]:
            first = marks[m][0]
            again = m == n + 1 and not text[blocks[m].start : first.start].strip(" \t0123456789.)")
            return first.side == "close" or again
    return False


def _pair(
    text: str, n: int, block: Block, marks: Sequence[_Mark], *, inside: bool, runs_on: bool
) -> tuple[list[Quote], bool]:
    """The quotations of one paragraph, and whether the last one is still open at its end."""
    found: list[Quote] = []
    opened: list[_Mark] = [_Mark(block.start, block.start, "open")] if inside else []
    for i, mark in enumerate(marks):
        closes = mark.side == "close" or (mark.side == "either" and bool(opened))
        if closes and opened:
            found += _quote(text, n, opened.pop(), mark, nested=bool(opened))
        elif not closes:
            if opened and not _may_nest(marks[i:], len(opened)):
                found += _begun_again(text, n, opened, mark) if marks[-1].side == "close" else ()
                opened.clear()
            opened.append(mark)
    last = _Mark(block.end, block.end, "close")
    if len(opened) == 1 and (runs_on or _leads(text, block, opened[0])):
        found += _quote(text, n, opened[0], last, nested=False)
    return found, bool(opened) and runs_on


def _begun_again(text: str, n: int, opened: Sequence[_Mark], mark: _Mark) -> Iterator[Quote]:
    """A quotation opened again after a full stop, as between paragraphs that were run together."""
    if len(opened) == 1 and text[: mark.start][-3:].rstrip()[-1:] in {".", "!", "?"}:
        yield from _quote(text, n, opened[0], _Mark(mark.start, mark.start, "close"), nested=False)


def _may_nest(rest: Sequence[_Mark], depth: int) -> bool:
    """Whether enough closing marks follow for one more quotation to open inside another."""
    opening = sum(m.side == "open" for m in rest)
    closing = sum(m.side == "close" for m in rest)
    return rest[0].side == "open" and closing >= opening + depth


def _leads(text: str, block: Block, mark: _Mark) -> bool:
    """Whether a mark opens its paragraph or follows a colon or comma, so that the rest of the paragraph is quoted."""
    before = text[block.start : mark.start].rstrip()
    return not before.strip("0123456789.) \t") or before[-1] in ":,"


def _quote(text: str, n: int, first: _Mark, last: _Mark, *, nested: bool) -> Iterator[Quote]:
    begin, end = first.end, last.start
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        outer = Span(first.start if first.end > first.start else begin, last.end if last.end > last.start else end)
        yield Quote(Span(begin, end), n, outer, last.end > last.start, nested)


def _singles(text: str, n: int, block: Block) -> Iterator[Quote]:
    """Quotations in single marks; what could be a plural possessive closes only where nothing else can."""
    at = block.start
    while (opening := SINGLE_OPEN.search(text, at, block.end)) is not None:
        following = SINGLE_OPEN.search(text, opening.end(), block.end)
        limit = min(following.start() if following else block.end, opening.end() + LONGEST_SINGLE)
        close = _close(text, opening.end(), limit)
        at = opening.end()
        if close is not None:
            at = close + 1
            yield Quote(Span(opening.end(), close), n, Span(opening.start(), close + 1))


def _close(text: str, start: int, limit: int) -> int | None:
    found = [m.start() for m in SINGLE_CLOSE.finditer(text, start, limit) if m.start() > start]
    sure = [i for i in found if not _possessive(text, i)]
    return sure[0] if sure else (found[0] if len(found) == 1 else None)


def _possessive(text: str, i: int) -> bool:
    return text[i - 1] in "sSzx" and bool(re.match(r"\s+[\w(]", text[i + 1 : i + 4]))
