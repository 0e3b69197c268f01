"""The grammar of titles: owner, status, rank and portfolio words, a head noun, what it is of.

"the Acting U.S. Deputy Assistant Secretary of State for Africa", "Minister of Trade, Industry and Energy of Korea".
A title is read around each head noun; where its complement ends and a name begins is decided by ``kg.mentions.border``.
"""

from __future__ import annotations

from kg.mentions.border import complement_end, is_acronym
from kg.mentions.links import MONTHS
from kg.mentions.names import past_aside, skip_styles
from kg.mentions.page import ARTICLES, Page
from kg.mentions.proposal import Proposal
from kg.mentions.title import PREPOSITIONS, STYLE_HEADS, Title, own_by, past_modifiers, title_head
from kg.mentions.title_left import leftward
from kg.model import Form, Kind, Status

TOWARD = frozenset({"to", "assisting", "at", "in"})
CLOSING = frozenset({",", ";", ".", ")", "(", ":"})
LINKING = frozenset({"of", "for"})
BELONGING = {("of",), ("in",), ("at",), (",",)}


def find_titles(page: Page) -> list[Title]:
    """Every title of the text, in order; none lies within another."""
    found: list[Title] = []
    free = 0
    for i in sorted(page.heads):
        if i < free:
            continue
        head = title_head(page, i)
        title = read_title(page, head, free)
        found.append(title)
        free = title.after
    return found


def read_title(page: Page, head: int, free: int = 0) -> Title:
    """The title around the head noun at token ``head``, not reaching before token ``free``."""
    word, head_after = page.heads[head]
    plural = " ".join(page.lower[head:head_after]).replace(" - ", " ") == word.plural.lower()
    title = Title(head, head_after, head, head_after, word.word.lower(), "relational" in word.value, plural, [])
    title.local = "local" in word.value
    leftward(page, title, max(free, page.block_start(head)))
    _rightward(page, title)
    return title


def _rightward(page: Page, title: Title) -> None:
    """Everything that the head is of, for, to or in."""
    at = _bracketed(page, _hyphened_status(page, _double(page, title)), title)
    while True:
        past = page.past_abbreviation(at)
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


def _bracketed(page: Page, at: int, title: Title) -> int:
    """Past a portfolio or region in brackets: "Special Secretary (Europe) Dr. X", "Director (Asia) of the …"."""
    if page.words[at : at + 1] != ("(",) or page.starting(at + 1, Kind.COUNTRY) is not None:
        return at
    if past_aside(page, at) > at:
        title.after = past_aside(page, at)
        return title.after
    close = next((j for j in range(at + 2, min(at + 6, page.block_end(title.head))) if page.words[j] == ")"), 0)
    inner = all(page.capital(j) or page.glued(j) or page.words[j] in {"and", "&"} for j in range(at + 1, close))
    if not close or not inner or not _goes_on(page, at, close + 1) or page.words[at + 1].isupper():
        return at
    title.parts.append((at, close + 1))
    title.after = close + 1
    return close + 1


def _goes_on(page: Page, opening: int, behind: int) -> bool:
    """Whether a name follows brackets, or, where they hold no person, what the office is of."""
    if page.capital(behind):
        return True
    return page.words[behind : behind + 1] in BELONGING and not page.in_person(opening + 1)


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


def _complement(page: Page, title: Title, at: int) -> int:
    """Reads one complement; the token after it, or ``at`` where there is none."""
    if at >= page.block_end(title.head):
        return at
    if page.lower[at] == ",":
        return _country_behind(page, title, at + 1) or _office_after_comma(page, title, at)
    if page.capital(at) and len(title.parts) == 1 and _is_terse(page, title):
        return _juxtaposed(page, title, at)
    if page.capital(at) and len(title.parts) > 1:
        return _country_behind(page, title, at) or at
    if page.lower[at] not in PREPOSITIONS:
        return at
    phrase = _object(page, at)
    if phrase is None or _is_no_object(page, *phrase):
        return at
    j, preposition = phrase
    owner = page.starting(j)
    if preposition == "from" and owner is None:
        return at  # "took over as law minister from X"
    if preposition == "on" and not page.capital(j):
        return at  # "a statement by the Minister on the elections"
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
    if preposition != "at" or title.relational:
        title.parts.append((at, end))
    title.after = end
    return end


def _is_terse(page: Page, title: Title) -> bool:
    """Whether what the office is of may follow without a preposition, as in South Asia."""
    return "terse" in page.heads[title.head][0].value.split()


def _juxtaposed(page: Page, title: Title, at: int) -> int:
    """A body or portfolio right behind a title, then a name: "Chairman Senate X", "Secretary Finance X"."""
    named = page.starting(at, Kind.ORGANIZATION)
    body = page.body_starting(at)
    end = named.after if named is not None else body or at + 1
    other = page.is_given(at) or page.starting(at, Kind.COUNTRY, Kind.PLACE) is not None or skip_styles(page, at) > at
    short = is_acronym(page, at) and len(page.words[at]) > 2  # two letters are initials: "Minister AK Rahman"
    known = named is not None or body or page.is_portfolio(at) or short
    while (
        known and named is None and not body and page.is_portfolio(end) and page.capital(end) and not page.is_given(end)
    ):
        end += 1
    if other or not known or title.plural or not _opens_name(page, end):
        return at
    if named is not None:
        own_by(page, title, named)
    title.parts.append((at, end))
    title.after = end
    return end


def _opens_name(page: Page, i: int) -> bool:
    """Whether a person's name of two words begins here, or a style before one."""
    if i + 1 >= page.block_end(i - 1) or not page.capital(i) or not page.capital(i + 1):
        return False
    plain = page.is_common(i) or page.is_portfolio(i) or page.starting(i) is not None or i in page.heads
    return skip_styles(page, i) > i or page.is_given(i) or not plain


def _is_no_object(page: Page, j: int, preposition: str) -> bool:
    """A date or a verb behind a title: "met the Vice President on July 4", "Chair for May", "Premier to Meet"."""
    token = page.parsed.doc[j]
    dated = token.ent_type_ in {"DATE", "TIME"} or token.text in MONTHS
    monthly = preposition == "for" and token.text in MONTHS
    return (preposition == "on" and dated) or monthly or (preposition == "to" and token.tag_ in {"VB", "VBP"})


def _object(page: Page, at: int) -> tuple[int, str] | None:
    """Where the noun phrase after a preposition begins, articles skipped, and the preposition."""
    preposition, j = page.lower[at], at + 1
    if preposition == "in" and page.lower[j : j + 2] == ("charge", "of"):
        preposition, j = "for", j + 2
    if preposition == "responsible" and page.lower[j : j + 1] == ("for",):
        preposition, j = "for", j + 1
    while j < len(page) and page.lower[j] in ARTICLES | {"his", "her", "its", "their", "our"}:
        j += 1
    styled = skip_styles(page, j)
    j = styled if styled > j and page.heads_title(styled) else j  # "to the Hon'ble Prime Minister"
    return (j, preposition) if j < page.block_end(at) else None


def _country_behind(page: Page, title: Title, i: int) -> int:
    """The token after a country named right behind a title: "Minister of Health, Republic of Indonesia"; else 0."""
    named = page.starting(i, Kind.COUNTRY) if i < page.block_end(title.head) and not title.owners else None
    if named is None or named.form == Form.DEMONYM or len(title.parts) < 2:
        return 0
    end = named.after
    if end < page.block_end(title.head) and page.words[end] not in CLOSING:
        return 0
    title.owners.append(named)
    title.basis = title.basis or "of-phrase"
    title.after = end
    return end


def _office_after_comma(page: Page, title: Title, at: int) -> int:
    """ "…, Ministry of Law": the organisation an office belongs to, named behind a comma."""
    if title.organization is not None or at + 1 >= page.block_end(at):
        return at
    _body_at(page, title, at + 1)
    return title.after if title.after > at else at


def _body_at(page: Page, title: Title, i: int) -> None:
    """Carries a title over the name of the organisation that begins at ``i``, whose office it then is."""
    named = page.starting(i, Kind.ORGANIZATION)
    if named is not None:
        own_by(page, title, named)
        title.after = named.after
    elif _is_body(page, i):
        title.after = complement_end(page, i)


def _is_body(page: Page, i: int) -> bool:
    """Whether an organisation's name begins with its head noun here: "Ministry of Law"."""
    return page.capital(i) and page.lower[i] in page.reference.org_words and page.lower[i + 1 : i + 2] == ("of",)


def _named_complement(page: Page, title: Title, at: int, j: int, owner: Proposal, preposition: str) -> int:
    """A country, place or organisation behind a preposition: whose office it is, or where it is held."""
    if preposition == "at" and page.glued(owner.after):
        return at  # "the Minister at the Africa-Europe meeting"
    bordered = complement_end(page, j)
    carried_on = owner.kind == Kind.PLACE or page.is_portfolio(owner.after) or _is_part(page, owner.after)
    if owner.kind != Kind.COUNTRY and bordered > owner.after and carried_on:
        title.parts.append((at, bordered))  # "for European Union Affairs"
        title.after = bordered
        return bordered
    if owner.kind == Kind.COUNTRY and bordered > owner.after and page.capital(owner.after):
        return _national_complement(page, title, (at, bordered), owner, preposition)
    if owner.kind == Kind.COUNTRY and preposition in {"of", "from"}:
        _add_countries(page, title, owner)
        if page.lower[title.after : title.after + 1] == ("'s",):
            _body_at(page, title, title.after + 1)  # "of Angola's Ministry of External Relations"
        return title.after
    if owner.kind == Kind.ORGANIZATION:
        if preposition != "to" and (preposition != "for" or owner.org_kind not in {"igo", "bloc"}):
            own_by(page, title, owner)
        countries = list(page.within(owner.first, owner.after, Kind.COUNTRY))
        if preposition != "at" and not countries:
            title.parts.append((at, owner.after))
    else:
        title.parts.append((at, owner.after))
    title.after = owner.after
    return owner.after


def _is_part(page: Page, i: int) -> bool:
    """Whether a word behind an organisation's name is of a part of it: "of the SADC Organ", "of the EU Delegation"."""
    word = page.capital(i) and not page.is_given(i) and not page.starting(i, Kind.COUNTRY)
    return word and (page.lower[i] in page.reference.org_words or page.is_common(i))


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
    k = j if page.heads_title(j) else past_modifiers(page, j)
    return page.heads_title(k) and (k == j or (page.capital(j) and page.heads[k][0].word not in STYLE_HEADS))


def _inner_title(page: Page, title: Title, at: int, j: int, owner: Proposal | None = None) -> int:
    """Another's office as complement: "Adviser to the Prime Minister", "Assistant to the President"."""
    head = title_head(page, j if page.heads_title(j) else past_modifiers(page, j))
    inner = read_title(page, head, j)
    chambers = _possessed_body(page, inner.after)
    if chambers:
        title.parts.extend([] if page.lower[at] == "at" else [(at, chambers)])
        title.after = chambers
        return chambers
    body = inner.after
    if inner.plural and page.capital(body) and page.lower[body] in page.reference.org_words:
        inner.after, inner.parts[-1] = body + 1, (inner.parts[-1][0], body + 1)  # "of the Chiefs of Staff Committee"
    title.parts.extend([(at, inner.parts[-1][1])] if owner is None else [(at, owner.first), (j, inner.parts[-1][1])])
    title.owners.extend([*inner.owners, *([owner] if owner is not None else [])])
    title.basis = title.basis or inner.basis or ("text" if owner is not None else "")
    title.after = inner.after
    return inner.after


def _possessed_body(page: Page, at: int) -> int:
    """The token after "'s Office" or "'s National Security Council" behind a title; 0 where that does not follow."""
    named = page.starting(at + 1, Kind.ORGANIZATION) if page.lower[at : at + 1] == ("'s",) else None
    if named is not None:
        return named.after
    if page.lower[at : at + 1] == ("'s",) and at + 1 < len(page) and page.lower[at + 1] in page.reference.org_words:
        return at + 2 if page.capital(at + 1) else 0
    return 0
