"""Zip archives → their members, as if the archive were a folder."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kg.errors import ReadError

LARGEST = 1 << 28  # bytes a member may have once unpacked: a small archive can hold an endless file


def members(path: Path, name: str) -> Iterator[tuple[PurePosixPath, bytes | str]]:
    """Every file of an archive, sorted by name, with its bytes, or why there are none. Raises ReadError."""
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda i: i.filename):
                if not info.is_dir():
                    yield PurePosixPath(info.filename), _content(archive, info)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ReadError(f"{name}: cannot be read as a zip archive: {error}") from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    if info.file_size > LARGEST:
        return f"is larger than {LARGEST >> 20} MiB when unpacked; unpack it and give the file"
    try:
        with archive.open(info) as file:
            return file.read(LARGEST)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        return f"cannot be unpacked: {error}"
