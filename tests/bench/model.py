"""What trained names are worth: ``python tests/bench/model.py [FOLDER …]``, a table in Markdown after each fold.

A FOLDER has texts/ and gold/ (else those of ../shared; skipped where there are none). Five folds by the day of the
text, so that near-copies stay together: a model learns from four by ``kg train`` and meets the fifth, in a build and
alone. Columns are F1: the rules with the model that comes along, the rules with the trained one; below, exact names by
either model without rules. CPU seconds are those of a whole build.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import kg  # noqa: E402
from kg import evaluate, lexicon, reference, store, train  # noqa: E402
from kg.evaluate import KINDS, Count  # noqa: E402
from kg.train.examples import Examiner  # noqa: E402
from kg.train.recogniser import recogniser  # noqa: E402
from kg.train.scores import Found, score  # noqa: E402
from tests.traps import SHARED  # noqa: E402

FOLDS = 5
SYSTEMS = ("rules", "fused")


class Totals:
    """Counts over the folds so far, by system."""

    def __init__(self) -> None:
        self.kinds = {system: {kind: Count() for kind in KINDS} for system in SYSTEMS}
        self.names = {system: Found() for system in SYSTEMS}
        self.seconds: Counter[str] = Counter()

    def add(self, system: str, counts: dict[str, Count]) -> None:
        """Count what an evaluation found."""
        for kind, count in counts.items():
            total = self.kinds[system][kind]
            total.hits += count.hits
            total.false += count.false
            total.missed += count.missed

    def table(self) -> Iterator[str]:
        """In Markdown."""
        yield "| kind | rules alone | fused | gain |\n| --- | ---: | ---: | ---: |"
        rows = [(kind, *(self.kinds[system][kind].f1 for system in SYSTEMS)) for kind in KINDS]
        means = [sum(row[n] for row in rows) / len(rows) for n in (1, 2)]
        for name, before, after in (*rows, ("mean", *means)):
            yield f"| {name} | {before:.3f} | {after:.3f} | {after - before:+.3f} |"
        yield "\n| names, models alone | stock | trained | number |\n| --- | ---: | ---: | ---: |"
        before, after = self.names.values()
        for label in (*after.labels(), None):
            number = after.gold(label) if label else sum(map(after.gold, after.labels()))
            yield f"| {label or 'all'} | {before.f1(label):.3f} | {after.f1(label):.3f} | {number} |"
        yield "\nCPU seconds of the builds: " + ", ".join(f"{s} {self.seconds[s]:.0f}" for s in SYSTEMS)


def fold_of(text: train.Annotated) -> int:
    """The fold of a text, by its day."""
    return int(hashlib.sha256(text.group.encode()).hexdigest(), 16) % FOLDS


def gathered(folders: Sequence[Path], into: Path) -> tuple[Path, Path]:
    """The texts and annotations of all folders in two."""
    texts, gold = into / "texts", into / "gold"
    for kind, target in (("texts", texts), ("gold", gold)):
        target.mkdir()
        for file in (f for folder in folders for f in (folder / kind).iterdir()):
            shutil.copy(file, target)
    return texts, gold


def chosen(names: set[str], texts: Path, gold: Path, into: Path) -> tuple[Path, Path]:
    """Those of some names only."""
    for kind in ("texts", "gold"):
        (into / kind).mkdir(parents=True)
    for name in sorted(names):
        shutil.copy(gold / f"{name}.yaml", into / "gold")
        shutil.copy(next(texts.glob(f"{name}_*.txt")), into / "texts")
    return into / "texts", into / "gold"


def measure(fold: int, everything: Sequence[train.Annotated], totals: Totals, texts: Path, gold: Path) -> None:
    """Train on four folds, and count what both systems find in the fifth."""
    unseen = [t for t in everything if fold_of(t) == fold]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        train.train([t for t in everything if fold_of(t) != fold], place / "model")
        own_texts, own_gold = chosen({t.name for t in unseen}, texts, gold, place / "own")
        for system, model in zip(SYSTEMS, (None, str(place / "model")), strict=True):
            before = time.process_time()
            kg.build(own_texts, place / system, model=model)
            totals.seconds[system] += time.process_time() - before
            found = evaluate.evaluate(store.open(place / system).oxigraph, own_texts, own_gold)
            totals.add(system, found.counts)
            names = alone(model, unseen)
            for mine, more in zip(vars(totals.names[system]).values(), vars(names).values(), strict=True):
                mine.update(more)


def alone(model: str | None, texts: Sequence[train.Annotated]) -> Found:
    """The names that a model finds without rules. Dates and the like count in neither."""
    stock = Examiner(None, reference.load(), lexicon.load())
    labels = frozenset(recogniser(stock.language).labels)
    windows = [w for text in texts for w in stock.windows(text, labels)]
    judged = Examiner(model, reference.load(), lexicon.load()) if model else stock
    return score(judged.language, windows)


def main(folders: Sequence[Path]) -> None:
    """Print the table."""
    folders = folders or [f for f in (SHARED / "eval", SHARED / "train") if f.is_dir()]
    if not folders:
        print("no annotated texts beside the project: skipped")
        return
    with tempfile.TemporaryDirectory() as name:
        texts, gold = gathered(folders, Path(name))
        everything, totals = train.read(gold, texts), Totals()
        for fold in range(FOLDS):
            measure(fold, everything, totals, texts, gold)
            print(f"\n## {fold + 1} of {FOLDS} folds\n\n" + "\n".join(totals.table()), flush=True)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
