"""What reference data consists of: frozen values, one class a table of data/reference/."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Form, Kind


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code (XK for Kosovo)."""

    iso2: str
    iso3: str
    name: str
    official: str
    aliases: tuple[str, ...] = ()  # short, former and alternative names, abbreviations
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # singular and plural nouns
    capital: str = ""
    wikidata: str = ""
    geonames: str = ""
    ambiguous: frozenset[str] = frozenset()  # forms that need context

    @property
    def key(self) -> str:
        """The identity that mentions carry: "country/MX"."""
        return f"country/{self.iso2}"


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's membership of an organisation; ISO 8601 dates or years, inclusive; None: open or not recorded."""

    iso2: str
    since: str | None = None
    until: str | None = None

    def holds(self, on: str | None) -> bool:
        """Whether it holds on a date; without a date, whether it has not ended."""
        if on is None:
            return self.until is None
        began = self.since is None or self.since <= on[: len(self.since)]
        return began and (self.until is None or on[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Organization:
    """An agency, intergovernmental organisation, bloc, party …"""

    key: str  # "org/nato"
    name: str
    aliases: tuple[str, ...] = ()
    local: tuple[str, ...] = ()  # names that say which it is only together with the country: "Ministry of Finance"
    kind: str = "other"  # agency | igo | bloc | company | ngo | party | armed-group | other
    country: str | None = None  # ISO code of the state it belongs to
    members: tuple[Membership, ...] = ()
    wikidata: str = ""
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region, sea, venue or subdivision."""

    key: str  # "place/geneva"
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    kind: str = "city"  # city | region | sea | venue | subdivision
    country: str | None = None  # ISO code; None where it lies in several or is contested
    geonames: str = ""
    ambiguous: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Metonym:
    """A seat that may stand for those who sit there: "the Kremlin", "Downing Street", every capital."""

    surface: str
    actor: str  # key of a country or an organisation
    place: str  # key of a place
    ambiguous: bool = True  # False: nearly always the actor


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """An office that one country or organisation has under this title."""

    key: str  # "office/us-secretary-of-state"
    title: str
    titles: tuple[str, ...] = ()  # other wordings
    alone: frozenset[str] = frozenset()  # titles that name this office without its country: "Taoiseach"
    country: str | None = None
    portfolio: str = ""  # concept of dipv:portfolios without its "pf-"
    organization: str = ""  # key of the agency it heads or belongs to
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a surface form."""

    kind: Kind
    form: Form
    key: str
    name: str
    ambiguous: bool = False
    metonym: bool = False  # a seat read as the actor that sits there


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A word or phrase of the title grammar."""

    word: str  # as written in titles.csv
    role: str  # head | rank | status | honorific | post-nominal | military | portfolio
    plural: str = ""
    of: bool = False  # takes an of- or for-complement: "Minister of Finance"
    modifier: bool = False  # takes a noun or adjective before it: "Finance Minister"
    value: str = ""  # status: acting | former | designate; honorific: m | f; rank: lower; head: relational, corporate
    same: str = ""  # the spelling or form it is compared as: "defence" as "defense"


@dataclass(frozen=True, slots=True)
class OrgWord:
    """A head noun of organisation names, with the kind of organisation it makes."""

    word: str
    plural: str
    kind: str
    takes: frozenset[str] = frozenset()  # prepositions of its complement: "Ministry of", "Embassy in"
    alone: bool = False  # names an organisation by itself: "Parliament"
    needs: bool = False  # names one only with a complement: "House of Lords", not "Parliament House"


@dataclass(frozen=True, slots=True)
class Names:
    """What helps to see a person's name. All words are folded: lower case without diacritics."""

    given: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()  # bin, al, van, der, de, la …
    surname_first: frozenset[str] = frozenset()  # ISO codes of countries where the family name leads


@dataclass(frozen=True, slots=True)
class Tables:
    """All reference data before it is compiled."""

    countries: dict[str, Country] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    metonyms: dict[str, Metonym] = field(default_factory=dict)
    offices: dict[str, OfficeRule] = field(default_factory=dict)
    titles: tuple[TitleWord, ...] = ()
    org_words: tuple[OrgWord, ...] = ()
    names: Names = Names()
