"""Names of events and words for them: "the 74th UN General Assembly", "COP27", "the meeting", "his visit".

A name is an event noun of dipv:event-types with what makes it a name: an ordinal, a year, a series or actors before
it ("Seventh … Strategic Dialogue", "U.S.-EU Summit"), or a capitalised complement ("Summit of the Americas"). Any
other use of such a noun is a nominal, found after names have been settled.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Token

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.event_nouns import ACRONYM, YEAR, Noun, is_ordinal, nouns
from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Reference

NAMING = frozenset({"PROPN", "ADJ", "NOUN", "NUM"})
JOINERS = frozenset({"-", "/", "&", "'s", "'", "and", "of"})
COMPLEMENTS = frozenset({"of", "on", "for", "against"})
DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "their", "his", "her", "its", "our", "today", "yesterday"}
)
SERIAL = frozenset({"annual", "next", "last", "previous", "upcoming", "forthcoming", "ministerial", "recent", "final",
                    "special", "extraordinary", "regular", "biennial", "inaugural", "plenary"})  # fmt: skip
AROUND = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.PERSON, Kind.OFFICE, Kind.PLACE, Kind.GROUP})
OCCASION = frozenset(
    {"at", "attend", "host", "during", "next", "recent", "last", "upcoming", "forthcoming", "from", "after", "convene",
     "hold", "of", "for", "following", "before", "chair", "this"}
)  # fmt: skip
PARTS = frozenset({"round", "session", "meeting", "edition", "part", "phase", "iteration", "Round", "Session"})
PROCESS = frozenset({"negotiation", "negotiations"})
HELD = frozenset({"hold", "have", "conduct"})
AMID = frozenset({"during", "after", "following", "before"})
TALKS = frozenset({"conference", "summit", "meeting", "dialogue"})
NAMED = 0.965  # above the name of an organisation, below that of a country
WEAK = 0.6  # what scores lower is a model's guess that an event noun may overrule
SERIES = frozenset(
    {"dialogue", "dialog", "summit", "conference", "forum", "talks", "consultations", "process", "committee",
     "commission", "council", "group"}
)  # fmt: skip
PASSING = frozenset(
    {"next", "last", "previous", "upcoming", "forthcoming", "recent", "today", "yesterday"}
)  # no part of a name


def propose(parsed: Parsed, _: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Named events."""
    by_token = _by_token(earlier)
    for noun in nouns(parsed, lexicon):
        found = _named(parsed, noun, by_token)
        if found is not None:
            first, after = found
            name = " ".join(parsed.surface(first, after).split())
            yield Proposal(
                first=first, after=after, kind=Kind.EVENT, form=Form.NAME, name=name,
                aliases=_alias(parsed, after), score=NAMED,
            )  # fmt: skip


def _by_token(earlier: Sequence[Proposal]) -> dict[int, list[Proposal]]:
    found: dict[int, list[Proposal]] = {}
    for p in earlier:
        if p.score >= WEAK and p.kind in AROUND:
            for token in range(p.first, p.after):
                found.setdefault(token, []).append(p)
    return found


def _named(parsed: Parsed, noun: Noun, by_token: dict[int, list[Proposal]]) -> tuple[int, int] | None:
    """The tokens of the name an event noun heads; None when it is no name."""
    if noun.first >= 2 and parsed.words[noun.first - 1] == "(":
        return None
    first = _left(parsed, noun, by_token)
    capital = parsed.doc[noun.head].text[0].isupper()
    after = _right(parsed, noun, by_token, capital)
    before = parsed.doc[first : noun.first]
    body = next(
        (p for p in by_token.get(noun.head, ()) if p.source == "gazetteer" and p.kind == Kind.ORGANIZATION), None
    )
    if body is not None and body.after == noun.after:
        return (min(first, body.first), max(after, body.after)) if _happens(parsed, noun, body) else None
    if any(
        p.first < noun.first and p.after > noun.head and p.source == "gazetteer" for p in by_token.get(noun.head, ())
    ):
        return (first, after) if any(is_ordinal(t.text) for t in before) else None
    running = parsed.block(noun.head).kind in {BlockKind.BODY, BlockKind.ITEM} and not parsed.block(noun.head).capitals
    actors = _actors_before(by_token, first, noun.first)
    if ACRONYM.match(parsed.doc[noun.head].text) or (actors and noun.type not in {"visit", "call", "signing"}):
        return first, after
    ordinal = any(is_ordinal(t.text) or YEAR.match(t.text) for t in before)
    complement = after > noun.after
    seat = any(p.kind == Kind.PLACE for p in by_token.get(noun.first - 1, ())) and noun.first > first
    if seat and noun.type in TALKS:
        return first, after
    if not capital:
        plural = parsed.doc[noun.head].tag_ in {"NNS", "NNPS"}
        return (first, after) if complement and not plural and noun.type in TALKS else None
    long = noun.after - noun.first > 2
    modified = long or any(
        t.i >= first and t.text[0].isupper() and t.pos_ in NAMING and not is_ordinal(t.text) for t in before
    )
    if running and noun.type in {"visit", "call"}:
        return None
    return (first, after) if (running and (modified or complement)) or (ordinal and (modified or complement)) else None


def _happens(parsed: Parsed, noun: Noun, body: Proposal) -> bool:
    """Whether the name of a summit or conference that reference data know as a body means a session of it here."""
    begin = parsed.sentence(body.first).start
    before = set(parsed.lemmas[max(begin, body.first - 4) : body.first])
    if is_ordinal(parsed.doc[max(body.first - 1, 0)].text):
        return True
    if parsed.lemmas[noun.head] in {"forum", "assembly", "congress"}:
        return False
    behind = parsed.words[body.after] if body.after < len(parsed.doc) else ""
    numbered = any(is_ordinal(w) or YEAR.match(w) for w in before)
    return numbered or bool(before & OCCASION) or behind in {"in", "to", "on", "held", "(", "hosted"}


def _left(parsed: Parsed, noun: Noun, by_token: dict[int, list[Proposal]]) -> int:
    """The first token of the modifiers before an event noun, within its sentence."""
    begin = parsed.sentence(noun.first).start
    capital = parsed.doc[noun.head].text[0].isupper()
    i = noun.first
    while i > begin and _modifies(parsed, i - 1, by_token, capital):
        i -= 1
    i = min([i, *(p.first for p in by_token.get(i, ()) if p.kind == Kind.COUNTRY)])  # "the UK-Ghana Dialogue"
    i = _numbered(parsed, i, begin)
    while i < noun.first and (parsed.words[i] in JOINERS or parsed.words[i] in PASSING):
        i += 1
    return i


def _numbered(parsed: Parsed, i: int, begin: int) -> int:
    """Where "the sixth round of the" in front of a name begins at its ordinal."""
    k = i - 1
    k -= k > begin and parsed.words[k] == "the"
    if k - 2 < begin or parsed.words[k] != "of" or parsed.lemmas[k - 1] not in PARTS:
        return i
    at = next((j for j in range(k - 2, max(begin, k - 4) - 1, -1) if is_ordinal(parsed.doc[j].text)), None)
    return i if at is None else at


def _modifies(parsed: Parsed, i: int, by_token: dict[int, list[Proposal]], capital: bool) -> bool:
    token = parsed.doc[i]
    if token.text in {"-", "/", "&"} or is_ordinal(token.text) or YEAR.match(token.text):
        return True
    if token.text in {"'", "'s"}:
        return i > 0 and parsed.doc[i - 1].tag_ in {"NNS", "NNPS"} and not _is_person(by_token, i - 1)
    if token.text in {"(", ")"}:
        return _in_acronym(parsed, i) and (
            capital or bool(by_token.get(i if token.text == "(" else i - 3)) or i - 1 in by_token
        )
    if token.lower_ == "and":
        return capital and i > 0 and parsed.doc[i - 1].text[0].isupper() and i - 1 not in by_token
    if token.lower_ in SERIAL:
        return True
    if token.pos_ not in NAMING or token.ent_type_ in {"DATE", "TIME"} or _is_person(by_token, i):
        return False
    if token.text[0].isupper():
        return i > parsed.sentence(i).start or token.pos_ != "NOUN"
    if token.pos_ in {"ADJ", "NOUN"} and i > 3 and parsed.words[i - 1] == ")" and _in_acronym(parsed, i - 1):
        return any(p.kind == Kind.ORGANIZATION for p in by_token.get(i - 4, ()))
    return token.pos_ in {"ADJ", "NOUN"} and any(
        p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} for p in by_token.get(i - 1, ())
    )


def _is_person(by_token: dict[int, list[Proposal]], i: int) -> bool:
    return any(p.kind in {Kind.PERSON, Kind.OFFICE} for p in by_token.get(i, ()))


def _in_acronym(parsed: Parsed, i: int) -> bool:
    """A bracket of an abbreviation of one token inside a name: "East Asia Summit (EAS) Foreign Ministers' Meeting"."""
    words = parsed.doc
    if words[i].text == ")":
        return i >= 2 and words[i - 2].text == "(" and words[i - 1].text.isupper()
    return i + 2 < len(words) and words[i + 2].text == ")" and words[i + 1].text.isupper()


def _actors_before(by_token: dict[int, list[Proposal]], first: int, noun: int) -> bool:
    """Whether countries, organisations or blocs stand before the noun as its modifiers."""
    return any(p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} for i in range(first, noun) for p in by_token.get(i, ()))


def _right(parsed: Parsed, noun: Noun, by_token: dict[int, list[Proposal]], capital: bool) -> int:
    """The token after the complement that belongs to the name ("of the Americas", "on Climate Change", "2016")."""
    end = parsed.sentence(noun.head).end
    after = noun.after
    if after < end and YEAR.match(parsed.words[after]):
        after += 1
    while after < end and parsed.words[after] in COMPLEMENTS:
        stop = _complement(parsed, after, end, by_token, capital)
        if stop is None:
            break
        after = stop
    return after


def _complement(parsed: Parsed, at: int, end: int, by_token: dict[int, list[Proposal]], capital: bool) -> int | None:
    """The token after a capitalised complement that starts at a preposition; None where it is no part of the name."""
    i = at + 1
    while i < end and parsed.words[i] in {"the", "its", "their"}:
        i += 1
    if i >= end or not _continues(parsed, i):
        return None
    kinds = {p.kind for p in by_token.get(i, ()) if p.first == i}
    if parsed.words[at] == "of" and _names_event(parsed, i, end):
        return _run(parsed, i, end)
    if kinds & {Kind.PERSON, Kind.OFFICE} or parsed.doc[i].ent_type_ in {"DATE", "TIME"}:
        return None
    if not capital and parsed.words[at] != "of":
        return None
    if not capital and not kinds & {Kind.ORGANIZATION, Kind.EVENT} and _run(parsed, i, end) - i < 2:
        return None
    bodies = (p.after for p in by_token.get(i, ()) if p.first == i and p.kind == Kind.ORGANIZATION)
    stop = max((_run(parsed, i, end), *bodies))  # "of the Coalition to Address Drug Threats"
    if parsed.words[at] == "of" and (Kind.COUNTRY in kinds or _whose(parsed, i, stop, by_token)):
        return None
    return stop


def _whose(parsed: Parsed, i: int, stop: int, by_token: dict[int, list[Proposal]]) -> bool:
    """Whether a complement says whose people meet: "of the Foreign Ministers of India"."""
    of = (k + 1 for k in range(i + 1, stop) if parsed.words[k] == "of")
    return any(p.kind == Kind.COUNTRY for k in of for p in by_token.get(k + (parsed.words[k] == "the"), ()))


def _names_event(parsed: Parsed, i: int, end: int) -> bool:
    """ "session of the U.S.-Kenya Strategic Dialogue": capitalised words that end in an event noun."""
    stop = _run(parsed, i, end)
    return stop > i + 1 and any(w in SERIES for w in parsed.words[i + 1 : stop])


def _continues(parsed: Parsed, i: int) -> bool:
    return parsed.doc[i].text[0].isupper() and parsed.doc[i].pos_ in NAMING | {"VERB"}


def _run(parsed: Parsed, i: int, end: int) -> int:
    """The token after a run of capitalised words, joined by "and", commas before "and", "of", "of the"."""
    while i < end:
        if _continues(parsed, i) or parsed.doc[i].text in {"-", "&"}:
            i += 1
            continue
        k = i
        while k < end and parsed.words[k] in {"and", "of", "the", "on", "for"} and parsed.words[k - 1] != "and":
            k += 1
        if (
            k == i
            or k >= end
            or not _continues(parsed, k)
            or k - i > 2
            or parsed.doc[k].ent_type_ in {"DATE", "PERSON"}
        ):
            break
        i = k
    return i


def _alias(parsed: Parsed, after: int) -> tuple[str, ...]:
    if after + 2 < len(parsed.doc) and parsed.words[after] == "(" and parsed.words[after + 2] == ")":
        inside = parsed.doc[after + 1].text
        return (inside,) if sum(c.isupper() for c in inside) >= 2 else ()
    return ()


def link(parsed: Parsed, _: Reference, lexicon: Lexicon, earlier: Sequence[Proposal]) -> Iterator[Proposal]:
    """Nominals: event nouns outside names; a definite one refers to the last event of its kind named before it."""
    covered = {i for p in earlier if p.kind == Kind.EVENT for i in range(p.first, p.after)}
    taken = {Kind.OFFICE, Kind.PERSON, Kind.ORGANIZATION}
    people = {i for p in earlier if p.kind in taken and p.score >= WEAK for i in range(p.first, p.after)}
    last: dict[str, Proposal] = {}
    named = {p.after - 1: p for p in earlier if p.kind == Kind.EVENT}
    types = {n.head: n for n in nouns(parsed, lexicon)}
    yield from _abbreviated(parsed, earlier, types)
    for i in range(len(parsed.doc)):
        if i in named:
            kind = next((types[k].type for k in range(named[i].first, i + 1) if k in types), "other")
            last[kind] = named[i]
        noun = types.get(i)
        if noun is None or i in covered | people or ACRONYM.match(parsed.doc[i].text) or not _told(parsed, noun):
            continue
        proposal = _nominal(parsed, noun, last)
        yield proposal
        if not proposal.refers and proposal.how != How.OPEN:
            last[noun.type] = proposal


def _abbreviated(parsed: Parsed, earlier: Sequence[Proposal], heads: Container[int]) -> Iterator[Proposal]:
    """The abbreviations that stand for names of events, their nouns included: "… Dialogue (SSD) … after the SSD"."""
    known = {alias: p for p in reversed(earlier) if p.kind == Kind.EVENT for alias in p.aliases}
    taken = {i for p in earlier if p.kind == Kind.EVENT or p.source == "gazetteer" for i in range(p.first, p.after)}
    for i, text in enumerate(parsed.texts if known else ()):
        own = known.get(text) if i not in taken else None
        if own is None or not (_spells(parsed, own, text, heads) or parsed.words[i - 1] in PASSING):
            continue  # of a body, not of its meeting
        beside = i + 1 < len(parsed.doc) and parsed.pos[i + 1] in {"NOUN", "PROPN"}
        if i > own.after + 1 and not beside:
            yield Proposal(
                first=i, after=i + 1, kind=Kind.EVENT, form=Form.NAME, name=own.name, refers=[own], score=NAMED
            )


def _spells(parsed: Parsed, event: Proposal, alias: str, heads: Container[int]) -> bool:
    """Whether an abbreviation has the first letter of the event noun in it."""
    return any(i in heads and parsed.texts[i][0].upper() in alias for i in range(event.first, event.after))


def _told(parsed: Parsed, noun: Noun) -> bool:
    """Whether a noun is used of some happening, not as a modifier or in a fixed phrase."""
    head = parsed.doc[noun.head]
    if (
        noun.after < len(parsed.doc)
        and parsed.doc[noun.after].pos_ in {"NOUN", "PROPN"}
        and head.dep_ in {"compound", "nmod"}
    ):
        return False
    if noun.after - noun.first == 1 and head.lower_ in PROCESS and not _took_place(head):
        return False
    single = noun.after - noun.first == 1 and parsed.lemmas[noun.head] == "call"
    return not (single and noun.after < len(parsed.doc) and parsed.words[noun.after] in {"for", "to", "of", "upon"})


def _took_place(noun: Token) -> bool:
    """Whether negotiations are talks that somebody had, not a process that is begun, continued or concluded."""
    above = noun.head
    return above.lemma_ in HELD if noun.dep_ in {"dobj", "nsubjpass"} else above.lower_ in AMID and above.i < noun.i


def _qualifies(parsed: Parsed, i: int) -> bool:
    """An adjective, number or noun before an event noun, also with a hyphen ("high-level", "follow-up")."""
    token = parsed.doc[i]
    if token.text == "-":
        return i > 0 and parsed.doc[i - 1].whitespace_ == "" and parsed.doc[i - 1].pos_ not in {"PROPN", "PUNCT"}
    if i + 1 < len(parsed.doc) and parsed.words[i + 1] == "-" and token.whitespace_ == "":
        return token.text.islower()
    return token.pos_ in {"ADJ", "NUM"} or is_ordinal(token.text) or (token.dep_ == "compound" and token.pos_ == "NOUN")


def _nominal(parsed: Parsed, noun: Noun, last: dict[str, Proposal]) -> Proposal:
    first = noun.first
    begin = parsed.sentence(first).start
    while first > begin and _qualifies(parsed, first - 1):
        first -= 1
    name = " ".join(parsed.surface(first, noun.after).split())
    made = Proposal(first=first, after=noun.after, kind=Kind.EVENT, form=Form.NOMINAL, name=name, score=0.7)
    definite = first > begin and parsed.words[first - 1] in {"the", "this", "these", "that"}
    complemented = noun.after < len(parsed.doc) and parsed.words[noun.after] in {"with", "between", "of", "by", "to"}
    if definite and not complemented and first == noun.first:
        known = last.get(noun.type)
        made.how = How.DEFINITE if known else How.OPEN
        made.refers = [known] if known else []
        made.why = "" if known else "no event of this kind is named before it"
    return made
