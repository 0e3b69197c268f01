"""What is reported: the tokens that a verb of saying takes, without the words that introduce them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import syntax
from kg.facts.speech import Cue
from kg.mentions import ACTORS, Mentions
from kg.parse import Parsed

SHORTEST = 5  # tokens that say something even without a noun
REACH = 14  # tokens after a cue among which its "that" must stand
REASONS = frozenset({"for", "on", "upon"})
INTRODUCES = frozenset({"that", ",", ":", "as"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OCCASIONS = frozenset({"during", "following", "after", "before", "ahead", "at", "when", "on"})
CONDITIONS = syntax.CONDITIONS | {"should", "were", "had"}
ASIDES = frozenset({"which", "who", "whom", "whose", "where"})
THANKS = frozenset({"thank", "congratulate", "condole"})
QUESTIONS = frozenset({"how", "why", "what", "whether", "if", "who", "where", "when"})

Range = tuple[int, int]


def content(mentions: Mentions, cue: Cue, cues: dict[int, Cue]) -> Range | None:
    """The tokens of what a cue reports, or None where it takes nothing that counts; ``cues`` by their first token."""
    parsed = mentions.parsed
    if "quotation" in cue.takes:
        return None
    if cue.act == "deny" and any(True for _ in syntax.children(cue.verb, "dative")):
        return None  # to deny somebody something says nothing
    limit = min(end_of(mentions, cue, cues), parsed.block_tokens[parsed.block_of[cue.verb.i]][1])
    if cue.passive:
        return _passive(parsed, cue, limit)
    clause = _clause(parsed, cue, limit)
    first = _start(parsed, cue, limit) if clause is None else clause
    if first is None or first >= limit:
        return before(cue)
    words = syntax.trim(parsed.doc, first, limit if clause is not None else _without_asides(cue, first, limit))
    return words if _says_something(parsed, words) else before(cue)


def _says_something(parsed: Parsed, words: Range) -> bool:
    """Whether words stand for something by themselves: "it" and "us to do" do not."""
    inside = parsed.doc[words[0] : words[1]]
    return len(inside) >= SHORTEST or any(t.pos_ in {"NOUN", "PROPN", "NUM", "ADJ"} or t.is_quote for t in inside)


def _without_asides(cue: Cue, first: int, limit: int) -> int:
    """Where a reported thing ends: before ", which …" and before the occasion ("… during her visit")."""
    ends = [limit]
    occasions = OCCASIONS - {"at", "on"} if "express" in cue.takes else OCCASIONS  # "satisfaction at the progress"
    for token in cue.verb.doc[first + 1 : limit]:
        if token.lower_ in ASIDES and token.nbor(-1).text == ",":
            ends.append(token.i - 1)
        elif token.head.i == cue.verb.i and token.dep_ in {"prep", "advcl"} and token.lower_ in occasions:
            ends.append(token.i)
    return min(ends)


def end_of(mentions: Mentions, cue: Cue, cues: dict[int, Cue]) -> int:
    """The token at which a cue's words end: before what is coordinated with it, else the end of its clause."""
    verb = cue.verb
    end = _after_semicolons(verb)
    after: int = end if verb.dep_ == "ROOT" or end > verb.sent.end else max(verb.right_edge.i + 1, cue.after)
    ends: list[int] = [left for left in _next(verb, cue) if left >= cue.after]
    for token in verb.doc[cue.after : after]:
        says = token.i in cues
        if syntax.is_verb(token) and (is_beside(mentions, cue, token, says) or (says and _trails(token))):
            ends.append(_opening(token))
    comma = main_comma(cue)
    after = _with_condition(verb, after)
    return min(after, *ends, after if comma is None else comma, after)


def _with_condition(verb: Token, after: int) -> int:
    """The end of a report with the condition behind it ("…, should the Council agree"), to the end of the sentence."""
    doc, end = verb.doc, verb.sent.end
    opens = after + 1 < end and doc[after].text == "," and doc[after + 1].lower_ in CONDITIONS
    return end if opens else after


def main_comma(cue: Cue) -> int | None:
    """Where a participle that opens its sentence ends: the comma before the subject of the main verb."""
    verb, root = cue.verb, cue.verb.sent.root
    if verb.tag_ != "VBG" or verb.i - verb.sent.start > 1 or root.i <= verb.i or not syntax.is_finite(root):
        return None
    comma = max((t.i for t in verb.doc[cue.after : root.i] if t.text == ","), default=None)
    if comma is None or any(syntax.is_verb(t) for t in verb.doc[comma : root.i - 1]):
        return None
    return comma


def _after_semicolons(verb: Token) -> int:
    """The end of a verb's sentence, carried on over a list with semicolons ("the need to do A; do B; and do C")."""
    end, doc = verb.sent.end, verb.doc
    while end < len(doc) and doc[end - 1].text == ";" and not doc[end].is_title and doc[end].sent.start == end:
        root = doc[end].sent.root
        if syntax.is_finite(root) and syntax.subject_child(root) is not None:
            break
        end = doc[end].sent.end
    return end


def _next(verb: Token, cue: Cue) -> Iterator[int]:
    """Where verbs coordinated with this one begin."""
    for child in verb.children:
        alike = child.tag_ == verb.tag_ or syntax.is_finite(child)
        if child.i > cue.after and child.dep_ in {"conj", "parataxis"} and syntax.is_verb(child) and alike:
            yield child.left_edge.i


def _trails(verb: Token) -> bool:
    """A participle of saying after a comma reports something of its own ("welcomed X, noting that Y")."""
    return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.doc[_opening(verb)].text == ","


def is_beside(mentions: Mentions, cue: Cue, verb: Token, says: bool) -> bool:
    """Whether a verb shares the subject of a cue and is no part of its report ("noted that X is Y and welcomed Z").

    Where the parse joins it to a verb within the report, it still stands beside when it ``says`` something and the
    inner subject is nobody who could speak, or when no "that" opens the inner clause.
    """
    if _tag(verb) != _tag(cue.verb) or _tag(verb) not in FINITE or syntax.subject_child(verb) is not None:
        return False
    opening = verb.doc[_opening(verb)]
    if opening.text not in {",", ";"} and opening.lower_ not in syntax.CONNECTIVES:
        return False
    first = _first_of(verb)
    if first.i == verb.i:
        return cue.verb.head.i == verb.i
    inner = syntax.subject_child(first)
    if not syntax.is_verb(first) or first.i <= cue.verb.i or not syntax.is_finite(first) or inner is None:
        return True
    if first.tag_ not in {verb.tag_, "MD"} and not syntax.auxiliaries(first):
        return True
    speaks = inner.pos_ == "PRON" or bool(mentions.at(inner.i, ACTORS))
    return says and (not speaks or not any(m.lower_ == "that" for m in syntax.children(first, "mark")))


def _tag(verb: Token) -> str:
    """The tag of a verb; a participle without an auxiliary that is joined to another form is a past tense."""
    bare = verb.tag_ == "VBN" and verb.dep_ == "conj" and not list(syntax.children(verb, "aux", "auxpass"))
    return "VBD" if bare and _first_of(verb).tag_ != "VBN" else verb.tag_


def _first_of(verb: Token) -> Token:
    at = verb
    while at.dep_ == "conj" and at.head.i < at.i:
        at = at.head
    return at


def _opening(verb: Token) -> int:
    """The comma or connective before a verb, its adverbs and auxiliaries; else its own first token."""
    doc, i = verb.doc, min([verb.i, *(a.i for a in syntax.auxiliaries(verb) if a.i < verb.i)])
    while i > verb.sent.start and (doc[i - 1].pos_ in {"ADV", "AUX", "PART"}):
        i -= 1
    if i > verb.sent.start and doc[i - 1].lower_ in syntax.CONNECTIVES:
        i -= 1
    return i - 1 if i > verb.sent.start and doc[i - 1].text in {",", ";"} else i


def _start(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """The first token of what is reported to the right of a cue."""
    if "request" in cue.takes:
        return _asked(parsed, cue, limit)
    if "for" in cue.takes:
        return _reason(parsed, cue, limit)
    if "told" in cue.takes:
        return next((t.i + 1 for t in parsed.doc[cue.after : limit] if t.lower_ == "of"), None)
    if "clause" in cue.takes:
        return None
    return _object(parsed, cue, limit)


def _clause(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """Where a reported clause begins: after "that", or with the clause that the parse sees."""
    doc = parsed.doc
    clauses = [c for c in syntax.children(cue.verb, "ccomp") if c.i >= cue.after and c.left_edge.i < limit]
    if "clause" in cue.takes and not cue.takes & {"request", "told"}:
        clauses = [c for c in clauses if syntax.is_finite(c) or c.tag_ not in {"VB", "VBG"}]
    if parsed.words[cue.after - 1] == "that":
        return cue.after
    for clause in clauses:
        first = max(clause.left_edge.i, cue.after)
        mark = next((m.i for m in syntax.children(clause, "mark") if m.lower_ == "that"), None)
        if first <= cue.after + REACH:
            return _skip(parsed, first if mark is None else mark, limit)
    for i in range(cue.after, min(cue.after + REACH, limit)):
        if parsed.words[i] == "that" and doc[i].dep_ == "mark" and _marks_report(cue, doc[i]):
            return _skip(parsed, i, limit)
        if i == cue.after and parsed.words[i] in QUESTIONS:
            return i
    return None


def _marks_report(cue: Cue, mark: Token) -> bool:
    """Whether a "that" opens what a cue reports: no verb stands between, and it is not the clause of the object."""
    clause = mark.head
    bare = not any(syntax.is_verb(t) for t in mark.doc[cue.after : mark.i])
    of_object = clause.dep_ == "acl" and clause.head.dep_ == "dobj" and clause.head.head.i == cue.verb.i
    return clause.i > mark.i and bare and not of_object


def _skip(parsed: Parsed, i: int, limit: int) -> int:
    while i < limit and parsed.words[i] in INTRODUCES:
        i += 1
    return i


def _object(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """Where the object begins; a phrase of manner before it is passed over ("condemned in the strongest terms …")."""
    doc = parsed.doc
    things = [*syntax.children(cue.verb, "dobj", "attr", "oprd"), *_through(cue)]
    lefts = [t.left_edge.i for t in things if t.i >= cue.after and t.left_edge.i < limit and not _is_time(t)]
    first = max(min(lefts), cue.after) if lefts else cue.after
    while first < limit and (_is_manner(doc[first], cue) or doc[first].text in syntax.EDGES or _is_time(doc[first])):
        first += 1
    if lefts or (first < limit and doc[first].pos_ in {"NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM"}):
        return first
    return None


def _is_manner(token: Token, cue: Cue) -> bool:
    return token.pos_ == "ADV" and token.head.i == cue.verb.i


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} and token.dep_ in {"npadvmod", "dobj"} and token.pos_ == "NOUN"


def _through(cue: Cue) -> Iterator[Token]:
    """Objects that the last word of a cue takes ("called for X", "took note of X")."""
    last = cue.verb.doc[cue.after - 1]
    if last.i != cue.verb.i:
        yield from syntax.children(last, "pobj", "dobj", "pcomp")


def _asked(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """A request: whom and what, when somebody is to act, or a thing asked for."""
    begin = _object(parsed, cue, limit)
    if parsed.words[cue.after - 1] in {"on", "upon"} and not _to_act(parsed, cue.after, limit):
        return None
    if begin is None:
        return next((t.i for t in parsed.doc[cue.after : limit][:2] if t.lower_ in {"to", "for"}), None)
    return begin


def _to_act(parsed: Parsed, first: int, limit: int) -> bool:
    """Whether somebody is asked to do something: a visitor "calls on" a host without it."""
    return any((t.lower_ == "to" and t.dep_ == "aux") or t.lower_ in {"for", "that"} for t in parsed.doc[first:limit])


def _reason(parsed: Parsed, cue: Cue, limit: int) -> int | None:
    """What somebody is thanked or praised for; without a reason, the object."""
    verb = cue.verb
    recipients = [t for t in syntax.children(verb, "dobj", "dative") if t.i >= cue.after]
    begin = max([cue.after, *(t.i for t in recipients[:1])])
    for token in parsed.doc[begin:limit]:
        if token.lower_ in REASONS and token.dep_ in {"prep", "dative"} and _gives_reason(token, cue, recipients):
            return token.i + 1
    return _object(parsed, cue, limit)


def _gives_reason(token: Token, cue: Cue, recipients: list[Token]) -> bool:
    if token.head.i == cue.verb.i:
        return True
    within = any(r.i < token.i <= r.right_edge.i for r in recipients)
    return within and (cue.act in THANKS or (token.head.pos_ in {"PROPN", "PRON"} and token.lower_ == "for"))


def before(cue: Cue) -> Range | None:
    """What is reported before the cue ("The talks go on, the Minister said") or behind "as X said"."""
    for clause in syntax.children(cue.verb, "ccomp"):
        if clause.i < cue.first:
            first, after = syntax.extent(clause)
            return first, min(after, cue.first)
    main = cue.verb.head
    told = cue.verb.dep_ == "advcl" and any(m.lower_ == "as" for m in syntax.children(cue.verb, "mark"))
    addressed = bool(syntax.prepositional(cue.verb, "to"))
    if told and not addressed and cue.takes & {"clause"} and main.i > cue.verb.right_edge.i:
        return syntax.trim(cue.verb.doc, cue.verb.right_edge.i + 1, main.right_edge.i + 1)
    return None


def _passive(parsed: Parsed, cue: Cue, limit: int) -> Range | None:
    """What is said in the passive: the clause after "it was stressed", the subject of "was welcomed by"."""
    first = _clause(parsed, cue, limit)
    if first is not None and first < limit:
        return syntax.trim(parsed.doc, first, limit)
    thing = syntax.subject(cue.verb)
    if thing is None or thing.pos_ == "PRON" or "told" in cue.takes:
        return None
    if "request" in cue.takes:
        asked = next((c for c in syntax.children(cue.verb, "xcomp") if c.i > cue.verb.i), None)
        return None if asked is None else syntax.trim(parsed.doc, asked.left_edge.i, min(limit, asked.right_edge.i + 1))
    return None if "clause" in cue.takes else (thing.left_edge.i, min(thing.right_edge.i + 1, cue.first))
