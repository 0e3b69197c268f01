"""Phrases around events: the places, the people and the events that stand behind a preposition."""

from __future__ import annotations

from kg.facts import lists
from kg.facts.context import Context
from kg.model import Kind

PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
EVENTS = frozenset({Kind.EVENT})
MARGINS = frozenset({"margins", "sidelines", "margin", "sideline", "fringes", "framework", "occasion", "edges", "part"})


def people_at(ctx: Context, k: int) -> int | None:
    """The token after unnamed people ("foreign partners", "a group of students"), None where there are none."""
    cues = ctx.lexicon.cues("event-company")
    for j in range(k, min(k + 7, ctx.parsed.sentence(k).end if k < len(ctx.parsed.doc) else k)):
        found = cues.at(ctx.parsed.lemmas, ctx.parsed.words, j)
        if found and ctx.parsed.doc[found[1] - 1].pos_ in {"NOUN", "PROPN"}:
            owner = found[1] < len(ctx.parsed.doc) and ctx.parsed.words[found[1]] in {"'s", "'"}
            return None if owner else found[1]
        hyphened = ctx.parsed.doc[j].tag_ == "VBN" and ctx.parsed.words[j - 1] == "-"
        if ctx.parsed.doc[j].pos_ not in {"ADJ", "DET", "NOUN", "PROPN", "PUNCT", "NUM", "PRON"} and not hyphened:
            return None
    return None


def event_at(ctx: Context, k: int, end: int) -> int | None:
    """The event that a phrase puts something in: "at the X Summit", "on the margins of Y", "during his visit"."""
    words = ctx.parsed.words
    if words[k] not in {"at", "on", "during", "in", "alongside", "following"}:
        return None
    j = k + 1
    while j < min(end, k + 9):
        found = ctx.mentions.at(j, EVENTS)
        if found:
            margin = any(w in MARGINS for w in words[k:j])
            return found[0] if words[k] in {"at", "during", "alongside"} or margin else None
        if lists.outer(ctx, j) is not None and words[j] != "of":
            return None
        j += 1
    return None


def places_after(ctx: Context, first: int, end: int) -> tuple[tuple[int, ...], int]:
    """The places named from a token on ("Milan, Tirana and Ohrid"; "Paris, France" is one), and the token after."""
    found: list[int] = []
    k = after = first
    joined = False
    while k < end:
        here = [i for i in ctx.mentions.at(k, PLACES) if not lists.is_adjective(ctx, i)]
        if here and _is_part(ctx, ctx.mentions.ranges[here[-1]][1], end):
            break
        if here:
            found.append(here[-1])
            k = after = ctx.mentions.ranges[here[-1]][1]
            continue
        if ctx.parsed.words[k] not in {",", "and", "the", "then", "&", "("} or (
            not found and ctx.parsed.words[k] != "the"
        ):
            break
        joined = joined or ctx.parsed.words[k] in {"and", "&"}
        k += 1
    return _distinct(ctx, found, joined), after


def _is_part(ctx: Context, after: int, end: int) -> bool:
    """Whether a place is only part of a longer name ("the Malta Pavilion", "Chad University")."""
    if after >= end or ctx.parsed.doc[after].ent_type_ in {"DATE", "TIME"}:
        return False
    return ctx.parsed.doc[after].pos_ in {"PROPN", "NOUN"} and ctx.parsed.doc[after].text[0].isupper()


def _distinct(ctx: Context, found: list[int], joined: bool) -> tuple[int, ...]:
    """Without the regions and countries that only say where the place before them lies."""
    if len(found) == 2 and not joined and ctx.mentions[found[0]].kind == Kind.PLACE:
        return (found[0],)
    kept: list[int] = []
    for i in found:
        if not (kept and ctx.mentions[i].kind == Kind.COUNTRY and _lies_in(ctx, kept[-1], i)):
            kept.append(i)
    return tuple(kept)


def _lies_in(ctx: Context, inner: int, outer: int) -> bool:
    country = ctx.mentions[inner].country
    return ctx.mentions[inner].kind == Kind.PLACE and f"country/{country}" in ctx.mentions[outer].keys
