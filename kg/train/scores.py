"""How well names are found: exact spans and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from kg.train.examples import KEPT, Window
from kg.train.recogniser import recogniser

BATCH = 64


@dataclass
class Found:
    """Counts by label, of the labels that are taught."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def f1(self, label: str | None = None) -> float:
        """F1 of a label, or over all; 0 where there is nothing to find."""
        right, wrong, missed = (c[label] if label else c.total() for c in (self.right, self.wrong, self.missed))
        return 2 * right / (2 * right + wrong + missed) if right else 0.0

    def gold(self, label: str) -> int:
        """How many there are to find."""
        return self.right[label] + self.missed[label]

    def labels(self) -> list[str]:
        """The labels of which there is any to find."""
        return sorted(self.right.keys() | self.missed.keys())


def score(nlp: Language, windows: Sequence[Window]) -> Found:
    """What the recogniser of names finds in some windows."""
    found = Found()
    blank = (w.blank(nlp.vocab) for w in windows)
    for window, doc in zip(windows, recogniser(nlp).pipe(blank, batch_size=BATCH), strict=True):
        gold = {e for e in window.entities if e[2] not in KEPT}
        told = {(e.start, e.end, e.label_) for e in doc.ents if e.label_ not in KEPT}
        found.right.update(label for *_, label in gold & told)
        found.wrong.update(label for *_, label in told - gold)
        found.missed.update(label for *_, label in gold - told)
    return found
