"""Which mentions of organisations mean the same one: abbreviations in brackets, equal names, shorter later forms.

"the Ministry of Health (MoH) … the MoH … the Ministry". A short form with several antecedents that fit stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.mentions.org_names import Grammar
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import OrgWord, Reference, normal

OPENING, CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
CALLED = frozenset({
    "the", '"', "'", "``", "''", ",", "hereinafter", "hereafter", "or", "known", "as", "referred", "to", "also",
    "called",
})  # fmt: skip
DETERMINERS = frozenset({"the", "this", "that", "its", "their", "our", "said"})
LONGEST = 8  # tokens of a short form in brackets
NAMED, SPELT = 0.9, 0.98


@dataclass(slots=True)
class Identity:
    """One organisation of the text: its first mention and the names it goes by, normalised."""

    first: Proposal
    country: str | None
    names: set[str]
    full: set[str]  # of these, the names with the country that belongs to them
    words: set[str]  # of the name as given: "the Commission" may mean what has "commission" among them

    def is_of(self, country: str | None) -> bool:
        """Whether it may belong to a country."""
        return not (self.country and country and self.country != country)


class Known:
    """The organisations met so far, in text order."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.by_key: dict[str, Identity] = {}
        self.by_name: dict[str, list[Identity]] = {}
        self.by_last: dict[str, list[Identity]] = {}  # by the last word of one of its full names
        self.by_word: dict[str, list[Identity]] = {}

    def add(self, p: Proposal, core: str) -> Proposal:
        """The first mention of the organisation that ``p`` names; ``core`` is its name without its country."""
        name = normal(p.name)
        found = self.by_key.get(p.keys[0]) if p.keys else None
        found = found or self._named(p, {name, core}) or (None if p.keys else self._shortened(p, name))
        if found is None:
            full = self._names(p) | {name}
            words = {word for n in (*full, core) for word in n.split()}
            self._keep(Identity(p, p.country, full | {core}, full, words))
            return p
        self._join(found, p)
        return found.first

    def _names(self, p: Proposal) -> set[str]:
        organization = self.reference.organizations.get(p.keys[0]) if p.keys else None
        if organization is None:
            return set()
        return {normal(n) for n in (organization.name, *organization.aliases, *organization.local)}

    def _keep(self, identity: Identity) -> None:
        for name in sorted(identity.names):
            self.by_name.setdefault(name, []).append(identity)
        for last in sorted({name.rpartition(" ")[2] for name in identity.full}):
            self.by_last.setdefault(last, []).append(identity)
        for word in sorted(identity.words):
            self.by_word.setdefault(word, []).append(identity)
        for key in identity.first.keys:
            self.by_key[key] = identity

    def _named(self, p: Proposal, names: set[str]) -> Identity | None:
        """The one known by one of these names, if its country and key are not others."""
        wanted = names | self._names(p)
        fits = {id(f): f for n in sorted(wanted) for f in self.by_name.get(n, ()) if f.is_of(p.country)}
        free = [f for f in fits.values() if not (p.keys and f.first.keys)]
        return free[0] if len(free) == 1 else None

    def _shortened(self, p: Proposal, name: str) -> Identity | None:
        """The one whose name ends in this one, or is the end of it: "the (National) Security Council"."""
        own = name.split()
        near = self.by_last.get(own[-1], ()) if own else ()
        fits = [f for f in near if f.is_of(p.country) and any(_shortens(own, n.split()) for n in f.full)]
        if len(fits) != 1:
            return None
        p.how = How.SHORT
        return fits[0]

    def _join(self, found: Identity, p: Proposal) -> None:
        """A key that either mention has belongs to both; without one, the later points at the first."""
        found.country = found.country or p.country
        if p.keys and not found.first.keys:
            _take(found.first, p)
            self.by_key[p.keys[0]] = found
            for name in sorted(self._names(p) - found.names):
                self.by_name.setdefault(name, []).append(found)
            found.names |= self._names(p)
        elif found.first.keys and not p.keys:
            _take(p, found.first)
        elif not p.keys:
            p.refers, p.country = [found.first], p.country or found.country

    def by_head(self, head: str, before: int) -> list[Proposal]:
        """The organisations met before a token whose name has this head noun."""
        return [f.first for f in self.by_word.get(head, ()) if f.first.first < before]


def _take(p: Proposal, other: Proposal) -> None:
    """Give a mention the identity that reference data gave another."""
    p.aliases = tuple(dict.fromkeys((*p.aliases, p.name)))
    p.keys, p.name, p.country, p.org_kind = other.keys, other.name, other.country, other.org_kind


def _shortens(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name is the end of the other, with a word before its head noun."""
    short, long = sorted((one, other), key=len)
    return 1 < len(short) < len(long) and list(long[-len(short) :]) == list(short)


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Short forms as mentions of their own; full names that repeat an earlier one get ``refers``."""
    states = lexicon.words("groups", "state")
    known = Known(reference)
    aliases: dict[tuple[str, ...], Proposal] = {}
    organizations = [p for p in stand if p.kind == Kind.ORGANIZATION]
    taken = _taken(stand)
    at = {p.first: p for p in organizations}
    countries = {p.first: p for p in stand if p.kind == Kind.COUNTRY}
    for p in organizations:
        past = _past_country(parsed, p, countries)
        first = known.add(p, _core(parsed, p, countries))
        for short, begin, end in _bracketed(parsed, p, past):
            if not _spells(short, parsed, p) and not _is_free(at.get(begin), first, taken, range(begin, end)):
                continue
            aliases.setdefault(short, first)
            first.aliases = tuple(dict.fromkeys((*first.aliases, " ".join(short))))
    yield from _uses(parsed, aliases, taken, at)
    yield from _short(parsed, Grammar(parsed, reference, stand), known, taken, states)


def _is_free(inner: Proposal | None, first: Proposal, taken: dict[int, Kind], tokens: range) -> bool:
    """Whether what stands in the brackets is nothing else by itself."""
    if inner is not None:
        return not inner.keys or inner.keys == first.keys
    return all(taken.get(i) in (None, Kind.ORGANIZATION) for i in tokens)


def _spells(short: tuple[str, ...], parsed: Parsed, p: Proposal) -> bool:
    """Whether an abbreviation consists of the initials of a name: then the text itself says what it means."""
    return len(short) == 1 and short[0] == "".join(t[0] for t in parsed.texts[p.first : p.after] if t[0].isupper())


def _taken(stand: Iterable[Proposal]) -> dict[int, Kind]:
    return {i: p.kind for p in stand if p.kind not in {Kind.EVENT, Kind.GROUP} for i in range(p.first, p.after)}


def _core(parsed: Parsed, p: Proposal, countries: dict[int, Proposal]) -> str:
    """The name without article and without the country in front of it."""
    front = countries.get(p.first)
    if p.keys or front is None or front.after >= p.after or parsed.doc[p.first : p.after].text != p.name:
        return normal(p.name)
    return normal(parsed.doc[front.after : p.after].text)


def _past_country(parsed: Parsed, p: Proposal, countries: dict[int, Proposal]) -> int:
    """The token after a country behind a name and a comma, whose organisation it then is: "Narcotics Bureau, Togo"."""
    country = countries.get(p.after + 1) if parsed.words[p.after : p.after + 1] == (",",) else None
    if country is None or p.keys or country.form != Form.NAME:
        return p.after
    if parsed.words[country.after : country.after + 1] not in {("(",), (",",), (".",)}:
        return p.after
    p.country = p.country or country.keys[0][8:]
    return country.after


def _bracketed(parsed: Parsed, p: Proposal, after: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The short forms that follow a name in brackets at token ``after``, each with its tokens."""
    words = parsed.words
    if after >= len(words) or words[after] not in OPENING:
        return
    begin = after + 1
    end = next((i for i in range(begin, min(begin + LONGEST, len(words))) if words[i] in CLOSING), None)
    if end is None:
        return
    first = begin
    for i in range(begin, end + 1):
        if i == end or words[i] in CALLED:
            if first < i and _is_short(parsed, first, i, p):
                yield parsed.texts[first:i], first, i
            first = i + 1


def _is_short(parsed: Parsed, first: int, after: int, p: Proposal) -> bool:
    """An abbreviation, or capitalised words of the name itself."""
    words = parsed.texts[first:after]
    if not all(w[0].isupper() or not w[0].isalpha() for w in words) or not words[0][0].isalpha():
        return False
    if len(words) == 1 and sum(c.isupper() for c in words[0]) > 1:
        return True
    return set(normal(" ".join(words)).split()) <= set(normal(p.name).split())


def _uses(
    parsed: Parsed, aliases: dict[tuple[str, ...], Proposal], taken: dict[int, Kind], at: dict[int, Proposal]
) -> Iterator[Proposal]:
    """Every further use of an abbreviation that the text itself introduces."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for short in sorted(aliases, key=len, reverse=True):
        starts.setdefault(short[0], []).append(short)
    for i, text in enumerate(parsed.texts):
        for short in starts.get(text, ()):
            if parsed.texts[i : i + len(short)] != short:
                continue
            known = aliases[short]
            guess = at.get(i)
            if guess is not None and guess.after == i + len(short) and not guess.keys and guess is not known:
                guess.refers, guess.how = [known], How.EXACT
            elif all(taken.get(j) is None for j in range(i, i + len(short))):
                yield _again(i, i + len(short), " ".join(short), known, How.EXACT)
            elif _spells(short, parsed, known) and (guess is None or guess.keys != known.keys):
                yield _again(i, i + len(short), " ".join(short), known, How.EXACT, SPELT)
            break


def _again(first: int, after: int, name: str, known: Proposal, how: How, score: float = NAMED) -> Proposal:
    return Proposal(
        first=first, after=after, kind=Kind.ORGANIZATION, form=Form.NAME, name=name, refers=[known], how=how,
        org_kind=known.org_kind, country=known.country, score=score,
    )  # fmt: skip


def _short(
    parsed: Parsed, grammar: Grammar, known: Known, taken: dict[int, Kind], states: frozenset[str]
) -> Iterator[Proposal]:
    """Bare head nouns: "the Commission", "Parliament"."""
    for i in range(len(parsed.doc)):
        head = grammar.word(i)
        if head is None or head.word in states or grammar.is_head(i + 1):
            continue
        if taken.get(i) is None and _stands_alone(parsed, i, head):
            yield from _bare(parsed, i, head, known)


def _stands_alone(parsed: Parsed, i: int, head: OrgWord) -> bool:
    """Whether a head noun is a mention by itself: after an article, or when it needs none ("Parliament")."""
    return head.alone or (i > 0 and parsed.words[i - 1] in DETERMINERS)


def _bare(parsed: Parsed, i: int, head: OrgWord, known: Known) -> Iterator[Proposal]:
    """The one organisation so called before, in the paragraph or in the text; several leave it open."""
    fits = known.by_head(head.word, i)
    near = [f for f in fits if parsed.block_of[f.first] == parsed.block_of[i]]
    chosen = fits if len(fits) == 1 else near
    found = Proposal(
        first=i, after=i + 1, kind=Kind.ORGANIZATION, form=Form.NOMINAL, name=parsed.doc[i].text, org_kind=head.kind,
        score=NAMED,
    )  # fmt: skip
    if len(chosen) == 1:
        found.refers, found.how, found.country = [chosen[0]], How.SHORT, chosen[0].country
    elif head.alone and not fits:
        found.form = Form.NAME
    elif fits or head.kind == "agency":
        found.how = How.OPEN
        found.why = f"may mean {' or '.join(f.name for f in fits)}" if fits else "none so called stands before"
    else:
        return
    yield found
