"""Measure the page, and print one table in Markdown: ``make bench``, or ``python tests/bench/view.py [GRAPH …]``.

CPU of all processes of the browser, so that a busy machine does not show. Beside it, in the same run and with the same
nodes, lines and positions: pyvis' own page, and cytoscape.js where npm can fetch it. Nothing is asserted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Error, Page, sync_playwright  # noqa: E402
from pyvis.network import Network  # noqa: E402

import kg  # noqa: E402
from kg import view  # noqa: E402
from kg.view.payload import dumps  # noqa: E402
from tests import atlas  # noqa: E402
from tests.browser import ARGUMENTS, chromium, from_npm  # noqa: E402

SIZES = (2_000, 10_000, 50_000)
STEPS = 40
PATIENCE = 20.0  # seconds of panning after which fewer steps must do
LONGEST = 240.0  # seconds until a page is given up
LABEL = "Envoy 12"
CLICKS = 6
TICKS = 100.0
COLUMNS = ("ready CPU s", "pan CPU ms/step", "search CPU ms/key", "click CPU ms")
CYTOSCAPE = "cytoscape@3.34.3"


def cpu(profile: str) -> float:
    """CPU seconds so far of every process that works on this profile, and of their children."""
    stats = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            stats[folder.name] = (fields[1], sum(map(int, fields[11:15])), (folder / "cmdline").read_text())
        except OSError:
            continue
    ours = {pid for pid, (_, _, command) in stats.items() if profile in command}
    while more := {pid for pid, (parent, _, _) in stats.items() if parent in ours} - ours:
        ours |= more
    return sum(stats[pid][1] for pid in ours) / TICKS


def settled(page: Page, profile: str) -> None:
    """Wait until the browser is idle: at most 10 ms of CPU in 150 ms."""
    before = cpu(profile)
    for _ in range(400):
        page.wait_for_timeout(150)
        now = cpu(profile)
        if now - before < 0.015:
            return
        before = now


@contextmanager
def browsing() -> Iterator[tuple[Page, str]]:
    """An idle page in a browser of its own, and the folder of its profile."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=ARGUMENTS, viewport={"width": 1280, "height": 800}
        )
        settled(context.pages[0], profile)
        yield context.pages[0], profile
        context.close()


def measured(file: Path, act: Callable[[Page, str], dict[str, float]], ready: str) -> dict[str, float]:
    """Open a file, wait until it is ready and idle, drag it, and let ``act`` measure the rest."""
    with browsing() as (page, profile):
        before = cpu(profile)
        page.goto(file.as_uri(), timeout=1000 * LONGEST)
        page.locator(ready).first.wait_for(state="attached", timeout=1000 * LONGEST)
        settled(page, profile)
        figures = {"ready CPU s": cpu(profile) - before, "pan CPU ms/step": panned(page, profile)}
        return figures | act(page, profile)


def panned(page: Page, profile: str) -> float:
    """CPU milliseconds a mouse step while the map is dragged from an empty place."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.5, box["y"] + 12
    seen = page.locator("canvas").first.screenshot()
    page.mouse.move(x, y)
    page.mouse.down()
    before, started, done = cpu(profile), time.monotonic(), 0
    while done < STEPS and time.monotonic() - started < PATIENCE:
        page.mouse.move(x + (done % 20) * 6, y + done * 3)
        page.wait_for_timeout(16)
        done += 1
    spent = cpu(profile) - before
    page.mouse.up()
    assert page.locator("canvas").first.screenshot() != seen, "the map did not move"
    return 1000 * spent / done


def spent(page: Page, profile: str, act: Callable[[], object]) -> float:
    """CPU milliseconds of an action until the browser is idle again."""
    settled(page, profile)
    before = cpu(profile)
    act()
    settled(page, profile)
    return 1000 * (cpu(profile) - before)


def ours(page: Page, profile: str) -> dict[str, float]:
    """A key in the search box, and a click on a line in the panel of the busiest entity until its evidence shows."""
    page.locator("#query").click()
    search = [spent(page, profile, lambda letter=letter: page.keyboard.type(letter)) for letter in LABEL]
    page.keyboard.press("Escape")
    page.locator("#details .entry").first.click()
    clicks = [spent(page, profile, lambda: evidence(page)) for _ in range(CLICKS) if first_line(page)]
    return {COLUMNS[2]: statistics.mean(search[2:]), COLUMNS[3]: statistics.mean(clicks)}


def first_line(page: Page) -> bool:
    """Go back to an entity's panel if need be, and put the pointer on a line of it."""
    if page.locator("#details blockquote").count():
        page.keyboard.press("Alt+ArrowLeft")
    page.locator("#details .entry em").first.hover()
    return True


def evidence(page: Page) -> None:
    """Click, and wait for the sentence."""
    page.mouse.down()
    page.mouse.up()
    page.locator("#details blockquote").first.wait_for()


def stock(drawn: view.Page, file: Path) -> None:
    """The same nodes, edges and positions by pyvis' own page, physics off."""
    net = Network(directed=True, cdn_resources="in_line")
    net.nodes = [{**node, "shape": "dot", "title": node["label"]} for node in drawn.nodes]
    net.edges = [{"from": e["from"], "to": e["to"], "title": e["relation"], "arrows": "to"} for e in drawn.edges]
    net.options = {"physics": {"enabled": False}, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    file.write_text(net.generate_html(), encoding="utf-8")


def other(drawn: view.Page, file: Path, library: Path) -> None:
    """The same by cytoscape.js: preset positions, labels, straight lines."""
    elements = [
        {"data": {"id": n["id"], "label": n["label"]}, "position": {"x": n["x"], "y": n["y"]}} for n in drawn.nodes
    ]
    elements += [{"data": {"source": e["from"], "target": e["to"]}} for e in drawn.edges]
    style = [
        {"selector": "node", "style": {"label": "data(label)"}},
        {"selector": "edge", "style": {"target-arrow-shape": "triangle", "curve-style": "straight", "width": 1}},
    ]
    made = (
        f"cytoscape({{container: map, elements: {dumps(elements)}, style: {dumps(style)}, layout: {{name: 'preset'}}}})"
    )
    file.write_text(
        "<!doctype html><meta charset=utf-8><style>html,body,#map{height:100%;margin:0}</style><div id=map></div>"
        f"<script>{library.read_text(encoding='utf-8')}</script>"
        f"<script>{made}.ready(() => {{ document.documentElement.dataset.ready = 'yes' }})</script>",
        encoding="utf-8",
    )


def row(name: str, file: Path, act: Callable[[Page, str], dict[str, float]], ready: str, made: float | None) -> None:
    """Measure a page and print one row; a page that does not come to rest has dashes."""
    try:
        figures = measured(file, act, ready)
    except (Error, AssertionError):
        figures = {}
    cells = [f"{figures[c]:.1f}" if c == COLUMNS[0] else f"{figures[c]:.0f}" for c in COLUMNS if c in figures]
    cells += ["–"] * (len(COLUMNS) - len(cells))
    written = "–" if made is None else f"{made:.1f}"
    print(f"| {name} | {file.stat().st_size / 1e6:.2f} | {written} | {' | '.join(cells)} |", flush=True)


def report(name: str, make: Callable[[], view.Page], file: Path) -> view.Page:
    """Build, measure and print one page."""
    started = time.process_time()
    drawn = make()
    file.write_text(drawn.generate_html(), encoding="utf-8")
    row(name, file, ours, "html[data-ready]", time.process_time() - started)
    return drawn


def main(folders: list[str]) -> None:
    """The table: graphs that were given, then synthetic ones with two other pages of the same beside each."""
    print(f"| page | MB | build CPU s | {' | '.join(COLUMNS)} |\n| --- {'| ---: ' * 6}|")
    cytoscape = from_npm(CYTOSCAPE, "dist/cytoscape.min.js")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        for given in folders:
            with kg.open(given) as graph:
                report(Path(given).name, graph.view, file)
        for size in SIZES:
            drawn = report(
                f"**{size:,} entities, {size * 5 // 2:,} lines**", lambda size=size: view.page(*atlas.large(size)), file
            )
            stock(drawn, file)
            row("the same by pyvis, laid out beforehand", file, nothing, "canvas", None)
            if cytoscape:
                other(drawn, file, cytoscape)
                row("the same by cytoscape.js, laid out beforehand", file, nothing, "html[data-ready]", None)


def nothing(_page: Page, _profile: str) -> dict[str, float]:
    """Nothing more to measure: these pages have no search and no evidence."""
    return {}


if __name__ == "__main__":
    main(sys.argv[1:])
