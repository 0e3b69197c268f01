"""The page of the example text, used as a reader uses it: by the mouse and the keyboard."""

from __future__ import annotations

import csv
import io
import math
import re

import pyoxigraph as ox
import pytest

import kg
from kg import view
from tests.browser import counts, find, from_npm, needs_browser, pages, point, running, saved

pytestmark = [needs_browser, pytest.mark.browser]
AXE = "axe-core@4.10.3"
DIALOGUE = "second High-level Dialogue"


@pytest.fixture(scope="module")
def browser():
    yield from running()


@pytest.fixture(scope="module")
def file(sample_graph, tmp_path_factory):
    with kg.open(sample_graph) as graph:
        return view.write(graph.store, tmp_path_factory.mktemp("page") / "talks.html", title="The talks")


@pytest.fixture
def open_page(browser, file):
    with pages(browser) as start:
        yield lambda address="", **options: start(file, address, **options)


def heading(page):
    return page.locator("#details h3").inner_text()


def entry(page, words):
    return page.locator("#details .entry").filter(has_text=re.compile(words)).first


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


# A newcomer's five tasks.


def test_find_her_read_what_she_said_see_whom_she_met_and_keep_it(open_page):
    page = open_page()
    point(page, page.locator("#query"))
    page.keyboard.type("nielsen")
    point(page, page.locator("#matches li").filter(has_text="Kirstjen Nielsen").first)
    assert heading(page) == "Kirstjen Nielsen"
    point(page, entry(page, "spoke about Mexico"))
    assert "is proud to call Mexico its partner" in page.locator("#details .sentence").inner_text()
    point(page, page.get_by_role("button", name="Open document"))
    here = "".join(page.locator("#text .here").all_inner_texts())
    assert here.startswith("Secretary of Homeland Security Kirstjen Nielsen said")
    point(page, page.locator("#text .mention.here").filter(has_text="Kirstjen Nielsen"))
    met = page.locator("#details section").filter(has_text="MET").first
    for name in ("Luis Videgaray", "Miguel Ángel Osorio Chong", "Rex Tillerson"):
        assert name in met.inner_text()
    point(page, page.get_by_role("button", name="Show these meetings"))
    kept = rows(saved(page, "Table as CSV"))
    assert {"Kirstjen Nielsen", "Luis Videgaray"} <= {row["Subject"] for row in kept}
    assert {row["Relation"] for row in kept} <= {"took part in", "headed the delegation"}


# Evidence.


def around(page, *radii):
    """Places around the middle of the map, where a neighbourhood has its centre."""
    box = page.locator("#network canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for radius in radii:
        for degree in range(0, 360, 3 if radius > 60 else 30):
            yield x + radius * math.cos(math.radians(degree)), y + radius * math.sin(math.radians(degree))


def until_hint(page, words, places):
    """Move the mouse until the map says what is under it."""
    for x, y in places:
        page.mouse.move(x, y)
        page.wait_for_timeout(20)
        if page.locator("#hint").is_visible() and re.search(words, page.locator("#hint").inner_text()):
            return
    raise AssertionError(f"nothing on the map says {words!r}")


def test_a_line_of_the_map_says_what_it_is_and_opens_its_sentence(open_page):
    page = open_page()
    find(page, "nielsen")
    page.keyboard.press("e")
    until_hint(page, r"^Kirstjen Nielsen spoke about .*\(attributed\)$", around(page, 90, 75))
    said = page.locator("#hint").inner_text()
    page.mouse.down()
    page.mouse.up()
    page.locator("#details blockquote").first.wait_for()
    assert said.startswith(heading(page).replace("\n", " "))
    assert page.locator("#details mark.subject").first.inner_text() == "subject"


def test_an_entity_of_the_map_opens_and_is_surrounded(open_page):
    page = open_page()
    find(page, "nielsen")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    assert heading(page) == "Start here"
    until_hint(page, r"^Kirstjen Nielsen · Official$", around(page, 0, 10, 20, 30, 45, 60))
    page.mouse.down()
    page.mouse.up()
    page.locator("#details h3").filter(has_text="Kirstjen Nielsen").wait_for()
    page.wait_for_timeout(500)  # longer than between the clicks of a double click
    page.mouse.down(click_count=1)
    page.mouse.up(click_count=1)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.locator("#step-words").filter(has_text="1 step").wait_for()


def test_evidence_marks_who_what_and_the_words_that_say_it(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    find(page, "nielsen")
    point(page, entry(page, "spoke about Mexico"))
    quote = page.locator("#details blockquote").first
    assert quote.locator("mark.subject").all_inner_texts() == ["Kirstjen Nielsen"]
    assert quote.locator("mark.object").first.inner_text() == "Mexico"
    assert quote.locator("mark.trigger").inner_text() == "said"
    before, after = (context.strip() for context in quote.locator(".context").all_inner_texts())
    assert before.startswith("He noted that 64,000 people died")
    assert after.startswith("At the meeting, the Mexican Interior Secretary")
    said = page.locator("#details .pills").inner_text()
    assert re.search(r"❞ attributed to a speaker\s*confidence 0\.\d+\s*rule: statement-\w+", said)
    assert re.search(r"5bb7eec6b387a1af\.txt characters \d+–\d+", page.locator("figcaption").first.inner_text())
    point(page, page.get_by_role("button", name="Copy citation"))
    page.locator("#live").filter(has_text="Citation copied").wait_for(state="attached")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert re.match(
        r"“Secretary of Homeland Security Kirstjen Nielsen said .*” — .*characters \d+–\d+\. https://", cited
    )


def test_what_is_inferred_looks_different(open_page):
    page = open_page()
    find(page, "nielsen")
    point(page, entry(page, "∴ inferred"))
    vouched = page.locator("#details .vouched").first
    assert vouched.inner_text().strip() == "∴ inferred by a rule"
    assert vouched.locator("line").get_attribute("stroke-dasharray")
    assert page.locator("#details blockquote").count() >= 1


def test_the_document_and_its_facts_lead_to_each_other(open_page):
    page = open_page()
    point(page, page.get_by_role("button", name="Documents"))
    assert "The second High-level Dialogue" in page.locator("#text .body").inner_text()
    assert page.locator("#text .chip").count() > 20
    point(page, page.locator("#text .chip").filter(has_text=re.compile(r"^\d+$")).first)
    page.locator("#details blockquote").first.wait_for()
    assert page.locator("#text .chip[aria-pressed=true]").count() >= 1
    point(page, page.locator("#text .mention").filter(has_text="Jeff Sessions").first)
    assert heading(page) == "Jeff Sessions"


# Finding.


def test_kinds_relations_and_who_vouches_filter(open_page):
    page = open_page()
    whole = counts(page)
    point(page, page.get_by_label("Show only Country"))
    assert counts(page).startswith("2 of ")
    point(page, page.get_by_role("button", name="Show everything"))
    assert counts(page) == whole
    row = page.locator("#relations .row").filter(has_text="spoke about")
    point(page, row.locator("input"))
    shown, of = re.search(r"(\d+) of (\d+) lines", counts(page)).groups()
    assert int(of) - int(shown) == int(row.locator(".count").inner_text())
    point(page, page.get_by_role("button", name="Show everything"))
    point(page, page.get_by_label("Show only ∴ inferred"))
    page.keyboard.press("t")
    assert set(page.locator("#table tbody td:nth-child(5)").all_inner_texts()) == {"inferred"}


def test_search_knows_names_without_accents_and_sentences(open_page):
    page = open_page()
    for words, found in (
        ("osorio", "Miguel Ángel Osorio Chong"),
        ("elias beltran", "Alberto Elías Beltrán"),
        ("under the rug", "can't sweep under the rug"),
        ("zzz", "Nothing has these words"),
    ):
        point(page, page.locator("#query"))
        page.locator("#query").fill(words)
        assert found in page.locator("#matches li").first.inner_text()
    page.locator("#query").fill("under the rug")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "sweep" in "".join(page.locator("#text .here").all_inner_texts())


def test_a_text_without_dates_says_so(open_page):
    page = open_page()
    assert "No fact here bears a date" in page.locator("#timeline").inner_text()
    point(page, page.locator("#undated"))
    assert "Nothing passes the filters" in page.locator("#note").inner_text()


def test_neighbourhoods_a_path_back_and_forward(open_page):
    page = open_page()
    find(page, "nielsen")
    point(page, page.get_by_role("button", name="Neighbourhood"))
    assert page.locator("#scope-words").inner_text() == "Around Kirstjen Nielsen"
    sizes = []
    for steps in "1234":
        page.keyboard.press(steps)
        page.locator("#step-words").filter(has_text=steps).wait_for()
        sizes.append(int(counts(page).split()[0]))
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]
    point(page, page.locator("#back"))
    page.locator("#step-words").filter(has_text="3 steps").wait_for()
    point(page, page.locator("#forward"))
    page.locator("#step-words").filter(has_text="4 steps").wait_for()
    point(page, page.get_by_role("button", name="Path from here…"))
    page.keyboard.type("central america")
    page.keyboard.press("Enter")
    assert page.locator("#scope-words").inner_text() == "Path: Kirstjen Nielsen → Central America"
    assert "spoke about Central America" in entry(page, "Central America").inner_text()
    point(page, page.get_by_role("button", name="Whole map"))
    assert not page.locator("#scope").is_visible()


def test_the_table_sorts_opens_and_is_kept(open_page, sample_graph):
    page = open_page()
    page.keyboard.press("t")
    objects = page.locator("#table tbody td:nth-child(3)")
    point(page, page.locator("#table th button").filter(has_text="Object"))
    up = objects.all_inner_texts()
    point(page, page.locator("#table th button").filter(has_text="Object"))
    assert sorted(up) == sorted(objects.all_inner_texts())
    assert objects.first.inner_text() == up[-1]
    point(page, page.locator("#table tbody .words").first)
    page.locator("#details blockquote").first.wait_for()
    assert len(rows(saved(page, "Table as CSV"))) == len(up)
    turtle = list(ox.parse(saved(page, "Graph as Turtle"), format=ox.RdfFormat.TURTLE))
    assert len(turtle) > len(up)
    with kg.open(sample_graph) as graph:
        for triple in turtle:
            if not triple.predicate.value.endswith(("#label", "ns#confidence")):
                wanted = " ".join(map(str, (triple.subject, triple.predicate, triple.object)))
                assert graph.store.query(f"ASK {{ {wanted} }}"), wanted


def test_the_board_has_the_strongest_commitment_first(open_page):
    page = open_page()
    point(page, page.get_by_role("button", name="Commitments"))
    strengths = [float(m.get_attribute("aria-label").split()[1]) for m in page.locator("#board meter").all()]
    assert len(strengths) > 2
    assert strengths == sorted(strengths, reverse=True)
    assert "Mexico" in page.locator("#board tbody tr").first.inner_text()
    point(page, page.locator("#board .words").first)
    page.locator("#details blockquote").first.wait_for()


def test_a_story_is_saved_told_and_shared_by_its_address(open_page):
    page = open_page()
    find(page, "nielsen")
    for key, caption in (("c", "What was promised"), ("t", "All of it")):
        page.keyboard.press(key)
        point(page, page.locator("#tell summary"))
        page.locator("#caption").fill(caption)
        page.keyboard.press("Enter")
    again = open_page(f"#{page.url.partition('#')[2]}")
    assert heading(again) == "Kirstjen Nielsen"
    point(again, again.get_by_role("button", name="Next step"))
    assert again.locator("#told").inner_text() == "1 / 2 What was promised"
    assert again.locator("#board").is_visible()
    point(again, again.get_by_role("button", name="Next step"))
    assert again.locator("#table").is_visible()
    point(again, again.get_by_role("button", name="Step back"))
    assert again.locator("#board").is_visible()


# Reading.


def test_pictures_are_kept_with_what_their_signs_mean(open_page):
    page = open_page()
    drawing = saved(page, "Map as SVG").decode()
    for words in ("Kirstjen Nielsen", "stroke-dasharray", "attributed to a speaker", ">Country<"):
        assert words in drawing
    assert saved(page, "Map as PNG").startswith(b"\x89PNG")


def test_light_and_dark(open_page):
    page = open_page()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    point(page, page.get_by_role("button", name="Light or dark"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_phone_has_everything_below_each_other(open_page):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#query").tap()
    page.keyboard.type("nielsen")
    page.locator("#matches li").first.tap()
    entry(page, "spoke about Mexico").tap()
    page.locator("#details blockquote").first.wait_for()
    for name in ("Table", "Commitments", "Documents", "Map"):
        page.get_by_role("button", name=name, exact=True).tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_has_a_drawing_and_no_controls(open_page):
    page = open_page(color_scheme="dark")
    find(page, "nielsen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # as the browser does before it prints
    page.emulate_media(media="print")
    assert page.locator("#printed svg").is_visible()
    assert not page.locator("#filters, #toolbar, #network, #search").locator("visible=true").count()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


# Access.


def test_the_map_is_walked_by_keys_and_says_where_one_is(open_page):
    page = open_page()
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    assert re.match(r"1 of \d+: ", page.locator("#live").inner_text())
    page.keyboard.press("Enter")
    name = heading(page)
    page.keyboard.press("ArrowDown")
    assert name in page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    page.locator("#details blockquote").first.wait_for()
    page.keyboard.press("Escape")
    assert heading(page) == "Start here"


def test_every_list_is_one_tab_stop_with_arrows_inside(open_page):
    page = open_page()
    for box in ("#kinds", "#relations", "#how", "#toolbar", "#details .list >> nth=0"):
        assert page.locator(box).locator("[tabindex='0']").count() == 1, box
    page.keyboard.press("t")
    assert page.locator("#table tbody [tabindex='0']").count() == 1
    page.keyboard.press("c")
    assert page.locator("#board tbody [tabindex='0']").count() == 1
    page.keyboard.press("d")
    assert page.locator("#text .body [tabindex='0']").count() == 1
    page.keyboard.press("m")
    page.locator("#toolbar [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "closer"
    page.locator("#details .entry").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "details"  # where the new content is


def test_keys_are_listed_and_motion_is_left_out_where_it_disturbs(open_page):
    page = open_page(reduced_motion="reduce")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.locator("#network").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    page.keyboard.press("f")
    page.wait_for_timeout(100)
    once = page.locator("#network").screenshot()
    page.wait_for_timeout(400)
    assert page.locator("#network").screenshot() == once


@pytest.fixture(scope="session")
def axe():
    script = from_npm(AXE, "axe.min.js")
    if script is None:
        pytest.skip("axe-core could not be fetched by npm")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_serious(open_page, axe, scheme, width):
    page = open_page(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 850})
    page.add_script_tag(content=axe)
    for key in "mtcd":
        page.keyboard.press(key)
        rules = "{rules: {'target-size': {enabled: true}}}"
        found = page.evaluate(
            f"axe.run(document, {rules}).then(r => r.violations.map("
            "v => [v.id, v.impact, v.nodes.map(n => n.target.join(' ')).slice(0, 4)]))"
        )
        assert [v for v in found if v[1] in ("serious", "critical") or v[0] == "target-size"] == [], key
