"""He and she: the person who was subject or speaker last, in the sentence or the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.mentions.proposal import Proposal
from kg.model import Form, How, Kind
from kg.parse import Parsed
from kg.reference import Reference

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
NOMINATIVE = frozenset({"he", "she"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ASKED = frozenset({"invitation", "request", "behest", "direction", "instruction"})  # somebody else's
REACH = 3  # sentences looked back


def pronouns(
    parsed: Parsed,
    reference: Reference,
    stand: Sequence[Proposal],
    heads: Mapping[int, Proposal],
    writer: Proposal | None = None,
) -> Iterator[Proposal]:
    """A mention for every personal pronoun of one person, pointed at its antecedent or left open with the reason.

    The ``writer`` of a text is nobody else's "he" or "she" in a paragraph in which "I" is said.
    """
    people = _people(stand, heads)
    genders = _genders(parsed, reference, people)
    focus: list[tuple[int, Proposal]] = [(first, head) for first, head in people]
    unnamed = [(p.after - 1, p) for p in stand if p.kind == Kind.OFFICE and p.how == How.OPEN and p.holder is None]
    own = None if writer is None else heads.get(id(writer), writer)
    doing = [(at, p) for at, p in unnamed if _is_subject(parsed, at)]
    for i, gender, after in _spots(parsed, reference):
        others = [(at, p) for at, p in focus if p is not own] if own is not None and _says_i(parsed, i) else focus
        antecedent, why = _antecedent(parsed, i, gender, [*others, *doing], genders)
        antecedent = _behind(parsed, i, gender, others, genders) or antecedent
        if antecedent is None and unnamed:
            antecedent, _ = _antecedent(parsed, i, gender, [*others, *unnamed], genders)
            why = "" if antecedent is not None else why
        if antecedent is not None and (parsed.words[i] in NOMINATIVE or after > i + 1):
            focus.append((i, antecedent))
            genders.setdefault(id(antecedent), gender)
        yield _pronoun(parsed, (i, after), antecedent, why)


def _spots(parsed: Parsed, reference: Reference) -> Iterator[tuple[int, str, int]]:
    """Each pronoun's token, its gender and the token after it, styles such as "His Excellency" included."""
    for i, word in enumerate(parsed.words):
        after = _after(parsed, reference, i) if word in GENDER else None
        if after is not None:
            yield i, GENDER[word], after


def _pronoun(parsed: Parsed, spot: tuple[int, int], antecedent: Proposal | None, why: str) -> Proposal:
    return Proposal(
        first=spot[0],
        after=spot[1],
        kind=Kind.PERSON,
        form=Form.PRONOUN,
        name=" ".join(parsed.texts[spot[0] : spot[1]]),
        refers=[antecedent] if antecedent is not None else [],
        how=How.PRONOUN if antecedent is not None else How.OPEN,
        why=why,
        score=0.7,
    )


def _after(parsed: Parsed, reference: Reference, i: int) -> int | None:
    """The token after a pronoun or a style alone ("His Excellency met"); None for the style of a name or title."""
    found = reference.heads.at("honorific", parsed.texts, i)
    if found is None or found[1] == i + 1:
        return i + 1
    after = found[1]
    named = after < len(parsed.words) and (parsed.texts[after][0].isupper() or parsed.words[after] in {"the", ",", "("})
    return None if named else after


def _says_i(parsed: Parsed, i: int) -> bool:
    """Whether somebody says "I" in the paragraph of a token."""
    first, after = parsed.block_tokens[parsed.block_of[i]]
    return any(parsed.texts[k] == "I" and parsed.pos[k] == "PRON" for k in range(first, after))


def _people(stand: Sequence[Proposal], heads: Mapping[int, Proposal]) -> list[tuple[int, Proposal]]:
    """Where persons are named or meant by title, and the head mention of each."""
    found: list[tuple[int, Proposal]] = []
    for p in stand:
        if p.kind == Kind.PERSON and id(p) in heads:
            found.append((p.after - 1, heads[id(p)]))
        elif p.kind == Kind.OFFICE and p.holder is None and p.refers:
            found.append((p.after - 1, p.refers[0]))
    return sorted(found, key=lambda pair: pair[0])


def _genders(parsed: Parsed, reference: Reference, people: Sequence[tuple[int, Proposal]]) -> dict[int, str]:
    """What honorifics say of a person, by ``id`` of the head mention."""
    found: dict[int, str] = {}
    words = parsed.texts
    for last, head in people:
        for i in range(max(0, last - 8), last):
            style = reference.heads.at("honorific", words, i)
            gender = next((g for g in style[0].value.split() if g in GENDER.values()), "") if style else ""
            if gender and all(words[j][0].isupper() or words[j] == "." for j in range(i, last)):
                found.setdefault(id(head), gender)
    return found


def _antecedent(
    parsed: Parsed, i: int, gender: str, focus: Sequence[tuple[int, Proposal]], genders: Mapping[int, str]
) -> tuple[Proposal | None, str]:
    """The person in focus before a token; else the reason why there is none."""
    start = _reach(parsed, i)
    doer = _doer(parsed, i)
    before = sorted(
        ((at, p) for at, p in focus if start <= at < i and genders.get(id(p), gender) == gender and at != doer),
        key=lambda pair: pair[0],
    )
    for sentence in _sentences_back(parsed, i):
        inside = [(at, p) for at, p in before if sentence[0] <= at < sentence[1]]
        subjects = [p for at, p in inside if _is_subject(parsed, at)]
        if subjects:
            return subjects[0], ""
        distinct = list({id(p): p for _, p in inside}.values())
        if len(distinct) == 1:
            return distinct[0], ""
        if distinct:
            return None, "may mean " + " or ".join(p.name for p in distinct)
    return None, "nobody is named before it"


def _behind(
    parsed: Parsed, i: int, gender: str, focus: Sequence[tuple[int, Proposal]], genders: Mapping[int, str]
) -> Proposal | None:
    """The subject of the sentence that a phrase with a possessive opens: "During his visit, Minister X will …"."""
    owned = parsed.doc[i].head
    prep, verb = owned.head, owned.head.head
    opens = owned.dep_ == "pobj" and verb.pos_ in {"VERB", "AUX"} and owned.lemma_ not in ASKED
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None) if opens else None
    if parsed.tags[i] != "PRP$" or subject is None or subject.i < i or prep.i > parsed.sentence(i).start + 1:
        return None
    named = (p for at, p in focus if at == subject.i and genders.get(id(p), gender) == gender)
    return next(named, None)


def _doer(parsed: Parsed, i: int) -> int | None:
    """The subject of the verb that a pronoun is the object of: whoever that is, it is somebody else."""
    token = parsed.doc[i]
    if token.dep_ not in {"dobj", "dative"}:
        return None
    return next((c.i for c in token.head.children if c.dep_ in SUBJECTS), None)


def _sentences_back(parsed: Parsed, i: int) -> Iterator[tuple[int, int]]:
    sentence = parsed.sentence(i)
    for _ in range(REACH):
        yield sentence.start, min(sentence.end, i)
        if sentence.start == 0:
            return
        sentence = parsed.sentence(sentence.start - 1)


def _reach(parsed: Parsed, i: int) -> int:
    """The first token looked at: the start of the block before the pronoun's own."""
    block = parsed.block_of[i]
    return parsed.block_tokens[max(0, block - 1)][0]


def _is_subject(parsed: Parsed, i: int) -> bool:
    token = parsed.doc[i]
    for _ in range(4):
        if token.dep_ in SUBJECTS:
            return True
        if token.dep_ not in {"compound", "appos", "flat", "nmod", "conj"}:
            return False
        token = token.head
    return False
