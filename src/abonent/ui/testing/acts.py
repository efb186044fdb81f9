"""Plays a timed task and counts it as `ux.md` does: pointer acts and key chords are acts, whatever is typed is a field; waiting is free."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from abonent.ui.testing.browser import axe, scrolls_sideways


@dataclass
class Player:
    """A person at a page; `acts` and `fields` are what it took so far."""

    page: Page
    acts: int = 0
    fields: int = 0

    def press(self, key: str) -> None:
        """A key or a chord of keys."""
        self.acts += 1
        self.page.keyboard.press(key)

    def click(self, thing: Locator) -> None:
        """Point at something and act on it."""
        self.acts += 1
        thing.click()

    def type(self, text: str) -> None:
        """Write into the field that has the cursor."""
        self.fields += 1
        self.page.keyboard.type(text)

    def drop(self, place: Locator, file: Path) -> None:
        """Let a file go on the page."""
        self.acts += 1
        place.set_input_files(file)

    @property
    def count(self) -> tuple[int, int]:
        """Acts and fields."""
        return self.acts, self.fields

    def look(self, name: str) -> None:
        """Hold that everybody can use what is shown; a picture of it is kept where ABONENT_SHOTS names a folder."""
        if folder := os.environ.get("ABONENT_SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png")
        assert axe(self.page) == []
        assert not scrolls_sideways(self.page)
