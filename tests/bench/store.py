"""Measure the store, and print tables in Markdown: ``make bench``, or ``python tests/bench/store.py GRAPH [PART …]``.

GRAPH is a graph folder (else that of the examples); parts are questions, rdflib, load, virtuoso (else all). CPU seconds
stand beside wall seconds, so that a busy machine does not show. Nothing is asserted.
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pyoxigraph as ox  # noqa: E402

import kg  # noqa: E402
from kg import ids, query, store  # noqa: E402
from kg.prefixes import prefixes  # noqa: E402
from tests import servers  # noqa: E402

ROUNDS = 3
QUADS = 1_000_000
RDFLIB = 60  # documents whose graphs rdflib gets
PATIENCE = 60.0  # seconds for a question to rdflib


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall and CPU seconds, and the result."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - wall, time.process_time() - cpu, found


def raw(reader: Any, sparql: str) -> int:
    """The number of rows that the engine itself finds, each value looked at."""
    found = reader.oxigraph.query(sparql, base_iri=reader.base, prefixes=prefixes(reader.base))
    if isinstance(found, ox.QueryTriples):
        return sum(1 for _ in found)
    width = len(found.variables)
    return sum(1 for _ in [tuple(row[i] for i in range(width)) for row in found])


def ask(graph: kg.Graph, name: str, way: str) -> int:
    """The number of rows of a question, found in a way."""
    return raw(graph.store, query.question(name).sparql) if way == "raw" else len(graph.ask(name))


def questions(folder: str) -> Iterator[str]:
    """Each question through kg and through the engine itself, turn by turn; the best of some rounds."""
    graph = kg.open(folder)
    yield f"\n## {len(graph.store.oxigraph):,} quads: questions through kg and through pyoxigraph\n"
    yield "| question | rows | raw CPU ms | kg CPU ms | ratio | raw wall ms | kg wall ms |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in query.questions():
        best = {"raw": (9e9, 9e9), "kg": (9e9, 9e9)}
        rows = 0
        for _ in range(ROUNDS):
            for way in best:
                wall, cpu, rows = timed(lambda: ask(graph, name, way))  # noqa: B023 (called at once)
                best[way] = (min(best[way][0], wall), min(best[way][1], cpu))
        (raw_wall, raw_cpu), (kg_wall, kg_cpu) = best["raw"], best["kg"]
        yield (
            f"| {name} | {rows} | {raw_cpu * 1e3:.1f} | {kg_cpu * 1e3:.1f} | {kg_cpu / raw_cpu:.2f} "
            f"| {raw_wall * 1e3:.1f} | {kg_wall * 1e3:.1f} |"
        )


def beside_rdflib(folder: str) -> Iterator[str]:
    """Each question through kg and through rdflib's own store, on the graphs of some documents."""
    reader = store.open(folder)
    documents = [g for g in reader.graphs() if g.value.startswith(f"{reader.base}doc/")]
    chosen = [*documents[:RDFLIB], *(g for g in reader.graphs() if g not in documents)]
    with tempfile.TemporaryDirectory() as place:
        with store.rebuild(f"{place}/g", base=reader.base) as writer:
            writer.bulk(q for g in chosen for q in reader.quads(g))
        lines = "".join(sorted({f"{q.triple} .\n" for g in chosen for q in reader.quads(g)}))
        (Path(place) / "g.nt").write_text(lines, encoding="utf-8")
        yield f"\n## {lines.count(chr(10)):,} triples of {len(documents[:RDFLIB])} texts: kg and rdflib's own store\n"
        yield "| question | kg CPU ms | rdflib CPU ms | times |\n| --- | ---: | ---: | ---: |"
        graph = kg.open(f"{place}/g")
        for name in query.questions():
            _, here, _ = timed(lambda: len(graph.ask(name)))  # noqa: B023
            there = in_rdflib(f"{place}/g.nt", name)
            told = f"{there * 1e3:.0f} | {there / here:.0f}" if there is not None else f"> {PATIENCE * 1e3:.0f} | -"
            yield f"| {name} | {here * 1e3:.1f} | {told} |"


def in_rdflib(path: str, name: str) -> float | None:
    """CPU seconds that rdflib takes for a question, without loading; None when it takes too long."""
    command = [sys.executable, __file__, "--rdflib", path, name]
    try:
        told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=3 * PATIENCE)
    except subprocess.TimeoutExpired:
        return None
    return float(told.stdout)


def one_in_rdflib(path: str, name: str) -> None:
    """In a process of its own: load, ask once, print the CPU seconds of asking."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(path, format="nt")
    text = query.question(name).sparql
    print(timed(lambda: len(list(graph.query(text, initNs=prefixes(ids.BASE)))))[1])


def load(folder: str) -> Iterator[str]:
    """Many quads through the writer and through the engine itself, each in a process of its own, turn by turn."""
    yield f"\n## Loading {QUADS:,} quads\n\n| way | wall s | CPU s | peak MB |\n| --- | ---: | ---: | ---: |"
    best: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for way in ("pyoxigraph bulk_extend", "kg writer"):
            command = [sys.executable, __file__, "--load", folder, way]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            found = [float(value) for value in told]
            best[way] = [min(pair) for pair in zip(best.get(way, found), found, strict=True)]
    for way, (wall, cpu, peak) in best.items():
        yield f"| {way} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |"
    plain, ours = best.values()
    yield f"| kg ÷ pyoxigraph | {ours[0] / plain[0]:.2f} | {ours[1] / plain[1]:.2f} | {ours[2] / plain[2]:.2f} |"


def one_load(folder: str, way: str) -> None:
    """In a process of its own: write the quads, print wall and CPU seconds and the peak of memory in MB."""
    reader = store.open(folder)
    quads = itertools.islice(itertools.cycle(reader.quads()), QUADS)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as place:
        wall, cpu, _ = timed(lambda: write(quads, f"{place}/g", way))
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def write(quads: Iterator[ox.Quad], place: str, way: str) -> None:
    if way == "kg writer":
        with store.rebuild(place, base=ids.BASE) as writer:
            writer.bulk(quads)
        return
    plain = ox.Store(place)
    plain.bulk_extend(quads)
    plain.flush()


def virtuoso(folder: str) -> Iterator[str]:
    """The graph into Virtuoso, a second time without changes, and each question there."""
    if servers.virtuoso_binary() is None:
        yield f"\n{servers.NO_VIRTUOSO}"
        return
    reader = store.open(folder)
    with tempfile.TemporaryDirectory() as place:
        os.environ["NETRC"] = servers.netrc(Path(place))
        with servers.virtuoso(Path(place), buffers=100_000) as server:
            yield "\n## Virtuoso\n\n| what | wall s | CPU s of kg |\n| --- | ---: | ---: |"
            for what in ("sent", "sent again, unchanged"):
                wall, cpu, _ = timed(lambda: send(reader, server.url))
                yield f"| {what} | {wall:.1f} | {cpu:.1f} |"
            there = store.open(server.url)
            for name, asked in query.questions().items():
                wall, cpu, same = timed(lambda: answers(there, asked.sparql) == answers(reader, asked.sparql))  # noqa: B023
                yield f"| {name}: {'the same answer' if same else 'ANOTHER ANSWER'} | {wall:.2f} | {cpu:.2f} |"


def send(reader: Any, url: str) -> None:
    with store.publishing(url, base=reader.base) as target:
        target.publish(reader)


def answers(reader: Any, sparql: str) -> list[str]:
    """The rows of a question, sorted; the names within a cell of names as well."""
    found = query.answer(reader, sparql)
    if isinstance(found, query.Solutions):
        rows = (row.as_dict().items() for row in found)
        return sorted(str([sorted(str(v).split(", ")) if n == "by" else v for n, v in row]) for row in rows)
    assert not isinstance(found, bool)
    return sorted(map(str, found))


PARTS = {"questions": questions, "rdflib": beside_rdflib, "load": load, "virtuoso": virtuoso}


def main(arguments: list[str]) -> None:
    """Run the parts, or one measurement of one of them."""
    if arguments[:1] == ["--rdflib"]:
        one_in_rdflib(*arguments[1:])
    elif arguments[:1] == ["--load"]:
        one_load(*arguments[1:])
    else:
        chosen = [PARTS[name] for name in arguments if name in PARTS] or list(PARTS.values())
        with tempfile.TemporaryDirectory() as place:
            folder = next((a for a in arguments if a not in PARTS), None) or example(place)
            for part in chosen:
                for line in part(folder):
                    print(line, flush=True)


def example(place: str) -> str:
    """The graph of the texts that come along."""
    kg.build([ROOT / "data" / "examples", ROOT / "data" / "communiques"], f"{place}/g")
    return f"{place}/g"


if __name__ == "__main__":
    main(sys.argv[1:])
