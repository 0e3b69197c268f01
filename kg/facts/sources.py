"""Speech reported without a verb of saying: "according to X", "X's statement that …", "X: “…”"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.facts import actors, speakers, speech, syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.speakers import Source
from kg.facts.speech import Cue, Wording
from kg.mentions import ACTORS

LIGHT = frozenset({"a", "an", "no", "any", "further"})
MARKS = frozenset({'"', "'", "''", "``"})
PLAIN = frozenset({"clause"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A cue that is no verb, with its source and the tokens it reports."""

    cue: Cue
    source: Source
    words: Range | None  # None for a colon, which has only a quotation


def find_reported(context: Context, wording: Wording) -> Iterator[Reported]:
    """The reports made by phrases and nouns, left to right."""
    for token in context.parsed.doc:
        if token.text == ":":
            found = _by_colon(context, token)
            if found is not None:
                yield found
            continue
        phrase = wording.sources.at(context.parsed.lemmas, context.parsed.words, token.i)
        found = _by_phrase(context, token, phrase[1]) if phrase else _by_noun(context, wording, token)
        if found is not None:
            yield found


def _by_colon(context: Context, colon: Token) -> Reported | None:
    """A name, a colon and a quotation: "Foreign Minister X: “…”"."""
    doc = context.parsed.doc
    if colon.i + 1 >= len(doc) or colon.i == 0 or doc[colon.i + 1].text not in MARKS:
        return None
    named = context.mentions.at(colon.i - 1, ACTORS)
    if not named or context.mentions.ranges[named[-1]][1] != colon.i:
        return None
    if any(syntax.is_verb(t) for t in doc[colon.sent.start : colon.i]):
        return None
    speaker = actors.person_of(context.mentions, named[-1])
    cue = Cue(colon, colon.i, colon.i + 1, "assert", frozenset({"quotation"}))
    return Reported(cue, Source((speaker,), context.mentions.ranges[speaker]), None)


def _by_phrase(context: Context, token: Token, after: int) -> Reported | None:
    """ "According to X, …" and "…, according to X": the rest of the sentence is what X says."""
    doc, sentence = context.parsed.doc, token.sent
    head = next((t for t in doc[after - 1].children if t.dep_ == "pobj"), None)
    found = actors.actors(context.mentions, context.lexicon, head)
    if not found and head is not None:
        found = speakers.author(context.mentions, context.lexicon, head)
    if head is None or not found:
        return None
    end = max([head.i + 1, *(context.mentions.ranges[i][1] for i in found)])
    sides = [syntax.trim(doc, *r) for r in ((sentence.start, token.i), (end, sentence.end)) if r[0] < r[1]]
    told = [r for r in sides if r[0] < r[1] and any(syntax.is_verb(t) for t in doc[r[0] : r[1]])]
    words = max(told, key=lambda r: r[1] - r[0], default=None)
    if words is None:
        return None
    source = Source(found, (after, end), head=head.i)
    return Reported(Cue(token, token.i, after, "assert", PLAIN), source, words)


def _by_noun(context: Context, wording: Wording, noun: Token) -> Reported | None:
    """A noun of saying with a clause and an owner: "the Minister's statement that …"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() not in wording.reports:
        return None
    doc = context.parsed.doc
    clause = next((c for c in syntax.children(noun, "acl", "ccomp", "relcl") if _is_content(c, noun)), None)
    if clause is None:
        return None
    owner = speakers.author(context.mentions, context.lexicon, noun) or _maker(context, wording, noun)
    if not owner:
        return None
    begin = next((t.i + 1 for t in doc[noun.i + 1 : clause.i + 1] if t.lower_ == "that"), clause.left_edge.i)
    words = syntax.trim(doc, begin, clause.right_edge.i + 1)
    act = wording.nouns.at((noun.lemma_.lower(),), (noun.lower_,), 0)
    cue = Cue(noun, noun.i, noun.i + 1, act[0] if act else "assert", PLAIN)
    return Reported(cue, Source(owner, context.mentions.ranges[owner[0]]), words) if words[0] < words[1] else None


def _is_content(clause: Token, noun: Token) -> bool:
    """Whether a clause says what was said, not which saying it was: "that" marks it and is no part of it."""
    marks = [m for m in clause.children if m.dep_ == "mark" and m.lower_ == "that"]
    return clause.i > noun.i and bool(marks) and syntax.is_finite(clause)


def _maker(context: Context, wording: Wording, noun: Token) -> tuple[int, ...]:
    """Who "made a statement" or "repeated a claim"; a verb that says something itself reports it already."""
    verb = noun.head
    if noun.dep_ != "dobj" or speech.says(context.parsed, wording, verb) or verb.lemma_ not in wording.makes:
        return ()
    bare = not any(c.dep_ in {"det", "poss"} and c.lower_ not in LIGHT for c in noun.children)
    if not bare or not speech.may_say(verb):
        return ()
    return actors.actors(context.mentions, context.lexicon, syntax.doer(verb))
