"""Whatever is added, changed and removed, in whatever order: the graph is that of a fresh build."""

from __future__ import annotations

import functools
import random

import pytest

import kg
from kg import extractor, graphs, infer
from tests.crash import nquads

COUNTRIES = ("Norway", "Chile", "Ghana", "Jordan")
NAMES = ("Anna Noll", "A. Noll", "Bo Oll", "Carla Ruiz", "Carla M. Ruiz", "Ruiz")
TITLES = ("Foreign Minister", "President", "Ambassador", "Deputy Foreign Minister", "Former President")
BODIES = ("the Ministry of Tides", "the Harbour Council", "NATO", "the Lakes Commission (LAC)")
PLACES = ("Geneva", "Lima", "Accra", "Little Harbour")


def sentence(chance: random.Random) -> str:
    """Something that shares people, offices, bodies, places and events with other texts."""
    who = f"{chance.choice(TITLES)} {chance.choice(NAMES)} of {chance.choice(COUNTRIES)}"
    other = f"{chance.choice(TITLES)} {chance.choice(NAMES)}"
    where, country, body = chance.choice(PLACES), chance.choice(COUNTRIES), chance.choice(BODIES)
    day, number = chance.randint(1, 28), chance.choice(("first", "second", "third"))
    return chance.choice(
        (
            f"{who} met {other} in {where} on {day} May 2020.",
            f"{who} said that {country} will sign the Tides Treaty with {body}.",
            f"{other} led the delegation of {country} at the {number} Harbour Dialogue in {where}.",
            f"The delegation of {country} included {who} and {other}.",
            f"{who} and {other} signed the Agreement on Tides on behalf of {country} in {where} on {day} May 2020.",
            f"{body} welcomed {other}, {chance.choice(TITLES)} of {country}.",
            f"{country} is a member of {body}, whose seat is in {where}.",
        )
    )


def text(chance: random.Random) -> str:
    """A few such sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 5)))


def edited(folder, chance: random.Random) -> None:
    """One or a few texts added, changed, moved or removed."""
    for _ in range(chance.choice((1, 1, 1, 3))):
        files = sorted(folder.iterdir())
        what = chance.choice(("add", "add", "change", "remove", "move"))
        if what == "add" or len(files) < 30:
            (folder / f"{chance.randrange(10**6):06}.txt").write_text(text(chance))
        elif what == "change":
            chance.choice(files).write_text(text(chance))
        elif what == "remove":
            chance.choice(files).unlink()
        else:
            chance.choice(files).rename(folder / f"{chance.randrange(10**6):06}.txt")


def told(made):
    """What a report says of the graph."""
    return made.documents, made.entities, made.merges, made.near, made.duplicates, made.failures


@pytest.fixture(autouse=True)
def quicker(monkeypatch):
    """One model for all builds; little is derived again at once, of few texts as of many."""
    monkeypatch.setattr(extractor, "Extractor", functools.cache(extractor.Extractor))
    monkeypatch.setattr(graphs, "FEW", 0.2)
    monkeypatch.setattr(infer, "AT_ONCE", 7)


def walked(folder, out, fresh, steps: int, seed: int) -> None:
    """Build after every edit, and compare with a build into an empty folder."""
    chance = random.Random(seed)
    folder.mkdir()
    for n in range(36):
        (folder / f"{n}.txt").write_text(text(chance))
    kg.build(folder, out)
    fresh.mkdir()
    for step in range(steps):
        edited(folder, chance)
        changed = kg.build(folder, out)
        anew = kg.build(folder, fresh / str(step), full=True)
        assert told(changed) == told(anew), (seed, step)
        assert nquads(out) == nquads(fresh / str(step)), (seed, step)


def test_a_walk_of_edits(tmp_path):
    walked(tmp_path / "texts", tmp_path / "g", tmp_path / "fresh", 8, 1)


@pytest.mark.bench
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_walks_of_edits(tmp_path, seed):
    walked(tmp_path / "texts", tmp_path / "g", tmp_path / "fresh", 12, seed)
