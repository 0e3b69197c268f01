"""What a finder of mentions yields: a guess with a score and the name of its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Form, How, Kind, Office


@dataclass(slots=True, kw_only=True)
class Proposal:
    """Tokens ``[first, after)`` may mention something. Settled by ``kg.mentions.settle``; then frozen as a Mention.

    ``holder`` and ``organization`` point at other proposals, because indices are known only after settling.
    """

    first: int
    after: int
    kind: Kind
    form: Form
    name: str
    keys: tuple[str, ...] = ()
    how: How = How.EXACT
    why: str = ""
    office: Office | None = None  # its ``holder`` and ``organization`` stay None here
    holder: Proposal | None = None
    organization: Proposal | None = None
    refers: list[Proposal] = field(default_factory=list)
    org_kind: str = ""
    country: str | None = None
    group: str = ""
    aliases: tuple[str, ...] = ()
    source: str = "grammar"  # gazetteer | grammar | model
    score: float = 0.9

    def overlaps(self, other: Proposal) -> bool:
        """Whether the two share a token."""
        return self.first < other.after and other.first < self.after

    def covers(self, other: Proposal) -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.after <= self.after
