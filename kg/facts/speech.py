"""Verbs and phrases of saying: where they stand in a text, which act they are, and what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import frames, syntax
from kg.lexicon import Cues, Lexicon
from kg.parse import Parsed

FRAMES = ("quotation", "clause", "told", "for", "request", "express", "attitude", "predicate", "act", "wished")
ADNOMINAL = frozenset({"amod", "compound", "nmod", "nummod"})
NOMINAL = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OCCASIONS = frozenset({"opportunity", "occasion", "chance", "floor", "moment", "time"})
MANNER = frozenset({"by", "while", "when", "in", "after", "upon", "besides", "with", "through"})


@dataclass(frozen=True, slots=True)
class Wording:
    """The vocabulary of reported speech, ready to be matched."""

    acts: Cues
    nouns: Cues
    frames: dict[str, Cues]
    performs: Cues
    sources: Cues
    documents: frozenset[str]
    reports: frozenset[str]
    hearsay: frozenset[str]
    things: frozenset[str]
    makes: frozenset[str]
    stressed: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Wording:
        """The wording in a lexicon."""
        own = lexicon.scheme("speech-frames")
        reporting = lexicon.scheme("reporting")
        return cls(
            acts=lexicon.cues("speech-acts"),
            nouns=lexicon.cues("speech-nouns"),
            frames={name: Cues((cue, name) for cue in own[name].cues) for name in FRAMES},
            performs=Cues((cue, "performs") for cue in reporting["performs"].cues),
            sources=Cues((cue, "source") for cue in reporting["source"].cues),
            documents=lexicon.words("reporting", "document"),
            reports=lexicon.words("reporting", "report"),
            hearsay=lexicon.words("reporting", "hearsay"),
            things=lexicon.words("reporting", "thing"),
            makes=lexicon.words("reporting", "makes"),
            stressed=lexicon.words("reporting", "stressed"),
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that report speech: tokens ``[first, after)``; ``verb`` is the one whose subject speaks."""

    verb: Token
    first: int
    after: int
    act: str
    takes: frozenset[str]  # names of dipv:speech-frames
    passive: bool = False


def find_cues(parsed: Parsed, wording: Wording) -> Iterator[Cue]:
    """The verbs of saying of a text, left to right."""
    behind = 0
    for token in parsed.doc:
        if token.i < behind or not (may_say(token) or _heads_block(parsed, token)):
            continue
        cue = _cue(parsed, wording, token)
        if cue is not None:
            yield cue
            behind = max(cue.after, cue.verb.i + 1)


def says(parsed: Parsed, wording: Wording, token: Token) -> bool:
    """Whether a token is a verb of saying, with or without quotation marks."""
    found = _cue(parsed, wording, token)
    return found is not None and "quotation" not in found.takes


def _cue(parsed: Parsed, wording: Wording, token: Token) -> Cue | None:
    found = _by_phrase(parsed, wording, token) or _by_object(parsed, wording, token) if may_say(token) else None
    return found or _by_form(parsed, wording, token)


def _by_form(parsed: Parsed, wording: Wording, token: Token) -> Cue | None:
    """A verb that the parse takes for an adjective, or for a noun at the head of a paragraph ("Condemns the …")."""
    word = parsed.words[token.i]
    noun = _heads_block(parsed, token) and token.pos_ in NOMINAL and word[-1] == "s"
    adjective = token.pos_ == "ADJ" and token.dep_ == "ROOT" and word.endswith("ed")
    if not noun and not (adjective and any(True for _ in syntax.children(token, "dobj"))):
        return None
    following = parsed.words[token.i + 1 : token.i + 2]
    for base in (word[:-1], word[:-2]):
        found = wording.acts.at((base, *following), (base, *following), 0)
        if found is not None:
            after = token.i + found[1]
            takes = frozenset(n for n, c in wording.frames.items() if c.at((base, *following), (base, *following), 0))
            return Cue(token, token.i, after, found[0], takes)
    return None


def _heads_block(parsed: Parsed, token: Token) -> bool:
    return token.i == parsed.block_tokens[parsed.block_of[token.i]][0]


def _by_phrase(parsed: Parsed, wording: Wording, token: Token) -> Cue | None:
    found = frames.match(parsed, wording.acts, token.i)
    if found is None:
        return None
    act, after = found
    verb = _verb(token, after)
    if verb is None:
        return None
    takes = frozenset(n for n, cues in wording.frames.items() if frames.match(parsed, cues, token.i) == (n, after))
    if "clause" in takes and after == token.i + 1 and _has_pair(parsed, wording, verb):
        takes = frozenset({"express"})
    if parsed.doc[after - 1].dep_ == "dobj" and parsed.doc[after - 1].head.i == verb.i and verb.i == token.i:
        after, takes = verb.i + 1, takes | {"express"}
    passive = syntax.is_passive(verb) and not (verb.i > token.i and parsed.lemmas[token.i] == "be")
    return Cue(verb, token.i, after, _act(parsed, wording, verb, act, takes), takes, passive)


def _by_object(parsed: Parsed, wording: Wording, verb: Token) -> Cue | None:
    """A verb that says something only with its object ("shared their concern", "extended an invitation")."""
    for thing in syntax.children(verb, "dobj"):
        act = _pair(parsed, wording.acts, verb, thing)
        if act is not None:
            quotes = _pair(parsed, wording.frames["quotation"], verb, thing) is not None
            return Cue(verb, verb.i, verb.i + 1, act, frozenset({"quotation" if quotes else "express"}))
    return None


def may_say(token: Token) -> bool:
    """Whether a token can be used as a verb."""
    if token.dep_ in ADNOMINAL:
        return False
    return syntax.is_verb(token) or token.tag_.startswith("VB") or token.dep_ == "ROOT"


def _verb(token: Token, after: int) -> Token | None:
    """The verb of a cue: the first word, or the participle that its "be" serves."""
    if token.dep_ in {"aux", "auxpass"}:
        return token.head if token.i < token.head.i < after else None
    return token


def _act(parsed: Parsed, wording: Wording, verb: Token, act: str, takes: frozenset[str]) -> str:
    """The act of a verb, told by its object where the object says it ("expressed concern", "raised doubts")."""
    for thing in syntax.children(verb, "dobj"):
        pair = _pair(parsed, wording.acts, verb, thing)
        if pair is not None:
            return pair
    felt = next(syntax.children(verb, "dobj", "nsubjpass"), None)
    if felt is None or "express" not in takes or act not in {"assert", "stress"}:
        return act
    noun = wording.nouns.at((parsed.lemmas[felt.i],), (parsed.words[felt.i],), 0)
    return act if noun is None else noun[0]


def _has_pair(parsed: Parsed, wording: Wording, verb: Token) -> bool:
    """Whether a verb says something with its object that it does not say without it ("dismissed the allegations")."""
    return any(_pair(parsed, wording.acts, verb, thing) is not None for thing in syntax.children(verb, "dobj"))


def _pair(parsed: Parsed, cues: Cues, verb: Token, thing: Token) -> str | None:
    """The concept of a verb and its object, where the vocabulary has them as one phrase."""
    if not verb.i < thing.i:
        return None
    lemmas, words = (parsed.lemmas[verb.i], parsed.lemmas[thing.i]), (parsed.words[verb.i], parsed.words[thing.i])
    found = cues.at(lemmas, words, 0)
    return found[0] if found is not None and found[1] == 2 else None


def is_report(cue: Cue) -> bool:
    """Whether the words are used to report: not as an attribute, not as a purpose, not as a bare participle."""
    verb = cue.verb
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "prep", "amod"} and not syntax.auxiliaries(verb):
        return False
    if verb.dep_ == "pcomp" and not _is_accompanying(verb):
        return False
    return not _is_command(verb) and not _is_aim(verb) and not _is_wanted(verb)


def _is_accompanying(verb: Token) -> bool:
    """Whether a gerund after a preposition says how something was done, or what somebody else did meanwhile."""
    return has_own_with(verb) or (verb.head.lower_ in MANNER and syntax.is_verb(verb.head.head))


def has_own_with(verb: Token) -> bool:
    """Whether "with" gives a gerund a subject of its own: "with the Minister noting that …"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "with" and syntax.subject_child(verb) is not None


def _is_wanted(verb: Token) -> bool:
    """A bare form with a subject of its own in a clause: what somebody wants done ("that the House take note")."""
    bare = verb.tag_ == "VB" and verb.dep_ == "ccomp" and not syntax.auxiliaries(verb)
    return bare and syntax.subject_child(verb) is not None and any(True for _ in syntax.children(verb, "mark"))


def _is_aim(verb: Token) -> bool:
    """An infinitive that no verb governs: a purpose ("met to stress …"), or one joined to a verb of another form."""
    first = verb
    while first.dep_ == "conj" and syntax.is_verb(first.head) and first.head.i < first.i:
        first = first.head
    bare = verb.tag_ not in FINITE or syntax.shares_infinitive(verb)
    own, shared = syntax.has_to(verb), syntax.has_to(first) and bare
    governed = first.dep_ in {"xcomp", "ccomp"} or (first.dep_ == "acl" and first.head.lemma_ in OCCASIONS)
    return (own or shared) and (not governed or not shared)


def _is_command(verb: Token) -> bool:
    """An imperative: "Thank you", "Note that …"."""
    if verb.tag_ not in {"VB", "VBP"} or verb.dep_ != "ROOT" or syntax.auxiliaries(verb):
        return False
    own = syntax.subject_child(verb)
    return own is None or any(t.text == ":" for t in verb.doc[own.i : verb.i])


def is_hearsay(parsed: Parsed, wording: Wording, verb: Token) -> bool:
    """Whether a saying is only told about: "reports that X said …", "X is said to have told …"."""
    if verb.dep_ in {"acl", "ccomp", "relcl"} and verb.head.lemma_.lower() in wording.hearsay:
        return verb.head.pos_ in NOMINAL and any(m.lower_ == "that" for m in syntax.children(verb, "mark"))
    above = verb.head
    return verb.dep_ == "xcomp" and syntax.is_passive(above) and "clause" in _takes(parsed, wording, above)


def _takes(parsed: Parsed, wording: Wording, verb: Token) -> frozenset[str]:
    found = _cue(parsed, wording, verb)
    return frozenset() if found is None else found.takes


def performed(parsed: Parsed, wording: Wording, verb: Token) -> Token:
    """The verb that says whether a saying took place: "wished to thank" thanks, so it is "wished"."""
    at = first = verb
    while first.dep_ == "conj" and first.head.i < first.i and first.tag_ == "VB":
        first = first.head
    taken = occasion(first)
    if taken is not None:
        return taken if _performs(parsed, wording, first) else verb
    if first.dep_ == "xcomp":
        at = first
    while at.dep_ == "xcomp" and at.head.i < at.i and _performs(parsed, wording, at):
        at = at.head
    return verb if at.i == first.i else at


def occasion(verb: Token) -> Token | None:
    """The verb that takes an occasion to do what an infinitive says ("took the opportunity to thank")."""
    noun = verb.head
    if verb.dep_ == "xcomp" and syntax.has_to(verb):
        used = any(t.lemma_ in OCCASIONS and t.i < verb.i for t in syntax.children(noun, "dobj"))
        return noun if used else None
    taken = verb.dep_ == "acl" and syntax.has_to(verb) and noun.lemma_ in OCCASIONS and noun.dep_ == "dobj"
    return noun.head if taken else None


def _performs(parsed: Parsed, wording: Wording, infinitive: Token) -> bool:
    """Whether what governs an infinitive is done by saying it ("would like to", "was pleased to")."""
    above = infinitive.head
    starts = [above.i, *(c.i for c in above.children if c.lemma_ == "be"), above.head.i]
    found = (frames.match(parsed, wording.performs, i) for i in starts if i <= above.i)
    return any(match is not None and match[1] <= infinitive.i for match in found)
