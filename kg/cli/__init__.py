"""The command ``kg``. A command parses, makes one call and prints; what it calls is imported only then."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; errors that are expected are one line on standard error and an exit status."""
    from kg.cli.commands import app
    from kg.errors import KgError

    try:
        app(prog_name="kg")
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
