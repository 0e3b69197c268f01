"""A text's blocks: paragraphs, headings, list items, with the characters a language model should see.

Nothing here changes the text. A block carries a cleaned copy for the model and, for every character of
the copy, its offset in the text (code points): typographic marks become plain ones, invisible characters and
hyphens at a hard line end are dropped, runs of white space become one space, and text in capitals is recased.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from enum import StrEnum

PLAIN = str.maketrans({
    "’": "'", "‘": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
ORDINARY = re.compile(r"[!-,.-~]+(?: [!-,.-~]+)*")  # words of plain letters and marks, one space between them
BROKEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")  # a hyphen at a hard line end
BULLETS = "•●▪◦‣·*○■□–—-"
MARKER = re.compile(rf"[^\S\n]*(?:[o{BULLETS}]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)](?!\d))[^\S\n]+(?=\S)")
BULLET = re.compile(rf"\s*[{BULLETS}]\s")
NAMED = r"[A-Z][\w.'-]*(?:(?:\.? |, ?|[ ]?/[ ]?)(?:[A-Z][\w.'-]*|\d{1,4}(?:st|nd|rd|th)?|of|de|la)\b\.?)*"
SHORT = 4  # words that are too few for the text of a release
SOURCED = r"(?:[,.]? ?[(/][A-Z\d][^()/]{1,40}[)/])?"
DATELINE = re.compile(rf"(?=[A-Z]{{3,}}[ ,.(/]|[^-]{{0,60}}[\d(/]){NAMED}{SOURCED}[,.]?(?: -{{1,2}} ?|-{{1,2}} )")
TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")


class BlockKind(StrEnum):
    """What part of a release a block is."""

    TITLE = "title"  # the first line, where it is a heading
    HEADING = "heading"  # a short line without a verb's punctuation: office, place and date, byline, section
    ITEM = "item"  # a bullet or numbered point of a list
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``clean`` for the model; ``offsets[i]`` is where character ``i`` of it stands in the text."""

    kind: BlockKind
    start: int
    end: int
    clean: str
    offsets: tuple[int, ...]
    capitals: bool = False  # the block was written in capitals
    bullet: bool = False  # an item marked by a bullet, not a number


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order; white space between them belongs to none."""
    found: list[Block] = []
    headed = True  # no running text so far
    for start, end in _extents(text):
        marker = MARKER.match(text, start, end)
        body = marker.end() if marker else start
        clean, offsets = _clean(text, body, end)
        if not clean:
            continue
        capitals = _in_capitals(clean)
        kind = _kind(text[start:end], bool(marker), first=not found, headed=headed)
        headed = headed and kind != BlockKind.BODY
        bullet = bool(BULLET.match(text, start))
        found.append(Block(kind, start, end, _recase(clean) if capitals else clean, offsets, capitals, bullet))
    return found


def dateline(clean: str) -> int:
    """The length of the place and date before a paragraph, the dash included ("LIMA, May 2 (EFE) - "); 0: none."""
    found = DATELINE.match(clean)
    return found.end() if found is not None and len(clean[found.end() :].split()) > SHORT else 0


def _extents(text: str) -> list[tuple[int, int]]:
    """Paragraphs: split at blank lines, form feeds, and at single line ends unless the text is hard-wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\f\v\u2028\u2029\x85]+", text) if m.group().strip()]
    wrap = _wrap_width([text[a:b] for a, b in lines])
    extents: list[tuple[int, int]] = []
    for start, end in lines:
        if extents and _continues(text, extents[-1], (start, end), wrap):
            extents[-1] = (extents[-1][0], end)
        else:
            extents.append((start, end))
    return extents


def _wrap_width(lines: list[str]) -> int:
    """The width at which lines were broken, 0 when they were not."""
    long = [len(line.rstrip()) for line in lines if len(line) > 40]
    if len(long) < 4 or len(long) < 0.4 * len(lines) or max(long) > 120:
        return 0
    return int(statistics.quantiles(long, n=4)[0])


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], wrap: int) -> bool:
    gap = text[before[1] : line[0]]
    if len(re.findall(r"\r\n|[\n\r\f\v\u2028\u2029\x85]", gap)) != 1 or "\f" in gap:
        return False
    last = text[max(before[0], text.rfind("\n", *before) + 1) : before[1]].rstrip()
    if MARKER.match(text, *line):
        return False
    follows = text[line[0] : line[1]].lstrip()[:1]
    if follows.islower() and not TERMINAL.search(last) and len(last) > 25:
        return True
    return bool(wrap) and len(last) >= 0.75 * wrap


def _clean(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The characters of a block as the model should see them, and where each stands in the text."""
    raw = text[start:end]
    if raw.isprintable() and "  " not in raw:  # then every character but a space at an end has its place
        first = start + len(raw) - len(raw.lstrip(" "))
        clean = raw.strip(" ").translate(PLAIN)
        return clean, tuple(range(first, first + len(clean)))
    return _clean_odd(text, start, end)


def _clean_odd(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    offsets: list[int] = []
    i = start
    while i < end:
        run = ORDINARY.match(text, i, end)
        if run:
            letters.extend(run.group().translate(PLAIN))
            offsets.extend(range(i, run.end()))
            i = run.end()
            continue
        char = text[i]
        broken = BROKEN.match(text, i, end) if char == "-" else None
        if broken:
            i = broken.end()
            continue
        if not INVISIBLE.match(char):
            char = " " if char.isspace() or not char.isprintable() else char.translate(PLAIN)
            if char != " " or (letters and letters[-1] != " "):
                letters.append(char)
                offsets.append(i)
        i += 1
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return "".join(letters), tuple(offsets)


def _kind(raw: str, marked: bool, *, first: bool, headed: bool) -> BlockKind:
    stripped = raw.strip()
    if marked:
        return BlockKind.ITEM
    short = len(stripped) < 220 if first else len(stripped) < 110
    if short and not TERMINAL.search(stripped) and (headed or len(stripped) < 70):
        return BlockKind.TITLE if first else BlockKind.HEADING
    return BlockKind.BODY


def _in_capitals(clean: str) -> bool:
    letters = [c for c in clean if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


SMALL = frozenset(
    "a an and as at by for from in into of on or the to with nor but per via between its his her their that which "
    "who whom has have had is are was were be been will would shall should not also said says he she it they".split()
)


def _recase(clean: str) -> str:
    """Capitals to title case, letter for letter; little words in lower case, abbreviations with stops kept."""
    out: list[str] = []
    begin = True
    for part in re.split(r"(\W+)", clean):
        if not part or not part[0].isalpha():
            out.append(part)
            begin = begin or bool(re.search(r"[.!?]\s*$", part))
            continue
        low = part.lower()
        if len(low) != len(part) or len(part) == 1:
            out.append(part)
        elif low in SMALL and not begin:
            out.append(low)
        else:
            out.append(part[0] + low[1:])
        begin = False
    return "".join(out)
