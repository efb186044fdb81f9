"""Played in a real browser: T8, the night, in four clicks and without a field; nobody is shut out of the board and its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.customers.testing import a_customer
from abonent.distribution.frozen_testing import freeze
from abonent.distribution.models import FrozenList
from abonent.distribution.operations import find_stops_of_new_places
from abonent.distribution.testing import a_route, a_stretch
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.runs.models import Run
from abonent.runs.operations import continue_run
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tonight(transactional_db, entity, settings, tmp_path) -> Issue:
    """Tomorrow's paper: route 14 had ten copies a week before and has four more."""
    settings.MEDIA_ROOT = tmp_path
    tomorrow = clock.today(entity.zone) + timedelta(days=1)
    begins = tomorrow - timedelta(days=40)
    edition = issues_on(an_edition(entity=entity), DAILY, first=begins, until=tomorrow + timedelta(days=40))
    product = a_product(entity=entity, editions=[edition], shares=["1"])
    price_list = a_price_list(entity=entity)
    prices_from("2025-01-01", price_list, {(product, 12): "2929.00"})
    a_stretch(a_route(entity=entity, number="14"), "Storgatan", begins=str(begins))

    def reader(number: int, starts_on, copies: int = 1) -> None:
        subscriber = a_customer(street_line=f"Storgatan {number}", postal_code="111 22", town="Stockholm", registered_on=begins)
        order = an_order(product=product, price_list=price_list, subscriber=subscriber, starts_on=starts_on, copies=copies)
        subscription = a_subscription(order=order, today=starts_on)
        type(subscription).objects.filter(pk=subscription.pk).update(delivery_method="carrier")

    for number in range(1, 11):
        reader(number, begins)
    freeze(Issue.objects.get(edition=edition, published_on=tomorrow - timedelta(days=7)), "carrier")
    reader(90, tomorrow, copies=4)
    find_stops_of_new_places()
    return Issue.objects.get(edition=edition, published_on=tomorrow)


@pytest.mark.timed
def test_t8_why_route_14_then_freeze_and_print_in_four_clicks(page_as, tonight):
    page: Page = page_as("circulation")
    page.goto("/")
    page.get_by_role("link", name="Night").first.click()
    alarm = page.locator("details", has_text="Route 14")
    alarm.locator("summary").click()
    expect(alarm).to_contain_text("New")
    expect(alarm.locator("dd").last).to_have_text("14")
    page.get_by_role("button", name="Freeze and print").click()
    expect(page.get_by_role("link", name="Being frozen…")).to_be_visible()
    continue_run(run=Run.objects.latest("pk"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Print", exact=True).click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert FrozenList.objects.filter(issue=tonight).get().files.exclude(fetched_at=None).count() == 1


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_nobody_is_shut_out_and_no_page_scrolls_sideways(page_as, tonight, width, theme):
    page: Page = page_as("circulation", width=width, theme=theme)
    page.goto(reverse("distribution:night"))
    page.locator("details summary").first.click()
    expect(page.locator("details dl").first).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    [frozen] = freeze(tonight, "carrier")
    addresses = [frozen.url, reverse("distribution:why", args=[tonight.pk, "carrier"])]
    addresses += [reverse(f"distribution:{name}") for name in ("night", "sort_profiles", "new_sort_profile")]
    addresses.append(reverse("distribution:hand_over", args=[tonight.edition_id, "carrier"]))
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address


def test_the_board_is_worked_by_the_keyboard(page_as, tonight):
    page: Page = page_as("circulation")
    page.goto(reverse("distribution:night"))
    page.keyboard.press("b")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Tonight")
    page.keyboard.press("n")
    page.keyboard.press("f")
    expect(page.get_by_role("link", name="Being frozen…")).to_be_visible()
