"""Gold annotations: one YAML file per text (the format is in the docstring of kg.evaluate)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.evaluate.graph import Actor
from kg.evaluate.names import norm, same_name
from kg.evaluate.spans import Range

ISO = re.compile(r"[A-Z]{2}")
UNSURE_NAMES = {
    "TW": ["Taiwan"],
    "HK": ["Hong Kong"],
    "EH": ["Western Sahara"],
    "PS": ["Palestinian", "West Bank", "Gaza"],
}
"""Names by which a country may stand in a passage that annotators did not decide on."""

Item = dict[str, Any]
"""One annotation, as the YAML has it."""


@dataclass
class Gold:
    """The annotations of one text."""

    text: str
    data: Item
    forms: dict[str, list[str]] = field(init=False)  # name → name and aliases
    unsure: list[Range] = field(init=False)

    def __post_init__(self) -> None:
        named = [x if isinstance(x, dict) else {"name": x} for k in NAMED for x in self.get(k)]
        self.forms = {x["name"]: [x["name"], *(x.get("aliases") or [])] for x in named}
        for item in (i for kind in WITH_EVIDENCE for i in self.get(kind)):
            self.span(item["evidence"])
        self.unsure = [self.span(u) for u in self.get("unsure") if not isinstance(u, str) or u in self.text]

    def get(self, kind: str) -> list[Any]:
        """The annotations of a kind; none when the file has no such section."""
        return list(self.data.get(kind) or [])

    def span(self, evidence: str | list[int]) -> Range:
        """Evidence as offsets: a substring that occurs once, or [start, end)."""
        if not isinstance(evidence, str):
            return evidence[0], evidence[1]
        start = self.text.find(evidence)
        if start < 0:
            raise InputError(f"gold: {evidence!r} is not in the text; copy evidence character by character")
        return start, start + len(evidence)

    def is_unsure(self, names: list[str]) -> bool:
        """Whether one of the names stands in a passage that annotators did not decide on."""
        passages = [f" {norm(self.text[begin:end])} " for begin, end in self.unsure]
        return any(norm(n) and f" {norm(n)} " in passage for n in names for passage in passages)

    def posts(self) -> list[Item]:
        """Every post of every official, with the official's name."""
        return [{"name": o["name"], **post} for o in self.get("officials") for post in o.get("posts") or []]

    def is_actor(self, name: str, actor: Actor) -> bool:
        """Whether an actor of the graph is the one of that name or ISO code."""
        if ISO.fullmatch(name):
            return actor.iso == name
        return not actor.iso and same_name(self.forms.get(name, [name]), actor.names)

    def stands_for(self, name: str, actor: Actor) -> bool:
        """The same, but a country and an official who acts for it count as one."""
        if self.is_actor(name, actor):
            return True
        if ISO.fullmatch(name):
            return name in actor.represents
        return bool(actor.iso) and any(actor.iso in (p.get("for") or []) for p in self.posts() if p["name"] == name)

    def actor_overlap(self, names: list[str], actors: list[Actor]) -> float:
        """Common actors over all actors; 1 for two empty lists."""
        if not names and not actors:
            return 1.0
        hits = sum(any(self.is_actor(n, a) for a in actors) for n in names)
        return hits / (len(names) + len(actors) - hits)

    def party_overlap(self, names: list[str], actors: list[Actor]) -> float:
        """Like ``actor_overlap``, over the parties that stand behind the actors."""
        if not names or not actors:
            return float(not names and not actors)
        hits = sum(any(self.stands_for(n, a) for a in actors) for n in names)
        strays = sum(not any(self.stands_for(n, a) for n in names) for a in actors)
        return hits / (len(names) + strays)


WITH_EVIDENCE = ("events", "statements", "commitments", "agreements", "quantities")
NAMED = ("officials", "people", "organizations")


def read_gold(path: Path, text: str) -> Gold:
    """The annotations of a file; raises InputError naming the file."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return Gold(text, data)
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{path}: not a gold annotation ({reason})") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
