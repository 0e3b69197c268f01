"""Who and what is in play in a text, for telling whose office a title is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.lexicon import Lexicon
from kg.mentions.page import iso
from kg.mentions.parties import equal_before, head
from kg.mentions.proposal import Proposal
from kg.mentions.publisher import weigh
from kg.mentions.sides import Side, sides
from kg.mentions.unsaid import SAID, by_law, fit, main_body, mandate, principals, said_of, seats, unsaid_titles
from kg.model import Form, Kind
from kg.parse import Parsed
from kg.reference import Reference

ENOUGH, MARGIN, OFFICES, VISITED, AGENCIES, SPEAKER = 1.5, 0.85, 0.5, -1.0, 1.0, 1.0
SUPRANATIONAL = frozenset({"igo", "bloc"})
INVITING = frozenset({"invite", "invitation"})


@dataclass(slots=True)
class Scene:
    """One document's settled proposals, and what follows from them. Countries are ISO codes, places token indices."""

    parsed: Parsed
    reference: Reference
    lexicon: Lexicon
    stand: Sequence[Proposal]
    offices: list[Proposal] = field(default_factory=list)
    organizations: list[Proposal] = field(default_factory=list)
    places: list[Proposal] = field(default_factory=list)
    actors: list[Proposal] = field(default_factory=list)  # persons and titles
    sides: list[Side] = field(default_factory=list)
    play: dict[str, list[int]] = field(default_factory=dict)  # where a country or an agency of it is named
    nearby: dict[str, list[int]] = field(default_factory=dict)  # the same, places in it included
    said: dict[str, None] = field(default_factory=dict)  # countries that stand beside the titles of their officials
    principals: list[str] = field(default_factory=list)  # countries whose relation the text is about
    lawful: list[str] = field(default_factory=list)  # countries that alone have an office of the text
    visited: list[str] = field(default_factory=list)  # countries that somebody travels to
    home: list[str] = field(default_factory=list)  # the country whose officials need no country, if it can be told
    body: str | None = None  # key of the international organisation that the text is about more than any country
    issuer: str = ""  # key of the organisation that issues the text, if one does
    ends: dict[int, Proposal] = field(default_factory=dict)  # the token after a holder's name → the title
    begins: dict[int, list[Proposal]] = field(default_factory=dict)  # what stands, by its first token
    closes: dict[int, list[Proposal]] = field(default_factory=dict)  # what stands, by the token after it
    held: dict[int, list[Proposal]] = field(default_factory=dict)  # the titles beside a person's name, by its ``id``
    equals: dict[int, list[str]] = field(default_factory=dict)  # countries of whom a person is called a counterpart
    owning: set[int] = field(default_factory=set)  # where a country's name belongs to a title
    parties: frozenset[str] = frozenset()  # words for a delegation
    meeting: frozenset[str] = frozenset()  # lemmas of verbs of meeting
    travelling: frozenset[str] = frozenset()  # lemmas of verbs of visiting

    def is_international(self, title: Proposal) -> bool:
        """Whether an office is one of an international organisation, by its owner or its name."""
        if title.organization is not None and title.organization.org_kind in SUPRANATIONAL:
            return True
        words = self.reference.heads.tell_apart(title.office.title) if title.office else frozenset()
        return words >= {"secretary", "general"} or words >= {"high", "representative"} or "rapporteur" in words

    def country_of(self, person: Proposal) -> list[str]:
        """The countries of the offices beside a person's name."""
        return [t.office.country for t in self.held.get(id(person), ()) if t.office and t.office.country]


def set_scene(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Scene:
    """The scene of a document."""
    scene = Scene(parsed, reference, lexicon, stand, sides=sides(parsed, lexicon, stand))
    scene.offices = [p for p in stand if p.office is not None]
    scene.organizations = [p for p in stand if p.kind == Kind.ORGANIZATION]
    scene.places = [p for p in stand if p.kind == Kind.PLACE]
    scene.actors = [p for p in stand if p.kind in {Kind.PERSON, Kind.OFFICE}]
    for p in stand:
        scene.begins.setdefault(p.first, []).append(p)
        scene.closes.setdefault(p.after, []).append(p)
    for title in scene.offices:
        if title.holder is not None:
            scene.held.setdefault(id(title.holder), []).append(title)
    posted, aside = set(_posted(scene)), seats(parsed.words, stand)
    for p in stand:
        code = iso(p) if p.kind in {Kind.COUNTRY, Kind.ORGANIZATION, Kind.PLACE} else None
        if code and p.first not in posted:
            scene.nearby.setdefault(code, []).append(p.first)
            if p.kind != Kind.PLACE and p.first not in aside:
                scene.play.setdefault(code, []).append(p.first)
    scene.body = main_body(parsed.words, stand)
    scene.ends = {t.holder.after: t for t in scene.offices if t.holder is not None}
    scene.owning = set(_owning(scene))
    scene.parties = lexicon.words("groups", "delegation")
    for person, code in _equals(scene):
        scene.equals.setdefault(id(person), []).append(code)
    scene.meeting = frozenset(_verbs(lexicon, "meet", "call", "visit", "receive", "call-on"))
    scene.travelling = frozenset(_verbs(lexicon, "visit"))
    held = [o.office for o in scene.offices if o.office is not None and o.holder is not None]
    scene.said = said_of(held)
    scene.principals = principals(parsed.words, stand, scene.said)
    titles = unsaid_titles(held)
    scene.lawful = list(dict.fromkeys(c for t in titles if (c := by_law(reference, t, scene.play))))
    scene.visited = list(dict.fromkeys([*_visited(scene), *_met(scene)]))
    _find_home(scene)
    return scene


def _posted(scene: Scene) -> Iterator[int]:
    """Where the countries stand to which somebody is sent: "Ambassador to Peru"."""
    for title in scene.offices:
        yield from (i for i in range(title.first + 1, title.after) if scene.parsed.words[i - 1] in {"to", "in"})
        yield from mandate(scene.parsed, scene.reference, title)


def _equals(scene: Scene) -> Iterator[tuple[Proposal, str]]:
    """Who is called a counterpart, and of which country: "her Moldovan counterpart, X"."""
    peers = scene.lexicon.words("groups", "relational")
    for actor in scene.actors:
        noun = equal_before(scene.parsed, actor.first, peers)
        if noun is not None and scene.parsed.tags[noun] in {"NN", "NNP"}:
            countries = (p for p in scene.closes.get(noun, ()) if p.kind == Kind.COUNTRY)
            yield from ((head(actor), code) for p in countries if (code := iso(p)))


def _owning(scene: Scene) -> Iterator[int]:
    """Where the countries stand that titles or their holders carry: "Kenyan", "of Kenya"."""
    names = {p.first for p in scene.stand if p.kind == Kind.COUNTRY}
    for title in scene.offices:
        yield from (i for i in range(title.first, title.after) if i in names)
        after = title.holder.after if title.holder is not None else -1
        if scene.parsed.words[after : after + 1] in {("of",), ("(",)}:
            yield from (i for i in (after + 1, after + 2) if i in names)


def _verbs(lexicon: Lexicon, *concepts: str) -> Iterator[str]:
    for concept in concepts:
        if concept in lexicon.scheme("event-verbs"):
            yield from (verb for cue in lexicon.words("event-verbs", concept) if (verb := cue.split()[0]) != "be")


def _find_home(scene: Scene) -> None:
    """Whose officials the text names without country: weighed like the publisher, and by the offices they hold."""
    held = [o.office for o in scene.offices if o.office is not None and o.holder is not None]
    titles = list(unsaid_titles(held))
    sums, _ = weigh(scene.parsed, scene.reference, scene.stand)
    first = max(sums, key=lambda k: (sums[k], k), default="")
    scene.issuer = first if first.startswith("org/") else ""
    marks = dict.fromkeys((*(k[8:] for k in sums if k.startswith("country/")), *scene.play), 0.0)
    for code in marks:
        marks[code] = sums.get(f"country/{code}", 0.0) + OFFICES * fit(scene.reference, titles, code)
    agencies = Counter(owner for o in scene.organizations if _is_own_agency(scene, o) and (owner := iso(o)))
    whole = agencies.total() or 1
    marks = {c: m + VISITED * (c in scene.visited) + AGENCIES * agencies[c] / whole for c, m in marks.items()}
    staying = [c for c in marks if c not in scene.visited] if _speaks(scene) and scene.visited else []
    own = max(staying, key=lambda c: (marks[c], c), default="")
    marks = {c: m + SPEAKER * (c == own) for c, m in marks.items()}
    ranked = sorted(marks, key=lambda c: (-marks[c], c))
    second = marks[ranked[1]] if len(ranked) > 1 else 0.0
    if ranked and marks[ranked[0]] >= ENOUGH and second <= MARGIN * marks[ranked[0]]:
        scene.home = [ranked[0]]


def _is_own_agency(scene: Scene, organization: Proposal) -> bool:
    """An agency named without its country behind it: not "the Ministry of Trade of Peru", which is another's."""
    behind = range(organization.first + 1, organization.after)
    named = (p for i in behind for p in scene.begins.get(i, ()) if p.kind == Kind.COUNTRY and p.form == Form.NAME)
    return organization.org_kind == "agency" and next(named, None) is None


def _speaks(scene: Scene) -> bool:
    """Whether the author tells in the first person: "I will travel to …"."""
    return any(w == "i" and t.dep_ == "nsubj" for w, t in zip(scene.parsed.words, scene.parsed.doc, strict=True))


def _met(scene: Scene) -> Iterator[str]:
    """Countries of a sentence in which the author tells whom they met: "In Jordan I met …"."""
    for token in scene.parsed.doc:
        if token.lower_ == "i" and token.dep_ == "nsubj" and token.head.lemma_.lower() in scene.meeting:
            first, after = token.sent.start, token.sent.end
            found = [c for c, at in scene.nearby.items() if any(first <= i < after for i in at)]
            yield from _there(scene, token) or (found if len(found) == 1 else ())


def _there(scene: Scene, subject: Token) -> list[str]:
    """The country that opens a sentence as the place of it: "In Jordan I met …", "In Suva, I will call on …"."""
    first = subject.sent.start
    if scene.parsed.words[first] not in {"in", "at"}:
        return []
    return [c for c, at in scene.nearby.items() if any(first < i < subject.i for i in at)]


def _is_foreign(scene: Scene, after: int, code: str | None) -> bool:
    """Whether who is last named before a visit is said to be of another country: it may well be the host who tells."""
    first = scene.parsed.sentence(after - 1).start
    near = (t for i in range(after, first, -1) for t in scene.closes.get(i, ()) if t.office is not None)
    visitor = next(near, None)
    holder = visitor.holder.name if visitor is not None and visitor.holder is not None else None
    same = (t.office for t in scene.offices if t is visitor or (holder and t.holder and t.holder.name == holder))
    return any(o is not None and o.country not in {None, code} and o.basis in SAID for o in same)


def _visited(scene: Scene) -> Iterator[str]:
    """Countries that somebody travels to."""
    cues, parsed = scene.lexicon.cues("event-verbs"), scene.parsed
    named = {p.first: p for p in scene.stand if p.kind in {Kind.COUNTRY, Kind.PLACE}}
    for concept, _, after in cues.scan(parsed.lemmas, parsed.words):
        if concept != "visit":
            continue
        target = next((named[i] for i in range(after, after + 3) if i in named), None)
        if target is not None and parsed.doc[target.first].sent.start >= after:
            continue
        if any(lemma in INVITING for lemma in parsed.lemmas[parsed.sentence(after - 1).start : after]):
            continue  # "invited her counterpart to visit Suva": the host may well be the author
        if target is not None and _is_foreign(scene, after, iso(target)):
            continue
        while target is not None:
            yield from [code] if (code := iso(target)) else []
            behind = target.after
            while parsed.words[behind : behind + 1] in {(",",), ("and",), ("the",)}:
                behind += 1
            target = named.get(behind) if behind > target.after else None
