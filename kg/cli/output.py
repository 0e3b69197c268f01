"""Where results go, and in what format."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.errors import UsageError

BY_SUFFIX = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".xml": "xml", ".srx": "xml", ".srj": "json", ".md": "markdown",
    ".txt": "table", ".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".jsonld": "jsonld",
    ".rdf": "rdfxml", ".owl": "rdfxml", ".graphml": "graphml", ".gexf": "gexf",
}  # fmt: skip
QUERY_FILES = (".rq", ".sparql")


def choose_format(form: str | None, out: Path | None, default: str) -> str:
    """The format that was asked for, else that of the file's name, else the default."""
    return form or (BY_SUFFIX.get(out.suffix.lower(), default) if out else default)


def deliver(portions: Iterable[bytes], out: Path | None) -> None:
    """Write to a file, which appears whole or not at all, or to standard output."""
    if out is not None:
        from kg.files import replacing

        with replacing(out) as file:
            file.writelines(portions)
        return
    for portion in portions:
        sys.stdout.buffer.write(portion)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Tell something that is not the result, on standard error."""
    print(text, file=sys.stderr)


def announce(url: str, token: str) -> None:
    """Tell where a graph is served, and the token of a server that can be written to."""
    note(f"Open {url} in a browser, or ask {url}sparql; Ctrl-C ends it")
    if token:
        note(f"Who shows this token may change it: {token}")


def terminal_width(out: Path | None) -> int | None:
    """The columns that a table may take; None when it does not go to a terminal."""
    return shutil.get_terminal_size().columns if out is None and sys.stdout.isatty() else None


def query_text(given: str) -> str:
    """A query from the command line: itself, the content of a file, or standard input."""
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    if given.endswith(QUERY_FILES) or (len(given) < 4096 and "\n" not in given and path.is_file()):
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{given}: the query cannot be read ({getattr(error, 'strerror', error)})") from error
    return given


def columns(given: list[str]) -> dict[str, str]:
    """``text=body,date=day`` as a map. Raises UsageError."""
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for one in given for p in one.split(","))):
        field, equals, name = part.partition("=")
        if not equals or not name:
            raise UsageError(f"{part!r} does not say which column a field stands in; write it as text=body")
        found[field] = name
    return found


def given(arguments: list[str]) -> dict[str, str]:
    """``--country MX --since=2020-01-01`` as names and values. Raises UsageError."""
    found: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not name.startswith("--"):
            raise UsageError(f"{argument!r} is not expected here; a parameter is given as --name value")
        if not equals:
            value = next(rest, "")
        if not value:
            raise UsageError(f"{name} needs a value")
        found[name.removeprefix("--").replace("-", "_")] = value
    return found
