"""The page: self-contained, the same bytes every time, hostile names inert, every line opens its sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg import view
from kg.view.layout import positions
from kg.view.page import bundle
from kg.view.payload import Utf16, dumps
from tests import hostile
from tests.browser import Opened, needs_browser, running

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample_page(sample_graph, tmp_path_factory):
    with kg.open(sample_graph) as graph:
        return view.write(graph.store, tmp_path_factory.mktemp("page") / "view.html", title="Sample")


def test_the_page_is_small_and_names_no_other_place(sample_page):
    html = sample_page.read_text(encoding="utf-8")
    assert len(html.encode()) < 1_000_000
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", html)
    assert "default-src 'none'" in html


def test_the_same_graph_gives_the_same_bytes(sample_graph, tmp_path):
    code = "import sys, kg\nfrom kg import view\nview.write(kg.open(sys.argv[1]).store, sys.argv[2])"
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, sample_graph, tmp_path / seed], env=environment, check=True)
    assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()


def test_offsets_become_utf16():
    count = Utf16("a😀b")
    assert [count(0), count(1), count(2), count(3)] == [0, 1, 3, 4]


def test_json_cannot_leave_its_script():
    text = dumps({"a": "</script><script>alert(1)</script>\u2028"})
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text)["a"].startswith("</script>")


def test_the_bundle_has_no_import_left():
    assert not re.search(r"^\s*(?:import|export)\b", bundle(), re.MULTILINE)
    assert "</script" not in bundle().lower()


def test_layout_is_seeded_and_places_every_node():
    graph = nx.gnm_random_graph(60, 90, seed=1)
    graph = nx.relabel_nodes(graph, str)
    first, groups = positions(graph)
    assert (first, groups) == positions(graph)
    assert set(first) == set(graph)
    assert sorted(n for g in groups for n in g) == sorted(graph)
    assert len(set(first.values())) == 60


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_modules_of_the_page():
    tests = sorted((ROOT / "tests" / "js").glob("*.test.mjs"))
    done = subprocess.run(["node", "--test", *tests], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@needs_browser
@pytest.mark.browser
def test_opening_is_silent_and_asks_for_nothing(sample_page):
    for browser in running():
        context = browser.new_context()
        shown = Opened(context.new_page())
        shown.page.goto(sample_page.as_uri())
        shown.page.locator("html[data-ready]").wait_for(state="attached")
        shown.page.wait_for_timeout(300)
        assert shown.console == []
        assert shown.requests == [sample_page.as_uri()]


class Outline(HTMLParser):
    """The tags of a page before its payload, with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        before, _, after = html.partition(' id="payload"')
        self.feed(before)
        self.payload = after.partition(">")[2].partition("</script>")[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def test_no_heading_leaves_its_place():
    graph = nx.MultiDiGraph()
    graph.add_node("urn:a", label="A", kind="Official", aliases=[])
    plain = Outline(view.page(graph, {}, title="Plain").generate_html()).found
    for title in hostile.STRINGS:
        html = view.page(graph, {}, title=title).generate_html().encode("utf-8", "replace").decode()
        outline = Outline(html)
        assert outline.found == plain, title
        assert json.loads(outline.payload)["title"] == title.encode("utf-8", "replace").decode()
