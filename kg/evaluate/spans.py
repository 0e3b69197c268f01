"""How well a passage and some spans cover each other. Offsets in code points, half-open."""

from __future__ import annotations

import re
from collections.abc import Sequence

Range = tuple[int, int]
"""[start, end)"""

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"•*-])|\n+")


def overlap(passage: Range, spans: Sequence[Range]) -> float:
    """The best intersection over union of a passage with one span, or with the hull of all."""
    hull = [(min(s[0] for s in spans), max(s[1] for s in spans))] if len(spans) > 1 else []
    return max((_ratio(passage, span) for span in (*spans, *hull)), default=0.0)


def _ratio(a: Range, b: Range) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def covers(passage: Range, spans: Sequence[Range]) -> bool:
    """Whether a passage takes up at least half of one of the spans."""
    return any(min(passage[1], end) - max(passage[0], begin) >= 0.5 * max(1, end - begin) for begin, end in spans)


def sentence(text: str, passage: Range) -> Range:
    """A rough sentence around a passage."""
    left = max((m.end() for m in SENTENCE.finditer(text[: passage[0]])), default=0)
    right = SENTENCE.search(text[passage[1] :])
    return left, passage[1] + (right.start() if right else len(text) - passage[1])


def near(text: str, passage: Range, spans: Sequence[Range]) -> float:
    """The overlap; 0.05 where the spans only touch the passage's sentence, 0 where they do not."""
    ratio = overlap(passage, spans)
    if ratio:
        return ratio
    return 0.05 if overlap(sentence(text, passage), spans) > 0 else 0.0
