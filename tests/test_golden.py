"""The graph of the sample communiqué, quad for quad. After a wanted change: ``make golden``, and read the diff."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import kg

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "sample.nq"
SAMPLE = "data/communiques/000_5bb7eec6b387a1af.txt"
BUILD = f"import kg, sys; kg.build([{SAMPLE!r}], sys.argv[1])"


def graph(folder: Path, seed: str = "0") -> str:
    """N-Quads of the sample's own facts, without what names the version of the rules that made them."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", BUILD, folder], env=environment, cwd=ROOT, check=True)
    with kg.open(folder) as opened:
        lines = opened.export(folder.with_suffix(".nq"), "nquads").read_text(encoding="utf-8").splitlines()
    own = (line for line in lines if not line.endswith("/graph/vocabulary> ."))
    masked = (re.sub(r"/run/[0-9a-f]+", "/run/RUN", line) for line in own)
    return "\n".join(sorted(line for line in masked if not line.startswith("<https://w3id.org/dip/run/"))) + "\n"


def test_the_sample_is_as_it_was_and_the_same_whatever_the_hash_seed(tmp_path):
    first, second = graph(tmp_path / "a", "0"), graph(tmp_path / "b", "1")
    assert first == second
    missing = set(GOLDEN.read_text(encoding="utf-8").splitlines()) - set(first.splitlines())
    added = set(first.splitlines()) - set(GOLDEN.read_text(encoding="utf-8").splitlines())
    assert not missing | added, "\n".join([*(f"- {line}" for line in missing), *(f"+ {line}" for line in added)][:40])


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        GOLDEN.write_text(graph(Path(made) / "graph"), encoding="utf-8")
