"""The training itself: seeded, stopped when texts set aside for that get no better, judged on others."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from spacy.language import Language
from thinc.api import Optimizer, fix_random_seed

from kg import lexicon as lexicons
from kg import reference as references
from kg.errors import InputError
from kg.train.annotations import Annotated
from kg.train.examples import Examiner, Window
from kg.train.output import Trained, prepared, written
from kg.train.recogniser import recogniser
from kg.train.scores import score

ROUNDS, PATIENCE = 12, 2  # rounds over the texts at most, and without a gain
BATCH, RATE, DROP = 16, 0.001, 0.3
JUDGED, STOPPING, FEWEST = 0.2, 0.15, 5  # shares of the texts; fewer texts are refused

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of texts read or learnt from, and of all if no round is saved."""


def train(
    texts: Sequence[Annotated],
    out: Path,
    *,
    model: str | None = None,
    seed: int = 7,
    progress: Progress | None = None,
) -> Trained:
    """Train on annotated texts and write the model to a folder, which may be an earlier model's.

    ``model`` is what to start from. The same texts, seed and versions give the same model on the same machine.
    Raises InputError for too few texts, ModelError, UsageError for a folder with something else in it.
    """
    prepared(out)
    parts = split(texts, seed)
    examiner = Examiner(model, references.load(), lexicons.load())
    nlp, told = examiner.language, progress or _untold
    labels = _taught(texts, recogniser(nlp).labels)
    steps = len(texts) + ROUNDS * len(parts.learnt)
    windows: dict[Annotated, list[Window]] = {}
    for n, text in enumerate(texts, 1):
        windows[text] = examiner.windows(text, labels)
        told(n, steps)
    learnt, stopping, judged = ([w for text in part for w in windows[text]] for part in parts.all())
    before = score(nlp, judged)
    rounds = _learn(nlp, learnt, stopping, seed, lambda n: told(len(texts) + n * len(parts.learnt), steps))
    told(steps, steps)
    counts = (len(parts.learnt), len(parts.stopping), len(parts.judged))
    licence = str(nlp.meta.get("license") or "unknown")
    made = Trained(examiner.model, counts, seed, rounds, before, score(nlp, judged), licence)
    return written(nlp, made, out)


def _taught(texts: Sequence[Annotated], known: Sequence[str]) -> frozenset[str]:
    """The labels that the recogniser has; raises InputError when no annotation bears one of them."""
    if not any(a.label in known for text in texts for a in text.annotations):
        raise InputError(f"no annotation bears a label that the model has: {', '.join(sorted(known))}")
    return frozenset(known)


@dataclass(frozen=True, slots=True)
class Parts:
    """Texts to learn from, to know when to stop, and to judge by."""

    learnt: tuple[Annotated, ...]
    stopping: tuple[Annotated, ...]
    judged: tuple[Annotated, ...]

    def all(self) -> tuple[tuple[Annotated, ...], ...]:
        """The three, in order."""
        return self.learnt, self.stopping, self.judged


def split(texts: Sequence[Annotated], seed: int) -> Parts:
    """Share texts out by a hash of their group; a group is never parted."""
    if len(texts) < FEWEST or len({t.group for t in texts}) < 3:
        raise InputError(f"{len(texts)} annotated texts are too few; it takes {FEWEST}, and three days or publishers")

    def place(text: Annotated) -> str:
        return hashlib.sha256(f"{seed}\x1f{text.group}".encode()).hexdigest()

    groups = [tuple(g) for _, g in itertools.groupby(sorted(texts, key=lambda t: (place(t), t.name)), key=place)]
    judged, rest = _until(groups, JUDGED * len(texts))
    stopping, rest = _until(rest, STOPPING * len(texts))
    if not rest:
        raise InputError("nearly all texts are of one day; nothing is left to judge by")
    return Parts(*(tuple(itertools.chain.from_iterable(part)) for part in (rest, stopping, judged)))


Groups: TypeAlias = Sequence[tuple[Annotated, ...]]


def _until(groups: Groups, texts: float) -> tuple[Groups, Groups]:
    """The first groups that have so many texts, at least one, and the others."""
    sizes = list(itertools.accumulate(map(len, groups)))
    count = 1 + sum(size < texts for size in sizes)
    return groups[:count], groups[count:]


def _learn(
    nlp: Language, learnt: Sequence[Window], stopping: Sequence[Window], seed: int, told: Callable[[int], None]
) -> int:
    """Train the recogniser until it stops getting better, keep its best state; the number of rounds that took."""
    fix_random_seed(seed)
    order, shuffled = random.Random(seed), list(learnt)
    learner, optimizer = recogniser(nlp), nlp.resume_training()
    optimizer.learn_rate = RATE
    best, kept, at = score(nlp, stopping).f1(), learner.to_bytes(), 0
    for n in range(1, ROUNDS + 1):
        order.shuffle(shuffled)
        _once(nlp, optimizer, shuffled)
        told(n)
        now = score(nlp, stopping).f1()
        if now > best:
            best, kept, at = now, learner.to_bytes(), n
        elif n - at >= PATIENCE:
            break
    learner.from_bytes(kept)
    return at


def _once(nlp: Language, optimizer: Optimizer, windows: Sequence[Window]) -> None:
    """Learn from every window once."""
    with nlp.select_pipes(enable=["ner"]):
        for first in range(0, len(windows), BATCH):
            batch = [w.example(nlp.vocab) for w in windows[first : first + BATCH]]
            nlp.update(batch, sgd=optimizer, drop=DROP)


def _untold(_done: int, _total: int) -> None:
    """No progress is told."""
