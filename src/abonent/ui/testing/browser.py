"""A browser that plays our pages, and axe-core that looks for what somebody could not use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[4]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Room for the bars that stand at the bottom of a telephone.
BARS = 200
# WCAG 2.0 to 2.2, A and AA, and what axe calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


def executable() -> str:
    """The browser of this machine: ABONENT_BROWSER, else Chromium or Chrome."""
    for name in (os.environ.get("ABONENT_BROWSER", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    raise NoBrowser("No Chromium or Chrome here: run bin/browser, or name one in ABONENT_BROWSER.")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that talks to nobody but the pages it is sent to."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def axe(page: Page, *, within: str | None = None) -> list[str]:
    """What axe-core finds on the page, a line per element: rule, element, why. Empty is good.

    The window is made as high as the page: what a bar at the bottom hides until one scrolls is not hidden.
    """
    with _whole_page(page):
        return _found_by_axe(page, within)


@contextmanager
def _whole_page(page: Page) -> Iterator[None]:
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height + BARS)})
    yield
    page.set_viewport_size(size)


def _found_by_axe(page: Page, within: str | None) -> list[str]:
    if not page.evaluate("() => Boolean(window.axe)"):
        # Through the debugging protocol, which a Content-Security-Policy does not hold back.
        page.evaluate((CHECKOUT / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate(
        "([within, tags]) => axe.run(within || document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        [within, RULES],
    )
    return [
        f"{violation['id']}: {node['html'][:160]} - {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page itself is wider than its window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
