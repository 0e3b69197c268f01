"""Mentions → facts: an ordered, readable list of rules. A later rule may point at what an earlier one found."""

from __future__ import annotations

from kg.facts.agenda import agenda
from kg.facts.agreements import agreements
from kg.facts.claims import claims
from kg.facts.commitments import commitments
from kg.facts.context import Context, Rule
from kg.facts.events import events
from kg.facts.participations import participations
from kg.facts.quantities import quantities
from kg.facts.statements import statements
from kg.facts.tenures import tenures
from kg.lexicon import Lexicon
from kg.mentions import Mentions
from kg.parse import Parsed
from kg.reference import Reference

RULES: tuple[Rule, ...] = (
    tenures,
    events,
    participations,
    agenda,
    statements,
    quantities,
    claims,
    agreements,
    commitments,
)


def find_facts(parsed: Parsed, mentions: Mentions, lexicon: Lexicon, reference: Reference) -> Context:
    """Everything the rules find in one document, in rule order."""
    context = Context(parsed, mentions, lexicon, reference)
    for rule in RULES:
        context.facts.extend(list(rule(context)))
    return context
