"""The frame of all folders together: each place and each new thing has its own key, and the whole rail is seen at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.config.folders import declared
from abonent.ui.testing.browser import axe

LOWEST = 700


@pytest.mark.parametrize("name", ["MENU", "NEW"])
def test_no_two_places_and_no_two_new_things_share_a_key(name: str):
    keys = [item.key for item in declared("menu", name) if item.key]
    assert keys
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "hu"])
def test_who_may_go_everywhere_sees_the_whole_rail_and_reaches_by_key_what_stands_behind_set_up(page_of, transactional_db, language: str):
    install_ready_roles()
    user = StaffUser.objects.create_user("root", "root@example.org", language=language)
    user.roles.set(Role.objects.all())
    page: Page = page_of(user)
    page.goto("/companies/")
    page.set_viewport_size({"width": 1280, "height": LOWEST})
    hidden = page.evaluate("() => { const rail = document.querySelector('.ab-rail'); return rail.scrollHeight - rail.clientHeight; }")
    assert hidden == 0
    page.locator("[popovertarget=setup-menu]").press("Enter")
    page.locator("#setup-menu").get_by_role("link").nth(1).wait_for()
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("u")
    page.wait_for_url("**/staff/")
