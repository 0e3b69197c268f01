"""Which mentions of instruments mean the same one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.context import Context
from kg.facts.instruments import Instrument
from kg.model import Kind

SMALL = frozenset({
    "of", "the", "and", "on", "for", "to", "with", "a", "an", "in", "its", "as", "new", "joint", "bilateral", "this",
    "between", "by", "at", "from", "or", "under", "proposed", "first",
})  # fmt: skip
FAMILY = {"mou": "memorandum", "treaty": "agreement"}
ANY = frozenset({"agreement", "arrangement"})  # nouns that may take up an instrument of another kind
DEFINITE = frozenset({"the", "this", "that", "said", "its", "their", "our", "such"})


def group(context: Context, things: Sequence[Instrument]) -> list[list[Instrument]]:
    """The mentions of each instrument, in order of first mention. What takes up nothing known is left out."""
    known: list[list[Instrument]] = []
    for thing in things:
        same = _same(context, known, thing)
        if same is not None:
            same.append(thing)
        elif not (thing.short and not thing.named and _is_back(context, thing)):
            known.append([thing])
    return known


def _same(context: Context, known: list[list[Instrument]], thing: Instrument) -> list[Instrument] | None:
    """The instrument that a mention takes up: by its alias, its name, or as the last of its kind."""
    label = " ".join(context.parsed.words[thing.first : thing.after])
    for group_ in known:
        if any(t.alias and label == t.alias for t in group_) or (
            thing.alias and _is_label(context, group_, thing.alias)
        ):
            return group_
    mine = _content(context, thing)
    if mine:
        return next((g for g in reversed(known) if _agree(mine, _contents(context, g), thing, g)), None)
    return _last(context, known, thing)


def _is_label(context: Context, group_: list[Instrument], alias: str) -> bool:
    return len(alias.split()) > 1 and any(" ".join(context.parsed.words[t.first : t.after]) == alias for t in group_)


def _content(context: Context, thing: Instrument) -> frozenset[str]:
    """The words of a label that tell it from others: no instrument nouns, no names of parties."""
    kinds = set(" ".join(c for x in context.lexicon.scheme("instruments").values() for c in x.cues).split())
    parties = (Kind.COUNTRY, Kind.ORGANIZATION)
    return frozenset(
        context.parsed.lemmas[k]
        for k in range(thing.first, thing.after)
        if context.parsed.words[k] not in kinds | SMALL
        and context.parsed.lemmas[k].isalnum()
        and (k <= thing.head or not context.mentions.at(k, parties))
    )


def _contents(context: Context, group_: list[Instrument]) -> frozenset[str]:
    return frozenset(w for t in group_ for w in _content(context, t))


def _agree(mine: frozenset[str], theirs: frozenset[str], thing: Instrument, group_: list[Instrument]) -> bool:
    if _family(thing) != _family(group_[0]) and not (thing.named and group_[0].named and mine == theirs):
        return False
    if not theirs:
        return not group_[0].named or group_[0].short
    shared = len(mine & theirs)
    return shared > 0 and (shared == min(len(mine), len(theirs)) or shared / len(mine | theirs) >= 0.5)


def _family(thing: Instrument) -> str:
    return FAMILY.get(thing.type, thing.type)


def _last(context: Context, known: list[list[Instrument]], thing: Instrument) -> list[Instrument] | None:
    """The last instrument of the same kind; "the agreement" may also mean a memorandum or an arrangement."""
    noun = context.parsed.lemmas[thing.head]
    for group_ in reversed(known):
        if any(context.parsed.lemmas[t.head] == noun for t in group_) or _family(group_[0]) == _family(thing):
            return group_
    if noun in ANY and (_is_back(context, thing) or thing.after > thing.head + 1):
        return known[-1] if known else None
    return None


def _is_back(context: Context, thing: Instrument) -> bool:
    return thing.first > 0 and context.parsed.words[thing.first - 1] in DEFINITE
