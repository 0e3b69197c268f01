"""Sides: "For Mexico, …", "… participated for the United States", "The Canadian delegation was led by …".

Titles without a country of their own belong to the side that their clause is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.page import iso
from kg.mentions.proposal import Proposal
from kg.model import Kind
from kg.parse import Parsed

OPENERS = frozenset({"for", "representing", "from"})
CLOSERS = frozenset({"for", "representing", "from", "of"})
PARTY = frozenset({"delegation", "side", "team", "party", "representatives", "group", "participants", "attendees"})
ENDS = frozenset({".", ";", ":"})
ATTENDING = frozenset(
    {"participate", "attend", "represent", "sign", "speak", "act", "join", "be", "present", "take", "part"}
)


@dataclass(frozen=True, slots=True)
class Side:
    """Tokens ``[first, after)`` are about those who act for one country."""

    first: int
    after: int
    country: str


def sides(parsed: Parsed, stand: Sequence[Proposal]) -> list[Side]:
    """The stretches of a text that list one country's people."""
    countries = [p for p in stand if p.kind == Kind.COUNTRY and iso(p)]
    return [side for p in countries if (side := _side(parsed, p)) is not None]


def side_of(found: Sequence[Side], i: int) -> str | None:
    """The country whose side a token stands on; nothing where sides overlap."""
    codes = dict.fromkeys(s.country for s in found if s.first <= i < s.after)
    return next(iter(codes)) if len(codes) == 1 else None


def _side(parsed: Parsed, country: Proposal) -> Side | None:
    sentence = parsed.sentence(country.first)
    code = iso(country) or ""
    before = country.first - 1
    while before > sentence.start and parsed.words[before] in {"the", "of", "both"}:
        before -= 1
    opener = parsed.words[before] if before >= sentence.start else ""
    opens = before == sentence.start or parsed.words[before - 1] in {";", "behalf", "and", ":"}
    if (opener in OPENERS or opener == "behalf") and opens and _is_boundary(parsed, country.after):
        return Side(country.after, _clause_end(parsed, country.after, sentence.end), code)
    if opener in CLOSERS and _attends(parsed, before) and _ends(parsed, country.after):
        return Side(_clause_start(parsed, before, sentence.start), before, code)
    if _is_party(parsed, country):
        return Side(country.after, _clause_end(parsed, country.after, sentence.end), code)
    return None


def _is_boundary(parsed: Parsed, i: int) -> bool:
    return i < len(parsed.doc) and (parsed.words[i] in {",", ":", "-"} or parsed.doc[i].tag_.startswith("VB"))


def _ends(parsed: Parsed, i: int) -> bool:
    return i >= len(parsed.doc) or parsed.words[i] in ENDS


def _attends(parsed: Parsed, i: int) -> bool:
    return any(parsed.lemmas[j] in ATTENDING for j in range(max(0, i - 3), i))


def _is_party(parsed: Parsed, country: Proposal) -> bool:
    """ "the U.S. delegation was led by", "Canada was represented by", "on the Mexican side"."""
    words = parsed.words[country.after : country.after + 4]
    words = words[1:] if words[:1] == ("'s",) else words
    if words[:1] and words[0] in PARTY:
        return True
    return words[:2] in {("was", "represented"), ("were", "represented"), ("is", "represented"), ("are", "represented")}


def _clause_end(parsed: Parsed, i: int, end: int) -> int:
    """To the end of the sentence, or where another side begins."""
    return next((j for j in range(i, end) if parsed.words[j] in {";"} and _turns(parsed, j + 1)), end)


def _turns(parsed: Parsed, i: int) -> bool:
    i += parsed.words[i : i + 1] == ("and",)
    return i < len(parsed.doc) and parsed.words[i] in OPENERS | {"on"}


def _clause_start(parsed: Parsed, i: int, start: int) -> int:
    return next((j + 1 for j in range(i - 1, start, -1) if parsed.words[j] == ";"), start)
