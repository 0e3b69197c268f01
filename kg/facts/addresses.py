"""Whose words a heading gives, and where they were said: "Remarks by A at E", "Statement of Chile in the E".

Who speaks at an event takes part in it, and so the heading tells that it took place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import lists
from kg.facts.context import Context
from kg.facts.happenings import Happening, in_heading
from kg.facts.phrases import EVENTS
from kg.mentions.author import BY
from kg.model import How, Kind

AT = frozenset({"at", "during", "in", "before", "to"})
NAMED = 8  # blocks at whose head the text says whose words it gives
SPEAKERS = frozenset({Kind.PERSON, Kind.OFFICE, Kind.COUNTRY, Kind.ORGANIZATION})
OPENS = frozenset({"opening", "closing", "launch", "margin", "margins", "sidelines", "session", "meeting"})
TYPES = frozenset({"conference", "summit", "press-conference", "ceremony", "other", "meeting", "dialogue"})


def addresses(ctx: Context, nouns: dict[int, Happening]) -> None:
    """Let the speakers whom headings name take part in the events at which they spoke."""
    for event in nouns.values():
        if event.type in TYPES and ctx.parsed.block_of[event.head] < NAMED and in_heading(ctx, event.head):
            who = _speakers(ctx, event)
            if who and not _is_part(ctx, event, nouns):
                event.join(who, "speaker")
                event.told, event.anaphor, event.status = True, False, event.status or "held"


def _is_part(ctx: Context, event: Happening, nouns: dict[int, Happening]) -> bool:
    """Whether a name stands behind a mere noun in its heading: "in the general debate, 72nd Session of …"."""
    block = ctx.parsed.block_of[event.head]
    behind = (e for e in nouns.values() if e.named and e.head > event.head and ctx.parsed.block_of[e.head] == block)
    return not event.named and next(behind, None) is not None


def _speakers(ctx: Context, event: Happening) -> tuple[int, ...]:
    """Who spoke at an event of a heading, as its line says or, failing that, as "I" in the text."""
    first = ctx.parsed.block_tokens[ctx.parsed.block_of[event.head]][0]
    if first and ctx.parsed.words[first - 1] == "," and in_heading(ctx, first - 1):
        first = ctx.parsed.block_tokens[ctx.parsed.block_of[first - 1]][0]  # the heading goes on from the line above
    at = next((k for k in range(event.first - 1, first, -1) if not _goes_with(ctx, k)), first)
    word = _authored(ctx, first, at) if ctx.parsed.words[at] in AT else None
    if word is None:
        return ()
    return _behind(ctx, word, at) or _before(ctx, first, word) or _self(ctx)


def _goes_with(ctx: Context, k: int) -> bool:
    """What may stand between "at" and an event: an article, adjectives, "the opening of the"."""
    token = ctx.parsed.doc[k]
    other = bool(ctx.mentions.at(k, EVENTS)) or (token.text == "," and bool(ctx.mentions.at(k - 1, EVENTS)))
    return other or token.pos_ in {"DET", "ADJ", "NUM"} or token.lower_ in OPENS | {"of"} or token.text in {"'s", '"'}


def _authored(ctx: Context, first: int, at: int) -> int | None:
    """The noun for what was said, before the event: "remarks", "speech"."""
    words = ctx.lexicon.words("voices", "authored")
    named = (k for k in range(at - 1, first - 1, -1) if lists.outer(ctx, k) is None)
    return next((k for k in named if {ctx.parsed.words[k], ctx.parsed.words[k].removesuffix("s")} & words), None)


def _behind(ctx: Context, word: int, at: int) -> tuple[int, ...]:
    """ "Remarks by A and B at": those between "by" and "at"."""
    if ctx.parsed.words[word + 1] not in BY:
        return ()
    return tuple(_known(ctx, lists.listed(ctx, word + 2, at)))


def _before(ctx: Context, first: int, word: int) -> tuple[int, ...]:
    """ "A's opening remarks at", "Chile: statement at": who stands before the noun."""
    k = word
    while k > first and ctx.parsed.doc[k - 1].pos_ in {"ADJ", "NOUN", "VERB"} and lists.outer(ctx, k - 1) is None:
        k -= 1
    owned = k > first and ctx.parsed.words[k - 1] in {"'s", "'", ":"}
    return tuple(_known(ctx, lists.listed(ctx, lists.list_before(ctx, k - 1, first), k - 1))) if owned else ()


def _known(ctx: Context, found: tuple[int, ...]) -> Iterator[int]:
    return (i for i in found if ctx.mentions[i].kind in SPEAKERS)


def _self(ctx: Context) -> tuple[int, ...]:
    """The "I" of the text, where it is known who that is."""
    own = (i for i, m in enumerate(ctx.mentions) if m.surface in {"I", "my", "My"} and m.how != How.OPEN and m.refers)
    return tuple(own)[:1]
