"""Counts of hits, misses and false finds, and the measures made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

G = TypeVar("G")
S = TypeVar("S")

KINDS = (
    "official", "post", "post_strict", "country", "place", "organization", "event", "participant", "statement",
    "commitment", "agreement", "quantity",
)  # fmt: skip
"""What is scored by precision and recall, in the order of the table."""


@dataclass(slots=True)
class Count:
    """Hits, false finds and misses of one kind."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Hits over finds; 0 without finds."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def recall(self) -> float:
        """Hits over gold; 0 without gold."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """Something missed, found wrongly, or found with a wrong detail."""

    kind: str
    document: str
    what: str  # missed | spurious | wrong
    detail: str


@dataclass
class Report:
    """The outcome of an evaluation."""

    counts: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    details: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))  # right or wrong, one a hit
    errors: list[Error] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # annotated texts that the graph does not have

    @property
    def mean_f1(self) -> float:
        """Mean F1 of the kinds that gold or graph have anything of."""
        seen = [c.f1 for c in self.counts.values() if c.hits + c.false + c.missed]
        return sum(seen) / len(seen) if seen else 0.0

    def accuracy(self, detail: str) -> float:
        """The share of hits whose detail is right."""
        outcomes = self.details[detail]
        return sum(outcomes) / len(outcomes) if outcomes else 0.0

    def add(self, kind: str, document: str, hits: int, missed: Iterable[object], false: Iterable[object]) -> None:
        """Count the outcome of one document."""
        for what, items in (("missed", missed), ("spurious", false)):
            found = [Error(kind, document, what, str(item)) for item in items]
            self.errors.extend(found)
            if what == "missed":
                self.counts[kind].missed += len(found)
            else:
                self.counts[kind].false += len(found)
        self.counts[kind].hits += hits

    def table(self) -> str:
        """The measures as lines of text."""
        lines = [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'hits':>6}{'false':>6}{'missed':>7}"]
        for kind, c in self.counts.items():
            measures = f"{c.precision:7.3f}{c.recall:7.3f}{c.f1:7.3f}"
            lines.append(f"{kind:22}{measures}{c.hits:6}{c.false:6}{c.missed:7}")
        lines.append(f"{'mean F1':22}{'':14}{self.mean_f1:7.3f}")
        lines += [f"{d:22}{self.accuracy(d):7.3f} of {len(self.details[d])}" for d in sorted(self.details)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Pairs:
    """A one-to-one matching."""

    hits: list[tuple[int, int]]  # positions in gold and in system
    missed: list[int]
    false: list[int]


def pair(gold: Sequence[G], system: Sequence[S], weight: Callable[[G, S], float]) -> Pairs:
    """Match greedily by weight, the heaviest first; what weighs nothing does not match."""
    weights = ((weight(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(system))
    hits: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(system)))
    for value, i, j in sorted(weights, reverse=True):
        if value > 0 and i in left and j in right:
            hits.append((i, j))
            left.remove(i)
            right.remove(j)
    return Pairs(hits, sorted(left), sorted(right))
