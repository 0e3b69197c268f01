"""The page: self-contained, the same bytes every time, hostile names inert, every line opens its sentence."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg import view
from kg.view.layout import positions
from kg.view.page import bundle
from kg.view.payload import Utf16, dumps
from tests.browser import needs_browser, opened

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory):
    """The graph of the sample communiqué."""
    path = tmp_path_factory.mktemp("sample") / "graph"
    kg.build([ROOT / "data" / "communiques"], path)
    return path


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
    with opened(sample_page) as shown:
        assert shown.console == []
        assert shown.requests == [sample_page.as_uri()]


@needs_browser
@pytest.mark.browser
def test_a_person_is_found_and_a_line_opens_its_sentence(sample_page):
    with opened(sample_page) as shown:
        page = shown.page
        page.keyboard.press("/")
        page.keyboard.type("nielsen")
        page.wait_for_timeout(200)
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        assert "Kirstjen Nielsen" in page.locator("#details").inner_text()
        page.locator("#details").get_by_role("button", name=re.compile("took part in.*Dialogue")).first.click()
        quote = page.locator("#details blockquote").first
        assert "participated for the United States" in quote.inner_text()
        assert quote.locator("mark.subject").first.inner_text() == "Kirstjen Nielsen"
        assert shown.console == []


@needs_browser
@pytest.mark.browser
def test_a_click_on_a_drawn_line_shows_its_sentence(sample_page):
    with opened(sample_page) as shown:
        page = shown.page
        box = page.locator("#network canvas").bounding_box()
        quote = page.locator("#details blockquote")
        places = (
            (x, share) for share in (0.62, 0.7) for x in range(int(box["width"] * 0.3), int(box["width"] * 0.7), 7)
        )
        for x, share in places:
            page.mouse.move(box["x"] + x, box["y"] + box["height"] * share)
            page.wait_for_timeout(50)
            page.mouse.click(box["x"] + x, box["y"] + box["height"] * share)
            page.wait_for_timeout(350)  # two clicks in a row would be a double click
            if quote.count():
                break
        assert quote.first.inner_text()
        assert shown.console == []


@needs_browser
@pytest.mark.browser
def test_the_legend_filters(sample_page):
    with opened(sample_page) as shown:
        page = shown.page
        before = page.locator("#counts").inner_text()
        page.get_by_label("Show only Country").click()
        assert page.locator("#counts").inner_text().startswith("2 of")
        page.get_by_role("button", name="Show everything").click()
        assert page.locator("#counts").inner_text() == before


HOSTILE = [
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}",
    "<svg onload=alert(1)>", "' onmouseover='alert(1)", "href", "\u202egnirts", "</style><style>*{display:none}",
    "<!--", "]]>", "${alert(1)}", "\\u003cscript\\u003e", "<a href=javascript:alert(1)>x</a>",
]  # fmt: skip


@needs_browser
@pytest.mark.browser
def test_hostile_names_do_nothing(tmp_path):
    graph = nx.MultiDiGraph()
    text = " ".join(HOSTILE)
    texts = {"urn:text": {"title": HOSTILE[0], "date": None, "source": HOSTILE[1], "text": text, "mentions": []}}
    for name in HOSTILE:
        graph.add_node(f"urn:{name}", label=name, kind="Official", aliases=[name])
    for n, name in enumerate(HOSTILE[1:]):
        found = {"evidence": [("urn:text", 0, 9)], "trigger": None, "factuality": "stated", "confidence": 1.0}
        line = {"fact": f"urn:fact{n}", "relation": name, "family": "statement", "rule": name, "date": None}
        graph.add_edge(f"urn:{HOSTILE[0]}", f"urn:{name}", key=name, **line, **found)
    file = tmp_path / "hostile.html"
    file.write_text(view.page(graph, texts, title=HOSTILE[0]).generate_html(), encoding="utf-8")
    with opened(file) as shown:
        shown.page.fill("#query", "</script>")
        shown.page.keyboard.press("Enter")
        shown.page.wait_for_timeout(200)
        for name in ("Table", "Commitments", "Documents", "Map"):
            shown.page.get_by_role("button", name=name, exact=True).click()
            shown.page.wait_for_timeout(50)
        assert shown.console == []
        assert shown.requests == [file.as_uri()]
