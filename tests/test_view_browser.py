"""The page with what one short text does not have: dates, every way of vouching, many entities, hostile names."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg import view
from tests import atlas, hostile
from tests.browser import counts, find, needs_browser, pages, point, running, saved

pytestmark = [needs_browser, pytest.mark.browser]


@pytest.fixture(scope="module")
def browser():
    yield from running()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    graph, texts, promised = atlas.small()
    made = tmp_path_factory.mktemp("page") / "zenda.html"
    made.write_text(view.page(graph, texts, title="Zenda", promised=promised).generate_html(), encoding="utf-8")
    return made


@pytest.fixture
def open_page(browser, file):
    with pages(browser) as start:
        yield lambda address="", **options: start(file, address, **options)


def test_evidence_says_who_vouches_and_is_cited(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    find(page, "lower tariffs")
    point(page, page.locator("#details").get_by_role("button", name=re.compile("intends")).first)
    assert "? hypothetical" in page.locator("#details .vouched").inner_text()
    assert "rule: rule 5" in page.locator("#details .pills").inner_text()
    assert page.locator("#details .context").count() == 2
    point(page, page.get_by_role("button", name="Copy citation"))
    page.locator("#live").filter(has_text="Citation copied").wait_for(state="attached")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith(
        "“Sylvania did not sign the treaty.” — Talks in Zenda, 2020-05-04, zenda.txt, characters 163–197"
    )
    assert cited.endswith("https://w3id.org/dip/fact/aaaaaaaaaaaa-commitment2")


def test_every_way_of_vouching_has_its_dash_icon_and_words(open_page):
    page = open_page()
    rows = page.locator("#how .row")
    seen = {
        (row.inner_text().split("\n")[0], row.locator("line").get_attribute("stroke-dasharray")) for row in rows.all()
    }
    assert len(seen) == 6
    assert len({dash for _, dash in seen}) == 6
    drawing = saved(page, "Map as SVG").decode()
    for icon in "❞∴»?✕":
        assert f">{icon}</text>" in drawing


def test_relations_and_vouching_filter_and_go_back(open_page):
    page = open_page()
    point(page, page.locator("#relations").get_by_label("took part in", exact=True))
    assert "6 of 10 lines" in counts(page)
    point(page, page.locator("#how").get_by_label("Show only ✕ negated"))
    assert "1 of 10 lines" in counts(page)
    page.keyboard.press("Alt+ArrowLeft")
    page.locator("#counts").filter(has_text="6 of 10 lines").wait_for()


def test_search_knows_aliases_accents_and_sentences(open_page):
    page = open_page()
    for words, found in (("lone envoy", "Cy Prêt"), ("pret", "Cy Prêt"), ("border by june", "Ruritania pledged")):
        page.locator("#query").fill(words)
        assert found in page.locator("#matches li").first.inner_text()


def test_time_is_narrowed_played_and_undated_left_out(open_page):
    page = open_page()
    point(page, page.locator("#undated"))
    assert "7 of 10 lines" in counts(page)
    page.locator("#since").focus()
    page.keyboard.press("End")
    assert "1 of 10 lines" in counts(page)
    page.keyboard.press("Home")
    point(page, page.get_by_role("button", name="Play"))
    page.locator("#counts").filter(has_text="2 of 10 lines").wait_for()
    point(page, page.get_by_role("button", name="Pause"))


def test_the_table_sorts_by_date_with_the_undated_last(open_page):
    page = open_page()
    page.keyboard.press("t")
    dates = page.locator("#table tbody td:nth-child(4)")
    point(page, page.locator("#table th button").filter(has_text="Date"))
    assert [text for text in dates.all_inner_texts() if text] == sorted(filter(None, dates.all_inner_texts()))
    point(page, page.locator("#table th button").filter(has_text="Date"))
    assert dates.first.inner_text() == "2021-10"
    assert dates.last.inner_text() == ""


def test_the_board_says_who_promised_what_to_whom_by_when(open_page):
    page = open_page()
    page.keyboard.press("c")
    first, second = page.locator("#board tbody tr").all_inner_texts()
    assert [part in first for part in ("Ruritania", "open the border", "Sylvania", "by June 2021")] == [True] * 4
    assert "lower tariffs" in second


def test_turtle_is_a_part_of_the_graph(open_page):
    page = open_page()
    data = saved(page, "Graph as Turtle")
    triples = {
        (q.subject.value, q.predicate.value.rsplit("/", 1)[-1], q.object.value)
        for q in ox.parse(data, format=ox.RdfFormat.TURTLE)
    }
    fact = f"{atlas.BASE}fact/aaaaaaaaaaaa-commitment1"
    assert (fact, "ns#committer", f"{atlas.BASE}country/XR") in triples
    assert (fact, "ns#addressee", f"{atlas.BASE}country/XS") in triples
    assert (fact, "ns#evidence", f"{atlas.BASE}span/aaaaaaaaaaaa-112-162") in triples


def test_the_address_holds_filters_and_view(open_page):
    page = open_page()
    point(page, page.get_by_label("Show only Official"))
    page.keyboard.press("t")
    again = open_page(f"#{page.url.partition('#')[2]}")
    assert counts(again) == counts(page)
    assert again.locator("#table").is_visible()


# Many entities.


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    made = tmp_path_factory.mktemp("page") / "large.html"
    made.write_text(view.page(*atlas.large(2600), title="Large").generate_html(), encoding="utf-8")
    return made


def test_a_large_graph_opens_folded_and_spreads(browser, large):
    with pages(browser) as start:
        page = start(large)
        assert 'data-encoding="gzip"' in large.read_text(encoding="utf-8")
        assert "Folded into groups" in page.locator("#note").inner_text()
        find(page, "envoy 1234")
        assert "Around Envoy 1234" in page.locator("#scope-words").inner_text()
        page.locator("#details .entry em").first.click()
        page.locator("#details blockquote").first.wait_for()
        point(page, page.get_by_role("button", name="Whole map"))
        for _ in range(2):
            page.locator("#network").focus()
            page.keyboard.press("Escape")
            until_group(page)
            point(page, page.get_by_role("button", name="Open this group"))
        assert len(set(re.findall(r"open=(\d+)", page.url))) == 2


def until_group(page):
    """Walk over the map until a folded group is chosen, and open its panel."""
    for _ in range(200):
        page.keyboard.press("ArrowRight")
        if re.search(r" \+[\d,]+$", page.locator("#live").inner_text()):
            break
    page.keyboard.press("Enter")


# Hostile names.


@pytest.mark.parametrize("part", range(4))
def test_sixty_hostile_strings_do_nothing(browser, tmp_path, part):
    assert len(set(hostile.STRINGS)) >= 60
    graph, texts, promised = hostile.graph()
    title = hostile.STRINGS[part * 15]
    made = tmp_path / "hostile.html"
    html = view.page(graph, texts, title=title, promised=promised).generate_html()
    made.write_bytes(html.encode("utf-8", "replace"))
    name = hostile.STRINGS[part]
    address = urlencode({"entity": f"urn:{name}", "view": name, "caption": name, "step": name, "focus": name})
    with pages(browser) as start:
        page = start(made, f"#{address}")
        _everywhere(page)
        assert not page.evaluate("'hit' in globalThis")


def _everywhere(page):
    for key in "tcd":
        page.keyboard.press(key)
    page.locator("#text button").first.click()
    for chip in page.locator("#text .chip").all()[:1]:
        chip.click()
    for words in ("script", "onload", "proto"):
        find(page, words)
        page.locator("#details .entry").first.click()
    page.keyboard.press("m")
    box = page.locator("#network").bounding_box()
    for share in (0.3, 0.5, 0.7):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed svg").count() == 1
    assert b"<script" not in saved(page, "Map as SVG")
    page.locator("#tell summary").click()
    page.locator("#caption").fill(hostile.STRINGS[0])
    page.get_by_role("button", name="Save this view").click()
