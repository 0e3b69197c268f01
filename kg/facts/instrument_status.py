"""How far an instrument has come: signed, negotiated, planned, in force, or only mentioned."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.instruments import Instrument
from kg.facts.parties import named_parties
from kg.facts.signings import Signing
from kg.model import Factuality

ORDER = ("signed", "negotiating", "planned", "in-force", "mentioned")  # the first that holds counts
OPERATING = frozenset({"under", "pursuant", "accordance", "line", "within"})
BINDING = frozenset({"agreement", "treaty", "mou", "memorandum", "arrangement", "roadmap"})
LINKS = frozenset({"on", "for", "of", "into", "to", "with", "about"})  # prepositions over which a status carries
NOT_YET = frozenset({Factuality.PLANNED, Factuality.HYPOTHETICAL})


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
    if told.force.real and (not told.force.purpose or _met_to_sign(context, told)):
        return "planned" if not told.verbal and _is_authorised(context, told) else "signed"
    return "planned" if told.force.factuality == Factuality.PLANNED or told.force.purpose else None


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
    return verb is not None and _is(context, "planned", verb.i)


def _mentioned(context: Context, thing: Instrument) -> str | None:
    """What the words around one mention say; None where they deny that there is such an instrument."""
    noun = context.parsed.doc[thing.head]
    before = context.parsed.doc[thing.first - 1] if thing.first else noun
    if force(context.parsed, context.lexicon, noun.i).factuality == Factuality.NEGATED and not thing.named:
        return None
    found = _told(context, noun) or _governed(context, noun, before.lower_ in {"a", "an", "another"})
    if found is not None:
        return found
    marked = _marked(context, thing)
    if marked is not None:
        return marked
    if before.lower_ in {"the", "its", "their", "our"} and before.i:
        before = context.parsed.doc[before.i - 1]
    closed = thing.type != "treaty" or bool(named_parties(context, thing))
    if _operates(before) and thing.type in BINDING and closed:
        return "in-force"
    return "mentioned"


def _marked(context: Context, thing: Instrument) -> str | None:
    """What an adjective before the noun says: "the recently signed accord", "a proposed treaty", "the draft text"."""
    first = context.parsed.doc[thing.first].left_edge.i if thing.named else thing.first
    begin = context.parsed.sentence(thing.head).start
    k = min(first, thing.first)
    while k > begin and context.parsed.doc[k - 1].pos_ in {"ADJ", "VERB", "ADV"}:
        k -= 1
    found = (
        _concept(context, j) for j in range(k, thing.head) if context.parsed.doc[j].pos_ in {"ADJ", "VERB", "NOUN"}
    )
    return next((c for c in found if c is not None), None)


def _concept(context: Context, k: int) -> str | None:
    """The status that one word gives, if it is an adjective or a participle."""
    if context.parsed.doc[k].tag_ not in {"JJ", "VBN", "VBG", "NN", "VBD"}:
        return None
    found = context.lexicon.cues("agr-status").at(context.parsed.words, context.parsed.words, k)
    return found[0] if found is not None and found[1] == k + 1 else None


def _operates(before: Token) -> bool:
    return before.lower_ in OPERATING or (
        before.lower_ in {"to", "with"} and before.i > 0 and before.doc[before.i - 1].lower_ in OPERATING
    )


def _is(context: Context, concept: str, k: int) -> bool:
    found = context.lexicon.cues("agr-status").at(context.parsed.lemmas, context.parsed.words, k)
    return found is not None and found[0] == concept


def _told(context: Context, noun: Token) -> str | None:
    """What a clause attached to the noun says: "which entered into force", "being negotiated"."""
    for verb in noun.children:
        if verb.dep_ in {"relcl", "acl"} and verb.i > noun.i:
            found = frames.match(context.parsed, context.lexicon.cues("agr-status"), verb.i)
            if found is not None:
                return _read(context, verb, found[0])
    return None


def _governed(context: Context, noun: Token, indefinite: bool) -> str | None:
    """The status that the words above give, up to the clause's verb; a new one that is not yet real is planned."""
    cues = context.lexicon.cues("agr-status")
    at, seen = noun, {noun.i}
    while at.head.i not in seen and at.dep_ in {"dobj", "pobj", "prep", "nsubj", "nsubjpass", "conj", "pcomp", "attr"}:
        at = at.head
        seen.add(at.i)
        if at.lower_ in {"toward", "towards"}:
            return _toward(context, at)
        found = frames.match(context.parsed, cues, at.i)
        if at.dep_ == "prep" and at.lower_ not in LINKS:
            return None
        if found is not None and at.dep_ != "prep":
            return _read(context, at, found[0])
        if syntax.is_verb(at):
            return "planned" if indefinite and _is_open(context, at) else None
    return None


def _toward(context: Context, word: Token) -> str:
    found = frames.match(context.parsed, context.lexicon.cues("agr-status"), word.head.i)
    return found[0] if found is not None and found[0] in {"planned", "negotiating"} else "negotiating"


def _is_open(context: Context, verb: Token) -> bool:
    meant = force(context.parsed, context.lexicon, verb.i)
    return meant.factuality in NOT_YET or meant.purpose


def _read(context: Context, word: Token, concept: str) -> str | None:
    if concept == "signed":
        return "planned" if _is_open(context, word) else None
    meant = force(context.parsed, context.lexicon, word.i).factuality
    if concept == "in-force":
        idle = (
            syntax.is_verb(word) and not syntax.is_finite(word) and word.dep_ == "pcomp"
        )  # "the value of acceding to"
        return "in-force" if meant not in NOT_YET and meant != Factuality.NEGATED and not idle else None
    opening = meant == Factuality.PLANNED and not syntax.is_verb(word)  # "to enter into negotiations on"
    return "planned" if opening else concept
