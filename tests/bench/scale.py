"""Measure builds, and print tables in Markdown: ``python -m tests.bench.scale [TEXTS.jsonl] --part workers``.

TEXTS is a file of JSON Lines with ``text``; without one, texts are put together from sentences of tests/texts. Every
build is a process of its own, from cold start to exit. CPU counts the workers too; peak memory is that of the largest
process. Nothing is asserted; times depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.run import KG, ROOT, START_UP, machine

PLAIN = """
import json, sys
from kg.parse import _load
nlp = _load(None)
texts = [json.loads(line)["text"] for line in open(sys.argv[1])]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
TEXTACY = """
import json, sys
from kg.parse import _load
from textacy.extract import direct_quotations, subject_verb_object_triples
nlp = _load(None)
found = {"SVO triples": 0, "quotations": 0}
for line in open(sys.argv[1]):
    doc = nlp(json.loads(line)["text"])
    found["SVO triples"] += len(list(subject_verb_object_triples(doc)))
    try:
        found["quotations"] += len(list(direct_quotations(doc)))
    except ValueError:
        pass  # an odd number of quotation marks
print(found)
"""


class Cost(NamedTuple):
    """What a process took: seconds, CPU seconds, MiB of the largest process, and what it printed."""

    wall: float
    cpu: float
    peak: float
    said: str


class Texts(NamedTuple):
    """Where the texts are, and a folder to work in."""

    rows: list[str]  # lines of JSON
    folder: Path

    def first(self, n: int) -> Path:
        """A file with the first ``n`` texts; always the same file, as when a corpus grows."""
        path = self.folder / "texts.jsonl"
        path.write_text("".join(self.rows[:n]))
        return path

    def graph(self) -> Path:
        """A graph folder with nothing in it."""
        shutil.rmtree(self.folder / "graph", ignore_errors=True)
        return self.folder / "graph"


def ran(arguments: Sequence[str]) -> Cost:
    """One process."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.DEVNULL, cwd=ROOT)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        out.seek(0)
        said = out.read().decode().strip()
    return Cost(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def build(texts: Path, graph: Path, *options: str) -> Cost:
    """``kg build``."""
    return ran([KG, "build", str(texts), "-o", str(graph), *options])


def table(*rows: Sequence[object]) -> None:
    """Print a table; the first row is its head."""
    head, *lines = [[f"{c:,.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    print("\n| " + " | ".join(head) + " |\n| --- |" + " ---: |" * (len(head) - 1))
    for line in lines:
        print("| " + " | ".join(line) + " |", flush=True)


def speed(texts: Texts, n: int) -> None:
    """A build, and its Turtle, against the language model alone with all its components."""
    file, rows = texts.first(n), []
    plain = ran([sys.executable, "-c", PLAIN, str(file)])
    tokens = int(plain.said)
    whole = build(file, texts.graph())
    turtle = ran([KG, "export", str(texts.folder / "graph"), "-f", "turtle", "-o", str(texts.folder / "g.ttl")])
    again = ran([sys.executable, "-c", PLAIN, str(file)])
    floor = min(plain.cpu, again.cpu)
    for name, cost in (("nlp.pipe", floor), ("kg build", whole.cpu), ("kg build and Turtle", whole.cpu + turtle.cpu)):
        rows.append((name, cost, tokens / cost, floor / cost))
    table((f"{n} texts, {tokens:,} tokens", "CPU s", "tokens a CPU second", "of nlp.pipe"), *rows)


def workers(texts: Texts, n: int) -> None:
    """One worker and two."""
    file = texts.first(n)
    one, two = build(file, texts.graph()), build(file, texts.graph(), "--workers", "2")
    rows = ((f"{k}", cost.wall, cost.cpu, cost.peak, one.wall / cost.wall) for k, cost in ((1, one), (2, two)))
    table((f"workers, {n} texts", "s", "CPU s, all processes", "peak MiB", "times as fast"), *rows)


def sizes(texts: Texts, n: int) -> None:
    """Cost for each text, and memory, as the corpus grows."""
    rows = []
    for size in sorted({n // 20, n // 10, n // 2, n} - {0}):
        cost = build(texts.first(size), texts.graph())
        rows.append((f"{size:,}", cost.wall, cost.cpu, 1000 * cost.cpu / size, cost.peak))
    table(("texts", "s", "CPU s", "CPU ms a text", "peak MiB"), *rows)


def synthetic(texts: Texts, n: int) -> None:
    """Likewise for short invented texts, ten times as many."""
    sizes(Texts(list(invented(10 * n, sentences=5)), texts.folder), 10 * n)


def incremental(texts: Texts, n: int) -> None:
    """A corpus that is built, to which one text is added, from which one is taken, in which nothing changes."""
    graph = texts.graph()
    build(texts.first(n - 1), graph)
    rows = []
    for name, size in (("one text added", n), ("nothing changed", n), ("one text taken away", n - 1)):
        cost = build(texts.first(size), graph)
        rows.append((name, cost.wall, cost.cpu, cost.peak))
    alone = build(Texts(texts.rows[n - 1 : n], texts.folder).first(1), texts.graph())
    rows.insert(0, ("that text alone", alone.wall, alone.cpu, alone.peak))
    table((f"{n:,} texts", "s", "CPU s", "peak MiB"), *rows)


def commands(texts: Texts, n: int) -> None:
    """Every command from cold start to exit, on a small graph."""
    graph = texts.graph()
    build(texts.first(min(n, 20)), graph)
    ask = "SELECT ?f WHERE { ?f a dip:Commitment }"
    fact = ran([KG, "query", str(graph), ask, "-f", "csv", "--limit", "1"]).said.split()[-1]
    rows = []
    for command in START_UP:
        arguments = [KG, *(a.replace("{g}", str(graph)).replace("{fact}", fact) for a in command)]
        costs = sorted(ran(arguments) for _ in range(3))
        shown = " ".join(a.replace("{g}", "GRAPH").replace("{fact}", "FACT") for a in command)
        rows.append((f"`kg {shown}`", costs[1].wall, costs[1].cpu, costs[1].peak))
    table(("command", "s", "CPU s", "peak MiB"), *rows)


def textacy(texts: Texts, n: int) -> None:
    """textacy's triples and quotations on the same texts."""
    try:
        import textacy as _  # noqa: F401 (whether it is installed)
    except ImportError:
        print("\ntextacy is not installed: pip install textacy")
        return
    file = texts.first(n)
    theirs, ours = ran([sys.executable, "-c", TEXTACY, str(file)]), build(file, texts.graph())
    found = ", ".join(f"{many:,} {what}" for what, many in json.loads(theirs.said.replace("'", '"')).items())
    rows = (("textacy", theirs.wall, theirs.cpu, theirs.peak, found),)
    kg = ("kg build", ours.wall, ours.cpu, ours.peak, " ".join(ours.said.split(":", 1)[-1].split(",")[1].split()))
    table((f"{n} texts", "s", "CPU s", "peak MiB", "found"), *rows, kg)


PARTS: dict[str, Callable[[Texts, int], None]] = {
    "speed": speed,
    "workers": workers,
    "sizes": sizes,
    "synthetic": synthetic,
    "incremental": incremental,
    "commands": commands,
    "textacy": textacy,
}


def invented(n: int, *, sentences: int = 25) -> Iterator[str]:
    """Texts put together from sentences of the invented releases, no two alike."""
    chance = random.Random(7)
    known = [s for f in sorted((ROOT / "tests" / "texts").glob("*.txt")) for s in split(f.read_text())]
    for k in range(n):
        text = " ".join(chance.sample(known, sentences))
        yield (
            json.dumps({"id": f"t{k}", "text": f"Release no. {k}\n\n{text}", "date": f"2020-01-{k % 28 + 1:02}"}) + "\n"
        )


def split(text: str) -> list[str]:
    """Sentences, roughly."""
    return [" ".join(s.split()) for s in re.split(r"(?<=[.!?])\s+", text) if 30 < len(s) < 400]


def main() -> None:
    """Measure some parts, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("texts", nargs="?", type=Path, help="JSON Lines; else texts are invented")
    parser.add_argument("--part", action="append", choices=PARTS, help="default: all")
    parser.add_argument("--documents", type=int, default=200, help="how many texts (default: 200)")
    options = parser.parse_args()
    rows = list(invented(options.documents))
    if options.texts:
        rows = options.texts.read_text().splitlines(keepends=True)
        random.Random(3).shuffle(rows)
    n = min(options.documents, len(rows))
    print(f"Measured on {machine()}.")
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        for name in options.part or PARTS:
            PARTS[name](Texts(rows, Path(folder)), n)


if __name__ == "__main__":
    main()
