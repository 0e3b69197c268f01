"""Whose office a title means: the country and organisation, and from where in the text that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.links import Link
from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.mentions.title import Title

INTERNATIONAL = frozenset({"secretary general", "high representative", "director general", "executive secretary"})
SUPRANATIONAL = frozenset({"igo", "bloc"})


@dataclass(frozen=True, slots=True)
class Owner:
    """The country (ISO) and organisation of an office, and where the country comes from."""

    country: str | None = None
    organization: Proposal | None = None
    basis: str = ""


def own(titles: Sequence[Title], links: Sequence[Link]) -> dict[int, Owner]:
    """The owner of every link and of every title, by ``id``."""
    found: dict[int, Owner] = {id(t): _of_title(t) for t in titles}
    for k in links:
        found[id(k)] = _of_link(found[id(k.title)], k)
    _share_with_siblings(links, found)
    return found


def _of_title(title: Title) -> Owner:
    if title.country is not None:
        return Owner(title.country, title.organization, title.basis)
    organization = title.organization
    if organization is not None and organization.org_kind not in SUPRANATIONAL and iso(organization):
        return Owner(iso(organization), organization, "organization")
    return Owner(None, organization, "")


def _of_link(owner: Owner, k: Link) -> Owner:
    if k.title.word in INTERNATIONAL:
        return owner
    paired = k.title.plural and bool(k.title.owners)
    if (owner.country is None or paired) and owner.organization is None and iso(k.owner):
        return Owner(iso(k.owner), None, "of-phrase")
    return owner


def _share_with_siblings(links: Sequence[Link], found: dict[int, Owner]) -> None:
    """Several offices of one person beside each other belong to the same country."""
    for k in links:
        if found[id(k)].country is not None or found[id(k)].organization is not None:
            continue
        owner = next((found[id(o)] for o in links if o.name is k.name and found[id(o)].country), None)
        if owner is not None:
            found[id(k)] = Owner(owner.country, None, owner.basis)
