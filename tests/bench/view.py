"""Measure the page: ``python tests/bench/view.py [GRAPH FOLDER …]``. Nothing is asserted; machines differ.

CPU seconds of all processes of the browser, beside stock pyvis (the same positions, everything drawn) in the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from pyvis.network import Network  # noqa: E402

import kg  # noqa: E402
from kg import view  # noqa: E402
from tests import atlas  # noqa: E402
from tests.browser import ARGUMENTS, chromium  # noqa: E402

SIZES = (2_000, 10_000, 50_000)
STOCK_UP_TO = 10_000
STEPS = 40
LABEL = "Envoy 12"
TICKS = 100.0


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
    """Wait until the browser is idle: less than 30 ms of CPU in 300 ms."""
    before = cpu(profile)
    for _ in range(200):
        page.wait_for_timeout(300)
        now = cpu(profile)
        if now - before < 0.03:
            return
        before = now


def measured(file: Path, act: Callable[[Page], dict[str, float]], ready: str) -> dict[str, float]:
    """Open a page in a fresh browser, wait until it is ready, drag it, and let ``act`` measure the rest."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=ARGUMENTS, viewport={"width": 1280, "height": 800}
        )
        page = context.pages[0]
        settled(page, profile)
        before = cpu(profile)
        page.goto(file.as_uri(), timeout=180_000)
        page.locator(ready).first.wait_for(state="attached", timeout=180_000)
        settled(page, profile)
        figures = {"ready CPU s": cpu(profile) - before, "pan CPU ms/step": panned(page, profile)}
        figures |= act(page)
        context.close()
        return figures


def panned(page: Page, profile: str) -> float:
    """CPU milliseconds a mouse step while the map is dragged from an empty corner."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.5, box["y"] + 12
    seen = page.locator("canvas").first.screenshot()
    page.mouse.move(x, y)
    page.mouse.down()
    before = cpu(profile)
    for step in range(STEPS):
        page.mouse.move(x + (step % 20) * 6, y + step * 3)
        page.wait_for_timeout(16)
    spent = cpu(profile) - before
    page.mouse.up()
    assert page.locator("canvas").first.screenshot() != seen, "the map did not move"
    return 1000 * spent / STEPS


def ours(page: Page) -> dict[str, float]:
    """Search, and from the click to the evidence, in milliseconds that the page's own thread took."""
    page.wait_for_timeout(500)
    typed = "const q = document.getElementById('query'); q.value = {!r}; q.dispatchEvent(new Event('input'))"
    search = [timed(page, typed.format(LABEL[:letters])) for letters in range(3, len(LABEL) + 1)]
    page.locator("#query").fill("")
    page.keyboard.press("Escape")
    page.locator("#details .entry").first.click()
    page.wait_for_timeout(500)
    click = timed(page, "document.querySelector('#details .entry em').closest('button').click()")
    assert page.locator("#details blockquote").count()
    return {"search ms": statistics.median(search), "click ms": click}


def timed(page: Page, code: str) -> float:
    """Milliseconds until the code is done and the next picture is drawn."""
    drawn = "requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))"
    return float(page.evaluate(f"new Promise(done => {{ const start = performance.now(); {code}; {drawn}; }})"))


def stock(drawn: view.Page, file: Path) -> None:
    """The same nodes, edges and positions by pyvis' own page, physics off."""
    net = Network(directed=True, cdn_resources="in_line")
    net.nodes = [{**node, "shape": "dot", "title": node["label"]} for node in drawn.nodes]
    net.edges = [{"from": e["from"], "to": e["to"], "title": e["relation"], "arrows": "to"} for e in drawn.edges]
    net.options = {"physics": {"enabled": False}, "edges": {"smooth": False}, "layout": {"improvedLayout": False}}
    file.write_text(net.generate_html(), encoding="utf-8")


def line(name: str, file: Path, figures: dict[str, float], made: float) -> str:
    """One row of the table."""
    columns = ("ready CPU s", "pan CPU ms/step", "search ms", "click ms")
    cells = [f"{figures[c]:.1f}" if c in figures else "–" for c in columns]
    return f"| {name} | {file.stat().st_size / 1e6:.2f} | {made:.1f} | {' | '.join(cells)} |"


def main(folders: list[str]) -> None:
    """The table: graphs that were given, then synthetic ones, with stock pyvis beside them."""
    print(
        "| page | MB | build CPU s | ready CPU s | pan CPU ms/step | search ms | click ms |\n"
        + "| --- "
        + "| ---: " * 6
        + "|"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        for given in folders:
            with kg.open(given) as graph:
                report(f"{Path(given).name}", lambda graph=graph: graph.view(), file)
        for size in SIZES:
            drawn = report(f"{size:,} entities", lambda size=size: view.page(*atlas.large(size)), file)
            if size <= STOCK_UP_TO:
                stock(drawn, file)
                print(
                    line(f"{size:,}, stock pyvis, same positions", file, measured(file, lambda _: {}, "canvas"), 0),
                    flush=True,
                )


def report(name: str, make: Callable[[], view.Page], file: Path) -> view.Page:
    """Build, measure and print one page."""
    started = time.process_time()
    drawn = make()
    file.write_text(drawn.generate_html(), encoding="utf-8")
    made = time.process_time() - started
    print(line(name, file, measured(file, ours, "html[data-ready]"), made), flush=True)
    return drawn


if __name__ == "__main__":
    main(sys.argv[1:])
