"""Many clients on one server at once: the part "clients" of tests/bench/store.py.

Eight clients ask, one question after the other, while a ninth asks a query without end again and again. Counted are
answers, errors, times, how long after its limit the endless query is stopped, and the memory of all processes.
"""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2

from tests.served import server

CLIENTS = 8
TIMEOUT = 2.0  # seconds that a query may take
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ASKED = (
    "SELECT ?name WHERE { ?who a dip:Official ; foaf:name ?name } LIMIT 200",
    "SELECT ?action ?words WHERE { ?c a dip:Commitment ; dip:action ?action ; dip:evidence ?words } LIMIT 200",
    "CONSTRUCT { ?a dip:represents ?c } WHERE { ?a dip:represents ?c } LIMIT 200",
    "ASK { ?m a dip:Meeting ; dip:eventStatus 'planned' }",
)


@dataclass
class Tally:
    """What the clients saw."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stopped: list[float] = field(default_factory=list)  # seconds after which the endless query was answered
    memory: list[tuple[int, int]] = field(default_factory=list)  # bytes: of the server, of it and its query processes

    def table(self) -> str:
        """One table in Markdown."""
        times = sorted(self.times)
        quarter = max(1, len(self.memory) // 4)
        memory = [
            " → ".join(f"{statistics.median(found[n * quarter : (n + 1) * quarter]) / (1 << 20):.0f}" for n in range(4))
            for found in zip(*self.memory, strict=True)
        ]
        rows = (
            ("answers", f"{len(times):,}"),
            ("errors", f"{len(self.errors)}"),
            ("median ms", f"{statistics.median(times) * 1000:.0f}"),
            ("99th of 100, ms", f"{times[int(len(times) * 0.99)] * 1000:.0f}"),
            ("slowest ms", f"{times[-1] * 1000:.0f}"),
            ("endless queries stopped", f"{len(self.stopped)}"),
            (f"after s (limit {TIMEOUT:g})", f"{min(self.stopped):.2f} to {max(self.stopped):.2f}"),
            ("memory of the server, MB, quarter by quarter", memory[0]),
            ("and of its query processes with it", memory[1]),
        )
        return "| | |\n| --- | ---: |\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)


def processes(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == root:
            found += processes(int(path.parent.name))
    return found


def resident(root: int) -> tuple[int, int]:
    """Bytes that a process holds, and that it holds with its children; shared pages are counted once (PSS)."""
    own, *others = (held(pid) for pid in processes(root))
    return own, own + sum(others)


def held(pid: int) -> int:
    """Bytes that a process holds; 0 when it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:"))


def busiest(url: str) -> str:
    """The page of the country that the most facts name."""
    sparql = (
        "SELECT ?c WHERE { ?c a dip:Country OPTIONAL { ?f ?p ?c } } GROUP BY ?c ORDER BY DESC(COUNT(?f)) ?c LIMIT 1"
    )
    response = httpx2.get(f"{url}/sparql", params={"query": sparql}, timeout=60)
    return "/country/" + response.json()["results"]["bindings"][0]["c"]["value"].rpartition("/")[2]


def asking(url: str, page: str, number: int, until: float, tally: Tally) -> None:
    """One client: queries, questions and pages in turn."""
    wanted = [f"/sparql?{urlencode({'query': q})}" for q in ASKED]
    wanted += [page, "/search?q=minister", f"/data?graph={quote('https://w3id.org/dip/graph/none')}"]
    with httpx2.Client(base_url=url, timeout=60) as client:
        for where in itertools.islice(itertools.cycle(wanted), number, None):
            if time.monotonic() > until:
                return
            started = time.monotonic()
            response = client.get(where)
            tally.times.append(time.monotonic() - started)
            if response.status_code != (404 if "none" in where else 200):
                tally.errors.append(f"{where}: {response.status_code} {response.text[:200]}")


def slowly(url: str, until: float, tally: Tally) -> None:
    """The client with the query that never ends."""
    with httpx2.Client(base_url=url, timeout=60) as client:
        while time.monotonic() < until:
            started = time.monotonic()
            response = client.get("/sparql", params={"query": SLOW})
            tally.stopped.append(time.monotonic() - started)
            if response.status_code != 503:
                tally.errors.append(f"endless query: {response.status_code} {response.text[:200]}")


def measure(graph: Path, seconds: float) -> Tally:
    """Serve a graph to all clients for a time."""
    tally = Tally()
    with server(graph, "--timeout", str(TIMEOUT), "--workers", "4") as (url, process):
        page = busiest(url)
        for where in ("/", page):
            httpx2.get(url + where, timeout=120)
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=asking, args=(url, page, n, until, tally)) for n in range(CLIENTS)]
        threads.append(threading.Thread(target=slowly, args=(url, until, tally)))
        for thread in threads:
            thread.start()
        while time.monotonic() < until:
            tally.memory.append(resident(process.pid))
            time.sleep(min(1.0, seconds / 12))
        for thread in threads:
            thread.join()
    return tally
