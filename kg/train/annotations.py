"""Gold files → labelled spans of their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.gold import Gold, read_gold
from kg.model import Span

NAMED = (("officials", "PERSON"), ("people", "PERSON"), ("organizations", "ORG"), ("places", "GPE"))
"""Sections of a gold file that list names, and what the recogniser of names calls them."""

LABELLED = (("events", "EVENT"), ("agreements", "LAW"))
"""Sections whose labels are names where they begin with a capital."""

CLAUSES = (("statements", "STATEMENT"), ("commitments", "COMMITMENT"))
"""Sections whose evidence is a clause."""


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """Characters of a text and what they are."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its annotations. Texts of one ``group`` may repeat one another: all are learnt from, or none."""

    name: str
    text: str
    group: str
    annotations: tuple[Annotation, ...]


def from_gold(folder: Path, texts: Path) -> list[Annotated]:
    """The texts that the gold files of a folder annotate; raises InputError."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise InputError(f"{folder}: no gold files; they are named <id>.yaml")
    return [_annotated(file, texts) for file in files]


def _annotated(file: Path, texts: Path) -> Annotated:
    found = sorted(texts.glob(f"{file.stem}_*.txt"))
    if not found:
        raise InputError(f"{texts}: no text {file.stem}_*.txt for the gold file {file.name}")
    with found[0].open(encoding="utf-8", newline="") as opened:
        text = opened.read()
    gold = read_gold(file, text)
    group = str(gold.data.get("date") or file.stem)
    return Annotated(file.stem, text, group, tuple(sorted({*_outermost(_names(gold)), *_clauses(gold)})))


def _names(gold: Gold) -> Iterator[Annotation]:
    """Every place at which a name of the gold file stands, as whole words that begin with a capital."""
    for form, label in dict.fromkeys(_forms(gold)):
        if any(c.isupper() for c in form):
            words = r"\s+".join(map(re.escape, form.split()))
            for m in re.finditer(rf"(?<!\w){words}(?!\w)", gold.text):
                yield Annotation(Span(*m.span()), label)


def _forms(gold: Gold) -> Iterator[tuple[str, str]]:
    for section, label in NAMED:
        for item in gold.get(section):
            whole = item if isinstance(item, dict) else {"name": item}
            yield from ((str(form), label) for form in (whole.get("name", ""), *(whole.get("aliases") or ())))
    for section, label in LABELLED:
        named = (str(item.get("label") or "") for item in gold.get(section))
        yield from ((form, label) for form in named if form[:1].isupper())


def _clauses(gold: Gold) -> Iterator[Annotation]:
    for official in gold.posts():
        evidence, title = str(official.get("evidence") or ""), str(official.get("title") or "")
        begin, within = gold.text.find(evidence), evidence.find(title)
        if title and begin >= 0 and within >= 0:
            yield Annotation(Span(begin + within, begin + within + len(title)), "TITLE")
    for section, label in CLAUSES:
        yield from (Annotation(Span(*gold.span(item["evidence"])), label) for item in gold.get(section))


def _outermost(found: Iterable[Annotation]) -> Iterator[Annotation]:
    """The longest of those that overlap, as a name within a longer one is part of it."""
    end = 0
    for one in sorted(found, key=lambda a: (a.span.start, -a.span.end, a.label)):
        if one.span.start >= end:
            yield one
            end = one.span.end
