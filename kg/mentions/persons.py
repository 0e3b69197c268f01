"""Names of persons in running text, and how much speaks for each being one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg import calendar as cal
from kg.layout import BlockKind
from kg.mentions.border import is_acronym
from kg.mentions.links import MONTHS, owner_behind
from kg.mentions.names import LITTLE, Name, read_name, spelt
from kg.mentions.page import Page, is_at
from kg.mentions.title import Title
from kg.model import Kind

ALONE, APPOSED, DIRECT = 0.645, 0.345, -0.155  # evidence needed: by itself, beside a title's comma, behind a title
NEAR = 3  # list items before and after one that may say what it lists
AFTER_NOUN = frozenset({"with", "to", "on", "at", "in", "for", "of", "from"})
DAYS = frozenset({"today", "tomorrow", "yesterday", "tonight"})
NOT_PERSONS = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "NORP"})


def find_names(page: Page, titles: Sequence[Title], peers: Collection[str] = ()) -> list[Name]:
    """Every plausible name outside the titles, in order; none overlaps another.

    ``peers`` are nouns that stand before names as titles do ("his counterpart X"). The text is read twice: the first
    or last word of somebody's name may name that person by itself too.
    """
    beside = _beside(page, peers)
    first = _read(page, titles, frozenset(), beside)
    long = [n for n in first if n.parts > 1]
    known = frozenset([_last_word(page, n) for n in long] + [(page.words[n.core],) for n in long if n.parts < 4])
    again = _read(page, titles, known, beside) if known else first
    return [_without_verb(page, _without_day(page, name), again) for name in again]


def _without_day(page: Page, name: Name) -> Name:
    """Without the day on which somebody did something: "Foreign Minister Asif Bukhari Monday received"."""
    last = name.end - 1
    if name.parts < 2 or name.after != name.end or not _is_day(page, last):
        return name
    return replace(name, after=last, end=last, text=spelt(page, name.core, last))


def _last_word(page: Page, name: Name) -> tuple[str, ...]:
    """The tokens of the last word of a name: several of "Calder-Webb"."""
    first = name.end - 1
    while first > name.core and page.glued(first):
        first -= 1
    return tuple(page.words[first : name.end])


def _beside(page: Page, peers: Collection[str]) -> dict[int, bool]:
    """Where a name may stand behind a noun for an equal, and whether several may: "his counterparts, A and B"."""
    found: dict[int, bool] = {}
    for i, lemma in enumerate(page.parsed.lemmas):
        if lemma in peers and i + 1 < len(page):
            comma = page.words[i + 1] in {",", ":"} and i + 2 < len(page)
            found[i + 1 + comma] = page.parsed.doc[i].tag_ in {"NNS", "NNPS"}
    return found


def _read(
    page: Page, titles: Sequence[Title], known: frozenset[tuple[str, ...]], beside: dict[int, bool]
) -> list[Name]:
    behind = {t.after: t for t in titles}
    inside = {i: t for t in titles for i in range(t.first, t.after)}
    found: list[Name] = []
    row = -1  # where the next name may start behind a plural title: "Presidents X and Y"
    i = 0
    while i < len(page):
        if i in inside:
            row = inside[i].after if inside[i].plural else -1
            i = inside[i].after
            continue
        row = i if beside.get(i) else row
        needed = DIRECT if i == row or i in beside else _expected(page, i, behind)
        name = _name_at(page, i, needed, inside) or _known_at(page, i, known)
        if name is None:
            i += 1
            continue
        found.append(_without_noun(page, name))
        row = _next_item(page, name) if i == row else -1
        i = max(name.after, i + 1)
    return found


def _next_item(page: Page, name: Name) -> int:
    """Where a list goes on behind a name: after what it is of, a comma, and "and"; -1 where it ends."""
    owner = owner_behind(page, name)
    at = owner.after if owner is not None else name.after
    stop = page.block_end(name.core)
    first = at
    while at < stop and page.lower[at] in {",", "and", ")", "&"}:
        at += 1
    return at if first < at < stop else -1


def _without_noun(page: Page, name: Name) -> Name:
    """In a heading in title case, a noun behind the name is none of it: "Kamala Harris Call with …"."""
    while name.parts > 2 and _is_headline_noun(page, name):
        last = name.end - 1
        name = replace(name, after=last, end=last, text=spelt(page, name.core, last))
    last, heading = name.end - 1, page.parsed.block(name.core).kind in {BlockKind.TITLE, BlockKind.HEADING}
    if not heading or name.parts < 2 or name.after >= len(page) or page.is_given(last):
        return name
    if page.lower[last] not in page.lower_words:
        return name
    if page.lower[name.after] not in AFTER_NOUN or page.glued(last):
        return name
    return replace(name, after=last, end=last, text=spelt(page, name.core, last))


def _without_verb(page: Page, name: Name, others: Sequence[Name]) -> Name:
    """In a heading in title case, without the verb behind a name of the text: "Minister Bae Holds Consultations"."""
    last, block = name.end - 1, page.parsed.block(name.core)
    heading = block.kind in {BlockKind.TITLE, BlockKind.HEADING} and not block.capitals
    if not heading or name.parts < 2 or name.after != name.end or not page.is_common(last) or page.glued(last):
        return name
    if not page.capital(name.after) or page.block_of(name.after) != page.block_of(last):
        return name
    shorter, whole = page.words[name.core : last], page.words[name.core : name.end]
    words = [page.words[n.core : n.end] for n in others if page.block_of(n.core) != page.block_of(name.core)]
    if whole in words or not any(w[: len(shorter)] == shorter or w[-len(shorter) :] == shorter for w in words):
        return name
    return replace(name, after=last, end=last, text=spelt(page, name.core, last))


def _is_headline_noun(page: Page, name: Name) -> bool:
    """In a heading: a common word at the end of a name of three words and more ("… Opening Remarks")."""
    last = name.end - 1
    block = page.parsed.block(last)
    heading = block.kind in {BlockKind.TITLE, BlockKind.HEADING} and not block.capitals
    if name.after < len(page) and page.words[name.after] in {",", "("}:
        return False
    return heading and page.is_common(last) and not page.is_given(last) and name.after == name.end


def _expected(page: Page, i: int, behind: dict[int, Title]) -> float:
    """The evidence a name at ``i`` needs, by where it stands."""
    if i in behind:
        return DIRECT
    if (i - 1 in behind and page.words[i - 1] in {",", "(", ":", "-"}) or _in_roster(page, i):
        return APPOSED
    return ALONE


def _in_roster(page: Page, i: int) -> bool:
    """Whether a list item begins here, next to two that begin with the name of a person."""
    blocks, extents = page.parsed.blocks, page.parsed.block_tokens
    b = page.parsed.block_of[i]
    if blocks[b].kind != BlockKind.ITEM or i != extents[b][0]:
        return False
    near = (n for n in range(b - NEAR, b + NEAR + 1) if n != b and 0 <= n < len(blocks))
    return sum(blocks[n].kind == BlockKind.ITEM and page.in_person(extents[n][0]) for n in near) > 1


def _name_at(page: Page, i: int, needed: float, inside: dict[int, Title]) -> Name | None:
    if not (page.capital(i) or page.lower[i] in {"the", "his", "her"} or page.is_particle(i)):
        return None
    if page.glued(i) or page.lower[i] in DAYS or (page.words[i] in LITTLE - {"the"} and not page.glued(i + 1)):
        return None  # "Today, Minister X …", "at Port X"
    stop = next((j for j in range(i, min(i + 14, len(page))) if j in inside), None)
    name = read_name(page, i, limit=stop)
    if name is None or (page.lower[i] in {"the", "his", "her"} and not name.styled):
        return None
    if needed == ALONE and not name.styled and is_at(page.parsed, i, name.after):
        return None
    if needed == ALONE and stop is not None and stop == name.after + 1 and page.words[name.after] in {",", "("}:
        needed = APPOSED
    if needed == ALONE and name.after < len(page) and page.lower[name.after : name.after + 2] == (",", "the"):
        needed = APPOSED if name.after + 2 in inside else needed
    if needed == APPOSED and name.parts > 1 and _bounded(page, name.after):
        needed = DIRECT
    if needed == DIRECT and _plain_surname(page, name):
        return name
    return name if evidence(page, name) >= needed else None


def _known_at(page: Page, i: int, known: frozenset[tuple[str, ...]]) -> Name | None:
    """The first or last word of somebody's name by itself, where it is no other word, place or part of more."""
    end = i + 1
    while end < len(page) and page.glued(end):
        end += 1
    if page.glued(i) or tuple(page.words[i:end]) not in known:
        return None
    token = page.parsed.doc[end - 1]
    if i and page.capital(i - 1) and not page.parsed.doc[i].is_sent_start:
        return None
    name = read_name(page, i, limit=end)
    after = end < len(page) and page.capital(end)
    other = page.lower[end - 1] in page.lower_words or token.tag_ not in {"NNP", "NNPS"}
    if name is None or after or other or _is_no_name(page, name) or page.starting(i, Kind.PLACE, Kind.COUNTRY):
        return None
    return name


def _plain_surname(page: Page, name: Name) -> bool:
    """A common word right behind a title, in a sentence: "Secretary Brown met"."""
    i, block = name.core, page.parsed.block(name.core)
    sentence = block.kind in {BlockKind.BODY, BlockKind.ITEM} and not block.capitals
    single = name.parts == 1 and page.parsed.doc[i].tag_ == "NNP" and not page.words[i].isupper()
    word = page.lower[i]
    other = word in page.lower_words or page.is_portfolio(i) or word in page.reference.org_words or _is_day(page, i)
    return sentence and single and not other


def _bounded(page: Page, after: int) -> bool:
    """Whether a mark that ends an item of a list stands there."""
    return after >= page.block_end(after - 1) or page.words[after] in {";", ",", "(", "."}


def evidence(page: Page, name: Name) -> float:
    """How much speaks for a name being a person's: between about -1 and 2."""
    tokens = [i for i in range(name.core, name.end) if page.words[i][0].isalpha() and not page.is_particle(i)]
    if any(c.isdigit() for c in name.text) or _is_no_name(page, name):
        return -1.0
    if not tokens or any(page.lower[i] in page.reference.org_words for i in tokens):
        return -1.0
    score = 0.6 if name.styled else 0.0
    score += 0.5 if any(page.in_person(i) for i in tokens) else 0.0
    score += 0.4 if page.is_given(tokens[0]) else 0.0
    plain = [i for i in tokens if not page.is_given(i) and (page.is_common(i) or page.is_portfolio(i))]
    score += 0.3 if not plain else -0.2 * (len(plain) - 1) - (0.1 if len(tokens) > 1 else 0.25)
    score += 0.1 if len(tokens) > 1 else 0.0
    score += 0.15 if len(tokens) > len(plain) > 0 else 0.0
    acronyms = sum(is_acronym(page, i) for i in tokens) if not name.styled else 0
    score -= 1.0 if acronyms == len(tokens) else 0.3 * bool(acronyms)
    score += 0.2 if any(_is_initial(page.words[i]) for i in tokens) else 0.0
    score -= 0.15 if page.parsed.doc[tokens[0]].ent_type_ in NOT_PERSONS else 0.0
    score -= 0.3 if len(tokens) > 6 else 0.0
    score -= 0.5 if page.starting(tokens[0], Kind.PLACE, Kind.COUNTRY) is not None and not name.styled else 0.0
    return score


def _is_no_name(page: Page, name: Name) -> bool:
    """An interjection, a month, a day, a mere rank or a country that the model takes for a person."""
    first = page.parsed.doc[name.core]
    if first.pos_ == "INTJ" or first.text in MONTHS or (name.parts == 1 and _is_day(page, name.core)):
        return True
    whole = page.starting(name.core, Kind.COUNTRY) if name.parts == 1 and not name.styled else None
    return whole is not None or page.is_a("military", name.core) >= name.end


def _is_day(page: Page, i: int) -> bool:
    """A day of the week, in short only between brackets: "(Thu.)"."""
    bracketed = i > 0 and page.words[i - 1] == "("
    return page.lower[i] in cal.WEEKDAYS or (bracketed and page.lower[i].rstrip(".") in cal.SHORT_WEEKDAYS)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[0].isupper()
