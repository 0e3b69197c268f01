"""Agreements, signatures and commitments."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Agreement, Commitment, Signature
from kg.rdf.scope import Scope, Triple, date_literal
from kg.vocab import DIP, RDFS, concept


def agreement(scope: Scope, fact: Agreement) -> Iterator[Triple]:
    """An instrument with its parties."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, "Agreement")
    yield node, RDFS.label, scope.label(fact.label)
    yield node, DIP.instrumentType, concept("instruments", fact.type)
    yield node, DIP.agreementStatus, concept("agr-status", fact.status)
    yield node, DIP.bindingness, concept("bindingness", fact.bindingness)
    yield node, DIP.subjectMatter, scope.label(fact.subject or fact.label)
    yield from ((node, DIP.party, n) for n in scope.actors(fact.parties))
    if fact.date:
        yield node, DIP.date, date_literal(fact.date)
    yield from ((node, DIP.concludedIn, n) for n in scope.actors(() if fact.place is None else (fact.place,)))
    if fact.event:
        yield node, DIP.madeAt, scope.fact(fact.event)
    yield from ((node, DIP.about, concept("topics", topic)) for topic in fact.topics)


def signature(scope: Scope, fact: Signature) -> Iterator[Triple]:
    """One node for every actor that the signer comes to."""
    for n, key in enumerate(scope.keys(fact.signed_by), 1):
        one = scope.numbered(fact, n)
        yield from scope.typed(one, "Signature")
        node = scope.fact(one.id)
        yield scope.fact(fact.agreement), DIP.signature, node
        yield node, DIP.signedBy, scope.entity(key)
        if fact.on_behalf_of:
            yield node, DIP.onBehalfOf, scope.entity(fact.on_behalf_of)
        if fact.capacity:
            yield node, DIP.inCapacity, scope.fact(fact.capacity)


def commitment(scope: Scope, fact: Commitment) -> Iterator[Triple]:
    """Who binds himself to what, how strongly, until when and on what condition."""
    node = scope.fact(fact.id)
    yield from scope.typed(fact, "Commitment")
    yield from ((node, DIP.committer, n) for n in scope.actors(fact.committers))
    yield from ((node, DIP.addressee, n) for n in scope.actors(fact.addressees))
    yield node, DIP.action, scope.label(fact.action)
    yield node, DIP.strength, concept("strength", fact.strength)
    yield node, DIP.bindingness, concept("bindingness", fact.bindingness)
    yield node, DIP.novelty, concept("novelty", fact.novelty)
    yield from ((node, DIP.meetsCriterion, concept("criteria", name)) for name in fact.criteria)
    yield from ((node, DIP.principle, concept("principles", name)) for name in fact.principles)
    yield from ((node, DIP.concerns, n) for n in scope.actors(fact.concerns))
    yield from ((node, DIP.about, concept("topics", topic)) for topic in fact.topics)
    yield from _terms(scope, fact)


def _terms(scope: Scope, fact: Commitment) -> Iterator[Triple]:
    node = scope.fact(fact.id)
    if fact.due:
        yield node, DIP.dueDate, date_literal(fact.due)
    if fact.due_words:
        yield node, DIP.dueBy, scope.time(fact.due_words)
    if fact.amount:
        yield node, DIP.amount, scope.fact(fact.amount)
    if fact.condition:
        yield node, DIP.condition, scope.span(fact.condition)
    if fact.expressed_in:
        yield node, DIP.expressedIn, scope.fact(fact.expressed_in)
    if fact.made_at:
        yield node, DIP.madeAt, scope.fact(fact.made_at)
