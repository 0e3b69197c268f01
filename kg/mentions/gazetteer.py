"""Where the forms of the reference data stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Form, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference, fold

INITIAL = re.compile(r"[A-Z]\.?")


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``[first, after)`` are a form of the reference data; ``entries`` are what it may mean."""

    first: int
    after: int
    entries: tuple[Entry, ...]

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """Its readings of one kind, without seats that stand for somebody."""
        return tuple(e for e in self.entries if e.kind == kind and not e.metonym)

    @property
    def places(self) -> tuple[Entry, ...]:
        """Its readings as a place by name; an adjective ("Nordic") names no place."""
        return tuple(e for e in self.of(Kind.PLACE) if e.form == Form.NAME)

    @property
    def metonyms(self) -> tuple[Entry, ...]:
        """Its readings as somebody who sits there."""
        return tuple(e for e in self.entries if e.metonym)


def hits_at(parsed: Parsed, words: Sequence[str], reference: Reference, i: int) -> list[Hit]:
    """Every form that starts at token ``i`` and ends in the same block, the shortest first."""
    block = parsed.block_of[i]
    found = reference.gazetteer.every(words, i, recased=parsed.blocks[block].capitals)
    end = parsed.block_tokens[block][1]
    return [Hit(i, after, entries) for entries, after in found if after <= end]


Hits = list[Hit]
"""The forms that start at one token, the shortest first."""


def is_surname(parsed: Parsed, reference: Reference, hit: Hit) -> bool:
    """Whether a single word is part of a person's name: an honorific, a given name or an initial goes before it."""
    low = parsed.block_tokens[parsed.block_of[hit.first]][0]
    if hit.after - hit.first > 1 or hit.first == low:
        return False
    before = parsed.doc[hit.first - 1]
    if INITIAL.fullmatch(before.text):
        return hit.first - 1 > low and _is_given(reference, parsed.doc[hit.first - 2])
    return _is_given(reference, before) or reference.heads.at("honorific", [before.text], 0) is not None


def _is_given(reference: Reference, token: Token) -> bool:
    """Whether a token is a given name, and none that is a place as well ("Victoria")."""
    given = token.text[0].isupper() and fold(token.text) in reference.names.given
    return given and reference.gazetteer.at([token.text], 0) is None


def hits(parsed: Parsed, reference: Reference) -> Iterator[Hits]:
    """For every token at which a form starts: the forms, the shortest first."""
    words = parsed.texts
    for i, word in enumerate(words):
        if not reference.gazetteer.may_start(word):
            continue
        found = hits_at(parsed, words, reference, i)
        if found and parsed.words[i] == "the" and i + 1 < len(words):
            further = hits_at(parsed, words, reference, i + 1)
            found = [h for h in found if not further or h.after >= further[-1].after]
        if found:
            yield found
