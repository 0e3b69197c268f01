"""Short names → full names, titles alone → their holders, he and she → the person last in focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.mentions.proposal import Proposal
from kg.mentions.pronouns import pronouns
from kg.mentions.same_person import Parts, closeness, may_mean, parts, title_words
from kg.model import Form, How, Kind, Office
from kg.parse import Parsed
from kg.reference import Reference


@dataclass(slots=True)
class Person:
    """One person of the text: the mention with the fullest name, all that mean the person, the offices held."""

    head: Proposal
    name: Parts
    mentions: list[Proposal] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Point short names and titles at the person they mean; yield pronouns, pointed likewise."""
    del reference, lexicon
    people = _people(stand)
    titles = [p for p in stand if p.kind == Kind.OFFICE and p.holder is None and p.office is not None]
    for title in titles:
        _point(title, people)
    yield from pronouns(parsed, stand, {id(m): p.head for p in people for m in p.mentions})


def _people(stand: Sequence[Proposal]) -> list[Person]:
    """The persons of the text; mentions with shorter names are pointed at the fullest."""
    held: dict[int, list[Office]] = {}
    for p in stand:
        if p.office is not None and p.holder is not None:
            held.setdefault(id(p.holder), []).append(p.office)
    named = [p for p in stand if p.kind == Kind.PERSON and p.form == Form.NAME]
    people: list[Person] = []
    for mention in sorted(named, key=lambda p: (-len(parts(p.name).words), -len(p.name), p.first)):
        _place(mention, held.get(id(mention), []), people)
    return people


def _place(mention: Proposal, offices: list[Office], people: list[Person]) -> None:
    name = parts(mention.name)
    fits = _fitting(name, offices, people)
    if not fits:
        people.append(Person(mention, name, [mention], list(offices)))
        return
    if len(fits) > 1:
        mention.how = How.OPEN
        mention.why = "may mean " + " or ".join(p.head.name for p in fits)
        return
    person = fits[0]
    mention.refers.append(person.head)
    mention.how = How.EXACT if name.words == person.name.words else How.SHORT
    person.mentions.append(mention)
    person.offices.extend(offices)


def _fitting(name: Parts, offices: list[Office], people: list[Person]) -> list[Person]:
    """The persons whose name fits best; those with a matching office before others."""
    ranked = [(closeness(name, p.name) or _nickname(name, offices, p), p) for p in people]
    best = max((rank for rank, _ in ranked), default=0)
    fits = [p for rank, p in ranked if rank == best and best > 0]
    if offices:
        fits = [p for p in fits if not _contradicts(offices, p)]
    if len(fits) > 1 and offices:
        same = [p for p in fits if _shares_office(offices, p)]
        fits = same or fits
    return fits


def _nickname(name: Parts, offices: list[Office], person: Person) -> int:
    """Two given names before one family name, in one office: "Joe" and "Joseph"."""
    same = len(name.words) == 2 and name.last == person.name.last and name.words[0][0] == person.name.words[0][0]
    return 4 if same and offices and _shares_office(offices, person) else 0


def _contradicts(offices: list[Office], person: Person) -> bool:
    """Whether the offices belong to other countries than all that the person holds."""
    mine = {o.country for o in offices if o.country}
    theirs = {o.country for o in person.offices if o.country}
    return bool(mine and theirs and not mine & theirs) and not _shares_office(offices, person)


def _shares_office(offices: list[Office], person: Person) -> bool:
    return any(may_mean(a.title, b.title) or may_mean(b.title, a.title) for a in offices for b in person.offices)


def _point(title: Proposal, people: list[Person]) -> None:
    """Give a title that stands alone its holder, where exactly one person of the text fits."""
    assert title.office is not None
    fits = [p for p in people if any(_holds(title.office, o) for o in p.offices)]
    exact = [p for p in fits if any(title_words(title.office.title) == title_words(o.title) for o in p.offices)]
    fits = exact or fits
    if len(fits) == 1:
        title.refers.append(fits[0].head)
        title.how, title.why = How.OFFICE_COUNTRY, ""
    elif fits:
        title.why = "may mean " + " or ".join(p.head.name for p in fits)


def _holds(bare: Office, held: Office) -> bool:
    if bare.country and held.country and bare.country != held.country:
        return False
    return may_mean(bare.title, held.title)
