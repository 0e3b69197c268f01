"""The dataset of an update that its client names beside it.

SPARQL 1.1 Protocol, section 2.2.3: each using-graph-uri counts as a USING clause of every operation, each
using-named-graph-uri as a USING NAMED clause, and an update that has such clauses of its own is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.serve.problems import Problem
from kg.store.sparql import Token, tokens


def using(sparql: str, default: Iterable[str], named: Iterable[str]) -> str:
    """A well-formed update with clauses for these graphs. Raises Problem 400 where it has USING or WITH itself."""
    clauses = [*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)]
    return "".join(_given(list(tokens(sparql)), " ".join(clauses)))


def _given(parts: Sequence[Token], clauses: str) -> Iterator[str]:
    """The text, with the clauses before each WHERE of an operation; DELETE WHERE is written out first."""
    depth, before = 0, ""
    for place, token in enumerate(parts):
        word = "" if depth else token.word
        if word in ("using", "with"):
            raise Problem(400, f"the update has {word.upper()} in it; using-graph-uri cannot be given besides")
        if word == "where":
            yield f"{_group(parts[place + 1 :]) if before == 'delete' else ''} {clauses} "
        yield token.text
        depth += (token.text == "{") - (token.text == "}")
        if token.kind not in ("space", "comment"):
            before = word


def _group(parts: Sequence[Token]) -> str:
    """The text up to the end of the group that begins it."""
    depth = 0
    for place, token in enumerate(parts):
        depth += (token.text == "{") - (token.text == "}")
        if token.text == "}" and not depth:
            return "".join(t.text for t in parts[: place + 1])
    raise AssertionError("the update is well formed")
