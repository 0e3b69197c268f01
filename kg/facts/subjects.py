"""Who does what a verb tells: its subject as a list of actors, read beyond what the parse took for it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.facts import actors, lists, syntax
from kg.facts.context import Context
from kg.facts.happenings import in_heading
from kg.model import Kind

PERSONAL = frozenset({Kind.PERSON, Kind.OFFICE, Kind.GROUP})


def company(ctx: Context, first: int, end: int, verb: int) -> tuple[int, ...]:
    """Who goes along: "accompanied by A", "led by B", "chairmanship of C", "including D", "together with E"."""
    words = ctx.parsed.words
    beside, attending, chair = (ctx.lexicon.words("attendance", w) for w in ("beside", "attending", "chair"))
    found: dict[int, None] = {}
    for k in (k for k in (*_ahead(ctx, first), *range(first, end - 1)) if k != verb):
        by = words[k] in beside and words[k + 1] == "by"
        of = words[k] in attending and words[k + 1] in {"of", "by"}
        led = words[k] in chair and words[k + 1] == "of" and words[k - 1] in {"the", "joint", "-"}
        by, k = (True, k + 1) if words[k : k + 3] == ("presided", "over", "by") else (by or led, k)
        if of:
            found.update(dict.fromkeys(lists.list_after(ctx, k + 2, end)[0]))
        if by or words[k] == "including" or (words[k] in {"together", "along"} and words[k + 1] == "with"):
            people = lists.list_after(ctx, k + (1 if words[k] == "including" else 2), end)[0]
            found.update(dict.fromkeys(i for i in people if ctx.mentions[i].kind in PERSONAL))
    return tuple(found)


def _ahead(ctx: Context, first: int) -> range:
    """The tokens of a phrase that opens the sentence before its subject: "Accompanied by A, B …", "In the presence"."""
    begin = ctx.parsed.sentence(first).start
    attending = ctx.lexicon.words("attendance", "attending")
    opens = {*ctx.parsed.words[begin : begin + 3]} & {*attending, "accompanied", "together", "along", "joined"}
    return range(begin, first) if opens and first > begin and ctx.parsed.words[first - 1] == "," else range(0)


def actors_of(ctx: Context, verb: Token, cue: int) -> tuple[int, tuple[int, ...]]:
    """Where a verb's subject begins, and the actors it names; a list is read beyond what the parse took for it."""
    begin = ctx.parsed.sentence(verb.i).start
    if in_heading(ctx, verb.i) and verb.pos_ != "VERB":
        first = lists.list_before(ctx, cue, begin)
        return first, lists.listed(ctx, first, cue)
    sent = _sent(ctx, verb)
    head = _controller(verb) or sent or syntax.subject(verb)
    if ctx.parsed.words[cue] == "co" and (head is None or head.i > cue):
        head = syntax.subject_child(ctx.parsed.doc[cue]) or syntax.subject(ctx.parsed.doc[cue])
    if head is None or head.i >= verb.i or _beside(ctx, verb, cue, begin):
        first, found = _flat_subject(ctx, verb, cue, begin)
        return first, found or (() if syntax.is_finite(verb) else _of_sentence(ctx, verb, cue))
    left, right = syntax.extent(head)
    right = lists.reach(ctx, max(right, head.i + 1), cue) if head.i < cue else right
    joined = left > begin and ctx.parsed.words[left - 1] in lists.SEPARATORS
    titled = left > begin and bool(ctx.mentions.at(left - 1, frozenset({Kind.OFFICE})))
    left = min(left, lists.list_before(ctx, left, begin)) if joined or titled else left
    who = lists.listed(ctx, left, right)
    covering = lists.outer(ctx, head.i)
    if not who and covering is not None and not _adjectival(ctx, covering, head):
        who = (actors.person_of(ctx.mentions, covering),)
    if not who and not syntax.is_finite(verb) and sent is None:
        who = _of_sentence(ctx, verb, cue)
    own = syntax.subject_child(verb)
    own = own or (syntax.subject_child(ctx.parsed.doc[cue]) if cue < verb.i else None)
    return (left if own is not None and own.i < verb.i else verb.i), who


def _beside(ctx: Context, verb: Token, cue: int, begin: int) -> bool:
    """Whether a verb that shares a subject by the parse has one right before it: "A led X and B, Adviser, led Y"."""
    shared = verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ"} and syntax.subject_child(verb) is None
    if not shared or cue - 1 <= begin:
        return False
    apposed = ctx.parsed.words[cue - 1] == "," and bool(ctx.mentions.at(cue - 2, frozenset({Kind.OFFICE})))
    return apposed or lists.outer(ctx, cue - 1) is not None


def _of_sentence(ctx: Context, verb: Token, cue: int) -> tuple[int, ...]:
    """Who does it in "A and B showed their resolve by signing …": the subject of the sentence."""
    root = verb.sent.root
    subject = syntax.subject_child(root)
    if verb.dep_ in {"relcl", "acl"} or subject is None or subject.i >= cue or syntax.is_negated(root):
        return ()
    return lists.listed(ctx, *syntax.extent(subject))


def _controller(verb: Token) -> Token | None:
    """Who did it in "thanked X for hosting …", "congratulated X on convening …"."""
    if verb.dep_ == "conj" and verb.tag_ == "VBG":
        return _controller(verb.head)
    if verb.dep_ != "pcomp" or verb.head.lower_ not in {"for", "on", "upon"} or not syntax.is_verb(verb.head.head):
        return None
    return next(syntax.children(verb.head.head, "dobj"), None)


def accepted(verb: Token) -> bool:
    """Whether somebody says yes to what an infinitive tells: "accepted an invitation to visit Oslo"."""
    asked, taken = verb.head, verb.head.head
    return syntax.has_to(verb) and asked.lemma_ == "invitation" and taken.lemma_ == "accept" and asked.dep_ == "dobj"


def _sent(ctx: Context, verb: Token) -> Token | None:
    """Who does it in "announced a delegation to attend …": those who are sent, and who leads them."""
    if not syntax.has_to(verb) or verb.left_edge.i <= verb.sent.start:
        return None
    before = verb.doc[verb.left_edge.i - 1]
    if accepted(verb):
        return syntax.subject(verb.head.head)
    above = syntax.governor(verb.head) if verb.head.lower_ == "order" else None  # "will travel in order to meet"
    if above is not None:
        return syntax.subject(above)
    found = ctx.lexicon.cues("groups").at(ctx.parsed.lemmas, ctx.parsed.words, before.i)
    if found is None or found[0] != "delegation" or before.pos_ not in {"NOUN", "PROPN"}:
        return None
    leads = before.dep_ == "dobj" and before.head.lemma_ in ctx.lexicon.words("roles", "head")
    return syntax.subject(before.head) if leads else before


def _flat_subject(ctx: Context, verb: Token, cue: int, begin: int) -> tuple[int, tuple[int, ...]]:
    """Where the parse gives no subject: the list of actors that ends right before the verb."""
    k = cue - (_beside(ctx, verb, cue, begin) and ctx.parsed.words[cue - 1] == ",")
    while (
        k > begin
        and lists.outer(ctx, k - 1) is None
        and (
            ctx.parsed.doc[k - 1].pos_ in {"AUX", "ADV"}
            or ctx.parsed.doc[k - 1].ent_type_ in {"DATE", "TIME"}
            or (k < cue and ctx.parsed.words[k - 1] in {",", "on"})
        )
    ):
        k -= 1
    if k == begin or lists.outer(ctx, k - 1) is None or verb.tag_ == "VBN":
        return verb.i, ()
    first = lists.list_before(ctx, k, begin)
    return first, lists.listed(ctx, first, k)


def _adjectival(ctx: Context, mention: int, head: Token) -> bool:
    return lists.is_adjective(ctx, mention) or ctx.mentions.ranges[mention][1] <= head.i
