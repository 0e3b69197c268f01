"""Countries: by name, abbreviation, adjective or people noun, and by a seat that stands for the government."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.mentions.gazetteer import Hit, Hits, is_surname
from kg.mentions.metonymy import stands_for_actor
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference

CERTAIN, LIKELY, SEAT = 0.97, 0.85, 0.93
FUNCTION_WORDS = frozenset({"us", "who", "it", "is", "in", "no", "so", "as", "am", "be", "do", "me", "my", "to", "at"})
ATTRIBUTES = frozenset({"compound", "amod", "nmod"})
REGIONS = frozenset({
    "latin", "north", "south", "central", "meso", "native", "african", "asian", "hispanic", "pan", "inter", "afro",
    "euro", "trans",
})  # fmt: skip


@dataclass(slots=True)
class Evidence:
    """What the certain forms of a text say about which countries and places are in play."""

    countries: Counter[str] = field(default_factory=Counter)  # keys, by forms that mean one country only
    within: Counter[str] = field(default_factory=Counter)  # ISO codes, by places that lie in one country


def known(parsed: Parsed, reference: Reference, lexicon: Lexicon, forms: Sequence[Hits]) -> Iterator[Proposal]:
    """Every mention of a country; a form that several could own stays open unless the text decides."""
    found = list(_chosen(forms))
    evidence = _evidence(found, reference)
    for hit in found:
        yield from _read(parsed, reference, lexicon, hit, evidence)


def _chosen(forms: Sequence[Hits]) -> Iterator[Hit]:
    """The longest form with a country reading at each token, outside longer names of places."""
    free = 0
    for at in forms:
        if at[0].first < free:
            continue
        country = next((h for h in reversed(at) if h.of(Kind.COUNTRY) or h.metonyms), None)
        place = next((h for h in reversed(at) if h.of(Kind.PLACE)), None)
        if place is not None and (country is None or place.after > country.after):
            free = place.after
            yield place
        elif country is not None:
            free = country.after
            yield country


def _evidence(found: Sequence[Hit], reference: Reference) -> Evidence:
    evidence = Evidence()
    for hit in found:
        countries, places = hit.of(Kind.COUNTRY), hit.of(Kind.PLACE)
        if len({e.key for e in countries}) == 1 and not countries[0].ambiguous and not places:
            evidence.countries[countries[0].key] += 1
        if len(places) == 1 and not places[0].ambiguous and not countries:
            lies_in = reference.places[places[0].key].country
            if lies_in is not None:
                evidence.within[lies_in] += 1
    return evidence


def _read(parsed: Parsed, reference: Reference, lexicon: Lexicon, hit: Hit, evidence: Evidence) -> Iterator[Proposal]:
    countries = hit.of(Kind.COUNTRY)
    if countries:
        if _is_word(parsed, hit) or _in_other_name(parsed, reference, hit, countries):
            return
        if _names_instrument(parsed, lexicon, hit, countries, evidence):
            return
        if hit.of(Kind.PLACE) and _means_place(reference, hit, countries, evidence):
            return
        yield _named(hit, _by_use(parsed, hit, countries), evidence)
    for seat in hit.metonyms:
        if seat.kind == Kind.COUNTRY and stands_for_actor(parsed, lexicon, hit):
            yield _proposal(hit, seat, score=SEAT, how=How.METONYM)


def _by_use(parsed: Parsed, hit: Hit, readings: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """One reading a country: a form that is both its name and its adjective is the adjective before a noun only."""
    attribute = parsed.doc[hit.first : hit.after].root.dep_ in ATTRIBUTES
    by_form = sorted(readings, key=lambda e: (e.form == Form.DEMONYM) == attribute)
    return tuple({e.key: e for e in by_form}.values())


def _named(hit: Hit, readings: tuple[Entry, ...], evidence: Evidence) -> Proposal:
    if len(readings) == 1:
        return _proposal(hit, readings[0], score=LIKELY if readings[0].ambiguous else CERTAIN)
    likely = [e for e in readings if evidence.countries[e.key] or evidence.within[e.key[8:]]]
    if len(likely) == 1:
        return _proposal(hit, likely[0], score=LIKELY)
    names = ", ".join(e.name for e in readings)
    opened = _proposal(hit, readings[0], score=LIKELY, how=How.OPEN)
    opened.keys, opened.name, opened.why = (), "", f"may mean {names}; the text does not decide"
    return opened


def _proposal(hit: Hit, entry: Entry, *, score: float, how: How | None = None) -> Proposal:
    return Proposal(
        first=hit.first,
        after=hit.after,
        kind=Kind.COUNTRY,
        form=entry.form,
        name=entry.name,
        keys=(entry.key,),
        how=how or (How.DEMONYM if entry.form == Form.DEMONYM else How.EXACT),
        source="gazetteer",
        score=score,
    )


def _is_word(parsed: Parsed, hit: Hit) -> bool:
    """In a block of capitals: a pronoun or little word that reads like an abbreviation."""
    if hit.after - hit.first > 1 or not parsed.block(hit.first).capitals:
        return False
    token = parsed.doc[hit.first]
    return token.lower_ in FUNCTION_WORDS and token.pos_ not in {"PROPN", "ADJ"}


def _in_other_name(parsed: Parsed, reference: Reference, hit: Hit, readings: tuple[Entry, ...]) -> bool:
    """Whether the form is part of another name: a person's, a region's people ("Latin American")."""
    if _combines(readings, hit, parsed):
        return not _joined(parsed, reference, hit.after)
    return (
        _in_region(parsed, hit)
        or (readings[0].form == Form.NAME and is_surname(parsed, reference, hit))
        or (any(e.ambiguous for e in readings) and _is_person(parsed, hit))
    )


def _names_instrument(
    parsed: Parsed, lexicon: Lexicon, hit: Hit, countries: tuple[Entry, ...], evidence: Evidence
) -> bool:
    """ "The Jamaica Accord": an instrument that bears one state's name bears that of the place where it was made.

    Asked of a state that the text names nowhere else; an instrument of that state would need another one beside it.
    """
    found = lexicon.cues("instruments").at(parsed.lemmas, parsed.words, hit.after)
    if found is None or not hit.first or parsed.words[hit.first - 1] != "the" or found[1] >= len(parsed.doc):
        return False
    words = parsed.texts[hit.first : found[1]]
    capitals = all(w[0].isupper() for w in words) and not words[0].isupper()
    tied = parsed.words[found[1]] in {"with", "between", "among", "-"}
    named = all(e.form == Form.NAME and evidence.countries[e.key] <= 1 for e in countries)
    return capitals and not tied and named


def _in_region(parsed: Parsed, hit: Hit) -> bool:
    """After "Latin", "Central", "sub-" …: a region or a people without a state."""
    first = hit.first - 1
    if first > 0 and parsed.doc[first].text == "-":
        first -= 1
    word = parsed.doc[first] if first >= parsed.block_tokens[parsed.block_of[hit.first]][0] else None
    return word is not None and word.lower_ in REGIONS and word.text[0].isupper()


def _combines(readings: tuple[Entry, ...], hit: Hit, parsed: Parsed) -> bool:
    """A form that is only used joined to another: "Sino-", "Franco-"."""
    own = parsed.words[hit.first]
    single = hit.after - hit.first == 1 and own.endswith("o")
    return single and all(e.ambiguous and e.form == Form.DEMONYM for e in readings)


def _joined(parsed: Parsed, reference: Reference, after: int) -> bool:
    words = parsed.texts[after : after + 6]
    found = reference.gazetteer.at(words, 1) if words[:1] == ("-",) else None
    return found is not None and any(e.kind == Kind.COUNTRY for e in found[0])


def _is_person(parsed: Parsed, hit: Hit) -> bool:
    """Whether the model takes the form for a person's name, and it is in a longer one of the text or behind a title."""
    tokens = parsed.doc[hit.first : hit.after]
    if not any(t.ent_type_ == "PERSON" for t in tokens):
        return False
    longer = any(
        e.label_ == "PERSON" and e.text != tokens.text and e.text.endswith(tokens.text) for e in parsed.doc.ents
    )
    return longer or (hit.first > 0 and parsed.texts[hit.first - 1][:1].isupper())


def _means_place(reference: Reference, hit: Hit, countries: tuple[Entry, ...], evidence: Evidence) -> bool:
    """A name that a country shares with a place: the reference data prefer one, or the text's other names decide.

    Where neither does, it is the country.
    """
    if all(e.ambiguous for e in countries) and any(not e.ambiguous for e in hit.of(Kind.PLACE)):
        return True
    elsewhere = {reference.places[e.key].country for e in hit.of(Kind.PLACE)} - {e.key[8:] for e in countries}
    if not elsewhere or any(evidence.countries[e.key] or evidence.within[e.key[8:]] for e in countries):
        return False
    return any(iso is not None and evidence.within[iso] for iso in elsewhere)
