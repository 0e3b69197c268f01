"""Officials: titles and names become proposals, each title linked to its holder, country and organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.links import link
from kg.mentions.names import Name
from kg.mentions.owners import Owner, own
from kg.mentions.page import Page
from kg.mentions.persons import evidence, find_names
from kg.mentions.portfolio import portfolio_of
from kg.mentions.proposal import Proposal
from kg.mentions.title import Title
from kg.mentions.titles import find_titles
from kg.model import Form, How, Kind, Office, Status
from kg.parse import Parsed
from kg.reference import Reference

LEADERS = frozenset({"the", "a", "an", "'s", "as", "my", "his", "her", "its", "our", "their", "next", "new", "current"})
HELD, BARE, NAMED, SURE, LIKELY = 0.98, 0.72, 0.975, 0.93, 0.9
CERTAIN = 1.0  # evidence from which a name of two words is surer than a place in it


def propose(parsed: Parsed, reference: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Persons by name, and titles: with their holders where those stand beside them, else open."""
    page = Page(parsed, reference, earlier)
    titles = find_titles(page)
    names = find_names(page, titles, lexicon.words("groups", "relational"))
    links = link(page, titles, names)
    persons = {n.first: _person(page, n, any(k.name is n for k in links)) for n in names}
    yield from persons.values()
    owners = own(titles, links)
    held = {id(k.title) for k in links}
    for k in links:
        yield _office(page, k.title, owners[id(k)], persons[k.name.first], lexicon)
    for title in titles:
        if id(title) not in held and _stands_alone(page, title):
            yield _office(page, title, owners[id(title)], None, lexicon)


def _person(page: Page, name: Name, held: bool) -> Proposal:
    sure = evidence(page, name)
    likely = SURE if name.parts > 1 and sure >= CERTAIN else min(LIKELY, 0.5 + 0.3 * sure)
    score = NAMED if held or name.styled else likely
    return Proposal(
        first=name.core,
        after=name.end,
        kind=Kind.PERSON,
        form=Form.NAME,
        name=name.text,
        source="grammar" if held or name.styled else "model",
        score=score,
    )


def _office(page: Page, title: Title, owner: Owner, holder: Proposal | None, lexicon: Lexicon) -> Proposal:
    text = title.text(page)
    rule = page.reference.office(text, owner.country) if owner.country else None
    office = Office(
        title=text,
        status=Status.FORMER if _is_over(page, title.after) else title.status,
        country=owner.country,
        basis=owner.basis,
        portfolio=(rule.portfolio if rule else "") or portfolio_of(text, lexicon),
        office_key=rule.key if rule else None,
    )
    return Proposal(
        first=title.first,
        after=title.after,
        kind=Kind.OFFICE,
        form=Form.TITLE,
        name=text,
        how=How.EXACT if holder else How.OPEN,
        why="" if holder else "nobody named holds this office in the text",
        office=office,
        holder=holder,
        organization=owner.organization,
        score=HELD if holder else BARE,
    )


def _is_over(page: Page, at: int) -> bool:
    """Whether years behind a title say that the tenure has ended: "from 1979 to 1987", "(1979-1987)"."""
    first, begin, joint, end = [*page.lower[at : at + 4], "", "", "", ""][:4]
    framed = first in {"from", "(", "between"} and joint in {"to", "until", "till", "-", "and"}
    years = [int(y) for y in (begin, end) if len(y) == 4 and y.isdigit()]
    own = page.parsed.document.date
    return framed and len(years) == 2 and years[0] <= years[1] and (own is None or years[1] <= int(own[:4]))


def _opens_heading(page: Page, title: Title) -> bool:
    """Whether a title opens a heading, where it needs no article: "Foreign Minister's visit", "Minister to visit X"."""
    heading = page.parsed.block(title.head).kind in {BlockKind.HEADING, BlockKind.TITLE}
    owns = page.lower[title.after : title.after + 1] in {("'s",), ("to",), ("will",)}
    return heading and owns and title.first == page.block_start(title.head) and page.capital(title.head)


def _stands_alone(page: Page, title: Title) -> bool:
    """A title without a name is a mention where it is definite or says whose or what: "the Foreign Minister"."""
    if title.plural or (title.relational and (len(title.text(page).split()) == 1 or not page.capital(title.head))):
        return False
    short = page.words[title.head].isupper() and title.head_after == title.head + 1 and len(page.words[title.head]) <= 4
    definite = (title.first > 0 and page.lower[title.first - 1] in LEADERS) or (
        short and not page.parsed.block(title.head).capitals
    )
    return (
        definite
        or _opens_heading(page, title)
        or len(title.parts) > 1
        or bool(title.owners)
        or title.organization is not None
    )
