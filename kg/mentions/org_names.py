"""Organisation names by grammar: a head noun with what names it on its left and right.

"Ministry of Foreign Affairs and Trade", "African Union Commission", "Institute for Security Studies",
"Departments of State and Homeland Security" (two names). A bare head noun ("the Commission") is no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed
from kg.reference import OrgWord, Reference

PLACING = frozenset({"in", "to", "at"})
COMPLEMENTS = frozenset({"of", "for", "on"})
ORDINALS = frozenset({"second", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
RANKS = frozenset({"senior", "deputy", "vice", "assistant", "associate", "principal", "acting", "junior", "chief"})
PEOPLE = frozenset({"people", "woman", "man", "child", "worker", "youth"})
JOINTS = frozenset({"and", "&"})
SERIES = JOINTS | {","}
VERSUS = frozenset({"v.", "vs", "vs.", "versus"})
LITTLE = frozenset({"no", "any", "each", "every", "the", "and", "&", "of", "for", "on", "in", "to"})
POSSESSIVES = frozenset({"'s", "'"})


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``[first, after)`` name an organisation; ``words`` are the name where the text shares its head noun."""

    first: int
    after: int
    head: int
    word: OrgWord
    words: str = ""


class Grammar:
    """One document's names of organisations."""

    def __init__(self, parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.reference = reference
        self.plurals = {w.plural.lower(): w for w in reference.org_words.values() if w.plural}
        self.lasts = {word.rpartition(" ")[2] for word in reference.org_words}
        self.taken = kinds(earlier)
        self.ends = {i: p.after for p in earlier if p.kind == Kind.COUNTRY for i in range(p.first, p.after)}
        self.titles = _inner_titles(parsed, reference)
        self.guess = {i: e.start for e in parsed.doc.ents if e.label_ == "ORG" for i in range(e.start, e.end)}

    def names(self) -> Iterator[Name]:
        """Every name, in text order; a name within a longer one is left out."""
        free = 0
        for i in range(len(self.parsed.words)):
            if i < free or not self.is_head(i) or self.is_head(i + 1):
                continue
            for name in self._at(i):
                if name.first >= free or name.words:
                    yield name
                    free = max(free, name.after)

    def word(self, i: int) -> OrgWord | None:
        """The head noun of an organisation's name that ends at a token, if it is written with a capital."""
        words = self.parsed.words
        if i >= len(words) or (words[i] not in self.lasts) or not self.capital(i):
            return None
        if self.taken.get(i) == Kind.PERSON or i in self.titles:
            return None
        pair = f"{words[i - 1]} {words[i]}" if i else ""
        return self.reference.org_words.get(pair) or self.reference.org_words.get(words[i])

    def plural(self, i: int) -> OrgWord | None:
        """The head noun of which a token is the plural."""
        found = self.plurals.get(self.parsed.words[i])
        return found if found is not None and self.capital(i) else None

    def is_head(self, i: int) -> bool:
        """Whether a token ends a head noun, singular or plural."""
        return self.word(i) is not None or (i < len(self.doc) and self.plural(i) is not None)

    def capital(self, i: int) -> bool:
        """Whether a token is written with a capital or is a numeral within a name."""
        text = self.parsed.texts[i]
        return text[0].isupper() or (text[0].isdigit() and len(text) < 4)

    def is_title(self, i: int) -> bool:
        """Whether a token is the head noun of a title ("Minister")."""
        return self.capital(i) and self.reference.heads.at("head", [self.parsed.words[i]], 0) is not None

    def _is_rank(self, i: int) -> bool:
        """Whether a token may stand before the head noun of a title: "Permanent", "Deputy", "National"."""
        return i < len(self.doc) and self.reference.heads.at("rank", [self.parsed.words[i]], 0) is not None

    def _before_title(self, i: int) -> bool:
        """Whether rank words and then the head noun of a title begin here: "Permanent Secretary"."""
        return self._titled(i) > i and not self.is_portfolio(i)

    def _titled(self, i: int) -> int:
        """The token after a title that begins here, rank words included; ``i`` if none does."""
        at = i
        while self._is_rank(at) and at + 1 < len(self.doc) and self.capital(at + 1):
            at += 1
        end = self.title_end(at) if at < len(self.doc) else at
        return end if end > at else i

    def title_end(self, i: int) -> int:
        """The token after the head noun of a title that begins here ("Prime Minister"); ``i`` if none does."""
        found = self.reference.heads.at("head", self.parsed.words, i) if self.capital(i) else None
        return found[1] if found else i

    def is_portfolio(self, i: int) -> bool:
        """Whether a token is a word of portfolios ("Health", "Trade")."""
        return self.reference.heads.at("portfolio", [self.parsed.words[i]], 0) is not None

    def _at(self, head: int) -> Iterator[Name]:
        low, high = self.parsed.block_tokens[self.parsed.block_of[head]]
        word, plural = self.word(head), self.plural(head)
        known = word or plural
        if known is None:
            return
        after = self._right(head, high, known)
        first = self._left(head, low)
        if word is None and (self._of_several(after) or self._of_several(head + 1)):
            return  # "the Ministries of Health of Chad and Mali" are these states
        if word is None and self._is_shared(head, after):
            yield from self._shared(head, after, known)
            return
        whole = all(self.taken.get(i) == Kind.PLACE for i in range(first, after))
        if not whole and self._is_name(first, head, after, known) and not self._is_case(first, after):
            yield Name(first, after, head, known)

    def _of_several(self, i: int) -> bool:
        """Whether "of" and several countries stand here."""
        j = i + 1 + (self.parsed.words[i + 1 : i + 2] == ("the",))
        if self.parsed.words[i : i + 1] != ("of",) or self.taken.get(j) != Kind.COUNTRY:
            return False
        k = self.ends.get(j, j + 1)
        k += 1 + (self.parsed.words[k + 1 : k + 2] == ("the",))
        return self.parsed.words[k - 1 : k] != (".",) and self.taken.get(k) == Kind.COUNTRY

    def _is_name(self, first: int, head: int, after: int, known: OrgWord) -> bool:
        """Whether something names the organisation beside its head noun."""
        if after > head + 1:
            return self.word(head) is not None or known.kind == "agency"
        ranks = all(w in RANKS for w in self.parsed.words[first:head])
        titled = ranks and after < len(self.doc) and self.capital(after)
        return first < head and self.word(head) is not None and not titled and not known.needs

    def _is_case(self, first: int, after: int) -> bool:
        """A party to a case before a court: "Smith v. Board of Trade"."""
        return bool(VERSUS & {*self.parsed.words[max(first - 2, 0) : first], *self.parsed.words[after : after + 2]})

    def _left(self, head: int, low: int) -> int:
        first = head
        while first > low:
            step = self._step_left(first - 1, low)
            if step is None:
                break
            first = step
        while first < head and self.parsed.words[first] in LITTLE | POSSESSIVES:
            first += 1
        return first

    def _step_left(self, i: int, low: int) -> int | None:
        """The token at which the name goes on to the left, else None."""
        word = self.parsed.words[i]
        if self.capital(i):
            return i if self._names_it(i) else None
        if i == low or not self.capital(i - 1):
            return None
        if word == "-":
            return i - 1 if not self.is_head(i + 1) and self._names_it(i - 1) else None
        if word in POSSESSIVES:
            return self._title_start(i - 1, low) if self._owns(i - 1) else None
        joins = word in JOINTS and self.taken.get(i - 1) is None and not self.is_head(i - 1)
        both = self.is_portfolio(i - 1) and self.is_portfolio(i + 1)
        alike = not self.is_head(i + 1) and (both or self._one_guess(i - 1, i + 1))
        return i - 1 if joins and alike and not self._in_other(i - 1, low) else None

    def _in_other(self, i: int, low: int) -> bool:
        """Whether a token stands in the complement of a name before: "the Ministry of | Water and …"."""
        while i > low and self.capital(i):
            i -= 1
        return self.parsed.words[i] in COMPLEMENTS

    def _one_guess(self, i: int, j: int) -> bool:
        """Whether the model, too, takes two tokens for parts of one organisation's name."""
        return self.guess.get(i) is not None and self.guess.get(i) == self.guess.get(j)

    def _names_it(self, i: int) -> bool:
        word = self.parsed.words[i]
        if self.taken.get(i) == Kind.PERSON or word in LITTLE or self.is_title(i):
            return False
        token = self.doc[i]
        if token.ent_type_ == "ORDINAL" or word in ORDINALS or word[0].isdigit():
            return False
        if token.is_sent_start and token.pos_ not in {"PROPN", "NOUN", "ADJ", "NUM"}:
            return False
        return token.pos_ not in {"VERB", "AUX", "DET", "PRON", "ADP", "SCONJ", "CCONJ"} or token.tag_ == "NNP"

    def _owns(self, i: int) -> bool:
        """A possessor that is part of the name: "People's Bank", "Children's Fund", "Prime Minister's Office"."""
        plural = self.doc[i].tag_ in {"NNS", "NNPS"} or self.doc[i].lemma_.lower() in PEOPLE
        return self.taken.get(i) is None and (plural or self.is_title(i) or self._title_start(i, 0) < i)

    def _title_start(self, last: int, low: int) -> int:
        """The first token of the title whose head noun ends at ``last``; ``last`` itself for any other word."""
        starts = (i for i in range(max(low, last - 3), last + 1) if self.title_end(i) == last + 1)
        return next(starts, last)

    def _right(self, head: int, high: int, word: OrgWord) -> int:
        """The token after a head noun's complement, and after the place or country named behind it."""
        end = self._complement(head + 1, high, word)
        return self._complement(end, high, word) if end > head + 1 and self._adds(end, word) else end

    def _adds(self, i: int, word: OrgWord) -> bool:
        """ "Embassy of Peru | in Oslo"; "Association of Farmers | of Peru", but "Ministry of Defence" of a country."""
        preposition = self.parsed.words[i] if i < len(self.doc) else ""
        return preposition in PLACING or (preposition == "of" and word.kind not in {"agency", "company"})

    def _complement(self, i: int, high: int, word: OrgWord) -> int:
        """The token after the complement whose preposition stands at ``i``; ``i`` where there is none."""
        if i >= high or self.parsed.words[i] not in word.takes:
            return i
        begin = i + 1
        if begin < high and self.parsed.words[begin] == "the":
            begin += 1
        if begin >= high or (self.parsed.words[i] in PLACING and not self._is_named_place(begin, word)):
            return i
        end = self._run(begin, min(self._titled(begin), high), high)
        return end if end > begin else i

    def _is_named_place(self, i: int, word: OrgWord) -> bool:
        """Whether a post or body can be said to be there; only an agency is named by a city."""
        kind = self.taken.get(i)
        return kind in {Kind.COUNTRY, Kind.ORGANIZATION} or (kind == Kind.PLACE and word.kind == "agency")

    def _run(self, begin: int, start: int, high: int) -> int:
        """The end of a complement: capitalised words, joined by "and", commas and further prepositions.

        What lies between ``begin`` and ``start`` belongs to it already.
        """
        end = i = start
        while i < high:
            if self._in_complement(i):
                end = i = min(self.ends.get(i, i + 1), high)
                continue
            step = self._joint(begin, i, high)
            if step is None:
                break
            i = step
        return end

    def _in_complement(self, i: int) -> bool:
        if not self.capital(i) or self.taken.get(i) == Kind.PERSON or self._before_title(i):
            return False
        if self._is_style(i) or (self.parsed.words[i - 1] in JOINTS and self._is_abbreviation(i)):
            return False
        if self._is_common(i - 1) and not self._is_common(i) and self._is_strange(i) and self._is_strange(i + 1):
            return False
        return self.word(i) is None or self.parsed.words[i + 1 : i + 2] != ("of",)

    def _is_common(self, i: int) -> bool:
        """Whether a token is an ordinary word or one of portfolios."""
        word = self.parsed.words[i]
        return word in self.parsed.dictionary or self.parsed.lemmas[i] in self.parsed.dictionary or self.is_portfolio(i)

    def _is_strange(self, i: int) -> bool:
        """Whether a capitalised word is none of the language and no known name: two of them begin a person's name."""
        last = i >= len(self.doc) or not self.capital(i)
        return not last and not self._is_common(i) and self.taken.get(i) is None

    def _is_style(self, i: int) -> bool:
        """Whether an honorific or military rank stands here, and so a person's name begins: "General"."""
        words = self.parsed.texts[i : i + 4]
        ends = (self.reference.heads.at(role, words, 0) for role in ("honorific", "military"))
        return any(found is not None and self.taken.get(i + found[1]) == Kind.PERSON for found in ends)

    def _is_abbreviation(self, i: int) -> bool:
        text = self.doc[i].text
        return len(text) > 1 and text.isupper() and not self.parsed.block(i).capitals

    def _joint(self, begin: int, i: int, high: int) -> int | None:
        """The token at which the complement goes on over a joint at ``i``, else None."""
        word = self.parsed.words[i]
        if i == begin or i + 1 >= high:
            return None
        if word == "-":
            return i + 1 if self.capital(i + 1) else i + 2 if i + 2 < high and self.capital(i + 2) else None
        if word in JOINTS:
            after = i + 2 if self.parsed.words[i + 1] == "the" else i + 1
            return after if after < high and self._goes_on(after, high) else None
        if word == ",":
            return self._over_comma(i + 1, high)
        if (
            word in {"of", "for", "in", "to", "with"}
            and self.taken.get(i - 1) is None
            and self.taken.get(i + 1) is None
        ):
            return i + 1 if self._goes_on(i + 1, high) else None
        return None

    def _goes_on(self, i: int, high: int) -> bool:
        """Whether words after a joint belong to the complement, not to a name of their own."""
        run = i
        while run < high and self._in_complement(run) and not self.is_head(run):
            if self.taken.get(run) not in {None, Kind.PLACE}:
                return False
            run += 1
        return run > i and (run == high or not self.is_head(run))

    def _over_comma(self, i: int, high: int) -> int | None:
        """A comma is inside a name only within a series of portfolios that ends in "and": "Bureau of A, B, and C"."""
        if i < high and self.parsed.words[i] in JOINTS:
            begin = i + 2 if self.parsed.words[i + 1 : i + 2] == ("the",) else i + 1
            return begin if begin < high and self.is_portfolio(begin) and self._goes_on(begin, high) else None
        end = i
        while end < high and self.capital(end) and self.is_portfolio(end) and not self.is_head(end):
            end += 1
        closes = end < high and self.parsed.words[end] in SERIES
        return i if end > i and closes else None

    def _is_shared(self, head: int, after: int) -> bool:
        """ "Ministries of Defence and Finance" are two; "Centres for Disease Control and Prevention" are one name."""
        before = self.parsed.words[head - 1] if head else ""
        bare = before in {"joint", "both", "two"} or not self.capital(head - 1) or self.taken.get(head - 1) is not None
        joint = SERIES & set(self.parsed.words[head + 2 : after])
        return bool(joint) and (bare or head == 0) and self.parsed.words[head + 1] == "of"

    def _shared(self, head: int, after: int, word: OrgWord) -> Iterator[Name]:
        """A plural head: one name for each of its complements."""
        preposition = head + 1
        begin = preposition + 1
        for first, end in self._parts(begin, after):
            start = first
            while start < end and self.parsed.words[start] in LITTLE:
                start += 1
            tail = self.parsed.doc[first:end].text.strip()
            title = word.word.capitalize()
            yield Name(head if first == begin else start, end, head, word, f"{title} {self.doc[preposition]} {tail}")

    def _parts(self, begin: int, after: int) -> Iterator[tuple[int, int]]:
        first = begin
        for i in range(begin, after + 1):
            if i == after or self.parsed.words[i] in SERIES:
                if i > first:
                    yield first, i
                first = i + 1


def kinds(earlier: Sequence[Proposal]) -> dict[int, Kind]:
    """Per token: what an earlier finder took it for; persons are firmest."""
    found: dict[int, Kind] = {}
    for kind in (Kind.PLACE, Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON):
        for p in earlier:
            if p.kind == kind:
                found.update(dict.fromkeys(range(p.first, p.after), kind))
    return found


def _inner_titles(parsed: Parsed, reference: Reference) -> set[int]:
    """Tokens within the head phrase of a title, its first apart: "Chief of Mission", "Speaker of the House"."""
    ends = ((i, reference.heads.at("head", parsed.words, i)) for i in range(len(parsed.words)))
    return {j for i, found in ends if found is not None for j in range(i + 1, found[1])}
