"""Agreements: one fact an instrument, however often the text mentions it, and who signed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.facts import actors, dates, instrument_status, naming, syntax
from kg.facts.acts import opens_cue, owner
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.instruments import INDEFINITE, Instrument, instruments
from kg.facts.parties import Sides, named_parties
from kg.facts.signings import Signing, signings, subjects
from kg.model import Agreement, Event, Fact, Factuality, How, Kind, Participation, Signature, Span, Tenure

TWO_SIDED = frozenset({"mou", "memorandum", "arrangement"})  # kinds of instruments that two sides make, as a rule
OFTEN = 3  # mentions a state has in a text that is about it
BILATERAL = frozenset({"bilateral", "bilaterally"})
WORLDWIDE = frozenset({"global", "worldwide", "international", "multilateral", "universal", "regional"})


@dataclass(slots=True)
class Known:
    """One instrument: its mentions and the clauses that tell of its signing."""

    mentions: list[Instrument]
    signings: list[Signing] = field(default_factory=list)


def agreements(context: Context) -> Iterator[Fact]:
    """The agreements of a document in the order of their first mention, each followed by its signatures."""
    things = instruments(context)
    told = signings(context, things)
    context.signings = tuple(told)
    sides = Sides(context)
    for known in naming.group(context, things):
        one = Known(known.mentions, [s for s in told if any(t in known.mentions for t in s.things)])
        if all(t.heading for t in one.mentions) or (known.is_unknown and not one.signings):
            continue
        status = instrument_status.status(context, one.mentions, one.signings)
        if status is None:
            continue
        agreement = _agreement(context, one, status, sides)
        agreement = agreement if agreement.parties else replace(agreement, parties=_both(context, one, status, sides))
        yield agreement
        yield from _signatures(context, one, agreement, sides)


def _agreement(context: Context, known: Known, status: str, sides: Sides) -> Agreement:
    main = _main(known)
    label = max(known.mentions, key=lambda t: (t.named, t.after - t.first, -t.first))
    when = next((d for s in _real(known) if (d := _date(context, s))), None)
    return Agreement(
        id=context.new_id("agreement"),
        evidence=_evidence(context, main),
        rule=f"agreements.{'named' if label.named else 'described'}",
        factuality=_factuality(known, status),
        label=context.parsed.surface(label.first, label.after),
        type=label.type,
        status=status,
        parties=_parties(context, known, sides),
        subject=_subject(context, label),
        date=when,
        place=_place(context, known),
        event=_event(context, known),
    )


def _factuality(known: Known, status: str) -> Factuality:
    """What is not yet signed is planned; where all signing is merely possible, hypothetical."""
    if status not in {"planned", "negotiating"}:
        return Factuality.STATED
    told = {s.force.factuality for s in known.signings}
    return Factuality.HYPOTHETICAL if told == {Factuality.HYPOTHETICAL} else Factuality.PLANNED


def _main(known: Known) -> Instrument:
    """The mention that serves as evidence: that of the first real signing, else the first that says most."""
    body = [t for t in known.mentions if not t.heading]
    signed = [t for s in _real(known) for t in s.things if t in body]
    if signed:
        return max(signed, key=lambda t: (t.after - t.first, -t.first))
    return next((t for t in body if not t.short), body[0])


def _real(known: Known) -> list[Signing]:
    return [s for s in known.signings if s.force.real]


def _evidence(context: Context, main: Instrument) -> tuple[Span, ...]:
    return (context.parsed.span(main.first, main.after),)


def _parties(context: Context, known: Known, sides: Sides) -> tuple[int, ...]:
    """Those between whom it is: named in its own words, else those who sign it."""
    named = [i for t in known.mentions for i in (*_with_whom(context, t), *named_parties(context, t))]
    named += [i for t in known.mentions for i in _joined(context, t)]
    signed = [i for s in known.signings for i in (*s.behalf, *s.signers, *s.others)]
    found = sides.parties((*named, *signed))
    if found:
        return found
    makers = (sides.parties(_makers(context, t)) for t in known.mentions if not t.heading)
    return next((m for m in makers if len(m) > 1), ())


def _joined(context: Context, thing: Instrument) -> tuple[int, ...]:
    """Who is said to be, or to become, a party: "X ratified the Convention", "X is a signatory to it"."""
    at = context.parsed.doc[thing.head]
    for _ in range(3):
        at = at.head
        if opens_cue(context, "undertakings", at) == "joining":
            verb = at if syntax.is_verb(at) else syntax.governor(at)
            real = verb is not None and syntax.is_finite(verb) and force(context.parsed, context.lexicon, at.i).real
            return actors.actors(context.mentions, context.lexicon, owner(verb)) if verb is not None and real else ()
    return ()


def _makers(context: Context, thing: Instrument) -> tuple[int, ...]:
    """Those who together make, plan or negotiate a new instrument: "both countries will work towards an agreement"."""
    if thing.first == 0 or context.parsed.words[thing.first - 1] not in INDEFINITE:
        return ()
    noun = context.parsed.doc[thing.head]
    talks = noun.head.head if noun.dep_ == "pobj" else noun  # "discussions between X and Y on …"
    between = syntax.prepositional(talks, "between") if talks.i != noun.i else ()
    if between:
        return actors.actors(context.mentions, context.lexicon, between[0])
    verb = syntax.governor(noun)
    while verb is not None and not syntax.is_finite(verb):
        verb = syntax.governor(verb)
    return subjects(context, verb) if verb is not None else ()


def _both(context: Context, known: Known, status: str, sides: Sides) -> tuple[int, ...]:
    """The two states that the text is about, as parties of an instrument of their own that names none.

    It is theirs when it is signed, negotiated or planned here, or called bilateral; not when it is of the whole world.
    """
    around = {w for t in known.mentions for w in _sentence_words(context, t)}
    label = {w for t in known.mentions for w in context.parsed.words[max(0, t.first - 2) : t.after]}
    bilateral = bool(BILATERAL & around)
    foreign = any(t.named and not t.short and t.type not in TWO_SIDED for t in known.mentions)
    if status == "mentioned" or (status == "in-force" and not bilateral) or (foreign and not bilateral):
        return ()
    if WORLDWIDE & label or any(t.plural for t in known.mentions):
        return ()
    parts = [p.participant for p in context.found(Participation)]
    states = [i for i in sides.parties(parts) if context.mentions[i].kind == Kind.COUNTRY]
    return tuple(states) if len(states) == 2 else _most_named(context, sides)


def _most_named(context: Context, sides: Sides) -> tuple[int, ...]:
    """The two states that a text names far more often than any other."""
    keys = Counter(k for m in context.mentions if m.kind == Kind.COUNTRY for k in m.keys)
    ranked = keys.most_common(3)
    third = ranked[2][1] if len(ranked) > 2 else 0
    if len(ranked) < 2 or ranked[1][1] < OFTEN or third * 2 > ranked[1][1]:
        return ()
    return tuple(sorted(sides.first[k] for k, _ in ranked[:2]))


def _sentence_words(context: Context, thing: Instrument) -> tuple[str, ...]:
    sentence = context.parsed.sentence(thing.head)
    return context.parsed.words[sentence.start : sentence.end]


def _with_whom(context: Context, thing: Instrument) -> tuple[int, ...]:
    """The first party of an instrument "with X": who makes it, by the verb above."""
    noun = context.parsed.doc[thing.head]
    verb = syntax.governor(noun) if "with" in context.parsed.words[thing.head : thing.after] else None
    if verb is None or not named_parties(context, thing):
        return ()
    return actors.actors(context.mentions, context.lexicon, owner(verb))


def _subject(context: Context, label: Instrument) -> str | None:
    """What it is about: the words after its noun."""
    first = label.head + 1
    if first < label.after and context.parsed.words[first] == "(":
        first = next((k + 1 for k in range(first, label.after) if context.parsed.words[k] == ")"), label.after)
    return context.parsed.surface(first, label.after) if first < label.after else None


def _date(context: Context, signing: Signing) -> str | None:
    end = context.parsed.sentence(signing.head).end
    start = context.parsed.sentence(signing.head).start
    return next((t.iso for t in dates.dates_within(context, start, end) if t.iso and not t.is_deadline), None)


def _place(context: Context, known: Known) -> int | None:
    for signing in _real(known):
        sentence = context.parsed.sentence(signing.head)
        for i in context.mentions.within(signing.head, sentence.end, (Kind.PLACE,)):
            if context.parsed.words[context.mentions.ranges[i][0] - 1] in {"in", "at"}:
                return i
    return None


def _event(context: Context, known: Known) -> str | None:
    """The signing as an event: the event whose evidence holds a clause of signing."""
    spans = [context.parsed.span(s.first, s.after) for s in known.signings]
    found = [e for e in context.found(Event) if e.type in {"signing", "ceremony"}]
    return next((e.id for e in found for s in spans if any(v.overlaps(s) for v in e.evidence)), None)


def _signatures(context: Context, known: Known, agreement: Agreement, sides: Sides) -> Iterator[Signature]:
    tenures = _tenures(context)
    seen: set[int] = set()
    for signing in known.signings:
        if signing.force.factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}:
            continue
        for i in signing.signers:
            heads = context.mentions.heads(i)
            if not _is_somebody(context, heads) or seen.issuperset(heads):
                continue
            seen.update(heads)
            yield Signature(
                id=context.new_id("signature"),
                evidence=(context.parsed.span(signing.first, signing.after),),
                rule="signatures",
                factuality=_vouched(context, i, signing),
                agreement=agreement.id,
                signed_by=i,
                on_behalf_of=_for_whom(context, signing, i, sides),
                capacity=next((tenures[h] for h in heads if h in tenures), None),
            )


def _for_whom(context: Context, signing: Signing, i: int, sides: Sides) -> str | None:
    """On whose behalf somebody signs: those named right behind, before the next signer; else those of the office."""
    at = context.mentions.ranges[i][1]
    later = [context.mentions.ranges[j][0] for j in signing.signers if context.mentions.ranges[j][0] > at]
    end = min(later, default=context.parsed.sentence(signing.head).end)
    named = [j for j in signing.behalf if at <= context.mentions.ranges[j][0] < end]
    behind = sides.parties(named[:1])
    keys = context.mentions[behind[0]].keys if behind else ()
    return keys[0] if keys else sides.key(i)


def _is_somebody(context: Context, heads: Sequence[int]) -> bool:
    """A signature needs a person, or an office that a person holds; a state is a party, not a signatory."""
    return all(
        context.mentions[h].kind in {Kind.PERSON, Kind.OFFICE} and context.mentions[h].how != How.OPEN for h in heads
    )


def _vouched(context: Context, i: int, signing: Signing) -> Factuality:
    if not signing.force.real:
        return signing.force.factuality
    mention = context.mentions[i]
    return Factuality.INFERRED if mention.kind == Kind.OFFICE and mention.refers else Factuality.STATED


def _tenures(context: Context) -> dict[int, str]:
    """The first tenure of each person, by the mention that introduces the person."""
    found: dict[int, str] = {}
    for tenure in context.found(Tenure):
        for h in context.mentions.heads(tenure.person):
            found.setdefault(h, tenure.id)
    return found
