"""Events whose name has no event noun: "convened the Tenth Joint Commission", "the 15th BSAEV will be held".

What is held, hosted or takes place and is numbered, or is "the next" of its kind, is an event whatever it is called.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.context import Context
from kg.facts.doings import Doing
from kg.facts.happenings import Happening
from kg.mentions import event_nouns as names
from kg.model import Kind

NAMED = frozenset({Kind.PERSON, Kind.COUNTRY, Kind.OFFICE, Kind.GROUP, Kind.EVENT})
BODIES = frozenset({"agency", "igo", "bloc", "other", ""})
LONGEST = 14  # tokens a name may have


def numbered(ctx: Context, doing: Doing) -> Happening | None:
    """The numbered thing that a verb says was held; None where it is no name."""
    head = _held(doing) if _is_holding(ctx, doing) else None
    if head is None or not head.text[0].isupper() or head.pos_ not in {"PROPN", "NOUN"}:
        return None
    if ctx.mentions.at(head.i, NAMED):
        return None
    if doing.verb.lemma_ == "host" and ctx.mentions.at(head.i, frozenset({Kind.ORGANIZATION})):
        return None  # "hosted the 4th Battalion"
    first = max(head.left_edge.i, head.i - LONGEST)
    at = next((k for k in range(first, head.i) if names.ordinal_at(ctx.parsed, k) is not None), None)
    upcoming = next((k for k in range(first, head.i) if ctx.parsed.words[k] in {"next", "upcoming"}), None)
    begin = at if at is not None else None if upcoming is None or not head.text.isupper() else upcoming + 1
    if begin is None:
        return None
    after = _after(ctx, head, doing)
    found = Happening(_type(ctx, head), head.i, doing.begin, doing.end, label=(begin, after), named=True)
    found.ordinal = None if at is None else names.ordinal_at(ctx.parsed, at)
    found.other = "" if upcoming is None else "next"
    return found


def _is_holding(ctx: Context, doing: Doing) -> bool:
    cues = ctx.lexicon.cues("event-deeds")
    found = (cues.at(ctx.parsed.lemmas, ctx.parsed.words, k) for k in range(doing.first, doing.after))
    return any(f is not None and f[0] == "held" for f in found)


def _held(doing: Doing) -> Token | None:
    """The object of "held", the subject of "was held" and "took place"."""
    if doing.passive or doing.concept == "happen":
        return syntax.subject(doing.verb)
    return next((o for o in syntax.children(doing.verb, "dobj") if o.i > doing.verb.i), None)


def _type(ctx: Context, head: Token) -> str:
    """A body that is held meets; anything else is an event of some other kind."""
    body = any(ctx.mentions[i].org_kind in BODIES for i in ctx.mentions.at(head.i, frozenset({Kind.ORGANIZATION})))
    return "meeting" if body else "other"


def _after(ctx: Context, head: Token, doing: Doing) -> int:
    """The token after the name: its head and a capitalised complement ("… Commission for Bilateral Cooperation")."""
    k = head.i + 1
    while k + 1 < doing.end and ctx.parsed.words[k] in {"for", "of", "on"} and ctx.parsed.doc[k + 1].text[0].isupper():
        k += 2
        while k < doing.end and (ctx.parsed.doc[k].text[0].isupper() or _joins(ctx, k)):
            k += 1
    return k


def _joins(ctx: Context, k: int) -> bool:
    return ctx.parsed.words[k] == "and" and k + 1 < len(ctx.parsed.doc) and ctx.parsed.doc[k + 1].text[0].isupper()
