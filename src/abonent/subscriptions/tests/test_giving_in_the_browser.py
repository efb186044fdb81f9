"""T5, played in a real browser: a gift subscription from next Monday, with a card, the invoice to the giver; by pointer and by keys alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import install_stop_reasons
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_ACTS, MOST_FIELDS = 9, 9


class Hand:
    """A person at the page, whose pointer acts and key chords are counted, and the fields typed; Tab belongs to typing."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts, self.fields = page, 0, 0

    def click(self, role: str, name: str) -> None:
        self.acts += 1
        self.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]

    def press(self, chord: str) -> None:
        self.acts += 1
        self.page.keyboard.press(chord)

    def type(self, label: str, text: str) -> None:
        self.fields += 1
        self.page.get_by_label(label).fill(text)

    def tab_to(self, label: str) -> None:
        """Go on by Tab until the field with the label has the cursor."""
        wanted = self.page.get_by_label(label)
        for _step in range(60):
            if wanted.evaluate("field => field === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {label}")

    def tab_and_type(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.fields += 1
        self.page.keyboard.type(text)


@pytest.fixture
def bo(daily, price_list):
    """The giver; the paper comes every day."""
    install_stop_reasons()
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=30), until=today + timedelta(days=500))
    return a_customer("Bo", "Ek", mobile="070-174 06 36")


def given(bo) -> Subscription:
    subscription = Subscription.objects.get()
    assert (subscription.payer, subscription.subscriber.name) == (bo, "Elsa Bergqvist")
    assert subscription.started_on.weekday() == 0
    assert subscription.gift.card_text == "Happy birthday!"
    return subscription


def test_a_gift_is_ordered_with_the_pointer(page_as, bo):
    page: Page = page_as("clerk")
    page.goto(f"/customers/{bo.number}/")
    page.wait_for_load_state("networkidle")
    hand = Hand(page)
    hand.click("link", "Give a subscription")
    hand.type("Subscriber", "Elsa Bergqvist")
    hand.click("button", "Register Elsa Bergqvist")
    hand.type("Address", "Sandvägen 3, 871 40 Norrvik")
    assert axe(page) == []
    hand.click("button", "Register and choose")
    expect(page.get_by_role("group", name="Subscriber")).to_contain_text("Elsa Bergqvist")
    hand.type("Begins", "mon")
    hand.acts += 1
    page.get_by_label("3 months, 799,00 kr").check()
    hand.type("Words on the card", "Happy birthday!")
    expect(page.locator("#effect .ab-say")).to_contain_text("The gift ends by itself on")
    expect(page.locator("#effect")).to_contain_text("799,00")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    hand.click("button", "Start on")
    expect(page.locator("#toasts")).to_contain_text("begins")
    assert page.url.endswith(given(bo).url)
    expect(page.get_by_role("button", name="Print the card")).to_be_visible()
    assert axe(page) == []
    assert hand.acts <= MOST_ACTS and hand.fields <= MOST_FIELDS


def test_a_gift_is_ordered_by_keys_alone_on_a_narrow_dark_screen(page_as, bo):
    page: Page = page_as("clerk", width=390, theme="dark")
    page.goto(f"/customers/{bo.number}/")
    page.wait_for_load_state("networkidle")
    hand = Hand(page)
    hand.press("f")
    page.wait_for_url("**/subscriptions/new/**")
    expect(page.get_by_label("Subscriber")).to_be_focused()
    hand.tab_and_type("Subscriber", "Elsa Bergqvist")
    expect(page.get_by_role("button", name="Register Elsa Bergqvist")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what is found is asked for while one types
    page.keyboard.press("Tab")
    hand.press("Enter")
    expect(page.get_by_label("Address")).to_be_focused()
    hand.tab_and_type("Address", "Sandvägen 3, 871 40 Norrvik")
    hand.press("Enter")
    expect(page.get_by_role("group", name="Subscriber")).to_contain_text("Elsa Bergqvist")
    hand.tab_and_type("Begins", "mon")
    hand.tab_and_type("Words on the card", "Happy birthday!")
    expect(page.locator("#effect .ab-say")).to_contain_text("The card goes to Elsa Bergqvist")
    page.wait_for_timeout(500)  # the effect of what was typed last is asked for after a moment
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    hand.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("begins")
    given(bo)
    for address in (page.url, "/subscriptions/gifts/"):
        page.goto(address)
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address
    assert hand.acts <= MOST_ACTS and hand.fields <= MOST_FIELDS
