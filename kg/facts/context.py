"""What a rule sees, and what it may ask: the text, its mentions, the vocabulary, the facts found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kg.lexicon import Lexicon
from kg.mentions import Mentions
from kg.model import Agreement, Document, Fact, RelativeTime
from kg.parse import Parsed
from kg.reference import Reference

if TYPE_CHECKING:
    from kg.facts.dates import TimeExpression
    from kg.facts.happenings import Happening
    from kg.facts.parties import Sides
    from kg.facts.signings import Signing
    from kg.mentions.event_nouns import Noun

F = TypeVar("F", bound=Fact)


@dataclass(slots=True)
class Context:
    """One document under extraction. Rules read everything and yield facts; only the driver appends to ``facts``."""

    parsed: Parsed
    mentions: Mentions
    lexicon: Lexicon
    reference: Reference
    facts: list[Fact] = field(default_factory=list)
    relative_times: list[RelativeTime] = field(default_factory=list)
    times: tuple[TimeExpression, ...] | None = None  # what kg.facts.dates found; None until somebody asks
    dated: tuple[str | None] | None = None  # the document's own date, once somebody asked for it
    event_nouns: dict[int, Noun] | None = None  # by head token; None until somebody asks
    sides: Sides | None = None  # for whom people act; None until somebody asks
    happenings: dict[str, Happening] = field(default_factory=dict)  # what stands behind each event, by its id
    signings: tuple[Signing, ...] = ()  # the clauses of signing that kg.facts.agreements found
    instruments: dict[int, Agreement] = field(default_factory=dict)  # by the head token of each mention
    _counts: dict[str, int] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The document."""
        return self.parsed.document

    def new_id(self, kind: str) -> str:
        """The next id of a kind: "statement1", "statement2" …"""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}{self._counts[kind]}"

    def found(self, kind: type[F]) -> Iterator[F]:
        """The facts of a class found so far, in order."""
        return (f for f in self.facts if isinstance(f, kind))


Rule = Callable[[Context], Iterator[Fact]]
"""One step of extraction: yields facts in text order."""
