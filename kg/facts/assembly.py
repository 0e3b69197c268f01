"""The body or the states that a text of a meeting speaks for: "Leaders welcomed …", "The Meeting noted …".

Such words have no name of their own. They mean those named by the event that the text is about ("Fourth X Forum",
"A-B Dialogue"), or the body that its first paragraph says met or adopted something.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import actors, syntax
from kg.facts.context import Context
from kg.layout import BlockKind
from kg.mentions.plural_pronouns import headed
from kg.model import Event, Kind

NAMED = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP})
COLLECTIVE = frozenset({"igo", "bloc", "other"})
OPENING = 3  # paragraphs that say what a text is about


def assembled(context: Context) -> tuple[int, ...]:
    """The bodies and states in the name of the event that opens a text, else the body that is the opening's subject."""
    limit = _opening(context)
    for event in context.found(Event):
        for mention in event.mentions if event.status != "planned" else ():
            first, after = context.mentions.ranges[mention]
            found = actors.between(context.mentions, first, after, NAMED) if first < limit else ()
            if len(found) > 1 or any(_is_collective(context, i) for i in found):
                return found
    return _convened(context, limit)


def is_joint(context: Context) -> bool:
    """Whether the heading calls a text a joint one: what it says in the third person is reported of its parties."""
    return "joint" in headed(context.parsed, context.lexicon)


def speaks_as_one(context: Context, word: Token) -> bool:
    """Whether a word stands for all who meet: "Leaders" without an article, or "the Meeting", capitalised."""
    if word.text[:1].islower():
        return False
    bare = not any(True for _ in syntax.children(word, "det", "poss", "nummod", "amod"))
    return bare and is_of_those(context, word) if word.tag_ in {"NNS", "NNPS"} else is_gathering(context, word)


def is_of_those(context: Context, word: Token) -> bool:
    """Whether a plural means persons who may meet: "leaders", "Ministers", "the participants"."""
    singular = {word.lemma_.lower(), word.lower_.removesuffix("s")}
    return word.tag_ in {"NNS", "NNPS"} and bool(singular & context.lexicon.words("voices", "together"))


def is_gathering(context: Context, word: Token) -> bool:
    """Whether a noun without further description means those who meet: "the Meeting", "this conference"."""
    alone = not any(True for _ in syntax.children(word, "poss", "amod", "nummod", "compound", "prep"))
    return alone and word.lower_ in context.lexicon.words("voices", "assembly")


def _opening(context: Context) -> int:
    """The token after the first paragraphs of running text."""
    blocks = context.parsed.blocks
    body = [b for b, block in enumerate(blocks) if block.kind in {BlockKind.BODY, BlockKind.ITEM}]
    return context.parsed.block_tokens[body[:OPENING][-1]][1] if body else len(context.parsed.doc)


def _is_collective(context: Context, i: int) -> bool:
    return any(context.mentions[h].org_kind in COLLECTIVE for h in context.mentions.heads(i))


def _convened(context: Context, limit: int) -> tuple[int, ...]:
    """The one body that is the subject of the main verbs of the opening."""
    found: dict[tuple[str, ...], int] = {}
    for i in context.mentions.within(0, limit, {Kind.ORGANIZATION}):
        root = context.parsed.doc[slice(*context.mentions.ranges[i])].root
        if root.dep_ in syntax.SUBJECTS and root.head.dep_ == "ROOT" and _is_collective(context, i):
            found.setdefault(context.mentions[context.mentions.heads(i)[0]].keys or (str(i),), i)
    return tuple(found.values()) if len(found) == 1 else ()
