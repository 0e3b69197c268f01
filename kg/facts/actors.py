"""Who a noun phrase means: the head word of a phrase → indices of mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg.facts import syntax
from kg.lexicon import Lexicon
from kg.mentions import ACTORS, Mentions
from kg.model import Form, How, Kind, Mention

PEOPLE = frozenset({Kind.PERSON, Kind.OFFICE})
BODIES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION})


def actors(mentions: Mentions, lexicon: Lexicon, head: Token | None) -> tuple[int, ...]:
    """The mentions that a phrase names as actors, coordinated phrases included, in text order.

    Nothing when the phrase names no actor ("the ceremony", "his visit to Rome").
    """
    if head is None:
        return ()
    apposed = syntax.children(head, "appos") if head.tag_ in {"NN", "NNP"} else ()
    named = (head, *(a for a in apposed if a.i > head.i))  # "the President, A, and B"
    heads = [head, *(c for h in named for c in syntax.conjuncts(h) if c.i > head.i and not syntax.is_verb(c))]
    return ordered(mentions, (i for h in heads for i in actor(mentions, lexicon, h)))


def actor(mentions: Mentions, lexicon: Lexicon, head: Token) -> tuple[int, ...]:
    """The mentions of one phrase without its conjuncts; for somebody's spokesperson, the one spoken for."""
    voice = is_voice(lexicon, head)
    covering = _covering(mentions, head)
    if covering is not None and (_is_vacant(mentions[covering]) or is_one_of(mentions[covering], head)):
        named = _apposed(mentions, head)
        if named is not None:
            return (named,)
    if covering is not None and not (voice and _nameless(mentions[covering])):
        return (person_of(mentions, covering),)
    if voice:
        behind = spoken_for(mentions, head, covering)
        return behind or (() if covering is None else (covering,))
    beside = (a for a in syntax.children(head, "appos") if _covering(mentions, a) is not None)
    return tuple(i for a in beside for i in actor(mentions, lexicon, a))[:1]


def is_voice(lexicon: Lexicon, head: Token) -> bool:
    """Whether a noun means somebody who speaks for others: spokesperson, spokesman …"""
    return head.lemma_.lower() in lexicon.words("voices", "spokesperson")


def spoken_for(mentions: Mentions, head: Token, covering: int | None = None) -> tuple[int, ...]:
    """Whom a spokesperson speaks for: "a Foreign Office spokesman", "a spokesperson for X", "X's spokesman"."""
    office = None if covering is None else mentions[covering].office
    if office is not None and office.organization is not None:
        return (office.organization,)
    behind = [
        *syntax.prepositional(head, "for", "of", "from"),
        *syntax.children(head, "poss", "compound", "amod", "nmod"),
    ]
    for token in behind:
        others = [i for i in mentions.at(token.i, ACTORS) if i != covering]
        if others:
            return (others[-1],)
    return ()


def person_of(mentions: Mentions, i: int) -> int:
    """The person beside a title; any other mention is itself."""
    office = mentions[i].office
    return i if office is None or office.holder is None else office.holder


def ordered(mentions: Mentions, found: Iterable[int]) -> tuple[int, ...]:
    """Indices without repetition, in the order of the text."""
    return tuple(sorted(dict.fromkeys(found), key=lambda i: (mentions[i].span, i)))


def between(mentions: Mentions, first: int, after: int, kinds: frozenset[Kind] = ACTORS) -> tuple[int, ...]:
    """The mentions that lie in tokens ``[first, after)``, the outer ones only, in text order."""
    found: dict[int, None] = {}
    token = first
    while token < after:
        inside = [
            i for i in mentions.at(token, kinds) if first <= mentions.ranges[i][0] and mentions.ranges[i][1] <= after
        ]
        if inside:
            found[inside[-1]] = None
        token = mentions.ranges[inside[-1]][1] if inside else token + 1
    return tuple(found)


def resolved(mentions: Mentions, found: Sequence[int]) -> bool:
    """Whether every one of them is known to be somebody."""
    return bool(found) and all(mentions[h].how != How.OPEN for i in found for h in mentions.heads(i))


def keys_behind(mentions: Mentions, i: int, offices: dict[int, int]) -> tuple[str, ...]:
    """Whom an actor stands for: its country, its organisation, or those of the office a person holds.

    ``offices`` gives the office mention of a person's first mention.
    """
    found: dict[str, None] = {}
    for h in mentions.heads(i):
        found.update(dict.fromkeys(_keys(mentions, h, offices)))
    return tuple(found)


def _keys(mentions: Mentions, h: int, offices: dict[int, int]) -> Iterator[str]:
    mention = mentions[h]
    if mention.kind != Kind.PERSON and mention.keys:
        yield from mention.keys
        return
    office = mention.office or (mentions[offices[h]].office if h in offices else None)
    if office is not None and office.country:
        yield f"country/{office.country}"
    elif office is not None and office.organization is not None:
        yield from mentions[office.organization].keys
    elif mention.country and mention.kind == Kind.ORGANIZATION:
        yield f"country/{mention.country}"


def _covering(mentions: Mentions, head: Token) -> int | None:
    """The actor that a phrase with this head word is: the longest mention of which it is the head."""
    found = mentions.at(head.i, ACTORS)
    rooted = [i for i in found if _is_root(mentions.ranges[i], head)]
    return (rooted or list(found))[-1] if found else None


def _is_root(tokens: tuple[int, int], head: Token) -> bool:
    return head.i == tokens[1] - 1 or not tokens[0] <= head.head.i < tokens[1] or head.head.i == head.i


def _nameless(mention: Mention) -> bool:
    if mention.office is not None and mention.office.holder is not None:
        return False
    return mention.kind in {Kind.OFFICE, Kind.GROUP} and mention.form != Form.NAME and not mention.refers


def is_one_of(mention: Mention, head: Token) -> bool:
    """Whether a mention of officials means a single one ("his Thai counterpart"), by the number of its head word."""
    return mention.kind == Kind.GROUP and mention.group == "officials" and head.tag_ in {"NN", "NNP"}


def _is_vacant(mention: Mention) -> bool:
    """Whether a title belongs to nobody named."""
    return mention.office is not None and mention.office.holder is None and not mention.refers


def _apposed(mentions: Mentions, head: Token) -> int | None:
    """The person whom an apposition names: "the Chair in Office, Foreign Minister X"."""
    joined = any(True for _ in syntax.children(head, "cc"))
    for beside in syntax.children(head, "appos") if joined else syntax.children(head, "appos", "conj"):
        found = _covering(mentions, beside)
        person = None if found is None else person_of(mentions, found)
        if person is not None and mentions[person].kind == Kind.PERSON:
            return person
    return None
