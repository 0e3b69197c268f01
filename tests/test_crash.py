"""kill -9 at any moment: the next build ends with the graph of an undisturbed one. `make bench` tries more moments."""

from __future__ import annotations

import random

import pytest

from tests.crash import built, killed


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for n in range(12):
        words = f"President Bo Oll of Norway met {n + 2} ministers from Chile in Geneva on {n + 1} May 2020. She left. "
        (folder / f"{n}.txt").write_text(words * 5)
    return folder


@pytest.fixture(scope="module")
def undisturbed(texts, tmp_path_factory):
    return built(texts, tmp_path_factory.mktemp("undisturbed") / "g")


@pytest.mark.parametrize("worker", [False, True], ids=["main process", "worker"])
def test_a_killed_build_is_taken_up_again(texts, undisturbed, tmp_path, worker):
    moments = random.Random(worker)
    for _ in range(2):
        killed(texts, tmp_path / "g", moments.uniform(0.5, 6), worker=worker)
    assert built(texts, tmp_path / "g") == undisturbed


@pytest.mark.bench
@pytest.mark.parametrize("worker", [False, True], ids=["main process", "worker"])
def test_a_build_that_is_killed_at_twenty_moments(texts, undisturbed, tmp_path, worker):
    moments = random.Random(20 + worker)
    for n in range(20):
        killed(texts, tmp_path / f"g{n}", moments.uniform(0.2, 8), worker=worker)
        assert built(texts, tmp_path / f"g{n}") == undisturbed
