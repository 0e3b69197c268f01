"""Lists of actors as releases write them, read from left to right over the mentions.

A parse breaks on "A, Minister of X, B, Y Secretary, and C"; the mentions with the marks between them do not.
"""

from __future__ import annotations

from itertools import pairwise

from kg.facts import actors
from kg.facts.context import Context
from kg.mentions import ACTORS
from kg.model import Form, Kind

SEPARATORS = frozenset({",", "and", "&", "as", "well", "along", "together", "with", "plus", "-", "/", "both", "(", ")"})
WITHIN = frozenset({"of", "from"})  # prepositions that hold a list item together
ENDS = frozenset(
    {"who", "which", "whose", "whom", "that", "where", "when", ";", ":", "to", "in", "on", "at", "for", "by", "during",
     "under", "after", "before", "while", "over", "about", "into"}
)  # fmt: skip
PHRASE = 6  # tokens of a phrase for people before "of"
GOVERNED = frozenset({"of", "from", "for", "in", "at", "on", "to", "by", "under", "with", "between"})
ITEM_POS = frozenset(
    {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "PART", "PUNCT", "ADV", "SYM", "X", "CCONJ", "INTJ"}
)


def outer(ctx: Context, token: int) -> int | None:
    """The longest actor mention that covers a token."""
    found = ctx.mentions.at(token, ACTORS)
    return found[-1] if found else None


def list_after(ctx: Context, first: int, limit: int | None = None) -> tuple[tuple[int, ...], int]:
    """The actors of the list that starts at a token, and the token after the list."""
    end = reach(ctx, first, limit)
    own = _own_clause(ctx, first, end)
    own = own if ctx.parsed.words[own - 1] == "," else end  # "talks with A, and B will meet C"
    return listed(ctx, first, own), own


def agents_after(ctx: Context, first: int) -> tuple[int, ...]:
    """The actors of the list behind the "by" of a passive; the subject of a next clause is none of them."""
    return listed(ctx, first, _own_clause(ctx, first, reach(ctx, first, None)))


def _own_clause(ctx: Context, first: int, end: int) -> int:
    """A last item with a finite verb behind it is the subject of another clause ("led by A, and the guests were …")."""
    after = end + (ctx.parsed.words[end : end + 1] == (",",))
    if not ctx.parsed.has_finite(after, after + 1):
        return end
    last = outer(ctx, end - 1)
    own = None if last is None else actors.person_of(ctx.mentions, last)
    start = end if own is None or last is None else min(ctx.mentions.ranges[own][0], ctx.mentions.ranges[last][0])
    k = start - 1
    while k > first and (ctx.parsed.doc[k].pos_ in {"DET", "ADJ"} or ctx.mentions.at(k, frozenset({Kind.OFFICE}))):
        k -= 1
    return k if k > first and ctx.parsed.words[k] in {"and", "while"} else end


def reach(ctx: Context, first: int, limit: int | None) -> int:
    """The token after a list, before anything that cannot be part of one; at least up to the last actor."""
    stop = ctx.parsed.sentence(first).end if limit is None else limit
    last = k = first
    while k < stop:
        mention = outer(ctx, k)
        if mention is not None:
            last = k = max(ctx.mentions.ranges[mention][1], k + 1)
            continue
        token = ctx.parsed.doc[k]
        if token.lower_ in {"to", "with"} and k > first and ctx.parsed.words[k - 1] == "and":
            k += 1
            continue
        if (token.lower_ == "for" and _title_goes_on(ctx, k, stop)) or (token.text == ";" and goes_on(ctx, k)):
            k += 1
            continue
        if token.lower_ in {"for", "from", "on"} and (side := _past_side(ctx, k, stop)):
            k = side  # "A for the Indian side and B for the Chilean side"
            continue
        if token.lower_ in ENDS or (token.lower_ not in SEPARATORS | WITHIN and token.pos_ not in ITEM_POS):
            break
        if token.ent_type_ in {"DATE", "TIME"} and token.pos_ != "PUNCT":
            break
        k += 1
    return last


def _past_side(ctx: Context, k: int, stop: int) -> int:
    """The token after "for the Indian side"; 0 where no side is named behind a preposition."""
    return next((j + 1 for j in range(k + 2, min(k + 5, stop)) if ctx.parsed.words[j] == "side"), 0)


def goes_on(ctx: Context, k: int) -> bool:
    """Whether the next item of a list stands behind a semicolon: an actor, and no finite verb up to the next mark."""
    stop = ctx.parsed.sentence(k).end
    end = next((j for j in range(k + 1, stop) if ctx.parsed.words[j] in {";", "."}), stop)
    named = any(outer(ctx, j) is not None for j in range(k + 1, min(k + 4, end)))
    return named and not ctx.parsed.has_finite(k + 1, end)


def _title_goes_on(ctx: Context, k: int, stop: int) -> bool:
    """ "A, Senior Official for Growth, Energy and Trade, and B": a title that is no mention, then another person."""
    if k == 0 or not ctx.parsed.doc[k - 1].text[0].isupper():
        return False
    for j in range(k + 1, min(stop, k + 16)):
        if (mention := outer(ctx, j)) is not None and ctx.mentions[mention].kind == Kind.PERSON:
            return True
        token = ctx.parsed.doc[j]
        if token.lower_ in ENDS or token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def list_before(ctx: Context, after: int, begin: int) -> int:
    """The first token of the list of actors that ends before a token, not before ``begin``."""
    first = k = after
    while k > begin:
        mention = outer(ctx, k - 1)
        if mention is not None and ctx.mentions.ranges[mention][0] >= begin:
            start = ctx.mentions.ranges[mention][0]
            if k < after and _after_preposition(ctx, start, begin):
                break
            first = k = start
            continue
        token = ctx.parsed.doc[k - 1]
        owned = token.lower_ in WITHIN and k - 2 >= begin and outer(ctx, k - 2) is not None
        if token.lower_ not in SEPARATORS and not owned and not (token.pos_ in {"DET", "ADJ"} or token.lower_ == "the"):
            break
        k -= 1
    return first


def _after_preposition(ctx: Context, start: int, begin: int) -> bool:
    """Whether a mention is what a preposition governs ("on the margins of the Forum, the Minister met …")."""
    k = start - 1
    while k >= begin:
        title = next(iter(ctx.mentions.at(k, frozenset({Kind.OFFICE}))), None)
        if title is None and ctx.parsed.doc[k].pos_ not in {"DET", "ADJ", "NOUN", "PRON"}:
            break
        k = ctx.mentions.ranges[title][0] - 1 if title is not None else k - 1
    if k < begin or outer(ctx, k) is not None:
        return False
    token = ctx.parsed.doc[k]
    doing = token.tag_ in {"VBG", "VB"} and token.dep_ != "amod"  # "after meeting A, B said"
    return token.lower_ in GOVERNED or doing


def listed(ctx: Context, first: int, after: int) -> tuple[int, ...]:
    """The actors that stand side by side in tokens ``[first, after)``, without those inside or owned by others."""
    found: dict[int, None] = {}
    skipped: int | None = None
    after = _relative(ctx, first, after)
    items = actors.between(ctx.mentions, first, after)
    named = {i for i, behind in pairwise(items) if _names(ctx, i, behind) or _titles(ctx, i, behind)}
    named.update(behind for i, behind in pairwise(items) if _apposed(ctx, i, behind))
    for i in items:
        if i in named:
            continue
        if (
            ctx.parsed.doc[ctx.mentions.ranges[i][0]].tag_ == "PRP$"
            or _modifies(ctx, i, after)
            or _governed(ctx, i, first, skipped)
        ):
            skipped = i
            continue
        skipped = None
        who = actors.person_of(ctx.mentions, i)
        if who == i or ctx.mentions.ranges[who][1] > first:  # not what stands behind a name outside the list
            found[who] = None
    return tuple(found)


def _is_open_group(ctx: Context, i: int) -> bool:
    """Officials, delegates or leaders of whom the mention itself does not say whose they are."""
    return ctx.mentions[i].kind == Kind.GROUP and not ctx.mentions[i].refers and not ctx.mentions[i].keys


def _names(ctx: Context, i: int, behind: int) -> bool:
    """Whether the person behind a group or country is who it means ("the Ministers, A and B", "of Peru, C")."""
    gap = ctx.parsed.words[ctx.mentions.ranges[i][1] : ctx.mentions.ranges[behind][0]]
    title = ctx.mentions[behind]
    person = title.kind == Kind.PERSON or (title.office is not None and title.office.holder is not None)
    if not person or not gap or gap[0] not in {",", "-", ":"} or len(gap) > 2:
        return False
    return ctx.mentions[i].kind == Kind.GROUP or (ctx.mentions[i].kind == Kind.COUNTRY and title.kind == Kind.PERSON)


def _titles(ctx: Context, i: int, behind: int) -> bool:
    """Whether a title nobody is known to hold stands right before a person: "the President of the Alpha Bank A"."""
    office = ctx.mentions[i].office
    adjacent = ctx.mentions.ranges[i][1] == ctx.mentions.ranges[behind][0]
    return office is not None and office.holder is None and adjacent and ctx.mentions[behind].kind == Kind.PERSON


def _apposed(ctx: Context, i: int, behind: int) -> bool:
    """Whether a title without an article stands behind a person and a comma: "A, Director General, and B"."""
    gap = ctx.parsed.words[ctx.mentions.ranges[i][1] : ctx.mentions.ranges[behind][0]]
    return gap == (",",) and ctx.mentions[i].kind == Kind.PERSON and ctx.mentions[behind].kind == Kind.OFFICE


def _relative(ctx: Context, first: int, after: int) -> int:
    """A list ends where a relative clause begins."""
    words = ctx.parsed.words
    return next((k for k in range(first, after) if words[k] in {"who", "which", "whose"} and k > first), after)


def _modifies(ctx: Context, i: int, end: int) -> bool:
    """An owner ("Japan's …") or an adjective before a noun that is no part of the mention ("Japanese aid")."""
    after = ctx.mentions.ranges[i][1]
    if after >= len(ctx.parsed.doc):
        return False
    if ctx.parsed.words[after] in {"'s", "'"}:
        return True
    glued = ctx.parsed.words[after] == "-" and not ctx.parsed.doc[after - 1].whitespace_
    if glued and after + 1 < len(ctx.parsed.doc) and ctx.parsed.doc[after + 1].text.islower():
        return True
    mention = ctx.mentions[i]
    follows = ctx.parsed.doc[after]
    country = mention.kind in {Kind.COUNTRY, Kind.ORGANIZATION} and after < end
    return is_adjective(ctx, i) or (country and follows.pos_ in {"NOUN", "PROPN"} and follows.text != ",")


def is_adjective(ctx: Context, i: int) -> bool:
    """Whether a mention is an adjective of its country; some names are their own ("Singapore", "New Zealand")."""
    mention = ctx.mentions[i]
    return mention.form == Form.DEMONYM and mention.surface.casefold() != mention.name.casefold()


def _of_people(ctx: Context, k: int) -> bool:
    """Whether what stands before a preposition means people: "Heads of State and Government | of"."""
    cues = ctx.lexicon.cues("event-company")
    low = k
    while low > 0 and k - low < PHRASE and ctx.parsed.doc[low - 1].pos_ in {"NOUN", "PROPN", "ADP", "CCONJ"}:
        low -= 1
    return any(cues.at(ctx.parsed.lemmas, ctx.parsed.words, j) for j in range(low, k))


def _governed(ctx: Context, i: int, first: int, skipped: int | None) -> bool:
    """Whether a mention hangs on another one before it: "the President of France", and what is joined to such."""
    words = ctx.parsed.words
    k = ctx.mentions.ranges[i][0] - 1
    while k > first and (
        words[k] in {"the", "a", "an", "his", "her", "their", "its"} or ctx.parsed.doc[k].pos_ == "ADJ"
    ):
        k -= 1
    if k <= first:
        return False
    if words[k] == "(" and ctx.mentions[i].kind != Kind.PERSON:
        return True
    if words[k] in {",", "and", "&"} and skipped is not None:
        joined = ctx.mentions.ranges[skipped][1]
        same = ctx.mentions[skipped].kind == ctx.mentions[i].kind and words[k] != ","
        return same and all(words[t] in {",", "and", "&", "the"} for t in range(joined, k + 1))
    if words[k] not in GOVERNED:
        return False
    noun = ctx.parsed.doc[k - 1]
    head = outer(ctx, k - 1)
    state = noun.lemma_.lower() in ctx.lexicon.words("groups", "state")  # "the Government of Peru"
    plain = state or noun.pos_ == "NOUN" or (head is None and _of_people(ctx, k))
    if words[k] in WITHIN and plain and (head is None or _is_open_group(ctx, head)):
        return False
    return words[k] not in {"with", "between"}
