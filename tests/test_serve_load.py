"""Many clients at once, for a moment; tests/bench/store.py does the same for a minute on a large graph."""

from __future__ import annotations

from tests.bench.serve import TIMEOUT, measure


def test_a_slow_query_holds_nobody_up(small):
    tally = measure(small, 3)
    assert tally.errors == []
    assert len(tally.times) > 20
    assert sorted(tally.times)[len(tally.times) // 2] < TIMEOUT / 2
    assert tally.stopped
    assert all(TIMEOUT <= seconds < TIMEOUT + 8 for seconds in tally.stopped)
