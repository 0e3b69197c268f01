"""Who signs: the subjects and agents of a verb of signing, with whom, and on whose behalf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.facts import actors, lists, syntax
from kg.facts.context import Context
from kg.facts.parties import BETWEEN
from kg.mentions import ACTORS
from kg.model import Kind

ONLOOKING = frozenset(
    {"presence", "witnessed", "attended", "watched", "witness", "during", "following", "after", "who"}
)
BESIDES = frozenset({"together", "along", "jointly"})


def subjects(context: Context, verb: Token) -> tuple[int, ...]:
    """Who signs: the subject, the list before the verb, the sentence's subject, the states in the subject's words."""
    head = syntax.subject(verb)
    found = actors.actors(context.mentions, context.lexicon, head)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ == "join":
        joined = next(syntax.children(verb.head.head, "dobj"), None)  # "joined X in signing"
        return (*found, *actors.actors(context.mentions, context.lexicon, joined))
    start = min([verb.i, *(a.i for a in syntax.auxiliaries(verb) if a.sent.start == verb.sent.start)])
    while start > verb.sent.start and verb.doc[start - 1].pos_ in {"ADV", "PUNCT"} and verb.doc[start - 1].text != ")":
        start -= 1
    beside = lists.listed(context, lists.list_before(context, start, verb.sent.start), start)
    if found:
        named, beside_named = _persons(context, found), _persons(context, beside)
        return beside if (len(beside), beside_named) > (len(found), named) or beside_named > named else found
    if beside:
        return beside
    if not syntax.is_finite(verb):
        return actors.actors(context.mentions, context.lexicon, syntax.subject(verb.sent.root))
    first, after = syntax.extent(head) if head is not None else (0, 0)
    return context.mentions.within(first, after, (Kind.COUNTRY,))


def _persons(context: Context, found: Iterable[int]) -> int:
    """How many of the actors are persons."""
    return sum(context.mentions[h].kind == Kind.PERSON for i in found for h in context.mentions.heads(i))


def agents(context: Context, verb: Token) -> tuple[int, ...]:
    """The agents of a passive: the list after "by", and every further person before those who only look on."""
    by = next((c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None)
    if by is None:
        return ()
    found = actors.actors(context.mentions, context.lexicon, syntax.agent(verb))
    beside, _ = lists.list_after(context, by.i + 1, verb.sent.end)
    end = next((k for k in range(by.i, verb.sent.end) if context.parsed.words[k] in ONLOOKING), verb.sent.end)
    persons = [actors.person_of(context.mentions, i) for i in _people(context, by.i + 1, end)]
    return tuple(dict.fromkeys(persons)) if len(persons) > max(len(beside), len(found)) else max(beside, found, key=len)


def _people(context: Context, first: int, after: int) -> tuple[int, ...]:
    return context.mentions.within(first, after, (Kind.PERSON,))


def further(context: Context, verb: Token) -> Iterator[int]:
    """Those who sign for others without a verb of their own: "X signed for Peru *and Y for Chile*"."""
    words = context.parsed.words
    for i in _people(context, verb.i + 1, verb.sent.end):
        start, after = context.mentions.ranges[i]
        title = [context.mentions.ranges[j][0] for j in context.mentions.at(start - 1, (Kind.OFFICE,))]
        before = min(title, default=start) - 1
        if words[before] in {"and", ",", ";"} and words[after : after + 1] == ("for",):
            yield i


def others(context: Context, word: Token, after: int) -> tuple[int, ...]:
    """Those with whom or between whom it is signed."""
    words = context.parsed.words
    opens = [k for k in range(word.i + 1, after) if words[k] in BETWEEN and word.doc[k].dep_ == "prep"]
    opens += [k for k in range(after, word.sent.end) if words[k] == "with" and words[k - 1] in BESIDES]
    return _listed(context, (k + 1 for k in opens), word.sent.end)


def behalf(context: Context, verb: Token) -> tuple[int, ...]:
    """Those on whose behalf it is signed: "on behalf of Peru", "for Peru"."""
    words = context.parsed.words
    starts: list[int] = []
    for k in range(verb.sent.start, verb.sent.end - 2):
        if words[k] == "behalf" and words[k + 1] == "of":
            starts.append(k + 2)
        elif words[k] == "for" and k > verb.i:
            named = k + 1 + (words[k + 1] == "the")
            starts += [named] if context.mentions.at(named, (Kind.COUNTRY, Kind.ORGANIZATION)) else []
    return _listed(context, starts, verb.sent.end)


def _listed(context: Context, starts: Iterable[int], end: int) -> tuple[int, ...]:
    found = (i for k in starts for i in lists.list_after(context, k, end)[0])
    return tuple(dict.fromkeys(i for i in found if context.mentions[i].kind in ACTORS))
