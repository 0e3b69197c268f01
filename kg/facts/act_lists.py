"""Acts of lists: items under a shared head ("agreed to: • … • …"), and clauses without a subject under an opening
("The Security Council, … Demands …", "We, the Ministers …: 1. Reaffirm …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.facts import syntax
from kg.facts.acts import Act, close
from kg.facts.context import Context
from kg.layout import BULLETS, BlockKind
from kg.mentions import ACTORS

MARKS = frozenset({*BULLETS, "o"})
FUTURE = {"will": "committed", "shall": "decided"}
BACK = 80  # blocks to look back for an opening
LEAD = 8  # tokens into an item within which its own act begins
BARE = 5  # tokens between a cue and its colon that say no more than "the following measures"


def with_lists(context: Context, by_block: Sequence[Sequence[Act]]) -> list[Act]:
    """The acts of all blocks in text order: list items given their head's act, subjectless clauses their opening's."""
    blocks = [list(acts) for acts in by_block]
    for head, items in _lists(context):
        shared = _shared(context, head, blocks[head])
        if shared is None:
            continue
        for b in items:
            blocks[b] = _item(context, b, blocks[b], shared)
        if shared.after - shared.content <= BARE and shared in blocks[head]:
            blocks[head].remove(shared)
    return [_opened(context, b, act) for b, acts in enumerate(blocks) for act in _bulleted(context, acts)]


def _bulleted(context: Context, acts: Sequence[Act]) -> Iterator[Act]:
    """Acts without a subject behind marks within a paragraph belong to the act before: "A and B: • agreed …; • …"."""
    last: Act | None = None
    for act in acts:
        marked = act.first > 0 and context.parsed.words[act.first - 1] in MARKS
        nobody = act.impersonal or (act.owner is not None and context.parsed.words[act.owner] in MARKS)
        if marked and nobody and act.form == "verb" and last is not None and last.form == "verb":
            act = replace(act, owner=last.owner, impersonal=False)
        last = act
        yield act


def _lists(context: Context) -> Iterator[tuple[int, range]]:
    """(block before the list, its items) for every run of items under a block that ends in a colon."""
    kinds = context.parsed.blocks
    b = 1
    while b < len(kinds):
        after = b
        while after < len(kinds) and _is_item(context, b, after):
            after += 1
        if after > b and _ends(context, b - 1) == ":":
            yield b - 1, range(b, after)
        b = max(after, b) + 1


def _is_item(context: Context, first: int, b: int) -> bool:
    """An item, or an unmarked paragraph of a list: it begins small, or the one before it ends in a semicolon."""
    if context.parsed.blocks[b].kind == BlockKind.ITEM:
        return True
    opens = context.parsed.blocks[b].clean[:1].islower()
    return opens and (b == first or _ends(context, b - 1) in {";", ",", "and", "or"})


def _ends(context: Context, b: int) -> str:
    after = context.parsed.block_tokens[b][1]
    return context.parsed.words[after - 1] if after else ""


def _shared(context: Context, b: int, acts: Sequence[Act]) -> Act | None:
    """The act that a list's head leaves to its items: its last, if it stands in the sentence before the colon."""
    first, after = context.parsed.block_tokens[b]
    last = context.parsed.sentence(after - 1)
    listed = after < len(context.parsed.words) and context.parsed.words[after] == "to"
    ends = [a for a in acts if a.head >= last.start and a.form == "noun" and listed and a.after >= after - 1]
    inside = [a for a in acts if a.head >= last.start and a.form != "noun"] or ends
    if inside:
        return inside[-1]
    modal = after - 2
    if modal <= first or context.parsed.words[modal] not in FUTURE:
        return None
    subject = context.parsed.doc[modal - 1]
    return Act(FUTURE[subject.doc[modal].lower_], modal, modal, after, after - 1, subject.i, "item")


def _item(context: Context, b: int, own: list[Act], shared: Act) -> list[Act]:
    """An item's own acts where it begins with one; else the shared act with the item as its content."""
    first, after = context.parsed.block_tokens[b]
    early = [a for a in own if a.first < first + LEAD and a.form != "noun"]
    if early:
        return [replace(a, owner=shared.owner, impersonal=False) if a.impersonal else a for a in own]
    sentence = context.parsed.sentence(first)
    head = sentence.root
    start, end = syntax.trim(context.parsed.doc, first, min(after, sentence.end))
    end = syntax.trim(context.parsed.doc, start, max(start + 1, close(context.parsed.doc[start], end)))[1]
    item = Act(shared.strength, head.i, start, end, start, shared.owner, "item", shared.force, shared.impersonal)
    return [replace(item, verb=shared.head)]


def _opened(context: Context, b: int, act: Act) -> Act:
    """An act without a subject at the start of its block belongs to those named by the opening before it."""
    first = context.parsed.block_tokens[b][0]
    if not act.impersonal or act.form != "verb" or act.head > first + 1:
        return act
    for before in range(b - 1, max(-1, b - BACK), -1):
        named = _opening(context, before)
        if named is not None:
            return replace(act, owner=named, impersonal=False)
    return act


def _opening(context: Context, b: int) -> int | None:
    """The head of the actor named by a block that opens a list of clauses: "The Security Council,"."""
    first, after = context.parsed.block_tokens[b]
    if after <= first or context.parsed.words[after - 1] not in {",", ":"}:
        return None
    for token in context.parsed.doc[first : min(after, first + 4)]:
        if context.mentions.at(token.i, ACTORS) and token.pos_ != "VERB":
            mention = context.mentions.at(token.i, ACTORS)[-1]
            return context.mentions.ranges[mention][1] - 1
    return None
