"""The frozen values that flow from reading to RDF.

Offsets are Unicode code points of the document's text, half-open: ``[start, end)``.
Facts point at mentions by their index in ``Extraction.mentions`` and at other facts by ``id``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of one document, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def text(self, whole: str) -> str:
        """The characters themselves."""
        return whole[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text as read. ``id`` is the first twelve hex digits of ``sha256`` (of the text as UTF-8)."""

    id: str
    source: str  # path or URL as given
    sha256: str
    text: str
    title: str | None = None
    date: str | None = None  # ISO 8601 date the document bears, if known
    publisher: str | None = None
    language: str | None = None  # BCP 47
    url: str | None = None


class Kind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANIZATION = "organization"
    PLACE = "place"
    OFFICE = "office"
    EVENT = "event"
    GROUP = "group"  # people or parties meant together: "both countries", "the Ministers", "officials from …"


class Form(StrEnum):
    """How a mention names it (the dipv:mention-types scheme)."""

    NAME = "name"
    DEMONYM = "demonym"
    TITLE = "title"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


class How(StrEnum):
    """How a mention was resolved (the dipv:resolution scheme)."""

    EXACT = "exact"  # a name or alias in full
    SHORT = "short-name"  # part of a name given in full elsewhere in the text
    DEMONYM = "demonym"
    METONYM = "metonym"  # a capital or seat that stands for a government
    OFFICE_COUNTRY = "office-country"  # a title, by office and country, within the document
    PRONOUN = "pronoun"
    PLURAL = "plural"
    DEFINITE = "definite"
    PUBLISHER = "publisher"  # "we", "the Government", read as the document's publisher
    OPEN = "open"  # not resolved; ``why`` says the reason


class Status(StrEnum):
    """Tenure status (the dipv:tenure-status scheme)."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    FORMER = "former"
    DESIGNATE = "designate"


class Factuality(StrEnum):
    """Who vouches for a fact (the dipv:factuality scheme)."""

    STATED = "stated"
    ATTRIBUTED = "attributed"
    INFERRED = "inferred"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Office:
    """What a title says: the office, whose it is, and who holds it here."""

    title: str  # as written, without country, name, or acting/former/designate
    status: Status = Status.SUBSTANTIVE
    holder: int | None = None  # the person mention this title stands beside
    country: str | None = None  # ISO 3166-1 alpha-2 (XK for Kosovo)
    organization: int | None = None  # mention of the agency or organisation it belongs to
    basis: str = ""  # where the country comes from: demonym, of-phrase, side, publisher, title, text
    portfolio: str | None = None  # concept of dipv:portfolios without its "pf-"
    office_key: str | None = None  # curated id, where offices.csv knows the office of that country


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters that name or stand for something. ``surface == text[span]``.

    ``keys`` are identities that reference data gave ("country/MX", "org/nato", "place/washington-dc");
    ``refers`` are the mentions it takes its identity from. With neither it introduces itself,
    unless ``how`` is OPEN, when ``why`` says why nothing was assigned.
    """

    span: Span
    surface: str
    kind: Kind
    form: Form
    name: str  # canonical: honorifics, articles and possessives stripped
    keys: tuple[str, ...] = ()
    refers: tuple[int, ...] = ()
    how: How = How.EXACT
    why: str = ""
    office: Office | None = None  # for Kind.OFFICE
    org_kind: str = ""  # for Kind.ORGANIZATION: agency | igo | bloc | company | ngo | party | armed-group | other
    country: str | None = None  # for organisations and places: ISO code it belongs to or lies in
    group: str = ""  # for Kind.GROUP: parties | delegation | officials | unnamed
    aliases: tuple[str, ...] = ()  # further forms the text itself gives: "(APEC)"
    source: str = "grammar"  # gazetteer | grammar | model
    confidence: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. ``id`` is ``<kind><n>``, numbered in text order within its document."""

    id: str
    evidence: tuple[Span, ...]
    rule: str
    confidence: float = 0.9
    factuality: Factuality = Factuality.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """A person holds (held, will hold) an office."""

    person: int
    office: int  # the office mention; its ``office`` says title, country, agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """A meeting, call, visit, signing … that took, takes or will take place."""

    label: str
    type: str  # concept of dipv:event-types without its "ev-"
    status: str = "held"  # held | planned | ongoing
    mentions: tuple[int, ...] = ()  # mentions of kind EVENT that mean it
    series: Span | None = None  # the name of the series it belongs to
    ordinal: int | None = None
    date: str | None = None  # ISO 8601 date, year-month or year, resolved
    time: Span | None = None  # the time expression as written
    place: int | None = None
    further_places: tuple[int, ...] = ()  # of a visit: its other stops
    host: int | None = None
    part_of: str | None = None  # id of the event it was part of
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """An actor took part in an event."""

    event: str
    participant: int
    role: str = "participant"  # concept of dipv:roles without its "role-"
    on_behalf_of: str | None = None  # key: "country/MX", "org/nato"
    capacity: str | None = None  # id of the tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Fact):
    """Something an event dealt with, in the text's words."""

    event: str
    label: str
    concerns: tuple[int, ...] = ()
    time: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """Something said: source, cue and content, the three parts of PARC 3 and PolNeAR."""

    mode: str  # direct | mixed | indirect
    speakers: tuple[int, ...]
    source: Span | None
    cue: Span
    content: tuple[Span, ...] = ()  # words outside quotation marks
    quotes: tuple[Span, ...] = ()  # words inside quotation marks, without the marks
    act: str = "assert"  # concept of dipv:speech-acts without its "act-"
    topics: tuple[str, ...] = ()
    concerns: tuple[int, ...] = ()
    stance: str | None = None  # positive | negative
    stance_toward: tuple[int, ...] = ()
    made_at: str | None = None  # id of the event
    capacity: str | None = None  # id of the tenure in which it was said
    speaking_for: tuple[str, ...] = ()  # keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fact):
    """A proposition somebody vouches for; with ``quantity``, a figure (dip:QuantitativeClaim)."""

    proposition: str
    statement: str | None = None  # id of the statement it was made in
    claimants: tuple[int, ...] = ()  # empty: the document's publisher
    quantity: Decimal | None = None
    upper: Decimal | None = None  # upper end of a range
    bound: str = "exact"  # concept of dipv:bounds without its "bound-"
    unit: str | None = None  # "people", ISO 4217 code, "percent", or the noun counted
    indicator: str | None = None  # concept of dipv:indicators without its "ind-"
    area: tuple[int, ...] = ()
    period: Span | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An instrument: treaty, agreement, memorandum, declaration, plan …"""

    label: str
    type: str  # concept of dipv:instruments without its "ins-"
    status: str  # concept of dipv:agr-status without its "agr-"
    parties: tuple[int, ...] = ()
    subject: str | None = None
    date: str | None = None
    place: int | None = None
    event: str | None = None  # the event at which it was made
    topics: tuple[str, ...] = ()
    bindingness: str = "unknown"  # concept of dipv:bindingness without its "binding-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Fact):
    """Somebody signed an agreement."""

    agreement: str
    signed_by: int
    on_behalf_of: str | None = None  # key
    capacity: str | None = None  # id of the tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Fact):
    """An act that binds or intends: by whom, to what, how strongly."""

    committers: tuple[int, ...]
    strength: str  # concept of dipv:strength without its "strength-"
    action: str  # in the text's words
    addressees: tuple[int, ...] = ()
    due: str | None = None  # ISO 8601 date, year-month or year
    due_words: Span | None = None
    amount: str | None = None  # id of the claim with the amount pledged
    condition: Span | None = None
    novelty: str = "unknown"  # concept of dipv:novelty without its "novel-"
    criteria: tuple[str, ...] = ()  # concepts of dipv:criteria without their "crit-"
    principles: tuple[str, ...] = ()
    expressed_in: str | None = None  # id of the statement or agreement
    made_at: str | None = None  # id of the event
    concerns: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    bindingness: str = "unknown"  # concept of dipv:bindingness without its "binding-"


@dataclass(frozen=True, slots=True)
class Run:
    """What made an extraction: versions, so that a reader can judge it and repeat it."""

    kg_version: str
    model: str  # name and version of the language model
    rules: str  # hash of the rule set and vocabulary
    reference: str = ""  # hash of the reference data


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one document yielded."""

    document: Document
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    run: Run
    sentences: tuple[Span, ...] = ()  # so that silent ones can be counted
    relative_times: tuple[RelativeTime, ...] = ()

    def of(self, kind: type[Fact]) -> Iterator[Fact]:
        """The facts of one class."""
        return (f for f in self.facts if isinstance(f, kind))


@dataclass(frozen=True, slots=True)
class Links:
    """Where else a text was read, and which other document it repeats under another header, by id."""

    also: tuple[str, ...] = ()  # sources
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A text that could not be read or worked on, and why."""

    source: str
    reason: str

    @classmethod
    def of(cls, document: Document, what: str, error: Exception) -> Failure:
        """An error of ours, not of the text, told in one line."""
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return cls(document.source, f"{what}, please report it ({told})")


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """An expression such as "today" or "last year", kept as written; resolved only against a known date."""

    span: Span
    expression: str
    resolved: str | None = None  # ISO 8601


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as the graph knows it."""

    key: str  # "country/MX", "person/…": the IRI below the base
    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # dip: class names
    owner: str | None = None  # key of the country or organisation it belongs to, lies in or stands for
    office: str | None = None  # for the unnamed holder of an office: the office's key
    sort: str = ""  # for an organisation: its org_kind; for an office: its portfolio
    agencies: tuple[str, ...] = ()  # for an office: keys of the organisations it belongs to


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two things were held to be the same or kept apart."""

    left: str
    right: str
    same: bool
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Mention → entities, for every mention of every document; events and offices → entities likewise."""

    entities: dict[str, Entity] = field(default_factory=dict)
    of_mention: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)  # (document id, index) → keys
    decisions: tuple[Decision, ...] = ()
    of_office: dict[tuple[str, int], str] = field(default_factory=dict)  # office mention → key of the office itself
    of_event: dict[tuple[str, str], str] = field(default_factory=dict)  # (document id, fact id) → key of the event
    series_of: dict[str, str] = field(default_factory=dict)  # key of an event → key of its series
    runs: tuple[Run, ...] = ()  # what made the extractions


FACTS: tuple[type[Fact], ...] = (
    Tenure, Event, Participation, AgendaItem, Statement, Claim, Agreement, Signature, Commitment,
)  # fmt: skip


def field_names(kind: type[Fact]) -> tuple[str, ...]:
    """The fields of a fact class, in order."""
    return tuple(f.name for f in fields(kind))
