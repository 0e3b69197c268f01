"""Sides: "For Mexico, …", "… participated for the United States", "The Canadian delegation was led by …".

Titles without a country of their own belong to the side that their clause is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed

OPENERS = frozenset({"for", "representing", "behalf"})
ENDS = frozenset({".", ";", ":"})
ROLES = ("head", "chair", "speaker")
VERBS = ("attend", "list", "sign")
NEAR = 5  # tokens between a delegation and the verb that says who leads it


@dataclass(frozen=True, slots=True)
class Side:
    """Tokens ``[first, after)`` are about those who act for one country."""

    first: int
    after: int
    country: str


def sides(parsed: Parsed, lexicon: Lexicon, stand: Sequence[Proposal]) -> list[Side]:
    """The stretches of a text that list one country's people."""
    acting = frozenset(_acting(lexicon))
    parties = lexicon.words("groups", "delegation") | {"side"}
    countries = [p for p in stand if p.kind == Kind.COUNTRY and iso(p)]
    return [side for p in countries if (side := _side(parsed, p, acting, parties)) is not None]


def side_of(found: Sequence[Side], i: int) -> str | None:
    """The country whose side a token stands on; nothing where sides overlap."""
    codes = dict.fromkeys(s.country for s in found if s.first <= i < s.after)
    return next(iter(codes)) if len(codes) == 1 else None


def _acting(lexicon: Lexicon) -> Iterator[str]:
    """Lemmas of the verbs by which somebody acts for a side: leads, attends, signs."""
    for scheme, concepts in (("roles", ROLES), ("event-verbs", VERBS)):
        for concept in concepts:
            yield from (cue.split()[0].split("-")[-1] for cue in lexicon.words(scheme, concept))


def _side(parsed: Parsed, country: Proposal, acting: frozenset[str], parties: frozenset[str]) -> Side | None:
    sentence = parsed.sentence(country.first)
    code = iso(country) or ""
    before = country.first - 1
    while before > sentence.start and parsed.words[before] in {"the", "of"}:
        before -= 1
    after = _clause_end(parsed, country.after, sentence.end)
    if before >= sentence.start and parsed.words[before] in OPENERS:
        first = _clause_start(parsed, before, sentence.start)
        if _opens(parsed, before, first) and _acts(parsed, country.after, after, acting):
            return Side(country.after, after, code)
        if _ends(parsed, country.after) and _depends(parsed, before, acting):
            return Side(first, before, code)
    if _is_party(parsed, country, acting, parties):
        return Side(country.after, after, code)
    return None


def _opens(parsed: Parsed, opener: int, first: int) -> bool:
    """Whether the phrase stands at the head of its clause, or "on behalf of" does."""
    return opener == first or (opener == first + 1 and parsed.words[first] in {"on", "and"})


def _acts(parsed: Parsed, first: int, after: int, acting: frozenset[str]) -> bool:
    boundary = first < after and (parsed.words[first] in {",", ":", "-"} or parsed.lemmas[first] == "be")
    listed = first < after and parsed.words[first] == ":"
    named = parsed.lemmas[first:after]
    return boundary and (listed or parsed.lemmas[first] == "be" or any(lemma in acting for lemma in named))


def _ends(parsed: Parsed, i: int) -> bool:
    return i >= len(parsed.doc) or parsed.words[i] in ENDS


def _depends(parsed: Parsed, i: int, acting: frozenset[str]) -> bool:
    """Whether the preposition belongs to a verb of acting for a side, or to its object."""
    token = parsed.doc[i].head
    return token.lemma_.lower() in acting or token.head.lemma_.lower() in acting


def _is_party(parsed: Parsed, country: Proposal, acting: frozenset[str], parties: frozenset[str]) -> bool:
    """ "the U.S. delegation was led by", "Canada was represented by", "on the Mexican side"."""
    at = country.after + (parsed.words[country.after : country.after + 1] == ("'s",))
    if parsed.words[at : at + 1] and parsed.words[at] in parties:
        leads = any(lemma in acting for lemma in parsed.lemmas[at + 1 : at + NEAR])
        return leads or parsed.words[at + 1 : at + 2] in {(",",), (":",)}
    return parsed.lemmas[at : at + 2] == ("be", "represent")


def _clause_end(parsed: Parsed, i: int, end: int) -> int:
    """To the end of the sentence, or where another side begins."""
    return next((j for j in range(i, end) if parsed.words[j] == ";" and _turns(parsed, j + 1)), end)


def _turns(parsed: Parsed, i: int) -> bool:
    i += parsed.words[i : i + 1] == ("and",)
    return i < len(parsed.doc) and parsed.words[i] in OPENERS | {"on"}


def _clause_start(parsed: Parsed, i: int, start: int) -> int:
    return next((j + 1 for j in range(i - 1, start, -1) if parsed.words[j] == ";"), start)
