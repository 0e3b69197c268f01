"""A parsed text as the grammars of titles and names read it: classes of words, and what earlier finders saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.mentions.org_names import Grammar
from kg.mentions.proposal import Proposal
from kg.model import How, Kind
from kg.parse import Parsed
from kg.reference import Reference, TitleWord, fold

HYPHENS = frozenset({"-", "/", "'"})
STATES = frozenset({("state",), ("states",), ("country",), ("countries",), ("nation",), ("nations",), ("economies",)})
ARTICLES = frozenset({"the", "a", "an"})
FILIAL = frozenset({"bin", "bint", "ibn", "ben"})  # a father's name follows, be it "Sultan"
NAMED = (Kind.COUNTRY, Kind.ORGANIZATION, Kind.PLACE)


class Page:
    """Token-wise look-ups over one document. Tokens are those of ``parsed``; ranges are ``[first, after)``."""

    def __init__(self, parsed: Parsed, reference: Reference, earlier: Iterable[Proposal]) -> None:
        self.parsed = parsed
        self.reference = reference
        self.words: Sequence[str] = parsed.texts
        self.lower: Sequence[str] = parsed.words
        self._starts: dict[int, list[Proposal]] = {}
        self._ends: dict[int, list[Proposal]] = {}
        self._earlier = tuple(earlier)
        for proposal in self._earlier:
            if proposal.kind in NAMED and proposal.source != "model" and proposal.how != How.METONYM:
                self._starts.setdefault(proposal.first, []).append(proposal)
                self._ends.setdefault(proposal.after, []).append(proposal)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Each token with the capitals it has in the text."""
        text = self.parsed.document.text
        return tuple(text[a:b] for a, b in zip(self.parsed.starts, self.parsed.ends, strict=True))

    @cached_property
    def heads(self) -> dict[int, tuple[TitleWord, int]]:
        """Where a head noun of a title starts: the word and the token after it."""
        return dict(self._found("head"))

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """The words that the text also has in lower case, as it would a common noun."""
        return frozenset(word for word in self.words if word.islower())

    @cached_property
    def bodies(self) -> dict[int, int]:
        """Where names of organisations built around a head noun end: the token after → the first token."""
        return {n.after: n.first for n in Grammar(self.parsed, self.reference, self._earlier).names()}

    def body_starting(self, i: int) -> int:
        """The token after an organisation's name built around a head noun that starts here ("Senate"); 0: none does."""
        long = next((after for after, first in self.bodies.items() if first == i), 0)
        word = self.reference.org_words.get(self.lower[i])
        return long or (i + 1 if word is not None and word.alone else 0)

    @cached_property
    def _ranks(self) -> frozenset[int]:
        """The tokens of military ranks of several words: "Air Chief Marshal" names no chief."""
        return frozenset(j for i in range(len(self.words)) for j in range(i, self.is_a("military", i)) if j > i)

    def _found(self, role: str) -> Iterator[tuple[int, tuple[TitleWord, int]]]:
        for i in range(len(self.words)):
            if i in self._ranks:
                continue
            found = self._before_country(role, i, self.reference.heads.at(role, self.words, i))
            if found and found[1] <= self.block_end(i) and not self._inside_word(i) and self._is_written(i, found):
                yield i, found

    def _before_country(self, role: str, i: int, found: tuple[TitleWord, int] | None) -> tuple[TitleWord, int] | None:
        """A word of a role that does not reach into the name of a country: "President of | the Republic of Benin"."""
        last = found[1] - 1 if found else i
        country = self.starting(last, Kind.COUNTRY) if last > i else None
        if found is None or country is None or country.after <= found[1]:
            return found
        shorter = self.reference.heads.at(role, self.words[i:last], 0)
        return (shorter[0], i + shorter[1]) if shorter else None

    def _inside_word(self, i: int) -> bool:
        """Whether a token is a later part of a hyphened word, prefixes such as "then-" and "ex-" set aside."""
        if not self.glued(i) or self.words[i - 1] == "/":
            return False
        return not (self.is_a("status", i - 2) or self.is_a("rank", i - 2))

    def _is_written(self, i: int, found: tuple[TitleWord, int]) -> bool:
        """An abbreviation is a title only in capitals and not behind a time ("3 pm"), a given name only with "of"."""
        word, after = found
        if after == i + 1 and self.is_given(i) and self._within_name(i):
            return False
        if after == i + 1 and "relational" in word.value and self.is_given(i):
            return self.lower[after : after + 1] in {("of",), ("for",)}
        if word.word == "member" and self.lower[after : after + 1] in STATES:
            return False
        if i and self.lower[i - 1] in FILIAL:
            return False
        if len(word.word) > 3:
            return True
        return self.words[i].isupper() and not (i and self.words[i - 1][:1].isdigit())

    def _within_name(self, i: int) -> bool:
        """Whether a word stands between two that are capitalised, the first a given name: "Hossein Amir Karimi"."""
        return i > 0 and self.is_given(i - 1) and self.capital(i - 1) and self.capital(i + 1) and not self.glued(i)

    def is_a(self, role: str, i: int) -> int:
        """The token after a word of the role that starts at ``i``; 0 where none does."""
        if not 0 <= i < len(self.words):
            return 0
        words = self.written if role == "post-nominal" else self.words
        found = self.reference.heads.at(role, words, i)
        return found[1] if found else 0

    def past_abbreviation(self, i: int) -> int:
        """Past an abbreviation in brackets that more of the title or a name follows: "… Affairs (INL) Todd …"."""
        short = self.words[i : i + 1] == ("(",) and self.words[i + 2 : i + 3] == (")",) and self.words[i + 1].isupper()
        return i + 3 if short and i + 3 <= self.block_end(i) else i

    def block_of(self, i: int) -> int:
        """The index of a token's block."""
        return self.parsed.block_of[i]

    def block_start(self, i: int) -> int:
        """The first token of a token's block."""
        return self.parsed.block_tokens[self.parsed.block_of[i]][0]

    def block_end(self, i: int) -> int:
        """The token after the last of a token's block."""
        return self.parsed.block_tokens[self.parsed.block_of[i]][1]

    def starts_sentence(self, i: int) -> bool:
        """Whether a token is the first of its sentence."""
        return bool(self.parsed.doc[i].is_sent_start)

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def glued(self, i: int) -> bool:
        """Whether a token is joined to the one before it by a hyphen or slash, or is that mark."""
        if i <= 0 or i >= len(self.words):
            return False
        doc = self.parsed.doc
        if self.words[i] in HYPHENS:
            return not doc[i - 1].whitespace_ and i + 1 < len(doc) and not doc[i].whitespace_
        return self.words[i - 1] in HYPHENS and self.glued(i - 1)

    def starting(self, i: int, *kinds: Kind) -> Proposal | None:
        """The longest name of those kinds that starts at a token."""
        found = [p for p in self._starts.get(i, ()) if p.kind in (kinds or NAMED)]
        return max(found, key=lambda p: p.after, default=None)

    def ending(self, i: int, *kinds: Kind) -> Proposal | None:
        """The longest name of those kinds whose last token is the one before ``i``."""
        found = [p for p in self._ends.get(i, ()) if p.kind in (kinds or NAMED)]
        return min(found, key=lambda p: p.first, default=None)

    def within(self, first: int, after: int, kind: Kind) -> Iterator[Proposal]:
        """The names of a kind that lie within the tokens, in order."""
        for i in range(first, after):
            yield from (p for p in self._starts.get(i, ()) if p.kind == kind and p.after <= after)

    def is_given(self, i: int) -> bool:
        """Whether a token is a common given name, or a family name that goes first."""
        return fold(self.words[i]) in self.reference.names.given

    def is_portfolio(self, i: int) -> bool:
        """Whether a token is a word that portfolios are made of, in the singular or plural."""
        if not 0 <= i < len(self.words):
            return False
        known = self.reference.heads.words["portfolio"]
        return any(form in known for form in _bases(self.lower[i]))

    def heads_title(self, i: int) -> bool:
        """Whether a title's head noun starts here and is not rather a portfolio ("Minister of Justice")."""
        return i in self.heads and not self.is_portfolio(i)

    def is_particle(self, i: int) -> bool:
        """Whether a token is a particle of family names."""
        return fold(self.words[i]) in self.reference.names.particles

    def is_common(self, i: int) -> bool:
        """Whether a token is a word of the language rather than a name, as far as the dictionary goes."""
        word = self.lower[i]
        return word in self.lower_words or any(form in self.parsed.dictionary for form in _bases(word))

    def person_starts(self, i: int) -> bool:
        """Whether the model sees a person begin here."""
        token = self.parsed.doc[i]
        return token.ent_type_ == "PERSON" and token.ent_iob_ == "B"

    def in_person(self, i: int) -> bool:
        """Whether the model sees a person here."""
        return bool(self.parsed.doc[i].ent_type_ == "PERSON")


def is_at(parsed: Parsed, first: int, after: int) -> bool:
    """Whether what a name means is where something is, as no person is: "positions at Ras Kassar"."""
    behind = parsed.words[after : after + 1]
    while first > 0 and parsed.doc[first].ent_iob_ == "I":
        first -= 1
    return first > 0 and parsed.words[first - 1] in {"at", "near"} and behind not in {("'s",), ("'",)}


def iso(proposal: Proposal | None) -> str | None:
    """The ISO code of a country, or of the country that a place or organisation belongs to."""
    if proposal is None:
        return None
    if proposal.kind == Kind.COUNTRY:
        return next((k.removeprefix("country/") for k in proposal.keys if k.startswith("country/")), None)
    return proposal.country


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("ied"):
        yield word[:-3] + "y"
    if word.endswith("ed"):
        yield word[:-1]
        yield word[:-2]
    if word.endswith("ing"):
        yield word[:-3]
        yield word[:-3] + "e"
