"""Settings brought in and tabs arranged by keyboard, wide and on the telephone, in the light and in the dark."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from abonent.access.models import Arrangement, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import CustomerCategory
from abonent.ui.testing.browser import axe

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(transactional_db: None) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", first_name="Ada", last_name="Berg")
    user.roles.add(Role.objects.get(code="administrator"))
    return user


def looks_well(page: Any, name: str) -> None:
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if folder := os.environ.get("ABONENT_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_file_is_looked_at_and_brought_in_and_a_tab_hidden_by_keyboard(page_of, ada: StaffUser, tmp_path: Path, width: int, theme: str):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"abonent_settings": 1, "types": [{"name": {"en": "Museum"}}]}))
    page = page_of(ada, width=width, theme=theme)
    page.set_default_timeout(60_000)
    page.goto("/settings/")
    looks_well(page, f"settings-{width}")
    page.locator("input[type=file]").set_input_files(file)
    page.keyboard.press("Control+Enter")
    page.get_by_text("1 setting would change.").wait_for()
    looks_well(page, f"settings-plan-{width}")
    page.get_by_role("button", name="Bring them in").press("Enter")
    page.get_by_text("1 setting is brought in.").wait_for()
    assert CustomerCategory.objects.get().name == {"en": "Museum"}

    page.goto("/settings/arrangement/")
    looks_well(page, f"arrangement-{width}")
    page.get_by_role("button", name="Hide History").press("Enter")
    page.get_by_text("Hidden: History.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Show History"
    looks_well(page, f"arrangement-hidden-{width}")
    assert Arrangement.objects.get().hidden == ["history"]
