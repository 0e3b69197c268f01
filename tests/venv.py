"""Make a virtual environment, also where Debian's python3-venv is missing (then pip comes from get-pip's package)."""

from __future__ import annotations

import subprocess
import sys


def main(folder: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (run by whatever python3 is there)
        print(
            f"Python 3.11 or later is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11",
            file=sys.stderr,
        )
        return 1
    if subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True).returncode == 0:
        return 0
    print("python3 -m venv does not work here; trying virtualenv instead", file=sys.stderr)
    made = subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", folder], capture_output=True)
    if made.returncode:
        print("no virtual environment could be made; install one of: python3-venv, virtualenv", file=sys.stderr)
    return made.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
