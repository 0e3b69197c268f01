"""Further checks of traps: who alone did it, what only some did, titles that stand for people, offices and days."""

from __future__ import annotations

import re

from kg.model import Agreement, Claim, Commitment, Event, How, Kind, Participation, Signature, Statement, Tenure
from tests.trap_checks import BINDING, MONTHS, Finding, Read, shares, topic_of

DONE = frozenset({"signed", "decided", "agreed"})
TOGETHER = re.compile(r"both sides|joint(?:ly)?|the (?:two|three) (?:sides|leaders|countries)|the parties|each other")


def only_by(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What one side alone undertook or said is nobody else's, nor all sides' together."""
    if not who:
        return None
    alone = {*who, *_countries_of(read, who)}
    made = [(read.text(f), f.committers) for f in read.facts(Commitment) if shares(read.text(f), line)]
    given = [f for f in read.listed("commitments") if shares(str(f["evidence"]), line)]
    if any(set(map(str, f.get("by") or ())) - alone for f in given):
        return None
    return [t for t, by in made if len(by) > len(alone) or (TOGETHER.search(line) and len(by) > 1 == len(who))]


def _countries_of(read: Read, who: list[str]) -> set[str]:
    posts = (p for o in read.listed("officials") if o["name"] in who for p in o["posts"])
    return {str(c) for p in posts for c in p.get("for") or ()}


def only_signed(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nobody signed but those whom the line names."""
    signed = list(read.facts(Signature))
    return [read.text(f) for f in signed if not any(read.is_one(w, f.signed_by) for w in who)] if who else None


def nothing_yet(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nothing is undertaken, nor anything of the strength that the line names."""
    strengths = {"reaffirmed": {"reaffirms"}, "decided": {"decided"}, "committed": {"committed"}, "agreed": {"agreed"}}
    meant = strengths.get(subject, set())
    if not meant or any(f.get("strength") in meant for f in read.listed("commitments")):
        return None
    return [read.text(f) for f in read.facts(Commitment) if f.strength in meant]


def not_yet_done(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What is promised, planned or called for is not told as done, whatever else the gold file gives of it."""
    topic = topic_of(subject)
    given = (f for f in read.listed("commitments") if f.get("strength") in DONE)
    if not topic or any(shares(str(f["evidence"]), subject) for f in given):
        return None
    acts = (f for f in read.facts(Commitment) if f.strength in {"signed", "decided"})
    agreed = (f for f in read.facts(Agreement) if f.status in {"signed", "in-force"})
    known = {str(f["label"]).casefold() for f in read.listed("agreements") if f.get("status") in {"signed", "in-force"}}
    labels = [f.label for f in agreed if f.label.casefold() not in known]
    return [t for t in (*map(read.text, acts), *labels) if shares(t, subject, len(topic))]


def unresolved(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Words of which the text does not say whom they mean are left open."""
    words = subject.strip("' ").casefold()
    told = [m for m in read.x.mentions if m.surface.casefold() == words]
    return [m.surface for m in told if m.how != How.OPEN]


def no_post(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody is named without an office."""
    who = [w for w in who if w not in read.names("officials") and not w.isupper()]
    return [read.text(f) for f in read.facts(Tenure) if any(read.is_one(w, f.person) for w in who)] if who else None


def no_country(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """The text does not name the country of somebody's office: nothing is read out of the title itself."""
    told = [o for o in read.listed("officials") if o["name"] in who]
    if not told:
        return None
    held = ((f, read.x.mentions[f.office].office) for f in read.facts(Tenure))
    own = [(f, o) for f, o in held if any(read.is_one(o_["name"], f.person) for o_ in told)]
    return [read.text(f) for f, o in own if o.country and o.basis in {"demonym", "of-phrase"}]


def no_such_day(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A day that belongs to another gathering is not that of the gathering which the line names after "not"."""
    day = re.search(r"([A-Z][a-z]{2,8}) (\d{1,2})|(\d{1,2}) ([A-Z][a-z]{2,8})", line)
    kind = re.search(r"(?:not|NOT) (?:the date )?of (?:the|this) (call|meeting|visit|summit|signing)", line)
    month = (day.group(1) or day.group(4) or "")[:3].lower() if day else ""
    if day is None or kind is None or month not in MONTHS:
        return None
    iso = f"-{MONTHS[month]:02}-{int(day.group(2) or day.group(3)):02}"
    given = [f for f in read.listed("events") if f.get("type") == kind.group(1)]
    if any(str(f.get("date")).endswith(iso) for f in given):
        return None
    return [
        f"{f.label}: {f.date}" for f in read.facts(Event) if f.type == kind.group(1) and (f.date or "").endswith(iso)
    ]


def no_name(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Forms of address are neither names nor posts."""
    words = {w.strip(" .'").casefold() for w in re.split(r",| and ", subject)}
    named = [m.surface for m in read.x.mentions if m.kind == Kind.PERSON and m.name.strip(" .").casefold() in words]
    titles = (read.x.mentions[f.office].office.title for f in read.facts(Tenure))
    return named + [t for t in titles if t.strip(" .").casefold() in words]


def neither_nor(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A name is neither an organisation nor an instrument."""
    name = subject.strip("' ").casefold()
    orgs = [m.surface for m in read.x.mentions if m.kind == Kind.ORGANIZATION and m.name.casefold() == name]
    return orgs + [f.label for f in read.facts(Agreement) if f.label.casefold() == name]


def government_only(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A capital that stands for its government is not read as a place."""
    name = subject.strip("' ")
    meant = [m for m in read.x.mentions if m.surface == name]
    return [m.surface for m in meant if m.kind == Kind.PLACE] if meant else None


def not_in_force(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What is signed but not in force is not told as in force."""
    topic = topic_of(subject)
    known = {str(f["label"]).casefold() for f in read.listed("agreements") if f.get("status") == "in-force"}
    told = [f for f in read.facts(Agreement) if f.status == "in-force" and f.label.casefold() not in known]
    return [f.label for f in told if shares(f.label, subject, len(topic))] if topic else None


def no_act_of(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """An act of somebody outside, told as what happened, binds nobody and is decided by nobody."""
    verb = re.search(r"'(\w+)'", line)
    if verb is None or not who:
        return None
    stem = verb.group(1)[:5].casefold()
    made = (f for f in read.facts(Commitment) if any(read.is_one(w, i) for w in who for i in f.committers))
    given = (str(f["evidence"]).casefold() for f in read.listed("commitments") if set(map(str, f["by"])) & set(who))
    return None if any(stem in g for g in given) else [t for f in made if stem in (t := read.text(f)).casefold()]


def no_claim(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A figure that is missing in the text is no claim about that of which the line tells."""
    if not topic_of(subject):
        return None
    return [f.proposition for f in read.facts(Claim) if f.quantity and shares(f.proposition, subject, 3)]


def elsewhere_made(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What was pledged on another occasion is not tied to the visit or the meeting of the text."""
    kind = re.search(r"not (?:during|at) (?:the|this) (visit|meeting|summit|call)", line)
    if kind is None or not topic_of(subject):
        return None
    events = {f.id for f in read.facts(Event) if f.type == kind.group(1)}
    figure = re.search(r"\d[\d.,]*", subject)
    told = (f for f in read.facts(Commitment) if f.made_at in events and f.strength in BINDING)
    return [t for f in told if shares(t := read.text(f), subject) and (not figure or figure.group() in t)]


def other_speaker(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A document that says something is not the person who tells of it."""
    denied = re.search(r"(?:not|NOT) ([A-Z][\w. ]+?), that (.+)", line)
    if denied is None:
        return None
    persons = read.named_in(denied.group(1))
    verb = denied.group(2).split()[0][:6].casefold()
    text = read.x.document.text
    told = (f for f in read.facts(Statement) if f.cue.text(text)[:6].casefold() == verb)
    told = (f for f in told if any(read.is_one(w, i) for w in persons for i in f.speakers))
    return [" ".join(s.text(text) for s in (*f.content, *f.quotes)) for f in told if shares(read.text(f), line, 1)]


def no_member(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody is not a member: holds no seat and took no part."""
    who = [w for w in who if w not in {str(p) for f in read.listed("events") for p in f.get("participants") or ()}]
    held = (f for f in read.facts(Tenure) if "member" in read.x.mentions[f.office].office.title.casefold())
    meant = {f.id for f in read.facts(Event) if shares(f.label, line, 1) or f.type in line}
    parts = (f for f in read.facts(Participation) if f.event in meant)
    found = [read.text(f) for f in held if any(read.is_one(w, f.person) for w in who)]
    return found + [read.text(f) for f in parts if any(read.is_one(w, f.participant) for w in who)] if who else None


def nobody_foreign(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """No state takes part but those that the gold file knows."""
    known = {f"country/{c}" for c in read.gold.get("countries") or ()}
    states = ((f, read.x.mentions[f.participant]) for f in read.facts(Participation))
    return [m.surface for _, m in states if m.kind == Kind.COUNTRY and not known & set(m.keys)]


def no_label(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What the line calls a law is no instrument between states."""
    word = re.compile(rf"\b{re.escape(subject.rstrip('s'))}\b")
    given = {str(f["label"]).casefold() for f in read.listed("agreements")}
    return [f.label for f in read.facts(Agreement) if word.search(f.label) and f.label.casefold() not in given]


def no_day(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nothing that the line names took place on the day that it denies."""
    day = re.search(r"(\d{1,2}) ([A-Z][a-z]+)|([A-Z][a-z]+) (\d{1,2})", subject)
    month = (day.group(2) or day.group(3))[:3].lower() if day else ""
    if day is None or month not in MONTHS:
        return None
    iso = f"-{MONTHS[month]:02}-{int(day.group(1) or day.group(4)):02}"
    if any(str(f.get("date")).endswith(iso) for f in read.listed("events")):
        return None
    return [f"{f.label}: {f.date}" for f in read.facts(Event) if (f.date or "").endswith(iso)]
