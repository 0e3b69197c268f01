"""Clauses that tell of signing: which instruments, by whom, how real."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.facts import actors, elsewhere, lists, signatories, syntax
from kg.facts.acts import is_cue, is_heading, opens_cue, reach
from kg.facts.context import Context
from kg.facts.force import Force, force
from kg.facts.instruments import Instrument, root
from kg.layout import BlockKind
from kg.mentions import ACTORS
from kg.model import Factuality, Kind

JOINTS = frozenset({"and", ",", "the", "a", "an", "as", "well"})
BESIDE = 7  # tokens after "signing" within which its "of" stands


@dataclass(frozen=True, slots=True)
class Signing:
    """One clause: a verb or noun of signing with its instruments and signers."""

    head: int
    first: int
    after: int  # the clause's evidence, tokens [first, after)
    things: tuple[Instrument, ...]
    signers: tuple[int, ...]  # mentions: who signs
    others: tuple[int, ...]  # mentions: with whom, between whom
    behalf: tuple[int, ...]  # mentions: for whom
    force: Force
    verbal: bool  # a clause that says who signs, not "the signing of" nor "an accord signed in May"


def signings(context: Context, things: Sequence[Instrument]) -> list[Signing]:
    """Every clause of a text in which an instrument is signed, in text order."""
    heads = {root(context.parsed.doc, t).i: t for t in things}
    rows = _rows(context, things)
    found: list[Signing] = []
    for word in context.parsed.doc:
        if is_heading(context, context.parsed.block_of[word.i]):
            found.extend(_headline(context, word, things))
            continue
        if not _is_signing(context, word):
            continue
        told = _nominal(context, word, heads) or (_verbal(context, word, heads) if syntax.is_verb(word) else None)
        told = told or _announced(context, word, things)
        if told is not None:
            told = replace(told, signers=_known(context, told))
            signed = dict.fromkeys(t for thing in told.things for t in rows[thing])
            after = max(told.after, *(t.after for t in signed))
            found.append(replace(told, things=tuple(signed), after=after))
    return found


def _known(context: Context, told: Signing) -> tuple[int, ...]:
    """Those who sign; of "the two ministers", left open, the persons who met."""
    mentions = context.mentions
    opened = len(told.signers) == 1 and mentions[told.signers[0]].kind == Kind.GROUP
    if not opened or actors.resolved(mentions, told.signers):
        return told.signers
    met = elsewhere.who_met(context, context.parsed.starts[context.parsed.sentence(told.head).start])
    persons = all(mentions[h].kind == Kind.PERSON for i in met for h in mentions.heads(i))
    named = mentions[told.signers[0]].group == "officials"
    return met if met and persons and named else told.signers


def _rows(context: Context, things: Sequence[Instrument]) -> dict[Instrument, list[Instrument]]:
    """Each instrument with those that "and" joins to it on the right: "the Treaty on X and the Protocol on Y"."""
    rows: dict[Instrument, list[Instrument]] = {}
    for thing, following in zip(reversed(things), [None, *reversed(things)], strict=False):
        gap = context.parsed.words[thing.after : following.first] if following is not None else ()
        joined = following is not None and "and" in gap and set(gap) <= JOINTS
        rows[thing] = [thing, *rows[following]] if following is not None and joined else [thing]
    return rows


def _is_signing(context: Context, word: Token) -> bool:
    if word.pos_ not in {"VERB", "NOUN", "PROPN"} or word.dep_ in {"compound", "amod"}:
        return False
    return opens_cue(context, "agr-status", word) == "signed"


def _verbal(context: Context, verb: Token, heads: dict[int, Instrument]) -> Signing | None:
    described = verb.tag_ in {"VBN", "VBD"} and (verb.dep_ == "acl" or _is_appended(verb, heads))
    passive = syntax.is_passive(verb) or described or _is_reduced(verb, heads)
    signed = tuple(_before(verb, heads) if passive or verb.dep_ == "relcl" else _after(verb, heads))
    signed = signed or (_taken_up(verb, heads) or _counted(verb, heads) if passive else ())
    if not signed and not passive:
        signed = tuple(_behind(context, verb, heads)) or tuple(_made_by(context, verb, heads))
    signed = tuple(t for t in signed if not _is_confirmed(context, t))
    if not signed:
        return None
    first, _, after = reach(verb)
    first = min(first, *(t.first for t in signed))
    after = max(after, *(t.after for t in signed))
    by = signatories.agents(context, verb) if passive else signatories.subjects(context, verb)
    others = signatories.others(context, verb, after)
    behalf = signatories.behalf(context, verb)
    by = (*by, *signatories.further(context, verb)) if by and not passive else by
    told = verb.dep_ not in {"acl", "relcl"} or bool(by)
    meant = force(context.parsed, context.lexicon, verb.i)
    return Signing(verb.i, first, after, signed, by, others, behalf, meant, told)


def _taken_up(verb: Token, heads: dict[int, Instrument]) -> tuple[Instrument, ...]:
    """What "it was signed" takes up: the last instrument of the sentence before, or of this one."""
    subject = syntax.subject_child(verb)
    if subject is None or subject.lower_ not in {"it", "this"} or verb.sent.start == 0:
        return ()
    begin = verb.doc[verb.sent.start - 1].sent.start
    return next(((heads[k],) for k in range(subject.i, begin - 1, -1) if k in heads), ())


def _counted(verb: Token, heads: dict[int, Instrument]) -> tuple[Instrument, ...]:
    """ "The treaty and the accord are among the documents *signed* in Lima": the instruments before "are"."""
    noun, copula = verb.head, syntax.governor(verb.head)
    if verb.dep_ != "acl" or noun.dep_ not in {"pobj", "attr"} or copula is None or copula.lemma_ != "be":
        return ()
    subject = syntax.subject_child(copula)
    spots = range(subject.left_edge.i, copula.i) if subject is not None else ()
    return tuple(heads[k] for k in spots if k in heads)


def _is_appended(verb: Token, heads: dict[int, Instrument]) -> bool:
    """A bare participle right behind a label, hung on the verb above: "preserve the Plan, *signed* by X"."""
    bare = verb.dep_ == "advcl" and verb.tag_ == "VBN" and not syntax.auxiliaries(verb)
    return bare and any(_stands_before(t, verb) for t in heads.values())


def _is_confirmed(context: Context, thing: Instrument) -> bool:
    """Whether what is signed only confirms an instrument: "the instrument of ratification of the treaty"."""
    noun = root(context.parsed.doc, thing)
    return noun.dep_ == "pobj" and is_cue(context.lexicon, "undertakings", "joining", noun.head.head)


def _is_reduced(verb: Token, heads: dict[int, Instrument]) -> bool:
    """A participle taken for the main verb: "The accord concluded between X and Y in 1995 guarantees …"."""
    subject = syntax.subject_child(verb)
    bare = not any(True for _ in syntax.children(verb, "dobj", "aux"))
    return verb.tag_ in {"VBN", "VBD"} and bare and subject is not None and subject.i in heads


def _behind(context: Context, verb: Token, heads: dict[int, Instrument]) -> Iterator[Instrument]:
    """The first instrument behind a verb, with only places, dates and partners between: "signed, in Rome, an"."""
    for k in range(verb.i + 1, verb.sent.end):
        if k in heads:
            yield heads[k]
            return
        token, inside = verb.doc[k], any(heads[h].first <= k <= h for h in heads if h > k)
        light = token.pos_ in {"PUNCT", "DET", "ADV", "ADP", "NUM", "CCONJ", "ADJ"} or bool(token.ent_type_)
        if not (light or inside or context.mentions.at(k, ACTORS) or context.mentions.at(k, (Kind.PLACE,))):
            return


def _made_by(context: Context, verb: Token, heads: dict[int, Instrument]) -> Iterator[Instrument]:
    """What is made by signing papers: "signed letters for the adoption of an agreement"."""
    paper = next(syntax.children(verb, "dobj"), None)
    if paper is None or not is_cue(context.lexicon, "act-words", "paper", paper):
        return
    for k in range(paper.i + 1, verb.sent.end):
        if k in heads:
            yield heads[k]
        if k in heads or (verb.doc[k].pos_ == "VERB" and verb.doc[k].tag_ != "VBG"):
            return


def _announced(context: Context, verb: Token, things: Sequence[Instrument]) -> Signing | None:
    """ "The following documents were signed: …": the instruments behind the colon, in the sentence or in a list."""
    if not syntax.is_verb(verb):
        return None
    colon = next((t.i for t in verb.doc[verb.i : verb.sent.end] if t.text == ":"), None)
    if colon is None:
        return None
    end = _list_end(context, verb.sent.end) if colon >= verb.sent.end - 1 else verb.sent.end
    signed = tuple(t for t in things if colon < t.first < end)
    if not signed:
        return None
    passive = syntax.is_passive(verb)
    by = signatories.agents(context, verb) if passive else signatories.subjects(context, verb)
    meant = force(context.parsed, context.lexicon, verb.i)
    return Signing(
        verb.i, verb.left_edge.i, colon, signed, by, signatories.others(context, verb, colon), (), meant, True
    )


def _list_end(context: Context, after: int) -> int:
    """The token after the list items that follow a sentence."""
    parsed = context.parsed
    if after >= len(parsed.doc):
        return after
    b = parsed.block_of[after]
    while b < len(parsed.blocks) and parsed.blocks[b].kind == BlockKind.ITEM:
        after = parsed.block_tokens[b][1]
        b += 1
    return after


def _headline(context: Context, word: Token, things: Sequence[Instrument]) -> Iterator[Signing]:
    """ "Chile and Peru Sign Treaty on Water": read by position, since the tagger fails on capitals."""
    words = context.parsed.words
    base = [words[word.i].removesuffix("s")]
    cue = context.lexicon.cues("agr-status").at(base, base, 0)
    if cue is None or cue[0] != "signed" or base[0].endswith(("ing", "ure")):
        return
    first, after = context.parsed.block_tokens[context.parsed.block_of[word.i]]
    signed = tuple(t for t in things if word.i < t.first < after)
    if not signed:
        return
    planned = words[word.i - 1 : word.i] in {("to",), ("will",)}
    meant = Force(Factuality.PLANNED if planned else Factuality.STATED)
    sides = context.mentions.within(first, word.i, (Kind.COUNTRY, Kind.ORGANIZATION))
    yield Signing(word.i, word.i, signed[-1].after, signed[:1], (), sides, (), meant, False)


def _after(verb: Token, heads: dict[int, Instrument]) -> Iterator[Instrument]:
    """The instruments that an active verb takes: its objects and what is coordinated with them."""
    for k in range(verb.i + 1, verb.sent.end):
        thing = heads.get(k)
        if thing is not None and _is_object(verb.doc[k], verb):
            yield thing


def _is_object(noun: Token, verb: Token) -> bool:
    """Whether a noun is what a verb takes, or what the verb coordinated with it takes ("signed and ratified X")."""
    heads = {verb.i, *(c.i for c in verb.conjuncts if c.i > verb.i and not list(syntax.children(verb, "dobj")))}
    at = noun
    for _ in range(8):
        if at.head.i in heads:
            own = {"of"} if verb.pos_ in {"NOUN", "PROPN"} else {"into"}
            return at.dep_ in {"dobj", "obj", "attr", "npadvmod", "dep"} or (at.dep_ == "prep" and at.lower_ in own)
        if at.dep_ not in {"conj", "appos", "pobj", "prep", "compound", "nmod"} or at.head.i == at.i:
            return False
        if at.dep_ == "prep" and at.lower_ not in {"of", "into"}:
            return False
        at = at.head
    return False


def _before(verb: Token, heads: dict[int, Instrument]) -> Iterator[Instrument]:
    """The instruments that a passive, a participle or a relative clause is about."""
    own = syntax.subject_child(verb) or (syntax.subject(verb) if verb.dep_ in {"xcomp", "conj"} else None)
    taken = verb.dep_ == "relcl" and not syntax.is_passive(verb)  # "the accord that X had signed"
    told_of = own is not None and own.lower_ not in syntax.RELATIVES and not taken
    noun = own if own is not None and told_of else verb.head
    beside = next((t for t in heads.values() if _stands_before(t, verb)), None)
    if beside is not None and (own is None or not told_of):
        yield beside
        return
    for k in range(noun.sent.start, verb.i):
        thing = heads.get(k)
        covers = thing is not None and thing.first <= noun.i < max(thing.after, thing.head + 1)
        if thing is not None and (covers or (verb.doc[k].dep_ in {"conj", "appos"} and verb.doc[k].head.i == noun.i)):
            yield thing


def _stands_before(thing: Instrument, verb: Token) -> bool:
    """Whether a label ends right before a participle: "the Declaration (X), signed by …"."""
    if not thing.after <= verb.i <= thing.after + 5:
        return False
    return all(
        t.text in {",", "(", ")", '"'} or t.text[:1].isupper() or t.pos_ == "PROPN"
        for t in verb.doc[thing.after : verb.i]
    )


def _nominal(context: Context, noun: Token, heads: dict[int, Instrument]) -> Signing | None:
    """ "The signing of the treaty": signed where nothing makes it a plan."""
    of = _of(noun)
    if of is None or noun.tag_ in {"VBD", "VBZ", "VBP", "VB"}:
        return None
    after = of.right_edge.i + 1
    hung = of.head.i != noun.i  # behind a date or place: the instrument stands right behind "of"
    inside = [heads[k] for k in range(of.i + 1, after) if k in heads]
    signed = tuple(t for t in inside if hung or _is_object(root(noun.doc, t), of.head))
    if not signed:
        return None
    others = signatories.others(context, noun, after)
    meant = force(context.parsed, context.lexicon, noun.i)
    by = next((c for c in noun.subtree if c.lower_ == "by" and c.i > of.i), None)
    signers = lists.list_after(context, by.i + 1, noun.sent.end)[0] if by is not None else ()
    return Signing(noun.i, noun.left_edge.i, max(after, signed[-1].after), signed, signers, others, (), meant, False)


def _of(noun: Token) -> Token | None:
    """The "of" of a noun, also behind a date or place: "the signing in 2010 of the treaty"."""
    own = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if own is not None or noun.pos_ not in {"NOUN", "PROPN"}:
        return own
    near = noun.doc[noun.i + 1 : min(noun.i + BESIDE, noun.sent.end)]
    passed = itertools.takewhile(lambda t: t.ent_type_ or t.pos_ in {"ADP", "PUNCT", "DET"}, near)
    return next((t for t in passed if t.lower_ == "of" and t.i > noun.i + 1), None)
