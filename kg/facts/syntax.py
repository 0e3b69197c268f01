"""Grammar questions that several rules ask of the dependency parse (labels of spaCy's English models).

The parse is a guess. Every function stays within the token's sentence, follows no path twice, and answers
``None`` or nothing where the tree has no answer. Token ranges are ``[first, after)`` over the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.parse import FINITE

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "acomp"})
CLAUSES = frozenset({"ccomp", "xcomp"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
VERBAL = frozenset({"VERB", "AUX"})
EDGES = frozenset({",", ".", ";", ":", "-", "--", "?", "!", '"', "'", "''", "``", "(", "["})
DASHES = frozenset({"-", "--", "–", "—"})
CONNECTIVES = frozenset({"and", "or", "but", "nor", "as", "well", "while"})
FUTURE = frozenset({"will", "shall", "'ll", "wo"})
TO_COME = FUTURE | {"would", "'d"}
OPEN_MODALS = frozenset({"would", "could", "might", "may", "can", "'d"})
DUTY = frozenset({"must", "should", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing"})
INVERTED = frozenset({"had", "should", "were"})
PLURAL = frozenset({"i", "we", "you", "they"})
NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "no", "nobody", "none", "nothing"})


def is_verb(token: Token) -> bool:
    """Whether a token is a verb or an auxiliary."""
    return token.pos_ in VERBAL


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The direct dependents with one of the labels, in text order."""
    return (child for child in token.children if child.dep_ in labels)


def main_verb(token: Token) -> Token:
    """The verb that an auxiliary serves; a main verb is its own."""
    return token.head if token.dep_ in {"aux", "auxpass"} else token


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; a conjunct without its own shares those of the first ("will meet and sign")."""
    own = list(children(verb, "aux", "auxpass"))
    if own or verb.dep_ != "conj" or subject_child(verb) is not None:
        return own
    if verb.tag_ in {"VBD", "VBZ", "VBP"} and not shares_infinitive(verb):
        return own
    return auxiliaries(verb.head) if verb.head.i < verb.i else own


def shares_infinitive(verb: Token) -> bool:
    """Whether a bare form behind an infinitive is one too, though tagged as finite: "she will visit X and *thank* Y".

    Only a subject in the singular tells, with which the finite form would not agree.
    """
    if verb.tag_ != "VBP" or verb.dep_ != "conj" or verb.head.tag_ != "VB" or subject_child(verb) is not None:
        return False
    own = subject(verb.head)
    return (
        own is not None and own.tag_ in {"NN", "NNP", "PRP"} and own.lower_ not in PLURAL and not list(conjuncts(own))
    )


def is_finite(verb: Token) -> bool:
    """Whether a verb is finite, itself or through an auxiliary."""
    return verb.tag_ in FINITE or any(a.tag_ in FINITE for a in auxiliaries(verb))


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, also as a bare participle after a noun ("the treaty signed by")."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.head.i < verb.i and verb.tag_ == "VBN" and subject_child(verb) is None:
        return not list(children(verb, "aux")) and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ == "acl"


def subject_child(verb: Token) -> Token | None:
    """A verb's own grammatical subject; not the place of a dateline ("Lagos - The Minister said …")."""
    own = next(found := children(verb, *SUBJECTS), None)
    own = own or _split_subject(verb)
    dashed = own is not None and own.i + 1 < verb.i and own.nbor().text in DASHES
    return next(found, own) if dashed else own


def _split_subject(verb: Token) -> Token | None:
    """The subject that the parse gives to the parts before it of "was co-led"."""
    if verb.i < 3 or verb.nbor(-1).text != "-" or verb.nbor(-2).lower_ != "co" or verb.nbor(-3).lemma_ != "be":
        return None
    return next((c for part in (verb.nbor(-2), verb.nbor(-3)) for c in children(part, *SUBJECTS)), None)


def subject(verb: Token) -> Token | None:
    """The head word of a verb's grammatical subject: its own, or the one it shares.

    Shared are the subject of the first of several verbs, of the clause a participle belongs to, the noun a relative
    clause or a participle describes, and the object or subject that controls an infinitive.
    """
    seen: set[int] = set()
    at: Token | None = main_verb(verb)
    while at is not None and at.i not in seen:
        seen.add(at.i)
        own = subject_child(at)
        if own is not None:
            return _antecedent(own, at)
        if at.dep_ in {"acl", "relcl"} and not _trails(at):
            return at.head
        if _is_reduced(at):
            return at.nbor(-1)
        controller = next(children(at.head, "dobj", "dative"), None) if at.dep_ == "xcomp" else None
        if controller is not None and controller.i < at.i and not is_passive(at.head):
            return controller
        at = governor(at)
    return None


def governor(token: Token) -> Token | None:
    """The verb above a token in its sentence, over prepositions and nouns."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if is_verb(at):
            return main_verb(at)
    return None


def _antecedent(own: Token, verb: Token) -> Token:
    if own.lower_ in RELATIVES and verb.dep_ in {"relcl", "acl"} and verb.head.i < own.i:
        return verb.head
    return own


def _is_reduced(verb: Token) -> bool:
    """A participle behind a noun that was taken for a second main verb: "has joined the Pact *agreed* at Lima"."""
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or verb.i == verb.sent.start:
        return False
    between = verb.doc[verb.head.i + 1 : verb.i]
    return verb.nbor(-1).pos_ in {"NOUN", "PROPN"} and not any(t.dep_ == "cc" or t.text in {",", ";"} for t in between)


def _trails(verb: Token) -> bool:
    """A participle after a comma belongs to the clause, not to the noun before it ("met X, reaffirming Y")."""
    first = extent(verb)[0]
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and first > 0 and verb.doc[first - 1].text == ","


def agent(verb: Token) -> Token | None:
    """The head word of the by-phrase of a passive."""
    for by in children(verb, "agent", "prep"):
        if by.lower_ == "by":
            return next(children(by, "pobj"), None)
    return None


def doer(verb: Token) -> Token | None:
    """Who does it: the subject, or the agent of a passive."""
    if not is_passive(verb):
        return subject(verb)
    found = agent(verb)
    later = (c for c in conjuncts(verb) if c.i > verb.i and subject_child(c) is None and is_passive(c))
    return found or next((a for c in later if (a := agent(c)) is not None), None)


def conjuncts(token: Token) -> tuple[Token, ...]:
    """The words coordinated with a token, without it, in text order."""
    return tuple(sorted(token.conjuncts, key=lambda t: t.i))


def objects(verb: Token) -> tuple[Token, ...]:
    """The head words of a verb's objects, coordinated ones included."""
    heads = list(children(verb, *OBJECTS))
    return tuple(heads + [c for h in heads for c in conjuncts(h) if c.i > h.i])


def prepositional(token: Token, *prepositions: str) -> tuple[Token, ...]:
    """The head words of the phrases that a token takes with these prepositions."""
    found = (p for p in children(token, "prep", "dative", "agent", "prt") if p.lower_ in prepositions)
    return tuple(o for p in found for o in children(p, "pobj", "pcomp"))


def extent(token: Token) -> tuple[int, int]:
    """The tokens of a word and all that depends on it, without punctuation at the edges."""
    return trim(token.doc, token.left_edge.i, token.right_edge.i + 1)


def complement(verb: Token) -> tuple[int, int] | None:
    """The tokens of what a verb takes to its right: clause, infinitive, object, and what hangs on them."""
    wanted = [c for c in verb.children if c.i > verb.i and c.dep_ in OBJECTS | CLAUSES | {"dative"}]
    if not wanted:
        return None
    last = max(
        c.right_edge.i for c in verb.children if c.i > verb.i and c.dep_ in OBJECTS | CLAUSES | {"prep", "dative"}
    )
    return trim(verb.doc, min(c.left_edge.i for c in wanted), min(last + 1, clause_end(verb)))


def clause_end(verb: Token) -> int:
    """The token at which a verb's own words end: before the verbs coordinated with it, else the end of the sentence."""
    later = [c.left_edge.i for c in verb.children if c.dep_ in {"conj", "parataxis"} and c.i > verb.i and is_verb(c)]
    end = min(later, default=verb.sent.end)
    return trim(verb.doc, verb.i, end)[1]


def trim(doc: Doc, first: int, after: int) -> tuple[int, int]:
    """A range without punctuation at its edges and without a connective at its end."""
    while after > first + 1 and (doc[after - 1].text in EDGES or doc[after - 1].lower_ in CONNECTIVES):
        after -= 1
    while first < after - 1 and doc[first].text in EDGES:
        first += 1
    return first, after


def is_negated(verb: Token) -> bool:
    """Whether a verb is denied: "not", "never", "neither side …", "no minister …", "without saying", "made no …"."""
    if any(_denies(child, verb) for child in verb.children):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    if verb.dep_ not in {"conj", "xcomp"} or not is_verb(verb.head) or subject_child(verb) is not None:
        return False
    shares = verb.head.i < verb.i and verb.tag_ in {"VB", "VBN"} and not list(children(verb, "aux", "auxpass"))
    but = any(c.lower_ == "but" and c.i < verb.i for c in children(verb.head, "cc"))
    return verb.dep_ == "conj" and shares and not but and is_negated(verb.head)


def _denies(child: Token, verb: Token) -> bool:
    if child.dep_ == "neg":
        return True
    if child.dep_ in SUBJECTS or (child.dep_ == "dobj" and child.i > verb.i):
        return any(w.lower_ in NEGATIONS for w in (child, *children(child, "det", "neg", "preconj")))
    return child.lower_ in {"never", "neither"} and child.dep_ in {"advmod", "preconj"}


def modality(verb: Token) -> str:
    """How a verb is meant: "real", "future" (will), "open" (would, may, could …), "duty" (must, should)."""
    words = {a.lower_ for a in auxiliaries(verb)}
    if words & DUTY:
        return "duty"
    if words & OPEN_MODALS:
        return "open"
    return "future" if words & FUTURE else "real"


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def is_inverted(verb: Token) -> bool:
    """A condition without "if": "Had the Minister said …", "should the talks fail"."""
    own = subject_child(verb)
    return own is not None and any(a.i < own.i and a.lower_ in INVERTED for a in children(verb, "aux", "auxpass"))


def in_condition(verb: Token) -> bool:
    """Whether a verb, or a clause above it up to the next finite main clause, opens with "if", "unless", "whether" …"""
    at: Token | None = verb
    seen: set[int] = set()
    while at is not None and at.i not in seen:
        seen.add(at.i)
        if any(c.lower_ in CONDITIONS and c.dep_ in {"mark", "prep", "advmod"} for c in at.children):
            return True
        if at.dep_ not in {"conj", "xcomp", "pcomp", "advcl", "acl", "relcl", "ccomp"}:
            return False
        at = governor(at) if at.dep_ != "advcl" or is_finite(at) is False else None
    return False
