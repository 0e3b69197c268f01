"""What stands before the head noun of a title: rank and portfolio words, status, and whose office it is."""

from __future__ import annotations

from kg.mentions.border import is_acronym
from kg.mentions.page import ARTICLES, Page, iso
from kg.mentions.title import RANKED, Title, own_by
from kg.model import Kind, Status


def leftward(page: Page, title: Title, floor: int) -> None:
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
    if owner is None and at - 1 > floor and is_acronym(page, at - 1) and page.ending(at - 1, Kind.COUNTRY) is not None:
        at, owner = at - 1, page.ending(at - 1, Kind.COUNTRY)  # "French MFA Political Director"
    if owner is None and page.bodies.get(at, -1) >= floor:
        title.first, title.affiliated = page.bodies[at], True
        return True
    if owner is None or owner.first < floor or (owner.kind == Kind.PLACE and not iso(owner)):
        return False
    own_by(page, title, owner)
    title.first = owner.first
    title.owned_before = bool(title.owners)
    country = page.ending(owner.first, Kind.COUNTRY)
    if owner.kind != Kind.COUNTRY and country is not None and country.first >= floor:
        own_by(page, title, country)
        title.first = country.first
    return True


def _open_bracket(page: Page, close: int, floor: int) -> int:
    for i in range(close - 1, max(floor, close - 6), -1):
        if page.lower[i] == "(":
            return i
    return close + 1
