"""Extractions written by hand: a text, and what is to be found in it, by its words; with a little reference data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg import ids
from kg.model import Document, Extraction, Fact, Form, How, Kind, Mention, Office, RelativeTime, Run, Span
from kg.reference import Reference
from kg.reference.values import Country, OfficeRule, Organization, Place, Tables


def reference() -> Reference:
    """Two countries, their offices and agencies, two places, one organisation."""
    countries = [
        Country("MX", "MEX", "Mexico", "United Mexican States", wikidata="Q96", geonames="3996063"),
        Country("US", "USA", "United States", "United States of America", ("U.S.", "USA"), wikidata="Q30"),
        Country("DK", "DNK", "Denmark", "Kingdom of Denmark"),
    ]
    organizations = [
        Organization("org/mx-foreign-affairs", "Secretariat of Foreign Affairs of Mexico", kind="agency", country="MX"),
        Organization("org/mx-interior", "Secretariat of the Interior of Mexico", kind="agency", country="MX"),
        Organization("org/us-state", "U.S. Department of State", ("State Department",), kind="agency", country="US"),
        Organization("org/us-dhs", "U.S. Department of Homeland Security", kind="agency", country="US"),
        Organization("org/us-justice", "U.S. Department of Justice", kind="agency", country="US"),
        Organization("org/nato", "North Atlantic Treaty Organization", ("NATO",), kind="igo"),
    ]
    places = [
        Place("place/washington-dc", "Washington, D.C.", country="US", geonames="4140963"),
        Place("place/central-america", "Central America", kind="region"),
    ]
    offices = [
        _office("mx-foreign-secretary", "Foreign Secretary", "MX", "foreign-affairs", "org/mx-foreign-affairs"),
        _office("mx-interior-secretary", "Interior Secretary", "MX", "interior", "org/mx-interior"),
        _office("mx-attorney-general", "Attorney General", "MX", "justice", ""),
        _office("us-secretary-of-state", "Secretary of State", "US", "foreign-affairs", "org/us-state"),
        _office("us-deputy-secretary-of-state", "Deputy Secretary of State", "US", "foreign-affairs", "org/us-state"),
        _office("us-secretary-of-homeland-security", "Secretary of Homeland Security", "US", "interior", "org/us-dhs"),
        _office("us-attorney-general", "Attorney General", "US", "justice", "org/us-justice"),
    ]
    return Reference(
        Tables(
            countries={c.iso2: c for c in countries},
            organizations={o.key: o for o in organizations},
            places={p.key: p for p in places},
            offices={o.key: o for o in offices},
        ),
        "test",
    )


def _office(key: str, title: str, country: str, portfolio: str, organization: str) -> OfficeRule:
    return OfficeRule(
        key=f"office/{key}",
        title=title,
        country=country,
        portfolio=portfolio,
        organization=organization,
        label=f"{title} of {country}",
    )


@dataclass
class Sheet:
    """One text under annotation."""

    text: str
    source: str = "sheet.txt"
    known: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    times: list[RelativeTime] = field(default_factory=list)

    def at(self, words: str, nth: int = 1) -> Span:
        """The nth occurrence of words."""
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def mention(self, words: str, kind: Kind, form: Form = Form.NAME, nth: int = 1, **more: Any) -> int:
        """A mention by its words; its index."""
        name = more.pop("name", words)
        self.mentions.append(Mention(self.at(words, nth), words, kind, form, name, **more))
        return len(self.mentions) - 1

    def person(self, name: str, nth: int = 1, **more: Any) -> int:
        """A person by name."""
        return self.mention(name, Kind.PERSON, nth=nth, **more)

    def country(self, words: str, iso: str, nth: int = 1, form: Form = Form.NAME) -> int:
        """A country by name or demonym."""
        how = How.DEMONYM if form == Form.DEMONYM else How.EXACT
        return self.mention(words, Kind.COUNTRY, form, nth, keys=(f"country/{iso}",), how=how)

    def title(self, words: str, nth: int = 1, **office: Any) -> int:
        """An office by its title; refers to ``holds`` where the title stands for a person named elsewhere."""
        refers = (office.pop("holds"),) if "holds" in office else ()
        title = office.pop("title", words)
        how = How.OFFICE_COUNTRY if refers else How.EXACT
        return self.mention(words, Kind.OFFICE, Form.TITLE, nth, refers=refers, how=how, office=Office(title, **office))

    def stand_in(self, words: str, *refers: int, nth: int = 1, **more: Any) -> int:
        """A pronoun or nominal for what was mentioned before."""
        kind = more.pop("kind", Kind.PERSON)
        form = more.pop("form", Form.PRONOUN)
        return self.mention(words, kind, form, nth, refers=refers, how=more.pop("how", How.PRONOUN), **more)

    def time(self, words: str, nth: int = 1, resolved: str | None = None) -> Span:
        """A relative time."""
        span = self.at(words, nth)
        self.times.append(RelativeTime(span, words, resolved))
        return span

    def add(self, kind: type[Fact], id: str, *evidence: Span | str, **more: Any) -> str:
        """A fact; evidence as spans or as words that occur once."""
        spans = tuple(self.at(e) if isinstance(e, str) else e for e in evidence)
        self.facts.append(kind(id=id, evidence=spans, rule=more.pop("rule", "by hand"), **more))
        return id

    def done(self) -> Extraction:
        """The extraction."""
        document = Document(ids.document_id(self.text), self.source, ids.sha256(self.text), self.text, **self.known)
        run = Run(kg_version="0.1.0", model="none", rules="test", reference="test")
        return Extraction(document, tuple(self.mentions), tuple(self.facts), run, (), tuple(self.times))
