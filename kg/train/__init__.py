"""Annotated texts → a language model whose guesses at names know such texts.

``read`` takes the gold files of ``kg.evaluate`` with their texts, or what Label Studio exports; ``train`` starts from
an installed model, goes on training its recogniser of names, and writes a folder that ``kg build --model`` takes.
Tagger and parser stay as they are. The recogniser keeps the labels it has: persons, organisations, places, countries,
events and instruments are taught, dates, sums and the like are kept as the model it starts from sees them.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.train.annotations import Annotated, Annotation, from_gold
from kg.train.label_studio import from_label_studio, to_label_studio
from kg.train.learn import train
from kg.train.output import Trained

__all__ = ["Annotated", "Annotation", "Trained", "read", "to_label_studio", "train"]


def read(gold: Path, texts: Path | None = None) -> list[Annotated]:
    """Annotated texts: of a folder of gold files and that of their texts, or of a JSON file of Label Studio.

    Raises InputError when a file is malformed, a text is missing or nothing is annotated.
    """
    if texts is not None:
        return from_gold(gold, texts)
    if gold.is_dir():
        raise InputError(f"{gold}: give the folder of the annotated texts too")
    return from_label_studio(gold)
