"""Agreements: one fact an instrument, however often the text mentions it, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts import bindingness, dates, instrument_status, naming
from kg.facts.context import Context
from kg.facts.contracting import Known, parties
from kg.facts.instruments import Instrument, instruments
from kg.facts.parties import Sides, sides_of
from kg.facts.signings import Signing, signings
from kg.model import Agreement, Event, Fact, Factuality, How, Kind, Signature, Span, Tenure


def agreements(context: Context) -> Iterator[Fact]:
    """The agreements of a document in the order of their first mention, each followed by its signatures."""
    things = instruments(context)
    told = signings(context, things)
    context.signings = tuple(told)
    sides = sides_of(context)
    for known in naming.group(context, things):
        one = Known(known.mentions, [s for s in told if any(t in known.mentions for t in s.things)])
        if all(t.heading for t in one.mentions) or (known.is_unknown and not one.signings):
            continue
        status = instrument_status.status(context, one.mentions, one.signings)
        if status is None:
            continue
        one.status = status
        agreement = _agreement(context, one, sides)
        context.instruments.update(dict.fromkeys((t.head for t in one.mentions), agreement))
        yield agreement
        yield from _signatures(context, one, agreement, sides)


def _agreement(context: Context, known: Known, sides: Sides) -> Agreement:
    main = _main(known)
    label = max(known.mentions, key=lambda t: (t.named, t.after - t.first, -t.first))
    when = next((d for s in _real(known) if (d := _date(context, s))), None)
    return Agreement(
        id=context.new_id("agreement"),
        evidence=_evidence(context, main),
        rule=f"agreements.{'named' if label.named else 'described'}",
        factuality=_factuality(known),
        label=context.parsed.surface(label.first, label.after),
        type=label.type,
        status=known.status,
        parties=parties(context, known, sides),
        subject=_subject(context, label),
        date=when,
        place=_place(context, known),
        event=_event(context, known),
        bindingness=bindingness.of_instrument(context, known),
    )


def _factuality(known: Known) -> Factuality:
    """What is not yet signed is planned; where all signing is merely possible, hypothetical."""
    if known.status not in {"planned", "negotiating"}:
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
        for i in dict.fromkeys((*signing.signers, *_persons(context, signing.others))):
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


def _persons(context: Context, found: Sequence[int]) -> Iterator[int]:
    """The persons among those with whom somebody signs."""
    return (i for i in found if any(context.mentions[h].kind == Kind.PERSON for h in context.mentions.heads(i)))


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
