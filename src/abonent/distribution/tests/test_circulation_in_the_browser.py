"""Played in a real browser: the circulation of a month and of one issue, its inserts, the terms of an outlet; on a phone in the dark too."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.catalog.testing import a_price_list, prices_from
from abonent.customers.testing import a_customer
from abonent.distribution.frozen_testing import freeze
from abonent.distribution.models import Draw
from abonent.distribution.testing import an_outlet
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import period
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_what_went_out_is_counted_and_what_goes_with_it(page_as, entity, daily, settings, tmp_path, width, theme):
    settings.MEDIA_ROOT = tmp_path
    today = clock.today(entity.zone)
    begins = today - timedelta(days=40)
    edition = issues_on(daily.components.get(ordinal=1).edition, DAILY, first=str(begins), until=str(today + timedelta(days=40)))
    price_list = a_price_list(entity=entity)
    prices_from("2025-01-01", price_list, {(daily, 12): "2929.00"})
    for number in (1, 2, 3):
        reader = a_customer(street_line=f"Storgatan {number}", postal_code="111 22", town="Stockholm", registered_on=begins)
        a_subscription(order=an_order(product=daily, price_list=price_list, subscriber=reader, starts_on=begins), today=begins)
    kiosk = an_outlet(entity=entity)
    Draw.objects.create(outlet=kiosk, product=daily, copies=[10] * 7, during=period(begins, None))
    issue = Issue.objects.select_related("edition__title__entity").get(edition=edition, published_on=today)
    freeze(issue, "carrier")
    page: Page = page_as("circulation", width=width, theme=theme)

    def is_well(name: str) -> None:
        assert axe(page) == []
        assert not scrolls_sideways(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    page.goto(reverse("distribution:circulation"))
    expect(page.get_by_text("From 70 % of the full price")).to_be_visible()
    is_well("circulation")
    page.goto(reverse("distribution:circulation_issue", args=[issue.pk]))
    expect(page.get_by_text("agrees to the copy")).to_be_visible()
    is_well("circulation-issue")
    page.goto(reverse("distribution:inserts", args=[issue.pk]))
    page.get_by_role("textbox", name="What goes with it").fill("Spring brochure")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Spring brochure goes with the issue")
    is_well("inserts")
    page.goto(reverse("distribution:frozen_list", args=[issue.frozen_lists.get().pk]))
    expect(page.get_by_text("Spring brochure")).to_be_visible()
    is_well("frozen-list")
    page.goto(reverse("distribution:outlet_terms", args=[kiosk.pk]))
    page.get_by_label("From", exact=True).fill(str(today - timedelta(days=3)))
    page.get_by_label("Commission, percent").fill("25")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("25 % commission")).to_be_visible()
    is_well("outlet-terms")
