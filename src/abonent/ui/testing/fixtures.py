"""Fixtures for tests marked `browser`; the conftest of the checkout makes them known everywhere.

@pytest.mark.browser
def test_...(page_of, a_clerk):
    page = page_of(a_clerk, width=390)
    page.goto("/customers/")
    assert axe(page) == []
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from abonent.ui.testing.browser import CHROMIUM, PATIENCE, NoBrowser, engine, launched, quiet_motion

PageOf = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole session; a test is skipped where there is none."""
    # Playwright keeps an event loop in this thread; Django must not take it for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with ExitStack() as opened:
        try:
            started = opened.enter_context(launched())
        except NoBrowser as reason:
            pytest.skip(str(reason))
        if engine() != CHROMIUM:
            expect.set_options(timeout=PATIENCE[engine()])
        yield started


@pytest.fixture
def page_of(browser: Browser, live_server: Any) -> Iterator[PageOf]:
    """`page_of(user, width=1280, theme="light", script=True)`: a page of the running product as this user, or as a stranger for None."""
    contexts: list[BrowserContext] = []

    def opened(user: Any = None, *, width: int = 1280, theme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, java_script_enabled=script, **quiet_motion()
        )
        cookies = [{"name": "abonent_theme", "value": theme, "url": live_server.url}]
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE[engine()])
        return page

    yield opened
    for context in contexts:
        context.close()
