"""Offices named without a country are allotted to the countries in play, all together.

For every person and office each country gets marks for reasons; the clearest case is settled first, and a country has
one president, one prime minister. Where no country leads by enough the office stays without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.layout import BlockKind
from kg.mentions.counterparts import (
    companions,
    delegates,
    is_colleague,
    is_met,
    listed_after,
    listed_before,
    named_counterpart,
    opposites,
)
from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.mentions.scene import Scene
from kg.mentions.unsaid import SAID, mandate, may_have
from kg.model import Status

HOME, HOME_SAID, NEAR, MAIN, MAIN_SAID, SHARE, EXACT, COUNTER, VISITED = 2.0, 0.75, 1.0, 1.0, 0.5, 1.0, 0.5, -2.0, 1.0
RUNNING = frozenset({BlockKind.BODY, BlockKind.ITEM})
NEED, LEAD, ONLY, LISTED, COMPANY = 1.0, 0.3, 0.5, 0.75, 3.0
KNOWN = 1.0
SINGLE = ("President", "Prime Minister", "King", "Queen", "Chancellor", "Premier", "Vice President")


@dataclass(slots=True)
class Case:
    """One person's office without a country: the titles that say it, and the marks of each country."""

    titles: list[Proposal]
    words: frozenset[str]
    single: bool
    marks: dict[str, float] = field(default_factory=dict)

    def ranked(self) -> list[str]:
        """The countries, the most likely first."""
        return sorted(self.marks, key=lambda c: (-self.marks[c], c))

    @property
    def lead(self) -> float:
        """By how much the first is ahead of the second; negative where the first has too little."""
        marks = [self.marks[c] for c in self.ranked()]
        if not marks or marks[0] < NEED:
            return -1.0
        return marks[0] - (marks[1] if len(marks) > 1 else 0.0)


def allot(scene: Scene, people: Sequence[Sequence[Proposal]]) -> None:
    """Give offices of named persons the country that most speaks for. ``people`` are the titles of each person."""
    cases = [case for held in people for case in _cases(scene, held)]
    below = [_title(c) for c in cases if not c.single]
    foreign = frozenset(code for code in scene.play for t in below if not may_have(scene.reference, t, code))
    for case in cases:
        case.marks = dict(_marks(scene, case, people))
        _sole(scene, case, foreign if len(scene.play) == 1 else frozenset())
    _prefer_known(scene, cases)
    while cases:
        case = max(cases, key=lambda c: (c.lead, -_place(c)))
        if case.lead < LEAD:
            return
        code = case.ranked()[0]
        _assign(case, code, "publisher" if code in scene.home else "text")
        cases.remove(case)
        for other in cases:
            if other.single and case.single and other.words == case.words:
                other.marks.pop(code, None)


def _prefer_known(scene: Scene, cases: Sequence[Case]) -> None:
    """Of several presidents without a country the author's own is the one named more often, else first."""
    for code in scene.home:
        rivals = [c for c in cases if c.single and code in c.marks]
        for words in dict.fromkeys(c.words for c in rivals):
            same = [c for c in rivals if c.words == words]
            if len(same) > 1:
                max(same, key=lambda c: (len(c.titles), -_place(c))).marks[code] += KNOWN


def _place(case: Case) -> int:
    """Where the first holder's name stands."""
    holder = case.titles[0].holder
    return holder.first if holder is not None else case.titles[0].first


def _cases(scene: Scene, held: Sequence[Proposal]) -> Iterator[Case]:
    words = scene.reference.heads
    found: dict[frozenset[str], Case] = {}
    for title in held:
        if title.office is None or title.office.country is not None or scene.is_international(title):
            continue
        said = words.tell_apart(title.office.title)
        found.setdefault(said, Case([], said, _is_single(scene, title.office.title))).titles.append(title)
    yield from found.values()


def _is_single(scene: Scene, title: str) -> bool:
    """Whether a country has one such office: a head of state or government, a minister with a portfolio."""
    words = scene.reference.heads.tell_apart(title)
    if any(words == scene.reference.heads.tell_apart(s) for s in SINGLE):
        return True
    full = bool(words & {"minister", "secretary"}) and len(words) > 1
    return full and not words & scene.reference.heads.lower_ranks and not words & {"state", "senior", "general"}


def _marks(scene: Scene, case: Case, people: Sequence[Sequence[Proposal]]) -> Iterator[tuple[str, float]]:
    title = case.titles[0].office.title if case.titles[0].office else ""
    whole = sum(len(v) for v in scene.play.values()) or 1
    met = [opposites(scene, t) for t in case.titles]
    beside = [b.office.country for t in case.titles if (b := listed_before(scene, t)) and _is_said(b) and b.office]
    others = {a.office.country for t in case.titles if (a := listed_after(scene, t)) and _is_said(a) and a.office}
    ways = (companions, delegates, named_counterpart)
    with_them = [code for t in case.titles for way in ways for code in way(scene, t)]
    colleague = any(is_colleague(scene, t) for t in case.titles)
    guest = any(code in codes for codes in met for code in scene.home)
    able = any(may_have(scene.reference, title, code) for code in scene.home)
    guest = guest or (not able if scene.home else any(is_met(scene, t) for t in case.titles))
    here = _whereabouts(scene, case)
    sent = _sent(scene, case)
    for code in dict.fromkeys((*scene.home, *scene.lawful, *scene.play, *scene.nearby)):
        barred = code in sent or not may_have(scene.reference, title, code)
        if barred or (case.single and _taken(scene, case, code, people)):
            continue
        mark = SHARE * len(scene.play.get(code, ())) / whole
        mark += EXACT * (scene.reference.office(title, code) is not None)
        mark += NEAR * _near(scene, case, code)
        if code in scene.home:
            mark += HOME_SAID if code in scene.said else HOME
        elif code in scene.visited:
            mark += (VISITED if here == code else 0.0) if guest else -VISITED
        mark += LISTED * any(code == c for c in beside)
        mark += COUNTER * (code in others or any(code in codes for codes in met))
        mark += COMPANY * (code in with_them or (colleague and code in scene.home))
        if code in scene.principals and not (guest and code in scene.home):
            mark += MAIN_SAID if code in scene.said or guest else MAIN
        yield code, mark


def _sent(scene: Scene, case: Case) -> frozenset[str]:
    """The countries that an envoy is for ("Special Envoy for Yemen"): the office is not theirs."""
    tokens = (i for t in case.titles for i in mandate(scene.parsed, scene.reference, t))
    return frozenset(code for i in tokens for p in scene.begins.get(i, ()) if (code := iso(p)))


def _whereabouts(scene: Scene, case: Case) -> str:
    """Which of the countries visited the text is at where it first tells of an office: the one named last before."""
    at = next((t.first for t in case.titles if scene.parsed.block(t.first).kind in RUNNING), case.titles[0].first)
    past = {c: max((i for i in scene.nearby.get(c, ()) if i < at), default=-1) for c in scene.visited}
    return max(past, key=lambda c: (past[c], c), default="")


def _is_said(title: Proposal) -> bool:
    return title.office is not None and title.office.basis in SAID


def _title(case: Case) -> str:
    return case.titles[0].office.title if case.titles[0].office else ""


def _sole(scene: Scene, case: Case, foreign: frozenset[str]) -> None:
    """The only country in play that can have the office needs less to be it.

    Where another office without a country cannot be of the only country named, the text is not that country's.
    """
    for code in foreign & case.marks.keys():
        case.marks[code] -= SHARE
    able = [code for code, mark in case.marks.items() if mark > 0]
    if len(able) == 1 and able[0] in scene.play:
        case.marks[able[0]] += ONLY


def _near(scene: Scene, case: Case, code: str) -> float:
    """How much a country is named in the sentences with an office, not as another official's; the first counts most."""
    hits: list[bool] = []
    for title in case.titles:
        sentence = scene.parsed.sentence(title.first)
        places = scene.nearby.get(code, ())
        hits.append(any(sentence.start <= i < sentence.end and i not in scene.owning for i in places))
    text = [h for h, t in zip(hits, case.titles, strict=True) if scene.parsed.block(t.first).kind in RUNNING] or hits
    return 0.6 * text[0] + 0.4 * sum(hits) / len(hits)


def _taken(scene: Scene, case: Case, code: str, people: Sequence[Sequence[Proposal]]) -> bool:
    """Whether somebody else is known to hold the office that only one person can have."""
    mine = {id(t) for t in case.titles}
    for held in people:
        if any(id(t) in mine for t in held):
            continue
        for other in held:
            office = other.office
            holds = office is not None and office.country == code and office.status == Status.SUBSTANTIVE
            if office is not None and holds and scene.reference.heads.tell_apart(office.title) == case.words:
                return True
    return False


def _assign(case: Case, code: str, basis: str) -> None:
    for title in case.titles:
        if title.office is not None:
            title.office = replace(title.office, country=code, basis=basis)
