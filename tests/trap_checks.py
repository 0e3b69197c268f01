"""What a trap of an annotated text forbids: one check for each kind of false fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg import reference
from kg.model import (
    Agreement,
    Claim,
    Commitment,
    Event,
    Extraction,
    Fact,
    How,
    Kind,
    Participation,
    Signature,
    Statement,
    Tenure,
)  # fmt: skip
from tests.test_cases import heads

NOT = r"(?:not|NOT|never|no longer)"
MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
PLAIN = frozenset(
    "their there these which would states united meetin talks minist presid commit agreem".split()
)  # stems that say nothing of a topic
ROLES = (
    "Prime Minister|President|Vice President|Foreign Minister|Minister|Ambassador|Secretary|King|ambassador|minister"
)
SIDES = re.compile(
    r"(?:two|three|four|five|both) (?:sides|governments|countries|states)|[Tt]he (?:[Pp]articipants|parties)"
)
BINDING = frozenset({"signed", "decided", "agreed", "committed"})


@dataclass(frozen=True)
class Read:
    """One annotated text: its gold facts and what was extracted."""

    gold: dict[str, Any]
    x: Extraction

    def names(self, kind: str) -> list[str]:
        return [f["name"] for f in self.listed(kind)]

    def listed(self, kind: str) -> list[dict[str, Any]]:
        return [f for f in self.gold.get(kind) or [] if isinstance(f, dict)]

    @cached_property
    def forms(self) -> dict[str, frozenset[str]]:
        """Every actor of the gold file with its spellings; countries by their code."""
        found: dict[str, frozenset[str]] = {}
        for kind in ("officials", "people", "organizations"):
            for one in self.gold.get(kind) or []:
                one = {"name": one} if isinstance(one, str) else one
                names = {one["name"], *(one.get("aliases") or ())}
                family = {one["name"].split()[-1]} if kind != "organizations" else set()
                found[one["name"]] = frozenset(names | family)
        for country in reference.load().countries.values():
            found[country.iso2] = frozenset({country.name, country.official, *country.aliases})
        return found

    def named_in(self, words: str) -> list[str]:
        """The actors that some words name."""

        def inside(form: str) -> bool:
            return len(form) > 1 and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words) is not None

        return [who for who, forms in self.forms.items() if any(inside(f) for f in forms)]

    def meant_by(self, words: str) -> list[str]:
        """Those whom words name; else those of a role, the sides, or people whom the gold file leaves out."""
        return self.named_in(words) or self._in_role(words) or self._sides(words) or self._others(words)

    def _in_role(self, words: str) -> list[str]:
        """ "The two Prime Ministers", "the Ambassador": the officials with such a post."""
        role = re.search(rf"\b[Tt]he (?:(?:two|three|four|both) )?({ROLES})s?\b", words)
        title = role.group(1).casefold() if role else None
        posts = ((o["name"], p["title"].casefold()) for o in self.listed("officials") for p in o["posts"])
        return list(dict.fromkeys(name for name, t in posts if title and title in t))

    def _sides(self, words: str) -> list[str]:
        """ "The four governments", "both sides": the states that undertake something or took part."""
        if not SIDES.search(words):
            return []
        acting = [str(b) for f in self.listed("commitments") for b in f.get("by") or ()]
        parts = [str(p) for f in self.listed("events") for p in f.get("participants") or ()]
        return [w for w in dict.fromkeys((*acting, *parts)) if len(w) == 2 and w.isupper()]

    def _others(self, words: str) -> list[str]:
        """Persons and bodies of the text that the gold file does not list, by a name that the words hold."""
        known = {n for forms in self.forms.values() for n in forms}
        named = [m.name for m in self.x.mentions if m.kind in {Kind.PERSON, Kind.ORGANIZATION} and m.how != How.OPEN]
        told = (n for n in dict.fromkeys(named) if n not in known and len(n) > 2)
        return [n for n in told if re.search(rf"(?<!\w){re.escape(n.split()[-1])}(?!\w)", words)]

    def is_one(self, who: str, i: int) -> bool:
        """Whether a mention comes to an actor of the gold file."""
        for h in heads(self.x, i):
            mention = self.x.mentions[h]
            if mention.how == How.OPEN:
                continue
            if len(who) == 2 and who.isupper():
                if f"country/{who}" in mention.keys and mention.kind == Kind.COUNTRY:
                    return True
            elif {f.casefold() for f in self.forms.get(who, (who,))} & {
                n.casefold() for n in (mention.name, *mention.aliases)
            }:
                return True
        return False

    def facts(self, kind: type[Fact]) -> Iterator[Any]:
        return (f for f in self.x.facts if isinstance(f, kind))

    def text(self, fact: Fact) -> str:
        return " … ".join(s.text(self.x.document.text) for s in fact.evidence)


Finding = list[str] | None
"""The facts that a trap forbids; None where the gold file itself holds what the trap seems to forbid."""
Check = Callable[[Read, list[str], str, str], Finding]
"""(the text, whom the line is about, the words that name them, the whole line) → what it forbids and is there."""


def _fields(read: Read, kind: str, field: str) -> set[str]:
    return {str(v) for f in read.listed(kind) for v in f.get(field) or ()}


def no_organization(read: Read, who: list[str], subject: str, line: str) -> Finding:
    orgs = (m for m in read.x.mentions if m.kind == Kind.ORGANIZATION and m.how != How.OPEN)
    return [m.surface for m in orgs if m.name.casefold() == subject.strip("' ").casefold()]


def no_signatory(read: Read, who: list[str], subject: str, line: str) -> Finding:
    if set(who) & (_fields(read, "agreements", "signatories") | _signers(read)) or not who:
        return None
    return [read.text(f) for f in read.facts(Signature) if any(read.is_one(w, f.signed_by) for w in who)]


def _signers(read: Read) -> set[str]:
    return {str(b) for f in read.listed("commitments") if f.get("strength") == "signed" for b in f.get("by") or ()}


def nothing_signed(read: Read, who: list[str], subject: str, line: str) -> Finding:
    signed = [f for f in read.listed("agreements") if f.get("status") == "signed"]
    found = [f.label for f in read.facts(Agreement) if f.status == "signed"]
    return found if not signed else found[len(signed) :]


def no_party(read: Read, who: list[str], subject: str, line: str) -> Finding:
    who = [w for w in who if w not in _fields(read, "agreements", "parties")]
    parties = ((f, i) for f in read.facts(Agreement) for i in f.parties)
    return [f.label for f, i in parties if any(read.is_one(w, i) for w in who)] if who else None


def no_participant(read: Read, who: list[str], subject: str, line: str) -> Finding:
    who = [w for w in who if w not in _fields(read, "events", "participants")]
    parts = (f for f in read.facts(Participation) if any(read.is_one(w, f.participant) for w in who))
    return [f"{who}: {read.text(f)}" for f in parts] if who else None


def topic_of(words: str) -> set[str]:
    """The longer words of a line, cut to their stems."""
    return {w[:6].casefold() for w in re.findall(r"[^\W\d_]{5,}", words)} - PLAIN


def shares(text: str, words: str, least: int = 2) -> bool:
    topic = topic_of(words)
    return len(topic & topic_of(text)) >= min(least, max(1, len(topic)))


def _committed(read: Read, who: list[str], line: str) -> bool:
    """Whether the gold file itself commits somebody to something like it, or one who stands for him."""
    given = (f for f in read.listed("commitments") if shares(str(f["evidence"]), line))
    return any(set(map(str, f.get("by") or ())) & set(who) for f in given)


def no_such_act(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody does not undertake what the line tells."""
    who = [w for w in who if not _committed(read, [w], line)]
    rest = line.replace(subject, "")
    made = (f for f in read.facts(Commitment) if f.strength in BINDING and shares(read.text(f), rest))
    return [read.text(f) for f in made if any(read.is_one(w, i) for w in who for i in f.committers)] if who else None


def not_done(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What the line tells of is no act: nobody decides, agrees or signs it."""
    given = any(shares(str(f["evidence"]), subject) for f in read.listed("commitments"))
    if given or not topic_of(subject):
        return None
    acts = (f for f in read.facts(Commitment) if f.strength in {"signed", "decided", "agreed"})
    return [t for f in acts if shares(t := read.text(f), subject, len(topic_of(subject)))]


def no_act(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What the line quotes is no commitment of any kind."""
    if any(shares(str(f["evidence"]), subject) for f in read.listed("commitments")) or len(topic_of(subject)) < 2:
        return None
    return [t for f in read.facts(Commitment) if shares(t := read.text(f), subject, len(topic_of(subject)))]


def no_such_statement(read: Read, who: list[str], subject: str, line: str) -> Finding:
    given = (f for f in read.listed("statements") if shares(str(f["evidence"]), line))
    who = [w for w in who if not any(w in map(str, f.get("speaker") or ()) for f in given)]
    return _said(read, who, line) if who else None


def _said(read: Read, who: list[str], line: str) -> list[str]:
    text = read.x.document.text
    told = ((f, " ".join(s.text(text) for s in (*f.content, *f.quotes))) for f in read.facts(Statement))
    return [t for f, t in told if any(read.is_one(w, i) for w in who for i in f.speakers) and shares(t, line, 3)]


def signatory_unsaid(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nobody is said to have signed the instrument that the line names."""
    given = (f for f in read.listed("agreements") if shares(str(f["label"]), subject))
    if any(f.get("signatories") for f in given):
        return None
    named = {f.id for f in read.facts(Agreement) if shares(f.label, subject)}
    return [read.text(f) for f in read.facts(Signature) if f.agreement in named]


def no_instrument(read: Read, who: list[str], subject: str, line: str) -> Finding:
    if any(shares(str(f["label"]), subject) for f in read.listed("agreements")) or not topic_of(subject):
        return None
    return [f.label for f in read.facts(Agreement) if shares(f.label, subject, len(topic_of(subject)))]


def no_lead(read: Read, who: list[str], subject: str, line: str) -> Finding:
    ordinals = {n for n, word in enumerate(("first", "second", "third", "fourth"), 1) if f"the {word} " in line}
    told = (f for f in read.facts(Event) if not ordinals or f.ordinal in {None, *ordinals})
    meant = {f.id for f in told if shares(f.label, line.replace(subject, ""), 1)}
    led = (f for f in read.facts(Participation) if f.role in {"head", "chair", "host"} and f.event in meant)
    return [f"{who}: {f.role}" for f in led if any(read.is_one(w, f.participant) for w in who)] if who else None


def other_office(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody does not hold the office that the line names."""
    denied = re.search(rf"(?:is|are) {NOT} (?:the )?([A-Z][^:,;]*)", line)
    persons = [w for w in who if not w.isupper()]
    if denied is None or not persons:
        return None
    title = denied.group(1).casefold().strip(" .")
    posts = {p["title"].casefold() for o in read.listed("officials") if o["name"] in persons for p in o["posts"]}
    held = ((f, read.x.mentions[f.office].office.title.casefold()) for f in read.facts(Tenure))
    wrong = [f for f, t in held if t == title and t not in posts]
    return [read.text(f) for f in wrong if any(read.is_one(w, f.person) for w in persons)]


def no_title(read: Read, who: list[str], subject: str, line: str) -> Finding:
    return [read.text(f) for f in read.facts(Tenure) if read.x.mentions[f.office].office.title == subject.strip("' ")]


def other_date(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A day that the line names is the date of no event but those that the gold file dates so."""
    found = re.search(r"([A-Z][a-z]+) (\d{1,2}), (\d{4})|(\d{1,2}) ([A-Z][a-z]+) (\d{4})|^(\d{4}) is", subject + " is")
    if found is None:
        return None
    month, day, year, day2, month2, year2, alone = found.groups()
    n = MONTHS.get((month or month2 or "")[:3].lower())
    iso = alone or (f"{year or year2}-{n:02}-{int(day or day2):02}" if n else None)
    dates = {str(f["date"]) for f in (*read.listed("events"), *read.listed("agreements")) if f.get("date")}
    if iso is None or any(d.startswith(iso) for d in dates):
        return None
    return [f"{f.label}: {f.date}" for f in read.facts(Event) if f.date and f.date.startswith(iso)]


def no_place_of(read: Read, who: list[str], subject: str, line: str) -> Finding:
    named = re.split(r"; | and ", subject)[-1].strip()
    places = {str(f.get("place")) for f in read.listed("events")}
    told = (f for f in read.facts(Event) if f.place is not None and read.x.mentions[f.place].name == named)
    return [f.label for f in told] if named not in places else None


def no_official_of(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nobody of a country is named in office."""
    countries = reference.load().countries.values()
    codes = {c.iso2 for c in countries if {a for a in c.adjectives if a in re.split(r",? or |, | ", subject)}}
    codes -= {c for o in read.listed("officials") for p in o["posts"] for c in p["for"]}
    held = ((f, read.x.mentions[f.office].office.country) for f in read.facts(Tenure))
    return [read.text(f) for f, c in held if c in codes] if codes else None


def no_commitment(read: Read, who: list[str], subject: str, line: str) -> Finding:
    bound = {str(b) for f in read.listed("commitments") for b in f.get("by") or () if f.get("strength") in BINDING}
    who = [w for w in who if w not in bound]
    made = (f for f in read.facts(Commitment) if f.strength in BINDING)
    return [read.text(f) for f in made if any(read.is_one(w, i) for w in who for i in f.committers)] if who else None


def nothing_agreed(read: Read, who: list[str], subject: str, line: str) -> Finding:
    if any(f.get("strength") in {"signed", "agreed", "decided"} for f in read.listed("commitments")):
        return None
    return [read.text(f) for f in read.facts(Commitment) if f.strength in {"signed", "agreed", "decided"}]


def no_statement(read: Read, who: list[str], subject: str, line: str) -> Finding:
    who = [w for w in who if w not in _fields(read, "statements", "speaker")]
    said = (f for f in read.facts(Statement) if any(read.is_one(w, i) for w in who for i in f.speakers))
    return [read.text(f) for f in said] if who else None


def not_held(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nothing is told as held that the gold file tells as planned."""
    planned = [f["evidence"] for f in read.listed("events") if f.get("status") == "planned"]
    spans = [(read.x.document.text.find(e), len(e)) for e in planned if isinstance(e, str)]
    held = (f for f in read.facts(Event) if f.status == "held")
    return [
        f.label for f in held if any(s.start >= a and s.end <= a + n for a, n in spans if a >= 0 for s in f.evidence)
    ]


def not_substantive(read: Read, who: list[str], subject: str, line: str) -> Finding:
    acting = {o["name"] for o in read.listed("officials") if all(p["status"] != "substantive" for p in o["posts"])}
    who = [w for w in who if w in acting]
    held = (f for f in read.facts(Tenure) if str(read.x.mentions[f.office].office.status) == "substantive")
    return [read.text(f) for f in held if any(read.is_one(w, f.person) for w in who)] if who else None


def no_office(read: Read, who: list[str], subject: str, line: str) -> Finding:
    who = [w for w in who if w not in {o["name"] for o in read.listed("officials")} and not w.isupper()]
    return [read.text(f) for f in read.facts(Tenure) if any(read.is_one(w, f.person) for w in who)] if who else None


def nobody_named(read: Read, who: list[str], subject: str, line: str) -> Finding:
    return [read.text(f) for f in read.facts(Tenure)] if not read.listed("officials") else None


def office_not_named(read: Read, who: list[str], subject: str, line: str) -> Finding:
    titles = {t.strip().casefold() for t in re.split(r",| and ", re.sub(r"\b[Tt]he\b", "", subject)) if t.strip()}
    posts = {p["title"].casefold() for o in read.listed("officials") for p in o["posts"]}
    held = ((f, read.x.mentions[f.office].office.title.casefold()) for f in read.facts(Tenure))
    return [read.text(f) for f, title in held if title in titles - posts] if titles - posts else None


def not_mentioned(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A name is no country here, whatever it may stand for elsewhere."""
    surfaces = {w.strip() for w in re.split(r",| and | or ", subject)}
    states = [m for m in read.x.mentions if m.kind == Kind.COUNTRY and m.how == How.METONYM and m.surface in surfaces]
    absent = [w for w in who if w.isupper() and w not in (read.gold.get("countries") or ())]
    named = [m for m in read.x.mentions if {f"country/{w}" for w in absent} & set(m.keys)]
    return [m.surface for m in (*states, *named)]


def no_place(read: Read, who: list[str], subject: str, line: str) -> Finding:
    return [m.surface for m in read.x.mentions if m.kind == Kind.PLACE and m.surface == subject.strip()]


def no_date(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Events are dated only as the gold file dates them."""
    dates = {str(f["date"]) for f in read.listed("events") if f.get("date")}
    return [f"{f.label}: {f.date}" for f in read.facts(Event) if f.date and not any(d[:4] == f.date[:4] for d in dates)]


def no_pledge(read: Read, who: list[str], subject: str, line: str) -> Finding:
    sums = re.findall(r"\d[\d,.]*\d|\d+", subject)
    given = " ".join(str(f["evidence"]) for f in read.listed("commitments"))
    sums = [s for s in sums if len(s) > 1 and s not in given]
    first = ((t, re.search(r"(?<![\w.,-])\d[\d,.]*\d", t)) for t in map(read.text, read.facts(Commitment)))
    return [t for t, figure in first if figure is not None and figure.group() in sums] if sums else None


def claimed(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A figure is somebody's claim."""
    sums = [s.replace(",", "") for s in re.findall(r"\d[\d,.]*\d", subject)]
    told = (f for f in read.facts(Claim) if f.quantity is not None and str(f.quantity) in sums)
    return [read.text(f) for f in told if not any(read.is_one(w, i) for w in who for i in f.claimants)] if who else None
