"""The writer's lock of a graph behind an endpoint: a triple that names its owner and ends by itself.

An endpoint cannot tell whether a writer still lives. So a lock holds for an hour from the last sign of its owner,
and that of a process of this machine which is gone does not hold at all.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import StoreLockedError
from kg.store import answers
from kg.store.endpoint import Endpoint
from kg.store.remote import Names

LEASE = 3600  # seconds


@dataclass(slots=True)
class Lock:
    """The lock of a graph; held between ``take`` and ``release``."""

    endpoint: Endpoint
    names: Names
    updates: str  # where updates go
    _mine: str = ""

    def take(self) -> None:
        """Take the lock; raises StoreLockedError when somebody else holds it."""
        self._refuse_others()
        self._write(_owner())
        try:
            self._refuse_others()  # two may have come at once: then neither goes on
        except StoreLockedError:
            self.release()
            raise

    def renew(self) -> None:
        """Give a sign of life; raises StoreLockedError when the lock was taken over."""
        self._refuse_others()
        self._write(_owner())

    def release(self) -> None:
        """Let the lock go."""
        self._update([f"DELETE DATA {{ {self._triple(self._mine)} }}"])
        self._mine = ""

    def _write(self, new: str) -> None:
        old = [f"DELETE DATA {{ {self._triple(self._mine)} }}"] if self._mine else []
        self._update([*old, f"INSERT DATA {{ {self._triple(new)} }}"])
        self._mine = new

    def _refuse_others(self) -> None:
        for found in self._found():
            if found == self._mine:
                continue
            if _holds(found):
                owner = " on ".join(found.split("|")[:2])
                raise StoreLockedError(
                    f"{self.endpoint.url}: another process ({owner}) is writing to this graph; wait for it to end"
                )
            self._update([f"DELETE DATA {{ {self._triple(found)} }}"])

    def _found(self) -> Iterator[str]:
        text = f"SELECT ?lock WHERE {{ GRAPH <{self.names.store}> {{ ?s {self.names.term('lock')} ?lock }} }}"
        rows = answers.solutions(text, self.endpoint.ask)
        assert isinstance(rows, ox.QuerySolutions)
        return (row["lock"].value for row in rows)

    def _triple(self, value: str) -> str:
        return f"GRAPH <{self.names.store}> {{ <{self.names.store}> {self.names.term('lock')} {ox.Literal(value)} }}"

    def _update(self, operations: list[str]) -> None:
        self.endpoint.update(operations, self.updates)


def _owner() -> str:
    return f"{os.getpid()}|{socket.gethostname()}|{int(time.time()) + LEASE}|{os.urandom(4).hex()}"


def _holds(lock: str) -> bool:
    """Whether the owner of a lock may still be at work."""
    pid, host, until, _ = (*lock.split("|"), "", "", "0", "")[:4]
    if not until.isdecimal() or int(until) < time.time():
        return False
    return host != socket.gethostname() or not pid.isdecimal() or _lives(int(pid))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
