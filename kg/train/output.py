"""A trained model as a folder: spaCy's files, and a card that says what it is."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.about import __version__ as spacy_version
from spacy.language import Language

import kg
from kg.errors import UsageError
from kg.train.recogniser import recogniser
from kg.train.scores import Found

CARD = "README.md"


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to. ``texts``: how many were learnt from, told when to stop, and judged."""

    start: str
    texts: tuple[int, int, int]
    seed: int
    rounds: int  # 0: nothing got better, the names are found as before
    before: Found
    after: Found
    licence: str
    model: str = ""  # name and version, as a run records them

    def table(self) -> Iterator[str]:
        """F1 by label on the texts that were judged: before, after, and how many there are to find."""
        yield f"{'label':<10} {'before':>7} {'after':>7} {'names':>6}"
        for label in self.after.labels():
            scores = f"{self.before.f1(label):7.3f} {self.after.f1(label):7.3f}"
            yield f"{label:<10} {scores} {self.after.gold(label):6}"
        yield f"{'all':<10} {self.before.f1():7.3f} {self.after.f1():7.3f}"


def prepared(out: Path) -> None:
    """Raise UsageError when a folder holds something that is no model."""
    if out.exists() and not (out / "meta.json").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out}: is there and is no model; give a new folder")


def written(nlp: Language, made: Trained, out: Path) -> Trained:
    """Write the model with its card; the version ends in a hash of the weights."""
    weights = hashlib.sha256(recogniser(nlp).to_bytes(exclude=["vocab"])).hexdigest()
    nlp.meta["name"] = "kg"
    nlp.meta["version"] = f"{kg.__version__}+{weights[:12]}"
    nlp.meta["description"] = f"Names in diplomatic texts; trained by kg {kg.__version__} from {made.start}"
    nlp.meta["performance"] = {f"{label}_f": round(made.after.f1(label), 4) for label in made.after.labels()}
    named = replace(made, model=f"{nlp.meta['lang']}_kg {nlp.meta['version']}")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kg-", dir=out.parent) as folder:
        fresh = Path(folder) / "model"
        nlp.to_disk(fresh)
        (fresh / CARD).write_text(card(named), encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        fresh.replace(out)
    return named


def card(made: Trained) -> str:
    """The model card, in Markdown."""
    learnt, stopping, judged = made.texts
    table = "\n".join(f"    {line}" for line in made.table())
    return f"""# {made.model}

Finds names in diplomatic texts, for `kg build --model`. Trained by kg {kg.__version__} with spaCy {spacy_version}
from {made.start}; tagger and parser are those of that model.

- Data: {learnt} annotated texts; {stopping} more said when to stop ({made.rounds} rounds, seed {made.seed}).
  The texts themselves are not in the model.
- Licence: that of the model it started from ({made.licence}), and what the licence of your texts asks.
- Figures: F1 of exact spans on {judged} texts that took no part, near-copies (same day) kept together:

{table}

- Limits: English; names as your annotators mark them; dates, sums and numbers as the model it started from sees
  them. It gives no probabilities. The rules use names only where reference data and grammar are silent, so measure with
  `kg evaluate` whether graphs gain.
"""
