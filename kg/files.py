"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kg.errors import StoreError


@contextlib.contextmanager
def written_to(place: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the operating system says of writing into a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{os.fspath(place)}: cannot be written ({error.strerror or error})") from error


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of ``path`` when the block ends well. Raises StoreError."""
    target = Path(path)
    with written_to(target):
        descriptor, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with written_to(target):
            with os.fdopen(descriptor, "wb") as file:
                yield file
            Path(partial).chmod(0o666 & ~_umask())
            os.replace(partial, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(partial)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
