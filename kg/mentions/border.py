"""Where the complement of a title ends and a name begins: "Minister of Foreign Affairs | Park Jin".

The words after a preposition form phrases joined by "and", commas, "of" and "for". The last phrase is cut where the
sum of costs is least: a portfolio word belongs to the title, a given name or an unknown word to a person.
"""

from __future__ import annotations

from kg.calendar import MONTH_NAMES
from kg.mentions.names import skip_styles
from kg.mentions.page import ARTICLES, Page
from kg.model import Form, Kind

JOINERS = frozenset({"and", "&", "or"})
VOWELS = frozenset("aeiouy")
LINKS = frozenset({"of", "for", "on", "in", "to", "with", "against", "at", "without", "through"})


def complement_end(page: Page, i: int) -> int:
    """The token after the complement whose first noun phrase starts at ``i``; ``i`` where there is none."""
    stop = page.block_end(i)
    at = _phrase_end(page, i, stop)
    while at < stop:
        following = _continues(page, at, stop)
        if following <= at:
            break
        at = following
    return at


def _continues(page: Page, at: int, stop: int) -> int:
    """The token after the next phrase where a joiner or link at ``at`` carries the complement on."""
    j = at
    comma = page.lower[j] == ","
    if comma:
        j += 1
    if j < stop and page.lower[j] in JOINERS:
        return _joined(page, at, j + 1, stop)
    if comma:
        return _listed(page, at, j, stop)
    if page.lower[j] in LINKS:
        while j + 1 < stop and page.lower[j + 1] in ARTICLES:
            j += 1
        if page.starting(j + 1, Kind.COUNTRY, Kind.ORGANIZATION) is not None or page.heads_title(j + 1):
            return at
        if page.lower[j + 1 : j + 2] and page.lower[j + 1] in MONTH_NAMES:
            return at  # "Chair of the Council for May"
        end = _phrase_end(page, j + 1, stop)
        return end if end > j + 1 else at
    return at


def _joined(page: Page, at: int, j: int, stop: int) -> int:
    """After "and": a further portfolio, unless a title, a name, or a country of its own begins."""
    if j < stop and page.lower[j] in ARTICLES:
        if j + 1 >= stop or not page.is_portfolio(j + 1) or not page.capital(j + 1):
            return at
        j += 1
    if j >= stop or not page.capital(j) or _begins_title(page, j) or skip_styles(page, j) > j:
        return at
    named = page.starting(j)
    regional = named is not None and named.form == Form.DEMONYM and page.is_portfolio(named.after)
    if named is not None and not page.is_portfolio(j) and not regional:
        return at  # but "Director for Asian and Oceanian Affairs"
    if not (page.is_portfolio(j) or page.is_common(j)) and _is_named(page, j):
        return at
    end = _phrase_end(page, j, stop)
    return end if end > j else at


def _is_named(page: Page, j: int) -> bool:
    """Whether an unknown word after "and" is rather the first of a name."""
    if page.is_given(j):
        return True
    title = page.heads_title(j + 1) or page.is_portfolio(j + 1)  # "… and Oceanian Affairs"
    return page.capital(j + 1) and skip_styles(page, j + 1) == j + 1 and not title


def _listed(page: Page, at: int, j: int, stop: int) -> int:
    """After a comma: a further portfolio where the list goes on to a joiner ("Trade, Industry and Energy")."""
    if j >= stop or not page.capital(j) or _begins_title(page, j) or not page.is_portfolio(j):
        return at
    end = _phrase_end(page, j, stop)
    ahead = end
    for _ in range(8):
        if ahead >= stop or ahead <= j:
            return at
        k = ahead + 1 if page.lower[ahead] == "," else ahead
        if k < stop and page.lower[k] in JOINERS:
            return end if _joined(page, ahead, k + 1, stop) > ahead else at
        if k == ahead or not page.is_portfolio(k) or _begins_title(page, k):
            return at
        ahead = _phrase_end(page, k, stop)
    return at


def _begins_title(page: Page, i: int) -> bool:
    """Whether a further title begins: a head noun behind rank and portfolio words."""
    for j in range(i, min(i + 6, page.block_end(i))):
        if page.heads_title(j):
            return True
        joins = page.lower[j] in JOINERS
        if (joins and page.heads_title(j + 1)) or not (joins or page.capital(j) or page.glued(j)):
            return False
    return False


def _phrase_end(page: Page, i: int, stop: int) -> int:
    """The token after one noun phrase of a complement, cut before a name that follows it."""
    run = i
    while run < stop and _in_run(page, run, i):
        run += 1
    if run == i:
        return _lower_phrase(page, i, stop)
    place = page.starting(i, Kind.PLACE)
    return place.after if place is not None and place.after > run else _cut(page, i, run)


def _in_run(page: Page, i: int, first: int) -> bool:
    if page.glued(i):
        return i > first
    if not page.capital(i) or (i > first and page.starting(i, Kind.COUNTRY) is not None):
        return False
    return i == first or not _head_alone(page, i)


def _head_alone(page: Page, i: int) -> bool:
    return page.heads_title(i) and "relational" not in page.heads[i][0].value


def _lower_phrase(page: Page, i: int, stop: int) -> int:
    """A portfolio in lower case: "minister of foreign affairs"."""
    at = i
    while at < stop and ((page.glued(at) and at > i) or (not page.capital(at) and page.is_portfolio(at))):
        at += 1
    return at


def _cut(page: Page, first: int, run: int) -> int:
    """Where in ``[first, run)`` the phrase ends and a name begins; ``run`` where no name does."""
    whole = sum(_title_cost(page, i) for i in range(first, run))
    best, end = whole, run
    before = 0.0
    place = page.starting(first, Kind.PLACE)  # "Governor of São Paulo | …"
    for k in range(first + 1, run):
        before += _title_cost(page, k - 1)
        if page.glued(k) or (place is not None and k < place.after):
            continue
        cost = before + _name_cost(page, k, run)
        if cost < best:
            best, end = cost, k
    return end


def _title_cost(page: Page, i: int) -> float:
    """How unlike a portfolio a word is."""
    if page.glued(i):
        return 0.0
    if is_initial(page, i):
        return 3.0
    if page.is_a("military", i) and skip_styles(page, i) > i:
        return 4.0
    if page.is_portfolio(i) or page.is_a("rank", i) or page.lower[i] in page.reference.org_words:
        return 0.0
    if skip_styles(page, i) > i:
        return 4.0
    if page.is_given(i):
        return 2.0
    if _is_surname(page, i):
        return 1.5
    return 0.4 if page.is_common(i) or is_acronym(page, i) else 1.5


def is_initial(page: Page, i: int) -> bool:
    """Whether a word is one capital letter, with or without a stop."""
    word = page.words[i].rstrip(".")
    return len(word) == 1 and word.isupper() and not page.glued(i)


def is_acronym(page: Page, i: int) -> bool:
    """Whether a word is a short one in capitals among words that are not."""
    word = page.words[i]
    return 2 <= len(word) <= 6 and word.isupper() and word.isalpha() and not page.parsed.block(i).capitals


def _is_surname(page: Page, i: int) -> bool:
    """Whether a word in capitals that can be spoken is a family name before an unknown word: "NONAKA Eiko"."""
    word, behind = page.lower[i], i + 1
    spoken = is_acronym(page, i) and len(word) > 3 and sum(c in VOWELS for c in word) > 1
    if not spoken or page.is_common(i) or page.starting(i) is not None or not page.capital(behind):
        return False
    return not page.words[behind].isupper() and not page.is_common(behind) and not page.is_portfolio(behind)


def _name_cost(page: Page, k: int, run: int) -> float:
    """How unlike a name the words ``[k, run)`` are."""
    if skip_styles(page, k) > k:
        return 0.0
    cost = -0.5 if page.person_starts(k) else 0.0
    for i in range(k, run):
        if page.glued(i):
            continue
        if page.is_given(i) or is_initial(page, i):
            continue
        if page.is_portfolio(i):
            cost += 1.0 if page.in_person(i) or (i > k and page.is_given(k) and not page.is_portfolio(k)) else 2.0
        elif page.is_common(i):
            cost += 0.5 if page.in_person(i) else 1.0
        elif is_acronym(page, i) and not _is_surname(page, i):
            cost += 1.5
        if page.lower[i] in page.reference.org_words:
            cost += 3.0
    return cost + (0.65 if run - k == 1 else 0.0)
