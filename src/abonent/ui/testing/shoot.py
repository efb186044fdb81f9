"""Pictures of a running product for people to look at: `python -m abonent.ui.testing.shoot http://127.0.0.1:8000/ /customers/ --user anna --password ...`.

One PNG per address, width, theme and language, in a temporary folder whose name is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from abonent.ui.testing.browser import launched, scrolls_sideways

WIDTHS = (1280, 390)
THEMES = ("light", "dark")
PHONE_BELOW = 768


def shoot(
    browser: Browser,
    base: str,
    paths: Sequence[str],
    *,
    widths: Iterable[int] = WIDTHS,
    themes: Iterable[str] = THEMES,
    languages: Iterable[str] = ("en",),
    cookies: Sequence[dict[str, Any]] = (),
    folder: Path | None = None,
    whole_page: bool = True,
) -> list[Path]:
    """Take the pictures; returns their files. Languages hold for pages before log-in; an account has its own."""
    target = folder or Path(tempfile.mkdtemp(prefix="abonent-pictures-"))
    taken = []
    for width, theme, language in product(widths, themes, languages):
        context = _context(browser, base, width, theme, language)
        context.add_cookies([*cookies])  # type: ignore[list-item]
        page = context.new_page()
        for path in paths:
            page.goto(base.rstrip("/") + path, wait_until="networkidle")
            file = target / f"{_name(path)}-{width}-{theme}-{language}.png"
            page.screenshot(path=file, full_page=whole_page)
            if scrolls_sideways(page):
                print(f"scrolls sideways: {path} at {width}", file=sys.stderr)  # noqa: T201
            taken.append(file)
        context.close()
    return taken


def _context(browser: Browser, base: str, width: int, theme: str, language: str) -> BrowserContext:
    phone = width < PHONE_BELOW
    context = browser.new_context(
        viewport={"width": width, "height": 844 if phone else 800}, device_scale_factor=2 if phone else 1, has_touch=phone, locale=language
    )
    context.add_cookies(
        [{"name": "abonent_theme", "value": theme, "url": base}, {"name": "django_language", "value": language, "url": base}]
    )
    return context


def _name(path: str) -> str:
    return re.sub(r"[^\w-]+", "-", path).strip("-") or "home"


def _log_in(browser: Browser, base: str, user: str, password: str) -> list[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base.rstrip("/") + "/account/login/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    cookies = [cookie for cookie in context.cookies() if cookie.get("name") == "sessionid"]
    context.close()
    return cookies


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Pictures of pages of a running product.")
    parser.add_argument("base", help="address of the product, for example http://127.0.0.1:8000")
    parser.add_argument("paths", nargs="+", help="paths to take")
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--widths", default="1280,390")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="en")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with launched() as browser:
        cookies = _log_in(browser, asked.base, asked.user, asked.password) if asked.user else []
        widths = [int(width) for width in asked.widths.split(",")]
        if asked.folder:
            asked.folder.mkdir(parents=True, exist_ok=True)
        files = shoot(
            browser,
            asked.base,
            asked.paths,
            widths=widths,
            themes=asked.themes.split(","),
            languages=asked.languages.split(","),
            cookies=cookies,
            folder=asked.folder,
        )
    print("\n".join(map(str, files)))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
