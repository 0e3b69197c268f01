"""A headless browser for tests, without any traffic of its own; tests skip with a word where there is none."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 20_000  # milliseconds; only a failure takes so long
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """The browser's path, if one is installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


needs_browser = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed (Debian package: chromium)")


class Opened:
    """A page with what it logged and asked for."""

    def __init__(self, page) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.console.append(f"dialog: {dialog.message}"), dialog.dismiss()))


def running() -> Iterator[object]:
    """A browser for the tests of one module."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def pages(browser) -> Iterator[Callable[..., object]]:
    """file, address, options of a context → the page, ready. In the end each was silent and had asked for nothing."""
    opened = []

    def start(file: Path, address: str = "", **options):
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        shown = Opened(context.new_page())
        shown.page.set_default_timeout(PATIENCE)
        shown.page.goto(f"{file.as_uri()}{address}")
        shown.page.locator("html[data-ready]").wait_for(state="attached")
        opened.append((shown, context))
        return shown.page

    yield start
    for shown, context in opened:
        assert shown.console == []
        assert all(url.startswith(("file:", "blob:")) for url in shown.requests)
        context.close()


def find(page, words: str) -> None:
    """Search by keys and open the first match."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator("#matches li.entity, #matches li.sentence").first.wait_for()
    page.keyboard.press("Enter")


def point(page, target) -> None:
    """A click by the mouse alone: move there, press, release."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.down()
    page.mouse.up()


def counts(page) -> str:
    """How much of the graph passes, as the page says it."""
    return page.locator("#counts").inner_text()


def saved(page, what: str) -> bytes:
    """What the reader gets from the menu "Save"."""
    point(page, page.locator("#save summary"))
    with page.expect_download() as download:
        point(page, page.get_by_role("button", name=what))
    return Path(download.value.path()).read_bytes()


def from_npm(package: str, file: str) -> Path | None:
    """A file of an npm package, fetched once and kept; None where npm or the registry is missing."""
    folder = Path.home() / ".cache" / "communique-kg-tests" / package.replace("@", "-")
    script = folder / "package" / file
    if not script.exists():
        if shutil.which("npm") is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True)
        if packed.returncode:
            return None
        shutil.unpack_archive(folder / packed.stdout.split()[-1], folder, "gztar", filter="data")
    return script
