"""Places that are not countries: those of the reference data, and the model's guesses unless something speaks against.

A name that is part of another ("Paris Agreement", "Bank of England", "Mr London") is no place there; one in a title
is ("Mayor of Bergen").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as DocSpan

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.gazetteer import Hit, Hits, is_surname
from kg.mentions.metonymy import is_located
from kg.mentions.page import is_at
from kg.mentions.phrases import bases
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference, fold

KNOWN, GUESSED = 0.92, 0.7
GUESSES = frozenset({"GPE", "LOC", "FAC"})
TAKEN = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON})
LITTLE = frozenset(
    {"-", "'s", "of", "the", "and", "de", "la", "al", "el", "da", "do", "del", "des", "du", "on", "am", "upon"}
)
LOCAL = frozenset({
    "in", "at", "near", "from", "to", "across", "outside", "around", "into", "towards", "toward", "off", "throughout",
    "within", "via", "over", "between",
})  # fmt: skip
GENERIC = frozenset({
    "north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "sea", "ocean", "river",
    "region", "regional", "state", "states", "city",
})  # fmt: skip


def known(
    parsed: Parsed, reference: Reference, lexicon: Lexicon, found: Sequence[Hits], earlier: Sequence[Proposal]
) -> Iterator[Proposal]:
    """Places of the reference data."""
    places = _Places(parsed, reference, lexicon, earlier)
    free = 0
    for at in found:
        hit = next((h for h in reversed(at) if h.places), None)
        if (
            hit is not None
            and hit.first >= free
            and not places.is_part(hit.first, hit.after)
            and not is_surname(parsed, reference, hit)
            and not places.is_given_name(hit)
        ):
            free = hit.after
            yield places.known(hit)


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """The model's guesses at places."""
    places = _Places(parsed, reference, lexicon, earlier)
    for guess in parsed.doc.ents:
        if guess.label_ in GUESSES or (guess.label_ == "PERSON" and is_at(parsed, guess.start, guess.end)):
            yield from places.guessed(guess)


def apart(parsed: Parsed, stand: Sequence[Proposal]) -> list[Proposal]:
    """The mentions without the places that only help to name an organisation or event: "Bank of England".

    Where something is or happens is kept: "the Embassy in Oslo", "the Oslo summit". Nor is somebody's given name used
    alone a place.
    """
    given = {fold(parsed.texts[p.first]) for p in stand if p.kind == Kind.PERSON and p.after - p.first > 1}
    stand = [
        p for p in stand if p.kind != Kind.PLACE or fold(parsed.texts[p.first]) not in given or not _bare(parsed, p)
    ]
    wholes = [p for p in stand if p.kind in {Kind.ORGANIZATION, Kind.EVENT}]
    inside = {i for p in wholes for i in range(p.first, p.after)}
    seats = {p.first for p in stand if p.kind == Kind.PLACE and any(_is_seat(parsed, p, whole) for whole in wholes)}
    return [p for p in stand if p.kind != Kind.PLACE or p.first not in inside - seats or is_located(parsed, p.first)]


def _bare(parsed: Parsed, place: Proposal) -> bool:
    """Whether a place is a single word that neither stands behind "in", "to" or the like nor before its country."""
    if place.after - place.first > 1 or (place.first and parsed.words[place.first - 1] in LOCAL):
        return False
    return parsed.words[place.after : place.after + 1] != (",",)


def _is_seat(parsed: Parsed, place: Proposal, whole: Proposal) -> bool:
    """Whether a place opens the name of an event and only its noun follows: "the Oslo Conference on Fisheries"."""
    if whole.kind != Kind.EVENT or place.first != whole.first or place.after >= whole.after or place.country is None:
        return False
    return place.after + 1 == whole.after or parsed.words[place.after + 1] in {"of", "on", "for"}


class _Places:
    """The places of one document."""

    def __init__(self, parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> None:
        self.parsed, self.reference = parsed, reference
        self.bases = bases(parsed)
        self.instruments = lexicon.cues("instruments")
        self.kinds = lexicon.cues("place-nouns")
        firm = [p for p in earlier if p.kind in TAKEN and p.how != How.METONYM]
        self.taken = {i for p in firm for i in range(p.first, p.after)}
        self.states = {p.keys[0][8:] for p in earlier if p.kind == Kind.COUNTRY and p.keys}
        self.found: set[int] = {i for p in earlier if p.kind == Kind.PLACE for i in range(p.first, p.after)}

    def is_part(self, first: int, after: int) -> bool:
        """Whether the tokens belong to another name, or name an agreement: "the Paris Agreement"."""
        if any(i in self.taken for i in range(first, after)) or self._is_word(first, after):
            return True
        end = self.parsed.block_tokens[self.parsed.block_of[first]][1]
        return after < end and self.instruments.at(self.bases, self.parsed.words, after) is not None

    def is_given_name(self, hit: Hit) -> bool:
        """Whether a single word begins what the model takes for somebody's name: "Florence Mwangi, an adviser"."""
        first, after = hit.first, hit.after
        if after - first > 1 or (first and self.parsed.words[first - 1] in LOCAL) or after == len(self.parsed.doc):
            return False
        word, following = self.parsed.doc[first], self.parsed.doc[after]
        return word.ent_type_ == following.ent_type_ == "PERSON" and word.ent_iob_ == "B" and following.ent_iob_ == "I"

    def _is_word(self, first: int, after: int) -> bool:
        """An ordinary word with a capital: "Nice to see you"."""
        return after - first == 1 and self.parsed.doc[first].pos_ in {"ADJ", "VERB", "ADV", "INTJ", "DET", "PRON"}

    def known(self, hit: Hit) -> Proposal:
        """A place of the reference data."""
        entry = self._reading(hit.places)
        self.found.update(range(hit.first, hit.after))
        place = self.reference.places[entry.key]
        surface = self.parsed.doc[hit.first : hit.after].text
        return Proposal(
            first=hit.first, after=hit.after, kind=Kind.PLACE, form=Form.NAME, name=place.name, keys=(entry.key,),
            country=place.country, aliases=(surface,) if surface != place.name else (), source="gazetteer", score=KNOWN,
        )  # fmt: skip

    def _reading(self, readings: Sequence[Entry]) -> Entry:
        """The place meant: the only certain one, or the one in a country that the text speaks of."""
        near = [e for e in readings if self.reference.places[e.key].country in self.states]
        certain = [e for e in readings if not e.ambiguous]
        return next(iter([e for e in near if not e.ambiguous] or near or certain), readings[0])

    def guessed(self, guess: DocSpan) -> Iterator[Proposal]:
        """A guess of the model, cut to its capitalised words, unless it is generic or part of a name."""
        first, after = guess.start, guess.end
        while first < after and not self._names(first):
            first += 1
        while after > first and not self._names(after - 1):
            after -= 1
        if first == after or self.found & set(range(first, after)) or self.is_part(first, after):
            return
        tokens = self.parsed.doc[first:after]
        if not self._is_located(first, after) or self.instruments.at(self.bases, self.parsed.words, after - 1):
            return
        if any(not t.text[0].isupper() and t.lower_ not in LITTLE for t in tokens) or self._is_ordinary(tokens):
            return
        yield Proposal(
            first=first, after=after, kind=Kind.PLACE, form=Form.NAME, name=tokens.text, source="model", score=GUESSED,
            country=self._country(after),
        )  # fmt: skip

    def _is_located(self, first: int, after: int) -> bool:
        """Whether something is, comes from or goes there, or the name stands with its country or other places."""
        before = first - 1 - (first > 0 and self.parsed.words[first - 1] == "the")
        if before >= 0 and self.parsed.words[before] in LOCAL:
            return True
        of = before > 0 and self.parsed.words[before] == "of"
        if of and self.kinds.at(self.bases, self.parsed.words, before - 1):
            return True  # "the areas of X"
        block = self.parsed.block_tokens[self.parsed.block_of[first]]
        heading = self.parsed.block(first).kind != BlockKind.BODY and 2 * (after - first) >= block[1] - block[0]
        if heading or self._country(after) is not None:
            return True
        return any(t.i in self.found for t in self.parsed.doc[first:after].root.conjuncts)

    def _names(self, i: int) -> bool:
        return self.parsed.doc[i].text[0].isupper()

    def _is_ordinary(self, tokens: DocSpan) -> bool:
        """Points of the compass, ordinary words and abbreviations name no place by themselves."""
        if all(t.lower_ in GENERIC for t in tokens):
            return True
        if len(tokens) > 1:
            return False
        word = tokens[0]
        capitals = word.text.isupper() and not self.parsed.block(word.i).capitals
        return capitals or not word.is_alpha or word.pos_ != "PROPN"

    def _country(self, after: int) -> str | None:
        """The country named behind a comma: "Apia, Samoa"."""
        words = self.parsed.texts[after : after + 6]
        found = self.reference.gazetteer.at(words, 1) if words[:1] == (",",) else None
        keys = {e.key for e in found[0] if e.kind == Kind.COUNTRY and e.form == Form.NAME} if found else set()
        return keys.pop()[8:] if len(keys) == 1 else None
