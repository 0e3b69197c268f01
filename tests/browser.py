"""A headless browser for tests, without any traffic of its own; tests skip with a word where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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


@contextmanager
def opened(file: Path, *, width: int = 1440, height: int = 900) -> Iterator[Opened]:
    """The file open in a browser, by file://."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            shown = Opened(browser.new_page(viewport={"width": width, "height": height}))
            shown.page.set_default_timeout(5000)
            shown.page.goto(file.as_uri())
            shown.page.wait_for_timeout(300)
            yield shown
        finally:
            browser.close()
