"""Whose office, where title and name do not say it: by agency, side, the holder's other titles, law, or publisher."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.mentions.allotment import allot
from kg.mentions.page import iso
from kg.mentions.parties import head
from kg.mentions.proposal import Proposal
from kg.mentions.scene import SUPRANATIONAL, Scene
from kg.mentions.sides import side_of
from kg.mentions.unsaid import COMPLEMENT, GOVERNING, body_may_have, by_law, head_word, may_have
from kg.model import Kind
from kg.parse import Parsed

LED = frozenset({"led", "headed"})
OWNING = frozenset({"of", "at", "in", "for", "'s"})
MEMBERS = frozenset({"senator", "member", "representative", "deputy", "mp"})
PUBLIC = frozenset({"agency", "igo"})
PRIVATE = frozenset({"company", "ngo"})


def attach_organizations(scene: Scene, offices: Sequence[Proposal]) -> None:
    """Give offices the organisation named in, right before or right behind their title."""
    for title in offices:
        if title.organization is None:
            title.organization = next((o for o in _near(scene, title) if _belongs(scene.parsed, title, o)), None)
        if title.organization is None:
            title.organization = _led(scene, title)
    _share_organizations(offices)
    executives = {id(a.holder) for a, b in pairwise(offices) if a.holder is b.holder and _is_executive(scene, b)}
    for title in offices:
        if _is_private(scene, title) or (id(title.holder) in executives and _is_unknown(title)):
            title.holder = None
            title.why = "the office of a company or association, or not known to be a public one"


def _led(scene: Scene, title: Proposal) -> Proposal | None:
    """The body that somebody without another is said to lead: "the Mission, headed by Chief Observer X"."""
    words, at = scene.parsed.words, title.first
    while at > 0 and words[at - 1] in {"the", "its"}:
        at -= 1
    if at < 3 or words[at - 1] != "by" or words[at - 2] not in LED or (title.office and title.office.country):
        return None
    if title.office is None or GOVERNING & scene.reference.heads.tell_apart(title.office.title):
        return None
    end = at - 2 - (words[at - 3] == ",")
    return next((o for o in scene.closes.get(end, ()) if o.kind == Kind.ORGANIZATION), None)


def _is_executive(scene: Scene, title: Proposal) -> bool:
    """Whether a title is one of a firm's or association's chief executive: the second in "President and CEO"."""
    word = head_word(scene.reference, title.office.title) if title.office else None
    return word is not None and word.word in {"ceo", "chief executive officer"}


def _is_unknown(title: Proposal) -> bool:
    """Whether nothing but its name is known of the organisation of a title."""
    owner = title.organization
    return owner is None or not (owner.keys or owner.country)


def _share_organizations(offices: Sequence[Proposal]) -> None:
    """ "President and CEO, X": what stands behind the last title of a person is behind the others too.

    And what stands before a title right before another: "AUC Head of Delegation Chairperson X".
    """
    for first, second in pairwise(offices):
        if first.holder is None and first.after == second.first and second.organization is None:
            second.organization = first.organization
    for first, second in reversed(list(pairwise(offices))):
        if first.organization is None and first.holder is not None and first.holder is second.holder:
            near = second.first - first.after <= 2 and first.office and not first.office.country
            first.organization = second.organization if near else None


def _is_private(scene: Scene, title: Proposal) -> bool:
    """Whether an office is a firm's or an association's, or, behind a bare name, may well be."""
    owner = head(title.organization) if title.organization is not None else None
    noun = head_word(scene.reference, title.office.title) if title.office else None
    if noun is not None and "local" in noun.value and "corporate" not in noun.value:
        return False
    if owner is not None and (owner.keys or owner.country is not None or owner.org_kind in PUBLIC):
        return owner.org_kind in PRIVATE
    if owner is not None and owner.org_kind in PRIVATE:
        return True
    if title.holder is None or title.office is None or title.office.country or title.first < title.holder.first:
        return False
    word = head_word(scene.reference, title.office.title)
    bare = owner is not None or not COMPLEMENT & set(title.office.title.split())
    return word is not None and "corporate" in word.value and bare


def _near(scene: Scene, title: Proposal) -> Iterator[Proposal]:
    """The organisations that begin in a title, right behind it or over an article."""
    for i in range(title.first, title.after + 3):
        yield from (o for o in scene.begins.get(i, ()) if o.kind == Kind.ORGANIZATION)


def _belongs(parsed: Parsed, title: Proposal, organization: Proposal) -> bool:
    if title.first <= organization.first and organization.after <= title.after:
        before = parsed.words[max(title.first, organization.first - 2) : organization.first]
        return organization.first == title.first or (bool(before) and (before[-1] in OWNING or before[0] in OWNING))
    after = title.after
    if after < len(parsed.doc) and parsed.words[after] == ",":
        return organization.first == after + 1
    placed = parsed.words[after : after + 1] in {("at",), ("of",), ("in",)}
    return placed and organization.first in {after + 1, after + 2}


def own_offices(scene: Scene, people: Sequence[Sequence[Proposal]]) -> None:
    """Give every office of the text a country where one can be told. ``people`` are the offices of each person."""
    offices = scene.offices
    for title in offices:
        _take_over(scene, title)
        _assign(title, _by_organization(title))
    for title in offices:
        _give_body(scene, title, late=False)
    for title in offices:
        _assign(title, _by_side(scene, title))
    for title in offices:
        _assign(title, _by_place(scene, title))
    for held in people:
        _share(held)
    for title in offices:
        _assign(title, _by_law(scene, title))
    for held in people:
        _share(held)
    allot(scene, people)
    for title in offices:
        _assign(title, _by_home(scene, title))
        _give_body(scene, title, late=title.holder is not None)
    for held in people:
        _share(held)
    for title in offices:
        _name_rule(scene, title)


def _take_over(scene: Scene, title: Proposal) -> None:
    """Another's officer is of the other's country and body: "the Secretary-General's Special Envoy, X"."""
    office, words = title.office, scene.parsed.words
    if office is None or office.country or title.organization is not None or words[title.first - 1] != "'s":
        return
    other = next((o for o in scene.closes.get(title.first - 1, ()) if o.office is not None), None)
    if other is None or other.office is None:
        return
    title.organization = other.organization
    if other.office.country:
        title.office = replace(office, country=other.office.country, basis=other.office.basis)
    elif other.organization is None and scene.is_international(other):
        _give_body(scene, other, late=False)
        title.organization = other.organization


def _assign(title: Proposal, found: tuple[str, str] | None) -> None:
    office = title.office
    if found is not None and office is not None and office.country is None and not _supranational(title):
        title.office = replace(office, country=found[0], basis=found[1])


def _supranational(title: Proposal) -> bool:
    return title.organization is not None and title.organization.org_kind in SUPRANATIONAL


def _by_organization(title: Proposal) -> tuple[str, str] | None:
    code = iso(title.organization) or iso(head(title.organization) if title.organization is not None else None)
    return (code, "organization") if code else None


def _give_body(scene: Scene, title: Proposal, *, late: bool) -> None:
    """The international organisation of the text that has such an office: early for those that only such have."""
    office = title.office
    if office is None or office.country is not None or title.organization is not None:
        return
    if not late and not scene.is_international(title) and not _is_commissioner(scene, title):
        return
    bodies = {o.keys[0]: o for o in reversed(scene.organizations) if o.keys and o.country is None}
    able = [o for key, o in bodies.items() if body_may_have(scene.reference, office.title, key)]
    issuer = [o for o in able if scene.issuer and o.keys[0].startswith(scene.issuer)]
    rivals = late and any(may_have(scene.reference, office.title, c) for c in scene.play)
    main = [o for o in able if o.keys[0] == scene.body]
    if issuer or ((len(able) == 1 or main) and not rivals):
        title.organization = (issuer or main or able)[0]


def _is_commissioner(scene: Scene, title: Proposal) -> bool:
    words = scene.reference.heads.tell_apart(title.office.title) if title.office else frozenset()
    return "commissioner" in words and "high" not in words


def _by_side(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    code = side_of(scene.sides, title.first)
    return (code, "side") if code else None


def _by_place(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    """ "Milan Mayor", "Premier of Victoria": the country where the place lies that the office is of."""
    for place in scene.places:
        if title.first <= place.first and place.after <= title.after and place.country:
            before = scene.parsed.words[place.first - 1]
            own = place.first == title.first or before == "of" or (before == "for" and _is_member(scene, title))
            return (_of_subdivision(scene, place) or place.country, "place") if own else None
    return None


def _of_subdivision(scene: Scene, place: Proposal) -> str | None:
    """The country of the only province or state of that name, which has such offices rather than a town has."""
    same = [p for p in scene.reference.places.values() if p.name == place.name and p.kind == "subdivision"]
    return same[0].country if len(same) == 1 else None


def _is_member(scene: Scene, title: Proposal) -> bool:
    """Whether a title is one of a parliament, whose members sit for a place."""
    return title.office is not None and bool(MEMBERS & scene.reference.heads.tell_apart(title.office.title))


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
    if title.office is None:
        return None
    code = by_law(scene.reference, title.office.title, scene.play)
    others = [c for c in scene.home if c != code and may_have(scene.reference, title.office.title, c)]
    return (code, "title") if code and not others else None


def _by_home(scene: Scene, title: Proposal) -> tuple[str, str] | None:
    """A title that stands alone is of the country whose text it is, if that can have the office."""
    if title.office is None or title.holder is not None or scene.is_international(title):
        return None
    home = [c for c in scene.home if may_have(scene.reference, title.office.title, c)]
    return (home[0], "publisher") if home else None


def _name_rule(scene: Scene, title: Proposal) -> None:
    office = title.office
    if office is None or office.country is None:
        return
    rule = scene.reference.office(office.title, office.country)
    if rule is not None:
        title.office = replace(office, office_key=rule.key, portfolio=rule.portfolio or office.portfolio)
