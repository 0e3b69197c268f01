"""What a text calls its persons: the words of their titles and introductions, and whose offices they hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from kg.facts import actors
from kg.facts.context import Context
from kg.mentions.same_person import may_mean
from kg.mentions.unsaid import STATED
from kg.model import Kind, Tenure


class Titleholders:
    """The persons of one document by title and by country; a person is the index of the first mention."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.called: dict[int, set[str]] = {}  # the words by which somebody was introduced as a speaker

    def call(self, person: int, words: Iterable[str]) -> None:
        """Note by which words somebody was introduced."""
        self.called.setdefault(person, set()).update(words)

    def introduced(self, words: set[str]) -> tuple[int, ...]:
        """The one person who was introduced by some words; nobody where there are several."""
        found = [person for person, known in self.called.items() if words <= known]
        return tuple(found) if len(found) == 1 else ()

    def words(self, person: int) -> set[str]:
        """The words of a person's titles and introductions, in lower case."""
        return self.titles.get(person, set()) | self.called.get(person, set())

    def titled(self, words: set[str], before: int) -> tuple[int, ...]:
        """Those named before a token who have a title with all of some words, in text order."""
        mentions = self.context.mentions
        found = (p for p, title in self.titles.items() if words <= title and mentions.ranges[p][0] < before)
        return actors.ordered(mentions, found)

    def called_by(self, title: str, before: int) -> tuple[int, ...]:
        """The one person named before a token whom a title alone means; of several, the one with no country said."""
        mentions, heads = self.context.mentions, self.context.reference.heads
        found: dict[int, bool] = {}
        for tenure in self.context.found(Tenure):
            office = mentions[tenure.office].office
            if office is not None and may_mean(heads, title, office.title):
                for person in mentions.heads(tenure.person):
                    own = office.basis not in STATED
                    found[person] = found.get(person, own) and own
        known = [p for p in found if mentions.ranges[p][0] < before]
        one = known if len(known) == 1 else [p for p in known if found[p]]
        return tuple(one) if len(one) == 1 else ()

    @cached_property
    def titles(self) -> dict[int, set[str]]:
        """The words of the titles that a person has."""
        found: dict[int, set[str]] = {}
        for tenure in self.context.found(Tenure):
            office = self.context.mentions[tenure.office].office
            for head in self.context.mentions.heads(tenure.person):
                found.setdefault(head, set()).update(office.title.lower().split() if office else ())
        return found

    @cached_property
    def countries(self) -> dict[int, str]:
        """The key of the country whose office a person holds."""
        found: dict[int, str] = {}
        for tenure in self.context.found(Tenure):
            office = self.context.mentions[tenure.office].office
            for head in self.context.mentions.heads(tenure.person):
                if office is not None and office.country is not None:
                    found.setdefault(head, f"country/{office.country}")
        return found

    def of_countries(self, keys: Iterable[str], words: set[str], before: int) -> tuple[int, ...]:
        """One person for each of some countries, by the words of a title; nobody where any has none or more."""
        found: list[int] = []
        for key in keys:
            one = [p for p in self.titled(words, before) if self.countries.get(p) == key]
            if len(one) != 1 or self.context.mentions[one[0]].kind != Kind.PERSON:
                return ()
            found += one
        return actors.ordered(self.context.mentions, found)
