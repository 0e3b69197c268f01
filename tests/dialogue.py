"""The sample text as a careful reader annotates it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.model import (
    AgendaItem,
    Agreement,
    Claim,
    Commitment,
    Event,
    Extraction,
    Factuality,
    Form,
    How,
    Kind,
    Participation,
    Signature,
    Span,
    Statement,
    Status,
    Tenure,
)  # fmt: skip
from tests.sheet import Sheet

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "communiques" / "000_5bb7eec6b387a1af.txt"
MX, US = "country/MX", "country/US"

PEOPLE = (  # name, title as it stands beside the name, country, status, portfolio, office
    ("Luis Videgaray", "Foreign Secretary", "MX", "foreign-affairs", "mx-foreign-secretary"),
    ("Miguel Ángel Osorio Chong", "Interior Secretary", "MX", "interior", "mx-interior-secretary"),
    ("Alberto Elías Beltrán", "Attorney General", "MX", "justice", "mx-attorney-general"),
    ("Rex Tillerson", "Secretary of State", "US", "foreign-affairs", "us-secretary-of-state"),
    ("Kirstjen Nielsen", "Secretary of Homeland Security", "US", "interior", "us-secretary-of-homeland-security"),
    ("Jeff Sessions", "Attorney General", "US", "justice", "us-attorney-general"),
    ("John Sullivan", "Deputy Secretary of State", "US", "foreign-affairs", "us-deputy-secretary-of-state"),
)


def dialogue() -> Extraction:
    """The sample text, annotated by hand."""
    sheet = Sheet(SAMPLE.read_text(encoding="utf-8"), "data/communiques/" + SAMPLE.name, {"language": "en"})
    people, titles = _people(sheet)
    _tenures(sheet, people, titles)
    parties = _parties(sheet, people)
    _events(sheet, people, parties)
    _statements(sheet, people, parties)
    _agreement(sheet, people, parties)
    _commitments(sheet, parties)
    return sheet.done()


def _people(sheet: Sheet) -> tuple[dict[str, int], dict[str, int]]:
    people: dict[str, int] = {}
    titles: dict[str, int] = {}
    for name, title, country, portfolio, key in PEOPLE:
        person = people[name.split()[-1]] = sheet.person(name)
        acting = name.endswith("Beltrán")
        words = f"Acting {title}" if acting else title
        start = sheet.at(f"{words} {name}").start
        titles[name.split()[-1]] = sheet.title(
            words, _nth(sheet, words, start), title=title, holder=person, country=country, portfolio=portfolio,
            office_key=f"office/{key}", basis="title" if name == "John Sullivan" else "side",
            status=Status.ACTING if acting else Status.SUBSTANTIVE,
        )  # fmt: skip
    for name in ("Luis Videgaray", "Miguel Ángel Osorio Chong", "Alberto Elías Beltrán", "Kirstjen Nielsen"):
        sheet.person(name, 2, refers=(people[name.split()[-1]],))
    return people, titles


def _nth(sheet: Sheet, words: str, start: int) -> int:
    return sheet.text.count(words, 0, start + len(words))


def _tenures(sheet: Sheet, people: dict[str, int], titles: dict[str, int]) -> None:
    for n, (name, title, *_) in enumerate(PEOPLE, 1):
        last = name.split()[-1]
        acting = "Acting " if last == "Beltrán" else ""
        inferred = last == "Sullivan"
        sheet.add(
            Tenure, f"tenure{n}", sheet.at(f"{acting}{title} {name}"), person=people[last], office=titles[last],
            confidence=0.85 if inferred else 0.95, factuality=Factuality.INFERRED if inferred else Factuality.STATED,
        )  # fmt: skip


def _parties(sheet: Sheet, people: dict[str, int]) -> dict[str, int]:
    found = {
        "MX": sheet.country("Mexico", "MX"),
        "US": sheet.country("the United States", "US"),
        "Mexican": sheet.country("Mexican", "MX", form=Form.DEMONYM),
        "U.S.": sheet.country("U.S.", "US"),
        "Washington": sheet.mention("Washington, D.C.", Kind.PLACE, keys=("place/washington-dc",), country="US"),
        "Central America": sheet.mention("Central America", Kind.PLACE, keys=("place/central-america",)),
        "event": sheet.mention(
            "High-level Dialogue on Disrupting Transnational Criminal Organizations", Kind.EVENT
        ),
    }  # fmt: skip
    both = (found["MX"], found["US"])
    found["the meeting"] = sheet.stand_in(
        "the meeting", found["event"], kind=Kind.EVENT, form=Form.NOMINAL, how=How.DEFINITE
    )
    found["the dialogue"] = sheet.stand_in(
        "the dialogue", found["event"], kind=Kind.EVENT, form=Form.NOMINAL, how=How.DEFINITE
    )
    found["the press conference"] = sheet.mention("the press conference", Kind.EVENT, Form.NOMINAL)
    found["agencies"] = sheet.mention(
        "Officials from Mexican and U.S. agencies involved in law enforcement", Kind.GROUP, Form.NOMINAL,
        refers=(found["Mexican"], found["U.S."]), how=How.PLURAL, group="unnamed",
    )  # fmt: skip
    found["both officials"] = sheet.mention(
        "Both countries' officials", Kind.GROUP, Form.NOMINAL, refers=both, how=How.PLURAL, group="officials"
    )
    found["They"] = sheet.stand_in("They", found["both officials"], kind=Kind.GROUP, how=How.PLURAL)
    found["both countries"] = sheet.mention(
        "both countries", Kind.GROUP, Form.NOMINAL, 2, refers=both, how=How.PLURAL, group="parties"
    )
    for key, last, words in (("He 1", "Videgaray", "He commented"), ("He 2", "Sullivan", "He noted")):
        found[key] = sheet.stand_in("He", people[last], nth=_nth(sheet, "He", sheet.at(words).start))
    sheet.mention("officials", Kind.GROUP, Form.NOMINAL, how=How.OPEN, why="no side is named", group="unnamed")
    return found


def _events(sheet: Sheet, people: dict[str, int], parties: dict[str, int]) -> None:
    today, recent = sheet.time("today"), sheet.time("recent months")
    name = "High-level Dialogue on Disrupting Transnational Criminal Organizations"
    event = sheet.add(
        Event, "event1", Span(0, sheet.at("Washington, D.C.").end), label=f"second {name}", type="dialogue",
        mentions=(parties["event"], parties["the meeting"], parties["the dialogue"]), series=sheet.at(name), ordinal=2,
        time=today, place=parties["Washington"], topics=("organised-crime", "drug-trafficking"), confidence=0.98,
    )  # fmt: skip
    sheet.add(
        Event, "event2", "At the press conference", label="press conference", type="press-conference",
        mentions=(parties["the press conference"],),
    )  # fmt: skip
    signing = Span(sheet.at("the Mexican Interior Secretary").start, sheet.at("with criminal records").end)
    sheet.add(
        Event, "event3", signing, label="signing of an agreement to exchange information", type="signing",
        part_of=event, time=today,
    )  # fmt: skip
    for n, last in enumerate(people, 1):
        mexican = n <= 3
        where, role = ("event2", "speaker") if last == "Sullivan" else (event, "head" if mexican else "participant")
        sheet.add(
            Participation, f"participation{n}",
            "At the press conference" if last == "Sullivan" else "For Mexico" if mexican else "participated for",
            event=where, participant=people[last], role=role, on_behalf_of=MX if mexican else US, capacity=f"tenure{n}",
        )  # fmt: skip
    sheet.add(
        Participation, "participation8", "Officials from Mexican and U.S. agencies", event=event,
        participant=parties["agencies"],
    )  # fmt: skip
    for n, last in enumerate(("Chong", "Nielsen"), 9):
        sheet.add(Participation, f"participation{n}", signing, event="event3", participant=people[last])
    sheet.add(
        AgendaItem, "agenda1", "assessed the progress made in recent months", event=event, time=recent,
        label="the progress made in recent months",
    )  # fmt: skip
    sheet.add(
        AgendaItem, "agenda2", "the challenges our countries face in this area", event=event,
        label="the challenges our countries face in this area", concerns=(parties["MX"], parties["US"]),
    )  # fmt: skip


def _statements(sheet: Sheet, people: dict[str, int], parties: dict[str, int]) -> None:
    said = _said(sheet)
    mx, us = (parties["MX"],), (parties["US"],)
    said(1, "Videgaray", people, "Foreign Secretary Luis Videgaray pointed out", "pointed out",
         "criminal organizations don't recognize", "both Mexico and the United States",
         topics=("organised-crime",), concerns=(*mx, *us))  # fmt: skip
    said(2, "Videgaray", people, "He commented", "commented", quote=("only by attacking", "if we work together."),
         act="prescribe", topics=("organised-crime",), concerns=(*mx, *us), speaker=parties["He 1"])  # fmt: skip
    said(3, "Chong", people, "Interior Secretary Miguel Ángel Osorio Chong said", "said", "the challenges must be",
         "of the criminal organizations", act="prescribe", topics=("drug-trafficking", "drug-demand"))  # fmt: skip
    said(4, "Beltrán", people, "Mexico's Acting Attorney General Alberto Elías Beltrán said", "said",
         "both countries \"", "both countries \"", quote=("are facing a problem", "their financial structures."),
         topics=("organised-crime", "information-exchange"), concerns=(*mx, *us), trim=2)  # fmt: skip
    for n, first, cue, begin, end, act, source in (
        (5, "Both countries' officials agreed", "agreed", "the need to dismantle", "the illicit activity", "agree",
         "both officials"),
        (6, "They also reiterated", "reiterated", "it is vitally important", "and cash flows", "reaffirm", "They"),
    ):  # fmt: skip
        said(n, "", people, first, cue, begin, end, act=act, speaker=parties[source], speaking_for=(MX, US),
             factuality=Factuality.STATED, made_at="event1", topics=("illicit-finance",))  # fmt: skip
    said(7, "Sullivan", people, "Deputy Secretary of State John Sullivan acknowledged", "acknowledged",
         "the thriving demand", "is a problem", quote=("that we can't sweep", "under the rug."), act="acknowledge",
         topics=("drug-demand",), concerns=us, made_at="event2")  # fmt: skip
    said(8, "Sullivan", people, "He noted", "noted", "64,000 people", "drug overdoses", topics=("drug-demand",),
         concerns=us, made_at="event2", speaker=parties["He 2"])  # fmt: skip
    said(9, "Nielsen", people, "Secretary of Homeland Security Kirstjen Nielsen said", "said",
         "the United States is proud", "its partner", quote=("in targeting this threat", "to combat this threat."),
         act="praise", topics=("bilateral-relations",), concerns=(*mx, *us, parties["Central America"]),
         stance="positive", stance_toward=mx)  # fmt: skip
    _claims(sheet, people, parties)


def _said(sheet: Sheet) -> Any:
    tenures = {name.split()[-1]: (f"tenure{n}", f"country/{iso}") for n, (name, _, iso, *_) in enumerate(PEOPLE, 1)}

    def between(begin: str, end: str) -> Span:
        start = sheet.text.index(begin)
        return Span(start, sheet.text.index(end, start) + len(end))

    def said(n: int, who: str, people: dict[str, int], source: str, cue: str, begin: str = "", end: str = "", *,
             quote: Any = None, speaker: int | None = None, trim: int = 0, **more: Any) -> None:  # fmt: skip
        whole = between(source, cue)
        content = (between(begin, end),) if begin else ()
        content = tuple(replace(c, end=c.end - trim) for c in content)
        quotes = (between(*quote),) if quote else ()
        capacity, country = tenures.get(who, (None, ""))
        given = {"speaking_for": (country,) if country else (), "factuality": Factuality.ATTRIBUTED} | more
        sheet.add(
            Statement, f"statement{n}", Span(whole.start, max(s.end for s in (*content, *quotes))),
            mode="indirect" if not quotes else "mixed" if content else "direct", capacity=capacity,
            speakers=(people[who] if speaker is None else speaker,), cue=Span(whole.end - len(cue), whole.end),
            source=Span(whole.start, whole.end - len(cue) - 1), content=content, quotes=quotes, **given,
        )  # fmt: skip

    return said


def _claims(sheet: Sheet, people: dict[str, int], parties: dict[str, int]) -> None:
    attributed = Factuality.ATTRIBUTED
    sheet.add(
        Claim, "claim1", "cause deaths in both Mexico and the United States", statement="statement1",
        claimants=(people["Videgaray"],), area=(parties["MX"], parties["US"]), factuality=attributed,
        proposition="criminal organizations cause deaths in both Mexico and the United States",
    )  # fmt: skip
    sheet.add(
        Claim, "claim2", "64,000 people died in the U.S. last year from drug overdoses", statement="statement8",
        claimants=(people["Sullivan"],), proposition="64,000 people died in the U.S. last year from drug overdoses",
        quantity=Decimal(64000), unit="people", indicator="overdose-deaths", area=(parties["U.S."],),
        period=sheet.time("last year"), factuality=attributed,
    )  # fmt: skip


def _agreement(sheet: Sheet, people: dict[str, int], parties: dict[str, int]) -> None:
    signing = sheet.at("signed an agreement to exchange information about individuals with criminal records")
    sheet.add(
        Agreement, "agreement1", signing, type="agreement", status="signed", event="event1",
        label="agreement to exchange information about individuals with criminal records",
        subject="exchange information about individuals with criminal records",
        parties=(parties["MX"], parties["US"]), topics=("information-exchange", "criminal-records"),
    )  # fmt: skip
    for n, (words, last, whose, tenure) in enumerate((
        ("the Mexican Interior Secretary", "Chong", "MX", "tenure2"),
        ("the U.S. Secretary of Homeland Security", "Nielsen", "US", "tenure5"),
    ), 1):  # fmt: skip
        title = words.removeprefix("the Mexican ").removeprefix("the U.S. ")
        signer = sheet.title(words, title=title, country=whose, holds=people[last], basis="demonym")
        sheet.add(
            Signature, f"signature{n}", words, agreement="agreement1", signed_by=signer, capacity=tenure,
            on_behalf_of=f"country/{whose}", factuality=Factuality.INFERRED,
        )  # fmt: skip


def _commitments(sheet: Sheet, parties: dict[str, int]) -> None:
    both = (parties["MX"], parties["US"])
    four = ("discrete", "public", "collective", "future")
    rows = (
        ("signed", "signed an agreement to exchange information about individuals with criminal records",
         "exchange information about individuals with criminal records", "agreement1", "new", (*four, "specific"), ()),
        ("shared-position", "agreed on the need to dismantle the entire value chain of the criminal business",
         "dismantle the entire value chain of the criminal business", "statement5", "unknown", four, ()),
        ("reaffirms", "reiterated that it is vitally important to attack related activities such as arms trafficking"
         " and cash flows", "attack related activities such as arms trafficking and cash flows", "statement6",
         "repeated", ("public", "collective"), ()),
        ("committed", "commitment to making progress with the various aspects of the bilateral relationship",
         "making progress with the various aspects of the bilateral relationship", None, "unknown", four[1:], ()),
        ("intends", "intention to deal with transnational criminal organizations with shared responsibility and mutual"
         " trust", "deal with transnational criminal organizations", None, "unknown", four[1:],
         ("shared-responsibility", "mutual-trust")),
    )  # fmt: skip
    for n, (strength, words, action, carrier, novelty, criteria, principles) in enumerate(rows, 1):
        sheet.add(
            Commitment, f"commitment{n}", words, committers=both, strength=strength, action=action,
            expressed_in=carrier, novelty=novelty, criteria=criteria, principles=principles,
            topics=("organised-crime",), made_at="event1" if carrier else None, confidence=0.85,
        )  # fmt: skip
