"""What the page may cost on a large graph, in CPU of the whole browser; tests/bench/view.py measures and tabulates."""

from __future__ import annotations

import pytest

from kg import view
from tests import atlas
from tests.bench import view as bench
from tests.browser import needs_browser

MOST = dict(zip(bench.COLUMNS, (3, 40, 50, 100), strict=True))  # s until ready; ms a step, a key, a click


@needs_browser
@pytest.mark.browser
def test_a_large_graph_stays_fluid(tmp_path):
    file = tmp_path / "large.html"
    file.write_text(view.page(*atlas.large(2600), title="Large").generate_html(), encoding="utf-8")
    spent = bench.measured(file, bench.ours, "html[data-ready]")
    assert set(spent) == set(MOST)
    assert {name: figure for name, figure in spent.items() if figure > MOST[name]} == {}
