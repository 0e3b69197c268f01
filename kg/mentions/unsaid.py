"""Officials named without their country show whose text it is: a government says "the Minister" of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.model import Kind, Office
from kg.parse import Parsed
from kg.reference import Reference, TitleWord, normal

STATED = frozenset({"demonym", "of-phrase"})  # bases on which a text itself says whose an office is
SAID = STATED | {"text"}
COMPLEMENT = frozenset({"of", "for", "to", "on"})
GOVERNING = frozenset({"minister", "secretary", "president", "chancellor", "premier", "king", "queen", "emperor"})
# words of offices for a country that is not their own
SENT = frozenset({"envoy", "special", "coordinator", "official"})
INTERNATIONAL = frozenset({"secretary", "general"})  # words of an office that mostly organisations have
UNDER = frozenset({"deputy", "vice"})  # who has a prime minister may have a deputy prime minister
FOREIGN_MINISTER, PLAIN_MINISTER = frozenset({"foreign", "minister"}), frozenset({"minister"})
ASIDE = 0.1  # share of all mentions of countries up to which one is named in passing
MONARCHS = frozenset({"king", "queen", "emperor"})
SOLE = frozenset({"president", "prime minister", "vice president", "king", "queen", "chancellor", "premier"})
LAWFUL, ONLY_ONE, FOREIGN = 2.0, 1.0, -0.75
BESIDE = frozenset({("-",), ("/",), ("and",), ("and", "the"), ("with",), ("with", "the"), ("&",)})


def unsaid(words: Sequence[str], reference: Reference, stand: Sequence[Proposal]) -> Iterator[tuple[str, float, str]]:
    """(key of a country, weight, reason): what titles with and without a country tell of the issuer."""
    offices = [p.office for p in stand if p.office is not None and p.holder is not None]
    offices = [o for o in offices if not reference.heads.tell_apart(o.title) >= INTERNATIONAL]
    said, left = said_of(offices), unsaid_titles(offices)
    play = in_play(words, stand)
    lawful = dict.fromkeys(code for title in left if (code := by_law(reference, title, play)) is not None)
    for code in lawful:
        yield f"country/{code}", LAWFUL, "an office that only this country has is named without it"
    if not left or not said:
        return
    for code in said:
        if code not in lawful and any(c not in said for c in (*play, *lawful)):
            yield f"country/{code}", FOREIGN, "its officials are named with their country"
    for title in (t for t in left if by_law(reference, t, play) is None):
        able = [c for c in dict.fromkeys((*play, *lawful)) if c not in said and may_have(reference, title, c)]
        if len(able) == 1 and able[0] not in lawful and play[able[0]] > ASIDE * play.total():
            yield f"country/{able[0]}", ONLY_ONE, f"only it could have the {title}"


def mandate(parsed: Parsed, reference: Reference, title: Proposal) -> Iterator[int]:
    """The tokens of an envoy's title behind its "for", "to" or "on": where the envoy is sent, or what about."""
    if title.office is None or not reference.heads.tell_apart(title.office.title) & SENT:
        return
    span = range(title.first, title.after)
    at = next((i for i in span if parsed.words[i] in {"for", "to", "on"}), title.after)
    yield from range(at + 1, title.after)


def said_of(offices: Iterable[Office]) -> dict[str, None]:
    """The countries that stand beside the titles of their officials."""
    return dict.fromkeys(o.country for o in offices if o.country and o.basis in SAID)


def unsaid_titles(offices: Iterable[Office]) -> dict[str, None]:
    """The titles of officials named without country and agency."""
    return dict.fromkeys(o.title for o in offices if o.basis not in SAID and o.basis not in {"organization", "side"})


def main_body(words: Sequence[str], stand: Sequence[Proposal]) -> str | None:
    """The key of the international organisation that a text names more often than any country and other such one."""
    aside = _behind_places(words, stand)
    states = Counter(p.keys[0] for p in stand if p.kind == Kind.COUNTRY and p.keys and p.first not in aside)
    bodies = Counter(p.keys[0] for p in stand if p.org_kind in {"igo", "bloc"} and p.keys and p.country is None)
    ranked = bodies.most_common(2)
    most = max([0, *states.values(), *(n for _, n in ranked[1:])])
    return ranked[0][0] if ranked and ranked[0][1] > most else None


def seats(words: Sequence[str], stand: Sequence[Proposal]) -> frozenset[int]:
    """Where a text of an international organisation names countries only to say where a place lies."""
    return _behind_places(words, stand) if main_body(words, stand) else frozenset()


def _behind_places(words: Sequence[str], stand: Sequence[Proposal]) -> frozenset[int]:
    """Where the countries stand behind a place and a comma: "Addis Ababa, Ethiopia"."""
    behind = {p.after + 1 for p in stand if p.kind == Kind.PLACE and words[p.after : p.after + 1] == (",",)}
    return frozenset(p.first for p in stand if p.kind == Kind.COUNTRY and p.first in behind)


def in_play(words: Sequence[str], stand: Sequence[Proposal]) -> Counter[str]:
    """ISO codes of the countries that a text names, itself or by their agencies, with how often."""
    found: Counter[str] = Counter()
    aside = seats(words, stand)
    for p in stand:
        code = iso(p) if p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} and p.first not in aside else None
        if code:
            found[code] += 1
    return found


def principals(words: Sequence[str], stand: Sequence[Proposal], said: Container[str]) -> list[str]:
    """The countries whose relation a text is about: those it most often names side by side ("X-Y", "X and Y").

    Where it names officials with their country, that country is one of the two.
    """
    named = [p for p in stand if p.kind == Kind.COUNTRY and iso(p)]
    pairs: Counter[tuple[str, str]] = Counter()
    for one, other in pairwise(named):
        gap = tuple(words[one.after : other.first])
        left, right = sorted((iso(one) or "", iso(other) or ""))
        if left != right and gap in BESIDE and (not said or left in said or right in said):
            pairs[left, right] += 1
    top = max(pairs.values(), default=0)
    return sorted({code for pair, n in pairs.items() if n == top > (not said) for code in pair})


def by_law(reference: Reference, title: str, play: Container[str]) -> str | None:
    """The only country that has an office of this title; unless the title itself says so, one that the text names."""
    rule = reference.office(title, None)
    if rule is not None:
        return rule.country
    owners = reference.owners(title)
    return owners[0] if len(owners) == 1 and owners[0] in play else None


def fit(reference: Reference, titles: Iterable[str], code: str) -> float:
    """How well the offices of a country fit titles, 0 to 1."""
    marks = [1.0 if reference.office(t, code) else 0.6 * may_have(reference, t, code) for t in titles]
    return sum(marks) / len(marks) if marks else 0.0


def may_have(reference: Reference, title: str, code: str) -> bool:
    """Whether a country may have such an office: it has, or one with the same noun and not the same complement."""
    if reference.office(title, code) is not None:
        return True
    known, noun = _office_nouns(reference).get(code), head_word(reference, title)
    if not known or noun is None:
        return True
    if not GOVERNING & reference.heads.tell_apart(noun.word):
        return True
    if noun.word in SOLE and normal(title) == normal(noun.word):
        return False
    if noun.word == "secretary" and " for " in title:
        return True  # a department's head below the minister: "Secretary for Africa and the Middle East"
    words = reference.heads.tell_apart(noun.word) - UNDER
    return words in known or (words == FOREIGN_MINISTER and PLAIN_MINISTER in known)


@cache
def _office_nouns(reference: Reference) -> dict[str, frozenset[frozenset[str]]]:
    """Per country: the head nouns of its known titles, as sets of words."""
    found: dict[str, set[frozenset[str]]] = {}
    for rule in reference.offices.values():
        if rule.country:
            for title in (rule.title, *rule.titles):
                noun = head_word(reference, title)
                if noun is not None:
                    found.setdefault(rule.country, set()).add(reference.heads.tell_apart(noun.word))
    return {code: frozenset(words) for code, words in found.items()}


def body_may_have(reference: Reference, title: str, key: str) -> bool:
    """Whether an international organisation has an office with the same head noun, or its head has the officer."""
    noun, nouns = head_word(reference, title), _body_nouns(reference).get(key, frozenset())
    if reference.heads.tell_apart(title) >= INTERNATIONAL and INTERNATIONAL in nouns:
        return True  # "Spokesperson for the Secretary-General"
    return noun is not None and reference.heads.tell_apart(noun.word) in nouns


@cache
def _body_nouns(reference: Reference) -> dict[str, frozenset[frozenset[str]]]:
    """Per organisation that is no country's, and per its parent: the head nouns of its known titles."""
    found: dict[str, set[frozenset[str]]] = {}
    for rule in reference.offices.values():
        if rule.organization and not rule.country:
            for title in (rule.title, *rule.titles):
                noun = head_word(reference, title)
                words = reference.heads.tell_apart(noun.word) if noun is not None else frozenset()
                for key in (rule.organization, rule.organization.partition("-")[0]) if words else ():
                    found.setdefault(key, set()).add(words)
    return {key: frozenset(words) for key, words in found.items()}


def head_word(reference: Reference, title: str) -> TitleWord | None:
    """The head noun of a title: the last one before its complement."""
    words, found = title.partition("/")[0].split(), None
    i = 0
    while i < len(words) and words[i] not in COMPLEMENT:
        at = reference.heads.at("head", words, i)
        found, i = at if at else (found, i + 1)
    return found
