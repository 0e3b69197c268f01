"""Officials named without their country show whose text it is: a government says "the Minister" of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.model import Kind, Office
from kg.reference import Reference, TitleWord, normal

SAID = frozenset({"demonym", "of-phrase", "text"})
COMPLEMENT = frozenset({"of", "for", "to", "on"})
SOLE = frozenset({"president", "prime minister", "vice president", "king", "queen", "chancellor", "premier"})
LAWFUL, ONLY_ONE, FOREIGN = 2.0, 1.0, -1.0


def unsaid(reference: Reference, stand: Sequence[Proposal]) -> Iterator[tuple[str, float, str]]:
    """(key of a country, weight, reason): what titles with and without a country tell of the issuer."""
    offices = [p.office for p in stand if p.office is not None and p.holder is not None]
    said = dict.fromkeys(o.country for o in offices if o.country and o.basis in SAID)
    play = in_play(stand)
    lawful = dict.fromkeys(c for o in _without(offices) if (c := by_law(reference, o)) is not None)
    for code in lawful:
        yield f"country/{code}", LAWFUL, "an office that only this country has is named without it"
    if not _without(offices) or len(said) == 0:
        return
    for code in said:
        if any(c not in said for c in play):
            yield f"country/{code}", FOREIGN, "its officials are named with their country"
    for title in dict.fromkeys(o.title for o in _without(offices)):
        able = [c for c in play if c not in said and may_have(reference, title, c)]
        if len(able) == 1:
            yield f"country/{able[0]}", ONLY_ONE, f"only it could have the {title}"


def _without(offices: Sequence[Office]) -> list[Office]:
    return [o for o in offices if o.basis not in SAID and o.basis != "organization"]


def in_play(stand: Sequence[Proposal]) -> Counter[str]:
    """ISO codes of the countries that a text names, itself or by their agencies, with how often."""
    found: Counter[str] = Counter()
    for p in stand:
        code = iso(p) if p.kind in {Kind.COUNTRY, Kind.ORGANIZATION} else None
        if code:
            found[code] += 1
    return found


def by_law(reference: Reference, office: Office) -> str | None:
    """The only country that has an office of this title."""
    rule = reference.office(office.title, None)
    return rule.country if rule is not None else None


def may_have(reference: Reference, title: str, code: str) -> bool:
    """Whether a country may have such an office: it has, or one with the same noun and not the same complement."""
    if reference.office(title, code) is not None:
        return True
    known, noun = _office_words(reference).get(code), head_word(reference, title)
    if not known or noun is None:
        return True
    if noun.word in SOLE and normal(title) == normal(noun.word):
        return False
    return noun.word.split()[-1] in known


@cache
def _office_words(reference: Reference) -> dict[str, frozenset[str]]:
    """Per country: the words of its known titles."""
    found: dict[str, set[str]] = {}
    for rule in reference.offices.values():
        if rule.country:
            for title in (rule.title, *rule.titles):
                found.setdefault(rule.country, set()).update(reference.heads.tell_apart(title))
    return {code: frozenset(words) for code, words in found.items()}


def head_word(reference: Reference, title: str) -> TitleWord | None:
    """The head noun of a title: the last one before its complement."""
    words, found = title.split(), None
    i = 0
    while i < len(words) and words[i] not in COMPLEMENT:
        at = reference.heads.at("head", words, i)
        found, i = at if at else (found, i + 1)
    return found
