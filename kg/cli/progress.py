"""A progress bar, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from kg.cli.output import note


@contextlib.contextmanager
def bar(what: str, out: object, *, resumes: bool = True) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with the number done and of all; None when standard error is not a terminal."""
    try:
        if not sys.stderr.isatty():
            yield None
            return
        yield from _shown(what)
    except KeyboardInterrupt as error:
        done = f": {error}" if str(error) else ""
        again = " The same command goes on where this one stopped." if resumes else ""
        note(f"kg: interrupted{done}; {out} still holds what it held.{again}")
        raise SystemExit(130) from None


def _shown(what: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None, rate="")

        def told(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f} documents/s" if speed else "")

        yield told
