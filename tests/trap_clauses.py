"""Lines of traps that have no form of their own, read by what they deny: an act, words, presence, an office, a date.

A line is cut into clauses. The clause that denies names who is denied ("…, not Peru's"; "only Chile …": everybody
else), the verbs of the line say what kind of fact is meant, and its longer words which facts of that kind. A fact that
the gold file gives, of the same kind, about the same and of the same actor, is never forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Agreement, Claim, Commitment, Event, Participation, Statement, Tenure
from tests.trap_checks import BINDING, NOT, Finding, Read, no_act, shares, topic_of

CUTS = re.compile(r"[,;:] | but ")
DENIES = re.compile(rf"\b(?:{NOT}|no|NO|No|nobody|Nobody|nothing|NOTHING)\b")
ALONE = re.compile(r"^(?:.*?\b(?:is|are|by|was) )?(?:the )?([\w .]+?)(?:['’]s?)? alone\b|^Only ([^,:]+)")
OWNED = re.compile(r"\w['’]s?(?!\w)")
KINDS: dict[str, str] = {
    "say": r"sa(?:y|ys|id|ying)|speak(?:er|s)?|spoken?|quot\w+|statements?|words?|welcom\w+|condemn\w+|stress\w+"
    r"|reaffirm\w*|underscor\w+|emphasi\w+|urg\w+|belie\w+|findings|position|claims?|calls?|called|congratulat\w+|insights",
    "act": r"agree[sd]?|decid\w+|decision\w*|commit\w*|pledg\w+|promis\w+|adopt\w*|establish\w*|launch\w*|undert\w+|aid"
    r"|announced|will|give[sn]?|donate[sd]?|funds?|resettles?|builds?|intent|increase|negotiate\w*|negotiations?|steps?"
    r"|measures?|reopened|approv\w+|accede",
    "attend": r"attend\w*|(?:take|took|taken|takes) part|no part|met|meet|meets|host(?:s|ed)?|chair(?:s|ed)?"
    r"|participants?|visit|go(?:es)?|delivers?|held",
}  # fmt: skip


def by_clauses(read: Read, line: str) -> Finding:
    """What a line denies of those whom its denying clause names, by the kind of its verbs."""
    who, clause = _denied(read, line)
    found: list[str] = []
    understood = False
    for kind in _kinds(clause, line):
        told = [w for w in who if not _given(read, kind, w, line)]
        if told and topic_of(line):
            understood = True
            found.extend(t for t, by in _facts(read, kind, line) if any(read.is_one(w, i) for w in told for i in by))
    return found if understood else None


def _denied(read: Read, line: str) -> tuple[list[str], str]:
    """Those of whom something is denied, with the clause: everybody but the one who alone did it."""
    alone = ALONE.search(line)
    if alone is not None:
        sole = read.named_in(next(g for g in alone.groups() if g))
        others = [*read.names("officials"), *map(str, read.gold.get("countries") or ())]
        return ([w for w in others if w not in sole] if sole else []), line
    for clause in CUTS.split(line):
        denial = DENIES.search(clause)
        if denial is not None:
            return read.meant_by(clause[: denial.start()]) or read.meant_by(clause), clause
    return [], line


def _kinds(clause: str, line: str) -> list[str]:
    """The kinds of fact that the verbs of a clause mean, or else those of the whole line."""
    for stretch in (clause, line):
        found = [kind for kind, words in KINDS.items() if re.search(rf"\b(?:{words})\b", stretch)]
        if found:
            return found
    return ["say", "act"] if OWNED.search(clause) else []


def _facts(read: Read, kind: str, line: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """(words, actors) of the facts of a kind that are about what the line is about."""
    if kind == "say":
        text = read.x.document.text
        told = ((" ".join(s.text(text) for s in (*f.content, *f.quotes)), f.speakers) for f in read.facts(Statement))
        yield from (t for t in told if shares(t[0], line))
    elif kind == "act":
        made = ((read.text(f), f.committers) for f in read.facts(Commitment) if f.strength in BINDING)
        yield from (t for t in made if shares(t[0], line))
    else:
        meant = {f.id: f.label for f in read.facts(Event) if shares(f.label, line, 1)}
        parts = (f for f in read.facts(Participation) if f.event in meant)
        yield from ((meant[f.event], (f.participant,)) for f in parts)


def _given(read: Read, kind: str, who: str, line: str) -> bool:
    """Whether the gold file gives such a fact of somebody."""
    if kind == "attend":
        events = (f for f in read.listed("events") if shares(f"{f.get('label')} {f['evidence']}", line, 1))
        return any(who in map(str, f.get("participants") or ()) for f in events)
    name, field = ("statements", "speaker") if kind == "say" else ("commitments", "by")
    given = (f for f in read.listed(name) if shares(str(f["evidence"]), line))
    return any(who in map(str, f.get(field) or ()) for f in given)


def not_binding(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What was only talked about, wished or predicted binds nobody."""
    given = (f for f in read.listed("commitments") if f.get("strength") in BINDING)
    topic = topic_of(subject)
    if len(topic) < 2 or any(shares(str(f["evidence"]), subject) for f in given):
        return None
    made = (f for f in read.facts(Commitment) if f.strength in BINDING)
    return [t for f in made if shares(t := read.text(f), subject, min(3, len(topic)))]


def nobodys(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Quoted words that are nobody's reported speech, nor a commitment of any kind."""
    if any(shares(str(f["evidence"]), subject) for f in read.listed("statements")) or len(topic_of(subject)) < 2:
        return None
    text = read.x.document.text
    told = (" ".join(s.text(text) for s in (*f.content, *f.quotes)) for f in read.facts(Statement))
    return [t for t in told if shares(t, subject)] + (no_act(read, who, subject, line) or [])


def no_reported(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Nothing is reported speech in a text that is somebody's own."""
    return None if read.listed("statements") else [read.text(f) for f in read.facts(Statement)]


def no_event(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """No gathering that the line names takes, took or will take place."""
    given = (f"{f.get('label')} {f['evidence']}" for f in read.listed("events"))
    if not topic_of(subject) or any(shares(g, subject, 1) for g in given):
        return None
    return [f.label for f in read.facts(Event) if shares(f.label, subject, 1)]


def no_meeting(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """The text tells of no gathering at all, or of none of the kind that the line names."""
    kinds = {w for w in ("meeting", "signing", "visit", "summit", "call") if w in subject.lower()}
    if not kinds or any(f.get("type") in kinds for f in read.listed("events")):
        return None
    return [f.label for f in read.facts(Event) if f.type in kinds]


def no_ordinal(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A number that counts something else is the ordinal of no event."""
    ordinals = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
    figure = re.search(r"\d+", subject)
    number = int(figure.group()) if figure else next((n for w, n in ordinals.items() if w in subject.lower()), 0)
    if not number or any(f.get("ordinal") == number for f in read.listed("events")):
        return None
    return [f.label for f in read.facts(Event) if f.ordinal == number]


def stands_for(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Words that always mean one and the same never mean somebody else whom the line names."""
    pronoun, _, rest = subject.partition("'")
    meant = read.named_in(CUTS.split(rest)[0])
    others = [w for w in read.names("officials") if w not in meant]
    told = (i for i, m in enumerate(read.x.mentions) if m.surface.lower() == pronoun.lower())
    return [pronoun for i in told if any(read.is_one(w, i) for w in others)] if meant else None


def other_post(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """Somebody has not the office, or not the office of that state, that the line names after "not"."""
    persons = [w for w in read.named_in(subject) if w in read.names("officials")]
    denial = re.search(rf"\b{NOT} (?:called )?(?:the |an? |of )?(.+?)(?:[:,;.]|$| or )", line)
    if not persons or denial is None:
        return None
    held = [(f, read.x.mentions[f.office].office) for f in read.facts(Tenure)]
    held = [(f, o) for f, o in held if any(read.is_one(w, f.person) for w in persons)]
    given = [p for o in read.listed("officials") if o["name"] in persons for p in o["posts"]]
    title, states = denial.group(1).casefold(), [w for w in read.named_in(denial.group(1)) if len(w) == 2]
    states = [s for s in states if all(s not in p["for"] for p in given)]
    if states:
        return [read.text(f) for f, o in held if o.country in states]
    if any(p["title"].casefold().startswith(title) for p in given):
        return None
    return [read.text(f) for f, o in held if o.title.casefold().startswith(title)]


def other_occasion(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """What came about earlier or elsewhere is not dated as of this text, nor tied to its meeting."""
    today = str(read.gold.get("date"))
    given = [f for f in (*read.listed("agreements"), *read.listed("events")) if shares(str(f.get("label")), subject, 1)]
    if any(str(f.get("date")) == today for f in given) or not topic_of(subject):
        return None
    made = (f for k in (Agreement, Event) for f in read.facts(k) if shares(f.label, subject))
    return [f"{f.label}: {f.date}" for f in made if f.date == today]


def no_figure(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """A sum that the text does not give is no figure of it."""
    scale = {"a million": 1_000_000, "a billion": 1_000_000_000}.get(subject)
    return [read.text(f) for f in read.facts(Claim) if f.quantity == scale] if scale else None


def one_only(read: Read, who: list[str], subject: str, line: str) -> Finding:
    """There are no two instruments, or no two people."""
    if subject == "instruments":
        count, given = len(list(read.facts(Agreement))), len(read.listed("agreements"))
        return [f.label for f in read.facts(Agreement)] if count > max(given, 1) else []
    return None
