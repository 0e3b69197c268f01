"""Phrases for several meant together, read around their head noun: what they count, whose they are, whom they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.lexicon import Cues
from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed

NUMBERS = {
    "both": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5, "six": 6, "6": 6, "seven": 7,
    "7": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
DEFINITE = frozenset({"the", "these", "those", "both", "our", "their", "respective", "each", "either", "neither"})
OURS = frozenset({"our", "us"})
LINKS = frozenset(
    {"of", "from", "representing", "for", "between", "and", ",", "the", "both", "two", "three", "'s", "'"}
)
PLAIN = DEFINITE | frozenset(NUMBERS) | {"own", "great", "contracting", "participating", "negotiating", "high"}
FURTHER = frozenset(
    {"of", "to", "in", "that", "which", "who", "whose", "with", "at", "on", "from", "across", "around", "where"}
)
STATES = frozenset({"Republic", "Kingdom", "State", "Government", "Governments", "Commonwealth"})
SOURCES = frozenset({"of", "from", "representing", "for", "between"})
DISTANCE = 60  # tokens


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``[first, after)`` with the head noun at ``[head, end)``."""

    first: int
    after: int
    head: int
    end: int  # the token after the head noun
    plural: bool
    number: int | None
    definite: bool
    ours: bool
    countries: tuple[Proposal, ...]  # those it names itself: "the Mexican and U.S. delegations", "officials from Peru"
    whose: int | None  # so many parties behind it: "experts from both countries"
    described: bool  # an adjective or noun says which kind is meant: "the appropriate Ministers"
    restricted: bool  # words behind it say which are meant: "the parties to the Convention"


class Reader:
    """Reads the phrases of one document."""

    def __init__(self, parsed: Parsed, cues: Cues, countries: dict[int, Proposal]) -> None:
        self.parsed = parsed
        self.cues = cues
        self.starting = countries
        self.ending = {p.after: p for p in countries.values()}

    def read(self, head: int, after: int, sources: frozenset[str] = SOURCES) -> Phrase:
        """The phrase whose head noun stands at tokens ``[head, after)``."""
        low, high = self.parsed.block_tokens[self.parsed.block_of[head]]
        first, before = self._left(head, low)
        plural = any(is_plural(t) for t in self.parsed.doc[head:after])
        behind = list(self._right(after, min(high, after + DISTANCE), sources))
        if not plural and self.parsed.texts[head].capitalize() in STATES:
            del behind[1:]  # "the Government of Kenya and the Government of Ghana" are two
        words = self.parsed.words[first:head]
        whose, tail = self._counted(after, high)
        end = max([after, tail, *(p.after for p in behind)])
        end += end > after and self._names_bodies(end)
        return Phrase(
            first=first,
            after=end,
            head=head,
            end=after,
            plural=plural,
            number=next((NUMBERS[w] for w in words if w in NUMBERS), None),
            definite=any(w in DEFINITE for w in words),
            ours=any(w in OURS for w in words),
            countries=(*before, *behind),
            whose=whose,
            described=any(w not in PLAIN for w in words),
            restricted=end == after and after < high and self._restricts(after),
        )

    def _restricts(self, i: int) -> bool:
        """Whether what follows a noun says which are meant: "the parties to …", "the states applying …"."""
        token = self.parsed.doc[i]
        return token.lower_ in FURTHER or token.dep_ == "acl" or token.tag_ == "VBG"

    def _counted(self, i: int, high: int) -> tuple[int | None, int]:
        """How many parties stand behind a noun, and the token after them: "from both countries"."""
        words = self.parsed.words
        if i >= high or words[i] not in SOURCES:
            return None, i
        j = i + 2 if words[i + 1 : i + 2] == ("the",) else i + 1
        number = NUMBERS.get(words[j]) if j < high else None
        cue = self.cues.at(self.parsed.lemmas, words, j + 1) if number and j + 1 < high else None
        return (number, cue[1]) if cue is not None and cue[0] == "parties" else (None, i)

    def _left(self, head: int, low: int) -> tuple[int, list[Proposal]]:
        """The first token of the phrase and the countries that stand in it before its head noun."""
        found: list[Proposal] = []
        first = head
        while first > low:
            country = self.ending.get(first)
            if country is not None:
                found.insert(0, country)
                first = country.first
                continue
            if not self._modifies(first - 1, bool(found)):
                break
            first -= 1
        while first < head and self.parsed.words[first] in {"and", ",", "'s", "'", "-", "/"}:
            first += 1
        return first, found

    def _modifies(self, i: int, named: bool) -> bool:
        token, word = self.parsed.doc[i], self.parsed.words[i]
        if word == "-" and i > 0 and not named:
            return self.parsed.doc[i - 1].pos_ in {"ADJ", "NOUN"} and self.parsed.doc[i - 1].text.islower()
        if word in NUMBERS or word in DEFINITE:
            return True
        if word in {"and", ",", "-", "/"}:
            return i + 1 in self.starting
        if word in {"'s", "'"}:
            return named or self.ending.get(i) is not None or (i > 0 and is_plural(self.parsed.doc[i - 1]))
        if token.dep_ == "poss" and is_plural(token):
            return True
        return token.pos_ in {"ADJ", "NUM"} or (token.dep_ in {"compound", "amod", "nummod"} and token.pos_ != "VERB")

    def _names_bodies(self, i: int) -> bool:
        """Words between or behind countries that name what is theirs: "the Republic of", "Mexican agencies"."""
        if i >= len(self.parsed.doc):
            return False
        token = self.parsed.doc[i]
        return token.text in STATES or (i in self.ending and token.tag_ == "NNS")

    def _right(self, i: int, stop: int, sources: frozenset[str]) -> Iterator[Proposal]:
        """The countries named behind the head noun: "of Poland and the United States", "from Peru"."""
        if i >= stop or self.parsed.words[i] not in sources:
            return
        i += 1
        while i < stop:
            country = self.starting.get(i)
            if country is not None:
                yield country
                i = country.after
            elif self.parsed.past_bracket(i) > i:
                i = self.parsed.past_bracket(i)  # "the United Arab Emirates (UAE), France"
            elif self.parsed.words[i] in LINKS or self._names_bodies(i):
                i += 1
            else:
                return


def is_plural(token: Token) -> bool:
    """Whether a noun is plural."""
    return token.tag_ in {"NNS", "NNPS"} or (token.tag_ == "NNP" and token.lower_.endswith("s"))


def bases(parsed: Parsed) -> list[str]:
    """Each token's lemma, also of a plural that the model takes for a name ("Governments")."""
    proper = parsed.doc.to_array("POS") == parsed.doc.vocab.strings["PROPN"]
    return [_singular(lemma) if name else lemma for lemma, name in zip(parsed.lemmas, proper, strict=True)]


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


FIRM = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON})
