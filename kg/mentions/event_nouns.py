"""Event nouns and ordinals: "the Ninth … Dialogue", "COP27", "telephone call".

Which nouns mean events, and of which type, is the wording of dipv:event-types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.parse import Parsed

ORDINALS = {
    "first": 1, "inaugural": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
ACRONYM = re.compile(r"(?:COP|CMP)[ -]?\d{1,2}$|CHOGM$")
YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Noun:
    """An event noun: its type (concept of dipv:event-types) and its tokens; the last is the head."""

    type: str
    first: int
    after: int

    @property
    def head(self) -> int:
        """The token of the head noun."""
        return self.after - 1


def nouns(parsed: Parsed, lexicon: Lexicon) -> Iterator[Noun]:
    """Every event noun, left to right; of nouns side by side the last is the head ("Summit … Meeting")."""
    cues = lexicon.cues("event-types")
    singular = tuple(map(_singular, parsed.lemmas, parsed.pos))
    free = 0
    for i in range(len(parsed.words)):
        if i < free:
            continue
        found = cues.at(singular, parsed.words, i) or _acronym(parsed, i)
        if found and _is_noun(parsed, i, found[1]):
            free = found[1]
            yield Noun(found[0], i, found[1])


def _singular(lemma: str, pos: str) -> str:
    """The lemma; of a plural proper noun ("Consultations") the model gives none."""
    plural = pos == "PROPN" and len(lemma) > 4 and lemma.endswith("s") and not lemma.endswith(("ss", "us", "is"))
    return lemma[:-1] if plural else lemma


def _acronym(parsed: Parsed, i: int) -> tuple[str, int] | None:
    return ("conference", i + 1) if ACRONYM.match(parsed.texts[i]) else None


def _is_noun(parsed: Parsed, first: int, after: int) -> bool:
    head = parsed.doc[after - 1]
    if after < len(parsed.doc) and parsed.words[after] == "-" and parsed.doc[after - 1].whitespace_ == "":
        return False
    if head.pos_ in {"NOUN", "PROPN"} or ACRONYM.match(head.text):
        return not (head.pos_ == "PROPN" and head.ent_type_ == "PERSON")
    before = parsed.doc[first - 1] if first else None
    if head.tag_ == "VBG" and before is not None and (before.text in {"'s", "'"} or before.tag_ in {"DT", "PRP$"}):
        return True
    dated = before is not None and before.text == "," and first > 1 and YEAR.match(parsed.doc[first - 2].text)
    if head.tag_ == "VBG" and dated and after < len(parsed.doc) and parsed.words[after] in {"with", "of", "between"}:
        return True
    titled = parsed.block(first).kind in {BlockKind.TITLE, BlockKind.HEADING} and head.text[0].isupper()
    word = before.lower_ if before is not None else ""
    if not titled or head.pos_ not in {"VERB", "ADJ", "X", "INTJ"} or head.tag_ == "VBZ":
        return False
    behind = parsed.words[after] if after < len(parsed.doc) else ""
    phrased = behind in {"to", "of", "by", "with", "on", "at", "in", "between"} and word not in {
        "to",
        "will",
        "and",
        "who",
    }
    return word in {"'s", "'", "the", "a"} or head.tag_ == "VBG" or phrased


def is_ordinal(word: str) -> bool:
    """Whether a word counts ("Seventh", "74th", "XII", "inaugural")."""
    return ordinal(word) is not None


def ordinal_at(parsed: Parsed, i: int) -> int | None:
    """The number an ordinal at a token stands for, also of two words with a hyphen ("Twenty-third")."""
    if i >= 2 and parsed.words[i - 1] == "-":
        return ordinal(f"{parsed.words[i - 2]}-{parsed.words[i]}") or ordinal(parsed.doc[i].text)
    return ordinal(parsed.doc[i].text)


def ordinal(word: str) -> int | None:
    """The number an ordinal stands for."""
    low = word.lower()
    if low in ORDINALS:
        return ORDINALS[low]
    digits = re.match(r"(\d{1,4})(?:st|nd|rd|th)$", low)
    if digits:
        return int(digits.group(1))
    if len(word) > 1 and ROMAN.match(word):
        return _roman(word)
    tens, _, unit = low.partition("-")
    base = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}.get(tens)
    return base + ORDINALS[unit] if base and unit in ORDINALS else None


def _roman(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for letter, following in zip(word, [*word[1:], ""], strict=True):
        value = values[letter]
        total += -value if following and values[following] > value else value
    return total
