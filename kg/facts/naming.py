"""Which mentions of instruments mean the same one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.context import Context
from kg.facts.instruments import Instrument
from kg.facts.parties import named_parties
from kg.model import Kind

SMALL = frozenset({
    "of", "the", "and", "on", "for", "to", "with", "a", "an", "in", "its", "as", "new", "joint", "bilateral", "this",
    "between", "by", "at", "from", "or", "under", "proposed", "first",
})  # fmt: skip
FAMILY = {"mou": "memorandum", "treaty": "agreement"}
ANY = frozenset({"agreement", "arrangement"})  # nouns that may take up an instrument of another kind
DEFINITE = frozenset({"the", "this", "that", "said", "its", "their", "our", "such", "both"})
TIES = frozenset({"between", "among", "with"})
Group = list[Instrument]


def group(context: Context, things: Sequence[Instrument]) -> list[Group]:
    """The mentions of each instrument, in order of first mention."""
    known: list[Group] = []
    for thing in things:
        same = _same(context, known, thing)
        if same is not None:
            same.append(thing)
        else:
            known.append([thing])
    return known


def is_unknown(context: Context, group_: Group) -> bool:
    """Whether a group has no more than "the agreement", taken up from nowhere."""
    return all(t.short and not _is_proper(context, t) and _is_back(context, t) for t in group_)


def _same(context: Context, known: list[Group], thing: Instrument) -> Group | None:
    """The instrument that a mention takes up: by its alias, its name, its words, or as the last of its kind."""
    fits = [g for g in known if not _conflicts(context, thing, g)]
    by_name = next((g for g in fits if _alias(context, thing, g) or _name(context, thing, g)), None)
    if by_name is not None:
        return by_name
    mine = _content(context, thing)
    if mine and thing.named and not thing.short:
        return None
    if mine:
        return next((g for g in reversed(fits) if _agree(context, mine, thing, g)), None)
    return _last(context, fits, thing)


def _conflicts(context: Context, thing: Instrument, group_: Group) -> bool:
    """One and several; or other partners."""
    if thing.plural != group_[0].plural:
        return True
    mine, theirs = _partners(context, [thing]), _partners(context, group_)
    return bool(mine) and bool(theirs) and not mine & theirs


def _partners(context: Context, things: Sequence[Instrument]) -> frozenset[str]:
    mentions = context.mentions
    named = (i for t in things for i in named_parties(context, t))
    return frozenset(k for i in named for h in mentions.heads(i) for k in mentions[h].keys)


def _alias(context: Context, thing: Instrument, group_: Group) -> bool:
    """Whether one is the other's name in brackets, or its initials."""
    label = _label(context, thing)
    for other in group_:
        theirs = _label(context, other)
        if (other.alias and label == other.alias) or (thing.alias and theirs == thing.alias):
            return True
        initials = {_initials(context, other), _initials(context, thing)}
        if len(label) > 2 and len(theirs) > 2 and (label in initials or theirs in initials):
            return True
    return False


def _initials(context: Context, thing: Instrument) -> str:
    words = [w for w in context.parsed.words[thing.first : thing.after] if w not in SMALL and w[:1].isalpha()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def _name(context: Context, thing: Instrument, group_: Group) -> bool:
    """Whether the words of one name stand together in the other, with a word that is no mere kind of instrument."""
    if not thing.named or (thing.short and not _is_proper(context, thing) and thing.first == thing.head):
        return False
    mine = f" {_label(context, thing)} "
    return any(
        other.named and _family(other) == _family(thing) and (mine in theirs or theirs in mine)
        for other in group_
        if not (other.short and other.first == other.head)
        for theirs in (f" {_label(context, other)} ",)
    )


def _label(context: Context, thing: Instrument) -> str:
    return " ".join(w for w in context.parsed.words[thing.first : thing.after] if w not in {'"', "(", ")"})


def _is_proper(context: Context, thing: Instrument) -> bool:
    """Whether even the bare noun is a name: "NPT", "New START"."""
    cues = {c for x in context.lexicon.scheme("instruments").values() for c in x.cues if c != c.lower()}
    return _label(context, thing) in {c.lower() for c in cues}


def _content(context: Context, thing: Instrument) -> frozenset[str]:
    """The words of a description that tell it from others: no instrument nouns, no names of parties."""
    kinds = _kinds(context)
    words, lemmas = context.parsed.words, context.parsed.lemmas
    end = thing.head + 1 if words[thing.head + 1 : thing.head + 2] and words[thing.head + 1] in TIES else thing.after
    parties = (Kind.COUNTRY, Kind.ORGANIZATION)
    return frozenset(
        lemmas[k]
        for k in range(thing.first, end)
        if words[k] not in kinds | SMALL and lemmas[k].isalnum() and not context.mentions.at(k, parties)
    )


def _kinds(context: Context) -> set[str]:
    """The nouns for instruments, and the words of fixed phrases such as "memorandum of understanding"."""
    cues = [c for x in context.lexicon.scheme("instruments").values() for c in x.cues if c == c.lower()]
    return {w for c in cues for w in (c.split() if " of " in c else c.split()[-1:])} | {"text", "copy"}


def _agree(context: Context, mine: frozenset[str], thing: Instrument, group_: Group) -> bool:
    if _family(thing) != _family(group_[0]) or any(_is_proper(context, t) for t in group_):
        return False
    theirs = frozenset(w for t in group_ for w in _content(context, t))
    if not theirs:
        return all(t.short for t in group_)
    shared = len(mine & theirs)
    return shared > 0 and (shared == min(len(mine), len(theirs)) or shared / len(mine | theirs) >= 0.5)


def _family(thing: Instrument) -> str:
    return FAMILY.get(thing.type, thing.type)


def _last(context: Context, known: list[Group], thing: Instrument) -> Group | None:
    """The last instrument of the same kind; "the agreement" may also mean a memorandum or an arrangement."""
    noun = context.parsed.lemmas[thing.head]
    bare = thing.first == thing.head or thing.type == "mou"
    for group_ in reversed(known):
        same = any(context.parsed.lemmas[t.head] == noun for t in group_) or _family(group_[0]) == _family(thing)
        if same and (bare or any(_label(context, thing) in _label(context, t) for t in group_)):
            return group_
    if noun in ANY and (_is_back(context, thing) or thing.after > thing.head + 1):
        return known[-1] if known else None
    return None


def _is_back(context: Context, thing: Instrument) -> bool:
    return thing.first > 0 and context.parsed.words[thing.first - 1] in DEFINITE
