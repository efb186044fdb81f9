"""A browser that plays our pages, and axe-core that looks for what somebody could not use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, Error, Page, Playwright, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[4]
CHROMIUM, FIREFOX, WEBKIT = "chromium", "firefox", "webkit"
ENGINES = (CHROMIUM, FIREFOX, WEBKIT)
NAMES = {
    CHROMIUM: ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    FIREFOX: ("firefox", "firefox-esr"),
    WEBKIT: (),
}
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
# A Firefox as Mozilla and the distributions give it is driven by WebDriver BiDi, which cannot tell it that nothing shall move.
FIREFOX_CHANNEL = "moz-firefox"
FIREFOX_LOOKS = {"ui.prefersReducedMotion": 1}
# Milliseconds that a page may take; BiDi takes more steps for the same act.
PATIENCE = {CHROMIUM: 10_000, FIREFOX: 60_000, WEBKIT: 60_000}


class NoBrowser(Exception):
    """The engine that is asked for is not on this machine."""


def engine() -> str:
    """The engine that tests play in: ABONENT_BROWSER_ENGINE, else Chromium."""
    name = os.environ.get("ABONENT_BROWSER_ENGINE", CHROMIUM)
    if name not in ENGINES:
        raise NoBrowser(f"ABONENT_BROWSER_ENGINE is {name}; it may be {', '.join(ENGINES)}.")
    return name


def executable() -> str:
    """The browser of this machine for the engine: ABONENT_BROWSER, else one by its usual name, else what Playwright has installed."""
    for name in (os.environ.get("ABONENT_BROWSER", ""), *NAMES[engine()]):
        if name and (found := shutil.which(name)):
            return found
    if engine() != CHROMIUM:
        with sync_playwright() as play:
            installed = str(_type(play).executable_path)
        if Path(installed).exists():
            return installed
    raise NoBrowser(f"No {engine()} here: see docs/figures/engines.md, or name one in ABONENT_BROWSER.")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that talks to nobody but the pages it is sent to."""
    path = executable()
    with sync_playwright() as play:
        browser = _type(play).launch(executable_path=path, **_options(path))
        try:
            _refuse_if_too_old(browser)
            yield browser
        finally:
            browser.close()


def _refuse_if_too_old(browser: Browser) -> None:
    """A Firefox that lacks a command which Playwright sends first shows it at the first context."""
    if engine() != FIREFOX:
        return
    try:
        browser.new_context().close()
    except Error as error:
        raise NoBrowser(f"Firefox {browser.version} is too old for this Playwright: {error.message.splitlines()[0]}") from error


def quiet_motion() -> dict[str, Any]:
    """What a context is told so that nothing moves; Firefox is told when it starts."""
    return {} if engine() == FIREFOX else {"reduced_motion": "reduce"}


def _type(play: Playwright) -> BrowserType:
    types: dict[str, BrowserType] = {CHROMIUM: play.chromium, FIREFOX: play.firefox, WEBKIT: play.webkit}
    return types[engine()]


def _options(path: str) -> dict[str, Any]:
    if engine() == CHROMIUM:
        return {"args": FLAGS}
    if engine() == FIREFOX:
        ours = "ms-playwright" in path
        return {"firefox_user_prefs": FIREFOX_LOOKS} | ({} if ours else {"channel": FIREFOX_CHANNEL})
    return {}


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
