"""Do two names of persons look like one? An ordered table of tests; the first that holds gives points and a reason.

Names are compared folded (lower case, without diacritics and punctuation), word by word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg import ids

GENERATION = frozenset({"jr", "sr", "ii", "iii", "iv"})

Words = tuple[str, ...]
Test = Callable[[Words, Words], bool]
"""(shorter name, longer name) → whether the test holds."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are; a ``weak`` likeness leaves room for namesakes."""

    points: float
    reason: str
    weak: bool


def words(name: str) -> Words:
    """The words of a name, folded, without Jr., Sr., II, III."""
    all_words = tuple(ids.fold(name.replace("-", " ")).split())
    return tuple(w for w in all_words if w not in GENERATION) or all_words or (name,)


def _one_word(a: Words, b: Words) -> bool:
    return len(a) == 1 and a[0] in b


def _same(a: Words, b: Words) -> bool:
    return a == b


def _reordered(a: Words, b: Words) -> bool:
    return sorted(a) == sorted(b)


def _joined(a: Words, b: Words) -> bool:
    return "".join(a) == "".join(b)


def _initials(a: Words, b: Words) -> bool:
    """J. Sullivan, Wendy R. Sherman: every word equal or an initial of its counterpart, surnames in full."""
    if len(a) != len(b) or a[-1] != b[-1] or len(a[-1]) == 1:
        return False
    return all(x == y or (x[0] == y[0] and 1 in (len(x), len(y))) for x, y in zip(a, b, strict=True))


def _contained(a: Words, b: Words) -> bool:
    """Wendy Sherman in Wendy R. Sherman, Luis Videgaray in Luis Videgaray Caso: the words in order, one end shared."""
    rest = iter(b)
    return len(a) > 1 and (a[0] == b[0] or a[-1] == b[-1]) and all(word in rest for word in a)


def _shortened(a: Words, b: Words) -> bool:
    """Tony and Antony, Alex and Alexander: the same surname, one given name the beginning or end of the other."""
    if min(len(a), len(b)) < 2 or a[-1] != b[-1]:
        return False
    short, long = sorted((a[0], b[0]), key=len)
    return len(short) > 2 and (long.startswith(short) or long.endswith(short))


def _respelled(a: Words, b: Words) -> bool:
    """Sergey and Sergei: as many words, one of them equal, the others a letter apart."""
    if len(a) != len(b) or not set(a) & set(b):
        return False
    return all(x == y or (min(len(x), len(y)) > 3 and one_edit(x, y)) for x, y in zip(a, b, strict=True))


TESTS: tuple[tuple[float, str, bool, Test], ...] = (
    (0.15, "the same surname or single name", True, _one_word),
    (0.6, "the same name", False, _same),
    (0.55, "the same words in another order", False, _reordered),
    (0.5, "the same letters, divided otherwise", False, _joined),
    (0.5, "one name has initials of the other", True, _initials),
    (0.5, "one name contains the other", True, _contained),
    (0.45, "a letter's difference in spelling", False, _respelled),
    (0.3, "the same surname and a shorter form of a given name", True, _shortened),
)


def likeness(a: Words, b: Words) -> Likeness | None:
    """How alike two names are; None when they are different names."""
    short, long = sorted((a, b), key=lambda n: (len(n), n))
    for points, reason, weak, holds in TESTS:
        if short and holds(short, long):
            return Likeness(points, reason, weak)
    return None


def one_edit(a: str, b: str) -> bool:
    """Whether one letter inserted, dropped or replaced makes one word of the other."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i + (len(a) == len(b)) :] == b[i + 1 :]
