"""Every screen that links lead a manager to, in a world that lives: none fails, none scrolls sideways, and axe finds nothing.

`bin/long screens` plays it. Of addresses that differ in a number alone the first is looked at.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from abonent.simulation.staff import MANAGER, at_work
from abonent.simulation.testing import WorldAtHand
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.volume]

FEWEST_SCREENS = 130
# Files, and the way out.
NO_SCREENS = re.compile(r"^/(static|account)/|/(pdf|raw|file|export)/$|\.\w+$")
LOOKS = [("fi", 390, "dark"), ("pl", 1280, "light"), ("hu", 390, "light"), ("sv", 1280, "dark"), ("en", 820, "light")]


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_nobody_is_shut_out_anywhere(page_of: Callable[..., Page], tiny_world: WorldAtHand, language: str, width: int, theme: str):
    manager = at_work(MANAGER)
    manager.language = language
    manager.save(update_fields=["language"])
    page = page_of(manager, width=width, theme=theme)
    faults, seen = [], 0
    for address, status in screens(page):
        seen += 1
        if status >= 400:
            faults.append(f"{address} answers {status}")
            continue
        if scrolls_sideways(page):
            faults.append(f"{address} scrolls sideways")
        faults += [f"{address}: {found}" for found in axe(page)]
    assert not faults, "\n".join(faults)
    assert seen >= FEWEST_SCREENS


def screens(page: Page) -> Iterator[tuple[str, int]]:
    """Go from home by every link to a kind of page that was not yet seen; each address, and what it answers."""
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        address = waiting.popleft()
        answer = page.goto(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield address, answer.status
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            bare = re.split(r"[?#]", link)[0]
            if bare.startswith("/") and not NO_SCREENS.search(bare) and kind(bare) not in seen:
                seen.add(kind(bare))
                waiting.append(bare)


def kind(address: str) -> str:
    """The address without its numbers, and without the name of a page of the manual."""
    return re.sub(r"\d+", "N", re.sub(r"^/manual/[^/]+/", "/manual/PAGE/", address))
