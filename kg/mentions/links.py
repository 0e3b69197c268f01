"""Which title belongs to which name: "Title Name", "Name, Title", chains of titles and lists with a shared head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import calendar as cal
from kg.layout import BlockKind
from kg.mentions.names import Name
from kg.mentions.page import ARTICLES, Page
from kg.mentions.proposal import Proposal
from kg.mentions.title import STYLE_HEADS, Title
from kg.model import Form, Kind

MONTHS = frozenset(name.capitalize() for name in cal.MONTH_NAMES)
APART = frozenset({"president", "prime minister", "king", "queen", "emperor"})
IN_OFFICE = "-in-office"  # "Chair-in-Office": always a minister's second hat
SIGNED = frozenset({"(", ")", "signed", "sgd", "sgd.", "signature", ":", "/"})
UNREAL = frozenset({"may", "might", "could", "would", "should", "can"})
CHAINING = frozenset({",", "and", "&", "/", "-", "cum", "concurrently", "as", "well"})


@dataclass(slots=True)
class Link:
    """A title held by a named person, with the owner that stands at the name ("of France", "(France)")."""

    title: Title
    name: Name
    owner: Proposal | None = None
    behind: bool = False  # the title follows the name


@dataclass(slots=True)
class Linker:
    """The titles and names of one page, by where they start and end."""

    page: Page
    titles: Sequence[Title]
    names: Sequence[Name]
    links: list[Link] = field(default_factory=list)
    starts: dict[int, Name] = field(default_factory=dict)
    ends: dict[int, Name] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)  # where linked names start

    def __post_init__(self) -> None:
        self.starts = {n.first: n for n in self.names}
        self.ends = {n.after: n for n in self.names}

    def add(self, title: Title, name: Name, owner: Proposal | None = None, *, behind: bool = False) -> None:
        """Link a title and a name."""
        self.links.append(Link(title, name, owner, behind))
        self.held.add(name.first)


def link(page: Page, titles: Sequence[Title], names: Sequence[Name]) -> list[Link]:
    """The links between titles and names, in text order of the titles."""
    linker = Linker(page, titles, names)
    for chain in _chains(page, titles):
        if not chain[-1].says_office:
            continue
        if chain[-1].plural and len(chain) == 1:
            _link_plural(linker, chain[0])
        else:
            _link_chain(linker, chain)
    return linker.links


def _chains(page: Page, titles: Sequence[Title]) -> list[list[Title]]:
    """Titles of one person side by side: "Prime Minister and Minister for Finance"."""
    chains: list[list[Title]] = []
    for title in titles:
        if chains and _chained(page, chains[-1][-1], title):
            chains[-1].append(title)
        else:
            chains.append([title])
    return chains


def _chained(page: Page, before: Title, title: Title) -> bool:
    gap = page.lower[before.after : title.first]
    if before.plural or title.plural or title.owned_before:
        return False
    if not gap:
        return (
            title.word in STYLE_HEADS
            and len(title.parts) == 1
            and page.block_of(before.first) == page.block_of(title.first)
        )
    if page.block_of(before.first) != page.block_of(title.first) or len(gap) > 3:
        return False
    definite = bool(before.owners) or page.lower[before.first - 1] in ARTICLES
    if definite and page.capital(before.head) != page.capital(title.head):
        return False  # "the foreign minister and Secretary X"
    return all(word in CHAINING for word in gap)


def _link_chain(linker: Linker, chain: list[Title]) -> None:
    page, last = linker.page, chain[-1]
    after = page.past_abbreviation(last.after)
    direct = linker.starts.get(after) if after < page.block_end(last.head) else None
    apposed = _after_mark(linker, after)
    before = _before(linker, chain[0].first)
    if before is None and len(chain[0].parts) > 1 and chain[0].first > page.block_start(chain[0].first):
        before = linker.ends.get(chain[0].first)
    if direct is not None:
        shared = _and_joined(page, chain)
        if len(chain) > 1 and before is not None and (before.first not in linker.held or _comma_before(page, last)):
            _link_all(linker, chain[:-1], before, behind=True)
            shared = chain[-1:]
        _link_all(linker, shared, direct)
    elif before is not None and before.first not in linker.held and not _titled_elsewhere(linker, before, apposed):
        _link_all(linker, chain, before, behind=True)
    elif apposed is not None:
        _link_all(linker, chain, apposed)
    elif before is not None and not _in_list(page, last):
        _link_all(linker, chain, before, behind=True)
    else:
        _link_across(linker, chain)


def _comma_before(page: Page, title: Title) -> bool:
    """Whether a comma and "and" stand before a title: a further item of a list."""
    return title.first > 1 and page.lower[title.first - 2 : title.first] == (",", "and")


def _link_all(linker: Linker, chain: list[Title], name: Name, *, behind: bool = False) -> None:
    owner = None if behind else owner_behind(linker.page, name)
    for title in chain:
        linker.add(title, name, owner, behind=behind)


def _and_joined(page: Page, chain: list[Title]) -> list[Title]:
    """The titles of a chain that share the name right behind it: those joined by "and", not by a bare comma."""
    kept = [chain[-1]]
    for before, after in zip(chain[-2::-1], chain[:0:-1], strict=True):
        styled = _styled_next(page, chain[-1].after) or (after.word in STYLE_HEADS and len(after.parts) == 1)
        apart = page.lower[before.after : after.first] == (",",) and not styled and not before.word.endswith(IN_OFFICE)
        if apart or _are_two(page, before, after):
            break
        kept.append(before)
    return kept[::-1]


def _are_two(page: Page, before: Title, after: Title) -> bool:
    """Whether two bare titles are never one person's: "Prime Minister and President Silva"."""
    return before.text(page).lower() in APART and after.text(page).lower() in APART


def _styled_next(page: Page, i: int) -> bool:
    return bool(page.is_a("honorific", i))


def _after_mark(linker: Linker, at: int) -> Name | None:
    """The name behind a comma, bracket, colon or dash."""
    page = linker.page
    if at < len(page) and page.words[at] in {",", "(", ":", "-"} and page.block_end(at - 1) > at:
        return linker.starts.get(at + 1)
    return None


def _before(linker: Linker, first: int) -> Name | None:
    """The name before a comma, bracket, dash or "as", articles skipped."""
    page, at = linker.page, first
    other = next((t for t in linker.titles if t.after == first - 1), None) if page.lower[first - 1] == "'s" else None
    at = other.first if other is not None else at  # "X, the Secretary-General's Envoy"
    while at > 0 and page.lower[at - 1] in ARTICLES | {"its", "our", "his", "her", "new", "current"}:
        at -= 1
    floor = _opening(page, first)
    gap = 0
    while at - 1 >= floor and gap < 3 and (page.words[at - 1] in {",", "(", "-", ")"} or page.lower[at - 1] == "as"):
        at -= 1
        gap += 1
        if at in linker.ends:
            break
    name = (linker.ends.get(at) or _before_country(linker, at)) if gap else None
    return name if name is not None and name.first >= floor and not _is_denied(page, range(at, first)) else None


def _is_denied(page: Page, gap: range) -> bool:
    """Whether the clause denies, or only thinks of, what "as" says: "did not elect X as its Chair"."""
    verbs = (page.parsed.doc[i].head for i in gap if page.lower[i] == "as")
    return any(c.dep_ == "neg" or c.lower_ in UNREAL for verb in verbs for c in verb.children)


def _opening(page: Page, i: int) -> int:
    """Where a block begins, with the heading line above it that ends in a comma: "Statement by X, | Minister of Y"."""
    start = page.block_start(i)
    kinds = {BlockKind.HEADING, BlockKind.TITLE}
    goes_on = start > 0 and page.words[start - 1] == "," and page.parsed.block(start - 1).kind in kinds
    return page.block_start(start - 1) if goes_on else start


def _before_country(linker: Linker, at: int) -> Name | None:
    """The name before "of" and a country that ends at a token: "the appointment of X of Chile | as …"."""
    country = linker.page.ending(at, Kind.COUNTRY)
    if country is None or country.form == Form.DEMONYM:
        return None
    of = country.first - 1
    of -= linker.page.lower[of] in ARTICLES
    return linker.ends.get(of) if linker.page.lower[of] == "of" else None


def _titled_elsewhere(linker: Linker, name: Name, apposed: Name | None) -> bool:
    """Whether the name before is already known by another title, while one behind fits as well."""
    if apposed is None:
        return False
    surname = name.text.split()[-1]
    return any(o.name.text.split()[-1] == surname for o in linker.links)


def _in_list(page: Page, title: Title) -> bool:
    """Whether the title is a further item of a list of people: ", the Foreign Minister, and …"."""
    at = title.after
    if page.lower[title.first - 1] not in ARTICLES:
        return False
    if len(title.parts) == 1 and not title.owners and title.organization is None and not title.affiliated:
        return True
    return page.lower[at : at + 1] == ("and",) or page.lower[at : at + 2] == (",", "and")


def owner_behind(page: Page, name: Name) -> Proposal | None:
    """The country behind a name: "of France", "(France)"."""
    at = name.after
    if at + 1 >= len(page):
        return None
    if page.lower[at] in {"of", "("}:
        j = at + 2 if page.lower[at + 1] in ARTICLES else at + 1
        return page.starting(j, Kind.COUNTRY)
    return None


def _link_plural(linker: Linker, title: Title) -> None:
    """ "Foreign Ministers X and Y", "X and Y, Foreign Ministers of A and B"."""
    page = linker.page
    at = title.after
    if at < len(page) and page.words[at] in {",", "(", ":"}:
        at += 1
    behind = _name_list(linker, at) if at < page.block_end(title.head) else []
    if behind and len(title.owners) == 1:
        behind += _country_list(linker, behind[-1][0].after, page.block_end(title.head))
    if len(behind) > 1 or (behind and (behind[0][0].parts > 1 or behind[0][0].styled)):
        _share(linker, title, behind, behind=False)
        return
    before = _names_before(linker, title.first)
    if before:
        _share(linker, title, before, behind=True)


def _name_list(linker: Linker, at: int) -> list[tuple[Name, Proposal | None]]:
    page = linker.page
    found: list[tuple[Name, Proposal | None]] = []
    styles = {t.first: t.after for t in linker.titles if not t.plural}
    while (at := styles.get(at, at)) in linker.starts:
        name = linker.starts[at]
        owner = owner_behind(page, name)
        found.append((name, owner))
        at = owner.after if owner is not None else name.after
        while at < len(page) and page.lower[at] in {",", "and", ")", "&"}:
            at += 1
    return found


def _country_list(linker: Linker, at: int, stop: int) -> list[tuple[Name, Proposal | None]]:
    """How "the Ambassadors of Peru, X" goes on: ", Chile, Y, and Kenya, Z"."""
    page = linker.page
    found: list[tuple[Name, Proposal | None]] = []
    while True:
        while at < stop and page.lower[at] in {",", ";", "and", "of", "the"}:
            at += 1
        country = page.starting(at, Kind.COUNTRY) if at < stop else None
        mark = country is not None and page.words[country.after : country.after + 1] in {(",",), ("-",)}
        name = linker.starts.get(country.after + 1) if country is not None and mark else None
        if name is None:
            return found
        found.append((name, country))
        at = name.after


def _names_before(linker: Linker, first: int) -> list[tuple[Name, Proposal | None]]:
    found: list[tuple[Name, Proposal | None]] = []
    name = _before(linker, first) or _before_others(linker, first)
    while name is not None and name.first not in linker.held:
        found.append((name, None))
        at = name.first
        while at > 0 and linker.page.lower[at - 1] in {",", "and", "&"}:
            at -= 1
        name = linker.ends.get(at) if at < name.first else None
    return found[::-1]


def _before_others(linker: Linker, first: int) -> Name | None:
    """ "X and other Ministers"."""
    page = linker.page
    if first > 1 and page.lower[first - 1] in {"other", "fellow"} and page.lower[first - 2] in {"and", "with"}:
        return linker.ends.get(first - 2)
    return None


def _share(linker: Linker, title: Title, names: list[tuple[Name, Proposal | None]], *, behind: bool) -> None:
    """One plural title, several holders; as many owners as names belong to them in order."""
    paired = title.owners if len(title.owners) == len(names) else []
    for n, (name, owner) in enumerate(names):
        linker.add(title, name, owner or (paired[n] if paired else None), behind=behind)


def _link_across(linker: Linker, chain: list[Title]) -> None:
    """A line that is a title beside a line that is a name, as in a byline."""
    page = linker.page
    first, after = page.block_start(chain[0].first), page.block_end(chain[0].first)
    heading = page.parsed.block(chain[0].first).kind in {BlockKind.HEADING, BlockKind.TITLE}
    if not heading or chain[0].first > first + 1 or chain[-1].after < after - 1:
        return
    beside = [linker.starts.get(after), linker.ends.get(first), _above_style(linker, first)]
    for name in beside:
        if name is not None and _is_free(linker, name) and _fills_block(page, name):
            _link_all(linker, chain, name)
            return


def _above_style(linker: Linker, first: int) -> Name | None:
    """The name on the line above a line that is a form of address: "X", "Ambassador", "Permanent Representative"."""
    page = linker.page
    style = next((t for t in linker.titles if t.after == first and t.first == page.block_start(t.first)), None)
    return linker.ends.get(style.first) if style is not None and _is_style(style) else None


def _is_free(linker: Linker, name: Name) -> bool:
    """Whether no title is known of a name, but perhaps a style on its own line: "Senator the Hon. X"."""
    block = linker.page.block_of(name.first)
    held = [k.title for k in linker.links if k.name is name]
    return all(linker.page.block_of(t.first) in {block, block + 1} and _is_style(t) for t in held)


def _is_style(title: Title) -> bool:
    """Whether a title is by itself hardly more than a form of address: "Ambassador", "Senator"."""
    return title.word in STYLE_HEADS and len(title.parts) == 1 and not title.owners and title.organization is None


def _fills_block(page: Page, name: Name) -> bool:
    rest = page.words[name.after : page.block_end(name.first)]
    start = page.block_start(name.first)
    signed = all(w in SIGNED for w in page.lower[start : name.first])
    return (name.first <= start + 1 or signed) and not any(w[0].isalpha() and w not in MONTHS for w in rest)
