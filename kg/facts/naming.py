"""Which mentions of instruments mean the same one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from kg.facts import actors
from kg.facts.context import Context
from kg.facts.instruments import Instrument
from kg.facts.parties import BETWEEN, named_parties
from kg.lexicon import Lexicon

SMALL = frozenset({
    "of", "the", "and", "on", "for", "to", "with", "a", "an", "in", "its", "as", "new", "joint", "bilateral", "this",
    "between", "by", "at", "from", "or", "under", "proposed", "first", "text", "copy",
})  # fmt: skip
FAMILY = {"mou": "memorandum", "treaty": "agreement"}
ANY = frozenset({"agreement", "arrangement"})  # nouns that may take up an instrument of another kind
DEFINITE = frozenset({"the", "this", "that", "said", "its", "their", "our", "such", "both"})


class Known:
    """One instrument and its mentions, with what its words say."""

    def __init__(self, naming: Naming, first: Instrument) -> None:
        self.naming = naming
        self.mentions: list[Instrument] = []
        self.labels: list[str] = []
        self.words: set[str] = set()
        self.partners: set[str] = set()
        self.add(first)

    def add(self, thing: Instrument) -> None:
        """Another mention of it."""
        self.mentions.append(thing)
        self.labels.append(self.naming.label(thing))
        self.words.update(self.naming.content(thing))
        self.partners.update(self.naming.partners(thing))

    @property
    def family(self) -> str:
        """The kind of instrument, memoranda and treaties with their next of kin."""
        return _family(self.mentions[0])

    @property
    def is_unknown(self) -> bool:
        """Whether the text has no more than "the agreement", taken up from nowhere."""
        return all(self.naming.is_bare(t) and self.naming.is_back(t) for t in self.mentions)


def group(context: Context, things: Sequence[Instrument]) -> list[Known]:
    """The instruments of a text with their mentions, in order of first mention."""
    naming = Naming(context)
    known: list[Known] = []
    for thing in things:
        same = naming.same(known, thing)
        if same is not None:
            same.add(thing)
        else:
            known.append(Known(naming, thing))
    return known


class Naming:
    """Compares mentions of instruments in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = context.parsed.words
        self.lemmas = context.parsed.lemmas
        self.kinds, self.proper = _nouns(context.lexicon)

    def same(self, known: list[Known], thing: Instrument) -> Known | None:
        """The instrument that a mention takes up: by its alias, its name, its words, or as the last of its kind."""
        fits = [k for k in known if not self._conflicts(thing, k)]
        beside = self._beside(known, thing)
        by_name = next((k for k in fits if self._alias(thing, k) or self._name(thing, k)), None)
        if beside is not None or by_name is not None:
            return beside or by_name
        mine = frozenset() if self._points(thing) else self.content(thing)
        if mine and thing.named and not thing.short:
            return None
        if mine:
            return next((k for k in reversed(fits) if self._agree(mine, thing, k)), None)
        return self._last(fits, thing)

    def _beside(self, known: list[Known], thing: Instrument) -> Known | None:
        """An instrument that a mention describes: "the Lima Treaty, the first treaty of its kind", "it is a treaty"."""
        before = next((k for k in reversed(known) if k.mentions[-1].after <= thing.first), None)
        if before is None:
            return None
        last = before.mentions[-1]
        gap = self.words[last.after : thing.first]
        noun = self.context.parsed.doc[thing.head]
        appended = bool(gap) and gap[0] == "," and set(gap) <= {",", "the", "a", "an"} and not thing.named
        said = noun.dep_ == "attr" and not thing.named and last.first <= _subject_of(noun) < last.after
        return before if appended or said else None

    def _points(self, thing: Instrument) -> bool:
        """Whether "this" or "that" points back, whatever is said of it: "this important treaty"."""
        before = self.words[thing.first - 1] if thing.first else ""
        return before in {"this", "that"} and not thing.named and thing.after == thing.head + 1

    def label(self, thing: Instrument) -> str:
        """The words of a mention, lower case, without marks."""
        return " ".join(w for w in self.words[thing.first : thing.after] if w not in {'"', "(", ")"})

    def content(self, thing: Instrument) -> frozenset[str]:
        """The words that tell an instrument from others: no instrument nouns, no names of parties."""
        tied = self.words[thing.head + 1 : thing.head + 2]
        end = thing.head + 1 if tied and tied[0] in BETWEEN else thing.after
        return frozenset(
            self.lemmas[k]
            for k in range(thing.first, end)
            if self.words[k] not in self.kinds | SMALL
            and self.lemmas[k].isalnum()
            and not self.context.mentions.at(k, actors.BODIES)
        )

    def partners(self, thing: Instrument) -> frozenset[str]:
        """The keys of those whom its words name as parties."""
        mentions = self.context.mentions
        told = (*named_parties(self.context, thing), *self._signed_with(thing))
        named = (h for i in told for h in mentions.heads(i))
        return frozenset(k for h in named for k in mentions[h].keys)

    def _signed_with(self, thing: Instrument) -> tuple[int, ...]:
        """Those right behind "signed with": "the accord signed with Peru"."""
        k = thing.after
        if self.words[k + 1 : k + 2] != ("with",) or self.context.parsed.doc[k].tag_ not in {"VBN", "VBD"}:
            return ()
        return self.context.mentions.at(k + 2, actors.BODIES)

    def is_proper(self, thing: Instrument) -> bool:
        """Whether even the bare noun is a name: "NPT", "New START"."""
        return self.label(thing) in self.proper

    def is_back(self, thing: Instrument) -> bool:
        """Whether an article or pronoun points back: "the agreement", "this treaty"."""
        return thing.first > 0 and self.words[thing.first - 1] in DEFINITE

    def _conflicts(self, thing: Instrument, known: Known) -> bool:
        """One and several; or other partners."""
        if thing.plural != known.mentions[0].plural:
            return True
        mine = self.partners(thing)
        return bool(mine) and bool(known.partners) and not mine & known.partners

    def _alias(self, thing: Instrument, known: Known) -> bool:
        """Whether one is the other's name in brackets, or its initials."""
        label, mine = self.label(thing), self._initials(thing)
        for other, theirs in zip(known.mentions, known.labels, strict=True):
            if (other.alias and label == other.alias) or (thing.alias and theirs == thing.alias):
                return True
            if (len(label) > 2 and label == self._initials(other)) or (len(theirs) > 2 and theirs == mine):
                return True
        return False

    def _initials(self, thing: Instrument) -> str:
        words = [w for w in self.words[thing.first : thing.after] if w not in SMALL and w[:1].isalpha()]
        return "".join(w[0] for w in words) if len(words) > 1 else ""

    def _name(self, thing: Instrument, known: Known) -> bool:
        """Whether the words of one name stand together in the other, with a word that is no mere kind of instrument."""
        if not thing.named or self.is_bare(thing) or known.family != _family(thing):
            return False
        mine = f" {self.label(thing)} "
        return any(
            other.named
            and (not self.is_bare(other) or self.is_proper(other))
            and (mine in f" {theirs} " or f" {theirs} " in mine)
            for other, theirs in zip(known.mentions, known.labels, strict=True)
        )

    def is_bare(self, thing: Instrument) -> bool:
        """Whether a mention is no more than a common noun, or a phrase for one in lower case."""
        plain = thing.first == thing.head or not thing.named
        return thing.short and plain and not self.is_proper(thing)

    def _agree(self, mine: frozenset[str], thing: Instrument, known: Known) -> bool:
        if known.family != _family(thing) or any(self.is_proper(t) for t in known.mentions):
            return False
        if not known.words:
            return all(t.short for t in known.mentions)
        shared = len(mine & known.words)
        return shared > 0 and (shared == min(len(mine), len(known.words)) or shared / len(mine | known.words) >= 0.5)

    def _last(self, known: list[Known], thing: Instrument) -> Known | None:
        """The last instrument of the same kind; "the agreement" may also mean a memorandum or an arrangement."""
        noun, label = self.lemmas[thing.head], self.label(thing)
        bare = thing.first == thing.head or thing.type == "mou" or self._points(thing)
        for one in reversed(known):
            same = one.family == _family(thing) or any(self.lemmas[t.head] == noun for t in one.mentions)
            if same and (bare or any(label in theirs for theirs in one.labels)):
                return one
        if noun in ANY and (self.is_back(thing) or thing.after > thing.head + 1):
            return known[-1] if known else None
        return None


def _family(thing: Instrument) -> str:
    return FAMILY.get(thing.type, thing.type)


def _subject_of(noun: Token) -> int:
    subject = next((c for c in noun.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject.i if subject is not None else -1


@cache
def _nouns(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The nouns for instruments with the words of fixed phrases ("memorandum of understanding"); and names."""
    cues = [c for concept in lexicon.scheme("instruments").values() for c in concept.cues]
    plain = [c for c in cues if c == c.lower()]
    kinds = frozenset(w for c in plain for w in (c.split() if " of " in c else c.split()[-1:]))
    return kinds, frozenset(c.lower() for c in cues if c != c.lower())
