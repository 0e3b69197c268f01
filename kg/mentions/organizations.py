"""Organisations: those of the reference data, names built by grammar, and the model's guesses repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.lexicon import Lexicon
from kg.mentions.gazetteer import Hit, Hits
from kg.mentions.metonymy import is_located, stands_for_actor
from kg.mentions.org_names import Grammar, Name
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference, normal

KNOWN, LIKELY, BUILT, GUESSED = 0.96, 0.85, 0.88, 0.7


def known(
    parsed: Parsed, reference: Reference, lexicon: Lexicon, found: Sequence[Hits], states: Sequence[Proposal]
) -> Iterator[Proposal]:
    """Organisations of the reference data, by name, abbreviation or seat."""
    countries = {p.keys[0][8:] for p in states if p.keys}
    sure = {e.key for at in found for h in at for e in h.of(Kind.ORGANIZATION) if not e.ambiguous}
    free = 0
    for at in found:
        hit = next((h for h in reversed(at) if any(e.kind == Kind.ORGANIZATION for e in h.entries)), None)
        if hit is None or hit.first < free or _goes_on_before(parsed, reference, hit):
            yield from () if hit is None else _inside(parsed, reference, free, hit)
            continue
        entry = _reading(parsed, reference, hit, countries, sure)
        seats = [e for e in hit.metonyms if e.kind == Kind.ORGANIZATION]
        if seats and hit.of(Kind.PLACE) and is_located(parsed, hit.first):
            continue
        if entry is None and seats and (not seats[0].ambiguous or stands_for_actor(parsed, lexicon, hit)):
            entry = seats[0]
        if entry is not None:
            free = hit.after
            yield _known(reference, hit, entry)


def _inside(parsed: Parsed, reference: Reference, free: int, hit: Hit) -> Iterator[Proposal]:
    """The body that a known name joins by a hyphen: the "EU" of "U.S.-EU Energy Council"."""
    entry = next((e for e in hit.of(Kind.ORGANIZATION) if not e.ambiguous), None)
    joined = "-" in {parsed.words[hit.first - 1], *parsed.words[hit.after : hit.after + 1]}
    if entry is not None and joined and hit.after < free:
        yield _known(reference, hit, entry)


def _goes_on_before(parsed: Parsed, reference: Reference, hit: Hit) -> bool:
    """Whether a longer name than a form of two words begins before it: "Peace and Security Council"."""
    words, first = parsed.words, hit.first
    if hit.after - first != 2 or first < 2 or parsed.doc[first - 1].is_sent_start:
        return False
    if words[first - 1] in {"and", "&"}:
        return all(reference.heads.at("portfolio", words, i) for i in (first - 2, first)) and _capital(
            parsed, first - 2
        )
    return _capital(parsed, first - 1) and reference.heads.at("portfolio", words, first - 1) is not None


def _capital(parsed: Parsed, i: int) -> bool:
    return parsed.texts[i][0].isupper()


def _reading(parsed: Parsed, reference: Reference, hit: Hit, countries: set[str], sure: set[str]) -> Entry | None:
    """The organisation a form means: the only one, or the one that the rest of the text or its country speaks for."""
    readings = hit.of(Kind.ORGANIZATION)
    if len(readings) == 1 and not readings[0].ambiguous:
        return readings[0]
    for fits in (
        [e for e in readings if e.key in sure],
        [e for e in readings if reference.organizations[e.key].country in countries],
        [e for e in readings if reference.organizations[e.key].country is None and _guessed(parsed, hit)],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def _guessed(parsed: Parsed, hit: Hit) -> bool:
    """Whether the model takes the tokens for an organisation."""
    return all(t.ent_type_ == "ORG" for t in parsed.doc[hit.first : hit.after])


def _known(reference: Reference, hit: Hit, entry: Entry) -> Proposal:
    organization = reference.organizations.get(entry.key)
    return Proposal(
        first=hit.first,
        after=hit.after,
        kind=Kind.ORGANIZATION,
        form=Form.NAME,
        name=entry.name,
        keys=(entry.key,),
        how=How.METONYM if entry.metonym else How.EXACT,
        org_kind=organization.kind if organization else "other",
        country=organization.country if organization else None,
        source="gazetteer",
        score=LIKELY if entry.ambiguous and not entry.metonym else KNOWN,
    )


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Names of organisations that the grammar builds around a head noun."""
    owners = Owners(parsed, earlier)
    states, terms = lexicon.words("groups", "state"), lexicon.words("groups", "term")
    grammar = Grammar(parsed, reference, earlier)
    inside = {i: p for p in earlier if p.kind == Kind.ORGANIZATION for i in range(p.first, p.after)}
    for name in grammar.names():
        whole = inside.get(name.head)
        if whole is not None and _is_part(parsed, name.first, name.after, whole):
            continue
        if name.word.word in terms and name.after == name.head + 1 and not grammar.is_portfolio(name.head - 1):
            continue
        if name.word.word not in states or owners.is_territory(reference, name):
            yield _built(parsed, reference, name, owners, shared=_is_shared(inside.get(name.first)))


def _is_part(parsed: Parsed, first: int, after: int, whole: Proposal) -> bool:
    """Whether a name is part of a known one, or only joins it to another party: "U.S. - Pacific Islands Forum"."""
    joined = bool(whole.keys) and first < whole.first and parsed.words[whole.first - 1] == "-"
    return (whole.first <= first or joined) and (after <= whole.after or bool(whole.keys))


def _is_shared(first: Proposal | None) -> bool:
    """Whether a body whose name begins with another's is one of several states: "United Nations Regional Centre"."""
    return first is not None and first.org_kind in {"igo", "bloc"} and first.country is None


def _built(parsed: Parsed, reference: Reference, name: Name, owners: Owners, *, shared: bool) -> Proposal:
    country = owners.country(name.first, name.after, name.head)
    words = name.words or parsed.doc[name.first : name.after].text
    agency = reference.agency(owners.core(name), country) if country else None
    return Proposal(
        first=name.first,
        after=name.after,
        kind=Kind.ORGANIZATION,
        form=Form.NAME,
        name=agency.name if agency else words,
        keys=(agency.key,) if agency else (),
        org_kind=agency.kind if agency else "igo" if shared and name.word.kind == "agency" else name.word.kind,
        country=country,
        source="gazetteer" if agency else "grammar",
        score=BUILT,
    )


class Owners:
    """Which country an organisation belongs to, as far as its name and its neighbours say."""

    def __init__(self, parsed: Parsed, earlier: Sequence[Proposal]) -> None:
        countries = [p for p in earlier if p.kind == Kind.COUNTRY and p.keys]
        self.parsed = parsed
        self.starting = {p.first: p for p in countries}
        self.ending = {p.after: p for p in countries}

    def country(self, first: int, after: int, head: int) -> str | None:
        """The ISO code of the country: in the name, as its owner before it, or after "of"."""
        words = self.parsed.words
        before = self.ending.get(first - 1) if first and words[first - 1] == "'s" else None
        inside = [self.starting[i] for i in range(first, head) if i in self.starting]
        complement = [self.starting[i] for i in range(head + 1, after) if i in self.starting and self._of(i)]
        behind = next((self.starting[i] for i in (after + 1, after + 2) if i in self.starting and self._of(i)), None)
        found = [*inside[:1], *complement[:1], before, behind]
        return next((p.keys[0][8:] for p in found if p is not None), None)

    def is_territory(self, reference: Reference, name: Name) -> bool:
        """Whether a government is that of a place below the state: "Queensland Government"."""
        words = self.parsed.texts[name.first : name.after]
        at = (reference.gazetteer.at(words, i) for i in range(len(words)))
        kinds = {e.kind for found in at if found for e in found[0] if not e.metonym}
        return Kind.PLACE in kinds and Kind.COUNTRY not in kinds

    def _of(self, i: int) -> bool:
        words = self.parsed.words
        return words[i - 1] == "of" or (words[i - 1] == "the" and words[i - 2] == "of")

    def core(self, name: Name) -> str:
        """A name without the country in front of it: "Singapore Ministry of Law" → "ministry of law"."""
        if name.words:
            return normal(name.words)
        front = self.starting.get(name.first)
        first = front.after if front is not None and front.after <= name.head else name.first
        return normal(self.parsed.doc[first : name.after].text)
