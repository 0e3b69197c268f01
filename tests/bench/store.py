"""Measure the store, and print tables in Markdown: ``python tests/bench/store.py [GRAPH] [--part NAME …]``.

GRAPH is a graph folder (else that of the examples). The parts: questions (each through kg and through the engine
itself), load (many quads through the writer and through the engine itself), rdflib (each question through kg and
through rdflib's own store), clients (several at once for a minute); virtuoso (the graph and the questions there) only
runs when it is named. CPU seconds stand beside wall seconds, so that a busy machine does not show. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pyoxigraph as ox  # noqa: E402

import kg  # noqa: E402
from kg import ids, query, store  # noqa: E402
from kg.prefixes import prefixes  # noqa: E402
from tests import servers  # noqa: E402
from tests.bench import serve  # noqa: E402

ROUNDS = 3
LONG = 2.0  # CPU seconds after which a question is not asked again
LOADS = {250_000: 1, 1_000_000: 2, 2_000_000: 1}  # quads → rounds
RDFLIB = 20  # documents whose graphs rdflib gets
PATIENCE = 15.0  # seconds for a question to rdflib
SECONDS = 60.0  # that the clients go on


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


def questions(folder: Path) -> Iterator[str]:
    """Each question through kg and through the engine itself, turn by turn; the best of some rounds."""
    graph = kg.open(folder)
    yield f"\n## {len(graph.store.oxigraph):,} quads: questions through kg and through pyoxigraph\n"
    yield "| question | rows | raw CPU ms | kg CPU ms | ratio | raw wall ms | kg wall ms |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in query.questions():
        best, rows = in_turns(graph, name)
        (raw_wall, raw_cpu), (kg_wall, kg_cpu) = best["raw"], best["kg"]
        yield (
            f"| {name} | {rows} | {raw_cpu * 1e3:.1f} | {kg_cpu * 1e3:.1f} | {kg_cpu / raw_cpu:.2f} "
            f"| {raw_wall * 1e3:.1f} | {kg_wall * 1e3:.1f} |"
        )


def in_turns(graph: kg.Graph, name: str) -> tuple[dict[str, tuple[float, float]], int]:
    """For both ways the best wall and CPU seconds, and the number of rows."""
    best, rows, spent = {"raw": (9e9, 9e9), "kg": (9e9, 9e9)}, 0, 0.0
    for _ in range(ROUNDS):
        for way in best:
            wall, cpu, rows = timed(lambda: ask(graph, name, way))  # noqa: B023 (called at once)
            best[way] = (min(best[way][0], wall), min(best[way][1], cpu))
            spent += cpu
        if spent > LONG:
            break
    return best, rows


def beside_rdflib(folder: Path) -> Iterator[str]:
    """Each question through kg and through rdflib's own store, on the graphs of some documents."""
    with tempfile.TemporaryDirectory() as place:
        texts, triples = part_of(folder, Path(place))
        yield f"\n## {triples:,} triples of {texts} texts: kg and rdflib's own store\n"
        yield "| question | rows | kg CPU ms | rdflib CPU ms | times |\n| --- | ---: | ---: | ---: | ---: |"
        graph, there = kg.open(f"{place}/g"), Rdflib(f"{place}/g.nt")
        for name in query.questions():
            _, here, rows = timed(lambda: ask(graph, name, "kg"))  # noqa: B023
            cpu, found = there.ask(name)
            told = f"> {PATIENCE * 1e3:.0f} | not ended" if cpu is None else f"{cpu * 1e3:.0f} | {cpu / here:.0f}"
            same = "" if found in (rows, None) else f" (rdflib {found})"
            yield f"| {name} | {rows}{same} | {here * 1e3:.1f} | {told} |"
        there.stop()


def part_of(folder: Path, place: Path) -> tuple[int, int]:
    """Some documents' graphs, and those that are of no document, as a graph and as N-Triples; how many they are."""
    reader = store.open(folder)
    documents = [g for g in reader.graphs() if g.value.startswith(f"{reader.base}doc/")]
    others = [g for g in reader.graphs() if g not in set(documents) and not g.value.endswith("/inferred")]
    chosen = [*documents[:RDFLIB], *others]
    with store.rebuild(place / "g", base=reader.base) as writer:
        writer.bulk(q for g in chosen for q in reader.quads(g))
    lines = sorted({f"{q.triple} .\n" for g in chosen for q in reader.quads(g)})
    (place / "g.nt").write_text("".join(lines), encoding="utf-8")
    return len(documents[:RDFLIB]), len(lines)


class Rdflib:
    """rdflib's own store in a process of its own, which is ended when a question takes too long."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.start()

    def start(self) -> None:
        """Load the graph; waits until it is there."""
        context = multiprocessing.get_context("spawn")
        self.channel, theirs = context.Pipe()
        self.process = context.Process(target=answering, args=(self.path, theirs), daemon=True)
        self.process.start()
        self.channel.recv()

    def ask(self, name: str) -> tuple[float | None, int | None]:
        """CPU seconds and rows of a question; None when it takes too long."""
        self.channel.send(name)
        if self.channel.poll(PATIENCE):
            _, cpu, rows = self.channel.recv()
            return cpu, rows
        self.stop()
        self.start()
        return None, None

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


def answering(path: str, channel: Connection) -> None:
    """In a process of its own: load, then answer."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(path, format="nt")
    channel.send("ready")
    while True:
        text = query.question(channel.recv()).sparql
        channel.send(timed(lambda: len(list(graph.query(text, initNs=prefixes(ids.BASE))))))  # noqa: B023


def load(folder: Path) -> Iterator[str]:
    """Many quads through the writer and through the engine itself, each in a process of its own, turn by turn."""
    yield "\n## Loading\n\n| quads | way | wall s | CPU s | peak MB |\n| ---: | --- | ---: | ---: | ---: |"
    with tempfile.TemporaryDirectory() as place:
        path = f"{place}/quads.nq"
        for quads, rounds in LOADS.items():
            lines(folder, path, quads)
            found = {way: loaded(path, way, rounds) for way in WAYS}
            for way, (wall, cpu, peak) in found.items():
                yield f"| {quads:,} | {way} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |"
            *_, plain, ours = found.values()
            ratios = " | ".join(f"{a / b:.2f}" for a, b in zip(ours, plain, strict=True))
            yield f"| {quads:,} | kg ÷ bulk_extend | {ratios} |"


def lines(folder: Path, path: str, quads: int) -> None:
    """So many quads of a graph as N-Quads; when it has less, more with other IRIs."""
    reader = store.open(folder)
    with open(path, "w", encoding="utf-8") as file:
        copies = (
            str(quad) if n == 0 else str(quad).replace(f"<{reader.base}", f"<{reader.base}{n}/")
            for n in itertools.count()
            for quad in reader.quads()
        )
        file.writelines(f"{line} .\n" for line in itertools.islice(copies, quads))


def loaded(path: str, way: str, rounds: int) -> tuple[float, ...]:
    """The best wall and CPU seconds and peak of memory in MB."""
    command = [sys.executable, __file__, "--load", path, way]
    told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(rounds)]
    return tuple(map(min, zip(*(map(float, line) for line in told), strict=True)))


def one_load(path: str, way: str) -> None:
    """In a process of its own: write the quads, print wall and CPU seconds and the peak of memory in MB."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as place:
        wall, cpu, _ = timed(lambda: WAYS[way](path, f"{place}/g"))
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def by_bulk_load(path: str, place: str) -> None:
    """The engine itself, from the file."""
    plain = ox.Store(place)
    plain.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    plain.flush()


def by_bulk_extend(path: str, place: str) -> None:
    """The engine itself, from the same objects as the writer."""
    plain = ox.Store(place)
    plain.bulk_extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    plain.flush()


def by_writer(path: str, place: str) -> None:
    """The writer, which keeps each triple once more in the union."""
    with store.rebuild(place, base=ids.BASE) as writer:
        writer.bulk(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))


WAYS = {"pyoxigraph bulk_load": by_bulk_load, "pyoxigraph bulk_extend": by_bulk_extend, "kg writer": by_writer}


def clients(folder: Path) -> Iterator[str]:
    """Several clients at once, and the memory of the server."""
    tally = serve.measure(folder, SECONDS)
    yield f"\n## {serve.CLIENTS} clients for {SECONDS:g} s, and one with a query without end\n\n{tally.table()}"
    yield from tally.errors[:10]


def virtuoso(folder: Path) -> Iterator[str]:
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


PARTS = {"questions": questions, "load": load, "rdflib": beside_rdflib, "clients": clients, "virtuoso": virtuoso}


def main() -> None:
    """Run the parts, or one measurement of one of them."""
    if sys.argv[1:2] == ["--load"]:
        one_load(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description="Measure the store.")
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--part", action="append", choices=list(PARTS))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.graph or example(place)
        for name in given.part or [p for p in PARTS if p != "virtuoso"]:
            for line in PARTS[name](folder):
                print(line, flush=True)


def example(place: str) -> Path:
    """The graph of the texts that come along."""
    kg.build([ROOT / "data" / "examples", ROOT / "data" / "communiques"], f"{place}/g")
    return Path(place) / "g"


if __name__ == "__main__":
    main()
