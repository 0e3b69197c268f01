"""Kill a build, or one of its workers, at some moment; the next build must end with the graph of an undisturbed one."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

KG = [sys.executable, "-m", "kg"]


def command(texts: Path, out: Path, workers: int) -> list[str]:
    """A build from the command line."""
    return [*KG, "build", str(texts), "-o", str(out), "--workers", str(workers)]


def children(process: int) -> list[int]:
    """The worker processes of a build."""
    with contextlib.suppress(OSError):
        found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [p for p in map(int, found) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    return []


def killed(texts: Path, out: Path, moment: float, *, worker: bool) -> None:
    """Start a build and kill it, or a worker of it, after some seconds; wait for whatever is left of it to end."""
    build = subprocess.Popen(command(texts, out, 2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    victims = children(build.pid)[:1] if worker else [build.pid]
    for victim in victims:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    build.wait()


def nquads(path: Path) -> bytes:
    """The graph, as one sorted export."""
    import kg
    from kg.export import export

    with kg.open(path) as graph:
        return b"".join(export(graph.store, "nquads"))


def built(texts: Path, out: Path) -> bytes:
    """A build that is let be; the graph it ends with."""
    subprocess.run(command(texts, out, 2), check=True, stdout=subprocess.DEVNULL)
    return nquads(out)
