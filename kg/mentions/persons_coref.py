"""Short names → full names, titles alone → their holders, he and she → the person last in focus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.mentions.author import author
from kg.mentions.choosing import chosen
from kg.mentions.jurisdiction import attach_organizations, own_offices
from kg.mentions.predication import predicated
from kg.mentions.pronouns import SUBJECTS, pronouns
from kg.mentions.proposal import Proposal
from kg.mentions.same_person import Parts, closeness, may_mean, parts
from kg.mentions.scene import Scene, set_scene
from kg.mentions.speakers import is_transcript
from kg.mentions.spouses import spouses
from kg.mentions.unsaid import SAID, STATED
from kg.mentions.untitled import untitled
from kg.model import Form, How, Kind, Office, Status
from kg.parse import Parsed
from kg.reference import OfficeWords, Reference


@dataclass(slots=True)
class Person:
    """One person of the text: the mention with the fullest name, all that mean the person, the offices held."""

    head: Proposal
    name: Parts
    mentions: list[Proposal] = field(default_factory=list)
    titles: list[Proposal] = field(default_factory=list)

    @property
    def offices(self) -> list[Office]:
        """What the titles beside the person's names say."""
        return [t.office for t in self.titles if t.office is not None]


def link(parsed: Parsed, reference: Reference, lexicon: Lexicon, stand: Sequence[Proposal]) -> Iterator[Proposal]:
    """Point short names and titles at the person they mean; yield pronouns, pointed likewise."""
    scene = set_scene(parsed, reference, lexicon, stand)
    offices = scene.offices
    attach_organizations(scene, offices)
    words = reference.heads
    _separate(words, offices)
    people = _people(parsed, words, stand)
    own_offices(scene, [p.titles for p in people])
    bare = [t for t in offices if t.holder is None]
    for title in bare:
        _point(scene, title, people)
    _caption(scene, bare, people)
    heads = {id(m): p.head for p in people for m in p.mentions}
    writer = None if is_transcript(parsed) else author(parsed, lexicon, stand)
    found = list(pronouns(parsed, reference, stand, heads, writer))
    given = chain(predicated(parsed, lexicon, [*stand, *found], bare), chosen(parsed, lexicon, stand, bare))
    if _give(given, people):
        own_offices(scene, [p.titles for p in people])
    yield from found


def _give(given: Iterable[tuple[Proposal, Proposal, Status]], people: Sequence[Person]) -> bool:
    """Give titles the holders that a clause says; whether there were any."""
    of_head = {id(p.head): p for p in people}
    done = False
    for title, holder, status in given:
        person = of_head.get(id(holder.refers[0] if holder.refers else holder))
        if person is None or title.office is None:
            continue
        plain = title.office.status == Status.SUBSTANTIVE
        title.office = replace(title.office, status=status if plain else title.office.status)
        title.holder, title.refers, title.how, title.why = holder, [], How.EXACT, ""
        person.titles.append(title)
        done = True
    return done


def _separate(words: OfficeWords, offices: Sequence[Proposal]) -> None:
    """ "The Vice President and Prime Minister X": the first title is somebody else's, if another holds it elsewhere."""
    for first, second in pairwise(offices):
        if first.holder is None or first.holder is not second.holder or first.first > second.first:
            continue
        if second.first - first.after != 1 or second.after > first.holder.first:
            continue
        if any(_other_holds(words, first, o) for o in offices):
            first.holder = None
            first.why = "nobody named holds this office in the text"


def _other_holds(words: OfficeWords, title: Proposal, other: Proposal) -> bool:
    """Whether another title mention gives the office to somebody with another name."""
    if other.holder is None or title.holder is None or other.office is None or title.office is None:
        return False
    if other.holder is title.holder or closeness(parts(title.holder.name), parts(other.holder.name)):
        return False
    if closeness(parts(other.holder.name), parts(title.holder.name)):
        return False
    if len(words.tell_apart(title.office.title)) == 1 and title.office.title != other.office.title:
        return False
    return may_mean(words, title.office.title, other.office.title)


def _people(parsed: Parsed, words: OfficeWords, stand: Sequence[Proposal]) -> list[Person]:
    """The persons of the text; mentions with shorter names are pointed at the fullest, those of wives at the first."""
    held: dict[int, list[Proposal]] = {}
    for p in stand:
        if p.office is not None and p.holder is not None:
            held.setdefault(id(p.holder), []).append(p)
    wives = [_wife(mentions, held) for mentions in spouses(parsed, words, stand)]
    apart = {id(m) for wife in wives for m in wife.mentions}
    named = [p for p in stand if p.kind == Kind.PERSON and p.form == Form.NAME and id(p) not in apart]
    people: list[Person] = []
    for mention in sorted(named, key=lambda p: (-len(parts(p.name).words), -len(p.name), p.first)):
        _place(words, mention, held.get(id(mention), []), people)
    return [*people, *wives]


def _wife(mentions: list[Proposal], held: dict[int, list[Proposal]]) -> Person:
    """One person of several mentions, each pointed at the first."""
    for later in mentions[1:]:
        later.refers.append(mentions[0])
    titles = [t for m in mentions for t in held.get(id(m), ())]
    return Person(mentions[0], parts(mentions[0].name), mentions, titles)


def _place(words: OfficeWords, mention: Proposal, titles: list[Proposal], people: list[Person]) -> None:
    name = parts(mention.name)
    fits = _fitting(words, name, [t.office for t in titles if t.office is not None], people)
    if not fits:
        people.append(Person(mention, name, [mention], list(titles)))
        return
    if len(fits) > 1:
        mention.how = How.OPEN
        mention.why = "may mean " + " or ".join(p.head.name for p in fits)
        return
    person = fits[0]
    mention.refers.append(person.head)
    mention.how = How.EXACT if name.words == person.name.words else How.SHORT
    person.mentions.append(mention)
    person.titles.extend(titles)


def _fitting(words: OfficeWords, name: Parts, offices: list[Office], people: list[Person]) -> list[Person]:
    """The persons whose name fits best; those with a matching office before others."""
    ranked = [(_rank(words, name, offices, p), p) for p in people]
    best = max((rank for rank, _ in ranked), default=0)
    fits = [p for rank, p in ranked if rank == best and best > 0]
    if offices:
        fits = [p for p in fits if not _contradicts(words, offices, p)]
    if len(fits) > 1 and offices:
        same = [p for p in fits if _shares_office(words, offices, p)]
        fits = same or fits
    return fits


def _rank(words: OfficeWords, name: Parts, offices: list[Office], person: Person) -> int:
    """How well a name fits a person; a lone given name with an office of its own is somebody else's."""
    close = closeness(name, person.name) or _nickname(words, name, offices, person)
    alone = close in {1, 2} and offices and person.offices
    return 0 if alone and not _shares_office(words, offices, person) else close


def _nickname(words: OfficeWords, name: Parts, offices: list[Office], person: Person) -> int:
    """Two given names before one family name, in one office: "Joe" and "Joseph"."""
    same = len(name.words) == 2 and name.last == person.name.last and name.words[0][0] == person.name.words[0][0]
    return 4 if same and offices and _shares_office(words, offices, person) else 0


def _contradicts(words: OfficeWords, offices: list[Office], person: Person) -> bool:
    """Whether the offices belong to other countries than all that the person holds."""
    mine = {o.country for o in offices if o.country}
    theirs = {o.country for o in person.offices if o.country}
    return bool(mine and theirs and not mine & theirs) and not _shares_office(words, offices, person)


def _shares_office(words: OfficeWords, offices: list[Office], person: Person) -> bool:
    return any(
        may_mean(words, a.title, b.title) or may_mean(words, b.title, a.title) for a in offices for b in person.offices
    )


def _point(scene: Scene, title: Proposal, people: Sequence[Person]) -> None:
    """Give a title that stands alone its holder, where exactly one person of the text fits."""
    assert title.office is not None
    words = scene.reference.heads
    taken = _taken_up(scene, title, people)
    fits = taken or [p for p in people if any(_holds(words, title.office, o) for o in p.offices)]
    fits = taken or [p for p in fits if not _apart(scene, title, p)]
    fits = _introduced(words, title, fits) or [p for p in fits if _own(scene, title, p)]
    said = words.tell_apart(title.office.title)
    exact = [p for p in fits if any(said == words.tell_apart(o.title) for o in p.offices)]
    fits = exact or fits
    own = [p for p in fits if any(o.country in scene.home or o.basis not in SAID for o in p.offices)]
    fits = own if len(own) == 1 and not title.office.country else fits
    fits = _headlined(scene, fits) or _unowned(title, fits) or fits or untitled(scene, title, people)
    if len(fits) == 1:
        title.refers.append(fits[0].head)
        title.how, title.why = How.OFFICE_COUNTRY, ""
    elif fits:
        title.why = "may mean " + " or ".join(p.head.name for p in fits)


def _caption(scene: Scene, bare: Sequence[Proposal], people: Sequence[Person]) -> None:
    """Give the one title that nobody holds to the one person without a title who has a line alone above the text.

    So do the pages of ministries: "Foreign Secretary meets X", below it the name under a picture.
    """
    open_ = [
        t for t in bare if not t.refers and t.office is not None and t.office.country is None and not t.organization
    ]
    first = next((b for b, block in enumerate(scene.parsed.blocks) if block.kind == BlockKind.BODY), 0)
    named = [p for p in people if not p.titles and any(_is_line(scene, m, first) for m in p.mentions)]
    headed = [t for t in open_ if t.office is not None and len(t.office.title.split()) > 1]
    if len(named) == 1 and len({t.office.title for t in headed if t.office is not None}) == 1:
        for title in headed:
            title.refers, title.how, title.why = [named[0].head], How.OFFICE_COUNTRY, ""


def _is_line(scene: Scene, mention: Proposal, body: int) -> bool:
    """Whether a name is all of a line before, or right at, the first block of running text."""
    parsed = scene.parsed
    block = parsed.block_of[mention.first]
    first, after = parsed.block_tokens[block]
    begins = mention.first == first or parsed.begins_line(mention.first)
    return block <= body and begins and (mention.after == after or parsed.begins_line(mention.after))


def _taken_up(scene: Scene, title: Proposal, people: Sequence[Person]) -> list[Person]:
    """Who is named with the very title before it in its sentence: "met President X after the President's election"."""
    begin = scene.parsed.sentence(title.first).start
    if scene.parsed.doc[title.first : title.after].root.dep_ in SUBJECTS:
        return []  # "in talks with Prime Minister X, the Prime Minister will …"
    assert title.office is not None
    if title.office.country is not None and title.office.basis in STATED:
        return []
    own = title.office.title.lower()
    spots = ((t, p) for p in people for t in p.titles if begin <= t.first < title.first and t.office is not None)
    near = {id(p): p for t, p in spots if t.office is not None and t.office.title.lower() == own}
    return list(near.values()) if len(near) == 1 else []


def _introduced(words: OfficeWords, title: Proposal, people: Sequence[Person]) -> list[Person]:
    """Those of some persons who were named with such a title before."""
    assert title.office is not None
    return [
        p
        for p in people
        if any(
            t.first < title.first and t.office is not None and _holds(words, title.office, t.office) for t in p.titles
        )
    ]


def _own(scene: Scene, title: Proposal, person: Person) -> bool:
    """Whether a title can mean somebody named only behind it: not, in running text, the holder of a foreign office.

    "The Prime Minister will meet the Prime Minister of Peru, X": X is not the first.
    """
    assert title.office is not None
    heading = scene.parsed.block(title.first).kind != BlockKind.BODY
    said = [o for o in person.offices if o.country and o.basis in STATED]
    foreign = bool(said) and all(o.country not in scene.home for o in said)
    return heading or title.office.country is not None or not foreign


def _headlined(scene: Scene, people: Sequence[Person]) -> list[Person]:
    """The only one of some persons whom the title of the text names, and whom it is therefore about."""
    named = [p for p in people if any(scene.parsed.block_of[m.first] == 0 for m in p.mentions)]
    return named if len(named) == 1 and len(people) > 1 else []


def _unowned(title: Proposal, people: Sequence[Person]) -> list[Person]:
    """The only one whose office was told without its country, as that of one's own is ("the Foreign Minister")."""
    assert title.office is not None
    own = [p for p in people if all(o.basis not in STATED for o in p.offices)]
    return own if len(own) == 1 and not title.office.country else []


def _apart(scene: Scene, title: Proposal, person: Person) -> bool:
    """Whether the sentence goes on to name somebody, who is somebody else: "the President met President X"."""
    sentence = scene.parsed.sentence(title.first)
    named = [m for m in person.mentions if sentence.start <= m.first < sentence.end]
    if named and all(m.first > title.after for m in named):
        return True
    assert title.office is not None
    untold = not any(o.country for o in person.offices if o.basis in STATED)
    beside = any(t.holder in named for t in person.titles)  # "Minister X attended a dinner hosted by the Minister of Y"
    other = bool(title.office.country) and scene.parsed.words[title.first - 1] not in {"a", "an"}
    return bool(named) and other and untold and beside


def _holds(words: OfficeWords, bare: Office, held: Office) -> bool:
    if bare.country and held.country and bare.country != held.country:
        return False
    return may_mean(words, bare.title, held.title)
