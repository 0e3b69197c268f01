"""What annotated texts warn of, read as assertions about what was extracted.

Gold files list ``traps``: one line each, a false fact that a careless reader would assert ("X did not sign: she only
witnessed it"). ``READINGS`` turns the common forms of such lines into checks. A line that no reading fits, or that
names nobody the gold file knows, is not read; one whose check the gold file's own facts would fail is left out.

``python -m tests.traps FOLDER ID …`` lists the traps of some files with what became of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

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
    {
        "their",
        "there",
        "these",
        "which",
        "would",
        "states",
        "united",
        "meetin",
        "talks",
        "minist",
        "presid",
        "commit",
        "agreem",
    }
)
BINDING = frozenset({"signed", "decided", "agreed", "committed"})


@dataclass(frozen=True)
class Read:
    """One annotated text: its gold facts and what was extracted."""

    gold: dict[str, Any]
    x: Extraction

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

    def is_one(self, who: str, i: int) -> bool:
        """Whether a mention comes to an actor of the gold file."""
        for h in heads(self.x, i):
            mention = self.x.mentions[h]
            if mention.how == How.OPEN:
                continue
            if len(who) == 2 and who.isupper():
                if f"country/{who}" in mention.keys and mention.kind == Kind.COUNTRY:
                    return True
            elif {f.casefold() for f in self.forms[who]} & {n.casefold() for n in (mention.name, *mention.aliases)}:
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


def _topic(words: str) -> set[str]:
    """The longer words of a line, cut to their stems."""
    return {w[:6].casefold() for w in re.findall(r"[^\W\d_]{5,}", words)} - PLAIN


def _shares(text: str, words: str, least: int = 2) -> bool:
    topic = _topic(words)
    return len(topic & _topic(text)) >= min(least, max(1, len(topic)))


def _committed(read: Read, who: list[str], line: str) -> bool:
    """Whether the gold file itself commits somebody to something like it, or one who stands for him."""
    given = (f for f in read.listed("commitments") if _shares(str(f["evidence"]), line))
    return any(set(map(str, f.get("by") or ())) & set(who) for f in given)


def no_such_act(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody does not undertake what the line tells."""
    who = [w for w in who if not _committed(read, [w], line)]
    rest = line.replace(subject, "")
    made = (f for f in read.facts(Commitment) if f.strength in BINDING and _shares(read.text(f), rest))
    return [read.text(f) for f in made if any(read.is_one(w, i) for w in who for i in f.committers)] if who else None


def not_done(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What the line tells of is no act: nobody decides, agrees or signs it."""
    given = any(_shares(str(f["evidence"]), subject) for f in read.listed("commitments"))
    if given or not _topic(subject):
        return None
    acts = (f for f in read.facts(Commitment) if f.strength in {"signed", "decided", "agreed"})
    return [t for f in acts if _shares(t := read.text(f), subject, len(_topic(subject)))]


def no_act(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What the line quotes is no commitment of any kind."""
    if any(_shares(str(f["evidence"]), subject) for f in read.listed("commitments")) or len(_topic(subject)) < 2:
        return None
    return [t for f in read.facts(Commitment) if _shares(t := read.text(f), subject, len(_topic(subject)))]


def no_such_statement(read: Read, who: list[str], subject: str, line: str) -> Finding:
    given = (f for f in read.listed("statements") if _shares(str(f["evidence"]), line))
    who = [w for w in who if not any(w in map(str, f.get("speaker") or ()) for f in given)]
    return _said(read, who, line) if who else None


def _said(read: Read, who: list[str], line: str) -> list[str]:
    text = read.x.document.text
    told = ((f, " ".join(s.text(text) for s in (*f.content, *f.quotes))) for f in read.facts(Statement))
    return [t for f, t in told if any(read.is_one(w, i) for w in who for i in f.speakers) and _shares(t, line, 3)]


def signatory_unsaid(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nobody is said to have signed the instrument that the line names."""
    given = (f for f in read.listed("agreements") if _shares(str(f["label"]), subject))
    if any(f.get("signatories") for f in given):
        return None
    named = {f.id for f in read.facts(Agreement) if _shares(f.label, subject)}
    return [read.text(f) for f in read.facts(Signature) if f.agreement in named]


def no_instrument(read: Read, who: list[str], subject: str, line: str) -> Finding:
    if any(_shares(str(f["label"]), subject) for f in read.listed("agreements")) or not _topic(subject):
        return None
    return [f.label for f in read.facts(Agreement) if _shares(f.label, subject, len(_topic(subject)))]


def no_lead(read: Read, who: list[str], subject: str, line: str) -> Finding:
    meant = {f.id for f in read.facts(Event) if _shares(f.label, line.replace(subject, ""), 1)}
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


DOES_NOT = rf"(?:did|do|does|is|are|was|were|has|have|had) {NOT}(?: yet| even)? "
SAID = r"(?:said to (?:have |be )?|reported as )?"
READINGS: tuple[tuple[str, Check], ...] = (
    (rf"(.+?) (?:is|are) (?:an? [\w ]+, |the name of .*, )?{NOT} an? organi[sz]ation", no_organization),
    (r"is (.+?)'s claim", claimed),
    (r"^(?:[Nn]o person|[Nn]o (?:named )?officials?) ?(?:is named|:|$)", nobody_named),
    (r"^No (.+?) officials? is named", no_official_of),
    (r"does (?:not|NOT) say who signed (?:the )?([^:;]+)", signatory_unsaid),
    (r"nobody is said to have SIGNED it", nothing_signed),
    (rf"(.+?) {DOES_NOT}{SAID}(?:themselves )?sign(?:ed)?\b", no_signatory),
    (r"(.+?) witnessed", no_signatory),
    (r"(?:^|: )(?:[Nn]othing|[Nn]o [\w ]+) (?:is |was |were )(?:yet )?(?:signed|concluded)", nothing_signed),
    (rf"(?:is|are|was|were|has|have) {NOT} (?:yet )?(?:been )?(?:signed|concluded)", nothing_signed),
    (r"only worked towards|is being negotiated|memoranda are planned|say the memorandum was signed", nothing_signed),
    (rf"(.+?) (?:is|are) {NOT} (?:said to be )?(?:an? )?(?:the )?part(?:y|ies)\b", no_party),
    (rf"(.+?) {DOES_NOT}{SAID}(?:co-chair|chair|head|host|hosted|hold the)\b", no_lead),
    (rf"(.+?) {DOES_NOT}{SAID}(?:among the |an? )?(?:take part|took part|taken part|[Pp]articipants?|attend|attended|"
     r"participated|meet |met |the actors)", no_participant),
    (r"(.+?) takes? (?:no part|part in nothing)|(.+?) took (?:no part|part in nothing)", no_participant),
    (r"(.+?) (?:is|are) (?:an? |the )?(?:topics?|beneficiar\w+|no participants?)(?: of [\w ]+)?"
     r"(?:$|, (?:not|NOT) (?:an? participant|said to take part))", no_participant),
    (r"(.+?) is only the place [\w ]+, NOT an actor", no_participant),
    (rf"(.+?) {DOES_NOT}(?:an? )?(?:commit|undertake|agree|pledge|promise|adopt|donate|decide|establish|accede|give|"
     r"committed|launch|negotiate|donor|committer|set )", no_such_act),
    (r"(.+?) (?:commits?|commit themselves|commits itself|committed|agreed|promises|donate|decided) "
     r"(?:\w+ )?(?:to )?(?:nothing|NOTHING)", no_commitment),
    (r"(.+?) (?:made|make|makes|announced) (?:no|NO) (?:commitment|decision|plans)", no_commitment),
    (r"(?:^|: )[Nn]othing (?:was|is|has been) (?:signed or )?(?:newly )?(?:agreed|committed)", nothing_agreed),
    (r"ommitment[\w -]* (?:is|are) [\w .]+(?:'s|’s)?(?: alone| only)?, (?:not|NOT) (?:by )?(.+)", no_such_act),
    (r"(?:are|is) committed by [\w ]+, not by (.+)", no_such_act),
    (r"^Only \w+ committed to [\w ]+, not (.+)", no_such_act),
    (r"(?:words|quotation|statement)[\w ]* (?:are|is) (?:[\w.]+'s, )?(?:NOT|not) (.+?)'s", no_such_statement),
    (rf"(.+?) {DOES_NOT}{SAID}(?:as )?(?:an? |the )?(?:saying|say|speaker|condemn|condemned|reaffirm|welcome|express|"
     r"join|underscored|make the joint)", no_such_statement),
    (r"(.+?) (?:said|says|say) nothing|(.+?) made none of|gives no statement of (.+)", no_statement),
    (rf"(?:has|have) {NOT} (?:yet )?(?:been held|taken place)|, {NOT} (?:yet )?held|{NOT} held yet", not_held),
    (r"(.+?)(?:'s office)? (?:is|are|was) (?:only )?(?:acting|Acting|ACTING)", not_substantive),
    (rf"(.+?) (?:is|are) {NOT} (?:the |current )+[\w ]+(?:: | \()former", not_substantive),
    (rf"(.+?) (?:is|are) {NOT} (?:the )?[A-Z]", other_office),
    (r"(.+?) (?:holds?|held|are given|is given) (?:no|NO)\b[\w ]*office|(.+?) are press contacts", no_office),
    (r"^('?[A-Z]\w+'?)[\w ]* is (?:a post-nominal|no post)", no_title),
    (rf"^(?:The )?(.+?) (?:is|are) {NOT} named", office_not_named),
    (rf"(.+?) (?:is|are) {NOT} mentioned|(.+?) (?:do|does) {NOT} stand for", not_mentioned),
    (rf"(.+?) is {NOT} a place", no_place),
    (rf"(.+?) is (?:only the place, |{NOT} |the seat [\w ]+, not )the place", no_place_of),
    (rf"(.+?) (?:is|are) (?:when|the|a filing)\b.*,? {NOT} (?:the date|of an?|a deadline|of this)", other_date),
    (r"no year|year .*not given|date .*not known|gives no year", no_date),
    (r"(.*\d.*) (?:is|are|has|have) .*(?:not a (?:new )?(?:pledge|commitment)|already been|not commitments?|"
     r"NOT a new pledge|not pledged)", no_pledge),
    (rf"'(.+?)'.* (?:is|are|:) (?:{NOT} an?|no|not) (?:commitments?|undertaking)", no_act),
    (rf"(.+?) (?:is|are) (?:only [\w ]+, )?(?:{NOT} an?|no|not) commitments?", no_act),
    (rf"(.+?) (?:is|are) {NOT} an? (?:instrument|agreement)|(.+?)' is no instrument", no_instrument),
    (rf"(.+?) (?:is|are|was|were|has|have) {NOT}(?: yet)? (?:been )?"
     r"(?:decided|launched|established|adopted|set up|approved|released|made|extended|exist|taken)", not_done),
    (r"^(?:The )?(.+?) does NOT exist yet|^No (.+?) (?:is|was) (?:decided|agreed|promised)", not_done),
)  # fmt: skip


@dataclass(frozen=True)
class Trap:
    """One line with what became of it; ``found`` is None where it was not read."""

    words: str
    found: list[str] | None


def traps(gold: dict[str, Any], x: Extraction) -> list[Trap]:
    """The traps of a gold file, each read by the first reading that fits."""
    read = Read(gold, x)
    return [Trap(str(words), _read(read, str(words))) for words in gold.get("traps") or ()]


def _read(read: Read, line: str) -> Finding:
    """What the first reading that fits finds; the part before a colon is tried first."""
    for stretch in dict.fromkeys((line if ": former" in line else line.split(": ")[0], line)):
        for pattern, check in READINGS:
            match = re.search(pattern, stretch)
            if match is None:
                continue
            subject = next((g for g in match.groups() if g), "")
            found = check(read, read.named_in(subject.split("; ")[-1]), subject, line)
            if found is not None:
                return found
    return None


def files(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """(id, text, gold file) of every annotated text below a folder with ``texts/`` and ``gold/``."""
    for gold in sorted((folder / "gold").glob("*.yaml")):
        text = next((folder / "texts").glob(f"{gold.stem}_*.txt"), None)
        if text is not None:
            yield gold.stem, text, gold


def extracted(text: Path) -> Extraction:
    """What the rules find in one text."""
    from kg import ids, lexicon, pipeline
    from kg.model import Document, Run
    from kg.parse import Parser

    whole = text.read_bytes().decode("utf-8")
    document = Document(ids.document_id(whole), str(text), ids.sha256(whole), whole)
    parser = _PARSER.setdefault("parser", Parser()) if not _PARSER else _PARSER["parser"]
    run = Run(kg_version="test", model=parser.model, rules="test")
    return pipeline.extract(parser.parse(document), reference.load(), lexicon.load(), run)


_PARSER: dict[str, Any] = {}


def main(folder: str, *wanted: str) -> None:
    for name, text, gold in files(Path(folder)):
        if name in wanted:
            for trap in traps(yaml.safe_load(gold.read_text(encoding="utf-8")), extracted(text)):
                told = "not read" if trap.found is None else "SPRUNG" if trap.found else "ok"
                print(name, told, trap.words, *(trap.found or ()), sep=" | ")


if __name__ == "__main__":
    main(*sys.argv[1:])
