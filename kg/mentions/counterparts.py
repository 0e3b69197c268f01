"""Whom an official meets: those on the other side of a meeting, call or visit are of another country."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.mentions.parties import head
from kg.mentions.proposal import Proposal
from kg.mentions.scene import Scene
from kg.model import Kind

WITH = frozenset({"with", "on", "upon"})
WITHIN = frozenset({"compound", "appos", "conj", "nmod", "poss", "amod", "flat"})
LISTING = frozenset({",", "and", "the", "his", "her", "excellency"})
TOWARD = frozenset({"to", "in"})  # where somebody travels
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS = frozenset({"meeting", "talk", "call", "visit", "conversation", "discussion", "dialogue"})
FIRST_PERSON = frozenset({"i", "we"})
THIRD_PERSON = frozenset({"he", "she"})  # as subject of a meeting: of whom the text tells
OWN = frozenset({"my", "our"})
JOINING = frozenset({"accompany", "join", "assist"})
DEPTH = 12  # steps up or down a parse tree


def opposites(scene: Scene, title: Proposal) -> list[str]:
    """The countries of those whom the person with a title meets; the home country for a subject not further known."""
    token = scene.parsed.doc[title.first : title.after].root
    subject, objects = _meeting(scene, token)
    if subject is None and not objects:
        before = listed_before(scene, title)
        return opposites(scene, before) if before is not None else []
    if subject is not None:
        return list(dict.fromkeys(_countries(scene, subject, title, homely=True)))
    found = [c for o in objects for c in _countries(scene, o, title, homely=False)]
    return list(dict.fromkeys([*found, *(c for o in objects if _is_goal(scene, o) for c in _named(scene, o))]))


def listed_before(scene: Scene, title: Proposal) -> Proposal | None:
    """The title of the person named just before in one list."""
    at, words = title.first, scene.parsed.words
    while at > 0 and words[at - 1] in LISTING:
        at -= 1
    before = scene.ends.get(at) if at < title.first else None
    if before is None or before.first >= title.first:
        return None
    same = scene.parsed.sentence(before.first).start == scene.parsed.sentence(title.first).start
    return before if same else None


def listed_after(scene: Scene, title: Proposal) -> Proposal | None:
    """The title of the person named right behind the holder of a title: "Minister X and French Minister Y"."""
    holder = title.holder
    if holder is None or holder.first < title.first:
        return None
    at, words = holder.after, scene.parsed.words
    while at < len(words) and words[at] in LISTING:
        at += 1
    joined = "and" in words[holder.after : at]
    titles = (t for t in scene.begins.get(at, ()) if t.office is not None and t.holder is not holder)
    return next(titles, None) if joined else None


def is_colleague(scene: Scene, title: Proposal) -> bool:
    """Whether an author calls the holder of a title a colleague: "my colleague the Minister for Trade, X"."""
    words, at = scene.parsed.words, title.first
    while at > 0 and words[at - 1] in LISTING:
        at -= 1
    return at > 1 and scene.parsed.lemmas[at - 1] == "colleague" and words[at - 2] in OWN


def companions(scene: Scene, title: Proposal) -> list[str]:
    """The countries of the person whom the holder of a title accompanies: "X was accompanied by the Minister …"."""
    top = _top(scene.parsed.doc[title.first : title.after].root)
    verb = top.head.head if top.dep_ == "pobj" and top.head.lower_ == "by" else None
    if verb is None or verb.lemma_.lower() not in JOINING:
        return []
    whom = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if whom is None and verb.dep_ in {"acl", "advcl"}:
        head = verb.head
        whom = head if verb.dep_ == "acl" else next((c for c in head.children if c.dep_ in SUBJECTS), None)
    if whom is not None and whom.lower_ in {"he", "she"} and whom.sent.start > 0:
        root = scene.parsed.sentence(whom.sent.start - 1).root  # who was told of in the sentence before
        whom = next((c for c in root.children if c.dep_ in SUBJECTS), whom)
    return list(dict.fromkeys(_countries(scene, whom, title, homely=True))) if whom is not None else []


def named_counterpart(scene: Scene, title: Proposal) -> list[str]:
    """The country of which a holder is called a counterpart elsewhere: "her Moldovan counterpart, X … Minister X"."""
    return [] if title.holder is None else list(dict.fromkeys(scene.equals.get(id(head(title.holder)), ())))


def delegates(scene: Scene, title: Proposal) -> list[str]:
    """The countries of a delegation that is told by its head: "Dr X's delegation included the Minister of …"."""
    words, sentence = scene.parsed.words, scene.parsed.sentence(title.first)
    noun = next((i for i in range(title.first - 1, sentence.start, -1) if words[i] in scene.parties), 0)
    owned = next((i for i in range(noun - 1, max(sentence.start, noun - 4), -1) if words[i] == "'s"), 0)
    if not noun or not owned:
        return []
    leads = [c for a in scene.closes.get(owned, ()) for c in _of_actor(scene, a)]
    titles = (t for k in range(noun + 1, sentence.end) for t in scene.begins.get(k, ()))
    said = (t.office.country for t in titles if t.office and t.office.country)
    return list(dict.fromkeys(leads or said))


def _is_goal(scene: Scene, token: Token) -> bool:
    """Whether a noun phrase says where somebody travels."""
    if token.dep_ == "dobj":
        return token.head.lemma_.lower() in scene.lexicon.words("event-verbs", "visit")  # "left Hanoi" says whence
    verb = token.head.head if token.head.lower_ in TOWARD else token.head
    return verb.lemma_.lower() in scene.travelling and token.dep_ == "pobj"


def _named(scene: Scene, token: Token) -> Iterator[str]:
    """The countries that a noun phrase names."""
    first, after = token.left_edge.i, token.right_edge.i + 1
    return (code for code, at in scene.nearby.items() if any(first <= i < after for i in at))


def _meeting(scene: Scene, token: Token) -> tuple[Token | None, list[Token]]:
    """The subject, for one of those met, or the objects, for the subject, of the verb of meeting; else nothing."""
    top = _top(token)
    verb = top.head
    if top.dep_ == "pobj" and verb.lower_ in WITH:
        verb = verb.head
    elif top.dep_ == "pobj" and verb.lower_ == "by" and verb.head.lemma_.lower() in scene.meeting:
        return next((c for c in verb.head.children if c.dep_ in SUBJECTS), None), []  # "she was received by X"
    if verb.pos_ == "NOUN" and verb.lemma_.lower() in NOUNS:
        owner = next((c for c in verb.children if c.dep_ == "poss"), None)
        if owner is not None:
            return owner, []
        if top.dep_ == "pobj":
            return _clause_subject(verb), []
        verb = verb.head
    if verb.lemma_.lower() not in scene.meeting or top.dep_ not in SUBJECTS | {"dobj", "pobj"}:
        return None, []
    if top.dep_ in SUBJECTS:
        return None, list(_objects(verb))
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None), []


def _clause_subject(noun: Token) -> Token | None:
    """The subject of the clause that a noun stands in: "In talks with X, the Minister will …"."""
    verb = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None) if verb is not None else None
    return None if subject is None or subject.left_edge.i <= noun.i <= subject.right_edge.i else subject


def is_met(scene: Scene, title: Proposal) -> bool:
    """Whether somebody else is told to meet the holder of a title."""
    return _meeting(scene, scene.parsed.doc[title.first : title.after].root)[0] is not None


def _top(token: Token) -> Token:
    """Up to the word that stands for the whole noun phrase, over lists and appositions."""
    for _ in range(DEPTH):
        if token.dep_ not in WITHIN or token.head.i == token.i:
            break
        token = token.head
    return token


def _objects(verb: Token) -> Iterator[Token]:
    """Those met: the object, and what stands behind "with"; also of a noun such as "talks"."""
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
            if child.lemma_.lower() in NOUNS:
                yield from _objects(child)
        elif child.dep_ == "prep" and child.lower_ in WITH | TOWARD:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _countries(scene: Scene, token: Token, title: Proposal, *, homely: bool) -> Iterator[str]:
    """The countries of the officials in a noun phrase; with ``homely``, home for one of whom nothing is known."""
    if token.lower_ in FIRST_PERSON or token.tag_ == "PRP$" or (homely and token.lower_ in THIRD_PERSON):
        yield from scene.home
        return
    for actor in (a for k in range(token.left_edge.i, token.right_edge.i + 1) for a in scene.begins.get(k, ())):
        if actor.kind not in {Kind.PERSON, Kind.OFFICE} or actor is title or actor is title.holder:
            continue
        codes = _of_actor(scene, actor)
        yield from codes or (scene.home if homely and actor.first <= token.i < actor.after else ())


def _of_actor(scene: Scene, actor: Proposal) -> list[str]:
    if actor.kind == Kind.OFFICE and actor.office is not None:
        return [actor.office.country] if actor.office.country else []
    return scene.country_of(actor) if actor.kind == Kind.PERSON else []
