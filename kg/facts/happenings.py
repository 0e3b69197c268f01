"""What the text says happened, once for every mention: candidates for events, before they are merged.

A happening comes from an event noun ("the visit of X to Y", "the Seventh … Dialogue") or from a verb ("X met Y").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.context import Context
from kg.facts.dates import TimeExpression
from kg.layout import BlockKind


@dataclass(slots=True, eq=False)
class Happening:
    """One telling of something that takes place; tokens throughout."""

    type: str
    head: int
    first: int  # evidence: the clause or phrase that says so
    after: int
    mentions: list[int] = field(default_factory=list)
    label: tuple[int, int] | None = None
    named: bool = False
    ordinal: int | None = None
    actors: dict[int, str] = field(default_factory=dict)  # mention → role
    sides: dict[int, str] = field(default_factory=dict)  # mention → key of whom it acts for
    when: TimeExpression | None = None
    place: int | None = None
    seat: int | None = None  # the country that hosts it: where it is, if nothing says a town
    stops: tuple[int, ...] = ()  # of a visit to several places: all of them, where ``place`` is None
    aim: bool = False  # what a journey is made for: "travelled to Oslo for talks with", "to attend the Forum"
    host: int | None = None
    status: str = ""  # held | planned | ongoing; empty: not said
    told: bool = False  # a finite clause says that it took, takes or will take place
    anaphor: bool = False  # "the meeting", "this dialogue": known from before
    other: str = ""  # "next" or "last": another one than that in play
    within: list[int] = field(default_factory=list)  # mentions of events it is part of
    instrument: str = ""  # of a signing: the words for what is signed
    unreal: bool = False
    spots: list[int] = field(default_factory=list)  # of a merged one: the head tokens of all its tellings
    delegation: bool = False  # tells who belongs to a delegation
    unnamed: bool = False  # with people whom it does not name: "discussions with counterparts"
    along: tuple[int, ...] = ()  # of those who go along: whom they accompany
    first_person: bool = False  # the speaker's own: "my visit to Chile", "I will visit Chile"
    several: bool = False

    def join(self, found: tuple[int, ...], role: str = "participant") -> None:
        """Let actors take part; a more telling role replaces "participant"."""
        for i in found:
            if self.actors.get(i, "participant") == "participant":
                self.actors[i] = role


def in_heading(ctx: Context, token: int) -> bool:
    """Whether a token stands in a title or heading."""
    return ctx.parsed.block(token).kind in {BlockKind.TITLE, BlockKind.HEADING}
