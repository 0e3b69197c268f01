"""The parties behind actors: the countries and bodies for which people sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from kg.facts import actors, lists
from kg.facts.context import Context
from kg.facts.instruments import Instrument
from kg.model import Kind

BETWEEN = frozenset({"between", "among", "with"})
BLOCS = frozenset({"bloc", "igo"})
OFTEN = 3  # mentions a state or bloc has in a text that is about it


class Sides:
    """Looks up for whom somebody acts, in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.first: dict[str, int] = {}
        for i, mention in enumerate(context.mentions):
            for key in mention.keys if mention.kind in actors.BODIES else ():
                self.first.setdefault(key, i)

    def parties(self, found: Iterable[int]) -> tuple[int, ...]:
        """The countries and bodies behind actors, each once, in their order."""
        kept: dict[str, int] = {}
        for i in found:
            for who, party in self._behind(i):
                kept.setdefault(who, party)
        return tuple(kept.values())

    def _behind(self, i: int) -> Iterator[tuple[str, int]]:
        mentions, titles = self.context.mentions, self.context.mentions.titles
        for h in mentions.heads(i):
            if mentions[h].kind in actors.BODIES:
                yield (mentions[h].keys[0] if mentions[h].keys else str(h)), h
                continue
            for key in actors.keys_behind(mentions, h, titles):
                if key in self.first:
                    yield key, self.first[key]
            office = mentions[titles[h]].office if h in titles else mentions[h].office
            if office is not None and office.country is None and office.organization is not None:
                yield str(office.organization), office.organization

    def key(self, i: int) -> str | None:
        """The key of the country or body for which somebody signs."""
        return next(iter(actors.keys_behind(self.context.mentions, i, self.context.mentions.titles)), None)

    def most_named(self, count: int, *, blocs: bool = False, rarely: bool = False) -> tuple[int, ...]:
        """The states, with ``blocs`` those too, that a text names far more often than any other, if so many there are.

        With ``rarely``, also the only ones that it names, however rarely.
        """
        ranked = (self._often if blocs else self._often_states).most_common(count + 1)
        last = ranked[count - 1][1] if len(ranked) >= count else 0
        other = ranked[count][1] if len(ranked) > count else 0
        enough = last >= OFTEN or (rarely and not other and last > 0)
        return tuple(sorted(self.first[k] for k, _ in ranked[:count])) if enough and other * 2 <= last else ()

    @cached_property
    def _often(self) -> Counter[str]:
        """How often states and blocs are named."""
        named = (m for m in self.context.mentions if m.kind == Kind.COUNTRY or m.org_kind in BLOCS)
        return Counter(k for m in named for k in m.keys)

    @cached_property
    def _often_states(self) -> Counter[str]:
        return Counter(k for m in self.context.mentions if m.kind == Kind.COUNTRY for k in m.keys)


def sides_of(context: Context) -> Sides:
    """The sides of a document, looked up once."""
    if context.sides is None:
        context.sides = Sides(context)
    return context.sides


def named_parties(context: Context, thing: Instrument) -> tuple[int, ...]:
    """The parties that an instrument's own words name: "between X and Y", "with X", "the X-Y Treaty"."""
    mentions = context.mentions
    words = context.parsed.words
    opener = next((k for k in range(thing.head + 1, min(thing.after + 1, len(words))) if words[k] in BETWEEN), None)
    after = _listed(context, opener + 1, thing) if opener is not None else ()
    inside = tuple(i for i in mentions.within(thing.first, thing.head + 1, actors.BODIES) if mentions[i].keys)
    if opener is not None and words[opener] == "with":
        return inside + after
    joined = inside if len({mentions[i].keys for i in inside}) > 1 else _joined(context, thing)
    return after or joined


def _listed(context: Context, first: int, thing: Instrument) -> tuple[int, ...]:
    """The bodies and groups of the list that starts at a token, or that stand in the label from there on."""
    nouns = context.lexicon.cues("instruments")
    end = context.parsed.sentence(thing.head).end
    end = next((k for k in range(first, end) if nouns.at(context.parsed.lemmas, context.parsed.words, k)), end)
    found = lists.list_after(context, first, end)[0]
    kinds = actors.BODIES | {Kind.GROUP}
    listed = tuple(i for i in found if context.mentions[i].kind in kinds)
    inside = actors.between(context.mentions, first, thing.after, kinds)
    return max(listed, inside, key=len)


def _joined(context: Context, thing: Instrument) -> tuple[int, ...]:
    """Two states joined by a hyphen anywhere in the label: "Roadmap for a Renewed Chile-Peru Partnership"."""
    found = context.mentions.within(thing.first, thing.after, (Kind.COUNTRY,))
    words, ranges = context.parsed.words, context.mentions.ranges
    for one, two in pairwise(found):
        if ranges[one][1] + 1 == ranges[two][0] and words[ranges[one][1]] in {"-", "/"}:
            return one, two
    return ()
