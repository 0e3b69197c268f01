"""A graph served for tests: by the application itself, or by a process on a free port."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KG = str(Path(sys.executable).with_name("kg"))


@contextlib.contextmanager
def client(path: Path, **settings) -> Iterator:
    """A client that talks to the application without a network."""
    from starlette.testclient import TestClient

    from kg.serve.app import application
    from kg.serve.site import Settings, Site

    hosts = ("testserver", "127.0.0.1")
    with TestClient(application(Site(path, Settings(hosts=hosts, **settings))), follow_redirects=False) as found:
        yield found


@contextlib.contextmanager
def server(path: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """``kg serve`` in a process: its address and the process."""
    process = subprocess.Popen(
        [KG, "serve", str(path), "--port", "0", *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        line = process.stderr.readline()
        address = re.search(r"http://\S+?/(?=\s)", line)
        assert address, line + process.stderr.read()
        yield address[0].rstrip("/"), process
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()
