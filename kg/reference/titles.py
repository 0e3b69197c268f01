"""The closed classes of the title grammar, and offices by title and country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.reference.forms import Trie, fold, normal
from kg.reference.values import OfficeRule, TitleWord

SEGMENT = re.compile(r"\s*[,;/]\s*|\s+(?:and|cum|concurrently)\s+", re.IGNORECASE)

FILLERS = frozenset({"of", "for", "the", "and", "to", "a", "in", "on", "affairs"})


class OfficeWords:
    """Title words by role: ``words["head"]["minister"]``; ``at`` reads tokens. Case does not matter here."""

    def __init__(self, found: Sequence[TitleWord]) -> None:
        self.words: dict[str, dict[str, TitleWord]] = {}
        self.plurals: dict[str, str] = {}  # plural in lower case → singular in lower case, heads only
        for word in found:
            self.words.setdefault(word.role, {})[word.word.lower()] = word
            if word.plural and word.role == "head":
                self.plurals[word.plural.lower()] = word.word.lower()
        self.same = {fold(w.word): normal(w.same) for w in found if w.same}  # spelling → the one compared
        self.lower_ranks = frozenset(fold(w.word) for w in found if w.role == "rank" and w.value == "lower")
        short = [w.word for w in found if "abbreviation" in w.value]
        self.abbreviations = frozenset(short + [w.upper() for w in short])  # take a stop, end nothing
        self._tries = {role: Trie(_forms(words.values())) for role, words in self.words.items()}

    def tell_apart(self, title: str) -> frozenset[str]:
        """The words by which a title is compared: folded, spelling evened out, without the little ones."""
        words = normal(title).split()
        return frozenset(part for w in words if w not in FILLERS for part in self.same.get(w, w).split())

    def at(self, role: str, words: Sequence[str], i: int) -> tuple[TitleWord, int] | None:
        """The longest word of a role (singular or plural) that starts at token ``i``, and the token after it."""
        trie = self._tries.get(role)
        if trie is None or not trie.may_start(words[i]):
            return None
        found = trie.at(words, i)
        return (found[0][0], found[1]) if found else None


def _forms(words: Iterable[TitleWord]) -> Iterator[tuple[str, TitleWord]]:
    for word in words:
        capital = word.role in {"honorific", "post-nominal", "military"}
        for form in filter(None, (word.word, word.plural)):
            yield form if capital else form.lower(), word


class Offices:
    """Curated offices by title and by whose they are: a country's code or an organisation's key."""

    def __init__(self, rules: Iterable[OfficeRule], words: OfficeWords) -> None:
        self._words = words
        self._alone: dict[str, OfficeRule] = {}
        self._exact: dict[tuple[str, str], OfficeRule] = {}
        self._alike: dict[frozenset[str], dict[str, OfficeRule]] = {}
        for rule in rules:
            owner = rule.country or rule.organization
            for title in (rule.title, *rule.titles):
                self._exact.setdefault((normal(title), owner), rule)
                self._alike.setdefault(words.tell_apart(title), {}).setdefault(owner, rule)
            self._alone.update((normal(title), rule) for title in sorted(rule.alone))

    def find(self, title: str, owner: str | None) -> OfficeRule | None:
        """The office of that title that an owner has; without an owner, only if the title names a single office.

        "Foreign Minister" and "Minister for Foreign Affairs" are one title. A compound title is read by its longest
        part: "Deputy Prime Minister and Minister of Finance".
        """
        whole = self._owned(title, owner)
        if whole is not None:
            return whole
        parts = sorted(dict.fromkeys(SEGMENT.split(title)), key=len, reverse=True)
        return next((rule for part in parts[:9] if (rule := self._owned(part, owner))), None)

    def owners(self, title: str) -> tuple[str, ...]:
        """Whose office may have that title."""
        return tuple(self._alike.get(self._words.tell_apart(title), ()))

    def _owned(self, title: str, owner: str | None) -> OfficeRule | None:
        if owner is None:
            return self._alone.get(normal(title))
        exact = self._exact.get((normal(title), owner))
        return exact or self._alike.get(self._words.tell_apart(title), {}).get(owner)
