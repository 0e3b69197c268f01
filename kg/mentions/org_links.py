"""Which mentions of organisations mean the same one: abbreviations in brackets, equal names, shorter later forms.

"the Ministry of Health (MoH) … the MoH … the Ministry". A short form with several antecedents that fit stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.mentions.org_names import Grammar
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import OrgWord, Reference, normal

OPENING, CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
CALLED = frozenset({
    "the", '"', "'", "``", "''", ",", "hereinafter", "hereafter", "or", "known", "as", "referred", "to", "also", "called",
})  # fmt: skip
DETERMINERS = frozenset({"the", "this", "that", "its", "their", "our", "said"})
LONGEST = 8  # tokens of a short form in brackets
NAMED = 0.9


@dataclass(slots=True)
class Known:
    """The organisations met so far, in text order: each identity's first mention."""

    firsts: list[Proposal] = field(default_factory=list)
    words: dict[int, tuple[str, ...]] = field(default_factory=dict)  # id of a first mention → words of its name
    by_key: dict[str, Proposal] = field(default_factory=dict)

    def add(self, p: Proposal, name: str) -> Proposal:
        """The identity a mention belongs to: an earlier one it repeats or shortens, else itself."""
        if p.keys:
            first = self.by_key.setdefault(p.keys[0], p)
            if first is p:
                self._keep(p, name)
            return first
        same = self._same(p, tuple(name.split()))
        if same is None:
            self._keep(p, name)
            return p
        p.refers = [same]
        p.country = p.country or same.country
        return same

    def _keep(self, p: Proposal, name: str) -> None:
        self.firsts.append(p)
        self.words[id(p)] = tuple(name.split())

    def _same(self, p: Proposal, words: tuple[str, ...]) -> Proposal | None:
        fits = [f for f in self.firsts if not (f.country and p.country and f.country != p.country)]
        equal = [f for f in fits if self.words[id(f)] == words]
        if len(equal) == 1:
            return equal[0]
        longer = [f for f in fits if _shortens(words, self.words[id(f)]) or _shortens(self.words[id(f)], words)]
        if not equal and len(longer) == 1:
            p.how = How.SHORT
            return longer[0]
        return None

    def by_head(self, head: str, before: int) -> list[Proposal]:
        """The identities met before a token whose name has this head noun."""
        return [f for f in self.firsts if f.first < before and head in self.words[id(f)]]


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the end of a longer one, with a word before its head noun."""
    return 1 < len(short) < len(long) and long[-len(short) :] == short


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Short forms as mentions of their own; full names that repeat an earlier one get ``refers``."""
    states = lexicon.words("groups", "state")
    known = Known()
    aliases: dict[tuple[str, ...], Proposal] = {}
    organizations = [p for p in stand if p.kind == Kind.ORGANIZATION]
    taken = _taken(stand)
    at = {p.first: p for p in organizations}
    countries = {p.first: p for p in stand if p.kind == Kind.COUNTRY}
    for p in organizations:
        first = known.add(p, _core(parsed, p, countries))
        for short, begin, end in _bracketed(parsed, p):
            inner = at.get(begin)
            if inner is not None and inner.keys and inner.keys != first.keys:
                continue
            if inner is None and any(taken.get(i) not in (None, Kind.ORGANIZATION) for i in range(begin, end)):
                continue
            aliases.setdefault(short, first)
            first.aliases = tuple(dict.fromkeys((*first.aliases, " ".join(short))))
    yield from _uses(parsed, aliases, taken, at)
    yield from _short(parsed, Grammar(parsed, reference, stand), known, taken, states)


def _taken(stand: Iterable[Proposal]) -> dict[int, Kind]:
    return {i: p.kind for p in stand if p.kind not in {Kind.EVENT, Kind.GROUP} for i in range(p.first, p.after)}


def _core(parsed: Parsed, p: Proposal, countries: dict[int, Proposal]) -> str:
    """The name without article and without the country in front of it."""
    front = countries.get(p.first)
    if p.keys or front is None or front.after >= p.after or not parsed.doc[p.first : p.after].text == p.name:
        return normal(p.name)
    return normal(parsed.doc[front.after : p.after].text)


def _bracketed(parsed: Parsed, p: Proposal) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The short forms that follow a name in brackets, each with its tokens."""
    words = parsed.words
    if p.after >= len(words) or words[p.after] not in OPENING:
        return
    begin = p.after + 1
    end = next((i for i in range(begin, min(begin + LONGEST, len(words))) if words[i] in CLOSING), None)
    if end is None:
        return
    first = begin
    for i in range(begin, end + 1):
        if i == end or words[i] in CALLED:
            if first < i and _is_short(parsed, first, i, p):
                yield tuple(t.text for t in parsed.doc[first:i]), first, i
            first = i + 1


def _is_short(parsed: Parsed, first: int, after: int, p: Proposal) -> bool:
    """An abbreviation, or capitalised words of the name itself."""
    words = [t.text for t in parsed.doc[first:after]]
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
    for i, token in enumerate(parsed.doc):
        for short in starts.get(token.text, ()):
            if tuple(t.text for t in parsed.doc[i : i + len(short)]) != short:
                continue
            known = aliases[short]
            guess = at.get(i)
            if guess is not None and guess.after == i + len(short) and not guess.keys and guess is not known:
                guess.refers, guess.how = [known], How.EXACT
            elif all(taken.get(j) is None for j in range(i, i + len(short))):
                yield _again(i, i + len(short), " ".join(short), known, How.EXACT)
            break


def _again(first: int, after: int, name: str, known: Proposal, how: How) -> Proposal:
    return Proposal(
        first=first, after=after, kind=Kind.ORGANIZATION, form=Form.NAME, name=name, refers=[known], how=how,
        org_kind=known.org_kind, country=known.country, score=NAMED,
    )  # fmt: skip


def _short(
    parsed: Parsed, grammar: Grammar, known: Known, taken: dict[int, Kind], states: frozenset[str]
) -> Iterator[Proposal]:
    """A bare head noun with an article: the one organisation so called before, in the paragraph or in the text."""
    for i, word in enumerate(parsed.words):
        head = grammar.word(i) if taken.get(i) is None else None
        if head is None or head.word in states or grammar.is_head(i + 1) or not _stands_alone(parsed, i, head):
            continue
        fits = known.by_head(head.word, i)
        near = [f for f in fits if parsed.block_of[f.first] == parsed.block_of[i]]
        chosen = fits if len(fits) == 1 else near
        if len(chosen) == 1:
            found = _again(i, i + 1, parsed.doc[i].text, chosen[0], How.SHORT)
            found.form = Form.NOMINAL
            yield found
        elif head.alone and not fits:
            yield Proposal(
                first=i, after=i + 1, kind=Kind.ORGANIZATION, form=Form.NAME, name=parsed.doc[i].text,
                org_kind=head.kind, score=NAMED,
            )  # fmt: skip
        else:
            why = (
                "no organisation so called stands before"
                if not fits
                else f"may mean {' or '.join(f.name for f in fits)}"
            )
            yield Proposal(
                first=i, after=i + 1, kind=Kind.ORGANIZATION, form=Form.NOMINAL, name=word.capitalize(),
                how=How.OPEN, why=why, org_kind=head.kind, score=NAMED,
            )  # fmt: skip


def _stands_alone(parsed: Parsed, i: int, head: OrgWord) -> bool:
    """Whether a head noun is a mention by itself: after an article, or when it needs none ("Parliament")."""
    return head.alone or (i > 0 and parsed.words[i - 1] in DETERMINERS)
