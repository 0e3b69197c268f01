"""Whom a noun without a name means: "the diplomat", "the agency", "his Peruvian counterpart", "the host", "it".

A description with a country means the person who holds an office of that country; one without means whoever of its
kind spoke last, or was the subject of the sentence before. Which nouns describe persons, bodies and delegates is in
the scheme dipv:voices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.facts import actors, syntax
from kg.facts.context import Context
from kg.facts.titleholders import Titleholders
from kg.model import Event, Kind, Participation

DEFINITE = frozenset({"the", "this", "that", "both"})
SINGULAR = frozenset({"NN", "NNP"})
BODIES = frozenset({Kind.ORGANIZATION})
RECENT = 3  # speakers to look back
Told = Sequence[tuple[int, tuple[int, ...]]]
"""Tokens of verbs of saying with those who spoke, in text order."""


class Descriptions:
    """The descriptions of one document."""

    def __init__(self, context: Context, holders: Titleholders) -> None:
        self.context = context
        self.holders = holders
        self.mentions = context.mentions

    def meant(self, head: Token, told: Told) -> tuple[int, ...]:
        """The mentions that a description with this head word means; nothing where it may mean several."""
        if head.lower_ == "it":
            return self._recent(head, told[-1:], actors.BODIES)
        if head.tag_ not in SINGULAR:
            return ()
        noun, country = head.lemma_.lower(), self._country(head)
        owned = any(c.pos_ == "PRON" for c in syntax.children(head, "poss"))
        if noun in self._words("host") | self._words("guest"):
            return self._at_visit(head, noun in self._words("host"))
        if noun in self._words("person") | self._words("other") and country is not None:
            return self._of_country(head, country, told)
        if owned or not any(c.lower_ in DEFINITE for c in head.children) or self._is_of_body(head):
            return ()
        if noun in self._words("person"):
            return self._recent(head, told, actors.PEOPLE)
        return self._body(head, told) if noun in self._words("body") else ()

    def _is_of_body(self, head: Token) -> bool:
        """Whether a noun says of which body somebody is ("the head of the Fund"), who need not have been named."""
        return any(self.mentions.at(t.i, BODIES) or t.is_upper for t in syntax.prepositional(head, "of", "for"))

    def _words(self, concept: str) -> frozenset[str]:
        return self.context.lexicon.words("voices", concept)

    def _country(self, head: Token) -> int | None:
        """The country that a noun names with it: "the Lao official", "the delegate of Fiji", "head of Lao trade"."""
        behind = syntax.prepositional(head, "of", "from", "for")
        near = [*head.lefts, *behind, *(c for b in behind for c in b.lefts)]
        found = (self.mentions.at(t.i, {Kind.COUNTRY}) for t in near)
        return next((f[-1] for f in found if f), None)

    def _of_country(self, head: Token, country: int, told: Told) -> tuple[int, ...]:
        """The one named before who holds an office of a country; without any, the country of its delegate."""
        keys = set(self._keys(country))
        found = [
            p for p, owner in self.holders.countries.items() if owner in keys and self.mentions.ranges[p][0] < head.i
        ]
        if len(found) > 1:
            spoke = [h for _, who in told for h in self._heads(who) if h in found]
            found = spoke[-1:]
        if not found and head.lemma_.lower() in self._words("delegate"):
            return (country,)
        if not found and head.lemma_.lower() in self._words("person"):
            who = self._recent(head, told, actors.PEOPLE)
            found = [h for h in self._heads(who) if h not in self.holders.countries]
        return tuple(found)

    def _keys(self, i: int) -> Iterator[str]:
        for h in self.mentions.heads(i):
            yield from self.mentions[h].keys

    def _body(self, head: Token, told: Told) -> tuple[int, ...]:
        """The organisation whose name has the noun, if one alone has; else the one that spoke last."""
        called = [i for i in self.mentions.within(0, head.i + 1, BODIES) if self._is_called(i, head)]
        same = {h for i in called for h in self._heads((i,))}
        keys = {k for h in same for k in (self.mentions[h].keys or (str(h),))}
        return tuple(called[-1:]) if len(keys) == 1 else () if keys else self._recent(head, told, BODIES)

    def _is_called(self, i: int, head: Token) -> bool:
        return head.lower_ in self.mentions[i].name.lower().split()

    def _recent(self, head: Token, told: Told, kinds: frozenset[Kind]) -> tuple[int, ...]:
        """The last one of a kind who spoke in this paragraph or the one before, or the subject of the last sentence."""
        block_of = self.context.parsed.block_of
        for token, who in reversed(told[-RECENT:]):
            if block_of[head.i] - block_of[token] > 1 or token >= head.i or not actors.resolved(self.mentions, who):
                break
            if self._is_one(who, kinds):
                return who
        return next((who for who in self._subjects(head) if self._is_one(who, kinds)), ())

    def _subjects(self, head: Token) -> Iterator[tuple[int, ...]]:
        """The subject of the sentence before, in this paragraph or the one before."""
        parsed = self.context.parsed
        first = head.sent.start
        if first and parsed.block_of[first] - parsed.block_of[first - 1] <= 1:
            root = parsed.doc[first - 1].sent.root
            own = syntax.subject_child(root) if syntax.is_verb(root) else None
            who = actors.actors(self.mentions, self.context.lexicon, own)
            if who and actors.resolved(self.mentions, who):
                yield who

    def _is_one(self, who: tuple[int, ...], kinds: frozenset[Kind]) -> bool:
        heads = self._heads(who)
        return len(heads) == 1 and all(self.mentions[h].kind in kinds for h in heads)

    def _heads(self, who: tuple[int, ...]) -> set[int]:
        return {h for i in who for h in self.mentions.heads(i)}

    def _at_visit(self, head: Token, hosts: bool) -> tuple[int, ...]:
        """The host of the last event told before, or the one other person who took part in it."""
        at = self.context.parsed.starts[head.i]
        before = [e for e in self.context.found(Event) if e.host is not None and e.evidence[0].start < at]
        if not before or before[-1].host is None:
            return ()
        host = self._heads((before[-1].host,))
        present = [p.participant for p in self.context.found(Participation) if p.event == before[-1].id]
        guests = [i for i in present if self.mentions[i].kind in actors.PEOPLE and not self._heads((i,)) & host]
        who = (before[-1].host,) if hosts else actors.ordered(self.mentions, guests)
        return who if self._is_one(who, actors.PEOPLE) else ()
