"""Commitments: acts that bind or intend, by whom, how strong, by when, under which condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.facts import actors, bindingness, criteria, deadlines, syntax
from kg.facts.act_future import future_acts
from kg.facts.act_lists import with_lists
from kg.facts.act_nouns import noun_acts
from kg.facts.act_verbs import verb_acts
from kg.facts.acts import MONEY, Act, act_taken, addition, apart, contains, is_heading, object_taken
from kg.facts.colour import concerned, topics
from kg.facts.committers import committers
from kg.facts.context import Context
from kg.facts.force import force
from kg.facts.parties import sides_of
from kg.facts.signings import Signing
from kg.model import Claim, Commitment, Event, Factuality, Span, Statement

OPENERS = frozenset({"to", "that", "on", "upon", "the", "need", ":", ",", '"', "for"})  # before what is undertaken
OCCASIONS = frozenset({"meeting", "call", "dialogue", "summit", "conference", "visit", "signing"})


def commitments(context: Context) -> Iterator[Commitment]:
    """The commitments of a document, in text order."""
    found = [*_undertaken(context), *_signed(context)]
    for act, by in sorted(found, key=lambda pair: (pair[0].first, pair[0].after)):
        yield _commitment(context, act, by)


def _undertaken(context: Context) -> Iterator[tuple[Act, tuple[int, ...]]]:
    done: list[tuple[Act, tuple[int, ...]]] = []
    for act in find_acts(context):
        by = committers(context, act, done)
        done.append((act, by))
        if by:
            yield act, by


def _signed(context: Context) -> Iterator[tuple[Act, tuple[int, ...]]]:
    """One act for every clause that tells of a signature given: by the parties, else by the signers."""
    sides = sides_of(context)
    for told in context.signings:
        instrument = next((i for t in told.things if (i := context.instruments.get(t.head))), None)
        if instrument is None or not told.verbal or not told.force.real or told.force.purpose:
            continue
        acting = told.behalf if sides.parties(told.behalf) else told.signers
        signers = [j for i in (*acting, *told.others) for j in sides.parties((i,)) or (i,)]
        by = tuple(dict.fromkeys(signers))
        whole = actors.resolved(context.mentions, by) and not set(by) < set(instrument.parties)
        by = by if whole else instrument.parties
        if actors.resolved(context.mentions, by):
            yield replace(_signature(context, told), instrument=instrument), by


def _signature(context: Context, told: Signing) -> Act:
    """Verb and instrument as the core; the rest of the clause is added. Of a list of instruments, its head is all."""
    end = context.parsed.block_tokens[context.parsed.block_of[told.head]][1]
    if any(t.first >= end for t in told.things):
        first, after = syntax.trim(context.parsed.doc, context.parsed.doc[told.head].left_edge.i, end)
        content = min(told.head + 1, after - 1)
        return Act("signed", told.head, first, after, content, None, "signing", told.force)
    first = min(told.head, *(t.first for t in told.things))
    core = max(told.head + 1, *(t.after for t in told.things))
    listed = core > told.after
    core, content = (told.after, told.head + 1) if listed else (core, told.things[0].first)
    added = addition(core, told.after)
    return Act("signed", told.head, min(first, told.head), core, content, None, "signing", told.force, added=added)


def find_acts(context: Context) -> list[Act]:
    """The acts of a document, in text order, those within the content of another left out."""
    found: list[list[Act]] = [[] for _ in context.parsed.blocks]
    for sentence in context.parsed.sentences:
        b = context.parsed.block_of[sentence.start]
        if not is_heading(context, b):
            found[b].extend(_of_sentence(context, sentence.start, sentence.end))
    return with_lists(context, found)


def _of_sentence(context: Context, first: int, after: int) -> list[Act]:
    verbs = list(verb_acts(context, first, after))
    futures = list(future_acts(context, first, after))
    nouns = list(noun_acts(context, first, after))
    doc = context.parsed.doc
    outer = [*verbs, *futures]
    kept = [a for a in (*outer, *nouns) if not any(o is not a and contains(o, doc[a.head]) for o in outer)]
    return apart(kept, context)


def _commitment(context: Context, act: Act, by: tuple[int, ...]) -> Commitment:
    span = context.parsed.span(act.first, act.after)
    date, words = deadlines.due(context, act)
    amount = _amount(context, span)
    return Commitment(
        id=context.new_id("commitment"),
        evidence=(span, *(context.parsed.span(a, b) for a, b in act.added)),
        rule=f"commitments.{act.form}",
        confidence=0.75 if act.form == "noun" else 0.7 if act.impersonal else 0.85,
        factuality=_factuality(context, act, span),
        committers=by,
        strength=act.strength,
        action=_action(context, act),
        addressees=_addressees(context, act),
        due=date,
        due_words=words,
        amount=amount,
        condition=_condition(context, act),
        novelty=criteria.novelty(context, act),
        criteria=criteria.criteria(context, act, by, dated=words is not None, paid=amount is not None),
        principles=criteria.principles(context, act),
        expressed_in=_expressed_in(context, act, span),
        made_at=_made_at(context, act),
        concerns=concerned(context, (act.content, act.after)),
        topics=topics(context, (act.first, act.after)),
        bindingness=bindingness.of_act(context, act),
    )


def _factuality(context: Context, act: Act, span: Span) -> Factuality:
    """Stated, also of what is to come, unless it is denied, hangs on a condition, or somebody else tells of it."""
    if act.force.factuality in {Factuality.NEGATED, Factuality.HYPOTHETICAL}:
        return act.force.factuality
    told = (s for s in context.found(Statement) if any(c.covers(span) for c in (*s.content, *s.quotes)))
    return Factuality.ATTRIBUTED if next(told, None) is not None else Factuality.STATED


def _condition(context: Context, act: Act) -> Span | None:
    """What the act hangs on, or what its performance hangs on."""
    done = act_taken(context.parsed.doc[act.head]) if act.force.condition is None else None
    return act.force.condition if done is None else force(context.parsed, context.lexicon, done.i).condition


def _action(context: Context, act: Act) -> str:
    """What is undertaken, in the text's words, without the words that open it."""
    first = act.content
    while first < act.after - 1 and context.parsed.words[first] in OPENERS:
        first += 1
    return context.parsed.surface(first, act.after)


def _addressees(context: Context, act: Act) -> tuple[int, ...]:
    """Whom an appeal is addressed to."""
    if act.strength != "calls-for":
        return ()
    thing = object_taken(context.parsed.doc[act.head])
    return actors.actors(context.mentions, context.lexicon, thing)


def _amount(context: Context, span: Span) -> str | None:
    """The claim with the money pledged."""
    sums = (c for c in context.found(Claim) if c.rule == MONEY)
    return next((c.id for c in sums if any(span.overlaps(e) for e in c.evidence)), None)


def _expressed_in(context: Context, act: Act, span: Span) -> str | None:
    if act.instrument is not None:
        return act.instrument.id
    overlapping = (s for s in context.found(Statement) if any(c.overlaps(span) for c in (*s.content, *s.quotes)))
    return next((s.id for s in overlapping), None)


def _made_at(context: Context, act: Act) -> str | None:
    """The event at which it was undertaken: named in the sentence, else the only one that the text tells of."""
    held = [e for e in context.found(Event) if e.status != "planned" and e.type in OCCASIONS]
    sentence = context.parsed.sentence(act.head)
    span = context.parsed.span(sentence.start, sentence.end)
    named = [e for e in held if any(span.covers(context.mentions[m].span) for m in e.mentions)]
    main = [e for e in held if e.type != "signing"]
    return (named[0].id if named else None) or (main[0].id if len(main) == 1 else None)
