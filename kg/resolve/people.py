"""Persons across documents: profiles, a table of comparators that give reasons, and clusters.

Two profiles become one person when what speaks for it, less what speaks against it, reaches ``ENOUGH``: never on the
name alone when office or country disagree, never when a short name fits two persons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg import ids
from kg.model import Decision
from kg.resolve.clusters import Clusters
from kg.resolve.curation import Ruling, pairs
from kg.resolve.names import Likeness, Words, likeness, words

ENOUGH = 0.6
WORTH_TELLING = 0.3  # below it, a surname in common is no reason to ask whether two are one
CLEARLY = 0.1  # a candidate this much better than the next is the one
GENERATIONS = 40  # years between documents after which a namesake is more likely


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents say of one person under one name: the unit that is compared."""

    key: str
    name: str
    words: Words
    names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()  # keys
    duties: frozenset[tuple[str, str]] = frozenset()  # (country, portfolio)
    countries: frozenset[str] = frozenset()  # ISO codes
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Points for (or, below zero, against) and why."""

    points: float
    why: str


Comparator = Callable[[Profile, Profile], Reason | None]


def _office(a: Profile, b: Profile) -> Reason | None:
    common = sorted(a.offices & b.offices)
    if common:
        return Reason(0.4, f"both hold {common[0]}")
    if a.duties & b.duties:
        return Reason(0.2, "the same portfolio of the same country")
    return Reason(-0.1, "different offices") if a.offices and b.offices else None


def _country(a: Profile, b: Profile) -> Reason | None:
    common = sorted(a.countries & b.countries)
    if common:
        return Reason(0.25, f"both act for {common[0]}")
    return Reason(-0.7, "different countries") if a.countries and b.countries else None


def _time(a: Profile, b: Profile) -> Reason | None:
    gap = min((abs(x - y) for x in a.years for y in b.years), default=0)
    return Reason(-0.5, f"{gap} years apart") if gap > GENERATIONS else None


COMPARATORS: tuple[Comparator, ...] = (_office, _country, _time)


def compare(a: Profile, b: Profile) -> tuple[Likeness, Decision] | None:
    """How alike two profiles are, with every reason; None when the names differ."""
    name = likeness(a.words, b.words)
    if name is None:
        return None
    reasons = [r for r in (test(a, b) for test in COMPARATORS) if r is not None]
    score = round(name.points + sum(r.points for r in reasons), 2)
    left, right = sorted((a.key, b.key))
    why = (name.reason, *(r.why for r in reasons))
    return name, Decision(left, right, score >= ENOUGH, score, why)


def cluster(profiles: Iterable[Profile], rulings: Sequence[Ruling]) -> tuple[Clusters, list[Decision]]:
    """Which profiles are one person, and every decision on the way; what was curated comes first."""
    known = {p.key: p for p in sorted(profiles, key=lambda p: p.key)}
    clusters = Clusters(known)
    decisions = list(_replay(clusters, rulings))
    both = (compare(known[a], known[b]) for a, b in _candidates(known.values()))
    compared = [c for c in both if c is not None and (not c[0].weak or c[1].score >= WORTH_TELLING)]
    for decision in _without_ambiguous(compared, known):
        decisions.append(_settle(decision, clusters, known) if decision.same else decision)
    return clusters, decisions


def _replay(clusters: Clusters, rulings: Sequence[Ruling]) -> Iterator[Decision]:
    for ruling in pairs(rulings, "same"):
        if ruling.left in clusters and ruling.right in clusters:
            clusters.join(ruling.left, ruling.right)
            yield Decision(ruling.left, ruling.right, True, 1.0, (ruling.reason,))
    for ruling in pairs(rulings, "different"):
        if ruling.left in clusters and ruling.right in clusters:
            clusters.part(ruling.left, ruling.right)
            yield Decision(ruling.left, ruling.right, False, 0.0, (ruling.reason,))


def _candidates(profiles: Iterable[Profile]) -> list[tuple[str, str]]:
    """Pairs that share a first or last word, each once."""
    blocks: dict[str, dict[str, None]] = {}
    for profile in profiles:
        for word in (profile.words[0], profile.words[-1], "".join(profile.words)):
            blocks.setdefault(word, {})[profile.key] = None
    return sorted({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})


def _without_ambiguous(compared: Sequence[tuple[Likeness, Decision]], known: dict[str, Profile]) -> list[Decision]:
    """The decisions, the surest first; a short name that fits two different names equally well fits none."""
    options: dict[str, list[Decision]] = {}
    for name, decision in compared:
        if name.weak and decision.same:
            short = min(decision.left, decision.right, key=lambda k: (len(known[k].words), len(known[k].name), k))
            options.setdefault(short, []).append(decision)
    torn = {d for short, ds in options.items() for d in _torn(short, ds, known)}
    settled = [
        Decision(d.left, d.right, False, d.score, (*d.reasons, "the short name fits several persons"))
        if d in torn
        else d
        for _, d in compared
    ]
    return sorted(settled, key=lambda d: (-d.score, d.left, d.right))


def _torn(short: str, options: Sequence[Decision], known: dict[str, Profile]) -> Sequence[Decision]:
    best = max(d.score for d in options)
    near = [d for d in options if d.score > best - CLEARLY]
    others = [known[d.right if d.left == short else d.left] for d in near]
    several = any(likeness(a.words, b.words) is None for a, b in combinations(others, 2))
    return options if several else [d for d in options if d not in near]


def _settle(decision: Decision, clusters: Clusters, known: dict[str, Profile]) -> Decision:
    """Join two clusters unless some of their members cannot be one person."""
    if clusters.together(decision.left, decision.right):
        return decision
    left, right = clusters.members(decision.left), clusters.members(decision.right)
    obstacle = clusters.apart(decision.left, decision.right) or any(
        likeness(known[a].words, known[b].words) is None or not _compatible(known[a], known[b])
        for a in left
        for b in right
    )
    if obstacle:
        why = (*decision.reasons, "others of the same group contradict")
        return Decision(decision.left, decision.right, False, decision.score, why)
    clusters.join(decision.left, decision.right)
    return decision


def _compatible(a: Profile, b: Profile) -> bool:
    return not a.countries or not b.countries or bool(a.countries & b.countries)


def profile_key(name: str, document: str, countries: Iterable[str], offices: Iterable[str]) -> str:
    """The key of a person as one document shows him or her: the name, and what keeps namesakes apart."""
    whose, what = sorted(countries), sorted(offices)
    if len(words(name)) > 1:
        return ids.key("person", name, *(whose or what))
    return ids.key("person", name, *whose, *what, *(() if whose and what else (document,)))
