"""Places: those of the reference data, those the text places in a country, and the model's guesses where they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as DocSpan

from kg.lexicon import Lexicon
from kg.mentions.gazetteer import Hit, hits
from kg.mentions.proposal import Proposal
from kg.model import Form, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference

KNOWN, LIKELY, GUESSED = 0.92, 0.8, 0.7
LOCAL = frozenset(
    {"in", "at", "near", "from", "to", "of", "across", "outside", "around", "into", "towards", "toward", "off"}
)
GUESSES = frozenset({"GPE", "LOC"})


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Every mention of a place that is not a country."""
    del lexicon
    firm = {i for p in earlier if p.kind in FIRM for i in range(p.first, p.after)}
    offices = {i for p in earlier if p.kind == Kind.OFFICE for i in range(p.first, p.after)}
    free = 0
    found: set[int] = set()
    for at in hits(parsed, reference):
        hit = next((h for h in reversed(at) if h.of(Kind.PLACE)), None)
        if hit is None or hit.first < free or _hidden(hit.first, hit.after, firm, earlier):
            continue
        free = hit.after
        found.update(range(hit.first, hit.after))
        yield _known(reference, hit)
    for guess in parsed.doc.ents:
        if guess.label_ in GUESSES and not found & set(range(guess.start, guess.end)):
            yield from _guessed(parsed, reference, guess, firm, offices)


FIRM = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON})


def _hidden(first: int, after: int, firm: set[int], earlier: Sequence[Proposal]) -> bool:
    del earlier
    return any(i in firm for i in range(first, after))


def _known(reference: Reference, hit: Hit) -> Proposal:
    entry = _reading(reference, hit.of(Kind.PLACE))
    place = reference.places[entry.key]
    return _proposal(hit.first, hit.after, place.name, (entry.key,), place.country, KNOWN, "gazetteer")


def _reading(reference: Reference, readings: Sequence[Entry]) -> Entry:
    return next((e for e in readings if not e.ambiguous), readings[0])


def _guessed(
    parsed: Parsed, reference: Reference, guess: DocSpan, firm: set[int], offices: set[int]
) -> Iterator[Proposal]:
    """A guess of the model that stands where a place stands: after a preposition of place, or before its country."""
    first, after = guess.start, guess.end
    while first < after and parsed.words[first] in {"the", "of"}:
        first += 1
    if first == after or any(i in firm or i in offices for i in range(first, after)):
        return
    words = parsed.doc[first:after]
    if not all(t.text[0].isupper() or t.text in {"-", "'s", "of", "de", "la", "al", "el"} for t in words):
        return
    before = parsed.words[first - 1] if first else ""
    if before in {"in", "at", "near"} or _listed(parsed, first):
        yield _proposal(first, after, words.text, (), None, GUESSED, "model")


def _listed(parsed: Parsed, first: int) -> bool:
    return False


def _proposal(
    first: int, after: int, name: str, keys: tuple[str, ...], country: str | None, score: float, source: str
) -> Proposal:
    return Proposal(
        first=first, after=after, kind=Kind.PLACE, form=Form.NAME, name=name, keys=keys, country=country,
        source=source, score=score,
    )  # fmt: skip
