"""The history of a customer as people use it."""

from __future__ import annotations

from datetime import date

import pytest

from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_value_is_put_back_by_keyboard_and_undone(page_as, width: int, theme: str):
    page = page_as("clerk", width=width, theme=theme)
    anna = a_customer()
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Öberg"}, actor=None, today=date(2026, 3, 1))

    page.goto(f"/customers/{anna.number}/history/")
    assert (axe(page), scrolls_sideways(page)) == ([], False)
    page.get_by_role("button", name="Put back Family name: Lindqvist").press("Enter")
    page.get_by_text("Family name is Lindqvist again.").wait_for()
    page.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    page.get_by_text("Undone.").wait_for()
    anna.refresh_from_db()
    assert anna.family_name == "Öberg"
    page.goto(f"/customers/{anna.number}/?tab=history")
    assert (axe(page), scrolls_sideways(page)) == ([], False)
