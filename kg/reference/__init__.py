"""Countries, organisations, places, metonyms, offices and title words as lookups, from data/reference/.

``load()`` gives the shipped data, ``load_with(path)`` the same with a user's CSV or Turtle added, whose cells win.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

from kg.reference.forms import fold, normal, pieces
from kg.reference.gazetteer import Claims, Gazetteer
from kg.reference.tables import COLUMNS, Row, build, merge, rows
from kg.reference.titles import Offices, OfficeWords
from kg.reference.user import claims, user_rows
from kg.reference.values import (
    Country,
    Entry,
    Membership,
    Metonym,
    Names,
    OfficeRule,
    Organization,
    OrgWord,
    Place,
    Tables,
    TitleWord,
)  # fmt: skip

__all__ = [
    "Country", "Entry", "Gazetteer", "Membership", "Metonym", "Names", "OfficeRule", "OfficeWords", "OrgWord",
    "Organization", "Place", "Reference", "Tables", "TitleWord", "fold", "load", "load_with", "normal", "pieces",
]  # fmt: skip


class Reference:
    """The reference data, compiled once."""

    def __init__(self, tables: Tables, digest: str, claimed: Claims | None = None) -> None:
        self.digest = digest  # SHA-256 over the data files
        self.countries = tables.countries
        self.organizations = tables.organizations
        self.places = tables.places
        self.metonyms = tuple(tables.metonyms.values())
        self.offices = tables.offices
        self.names = tables.names
        self.gazetteer = Gazetteer(tables, claimed)
        self.heads = OfficeWords(tables.titles)
        self.org_words = {word.word.lower(): word for word in tables.org_words}

    def office(self, title: str, country: str | None, *, organization: str | None = None) -> OfficeRule | None:
        """The curated office of that title in a country or (by key) an international organisation.

        With neither, only if the title names a single office of the world: "Taoiseach".
        """
        return self._offices.find(title, country or organization)

    def owners(self, title: str) -> tuple[str, ...]:
        """ISO codes of countries and keys of organisations with a curated office of that title."""
        return self._offices.owners(title)

    def agency(self, name: str, country: str) -> Organization | None:
        """The organisation of a country by a name that may be common to many: ("Ministry of Finance", "FR")."""
        return self._agencies.get((normal(name), country))

    def member_of(self, org_key: str, on: str | None) -> tuple[str, ...]:
        """ISO codes of the members on a date (today's, without one); empty where no membership is recorded."""
        organization = self.organizations.get(org_key)
        if organization is None:
            return ()
        return tuple(dict.fromkeys(m.iso2 for m in organization.members if m.holds(on)))

    @cached_property
    def _offices(self) -> Offices:
        return Offices(self.offices.values(), self.heads)

    @cached_property
    def _agencies(self) -> dict[tuple[str, str], Organization]:
        found: dict[tuple[str, str], Organization] = {}
        for org in self.organizations.values():
            if org.country is not None:
                for name in (org.name, *org.aliases, *org.local):
                    found.setdefault((normal(name), org.country), org)
        return found


@cache
def load() -> Reference:
    """The shipped reference data."""
    texts = _shipped()
    return Reference(build(_rows(texts)), _digest(texts.values()))


def load_with(path: Path | str) -> Reference:
    """The shipped data with a user's CSV or Turtle file, or a folder of them; theirs win.

    Raises ReferenceDataError, naming file and line, when a file cannot be read.
    """
    texts = _shipped()
    theirs, read = user_rows(Path(path))
    return Reference(build(merge(_rows(texts), theirs)), _digest([*texts.values(), *read]), claims(theirs))


def _shipped() -> dict[str, str]:
    folder = resources.files("kg.data").joinpath("reference")
    return {name: folder.joinpath(f"{name}.csv").read_text(encoding="utf-8") for name in COLUMNS}


def _rows(texts: dict[str, str]) -> Iterator[Row]:
    for name, text in texts.items():
        yield from rows(text, f"{name}.csv", name)


def _digest(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode() + b"\x1f")
    return whole.hexdigest()
