"""Wives named by their husbands' names: "Mr. Tanaka, accompanied by Mrs. Tanaka", "the President and Mrs. Mora".

Such a name has the style of a wife and stands in one sentence with another bearer of the surname, or is joined to a
title alone. It is a person of its own, and keeps the style in brackets behind the name ("Tanaka (Mrs)"), since nothing
else tells the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.proposal import Proposal
from kg.mentions.same_person import parts
from kg.model import Form, Kind
from kg.parse import Parsed
from kg.reference import OfficeWords

WIFE = "wife"


def spouses(parsed: Parsed, words: OfficeWords, stand: Sequence[Proposal]) -> list[list[Proposal]]:
    """The mentions of each wife; their names are given the style."""
    people = [p for p in stand if p.kind == Kind.PERSON and p.form == Form.NAME]
    styled = [(p, style) for p in people if (style := _style(parsed, words, p))]
    vacant = {p.after for p in stand if p.kind == Kind.OFFICE and (p.holder is None or p.holder.first > p.after)}
    names = {parts(p.name).last for p, _ in styled if _is_wife(parsed, p, people, vacant)}
    found: dict[str, list[Proposal]] = {}
    for p, style in styled:
        if (last := parts(p.name).last) in names:
            found.setdefault(last, []).append(p)
            p.name = f"{p.name} ({style.removesuffix('.')})"
    return list(found.values())


def _style(parsed: Parsed, words: OfficeWords, person: Proposal) -> str:
    """The style of a wife right before a name: "Mrs.", "Madame"."""
    i = person.first - 1 - (parsed.words[person.first - 1] == ".") if person.first else -1
    found = words.at("honorific", parsed.texts, i) if i >= 0 else None
    known = found is not None and i < found[1] <= person.first and WIFE in found[0].value.split()
    return "".join(parsed.texts[i : person.first]) if known else ""


def _is_wife(parsed: Parsed, p: Proposal, people: Sequence[Proposal], vacant: set[int]) -> bool:
    """Whether a name stands behind another bearer of its surname in a sentence, or behind "the President and"."""
    last, begin = parts(p.name).last, parsed.sentence(p.first).start
    beside = any(begin <= o.first < p.first and parts(o.name).last == last for o in people)
    joint = p.first - 2 - (parsed.words[p.first - 1] == ".")
    return beside or (joint > 0 and parsed.words[joint] == "and" and joint in vacant)
