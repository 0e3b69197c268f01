"""Propositions that somebody vouches for: what a statement says is so, as a fact of its own.

Only what is told as a plain fact counts: a finite clause, not a wish, a duty or a plan, and no question. What is a
figure and no more is a claim already (``kg.facts.quantities``).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.facts import colour, syntax
from kg.facts.content import Range
from kg.facts.context import Context
from kg.facts.dates import dates_within
from kg.facts.quantities import area
from kg.model import Claim, Fact, Factuality, Span, Statement

FACTUAL = frozenset({"assert", "acknowledge", "stress", "recall", "reaffirm", "announce", "warn", "assure"})
PERSONAL = frozenset({"i", "we"})
QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "where", "when", "which"})
SHORTEST = 3  # tokens a proposition has


def claims(context: Context) -> Iterator[Fact]:
    """The propositions of a text's statements, in text order."""
    counted = {(c.statement, c.proposition) for c in context.found(Claim)}
    for statement in context.found(Statement):
        words = _words(context, statement)
        if words is not None and _is_factual(context, statement, words):
            proposition = " ".join(context.parsed.surface(*words).split())
            if (statement.id, proposition) not in counted:
                yield _claim(context, statement, words, proposition)


def _words(context: Context, statement: Statement) -> Range | None:
    """The tokens of an indirect or mixed statement, from its first word to its last."""
    if statement.mode == "direct" or statement.factuality != Factuality.ATTRIBUTED or not statement.speakers:
        return None
    spans = sorted((*statement.content, *statement.quotes))
    first, after = context.parsed.tokens(Span(spans[0].start, spans[-1].end))
    return (first, after) if after - first >= SHORTEST else None


def _is_factual(context: Context, statement: Statement, words: Range) -> bool:
    """Whether a statement's content is a finite clause told as a fact."""
    doc = context.parsed.doc
    if statement.act not in FACTUAL or doc[words[0]].lower_ in QUESTIONS:
        return False
    main = next((t for t in doc[words[0] : words[1]] if _is_main(t, words)), None)
    if main is None or not syntax.is_finite(main) or syntax.modality(main) != "real" or syntax.in_condition(main):
        return False
    own = syntax.subject_child(main)
    return own is not None and words[0] <= own.i < words[1] and own.lower_ not in PERSONAL


def _is_main(token: Token, words: Range) -> bool:
    outside = not words[0] <= token.head.i < words[1] or token.head.i == token.i
    return outside and syntax.is_verb(token) and token.dep_ not in {"aux", "auxpass"}


def _claim(context: Context, statement: Statement, words: Range, proposition: str) -> Claim:
    times = dates_within(context, *words)
    return Claim(
        id=context.new_id("claim"),
        evidence=(context.parsed.span(*words),),
        rule="claim-proposition",
        confidence=round(statement.confidence - 0.05, 2),
        factuality=Factuality.ATTRIBUTED,
        proposition=proposition,
        statement=statement.id,
        claimants=statement.speakers,
        area=area(context, words),
        period=times[0].span if times else None,
        topics=colour.topics(context, words),
    )
