"""The grammar of titles: owner, status, rank and portfolio words, a head noun, what it is of.

"the Acting U.S. Deputy Assistant Secretary of State for Africa", "Minister of Trade, Industry and Energy of Korea".
A title is read around each head noun; where its complement ends and a name begins is decided by ``kg.mentions.border``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.mentions.border import complement_end, is_acronym
from kg.mentions.page import ARTICLES, Page, iso
from kg.mentions.proposal import Proposal
from kg.model import Form, Kind, Status

PREPOSITIONS = frozenset(
    {"of", "for", "to", "in", "at", "on", "with", "from", "responsible", "assisting", "representing"}
)
LOCATED = frozenset({"to", "in", "at", "on", "with", "for"})  # what follows is where or for whom, not whose
TOWARD = frozenset({"to", "assisting", "at", "in"})
LINKING = frozenset({"of", "for"})
COMPOUNDS = frozenset({"minister", "secretary", "president"})
STYLE_HEADS = frozenset({"ambassador", "senator", "mayor", "governor", "king", "queen", "congressman", "congresswoman"})
RANKED = frozenset({"deputy", "assistant", "chief", "lead", "principal", "delegate", "commander", "official", "judge"})


@dataclass(slots=True)
class Title:
    """One title in the text. ``parts`` are the token ranges whose words make its text, owner and status left out."""

    first: int
    after: int
    head: int
    head_after: int
    word: str  # the head noun in lower case, singular
    relational: bool
    plural: bool
    parts: list[tuple[int, int]]
    status: Status = Status.SUBSTANTIVE
    owners: list[Proposal] = field(default_factory=list)  # countries it belongs to
    basis: str = ""
    organization: Proposal | None = None
    local: bool = False  # an office that places have: governor, mayor, senator
    owned_before: bool = False  # a country stands before it: "Kenya's Minister"
    affiliated: bool = False  # an organisation's name goes before that the reference data do not know

    def text(self, page: Page) -> str:
        """The title as written, without country, status and name."""
        words = [" ".join(page.parsed.surface(a, b).split()) for a, b in self.parts if b > a]
        if self.plural:
            words[0] = f"{words[0][: -len(self._head(page))]}{self._singular(page)}"
        return " ".join(words)

    def _head(self, page: Page) -> str:
        return " ".join(page.parsed.surface(self.head, self.head_after).split())

    def _singular(self, page: Page) -> str:
        """The head of a plural title in the singular, with the capitals it has in the text."""
        written = self._head(page)
        if written.isupper():
            return self.word.upper()
        if not written[0].isupper():
            return self.word
        return " ".join(w if w in PREPOSITIONS else w.capitalize() for w in self.word.split())

    @property
    def says_office(self) -> bool:
        """Whether it names an office: a relational head ("officer", "member") does so only with what it is of."""
        alone = len(self.parts) == 1 and self.parts[0] == (self.head, self.head_after)
        owned = bool(self.owners) or self.organization is not None or self.affiliated
        if self.plural and self.relational:
            return len(self.parts) > 1
        return not self.relational or not alone or owned

    @property
    def country(self) -> str | None:
        """The ISO code of its single owner."""
        codes = dict.fromkeys(code for p in self.owners if (code := iso(p)))
        return next(iter(codes)) if len(codes) == 1 else None


def find_titles(page: Page) -> list[Title]:
    """Every title of the text, in order; none lies within another."""
    found: list[Title] = []
    free = 0
    for i in sorted(page.heads):
        if i < free:
            continue
        head = _head(page, i)
        title = read_title(page, head, free)
        found.append(title)
        free = title.after
    return found


def _head(page: Page, i: int) -> int:
    """Where the head noun of the title that begins around head word ``i`` stands: rank words lead to a later one."""
    word, after = page.heads[i]
    while word.word in RANKED or _is_rank(page, i, after):
        j = _past_modifiers(page, after)
        if j not in page.heads or (page.heads[j][0].word in STYLE_HEADS and word.word not in RANKED):
            break
        i, (word, after) = j, page.heads[j]
    return i


def _is_rank(page: Page, i: int, after: int) -> bool:
    return page.is_a("rank", i) == after


def _past_modifiers(page: Page, i: int) -> int:
    """The token after rank and portfolio words that could lead on to a head noun."""
    stop = min(page.block_end(i) if i < len(page) else i, i + 8)
    while i < stop and i not in page.heads:
        if page.glued(i) or (page.lower[i] in {"and", "&"} and page.is_portfolio(i + 1)):
            i += 1
            continue
        step = page.is_a("rank", i) or (i + 1 if page.is_portfolio(i) else 0)
        if not step or not page.capital(i):
            break
        i = step
    return i


def read_title(page: Page, head: int, free: int = 0) -> Title:
    """The title around the head noun at token ``head``, not reaching before token ``free``."""
    word, head_after = page.heads[head]
    plural = " ".join(page.lower[head:head_after]).replace(" - ", " ") == word.plural.lower()
    title = Title(head, head_after, head, head_after, word.word.lower(), "relational" in word.value, plural, [])
    title.local = "local" in word.value
    _leftward(page, title, max(free, page.block_start(head)))
    _rightward(page, title)
    return title


def _leftward(page: Page, title: Title, floor: int) -> None:
    start = _modifiers(page, title, floor)
    title.parts.append((start, title.head_after))
    title.first = start
    while True:
        status = _status_before(page, title.first, floor)
        if status is None:
            break
        title.status, title.first = status if title.status == Status.SUBSTANTIVE else (title.status, status[1])
    if not _owner_before(page, title, floor):
        return
    status = _status_before(page, title.first, floor)
    if status is not None:
        title.first = status[1]
        title.status = status[0] if title.status == Status.SUBSTANTIVE else title.status


def _modifiers(page: Page, title: Title, floor: int) -> int:
    """Where the rank and portfolio words before the head begin."""
    at = title.head
    while at > floor:
        step = _modifier_before(page, title, at, floor)
        if step >= at:
            break
        at = step
    return at


def _modifier_before(page: Page, title: Title, at: int, floor: int) -> int:
    """Where the modifier that ends before ``at`` starts, or ``at`` where none does."""
    lower, gathered = not page.capital(title.head), at < title.head
    i = at - 1
    if page.glued(at) and i > floor:
        if _status_before(page, at, floor) is not None:
            return at
        return i - 1 if page.words[i] in {"-", "/"} else i
    if page.ending(at, Kind.COUNTRY, Kind.ORGANIZATION) is not None or page.bodies.get(at, i) < i:
        return at
    if _status_before(page, at, floor) is not None:
        return at
    if page.lower[i] in {"and", "&"} and gathered:
        return i if _coordinates(page, i, floor) else at
    if page.lower[i] == "," and gathered:
        return i if _lists(page, i, floor) else at
    if not page.capital(i) and not lower:
        return at
    if page.lower[i] in ARTICLES or not page.words[i][0].isalpha():
        return at
    return _word_before(page, at, floor, lower=lower, local=title.local)


def _word_before(page: Page, at: int, floor: int, *, lower: bool, local: bool) -> int:
    i = at - 1
    for first in range(max(floor, at - 3), at):
        if page.is_a("rank", first) == at or (first == i and page.is_portfolio(i)):
            return at if lower and page.capital(first) and not page.starts_sentence(first) else first
    head = next((h for h in range(max(floor, at - 3), at) if h in page.heads and page.heads[h][1] == at), None)
    if head is not None:
        return head if page.heads[head][0].word in RANKED else at
    place = page.ending(at, Kind.PLACE)
    if place is not None and place.first >= floor:
        return place.first if local else at
    token = page.parsed.doc[i]
    if lower or page.starts_sentence(i) or page.in_person(i) or token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        return at
    if page.is_a("honorific", i):
        return at
    return i if page.is_common(i) != is_acronym(page, i) else at


def _coordinates(page: Page, i: int, floor: int) -> bool:
    """Whether "and" at ``i`` joins two portfolios before one head ("Trade and Industry Minister")."""
    if i - 1 < floor:
        return False
    return _is_portfolio(page, i - 1) and (_is_portfolio(page, i + 1) or bool(page.is_a("rank", i + 1)))


def _lists(page: Page, i: int, floor: int) -> bool:
    """Whether the comma at ``i`` is inside a list of portfolios ("Trade, Industry and Energy Minister")."""
    return i - 1 >= floor and _is_portfolio(page, i - 1) and _is_portfolio(page, i + 1)


def _is_portfolio(page: Page, i: int) -> bool:
    return page.capital(i) and page.is_portfolio(i)


def _status_before(page: Page, at: int, floor: int) -> tuple[Status, int] | None:
    """The status word that ends before ``at`` ("Acting", "then-") and where it starts."""
    end = at - 1 if at - 1 > floor and page.words[at - 1] == "-" else at
    for first in range(max(floor, end - 2), end):
        found = page.reference.heads.at("status", page.words, first)
        if found and found[1] == end:
            return Status(found[0].value), first
    return None


def _owner_before(page: Page, title: Title, floor: int) -> bool:
    """The country or organisation whose office it is, where it stands directly before the title."""
    at = title.first
    if at - 1 >= floor and page.lower[at - 1] in {"'s", "'"}:
        at -= 1
    elif at - 1 >= floor and page.lower[at - 1] == ")":
        at = _open_bracket(page, at - 1, floor)
    owner = page.ending(at)
    if owner is None and page.bodies.get(at, -1) >= floor:
        title.first, title.affiliated = page.bodies[at], True
        return True
    if owner is None or owner.first < floor or (owner.kind == Kind.PLACE and not iso(owner)):
        return False
    _own(page, title, owner)
    title.first = owner.first
    title.owned_before = bool(title.owners)
    country = page.ending(owner.first, Kind.COUNTRY)
    if owner.kind != Kind.COUNTRY and country is not None and country.first >= floor:
        _own(page, title, country)
        title.first = country.first
    return True


def _open_bracket(page: Page, close: int, floor: int) -> int:
    for i in range(close - 1, max(floor, close - 6), -1):
        if page.lower[i] == "(":
            return i
    return close + 1


def _own(page: Page, title: Title, owner: Proposal) -> None:
    if owner.kind == Kind.COUNTRY:
        title.owners.append(owner)
        title.basis = title.basis or ("demonym" if str(owner.form) == "demonym" else "text")
        return
    if owner.kind == Kind.ORGANIZATION and title.organization is None:
        title.organization = owner
    country = next(page.within(owner.first, owner.after, Kind.COUNTRY), None)
    if country is not None:
        title.owners.append(country)
        title.basis = title.basis or "organization"


def _rightward(page: Page, title: Title) -> None:
    """Everything that the head is of, for, to or in."""
    at = _hyphened_status(page, _double(page, title))
    while True:
        past = _past_abbreviation(page, at)
        if past > at and page.capital(past):
            at = title.after = past
        step = _complement(page, title, past)
        if step <= past:
            break
        at = step
    title.after = max(title.after, title.head_after)


def _double(page: Page, title: Title) -> Title:
    """ "High Representative/Vice-President": two heads joined by a slash are one title."""
    at = title.head_after
    if page.lower[at : at + 1] == ("/",) and at + 1 in page.heads:
        title.head_after = title.after = page.heads[at + 1][1]
        title.parts[-1] = (title.parts[-1][0], title.head_after)
    return title


def _hyphened_status(page: Page, title: Title) -> int:
    """A status word behind the head: "President-elect", "Chargé d'Affaires a.i."."""
    at = title.head_after
    if at + 1 < len(page) and page.words[at] in {"-", ","} and page.block_end(at) > at + 1:
        at += 1
    found = page.reference.heads.at("status", page.words, at) if at < len(page) else None
    behind = found is not None and (found[0].value in {"acting", "designate"} and not page.capital(at))
    if found is None or (not behind and page.lower[at] not in {"emeritus", "emerita", "designate", "elect"}):
        return title.head_after
    title.status, title.after = Status(found[0].value), found[1]
    if title.after < len(page) and page.words[title.after] == "." and not page.parsed.doc[title.after - 1].whitespace_:
        title.after += 1
    return title.after


def _past_abbreviation(page: Page, at: int) -> int:
    """Past an abbreviation in brackets that more of the title or a name follows: "(INL) Todd …"."""
    if at + 2 < len(page) and page.words[at] == "(" and page.words[at + 2] == ")" and page.words[at + 1].isupper():
        return at + 3
    return at


def _complement(page: Page, title: Title, at: int) -> int:
    """Reads one complement; the token after it, or ``at`` where there is none."""
    if at >= page.block_end(title.head):
        return at
    if page.lower[at] == ",":
        return _office_after_comma(page, title, at)
    if page.lower[at] not in PREPOSITIONS:
        return at
    phrase = _object(page, at)
    if phrase is None:
        return at
    j, preposition = phrase
    owner = page.starting(j)
    if owner is not None and owner.kind == Kind.COUNTRY and preposition == "to" and _has_inner(page, owner.after):
        return _inner_title(page, title, at, owner.after, owner)
    if (owner is not None and owner.kind != Kind.PLACE) or (owner is not None and preposition != "of"):
        return _named_complement(page, title, at, j, owner, preposition)
    definite = preposition not in LINKING or page.lower[j - 1] == "the" or page.heads_title(j)
    if definite and preposition in TOWARD | LINKING and _has_inner(page, j):
        return _inner_title(page, title, at, j)
    end = complement_end(page, j)
    if end <= j:
        return at
    title.parts.append((at, end))
    title.after = end
    return end


def _object(page: Page, at: int) -> tuple[int, str] | None:
    """Where the noun phrase after a preposition begins, articles skipped, and the preposition."""
    preposition, j = page.lower[at], at + 1
    if preposition == "in" and page.lower[j : j + 2] == ("charge", "of"):
        preposition, j = "for", j + 2
    if preposition == "responsible" and page.lower[j : j + 1] == ("for",):
        preposition, j = "for", j + 1
    while j < len(page) and page.lower[j] in ARTICLES | {"his", "her", "its", "their", "our"}:
        j += 1
    return (j, preposition) if j < page.block_end(at) else None


def _office_after_comma(page: Page, title: Title, at: int) -> int:
    """ "…, Ministry of Law": the organisation an office belongs to, named behind a comma."""
    if title.organization is not None or at + 1 >= page.block_end(at):
        return at
    named = page.starting(at + 1, Kind.ORGANIZATION)
    if named is not None:
        _own(page, title, named)
        title.after = named.after
    elif _is_body(page, at + 1):
        title.after = complement_end(page, at + 1)
    return title.after if title.after > at else at


def _is_body(page: Page, i: int) -> bool:
    """Whether an organisation's name begins with its head noun here: "Ministry of Law"."""
    return page.capital(i) and page.lower[i] in page.reference.org_words and page.lower[i + 1 : i + 2] == ("of",)


def _named_complement(page: Page, title: Title, at: int, j: int, owner: Proposal, preposition: str) -> int:
    """A country, place or organisation behind a preposition: whose office it is, or where it is held."""
    bordered = complement_end(page, j)
    carried_on = owner.kind == Kind.PLACE or page.is_portfolio(owner.after)
    if owner.kind != Kind.COUNTRY and bordered > owner.after and carried_on:
        title.parts.append((at, bordered))  # "for European Union Affairs"
        title.after = bordered
        return bordered
    if owner.kind == Kind.COUNTRY and bordered > owner.after and page.capital(owner.after):
        return _national_complement(page, title, (at, bordered), owner, preposition)
    if owner.kind == Kind.COUNTRY and preposition in {"of", "from"}:
        _add_countries(page, title, owner)
        return title.after
    if owner.kind == Kind.ORGANIZATION:
        if preposition != "to" and (preposition != "for" or owner.org_kind not in {"igo", "bloc"}):
            _own(page, title, owner)
        countries = list(page.within(owner.first, owner.after, Kind.COUNTRY))
        if preposition != "at" and not countries:
            title.parts.append((at, owner.after))
    else:
        title.parts.append((at, owner.after))
    title.after = owner.after
    return owner.after


def _national_complement(page: Page, title: Title, phrase: tuple[int, int], owner: Proposal, preposition: str) -> int:
    """ "of the Australian Defence Force", "for the Mexican Government": whose; "for African Affairs": about what."""
    at, end = phrase
    body = any(page.lower[i] in page.reference.org_words for i in range(owner.after, end))
    if owner.form == Form.DEMONYM and (preposition == "of" or body):
        title.owners.append(owner)
        title.basis = title.basis or "demonym"
        title.parts.extend([(at, owner.first), (owner.after, end)])
    else:
        title.parts.append((at, end))
    title.after = end
    return end


def _add_countries(page: Page, title: Title, owner: Proposal) -> None:
    """ "of X", and for a plural head "of X, Y and Z"."""
    title.basis = title.basis or "of-phrase"
    title.owners.append(owner)
    title.after = owner.after
    while title.plural:
        j = title.after
        while j < page.block_end(title.head) and page.lower[j] in {",", "and", "the", "of", "&"}:
            j += 1
        following = page.starting(j, Kind.COUNTRY) if j < len(page) else None
        if following is None or j == title.after:
            return
        title.owners.append(following)
        title.after = following.after


def _has_inner(page: Page, j: int) -> bool:
    """Whether a further title starts at ``j``: "(Adviser to the) National Security Director"."""
    k = j if page.heads_title(j) else _past_modifiers(page, j)
    return page.heads_title(k) and (k == j or (page.capital(j) and page.heads[k][0].word not in STYLE_HEADS))


def _inner_title(page: Page, title: Title, at: int, j: int, owner: Proposal | None = None) -> int:
    """Another's office as complement: "Adviser to the Prime Minister", "Assistant to the President"."""
    head = _head(page, j if page.heads_title(j) else _past_modifiers(page, j))
    inner = read_title(page, head, j)
    chambers = _possessed_body(page, inner.after)
    if chambers:
        title.parts.extend([] if page.lower[at] == "at" else [(at, chambers)])
        title.after = chambers
        return chambers
    title.parts.extend([(at, inner.parts[-1][1])] if owner is None else [(at, owner.first), (j, inner.parts[-1][1])])
    title.owners.extend([*inner.owners, *([owner] if owner is not None else [])])
    title.basis = title.basis or inner.basis or ("text" if owner is not None else "")
    title.after = inner.after
    return inner.after


def _possessed_body(page: Page, at: int) -> int:
    """The token after "'s Office" behind a title; 0 where that does not follow."""
    if page.lower[at : at + 1] == ("'s",) and at + 1 < len(page) and page.lower[at + 1] in page.reference.org_words:
        return at + 2 if page.capital(at + 1) else 0
    return 0
