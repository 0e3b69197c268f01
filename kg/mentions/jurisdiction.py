"""Whose office, where title and name do not say it: by agency, side, the holder's other titles, law, or publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.mentions.publisher import Publisher
from kg.mentions.sides import Side, side_of
from kg.mentions.unsaid import COMPLEMENT, by_law, head_word, may_have
from kg.model import Kind, Office, Status
from kg.parse import Parsed
from kg.reference import Reference

SUPRANATIONAL = frozenset({"igo", "bloc"})
PRIVATE = frozenset({"company", "ngo"})
SINGLE = ("President", "Prime Minister", "King", "Queen", "Chancellor", "Premier", "Foreign Minister", "Vice President")


@dataclass(slots=True)
class Scene:
    """What decides about owners: the text, its proposals, its sides and its publisher."""

    parsed: Parsed
    reference: Reference
    stand: Sequence[Proposal]
    sides: Sequence[Side]
    publisher: Publisher
    organizations: list[Proposal] = field(default_factory=list)
    places: list[Proposal] = field(default_factory=list)
    play: dict[str, list[int]] = field(default_factory=dict)  # ISO code → where it is named

    def __post_init__(self) -> None:
        for p in self.stand:
            code = iso(p) if p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} else None
            if code:
                self.play.setdefault(code, []).append(p.first)
        self.places = [p for p in self.stand if p.kind == Kind.PLACE]
        self.organizations = [p for p in self.stand if p.kind == Kind.ORGANIZATION]


def attach_organizations(scene: Scene, offices: Sequence[Proposal]) -> None:
    """Give offices the organisation named in, right before or right behind their title."""
    for title in offices:
        if title.organization is None:
            title.organization = next((o for o in scene.organizations if _belongs(scene.parsed, title, o)), None)
    _share_organizations(offices)
    for title in offices:
        if _is_private(scene, title):
            title.holder = None
            title.why = "the office of a company or association, or not known to be a public one"


def _share_organizations(offices: Sequence[Proposal]) -> None:
    """ "President and CEO, X": what stands behind the last title of a person is behind the others too."""
    for first, second in reversed(list(pairwise(offices))):
        if first.organization is None and first.holder is not None and first.holder is second.holder:
            near = second.first - first.after <= 2 and first.office and not first.office.country
            first.organization = second.organization if near else None


def _is_private(scene: Scene, title: Proposal) -> bool:
    """Whether an office is a firm's or an association's, or, behind a bare name, may well be."""
    owner = title.organization
    if owner is not None and (owner.org_kind != "other" or owner.country is not None):
        return owner.org_kind in PRIVATE
    if title.holder is None or title.office is None or title.office.country or title.first < title.holder.first:
        return False
    word = head_word(scene.reference, title.office.title)
    bare = owner is not None or not COMPLEMENT & set(title.office.title.split())
    return word is not None and "corporate" in word.value and bare


def _belongs(parsed: Parsed, title: Proposal, organization: Proposal) -> bool:
    if title.first <= organization.first and organization.after <= title.after:
        return True
    after = title.after
    if after < len(parsed.doc) and parsed.words[after] == ",":
        return organization.first == after + 1
    placed = parsed.words[after : after + 1] in {("at",), ("of",), ("in",)}
    return placed and organization.first in {after + 1, after + 2}


def own_offices(scene: Scene, people: Sequence[Sequence[Proposal]]) -> None:
    """Give every office of the text a country where one can be told. ``people`` are the offices of each person."""
    offices = [p for p in scene.stand if p.office is not None]
    for title in offices:
        _assign(title, _by_organization(title))
    for title in offices:
        _assign(title, _by_side(scene, title))
    for title in offices:
        _assign(title, _by_place(scene, title))
    for held in people:
        _share(held)
    for title in offices:
        _assign(title, _by_law(scene, title))
    for title in offices:
        _assign(title, _by_play(scene, title, offices))
    for held in people:
        _share(held)
    for title in offices:
        _name_rule(scene, title)


def _assign(title: Proposal, found: tuple[str, str] | None) -> None:
    office = title.office
    if found is not None and office is not None and office.country is None and not _supranational(title):
        title.office = replace(office, country=found[0], basis=found[1])


def _supranational(title: Proposal) -> bool:
    return title.organization is not None and title.organization.org_kind in SUPRANATIONAL


def _by_organization(title: Proposal) -> tuple[str, str] | None:
    code = iso(title.organization)
    return (code, "organization") if code else None


def _by_side(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    code = side_of(scene.sides, title.first)
    return (code, "side") if code else None


def _by_place(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    """ "Milan Mayor", "Premier of Victoria": the country where the place lies that the office is of."""
    for place in scene.places:
        if title.first <= place.first and place.after <= title.after and place.country:
            own = place.first == title.first or scene.parsed.words[place.first - 1] == "of"
            return (place.country, "place") if own else None
    return None


def _share(held: Sequence[Proposal]) -> None:
    """What one mention of a person's office says of its country holds for the others."""
    known = [p.office for p in held if p.office and p.office.country]
    codes = dict.fromkeys(o.country for o in known)
    if len(codes) != 1:
        return
    for title in held:
        _assign(title, (known[0].country or "", known[0].basis))


def _by_law(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    """An office that only one country has under this title."""
    code = by_law(scene.reference, title.office) if title.office else None
    return (code, "title") if code else None


def _by_play(scene: Scene, title: Proposal, offices: Sequence[Proposal]) -> tuple[str, str] | None:
    """The publisher's country, if it can be; else the only country in play nearby that can have the office."""
    office = title.office
    if office is None or _is_international(scene, office):
        return None
    able = [c for c in scene.play if may_have(scene.reference, office.title, c)]
    free = [c for c in able if not _taken(scene, title, office, c, offices)]
    home = scene.publisher.country
    if home is not None and may_have(scene.reference, office.title, home):
        if not _taken(scene, title, office, home, offices):
            return home, "publisher"
        free = [c for c in free if c != home]
    if title.holder is None:
        return None
    for near in (_sentence(scene.parsed, title.first), _block(scene.parsed, title.first), (0, len(scene.parsed.doc))):
        found = [c for c in free if any(near[0] <= i < near[1] for i in scene.play[c])]
        if found:
            return (found[0], "text") if len(found) == 1 else None
    return None


def _sentence(parsed: Parsed, i: int) -> tuple[int, int]:
    sentence = parsed.sentence(i)
    return sentence.start, sentence.end


def _block(parsed: Parsed, i: int) -> tuple[int, int]:
    return parsed.block_tokens[parsed.block_of[i]]


def _is_international(scene: Scene, office: Office) -> bool:
    words = scene.reference.heads.tell_apart(office.title)
    return words >= {"secretary", "general"} or words >= {"high", "representative"} or "rapporteur" in words


def _taken(scene: Scene, title: Proposal, office: Office, code: str, offices: Sequence[Proposal]) -> bool:
    """Whether somebody else holds the office that only one person can have."""
    words = scene.reference.heads.tell_apart(office.title)
    if title.holder is None or not any(words == scene.reference.heads.tell_apart(s) for s in SINGLE):
        return False
    mine = _person(title)
    return any(
        o.office is not None
        and o.holder is not None
        and o.office.country == code
        and scene.reference.heads.tell_apart(o.office.title) == words
        and o.office.status == Status.SUBSTANTIVE
        and _person(o) is not mine
        for o in offices
    )


def _person(title: Proposal) -> Proposal | None:
    holder = title.holder
    while holder is not None and holder.refers:
        holder = holder.refers[0]
    return holder


def _name_rule(scene: Scene, title: Proposal) -> None:
    office = title.office
    if office is None or office.country is None:
        return
    rule = scene.reference.office(office.title, office.country)
    if rule is not None:
        title.office = replace(office, office_key=rule.key, portfolio=rule.portfolio or office.portfolio)
