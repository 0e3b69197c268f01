"""Surface forms as sequences of pieces, and a trie over them.

A piece is a word without stops and diacritics in lower case, with a rank for how it is written: 0 lower case or no
letters, 1 with an initial capital, 2 in capitals. Hyphens, slashes and white space part pieces; a
possessive s is a piece; other punctuation marks are pieces of their own. So "U.S." and "US", "Sharm el-Sheikh" and
"Sharm el Sheikh", "Türkiye" and "Turkiye" read alike, however a tokeniser splits them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

V = TypeVar("V")
Piece = tuple[str, int]

PARTS = re.compile(r"[^\W_](?:[^\W_]|[.'’](?=[^\W_])|[\u0300-\u036f])*|['’]s\b|[^\w\s.'’/–—-]")
POSSESSIVE = re.compile(r"(?<=[^\W_])['’](?=[sS](?![^\W_]))")
UNDECOMPOSED = str.maketrans({
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ə": "a",
    ".": None, "'": None, "’": None,
})  # fmt: skip


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case, without diacritics, stops and apostrophes."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.lower().translate(UNDECOMPOSED)


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a word or phrase; none for a hyphen or a stop alone."""
    if "'" in text or "’" in text:
        text = POSSESSIVE.sub(" ", text)
    return tuple(map(_piece, PARTS.findall(text)))


def spelling(phrase: str) -> str:
    """A phrase as its pieces, for comparing forms."""
    return " ".join(word for word, _ in pieces(phrase))


@lru_cache(maxsize=1 << 14)
def normal(phrase: str) -> str:
    """A phrase for comparing titles and names of agencies: its pieces, without a leading article."""
    return spelling(phrase).removeprefix("the ")


@lru_cache(maxsize=1 << 16)
def _piece(part: str) -> Piece:
    if part == "&":
        return "and", 0
    return fold(part), 2 if part.isupper() else int(part[:1].isupper())


@dataclass(slots=True)
class _Node(Generic[V]):
    next: dict[str, _Node[V]] = field(default_factory=dict)
    leaves: list[tuple[tuple[int, ...], V]] = field(default_factory=list)  # ranks demanded, value


class Trie(Generic[V]):
    """Longest-match lookup of forms over tokens, each given only where the capitals it demands are there."""

    def __init__(self, forms: Iterable[tuple[str, V]]) -> None:
        self._root: _Node[V] = _Node()
        self._read: dict[str, tuple[Piece, ...]] = {}
        self._opens: dict[str, bool] = {}
        for form, value in forms:
            node = self._root
            spelt = pieces(form)
            for word, _ in spelt:
                node = node.next.setdefault(word, _Node())
            node.leaves.append((tuple(rank for _, rank in spelt), value))

    def at(self, words: Sequence[str], i: int, *, recased: bool = False) -> tuple[tuple[V, ...], int] | None:
        """The values of the longest form that starts at token ``i``, and the token after it.

        ``words`` are tokens as written. With ``recased`` (text that was in capitals and got its case by rule) an
        initial capital satisfies a form in capitals.
        """
        found = self.every(words, i, recased=recased)
        return found[-1] if found else None

    def every(self, words: Sequence[str], i: int, *, recased: bool = False) -> list[tuple[tuple[V, ...], int]]:
        """Like ``at``, for every form that starts at token ``i``, the shortest first."""
        found: list[tuple[tuple[V, ...], int]] = []
        if not self.may_start(words[i]):
            return found
        for node, ranks, after in self._walk(words, i):
            values = tuple(v for demand, v in node.leaves if _satisfied(demand, ranks, recased))
            if values:
                found.append((tuple(dict.fromkeys(values)), after))
        return found

    def may_start(self, word: str) -> bool:
        """Whether some form begins with a token's first piece: a quick refusal before a longer look."""
        opens = self._opens.get(word)
        if opens is None:
            read = self._pieces(word)
            opens = bool(read) and read[0][0] in self._root.next
            if len(self._opens) < 100_000:
                self._opens[word] = opens
        return opens

    def _walk(self, words: Sequence[str], i: int) -> Iterator[tuple[_Node[V], list[int], int]]:
        node = self._root
        ranks: list[int] = []
        for j in range(i, len(words)):
            read = self._pieces(words[j])
            if not read and (j == i or not _glue(words, j)):
                return
            for word, rank in read:
                following = node.next.get(word)
                if following is None:
                    return
                node = following
                ranks.append(rank)
            if read and node.leaves:
                yield node, ranks, j + 1

    def _pieces(self, word: str) -> tuple[Piece, ...]:
        read = self._read.get(word)
        if read is None:
            read = pieces(word)
            if len(self._read) < 100_000:
                self._read[word] = read
        return read


def _glue(words: Sequence[str], j: int) -> bool:
    """A hyphen or apostrophe within a form, or the stop after a short abbreviation."""
    return words[j] != "." or len(words[j - 1]) <= 4


def _satisfied(demand: Sequence[int], ranks: Sequence[int], recased: bool) -> bool:
    return all(rank >= (min(wanted, 1) if recased else wanted) for wanted, rank in zip(demand, ranks, strict=True))
