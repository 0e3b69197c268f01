"""Statements and claims."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim, Statement
from kg.rdf.scope import Scope, Triple, decimal, literal
from kg.vocab import DIP, concept

MODES = {"direct": "DirectQuote", "mixed": "MixedQuote", "indirect": "IndirectStatement"}


def statement(scope: Scope, fact: Statement) -> Iterator[Triple]:
    """Something said: by whom, for whom, in what capacity, in which words."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, MODES[fact.mode])
    yield from ((node, DIP.speaker, n) for n in scope.actors(fact.speakers))
    yield from _unknown_speaker(scope, fact)
    yield from ((node, DIP.speakingFor, scope.entity(key)) for key in fact.speaking_for)
    yield from _words(scope, fact)
    yield node, DIP.speechAct, concept("speech-acts", fact.act)
    yield from ((node, DIP.about, concept("topics", topic)) for topic in fact.topics)
    yield from ((node, DIP.concerns, n) for n in scope.actors(fact.concerns))
    if fact.stance:
        yield node, DIP.stance, concept("stances", fact.stance)
    yield from ((node, DIP.stanceToward, n) for n in scope.actors(fact.stance_toward))
    if fact.made_at:
        yield node, DIP.madeAt, scope.fact(fact.made_at)
    if fact.capacity:
        yield node, DIP.inCapacity, scope.fact(fact.capacity)


def _unknown_speaker(scope: Scope, fact: Statement) -> Iterator[Triple]:
    """Why there is no speaker, on the words that should name one; without such words, on the cue."""
    if not any(scope.keys(m) for m in fact.speakers):
        reasons = [scope.extraction.mentions[m].why for m in fact.speakers]
        why = next(filter(None, reasons), "nobody is named as the speaker")
        yield scope.span(fact.source or fact.cue), DIP.unresolvedBecause, literal(why)


def _words(scope: Scope, fact: Statement) -> Iterator[Triple]:
    node = scope.fact(fact.id)
    if fact.source:
        yield node, DIP.sourceSpan, scope.span(fact.source)
    yield node, DIP.cueSpan, scope.span(fact.cue)
    yield from ((node, DIP.contentSpan, scope.span(span)) for span in fact.content)
    yield from ((node, DIP.quoteSpan, scope.span(span)) for span in fact.quotes)


def claim(scope: Scope, fact: Claim) -> Iterator[Triple]:
    """What somebody vouches for, with its figure if it has one."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, "Claim" if fact.quantity is None else "QuantitativeClaim")
    yield node, DIP.proposition, scope.label(fact.proposition)
    if fact.statement:
        yield node, DIP.claimedIn, scope.fact(fact.statement)
    yield from ((node, DIP.claimant, n) for n in scope.actors(fact.claimants))
    yield from _figure(scope, fact)
    yield from ((node, DIP.refArea, n) for n in scope.actors(fact.area))
    if fact.period:
        yield node, DIP.refPeriod, scope.time(fact.period)
    yield from ((node, DIP.about, concept("topics", topic)) for topic in fact.topics)


def _figure(scope: Scope, fact: Claim) -> Iterator[Triple]:
    node = scope.fact(fact.id)
    if fact.quantity is None:
        return
    yield node, DIP.quantity, decimal(fact.quantity)
    yield node, DIP.quantityBound, concept("bounds", fact.bound)
    if fact.upper is not None:
        yield node, DIP.upperQuantity, decimal(fact.upper)
    if fact.unit:
        yield node, DIP.unit, literal(fact.unit)
    if fact.indicator:
        yield node, DIP.indicator, concept("indicators", fact.indicator)
