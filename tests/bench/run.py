"""Measure, and print one table in Markdown: ``make bench``. Nothing is asserted; times depend on the machine.

Every command runs in a process of its own, from cold start to exit; the median of several runs, in seconds.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KG = str(Path(sys.executable).with_name("kg"))
RUNS = 7
ASK = "SELECT ?name WHERE { ?who a dip:Official ; foaf:name ?name }"
START_UP: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("query", "{g}", ASK),
    ("query", "{g}", ASK, "-f", "json"),
    ("ask", "{g}"),
    ("ask", "{g}", "cq03"),
    ("show", "{g}", "US"),
    ("explain", "{g}", "{fact}"),
    ("report", "{g}"),
    ("export", "{g}", "-f", "nquads"),
    ("export", "{g}", "-f", "turtle"),
    ("view", "{g}", "-o", "{g}.html"),
    ("check", "{g}"),
)


def timed(arguments: Sequence[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, arguments: Sequence[str], runs: int = RUNS) -> str:
    """One line of the table."""
    timed(arguments)
    walls, cpus = zip(*(timed(arguments) for _ in range(runs)), strict=True)
    return f"| `{name}` | {statistics.median(walls):.2f} | {min(walls):.2f} | {statistics.median(cpus):.2f} |"


def machine() -> str:
    """What the figures were measured on."""
    versions = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("communique-kg", "pyoxigraph", "spacy", "typer")
    )
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {versions}; load {load:.1f}"
    )


def main() -> None:
    """Build the example graph, time every command on it, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "g")
        build = [KG, "build", str(ROOT / "data" / "examples"), str(ROOT / "data" / "communiques"), "-o", graph]
        subprocess.run(build, check=False, stdout=subprocess.DEVNULL)
        fact = subprocess.run(
            [KG, "query", graph, "SELECT ?f WHERE { ?f a dip:Tenure }", "-f", "csv", "--limit", "1"],
            check=True, capture_output=True, text=True,
        ).stdout.split()[1]  # fmt: skip
        print(f"Measured on {machine()}.\n\n| command | median s | best s | CPU s |\n| --- | ---: | ---: | ---: |")
        for command in START_UP:
            arguments = [a.replace("{g}", graph).replace("{fact}", fact) for a in command]
            shown = " ".join(a.replace("{g}", "GRAPH").replace("{fact}", "FACT") for a in command)
            print(row(f"kg {shown}", [KG, *arguments]))
        print(row("kg build, nothing changed", build, 3))


if __name__ == "__main__":
    main()
