"""Speech laid out over paragraphs: lists under a verb of saying, clauses under an opening, quotations in blocks.

"The Ministers underscored: • the need …", "The Council, / Recalling … / 1. Condemns …", "The Minister said: / We …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts import actors, assembly, syntax
from kg.facts.attribution import LONGEST_ASIDE
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.quotes import Quote
from kg.facts.speakers import Source
from kg.facts.speech import Cue
from kg.layout import BlockKind
from kg.mentions import ACTORS
from kg.parse import Parsed

BACK = 120  # paragraphs to look back for an opening
OPENERS = {",", ":"}
BARE = 5  # tokens between a verb and its colon that say no more than "the following"
FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me", "ours", "mine"})


def items_of(context: Context, cue: Cue) -> list[Range]:
    """The list items that a verb of saying at the end of its paragraph introduces."""
    parsed = context.parsed
    if not _closes_block(parsed, cue, BARE):
        return []
    blocks, found = parsed.blocks, []
    b = parsed.block_of[cue.verb.i] + 1
    while b < len(blocks) and blocks[b].kind == BlockKind.ITEM:
        found.append(syntax.trim(parsed.doc, *parsed.block_tokens[b]))
        b += 1
    return [r for r in found if r[0] < r[1]]


def block_quotes(parsed: Parsed, cues: Sequence[Cue], quotes: Sequence[Quote]) -> Iterator[tuple[Quote, Cue]]:
    """Paragraphs without marks that follow "X said:": the first, and those after it told in the first person."""
    marked = {q.block for q in quotes}
    for cue in cues:
        if not cue.takes & {"clause", "told"} or not _closes_block(parsed, cue, LONGEST_ASIDE):
            continue
        b = parsed.block_of[cue.verb.i] + 1
        first = b
        while b < len(parsed.blocks) and b not in marked and _is_prose(parsed, b, first):
            span = parsed.span(*parsed.block_tokens[b])
            yield Quote(span, b, span, closed=False), cue
            b += 1


def _is_prose(parsed: Parsed, b: int, first: int) -> bool:
    begin, after = parsed.block_tokens[b]
    if parsed.blocks[b].kind != BlockKind.BODY or after <= begin or parsed.words[after - 1] == ":":
        return False
    return b == first or bool(FIRST_PERSON & set(parsed.words[begin:after]))


def _closes_block(parsed: Parsed, cue: Cue, most: int) -> bool:
    """Whether a cue stands at the end of its paragraph, before a colon and with no other verb between."""
    end = parsed.block_tokens[parsed.block_of[cue.verb.i]][1]
    gap = parsed.doc[cue.after : end]
    return 0 < len(gap) <= most and gap[-1].text == ":" and not any(syntax.is_verb(t) for t in gap)


def opened(context: Context, cue: Cue) -> Source | None:
    """Who speaks in a clause without a subject at the head of its paragraph: those named by the opening before it."""
    parsed = context.parsed
    b = parsed.block_of[cue.verb.i]
    if cue.first > parsed.block_tokens[b][0] + 1 or syntax.subject_child(cue.verb) is not None:
        return None
    for before in range(b - 1, max(-1, b - BACK), -1):
        if _is_assembly(context, before):
            found = assembly.assembled(context)
            return Source(found, parsed.block_tokens[before], opened=True) if found else None
        head = _opening(context, before)
        if head is not None:
            found = actors.actors(context.mentions, context.lexicon, parsed.doc[head])
            return Source(found, context.mentions.ranges[found[0]], opened=True) if found else None
    return None


def _is_assembly(context: Context, b: int) -> bool:
    """Whether a paragraph is no more than a word for those who meet: "Council,"."""
    first, after = context.parsed.block_tokens[b]
    word = context.parsed.doc[first]
    alone = after - first == 2 and context.parsed.words[after - 1] in OPENERS
    return alone and assembly.speaks_as_one(context, word)


def _opening(context: Context, b: int) -> int | None:
    """The last word of the actor named by a paragraph that opens a list of clauses, as "The Security Council,"."""
    parsed = context.parsed
    first, after = parsed.block_tokens[b]
    if after <= first or parsed.words[after - 1] not in OPENERS:
        return None
    verbs = [t for t in parsed.doc[first:after] if syntax.is_verb(t) and t.dep_ == "ROOT"]
    if verbs and syntax.subject_child(verbs[0]) is not None:
        named = syntax.subject(verbs[0])
        return named.i if named is not None and context.mentions.at(named.i, ACTORS) else None
    for token in parsed.doc[first : min(after, first + 4)]:
        mention = context.mentions.at(token.i, ACTORS)
        if mention and token.pos_ != "VERB":
            return context.mentions.ranges[mention[-1]][1] - 1
    return None
