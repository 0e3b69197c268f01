"""Who issues a text: a country or an organisation, weighed from what the text and its metadata show, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.calendar import MONTHS
from kg.layout import BlockKind, dateline
from kg.mentions.parties import head
from kg.mentions.proposal import Proposal
from kg.mentions.unsaid import STATED, by_law, in_play, main_body, mandate, unsaid
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Entry, Reference

MOST = 1.9  # weight of being named alone: never enough without another reason
FEW = 3  # mentions of countries that are too few to count
ABOUT = frozenset({"and", "with", "to", "on", "by", "from"})
TOWARDS = frozenset({"to", "with", "on", "in", "of", "for", "at"})
ABOUT_WHAT = frozenset({"on", "to", "in"})
LETTERS = frozenset({"letter", "letters", "note"})
SENDER = 4.0  # weight of the country that a letter is from
AUTHOR = 2.0  # weight of the office in a byline
FAR = 4  # tokens between such a preposition and the country
DATELINE, FRAME = 10, frozenset({",", ".", "(", ")"})
ENOUGH, MARGIN = 2.0, 0.75
HEAD_BLOCKS, TAIL_BLOCKS = 6, 2
DOMAINS = {"uk": "country/GB", "gov": "country/US", "mil": "country/US", "eu": "org/eu"}  # others are ISO codes


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who speaks when a text says "we" or "the Government"; ``key`` is None where the text does not tell."""

    key: str | None = None  # "country/MX", "org/nato"
    why: str = "nothing in the text says who issues it"

    @property
    def country(self) -> str | None:
        """The ISO code of the country that issues the text."""
        return self.key[8:] if self.key and self.key.startswith("country/") else None


Weighed = tuple[str, float, str]  # key, weight, reason


def publisher(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Publisher:
    """The issuer of a text, from metadata, letterhead, dateline, title and whom it speaks of most."""
    sums, reasons = weigh(parsed, reference, earlier)
    ranked = sorted(sums, key=lambda k: (-sums[k], k))
    if not ranked or sums[ranked[0]] < ENOUGH:
        return Publisher()
    if len(ranked) > 1 and sums[ranked[1]] > MARGIN * sums[ranked[0]]:
        return Publisher(why=f"the issuer may be {' or '.join(ranked[:2])}")
    return Publisher(ranked[0], "; ".join(reasons[ranked[0]]))


def weigh(
    parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """What speaks for each country or organisation as the issuer: the sum of weights, and the reasons."""
    sums: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    for key, weight, reason in _evidence(parsed, reference, earlier):
        sums[key] = sums.get(key, 0.0) + weight
        reasons.setdefault(key, []).append(reason)
    return sums, reasons


def _evidence(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    document = parsed.document
    if document.publisher:
        yield from ((k, 10.0, "metadata names the publisher") for k in _named(document.publisher, reference)[:1])
    if document.url:
        yield from ((k, 8.0, "the address of the text") for k in _domain(document.url, reference))
    yield from _letterhead(parsed, reference, earlier)
    counterparts = _counterparts(earlier)
    yield from _title(parsed, earlier, counterparts)
    yield from _most(earlier, counterparts | _topics(parsed, earlier))
    yield from _voices(parsed, earlier)
    yield from _authors(parsed, reference, earlier)
    yield from _senders(parsed, earlier)
    yield from _mandates(parsed, reference, earlier)
    yield from unsaid(parsed.words, reference, earlier)


def _named(text: str, reference: Reference) -> list[str]:
    """Keys for a publisher's name: the country in it or of it, else the organisation."""
    words = text.replace("'s", " 's").replace(",", " ,").split()
    entries = [e for i in range(len(words)) if (f := reference.gazetteer.at(words, i)) for e in f[0]]
    countries = [e.key for e in entries if e.kind == Kind.COUNTRY and not e.metonym]
    organizations = [_owner(reference, e.key) for e in entries if e.kind == Kind.ORGANIZATION]
    return countries or organizations


def _owner(reference: Reference, key: str) -> str:
    """An agency stands for its country, any other organisation for itself."""
    organization = reference.organizations.get(key)
    return f"country/{organization.country}" if organization and organization.country else key


def _domain(url: str, reference: Reference) -> Iterator[str]:
    last = (urlsplit(url).hostname or "").rpartition(".")[2].lower()
    key = DOMAINS.get(last, f"country/{last.upper()}")
    if key in DOMAINS.values() or last.upper() in reference.countries:
        yield key


def _letterhead(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    """Agencies and places that stand in the headings above the text or in its last lines."""
    heads, tails = _edges(parsed)
    seats = {p.after + 1 for p in earlier if p.kind == Kind.PLACE and parsed.words[p.after : p.after + 1] == (",",)}
    for p in earlier:
        block = parsed.block_of[p.first]
        if p.kind == Kind.ORGANIZATION and p.keys and block in heads and _alone(parsed, block):
            yield _owner(reference, p.keys[0]), 3.0, "an agency in the letterhead"
        if p.kind == Kind.COUNTRY and p.keys and block in heads and _alone(parsed, block) and p.first not in seats:
            yield p.keys[0], 2.0, "a country in the letterhead"
    bodies = [i for i, b in enumerate(parsed.blocks) if b.kind == BlockKind.BODY]
    datelined = [i for i in bodies[:1] if dateline(parsed.blocks[i].clean) or _opens_with_place(parsed, reference, i)]
    for block in [] if main_body(parsed.words, earlier) else [*heads, *tails, *datelined]:
        entries, _ = _named_first(parsed, reference, block)
        places = [reference.places[e.key] for e in entries if e.kind == Kind.PLACE]
        if len(places) == 1 and places[0].country and places[0].kind == "city":
            yield f"country/{places[0].country}", 1.5, "the place in the dateline"


def _opens_with_place(parsed: Parsed, reference: Reference, block: int) -> bool:
    """Whether a paragraph begins with a place, perhaps a date, and a colon or dash: "LIMA, May 3: …"."""
    first, after = parsed.block_tokens[block]
    entries, at = _named_first(parsed, reference, block)
    while at < min(after, first + DATELINE) and (parsed.words[at] in FRAME or _is_dated(parsed, at)):
        at += 1
    return bool(entries) and at < after and parsed.words[at] in {":", "-"}


def _named_first(parsed: Parsed, reference: Reference, block: int) -> tuple[tuple[Entry, ...], int]:
    """What the gazetteer knows by the name that opens a block, and the token after that name."""
    first, after = parsed.block_tokens[block]
    found = reference.gazetteer.at(parsed.texts[first:after], 0)
    return (tuple(found[0]), first + found[1]) if found else ((), first)


def _is_dated(parsed: Parsed, i: int) -> bool:
    """Whether a token belongs to a date: a number or a month, in full or short."""
    word = parsed.words[i].partition(".")[0]
    return word[:1].isdigit() or word in MONTHS


def _edges(parsed: Parsed) -> tuple[list[int], list[int]]:
    """Heading blocks before the text, without its title, and the last short blocks."""
    short = {i for i, b in enumerate(parsed.blocks) if b.kind == BlockKind.HEADING}
    last = len(parsed.blocks)
    tails = [i for i in range(max(HEAD_BLOCKS, last - TAIL_BLOCKS), last) if i in short]
    return [i for i in range(min(HEAD_BLOCKS, last)) if i in short], tails


def _alone(parsed: Parsed, block: int) -> bool:
    """Whether a heading is hardly more than this ("Prime Minister of Fiji"), and not what a text is about."""
    first, after = parsed.block_tokens[block]
    return after - first <= 9 and not ABOUT & set(parsed.words[first:after])


def _counterparts(earlier: Sequence[Proposal]) -> frozenset[str]:
    """The ISO code said of officials, if only one is, in a text that names other officials without theirs.

    A text says the country of others' officials ("the Kenyan Foreign Minister") and leaves out that of its own.
    """
    said: dict[int, set[str]] = {}
    for p in earlier:
        if p.office is not None and p.holder is not None:
            own = said.setdefault(id(head(p.holder)), set())
            own.update([p.office.country] if p.office.country and p.office.basis in STATED else [])
    codes = frozenset(c for found in said.values() for c in found)
    return codes if len(codes) == 1 and not all(said.values()) else frozenset()


def _title(parsed: Parsed, earlier: Sequence[Proposal], counterparts: frozenset[str]) -> Iterator[Weighed]:
    """The country, or the agency, that a title names first is more often the issuer than not."""
    after = parsed.block_tokens[0][1] if parsed.block_tokens else 0
    named = [p for p in earlier if p.first < after and p.keys and p.how != How.METONYM]
    state = next((p for p in named if p.kind == Kind.COUNTRY), None)
    if state is not None and state.keys[0][8:] not in counterparts and not TOWARDS & set(parsed.words[: state.first]):
        yield state.keys[0], 0.75, "the country that the title names first"
    agency = next((p for p in named if p.kind == Kind.ORGANIZATION and p.country), None)
    if agency is not None:
        yield f"country/{agency.country}", 1.0, "an agency in the title"


def _topics(parsed: Parsed, earlier: Sequence[Proposal]) -> frozenset[str]:
    """The ISO codes of the countries that a title of one country names behind "on", "to" or "in": what it is about."""
    after = parsed.block_tokens[0][1] if parsed.block_tokens else 0
    named = [p for p in earlier if p.first < after and p.kind == Kind.COUNTRY and p.keys]
    about = [p for p in named if ABOUT_WHAT & set(parsed.words[max(0, p.first - FAR) : p.first])]
    return frozenset(p.keys[0][8:] for p in about) if len(about) == len(named) else frozenset()


def _most(earlier: Sequence[Proposal], counterparts: frozenset[str]) -> Iterator[Weighed]:
    counts = Counter(p.keys[0] for p in earlier if p.kind == Kind.COUNTRY and p.keys)
    whole = sum(counts.values())
    for key, n in counts.most_common(2) if whole >= FEW else ():
        weight = MOST / 2 if key[8:] in counterparts else MOST
        yield key, weight * n / whole, f"{n} of {whole} mentions of countries"


def _voices(parsed: Parsed, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    """A state that is the subject of a main clause in the present: "Kenya welcomes", "the United States will …"."""
    found: Counter[str] = Counter()
    for p in earlier:
        if p.kind == Kind.COUNTRY and p.keys and p.how != How.METONYM and p.form == Form.NAME:
            root = parsed.doc[p.first : p.after].root
            found[p.keys[0]] += root.dep_ == "nsubj" and root.head.dep_ == "ROOT" and root.head.tag_ in {"VBZ", "VBP"}
    for key, n in sorted(found.items()):
        if n:
            yield key, min(0.5 * n, 1.5), "it speaks in the present"


def _authors(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    """The country of the official who is named first, and with an office, in a heading under the title."""
    heads = set(_edges(parsed)[0]) - {0}
    play = in_play(parsed.words, earlier)
    for p in earlier:
        block = parsed.block_of[p.first]
        if p.office is None or p.holder is None or block not in heads or not _alone(parsed, block):
            continue
        code = p.office.country or by_law(reference, p.office.title, play)
        yield from [(f"country/{code}", AUTHOR, "the office of the author")] if code else []
        return


def _senders(parsed: Parsed, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    """The country that a letter is from: "Letter dated 3 May from the Permanent Representative of Chad to …"."""
    for block in range(min(HEAD_BLOCKS, len(parsed.blocks))):
        first, after = parsed.block_tokens[block]
        words = parsed.words[first:after]
        if LETTERS & set(words[:2]) and "from" in words:
            sender = first + words.index("from")
            found = (p for p in earlier if p.kind == Kind.COUNTRY and p.keys and sender < p.first < after)
            yield from [(p.keys[0], SENDER, "the letter is from its representative") for p in found][:1]


def _mandates(parsed: Parsed, reference: Reference, earlier: Sequence[Proposal]) -> Iterator[Weighed]:
    """A country for which the text has a special envoy is another's business: its own government sends none to it."""
    named = {p.first: p.keys[0] for p in earlier if p.kind == Kind.COUNTRY and p.keys}
    for key in dict.fromkeys(named[i] for p in earlier for i in mandate(parsed, reference, p) if i in named):
        yield key, -AUTHOR, "a special envoy for it"
