"""Acts that bind or intend, before they are facts: where they stand, how strong, and the word that owns them.

An act is governed by one word: a verb ("agreed to"), an adjective ("is committed to"), a noun ("their intention
to"), an auxiliary ("will") or the head of a list. ``kg.facts.commitments`` gives acts their committers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from kg.facts import syntax
from kg.facts.context import Context
from kg.facts.force import Force
from kg.layout import BlockKind
from kg.lexicon import Lexicon
from kg.model import Agreement, Claim
from kg.parse import FINITE

MONEY = "quantity-money"  # the rule of kg.facts.quantities that reads sums
SHORTEST = 3  # tokens a complement has before an addition may be cut off
ADDITIONS = frozenset({
    "which", "who", "whose", "whom", "where", "including", "particularly", "especially", "notably", "such", "from",
    "with", "based", "while", "whereas", "through", "under", "within",
})  # fmt: skip
DASHES = frozenset({"-", "--", "("})
HEADLINE = 18  # tokens a line without a stop may have to be a headline
TAKES = frozenset({"to", "of", "in", "on", "at", "for"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act. Token ranges are ``[first, after)``."""

    strength: str
    head: int  # the governing word
    first: int
    after: int
    content: int  # the first token of what is undertaken
    owner: int | None  # head word of the phrase whose act it is; None where the sentence names nobody
    form: str  # verb | noun | future | item
    force: Force = field(default_factory=Force)
    impersonal: bool = False  # "it was agreed", "will be established": whoever speaks here
    other: int | None = None  # a second word for its owner, asked if the first names nobody
    verb: int | None = None  # of a list item: the verb of the list's head
    instrument: Agreement | None = None  # what is signed
    added: tuple[tuple[int, int], ...] = ()  # tokens that belong to the evidence but not to its core


def apart(acts: Iterable[Act], context: Context) -> list[Act]:
    """The acts in text order, each cut off where the next finite verb governs an act of its own."""
    ordered = sorted(acts, key=lambda a: (a.first, -a.after))
    return [_cut(act, ordered, context) for act in ordered]


def _cut(act: Act, ordered: list[Act], context: Context) -> Act:
    doc = context.parsed.doc
    for other in ordered:
        if other.form != "verb" or other.first <= act.first:
            continue
        verb = doc[other.head]
        if not (syntax.is_finite(verb) or is_hung(verb)) or contains(act, verb):
            continue
        if act.content <= other.first < act.after:
            return replace(act, after=syntax.trim(doc, act.first, other.first)[1], added=_before(act, other.first))
        if any(a <= other.first < b for a, b in act.added):
            return replace(act, added=_before(act, other.first))
    return act


def _before(act: Act, limit: int) -> tuple[tuple[int, int], ...]:
    return tuple((a, min(b, limit)) for a, b in act.added if a < limit - 1)


def contains(act: Act, word: Token) -> bool:
    """Whether a word is part of what an act undertakes: below its head by way of a clause, not coordinated with it."""
    if word.i < act.head:
        return False
    if is_hung(word):
        return False
    at = word
    while at.head.i != at.i:
        if at.dep_ == "conj" and syntax.is_finite(at) and not syntax.is_finite(at.head):
            return False
        if _is_meanwhile(at):
            return False
        if at.head.i == act.head:
            return at.dep_ not in {"conj", "dep", "parataxis"}
        at = at.head
    return False


def _is_meanwhile(verb: Token) -> bool:
    """Whether a verb tells what somebody else does at the same time: "…, while the other side promised to pay"."""
    beside = any(c.lower_ in {"while", "whereas"} and c.i < verb.i for c in syntax.children(verb, "mark", "advmod"))
    return beside and verb.dep_ == "advcl" and syntax.subject_child(verb) is not None and syntax.is_finite(verb)


def is_hung(verb: Token) -> bool:
    """Whether a past verb stands in a row of verbs but was hung on a noun: "… of the ceasefire, called on all to …"."""
    beside = verb.i > verb.sent.start and verb.doc[verb.i - 1].lower_ in {",", "and"}
    bare = syntax.subject_child(verb) is None and not syntax.auxiliaries(verb) and syntax.agent(verb) is None
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and verb.dep_ != "advcl")
    return beside and bare and past and verb.dep_ in {"acl", "conj", "advcl"} and _above(verb) is not None


def _above(verb: Token) -> Token | None:
    """The finite verb with a subject above a verb."""
    at = syntax.governor(verb)
    for _step in range(6):
        if at is None or (syntax.is_finite(at) and syntax.subject_child(at) is not None):
            return at
        at = syntax.governor(at)
    return None


def is_heading(context: Context, b: int) -> bool:
    """A title, a heading or a headline; a clause that ends in a comma or semicolon is part of a resolution, not one."""
    block = context.parsed.blocks[b]
    first, after = context.parsed.block_tokens[b]
    headline = block.kind == BlockKind.BODY and after - first <= HEADLINE and block.clean[-1:].isalnum()
    heading = block.kind in {BlockKind.TITLE, BlockKind.HEADING}
    return (heading or headline) and not block.clean.rstrip().endswith((",", ";"))


def is_cue(lexicon: Lexicon, scheme: str, concept: str, token: Token) -> bool:
    """Whether a token is a one-word cue of a concept."""
    words = lexicon.words(scheme, concept)
    return token.lemma_.lower() in words or token.lower_ in words


def opens_cue(context: Context, scheme: str, token: Token) -> str | None:
    """The concept of a scheme whose cue a token opens."""
    found = context.lexicon.cues(scheme).at(context.parsed.lemmas, context.parsed.words, token.i)
    return found[0] if found else None


def is_spoken(context: Context, verb: Token) -> bool:
    """Whether a verb tells of words: "thank", "stress"; not a verb of phase such as "continue" or "open"."""
    phase = is_cue(context.lexicon, "act-words", "phase", verb)
    return not phase and opens_cue(context, "speech-acts", verb) is not None


def is_talk(context: Context, verb: Token) -> bool:
    """Whether a verb's object is only what a speaker handles while speaking: "take a question"."""
    return any(is_cue(context.lexicon, "no-commitment", "talk", c) for c in verb.children if c.dep_ == "dobj")


def takes_figure(verb: Token) -> bool:
    """Whether a verb's object is counted: "receive 500 refugees" is no reception."""
    return any(t.like_num for c in syntax.children(verb, "dobj") for t in c.children)


def lasts(context: Context, noun: Token) -> bool:
    """Whether the noun is said to last or to be renewed: "unwavering commitment"."""
    adjectives = [c for c in noun.children if c.dep_ in {"amod", "advmod"}]
    return any(
        is_cue(context.lexicon, "novelty", concept, a) for a in adjectives for concept in ("continuing", "repeated")
    )


def is_sum(context: Context, word: Token) -> bool:
    """Whether a word belongs to a sum of money."""
    if word.ent_type_ == "MONEY":
        return True
    if not word.like_num:
        return False
    span = context.parsed.span(word.i, word.i + 1)
    return any(e.overlaps(span) for c in context.found(Claim) if c.rule == MONEY for e in c.evidence)


def act_taken(word: Token) -> Token | None:
    """The verb of the infinitive or gerund that a word takes: "agreed to *deepen*", "commitment to *making*"."""
    for child in word.children:
        if child.i < word.i:
            continue
        if child.dep_ in {"xcomp", "acl", "ccomp", "advcl"} and _is_nonfinite(child):
            return child
        if child.dep_ == "prep" and child.lower_ in TAKES:
            found = next((c for c in child.children if c.dep_ == "pcomp" or c.tag_ in {"VBG", "VB"}), None)
            if found is not None:
                return found
        if child.dep_ in {"acomp", "oprd"}:
            return act_taken(child)
    return _next_act(word)


def _next_act(word: Token) -> Token | None:
    """The act right behind a noun that the parse hung elsewhere: "underscored the commitment *to help* …"."""
    if word.pos_ not in {"NOUN", "PROPN"} or word.i + 2 >= len(word.doc):
        return None
    to = word.doc[word.i + 1]
    if to.lower_ != "to" or to.sent.start != word.sent.start:
        return None
    if to.dep_ == "aux" and to.head.i > to.i:
        return to.head
    return next((c for c in to.children if c.dep_ == "pcomp"), None)


def _is_nonfinite(verb: Token) -> bool:
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return syntax.is_verb(verb) and (to or verb.tag_ == "VBG")


def clause_taken(word: Token) -> Token | None:
    """The verb of the finite clause that a word takes as its content."""
    labels = {"ccomp", "acl", "relcl"}
    return next((c for c in word.children if c.dep_ in labels and c.i > word.i and syntax.is_finite(c)), None)


def object_taken(word: Token) -> Token | None:
    """The head noun that a verb takes, as its object or after a preposition."""
    own = next((c for c in word.children if c.dep_ in {"dobj", "obj", "attr"} and c.i > word.i), None)
    if own is not None:
        return own
    for child in word.children:
        if child.dep_ in {"prep", "prt"} and child.i > word.i:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
    return None


def verb_over(noun: Token) -> Token | None:
    """The verb whose object a noun is, also where the parse made it the subject of a clause within."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if first.dep_ in {"dobj", "obj"}:
        return first.head
    before = first.left_edge.i - 1
    beside = first.doc[before] if before >= first.sent.start else None
    if (
        beside is not None
        and syntax.is_verb(beside)
        and first.dep_ in {"nsubj", "nsubjpass"}
        and first.head.dep_ in {"ccomp", "xcomp"}
    ):
        return beside
    return None


def noun_at(doc: Doc, first: int) -> Token | None:
    """The head of the noun phrase that starts at a token, read from left to right."""
    for k in range(first, min(first + 6, len(doc))):
        last = k + 1 == len(doc) or (doc[k + 1].pos_ not in {"NOUN", "PROPN"} and doc[k + 1].tag_ != "POS")
        if doc[k].pos_ in {"NOUN", "PROPN"} and last:
            return doc[k]
        if doc[k].pos_ in {"VERB", "ADP", "PUNCT"}:
            return None
    return None


def reach(word: Token) -> tuple[int, int, int]:
    """A word with what it takes: first token, the token after its core, the token after what is merely added.

    Both ends stand before the verbs coordinated with the word.
    """
    later = [c.left_edge.i for c in word.children if _is_next(c, word)]
    ends = [c.right_edge.i + 1 for c in word.children if c.i > word.i and not _is_apart(c, word)]
    end = min([max(ends, default=word.i + 1), *later])
    end = next((k for k in range(word.i + 2, end) if _is_beside(word.doc[k], word)), end)
    first, core = syntax.trim(word.doc, word.i, close(word, end))
    return first, core, max(core, syntax.trim(word.doc, word.i, end)[1])


def _is_next(child: Token, word: Token) -> bool:
    """Whether a coordinated verb stands beside the word, not in what it takes ("aiming to build, mend …")."""
    if child.i < word.i or child.dep_ not in {"conj", "parataxis"} or not syntax.is_verb(child):
        return False
    return child.dep_ == "parataxis" or child.tag_ == word.tag_ or syntax.is_finite(child) or child.tag_ == "VBN"


def _is_beside(verb: Token, word: Token) -> bool:
    """A finite verb in the word's own tense that the parse hung on an infinitive: "agreed to act *and looked* …"."""
    hung = verb.dep_ == "conj" and verb.tag_ == word.tag_ != verb.head.tag_ and verb.tag_ in FINITE
    return hung and syntax.subject_child(verb) is None and syntax.is_verb(verb.head)


def _is_apart(child: Token, word: Token) -> bool:
    return child.dep_ in {"cc", "punct", "parataxis"} or (
        child.dep_ == "conj" and (_is_next(child, word) or not syntax.is_verb(child))
    )


def addition(core: int, end: int) -> tuple[tuple[int, int], ...]:
    """The tokens between the end of a core and the end of all, as a range, if there are any."""
    return ((core, end),) if end > core + 1 else ()


def close(word: Token, end: int) -> int:
    """Where a complement closes: before what a comma, a dash or a semicolon merely adds to it."""
    doc = word.doc
    listed = any(doc[k].tag_ == "VBG" for k in range(word.i + 1, min(word.i + 4, end)))
    for k in range(word.i + SHORTEST, end - 1):
        if doc[k].text in {";", ":"} or (doc[k].text in DASHES and doc[k].whitespace_ and doc[k - 1].whitespace_):
            return k
        if doc[k].lower_ == "including" or (doc[k].lower_ == "which" and doc[k - 1].pos_ != "ADP"):
            return k
        if doc[k].text == "," and _adds(doc[k + 1], listed):
            return k
    return end


def _adds(word: Token, listed: bool) -> bool:
    """Whether a word after a comma opens an addition: a relative clause, examples, a circumstance."""
    if word.lower_ in ADDITIONS:
        return True
    if word.lower_ == "in":
        return word.i + 1 < len(word.doc) and word.doc[word.i + 1].lower_ in {"particular", "line", "accordance"}
    return word.tag_ == "VBG" and word.dep_ in {"advcl", "acl", "prep"} and not listed


def owner(verb: Token) -> Token | None:
    """Who does it. A verb that the parse hung on an infinitive or a noun goes back to the finite verb above."""
    if is_hung(verb):
        above = _above(verb)
        return syntax.subject(above) if above is not None else None
    at, seen = verb, {verb.i}
    while syntax.subject_child(at) is None and not syntax.is_passive(at):
        hung = at.dep_ in {"conj", "dep"} and syntax.is_finite(verb) and not syntax.is_finite(at.head)
        if not hung or at.head.i in seen:
            break
        at = at.head
        seen.add(at.i)
        while at.dep_ in {"xcomp", "acl", "advcl", "pcomp", "prep", "dobj", "pobj"} and at.head.i not in seen:
            at = at.head
            seen.add(at.i)
    return syntax.doer(at) if at.i == verb.i else syntax.subject(at)
