"""Whom the title in a headline means when the text names its holder without it.

A government's own release opens "Foreign Secretary meets …" and goes on "Jane Doe met …": readers at home know who
holds the office. Where exactly one person of the opening has no title of his own, that person is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from kg.mentions.proposal import Proposal
from kg.mentions.scene import Scene
from kg.mentions.unsaid import STATED
from kg.model import Office

OPENING = 4  # paragraphs, the title included, in which the holder is named


class Named(Protocol):
    """One person of the text."""

    head: Proposal
    mentions: list[Proposal]

    @property
    def offices(self) -> list[Office]:
        """What the titles beside the person's names say."""


P = TypeVar("P", bound=Named)


def untitled(scene: Scene, title: Proposal, people: Sequence[P]) -> list[P]:
    """The one person of the opening without any title, for a title that the headline has without a name."""
    if not _is_headline(scene, title):
        return []
    blocks = scene.parsed.block_of
    opening = [p for p in people if not p.offices and any(blocks[m.first] < OPENING for m in p.mentions)]
    full = [p for p in opening if len(p.head.name.split()) > 1]
    return full if len(full) == 1 and len(opening) == 1 else []


def _is_headline(scene: Scene, title: Proposal) -> bool:
    """Whether the first line has the title alone, as that of one's own: "Foreign Secretary meets …"."""
    parsed, office = scene.parsed, title.office
    if office is None or office.basis in STATED or not parsed.block_tokens:
        return False
    first, after = parsed.block_tokens[0]
    said = tuple(office.title.lower().split())
    owned = {i for t in scene.offices if t.holder is not None or _is_foreign(scene, t) for i in range(t.first, t.after)}
    starts = (i for i in range(first, after - len(said) + 1) if parsed.words[i : i + len(said)] == said)
    return any(i not in owned and not _follows(scene, i) for i in starts)


def _follows(scene: Scene, i: int) -> bool:
    """Whether a country or another title stands right before a token ("Peru's Foreign Minister")."""
    return i in scene.closes or scene.parsed.words[i - 1 : i] == ("'s",)


def _is_foreign(scene: Scene, title: Proposal) -> bool:
    office = title.office
    return office is not None and office.basis in STATED and office.country not in scene.home
