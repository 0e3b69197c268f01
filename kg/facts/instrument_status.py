"""How far an instrument has come: signed, negotiated, planned, in force, or only mentioned.

Three things are read for every mention: the words that tell of it (the verb above, the noun above, the predicate, the
relative clause, the adjective before), the concept of dipv:agr-status they are wording of, and how real the clause
makes them. ``READINGS`` turns the last two into a status; of several mentions the strongest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.facts.context import Context
from kg.facts.contracting import related
from kg.facts.force import force
from kg.facts.instruments import Instrument, root
from kg.facts.parties import named_parties
from kg.facts.signings import Signing
from kg.lexicon import Cues
from kg.model import Factuality

ORDER = ("signed", "negotiating", "planned", "in-force", "mentioned")  # the first that holds counts
READINGS: dict[str, tuple[str, str, str]] = {  # wording: done or going on, yet to come, denied
    "signed": ("signed", "planned", "mentioned"),
    "negotiating": ("negotiating", "negotiating", "mentioned"),
    "opening": ("negotiating", "planned", "mentioned"),
    "planned": ("planned", "planned", "mentioned"),
    "made": ("in-force", "planned", "mentioned"),
    "in-force": ("in-force", "mentioned", "mentioned"),
    "ended": ("mentioned", "mentioned", "mentioned"),
}
CARRIES = frozenset({"dobj", "pobj", "prep", "nsubj", "nsubjpass", "conj", "pcomp", "attr", "appos", "agent"})
LINKS = frozenset({"on", "for", "of", "into", "to", "with", "about", "towards", "toward", "in", "from", "by"})
OPERATING = frozenset({"under", "pursuant", "accordance", "line", "within"})
BINDING = frozenset({"agreement", "treaty", "mou", "memorandum", "arrangement", "roadmap"})
NOUNS = frozenset({"NOUN", "PROPN"})
OF_ITSELF = frozenset({"signed", "made", "in-force"})  # told of the instrument, not of its text or its principles
TOWARDS = frozenset({"towards", "toward"})
DEFINITE = frozenset({"the", "this", "that", "their", "its", "our"})
NEW = frozenset({"a", "an", "another"})
PREDICATE = 5  # tokens after "is" within which its predicate stands: "is still not yet in force"


@dataclass(frozen=True, slots=True)
class Wording:
    """A word that opens wording of dipv:agr-status, the concept, and the token after the wording."""

    word: Token
    concept: str
    after: int


def status(context: Context, mentions: Sequence[Instrument], told: Sequence[Signing]) -> str | None:
    """The status of an instrument; None where the text only denies it."""
    found = {s for s in (_signed(context, t) for t in told) if s}
    denied = [t for t in told if t.force.factuality == Factuality.NEGATED]
    of_mentions = [_mentioned(context, m) for m in mentions]
    found.update(s for s in of_mentions if s is not None)
    if denied and found <= {"mentioned"}:
        return "mentioned" if any(m.named for m in mentions) else None
    if all(s is None for s in of_mentions) and not found:
        return None
    return next((s for s in ORDER if s in found), "mentioned")


def _signed(context: Context, told: Signing) -> str | None:
    """What a clause of signing makes of its instruments."""
    if told.force.real and (not told.force.purpose or _met_to_sign(context, told)):
        return "planned" if not told.verbal and _is_authorised(context, told) else "signed"
    ahead = told.force.factuality == Factuality.PLANNED or told.force.purpose
    wished = told.force.factuality == Factuality.HYPOTHETICAL and told.force.condition is None
    return "planned" if ahead or wished else None


def _met_to_sign(context: Context, told: Signing) -> bool:
    """ "They met today to sign …" tells of a signature; "he travelled to Rome to sign …" of a plan."""
    verb = syntax.governor(context.parsed.doc[told.head])
    if verb is None or syntax.modality(verb) != "real":
        return False
    found = context.lexicon.cues("event-verbs").at(context.parsed.lemmas, context.parsed.words, verb.i)
    return found is not None and found[0] == "meet"


def _is_authorised(context: Context, told: Signing) -> bool:
    """ "Cabinet approved the signing of …": it is yet to come."""
    verb = syntax.governor(context.parsed.doc[told.head])
    cues = context.lexicon.cues("agr-status")
    found = cues.at(context.parsed.lemmas, context.parsed.words, verb.i) if verb is not None else None
    return found is not None and found[0] == "planned"


def _mentioned(context: Context, thing: Instrument) -> str | None:
    """What the words around one mention say; None where they deny that there is such an instrument."""
    noun = root(context.parsed.doc, thing)
    known = noun.dep_ in syntax.SUBJECTS and context.parsed.words[noun.left_edge.i] in DEFINITE  # "the accord is not …"
    denied = force(context.parsed, context.lexicon, noun.i).factuality == Factuality.NEGATED
    if denied and not thing.named and not known:
        return None
    worded = _nearest(_wording(context, noun, thing))
    if worded is not None:
        return _read(context, worded.word, worded.concept)
    marked = _marked(context, thing)
    if marked is not None:
        return READINGS[marked][0]
    if any(word.lower_ in TOWARDS for _, word in _governors(noun)):
        return "negotiating"
    if _is_awaited(context, noun, thing):
        return "planned"
    return "in-force" if _operates(context, thing) else "mentioned"


def _nearest(found: Iterable[Wording]) -> Wording | None:
    """The wording nearest to the noun; one that takes the nearest in ("*begin* negotiations on") counts before it."""
    nearest: Wording | None = None
    for one in found:
        takes = nearest is not None and (one.word.i < nearest.word.i < one.after or _is_subject(nearest.word, one.word))
        if nearest is None or takes:
            nearest = one
    return nearest


def _is_subject(noun: Token, verb: Token) -> bool:
    return noun.dep_ == "nsubjpass" and noun.head.i == verb.i


def _wording(context: Context, noun: Token, thing: Instrument) -> Iterator[Wording]:
    """The words that tell of an instrument, the nearest first: in its own clauses, then those that govern it."""
    cues = context.lexicon.cues("agr-status")
    for verb in _clauses(noun, thing):
        found = frames.match(context.parsed, cues, verb.i)
        if found is not None and found[0] != "signed":
            yield Wording(verb, *found)
        yield from _predicate(context, verb)
    crossed = 0  # the last noun passed on the way up
    for below, word in _governors(noun):
        found = frames.match(context.parsed, cues, word.i) if word.dep_ != "prep" else None
        apart = crossed > 0 and not word.i < crossed < found[1] if found is not None else False
        if found is not None and not (apart and found[0] in OF_ITSELF):
            yield Wording(word, *found)
        if syntax.is_verb(word) and below.dep_ in {"nsubj", "nsubjpass"}:
            yield from _predicate(context, word)
            yield from _done_to(cues, below, word)
        if syntax.is_verb(word) and below.dep_ == "prep":
            yield from _gone_on(cues, below, word)
        crossed = word.i if word.pos_ in NOUNS else crossed


def _clauses(noun: Token, thing: Instrument) -> Iterator[Token]:
    """The verbs of an instrument's relative clauses; "…, which" right behind a label is about all of it."""
    yield from (verb for verb in noun.children if verb.dep_ in {"relcl", "acl"} and verb.i > noun.i)
    behind = [t.lower_ for t in noun.doc[thing.after : thing.after + 2]]
    if behind == [",", "which"] and thing.after < noun.sent.end:
        inside = (noun.doc[k] for k in range(noun.i + 1, thing.after))
        yield from (c for word in inside for c in word.children if c.dep_ == "relcl" and c.i > thing.after)


def _gone_on(cues: Cues, prep: Token, verb: Token) -> Iterator[Wording]:
    """Wording parted by its verb: "*work* had begun between X and Y *on* an accord"."""
    subject = syntax.subject_child(verb)
    pair = [subject.lemma_.lower(), prep.lower_] if subject is not None else []
    found = cues.at(pair, pair, 0) if pair else None
    if subject is not None and found is not None and found[1] == len(pair):
        yield Wording(subject, found[0], prep.i + 1)


def _done_to(cues: Cues, noun: Token, verb: Token) -> Iterator[Wording]:
    """Wording told in the passive: "negotiations … were *launched*" as "launch negotiations"."""
    pair = [verb.lemma_.lower(), noun.lemma_.lower()]
    found = cues.at(pair, pair, 0) if syntax.is_passive(verb) else None
    if found is not None and found[1] == len(pair):
        yield Wording(verb, found[0], verb.i + 1)


def _governors(noun: Token) -> Iterator[tuple[Token, Token]]:
    """(word, the word above) pairs from a noun up to the verb of its clause, over prepositions that carry a status."""
    at, seen = noun, {noun.i}
    while at.head.i not in seen and at.dep_ in CARRIES and not (at.dep_ == "prep" and at.lower_ not in LINKS):
        below, at = at, at.head
        seen.add(at.i)
        yield below, at
        if syntax.is_verb(at):
            return


def _predicate(context: Context, verb: Token) -> Iterator[Wording]:
    """What "is", "remains" or "stays" says of its subject: "is in force", "are still under negotiation"."""
    if not any(c.dep_ in {"prep", "acomp", "attr"} for c in verb.children):
        return
    cues = context.lexicon.cues("agr-status")
    for k in range(verb.i + 1, min(verb.i + PREDICATE, verb.sent.end)):
        found = cues.at(context.parsed.words, context.parsed.words, k)
        if found is not None and found[0] != "signed" and context.parsed.doc[k].tag_ in {"IN", "JJ"}:
            yield Wording(verb, *found)


def _read(context: Context, word: Token, concept: str) -> str:
    """The status that wording gives, by how real its clause is."""
    meant = force(context.parsed, context.lexicon, word.i)
    done, ahead, denied = READINGS[concept]
    if meant.factuality == Factuality.NEGATED:
        return denied
    idle = syntax.is_verb(word) and not syntax.is_finite(word) and word.dep_ == "pcomp"  # "the value of acceding to"
    open_ = meant.factuality in {Factuality.PLANNED, Factuality.HYPOTHETICAL} or meant.purpose or idle
    return ahead if open_ else done


def _marked(context: Context, thing: Instrument) -> str | None:
    """What an adjective before the noun says: "the recently signed accord", "a proposed treaty", "the draft text"."""
    k, begin = thing.first, context.parsed.sentence(thing.head).start
    while k > begin and context.parsed.doc[k - 1].pos_ in {"ADJ", "VERB", "ADV"}:
        k -= 1
    words = (j for j in range(k, thing.head) if context.parsed.doc[j].pos_ in {"ADJ", "VERB", "NOUN"})
    return next((c for j in words if (c := _adjective(context, j)) is not None), None)


def _adjective(context: Context, k: int) -> str | None:
    """The concept of one word, if it is an adjective or a participle."""
    if context.parsed.doc[k].tag_ not in {"JJ", "VBN", "VBG", "NN", "VBD"}:
        return None
    found = context.lexicon.cues("agr-status").at(context.parsed.words, context.parsed.words, k)
    return found[0] if found is not None and found[1] == k + 1 else None


def _is_awaited(context: Context, noun: Token, thing: Instrument) -> bool:
    """A new instrument of a clause that is not yet real: "will develop an agreement"."""
    before = context.parsed.words[thing.first - 1] if thing.first else ""
    if before not in NEW:
        return False
    for _, word in _governors(noun):
        if syntax.is_verb(word):
            meant = force(context.parsed, context.lexicon, word.i)
            return meant.factuality in {Factuality.PLANNED, Factuality.HYPOTHETICAL} or meant.purpose
    return False


def _operates(context: Context, thing: Instrument) -> bool:
    """Whether something is done under it: "under the X-Y Treaty"; of a treaty of many that says nothing."""
    before = context.parsed.doc[thing.first - 1] if thing.first else context.parsed.doc[thing.head]
    if before.lower_ in {"the", "its", "their", "our"} and before.i:
        before = context.parsed.doc[before.i - 1]
    linked = before.lower_ in {"to", "with"} and before.i > 0 and before.doc[before.i - 1].lower_ in OPERATING
    closed = thing.type != "treaty" or bool(named_parties(context, thing)) or bool(related(context, thing))
    return (before.lower_ in OPERATING or linked) and thing.type in BINDING and closed
