"""The page in a browser, by real clicks and keys: finding, reading, filtering, keeping, and who cannot see or click."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import view
from tests import atlas
from tests.browser import ARGUMENTS, Opened, chromium, needs_browser

pytestmark = [needs_browser, pytest.mark.browser]
AXE = "axe-core@4.10.3"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A small dated page, and a large one that opens folded."""
    folder = tmp_path_factory.mktemp("pages")
    graph, texts, promised = atlas.small()
    (folder / "small.html").write_text(view.page(graph, texts, title="Zenda", promised=promised).generate_html())
    (folder / "large.html").write_text(view.page(*atlas.large(3000), title="Large").generate_html())
    return folder


@pytest.fixture
def open_page(browser, files):
    """name, address → a fresh page, silent at the end, that asked for nothing."""
    opened: list[tuple[Opened, object]] = []

    def start(name="small", address="", **options):
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | options
        )
        shown = Opened(context.new_page())
        shown.page.set_default_timeout(4000)
        shown.page.goto(f"{(files / name).with_suffix('.html').as_uri()}{address}")
        shown.page.locator("html[data-ready]").wait_for(state="attached")
        opened.append((shown, context))
        return shown.page

    yield start
    for shown, context in opened:
        assert shown.console == []
        assert all(url.startswith(("file:", "blob:")) for url in shown.requests)
        context.close()


def find(page, words):
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator("#matches li").first.wait_for()
    page.keyboard.press("Enter")


def counts(page):
    return page.locator("#counts").inner_text()


def saved(page, what):
    page.locator("#save summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=what).click()
    return Path(download.value.path()).read_bytes()


def test_a_newcomers_five_tasks(open_page):
    page = open_page()
    page.locator("#query").click()
    page.keyboard.type("noll")
    page.locator("#matches li").filter(has_text="Anna Noll").first.click()
    page.locator("#details").get_by_role("button", name=re.compile("spoke about.*Sylvania")).click()
    quote = page.locator("#details blockquote .sentence")
    assert quote.inner_text() == "Noll said that trade with Sylvania grew."
    page.get_by_role("button", name="Open document").click()
    assert page.locator("#text .here").first.is_visible()
    page.locator("#text .mention").filter(has_text="Anna Noll").first.click()
    assert "Bo Øll" in page.locator("#details section").first.inner_text()
    page.get_by_role("button", name="Show these meetings").click()
    rows = list(csv.reader(io.StringIO(saved(page, "Table as CSV").decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"Anna Noll", "Bo Øll"}


def test_evidence_says_who_vouches_and_is_cited(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    find(page, "lower tariffs")
    page.locator("#details").get_by_role("button", name=re.compile("intends")).first.click()
    assert "? hypothetical" in page.locator("#details .vouched").inner_text()
    assert "rule: rule 5" in page.locator("#details .pills").inner_text()
    assert page.locator("#details .context").count() == 2
    page.get_by_role("button", name="Copy citation").click()
    page.locator("#live").filter(has_text="Citation copied").wait_for(state="attached")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith(
        "“Sylvania did not sign the treaty.” — Talks in Zenda, 2020-05-04, zenda.txt, characters 163–197"
    )
    assert cited.endswith("https://w3id.org/dip/fact/aaaaaaaaaaaa-commitment2")


def test_a_document_and_its_facts_lead_to_each_other(open_page):
    page = open_page()
    page.get_by_role("button", name="Documents").click()  # a single one opens at once
    page.locator("#text .chip").filter(has_text=re.compile(r"^\d+$")).first.click()
    assert page.locator("#details blockquote").count() == 1
    assert page.locator("#text .chip[aria-pressed=true]").count() == 1
    page.locator("#text .chip").first.click()
    assert page.locator("#details .entry").count() > 1


def test_legend_relations_and_vouching_filter(open_page):
    page = open_page()
    whole = counts(page)
    page.get_by_label("Show only Country").click()
    assert counts(page).startswith("2 of 10 entities · 0 of 10 lines")
    page.get_by_role("button", name="Show everything").click()
    assert counts(page) == whole
    page.locator("#relations").get_by_label("took part in", exact=True).click()
    assert "6 of 10 lines" in counts(page)
    page.locator("#how").get_by_label("Show only ✕ negated").click()
    assert "1 of 10 lines" in counts(page)
    page.keyboard.press("Alt+ArrowLeft")
    page.locator("#counts").filter(has_text="6 of 10 lines").wait_for()


def test_search_knows_aliases_accents_and_sentences(open_page):
    page = open_page()
    for words, found in (("lone envoy", "Cy Prêt"), ("pret", "Cy Prêt"), ("border by june", "Ruritania pledged")):
        page.locator("#query").fill(words)
        assert found in page.locator("#matches li").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "open the border" in "".join(page.locator("#text .here").all_inner_texts())


def test_time_is_narrowed_played_and_undated_left_out(open_page):
    page = open_page()
    page.locator("#undated").click()
    assert "7 of 10 lines" in counts(page)
    page.locator("#since").focus()
    page.keyboard.press("End")
    assert "1 of 10 lines" in counts(page)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    page.locator("#counts").filter(has_text="2 of 10 lines").wait_for()
    page.get_by_role("button", name="Pause").click()


def test_neighbourhood_path_back_and_forward(open_page):
    page = open_page()
    find(page, "anna noll")
    page.keyboard.press("e")
    assert page.locator("#scope-words").inner_text() == "Around Anna Noll"
    assert counts(page).startswith("4 entities near")
    page.keyboard.press("2")
    assert page.locator("#step-words").inner_text() == "2 steps"
    page.locator("#back").click()
    page.locator("#step-words").filter(has_text="1 step").wait_for()
    page.locator("#forward").click()
    page.locator("#step-words").filter(has_text="2 steps").wait_for()
    page.get_by_role("button", name="Path from here…").click()
    page.keyboard.type("cy pr")
    page.keyboard.press("Enter")
    assert page.locator("#scope-words").inner_text() == "Path: Anna Noll → Cy Prêt"
    assert counts(page).startswith("5 entities near")
    page.get_by_role("button", name="Whole map").click()
    assert not page.locator("#scope").is_visible()


def test_the_table_sorts_and_opens(open_page):
    page = open_page()
    page.keyboard.press("t")
    page.locator("#table th button").filter(has_text="Date").click()
    assert page.locator("#table tbody tr").first.locator("td").nth(3).inner_text() == "2020-05-04"
    page.locator("#table th button").filter(has_text="Date").click()
    assert page.locator("#table tbody tr").first.locator("td").nth(3).inner_text() == "2021-10"
    page.locator("#table tbody tr").first.locator(".words").click()
    assert page.locator("#details blockquote").count() == 1


def test_the_board_has_the_strongest_promise_first(open_page):
    page = open_page()
    page.keyboard.press("c")
    first, second = page.locator("#board tbody tr").all_inner_texts()
    assert [part in first for part in ("Ruritania", "open the border", "Sylvania", "by June 2021")] == [True] * 4
    assert "lower tariffs" in second
    page.locator("#board .words").first.click()
    assert "Ruritania" in page.locator("#details h3").inner_text()


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


def test_pictures_are_kept(open_page):
    page = open_page()
    assert saved(page, "Map as PNG").startswith(b"\x89PNG")
    assert b"Ruritania" in saved(page, "Map as SVG")


def test_the_address_holds_the_view(open_page):
    page = open_page()
    page.get_by_label("Show only Official").click()
    page.keyboard.press("t")
    address = page.url.partition("#")[2]
    again = open_page(address=f"#{address}")
    assert counts(again) == counts(page)
    assert again.locator("#table").is_visible()


def test_a_story_is_saved_and_told(open_page):
    page = open_page()
    for view_, caption in (("c", "What was promised"), ("t", "All of it")):
        page.keyboard.press(view_)
        page.locator("#tell summary").click()
        page.locator("#caption").fill(caption)
        page.get_by_role("button", name="Save this view").click()
        page.locator("#tell summary").click()
    again = open_page(address=f"#{page.url.partition('#')[2]}")
    again.get_by_role("button", name="Next step").click()
    assert again.locator("#told").inner_text() == "1 / 2 What was promised"
    assert again.locator("#board").is_visible()
    again.get_by_role("button", name="Next step").click()
    assert again.locator("#table").is_visible()
    again.get_by_role("button", name="Step back").click()
    assert again.locator("#board").is_visible()


def test_the_map_is_walked_by_keys(open_page):
    page = open_page()
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#live").inner_text().startswith("1 of 10: ")
    page.keyboard.press("Enter")
    name = page.locator("#details h3").inner_text()
    page.keyboard.press("ArrowDown")
    assert name in page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#details blockquote").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#details h3").inner_text() == "Start here"


def test_lists_are_one_tab_stop(open_page):
    page = open_page()
    for box in ("#kinds", "#relations", "#how", "#toolbar"):
        assert page.locator(f"{box} [tabindex='0']").count() == 1
    page.locator("#kinds [tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "lines" in counts(page)
    assert not counts(page).startswith("10 of")


def test_a_large_graph_opens_folded_and_spreads(open_page):
    page = open_page("large")
    assert "Folded into groups" in page.locator("#note").inner_text()
    find(page, "envoy 1234")
    assert "Around Envoy 1234" in page.locator("#scope-words").inner_text()
    page.get_by_role("button", name="Whole map").click()
    page.locator("#network").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open this group").click()
    assert "open=" in page.url


def test_phone_dark_and_paper(open_page):
    page = open_page(viewport={"width": 400, "height": 850}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, fetched by npm once and kept; skipped with a word where that does not work."""
    folder = Path.home() / ".cache" / "communique-kg-tests"
    script = folder / "package" / "axe.min.js"
    if not script.exists():
        if shutil.which("npm") is None:
            pytest.skip("npm is not installed")
        folder.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["npm", "pack", "--silent", AXE], cwd=folder, capture_output=True, text=True)
        if packed.returncode:
            pytest.skip("axe-core could not be fetched")
        shutil.unpack_archive(folder / packed.stdout.split()[-1], folder, "gztar", filter="data")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, axe, scheme):
    page = open_page(bypass_csp=True, color_scheme=scheme)
    page.add_script_tag(content=axe)
    for key in "mtcd":
        page.keyboard.press(key)
        if key == "d":
            page.locator("#text button").first.click()
        rules = "{rules: {'target-size': {enabled: true}}}"
        found = page.evaluate(
            f"axe.run(document, {rules}).then(r => r.violations.map("
            "v => [v.id, v.impact, v.nodes.map(n => n.target.join(' ')).slice(0, 4)]))"
        )
        assert [v for v in found if v[1] in ("serious", "critical") or v[0] == "target-size"] == [], key


CODE = "globalThis.hit=1"
XSS = [
    *(
        f"<{tag}>"
        for tag in (
            f"script>{CODE}</script",
            f"img src=x onerror={CODE}",
            f"svg onload={CODE}",
            f"svg/onload={CODE}",
            f"body onload={CODE}",
            f"iframe src=javascript:{CODE}",
            f"iframe srcdoc='<script>{CODE}</script>'",
            f"a href=javascript:{CODE}",
            f"input autofocus onfocus={CODE}",
            f"details open ontoggle={CODE}",
            f"video><source onerror={CODE}",
            f"audio src=x onerror={CODE}",
            f"marquee onstart={CODE}",
            f"object data=javascript:{CODE}",
            f"embed src=javascript:{CODE}",
            f"form action=javascript:{CODE}><button",
            f"math href=javascript:{CODE}",
            f"style>@import 'javascript:{CODE}'</style",
            "link rel=stylesheet href=x.css",
            "meta http-equiv=refresh content='0;url=x'",
            "base href=//example.org/",
            f"template><script>{CODE}</script></template",
            f"noscript><img src=x onerror={CODE}></noscript",
            f"select onfocus={CODE} autofocus",
        )
    ),
    f"</script><script>{CODE}</script>",
    f"</SCRIPT ><script>{CODE}</script>",
    f"</title><script>{CODE}</script>",
    f"</style><script>{CODE}</script>",
    f"</textarea><script>{CODE}</script>",
    f"--><script>{CODE}</script>",
    f"<!--<script>{CODE}</script>",
    f"]]><script>{CODE}</script>",
    f'"><script>{CODE}</script>',
    f"'><script>{CODE}</script>",
    f'" onmouseover="{CODE}',
    f"' onmouseover='{CODE}",
    f"` onmouseover=`{CODE}",
    f"javascript:{CODE}",
    f"JaVaScRiPt:{CODE}",
    f"java\tscript:{CODE}",
    f"data:text/html,<script>{CODE}</script>",
    f"vbscript:{CODE}",
    f"{{{{{CODE}}}}}",
    f"${{{CODE}}}",
    f"#{{{CODE}}}",
    f"<%= {CODE} %>",
    "{% raw %}",
    f"\\u003cscript\\u003e{CODE}\\u003c/script\\u003e",
    f"&lt;script&gt;{CODE}&lt;/script&gt;",
    f"&#60;script&#62;{CODE}",
    f"%3Cscript%3E{CODE}%3C/script%3E",
    f"<scr\u0000ipt>{CODE}</script>",
    f"<\u202escript>{CODE}</script>",
    "\u2028\u2029",
    "__proto__",
    "constructor",
    "toString",
    "href",
    f"');{CODE};//",
    f'";{CODE};//',
]


def hostile():
    graph = nx.MultiDiGraph()
    for name in XSS:
        graph.add_node(f"urn:{name}", label=name, kind="Official", aliases=[name])
    for n, name in enumerate(XSS[1:]):
        graph.add_edge(
            f"urn:{XSS[0]}",
            f"urn:{name}",
            key=name,
            fact=f"urn:fact:{name}",
            relation=name,
            family="commitment",
            via="dip:committer -",
            factuality="attributed",
            confidence=0.5,
            rule=name,
            date="2020",
            evidence=[(f"urn:{XSS[n % 60]}", 0, 12)],
            trigger=None,
        )
    texts = {
        f"urn:{name}": {
            "title": name,
            "date": name,
            "source": name,
            "text": f"{name} {name}",
            "mentions": [(0, 3, f"urn:{name}")],
        }
        for name in XSS
    }
    promised = {f"urn:fact:{name}": {"strength": name, "rank": 3, "due": name} for name in XSS}
    return graph, texts, promised


def test_sixty_hostile_strings_do_nothing(browser, tmp_path):
    assert len(set(XSS)) >= 60
    graph, texts, promised = hostile()
    for n, title in enumerate(XSS[::12]):
        file = tmp_path / f"{n}.html"
        file.write_bytes(
            view.page(graph, texts, title=title, promised=promised).generate_html().encode("utf-8", "replace")
        )
        context = browser.new_context()
        shown = Opened(context.new_page())
        shown.page.goto(file.as_uri())
        shown.page.locator("html[data-ready]").wait_for(state="attached")
        _everywhere(shown.page)
        assert not shown.page.evaluate("'hit' in globalThis")
        assert shown.console == []
        assert shown.requests == [file.as_uri()]
        context.close()


def _everywhere(page):
    for key in "tcd":
        page.keyboard.press(key)
    page.locator("#text button").first.click()
    for chip in page.locator("#text .chip").all()[:1]:
        chip.click()
    for words in ("script", "onload", "proto"):
        find(page, words)
        page.locator("#details .entry").first.click()
    page.locator("#tell summary").click()
    page.locator("#caption").fill(XSS[0])
    page.get_by_role("button", name="Save this view").click()
