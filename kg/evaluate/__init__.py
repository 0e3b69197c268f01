"""Precision and recall of a graph against annotated texts.

A gold file is YAML and named for its text: ``007.yaml`` annotates ``007_….txt``. It says what a careful reader finds in
this text, nothing from outside knowledge. ``evidence`` is a substring that occurs once in the text, copied character
by character, or its offsets ``[start, end)`` in code points. Every section may be left out.

    id: "007"
    date: 2021-05-21          # the document's own date, or null
    lang: en
    officials:                # named persons with an office
      - name: Ana Example     # fullest form in the text, without honorifics
        aliases: [Example]    # other forms of the name
        posts:
          - {title: Deputy Minister, for: [DK], status: substantive, evidence: "Deputy Minister Ana Example"}
                              # for: ISO codes or organisations; status: substantive | acting | former | designate
    people: [Ben Example]     # named persons without an office
    countries: [DK, "NO"]     # by name, demonym, abbreviation, or a capital that stands for the government
    organizations:
      - {name: Example Council, aliases: [EC], kind: igo}
    places: [Geneva]
    events:
      - id: e1
        label: third Example Dialogue
        type: dialogue        # concepts of dipv:event-types
        date: 2021-05-14      # or 2021-05, or "2021"; with place, ordinal, status where the text says them
        place: Geneva
        participants: [Ana Example, DK]
        evidence: "…"
    statements:               # one entry per verb with content; evidence is the content
      - {speaker: [Ana Example], mode: indirect, evidence: "…"}          # direct | mixed | indirect
    commitments:
      - {by: [DK], strength: agreed, evidence: "…", due: "2030"}          # concepts of dipv:strength
    agreements:
      - {label: …, type: mou, status: signed, parties: [DK, "NO"], signatories: [Ana Example], evidence: "…"}
    quantities:
      - {value: 64000, unit: people, what: …, by: [Ana Example], evidence: "…"}
    unsure: ["passage"]       # finds here are neither rewarded nor punished
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.evaluate.gold import read_gold
from kg.evaluate.graph import Source, System
from kg.evaluate.match import compare
from kg.evaluate.scores import KINDS, Count, Error, Report

__all__ = ["KINDS", "Count", "Error", "Report", "evaluate"]


def evaluate(graph: ox.Store, texts: Path, gold: Path) -> Report:
    """Compare a graph with the gold files of a folder; ``texts`` has the texts that they annotate.

    Annotated texts that the graph does not have are listed in the report and count as missed.
    Raises InputError when a gold file is malformed or its text is missing.
    """
    report = Report()
    documents = Source(graph).documents()
    for path in _gold_files(gold):
        annotated = read_gold(path, _text(texts, path.stem))
        if path.stem not in documents:
            report.absent.append(path.stem)
        compare(path.stem, annotated, documents.get(path.stem, System()), report)
    return report


def _gold_files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.yaml"))
    if not found:
        raise InputError(f"{folder}: no gold files; they are named <id>.yaml")
    return found


def _text(folder: Path, name: str) -> str:
    found = sorted(folder.glob(f"{name}_*.txt"))
    if not found:
        raise InputError(f"{folder}: no text {name}_*.txt for the gold file {name}.yaml")
    with found[0].open(encoding="utf-8", newline="") as file:
        return file.read()
