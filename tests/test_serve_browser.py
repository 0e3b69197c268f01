"""The query page and the page of a document, used as a person would, in Chromium."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.browser import ARGUMENTS, Opened, chromium, needs_browser
from tests.served import server

pytestmark = [needs_browser, pytest.mark.browser]


@pytest.fixture(scope="module")
def url(small):
    with server(small) as (found, _):
        yield found


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def shown(browser, url):
    """A page of the browser; nothing may fail in it, and it may ask nobody but the server."""
    found = Opened(browser.new_page(viewport={"width": 1300, "height": 900}))
    found.page.set_default_timeout(15_000)
    yield found
    found.page.close()
    assert [line for line in found.console if line.startswith("error") and "status of 4" not in line] == []
    assert [request for request in found.requests if not request.startswith((url, "data:", "blob:"))] == []


def write(page, text: str) -> None:
    page.click(".cm-content")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_a_query_of_ones_own(shown, url):
    page = shown.page
    page.goto(f"{url}/query")
    write(page, "SELECT ?name WHERE { ?who a dip:Official ; foaf:name ?name } ORDER BY ?name")
    assert page.locator(".sparql-keyword").count() >= 3
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#as-table td")
    assert page.locator("#as-table tbody tr").all_inner_texts() == ["Anna Noll", 'Bo "<b>" Oll']
    assert page.inner_text("#told").startswith("2 rows in")
    with page.expect_download() as download:
        page.click("#save-csv")
    assert "Anna Noll" in download.value.path().read_text(encoding="utf-8")


def test_an_error_is_pointed_at(shown, url):
    page = shown.page
    page.goto(f"{url}/query?query={quote('SELECT ?x WHERE { ?x a dip:Country }} ')}")
    page.wait_for_selector("#told.wrong")
    assert "line 1, column 37" in page.inner_text("#told")
    assert page.inner_text(".sparql-error").startswith("}")


def test_a_question_is_narrowed_and_shown_as_a_graph(shown, url):
    page = shown.page
    page.goto(f"{url}/query")
    page.select_option("#question", "cq07")
    page.fill("#parameters input[name=person]", "Nobody")
    page.click("#run")
    page.wait_for_selector("#told.wrong")
    assert "Nobody" in page.inner_text("#told")
    page.fill("#parameters input[name=person]", "Anna Noll")
    page.click("#run")
    page.wait_for_selector("#told:not(.wrong)")
    page.locator("#told", has_text=re.compile("rows? in")).wait_for()
    write(page, "SELECT ?t WHERE { ?t a dip:Tenure }")
    assert page.is_hidden("#parameters")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#as-table td a")
    page.click("#tab-graph")
    assert page.frame_locator("#as-graph iframe").locator("#counts").inner_text().startswith("2 entities")
    page.click("#tab-table")
    page.click("#as-table td a")
    assert page.url == f"{url}/fact/aaaaaaaaaaaa-tenure1"


def test_a_graph_and_a_truth(shown, url):
    page = shown.page
    page.goto(f"{url}/query?query={quote('CONSTRUCT WHERE { ?c a dip:Country }')}")
    page.wait_for_selector("#as-table pre")
    assert "country:XR a dip:Country" in page.inner_text("#as-table")
    page.goto(f"{url}/query?query={quote('ASK { ?c a dip:Country }')}")
    page.wait_for_selector(".truth")
    assert page.inner_text(".truth") == "Yes"
    assert page.is_hidden("#tab-graph")


def test_completion_offers_terms(shown, url):
    page = shown.page
    page.goto(f"{url}/query")
    write(page, "SELECT * WHERE { ?x a ")
    page.keyboard.type("dip:Coun", delay=30)
    page.wait_for_selector(".cm-tooltip-autocomplete")
    assert "dip:Country" in page.inner_text(".cm-tooltip-autocomplete")


def test_words_light_up_and_the_theme_is_kept(shown, url):
    page = shown.page
    page.goto(f"{url}/doc/aaaaaaaaaaaa")
    assert page.locator("mark").count() > 2
    page.hover("li[data-fact]:first-child")
    assert page.locator("mark.lit").count() > 0
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto(f"{url}/country/XR")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


@pytest.mark.parametrize("where", ["/", "/query", "/doc/aaaaaaaaaaaa", "/person/anna-noll-1", "/search?q=noll", "/ns"])
def test_a_phone_needs_no_sideways_scrolling(shown, url, where):
    shown.page.set_viewport_size({"width": 360, "height": 700})
    shown.page.goto(url + where)
    shown.page.wait_for_timeout(300)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_control_has_a_name_and_can_be_reached(shown, url):
    page = shown.page
    for where in ("/", "/query?question=cq09", "/doc/aaaaaaaaaaaa", "/country/XR"):
        page.goto(url + where)
        page.wait_for_timeout(400)
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, select, textarea, iframe')]
            .filter((e) => e.checkVisibility())
            .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.title || e.labels?.length || e.value))
            .map((e) => e.outerHTML.slice(0, 80))"""
        )
        assert unnamed == []
    page.goto(f"{url}/country/XR")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
