"""Cues matched the way people write them: with adverbs, times and asides between their words.

"agreed, in principle, to", "are today firmly committed to" and "agreed to" are one cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import Cues
from kg.parse import Parsed

REACH = 24  # tokens after the first word in which a cue must be complete
ASIDE = 12  # tokens an aside between commas may have
PHRASE = 6  # tokens a prepositional phrase between the words of a cue may have
DENIALS = frozenset({"not", "n't", "never", "no", "nor", "neither"})


def match(parsed: Parsed, cues: Cues, i: int) -> tuple[str, int] | None:
    """The concept of the cue that starts at token ``i``, interrupted or not, and the token after it.

    An uninterrupted match is preferred, unless an interrupted one uses more words of a cue.
    """
    if not cues.may_start(parsed.lemmas[i], parsed.words[i]):
        return None
    best: tuple[str, int] | None = None
    most = 0
    for kept in _readings(parsed, i):
        found = cues.at([parsed.lemmas[k] for k in kept], [parsed.words[k] for k in kept], 0)
        if found and found[1] > most:
            most = found[1]
            best = (found[0], kept[most - 1] + 1)
    return best


def _readings(parsed: Parsed, i: int) -> Iterator[list[int]]:
    """The tokens from ``i`` on: all of them; without adverbs and times; without asides and phrases too."""
    end = min(parsed.sentence(i).end, i + REACH)
    everything = list(range(i, end))
    yield everything
    light = [k for k in everything if k == i or not _passing(parsed, k)]
    if len(light) < len(everything):
        yield light
    after = _past_aside(parsed, i, end)
    if after:
        yield [i, *(k for k in range(after, end) if not _passing(parsed, k))]


def _passing(parsed: Parsed, k: int) -> bool:
    if parsed.pos[k] == "ADV" and parsed.words[k] not in DENIALS:
        return True
    if parsed.guesses[k] in {"DATE", "TIME"} and parsed.pos[k] in {"NOUN", "PROPN", "NUM", "DET", "ADJ"}:
        return True
    return parsed.words[k] == "," and any(0 <= n < len(parsed.words) and _adverb(parsed, n) for n in (k - 1, k + 1))


def _adverb(parsed: Parsed, k: int) -> bool:
    return parsed.pos[k] == "ADV" or parsed.guesses[k] in {"DATE", "TIME"}


def _past_aside(parsed: Parsed, i: int, end: int) -> int | None:
    """The token after an aside (between marks, or a prepositional phrase) that follows right behind ``i``."""
    first = i + 1
    if first >= end:
        return None
    if parsed.words[first] in {",", "-", "--", "("}:
        closers = {",", "-", "--", ")"}
        stop = min(end, first + ASIDE)
        return next((k + 1 for k in range(first + 1, stop) if parsed.words[k] in closers), None)
    if parsed.tags[first] == "IN" and parsed.words[first] not in {"on", "upon"}:
        stop = min(end, first + PHRASE)
        return next((k for k in range(first + 1, stop) if parsed.words[k] in {"to", "that"}), None)
    return None
