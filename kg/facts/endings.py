"""Where a report ends: before what is coordinated with its verb, with the condition that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import actors, syntax
from kg.facts.speech import Cue
from kg.mentions import ACTORS, Mentions

FINITE = frozenset({"VBD", "VBZ", "VBP"})
CONTRASTS = frozenset({"while", "whereas", "whilst"})
CONDITIONS = syntax.CONDITIONS | {"should", "were", "had"}


def end_of(mentions: Mentions, cue: Cue, cues: dict[int, Cue]) -> int:
    """The token at which a cue's words end: before what is coordinated with it, else the end of its clause."""
    verb = cue.verb
    end = _after_semicolons(verb)
    whole = verb.dep_ == "ROOT" or end > verb.sent.end or not syntax.is_verb(verb) or _is_main(verb)
    after: int = end if whole else max(verb.right_edge.i + 1, cue.after)
    ends: list[int] = [left for left in _next(cue, cues) if left >= cue.after]
    for token in verb.doc[cue.after : after]:
        says = _reports(cues.get(token.i))
        if syntax.is_verb(token) and (is_beside(mentions, cue, token, says) or (says and _trails(token))):
            ends.append(_opening(token))
        elif says and (other := _by_another(mentions, token)) is not None:
            ends.append(other)
    comma = main_comma(cue)
    after = _with_condition(verb, after if comma is None or verb.doc[cue.after].lower_ != "that" else comma)
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


def _next(cue: Cue, cues: dict[int, Cue]) -> Iterator[int]:
    """Where verbs coordinated with this one begin."""
    for child in cue.verb.children:
        joined = child.i > cue.after and child.dep_ in {"conj", "parataxis"} and syntax.is_verb(child)
        if joined and (_is_alike(cue.verb, child) or _reports(cues.get(child.i))):
            yield child.left_edge.i


def _is_alike(verb: Token, other: Token) -> bool:
    """Whether a verb joined to another stands on its own: in the same form, or with its own words; not after "that"."""
    if any(m.lower_ == "that" for m in syntax.children(other, "mark")):
        return False
    own = syntax.subject_child(other) is not None or any(True for _ in syntax.children(other, "aux", "auxpass"))
    return _tag(other) == _tag(verb) or (own and syntax.is_finite(other))


def _is_main(verb: Token) -> bool:
    """Whether a finite verb is joined to the main verb of its sentence."""
    return verb.dep_ == "conj" and syntax.is_finite(verb) and _first_of(verb).dep_ == "ROOT"


def _reports(cue: Cue | None) -> bool:
    """Whether a verb of saying has something to report: one that takes a clause has one."""
    if cue is None or not cue.takes & {"clause", "quotation"}:
        return cue is not None
    marked = cue.after < len(cue.verb.doc) and cue.verb.doc[cue.after].lower_ in {"that", '"'}
    return marked or any(True for _ in syntax.children(cue.verb, "ccomp"))


def _trails(verb: Token) -> bool:
    """A participle of saying after a comma reports something of its own ("welcomed X, noting that Y")."""
    if _with(verb) is not None:
        return True
    return verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"} and verb.doc[_opening(verb)].text == ","


def trailing_comma(mentions: Mentions, cue: Cue) -> int | None:
    """The comma before a source and verb that close their sentence ("Rain fell, the Minister said in Rome")."""
    doc, sentence = cue.verb.doc, cue.verb.sent
    comma = max((t.i for t in doc[sentence.start : cue.first] if t.text == ","), default=sentence.start)
    between, behind, told = doc[comma + 1 : cue.first], doc[cue.after : sentence.end], doc[sentence.start : comma]
    named = any(mentions.at(t.i, ACTORS) for t in between) and not any(syntax.is_verb(t) for t in between)
    own = syntax.subject_child(cue.verb)
    if not named or cue.passive or (own is not None and own.i > comma and mentions.at(own.i, ACTORS)):
        return None
    closes = not any(t.dep_ == "dobj" or t.lower_ == "that" for t in behind) and not any(
        syntax.is_verb(t) for t in behind
    )
    return comma if closes and any(t.tag_ in FINITE or t.tag_ == "MD" for t in told) else None


def _by_another(mentions: Mentions, verb: Token) -> int | None:
    """Where somebody else begins to speak ("…, while Y stressed that …")."""
    own, left = syntax.subject_child(verb), verb.left_edge
    apart = left.lower_ in CONTRASTS and left.i > verb.sent.start and own is not None
    named = own is not None and any(mentions.at(t.i, ACTORS) for t in [own, *syntax.children(own, "appos")])
    return left.i if apart and named else None


def _with(verb: Token) -> int | None:
    """The "with" that gives a participle a subject of its own ("…, with the Minister noting that Y")."""
    own = syntax.subject_child(verb)
    before = own.left_edge.i - 1 if own is not None and verb.tag_ == "VBG" else -1
    return before if before >= verb.sent.start and verb.doc[before].lower_ == "with" else None


def is_beside(mentions: Mentions, cue: Cue, verb: Token, says: bool) -> bool:
    """Whether a verb shares the subject of a cue and is no part of its report ("noted that X is Y and welcomed Z").

    Where the parse joins it to a verb within the report, it still stands beside when it ``says`` something and the
    inner subject is nobody who could speak, or when no "that" opens the inner clause.
    """
    if _tag(verb) != _tag(cue.verb) or _tag(verb) not in FINITE or syntax.subject_child(verb) is not None:
        return False
    if _is_adjective(verb):
        return False
    opening = verb.doc[_opening(verb)]
    if opening.text not in {",", ";"} and opening.lower_ not in syntax.CONNECTIVES:
        return False
    first = _first_of(verb)
    if first.i == verb.i:
        return cue.verb.head.i == verb.i
    inner = syntax.subject_child(first)
    if any(a.tag_ == "MD" for a in syntax.children(first, "aux")):
        return True
    if not syntax.is_verb(first) or first.i <= cue.verb.i or not syntax.is_finite(first) or inner is None:
        return True
    if first.tag_ not in {verb.tag_, "MD"} and not syntax.auxiliaries(first):
        return True
    speaks = inner.pos_ == "PRON" or bool(mentions.at(inner.i, ACTORS))
    if says and mentions.at(inner.i, actors.BODIES) and _is_somebodys(verb):
        return True
    return says and (not speaks or not any(m.lower_ == "that" for m in syntax.children(first, "mark")))


def _is_somebodys(verb: Token) -> bool:
    """Whether a verb takes what belongs to a person: "expressed her gratitude", which no country does."""
    things = syntax.children(verb, "dobj")
    return any(c.lower_ in {"his", "her"} for t in things for c in syntax.children(t, "poss"))


def _is_adjective(verb: Token) -> bool:
    """A participle that the parse takes for a verb: "secure and recognised borders"."""
    doc, i = verb.doc, verb.i
    joined = i > 1 and doc[i - 1].lower_ in {"and", "or"} and doc[i - 2].pos_ == "ADJ"
    return joined and i + 1 < len(doc) and doc[i + 1].pos_ == "NOUN"


def _tag(verb: Token) -> str:
    """The tag of a verb; a participle or base form without an auxiliary joined to a finite verb is finite too."""
    bare = verb.dep_ == "conj" and not list(syntax.children(verb, "aux", "auxpass"))
    if bare and verb.tag_ == "VB" and _first_of(verb).tag_ == "VBP":
        return "VBP"  # "condemn the launches and underscore the need"
    return "VBD" if bare and verb.tag_ == "VBN" and _first_of(verb).tag_ != "VBN" else verb.tag_


def _first_of(verb: Token) -> Token:
    at = verb
    while at.dep_ == "conj" and at.head.i < at.i:
        at = at.head
    return at


def _opening(verb: Token) -> int:
    """The comma or connective before a verb, its adverbs and auxiliaries; else its own first token."""
    apart = _with(verb)
    if apart is not None:
        return apart
    doc, i = verb.doc, min([verb.i, *(a.i for a in syntax.auxiliaries(verb) if a.i < verb.i)])
    while i > verb.sent.start and (doc[i - 1].pos_ in {"ADV", "AUX", "PART"}):
        i -= 1
    if i > verb.sent.start and doc[i - 1].lower_ in syntax.CONNECTIVES:
        i -= 1
    return i - 1 if i > verb.sent.start and doc[i - 1].text in {",", ";"} else i
