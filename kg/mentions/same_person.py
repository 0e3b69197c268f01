"""When two names in one text mean one person, and when a title alone can mean a holder named elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.ids import fold
from kg.reference import OfficeWords

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jnr", "snr"})


@dataclass(frozen=True, slots=True)
class Parts:
    """A name's words for comparison: folded, without initials and suffixes."""

    words: tuple[str, ...]
    initials: frozenset[str]

    @property
    def last(self) -> str:
        """The last word: in most of the world's English usage the family name."""
        return self.words[-1]


def parts(name: str) -> Parts:
    """The comparable parts of a name; an initial of the given name counts only as initial."""
    words = [w for w in fold(re.sub(r"[\"“”].*?[\"“”]", " ", name).replace(".", ". ")).split() if w not in SUFFIXES]
    full = tuple(w for w in words if len(w) > 1)
    return Parts(full or tuple(words) or (fold(name) or "?",), frozenset(w for w in words if len(w) == 1))


def closeness(short: Parts, full: Parts) -> int:
    """How well a shorter name fits a longer one, 0 to 5: not, by a middle part, the first, the last, several, all."""
    if short.words == full.words:
        return 5 if not short.initials or not full.initials or short.initials & full.initials else 0
    if not set(short.words) <= set(full.words):
        return 4 if _variant(short, full) else 0
    if len(short.words) > 1:
        return 4
    if short.words[0] == full.last:
        return 3
    return 2 if short.words[0] == full.words[0] else 1


def _variant(a: Parts, b: Parts) -> bool:
    """A slip or another transliteration of one word, all else equal."""
    if len(a.words) != len(b.words) or len(a.words) < 2:
        return False
    differing = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    return len(differing) == 1 and _near(*differing[0])


def _near(x: str, y: str) -> bool:
    if min(len(x), len(y)) < 5 or abs(len(x) - len(y)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))
    return x[start + 1 :] == y[start + 1 :] or x[start + 1 :] == y[start:] or x[start:] == y[start + 1 :]


def may_mean(words: OfficeWords, bare: str, held: str) -> bool:
    """Whether a title that stands alone can be a shorter or other wording of one that somebody holds."""
    short, full = words.tell_apart(bare), words.tell_apart(held)
    return bool(short) and short <= full and not (full - short) & words.lower_ranks
