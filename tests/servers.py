"""SPARQL servers that the tests start on loopback, each with a folder and ports of its own, and stop again."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import requests

WAIT = 60.0  # seconds that a server may take to answer
NO_VIRTUOSO = "Virtuoso is not installed here, and could not be (Debian package: virtuoso-opensource-7-bin)"
INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 40
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: its query endpoint, and the process."""

    url: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port that nobody listens on, below those that systems give to outgoing connections."""
    while True:
        port = random.SystemRandom().randrange(12_000, 30_000)
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


def virtuoso_binary() -> str | None:
    return shutil.which("virtuoso-t")


@contextlib.contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """The Oxigraph server of PyPI, over a folder."""
    port = free_port()
    [program] = (f for f in metadata.files("oxigraph") or () if f.name == "oxigraph")
    where = ["--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    command = [str(program.locate()), "serve", *where, *options]
    with running(command, folder, f"http://127.0.0.1:{port}/query") as server:
        yield server


@contextlib.contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000, buffers: int = 20_000) -> Iterator[Server]:
    """Virtuoso 7 over a folder; its user dba, password dba, is the one that ``netrc`` writes. ``rows`` caps answers."""
    binary = virtuoso_binary()
    assert binary is not None, NO_VIRTUOSO
    port, sql = free_port(), free_port()
    settings = {
        "folder": folder,
        "port": port,
        "sql": sql,
        "rows": rows,
        "buffers": buffers,
        "dirty": buffers * 6 // 10,
    }
    (folder / "virtuoso.ini").write_text(INI.format(**settings))
    command = [binary, "+configfile", "virtuoso.ini", "+foreground"]
    with running(command, folder, f"http://127.0.0.1:{port}/sparql") as server:
        yield server


@contextlib.contextmanager
def running(command: list[str], folder: Path, url: str) -> Iterator[Server]:
    with (folder / "server.out").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _await(process, url, folder)
        yield Server(url, process)
    finally:
        process.kill()
        process.wait()


def _await(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(requests.RequestException):
            if requests.post(url, data={"query": "ASK {}"}, timeout=5).status_code == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer: {(folder / 'server.out').read_text()[-500:]}")


def netrc(folder: Path, host: str = "127.0.0.1", user: str = "dba", password: str = "dba") -> str:
    """A file of users; its path, for the environment variable NETRC."""
    path = folder / "netrc"
    path.write_text(f"machine {host}\nlogin {user}\npassword {password}\n")
    os.chmod(path, 0o600)
    return str(path)
