"""The pages of staff and roles as people use them."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.tests.test_staff import an_entity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_the_pages_of_staff_and_roles(page_as, width: int, theme: str):
    entity = an_entity()
    install_ready_roles()
    take_on_staff(username="carl", password="a pass word", full_name="Carl Ek", roles=["clerk"], entities=[entity])
    page = page_as("administrator", width=width, theme=theme)
    carl = StaffUser.objects.get(username="carl")
    wrong = []
    for address in ("/staff/", "/staff/new/", f"/staff/{carl.pk}/", f"/staff/{carl.pk}/log-in/", "/roles/", "/roles/clerk/", "/roles/clerk/duties/", "/roles/clerk/copy/"):  # fmt: skip
        page.goto(address)
        wrong += [f"{address}: {finding}" for finding in axe(page)]
        wrong += [f"{address} scrolls sideways"] if scrolls_sideways(page) else []
    assert wrong == []


def test_the_effect_of_a_box_is_said_before_it_is_saved(page_as):
    entity = an_entity()
    install_ready_roles()
    take_on_staff(username="carl", password="a pass word", full_name="Carl Ek", roles=["clerk"], entities=[entity])
    take_on_staff(username="ada", password="a pass word", full_name="Ada Berg", roles=["administrator"], entities=[entity])
    page = page_as("administrator")
    page.goto("/roles/clerk/duties/")
    page.get_by_label("Credit invoices").uncheck()
    page.get_by_text("1 person may no longer do this: Credit invoices").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Customer service is changed.").wait_for()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_band_stands_on_every_page_and_leads_back(page_as, width: int, theme: str):
    entity = an_entity()
    install_ready_roles()
    carl = take_on_staff(username="carl", password="a pass word", full_name="Carl Ek", roles=["clerk"], entities=[entity])
    page = page_as("administrator", width=width, theme=theme)
    page.goto(f"/staff/{carl.pk}/")
    page.get_by_role("button", name="See as Carl").click()
    for address in ("/", "/customers/", "/nowhere/"):
        page.goto(address)
        page.get_by_text("You see the product as Carl Ek").wait_for()
        assert (axe(page), scrolls_sideways(page)) == ([], False)
    page.get_by_role("button", name="Back to yourself").click()
    page.get_by_role("heading", name="Carl Ek").wait_for()


def test_a_person_logs_in_by_name_tab_password_enter(page_of):
    install_ready_roles()
    take_on_staff(username="carl", password="a pass word", full_name="Carl Ek", roles=["clerk"], entities=[an_entity()])
    page = page_of()
    page.goto("/account/login/")
    page.keyboard.type("carl")
    page.keyboard.press("Tab")
    page.keyboard.type("a pass word")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.endswith("/") and "login" not in address)
