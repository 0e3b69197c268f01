"""Between whom an instrument is: an ordered table of ways to find out; the first that leads to somebody decides.

Its own words come first ("between X and Y", "the X–Y Treaty"), then who signs it, who joins it, whose it is said to
be, who together makes, keeps or ends it, and last the two states that the text is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.facts import actors, frames, lists, syntax
from kg.facts.act_nouns import possessor
from kg.facts.acts import is_cue, opens_cue, owner
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.instruments import INDEFINITE, Instrument, root
from kg.facts.parties import Sides, named_parties
from kg.facts.signatories import ONLOOKING, subjects
from kg.facts.signings import Signing
from kg.model import Kind, Participation

TWO_SIDED = frozenset({"mou", "memorandum", "arrangement"})  # kinds of instruments that two sides make, as a rule
CLOSED = frozenset({"agreement", *TWO_SIDED})  # kinds under which only the parties act
BILATERAL = frozenset({"bilateral", "bilaterally", "intergovernmental", "interdepartmental", "interagency"})
WORLDWIDE = frozenset({"global", "worldwide", "international", "multilateral", "universal", "regional"})
EVERYBODY = frozenset({"countries", "states", "nations", "parties", "governments"})
OWN = frozenset({"negotiating", "opening", "made", "ended"})  # what the parties themselves do
PAIR = frozenset({"two", "both"})
OPERATING = frozenset({"under", "pursuant", "accordance"})
STEPS = 8  # words to climb from an instrument to who is above it


@dataclass(slots=True)
class Known:
    """One instrument: its mentions and the clauses that tell of its signing."""

    mentions: list[Instrument]
    signings: list[Signing] = field(default_factory=list)
    status: str = "mentioned"


Way = Callable[[Context, Known, Sides], tuple[int, ...]]
"""(context, instrument, sides) → the mentions of its parties, or nothing."""


def parties(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """The mentions of those between whom an instrument is; nothing where the text does not say."""
    return next((found for way in WAYS if (found := way(context, known, sides))), ())


def _named(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Named in its own words; with one party named "with X", whoever makes it is the other."""
    named = [i for t in known.mentions for i in (*_with_whom(context, t), *named_parties(context, t))]
    if any(_is_party(context, i) for i in named):
        whole = _is_one_side(context, sides.parties(named))
        return sides.parties((*named, *_signers(context, known, sides)) if whole else named)
    return ()


def _is_one_side(context: Context, found: Sequence[int]) -> bool:
    """Whether parties are but one, or a state and a body of that state."""
    mentions = context.mentions
    states = {k for i in found for k in mentions[i].keys if mentions[i].kind == Kind.COUNTRY}
    others = [i for i in found if mentions[i].kind != Kind.COUNTRY and f"country/{mentions[i].country}" not in states]
    return len(states) + len(others) < 2


def _with_whom(context: Context, thing: Instrument) -> tuple[int, ...]:
    """The first party of an instrument "with X": whose it is, or who makes it, by the verb above."""
    if "with" not in context.parsed.words[thing.head : thing.after] or not named_parties(context, thing):
        return ()
    whose = _possessed(context, thing)
    verb = syntax.governor(root(context.parsed.doc, thing))
    if whose or verb is None or verb.lower_ in ONLOOKING:
        return whose
    return actors.actors(context.mentions, context.lexicon, owner(verb))


def _is_party(context: Context, i: int) -> bool:
    return any(context.mentions[h].kind in actors.BODIES for h in context.mentions.heads(i))


def _signed(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """For whom it is signed; of two signers whose country is said of one, the two states that the text is about."""
    signers = _signers(context, known, sides)
    found = sides.parties(signers)
    people = {h for i in signers for h in context.mentions.heads(i) if context.mentions[h].kind == Kind.PERSON}
    pair = sides.most_named(2, rarely=True) if len(found) == 1 and len(people) == 2 else ()
    return pair if set(found) < set(pair) else found


def _signers(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Those for whom it is signed; else the states and bodies that sign it; else those who sign, for their states."""
    behalf = [i for s in known.signings for i in s.behalf]
    acting = [i for s in known.signings for i in (*s.signers, *s.others)]
    bodies = [i for i in acting if _is_party(context, i)]
    for found in (behalf, bodies):
        if len(sides.parties(found)) > 1:
            return tuple(found)
    return (*behalf, *acting)


def _joined(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Who is said to be, or to become, a party: "X ratified the Convention", "X is a signatory to it"."""
    return sides.parties(i for t in known.mentions for i in _joining(context, t))


def _joining(context: Context, thing: Instrument) -> tuple[int, ...]:
    at = root(context.parsed.doc, thing)
    for _ in range(5):
        at = at.head
        if opens_cue(context, "undertakings", at) == "joining":
            verb = at if syntax.is_verb(at) else syntax.governor(at)
            real = verb is not None and syntax.is_finite(verb) and force(context.parsed, context.lexicon, at.i).real
            return actors.actors(context.mentions, context.lexicon, owner(verb)) if verb is not None and real else ()
    return ()


def _owned(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Whose it is: "their agreement", "both countries' treaty"; of one state alone, if it is in force."""
    found = [i for t in known.mentions if not t.heading for i in _possessed(context, t)]
    states = sides.parties(i for i in found if _is_party(context, i))
    people = {h for i in found for h in context.mentions.heads(i)}
    several = sides.parties(found) if len(states) < 2 and len(people) > 1 else states
    return several if len(several) > 1 else states if known.status == "in-force" else ()


def _possessed(context: Context, thing: Instrument) -> tuple[int, ...]:
    poss = next((c for c in context.parsed.doc[thing.head].children if c.dep_ == "poss"), None)
    found = actors.actors(context.mentions, context.lexicon, poss)
    if poss is not None and not actors.resolved(context.mentions, found) and poss.lower_ in {"its", "their"}:
        found = _around(context, poss)
    return (*_before_and(context, poss), *found) if poss is not None and found else found


def _around(context: Context, poss: Token) -> tuple[int, ...]:
    """Whom "its" takes up within one phrase: "*Chad's* obligations under its safeguards agreement"."""
    at = poss.head
    for _ in range(STEPS):
        if at.head.i == at.i or syntax.is_verb(at.head):
            return ()
        at = at.head
        whose = possessor(at) if at.pos_ in {"NOUN", "PROPN"} else None
        found = actors.actors(context.mentions, context.lexicon, whose) if whose is not None else ()
        if found:
            return found
    return ()


def _before_and(context: Context, poss: Token) -> tuple[int, ...]:
    """Those before "and" in "President A and Prime Minister B's accord", which the parse may leave outside."""
    left, begin = poss.left_edge.i, context.parsed.sentence(poss.i).start
    joined = left - 1 > begin and context.parsed.words[left - 1] == "and" and poss.dep_ == "poss"
    return lists.listed(context, lists.list_before(context, left, begin), left) if joined else ()


def _made(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """The several who make, negotiate, keep or end it: "both countries will work towards an agreement"."""
    if _is_worldwide(context, known):
        return ()
    makers = (sides.parties(_makers(context, t)) for t in known.mentions if not t.heading)
    return next((m for m in makers if len(m) > 1), ())


def _makers(context: Context, thing: Instrument) -> tuple[int, ...]:
    """Those above a mention: between whom talks are held, whose willingness it is, the subject of the verb.

    An instrument that is not new counts only for what the parties themselves do with it.
    """
    new = thing.first > 0 and context.parsed.words[thing.first - 1] in INDEFINITE
    at, own, crossed, joins = root(context.parsed.doc, thing), new, False, False
    for _ in range(STEPS):
        if at.head.i == at.i:
            return ()
        at = at.head
        joins = joins or opens_cue(context, "undertakings", at) == "joining"
        own = own or (not crossed and _is_own(context, at))
        who = _beside(context, at) if own else ()
        if who:
            return who
        if syntax.is_verb(at) and syntax.is_finite(at):
            acting = subjects(context, at) or _agents(context, at)
            return acting if (own and (new or not crossed)) or (joins and _is_pair(context, acting)) else ()
        crossed = crossed or (at.pos_ in {"NOUN", "PROPN"} and not _is_own(context, at))
    return ()


def _is_own(context: Context, word: Token) -> bool:
    """Whether a word tells of what only the parties do with an instrument."""
    if is_cue(context.lexicon, "undertakings", "keeping", word):
        return True
    found = frames.match(context.parsed, context.lexicon.cues("agr-status"), word.i)
    return found is not None and found[0] in OWN


def _related(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Between whom there are "relations under the treaty"."""
    found = (sides.parties(related(context, t)) for t in known.mentions if not t.heading)
    return next((f for f in found if len(f) > 1), ())


def related(context: Context, thing: Instrument) -> tuple[int, ...]:
    """Those between whom a noun above "under the instrument" says that something is: "ties between X and Y under"."""
    noun = root(context.parsed.doc, thing)
    at = noun.head
    if noun.dep_ != "pobj" or at.lower_ not in OPERATING:
        return ()
    for _ in range(4):
        at = at.head
        ties = syntax.prepositional(at, "between") if at.pos_ in {"NOUN", "PROPN"} else ()
        if ties or syntax.is_verb(at):
            return next((f for t in ties if (f := actors.actors(context.mentions, context.lexicon, t))), ())
    return ()


def _acting(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """The several who act under an instrument of the text itself: "Pursuant to this Memorandum, X and Y commit …"."""
    told = ((t, _under(context, t)) for t in known.mentions if not t.heading)
    own = (sides.parties(f) for t, f in told if t.short or (t.type in CLOSED and _is_pair(context, f)))
    return next((f for f in own if len(f) > 1), ())


def _is_pair(context: Context, found: Sequence[int]) -> bool:
    """Whether actors are told as the two that belong together: "both sides", "the two countries"."""
    return any(PAIR & set(context.mentions[i].surface.lower().split()) for i in found)


def _under(context: Context, thing: Instrument) -> tuple[int, ...]:
    noun = root(context.parsed.doc, thing)
    verb = syntax.governor(noun)
    prep = noun.head.head if noun.head.lower_ in {"to", "with"} else noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in OPERATING or verb is None:
        return ()
    return subjects(context, verb)


def _beside(context: Context, word: Token) -> tuple[int, ...]:
    """Between whom something is, or whose: "negotiations between X and Y on", "both countries' willingness to"."""
    heads = list(syntax.prepositional(word, "between", *(() if syntax.is_verb(word) else ("of", "by"))))
    whose = possessor(word) if word.pos_ in {"NOUN", "PROPN"} else None
    heads += [whose] if whose is not None else []
    found = (actors.actors(context.mentions, context.lexicon, h) for h in heads)
    return next((f for f in found if any(_is_party(context, i) for i in f)), ())


def _agents(context: Context, verb: Token) -> tuple[int, ...]:
    return actors.actors(context.mentions, context.lexicon, syntax.agent(verb))


def _both(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """The two states that the text is about, as parties of an instrument of their own that names none.

    It is theirs when it is signed, negotiated or planned here, or called bilateral; not when it is of the whole world.
    """
    around = {w for t in known.mentions for w in _sentence_words(context, t)}
    bilateral = bool(BILATERAL & around)
    real = [told for told in known.signings if told.force.real]
    here = any((told.verbal and told.signers) or _has_occasion(context, told) for told in real)
    foreign = not here and any(t.named and not t.short and t.type not in TWO_SIDED for t in known.mentions)
    idle = known.status == "mentioned"
    if idle and not all(t.named and t.type in TWO_SIDED for t in known.mentions):
        return ()
    if (known.status == "in-force" and not bilateral) or (foreign and not bilateral):
        return ()
    if _is_worldwide(context, known) or any(t.plural for t in known.mentions):
        return ()
    parts = [p.participant for p in context.found(Participation)]
    states = [i for i in sides.parties(parts) if context.mentions[i].kind == Kind.COUNTRY]
    if len(states) == 2 or idle:
        return tuple(states) if len(states) == 2 else ()
    plain = all(t.type != "other" for t in known.mentions)
    return _in_sentence(context, known) or sides.most_named(2, rarely=plain)


def _has_occasion(context: Context, told: Signing) -> bool:
    """Whether a meeting is named at which it is signed: "signed during the visit"."""
    sentence = context.parsed.sentence(told.head)
    return syntax.is_verb(context.parsed.doc[told.head]) and bool(
        context.mentions.within(sentence.start, sentence.end, (Kind.EVENT,))
    )


def _in_sentence(context: Context, known: Known) -> tuple[int, ...]:
    """The only two states that a sentence names in which two unnamed people sign: "the two Foreign Ministers"."""
    for told in known.signings:
        sentence, pair = context.parsed.sentence(told.head), _is_pair(context, told.signers)
        named = context.mentions.within(sentence.start, sentence.end, (Kind.COUNTRY,)) if pair else ()
        states = {k: i for i in reversed(named) for k in context.mentions[i].keys}
        if len(states) == 2:
            return tuple(sorted(states.values()))
    return ()


def _is_worldwide(context: Context, known: Known) -> bool:
    label = (w for t in known.mentions for w in context.parsed.words[max(0, t.first - 2) : t.after])
    return not WORLDWIDE.isdisjoint(label) or any(_is_for_all(context, t) for t in known.mentions)


def _is_for_all(context: Context, thing: Instrument) -> bool:
    """Whether an instrument is said to be for all: "applicable to all parties", "to be supported by all countries"."""
    words, end = context.parsed.words, context.parsed.sentence(thing.head).end
    return any(words[k] == "all" and words[k + 1] in EVERYBODY for k in range(thing.head, end - 1))


def _sentence_words(context: Context, thing: Instrument) -> Sequence[str]:
    sentence = context.parsed.sentence(thing.head)
    return context.parsed.words[sentence.start : sentence.end]


WAYS: tuple[Way, ...] = (_named, _signed, _joined, _owned, _made, _related, _acting, _both)
