"""Played in a real browser: everybody can use the screens of subscriptions, at both widths, in both themes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.testing import a_customer
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import Pause, Redirect, Subscription
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_renewal_plan, a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW = "/subscriptions/new/"


@pytest.fixture
def today(daily):
    return clock.today(daily.entity.zone)


@pytest.fixture
def subscription(daily, price_list, today):
    """Anna's, running since a month ago; the paper comes every day."""
    install_stop_reasons()
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=400))
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30)))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_shut_out_and_no_page_scrolls_sideways(page_as, subscription, today, width, theme):
    run = a_renewal_plan(subscription.entity, today + timedelta(days=340))
    page: Page = page_as("manager", width=width, theme=theme)
    for address in (
        "/subscriptions/",
        subscription.url,
        f"{subscription.url}cancellation/",
        "/subscriptions/stops/",
        "/subscriptions/stop-reasons/",
        "/subscriptions/stop-reasons/moved/",
        "/subscriptions/save-offers/",
        "/subscriptions/save-offers/new/",
        f"{subscription.url}pause/",
        "/subscriptions/pause-rules/",
        "/subscriptions/pause-rules/new/",
        f"{NEW}?customer={subscription.subscriber.number}",
        f"/renewals/{run.pk}/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address
    page.goto(f"/customers/{subscription.subscriber.number}/")
    assert axe(page, within="#panel-subscriptions") == []


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_copies_of_an_issue_are_looked_at_by_group(page_as, subscription, today, width, theme):
    issue = Issue.objects.filter(edition__medium="paper", published_on__gt=today).earliest("published_on")
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/issues/{issue.pk}/")
    expect(page.get_by_role("table")).to_contain_text(subscription.subscriber.name)
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="Early-morning carrier").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("group=carrier"))
    page.keyboard.press("f")
    expect(page).not_to_have_url(re.compile(f"/issues/{issue.pk}/"))


def test_an_order_is_taken_on_the_telephone(page_as, subscription):
    """Find her, say what it costs and when the paper comes, save: nothing typed twice."""
    maj = a_customer("Maj", mobile="070-174 06 35")
    page: Page = page_as("clerk")
    page.goto(NEW)
    expect(page.get_by_label("Subscriber", exact=True)).to_be_focused()
    page.get_by_label("Subscriber", exact=True).fill("maj lin")
    page.get_by_role("button", name="Lindqvist, Maj").click()
    expect(page.get_by_role("group", name="Subscriber")).to_contain_text("Maj Lindqvist")
    say = page.locator("#effect .ab-say")
    expect(say).to_contain_text("The first paper comes on")
    page.get_by_label("1 year").check()
    page.get_by_label("Copies").fill("2")
    expect(page.locator("#effect")).to_contain_text("5 858,00")
    page.get_by_role("button", name="Why this amount").click()
    expect(page.locator("#why-price")).to_contain_text("times 2")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("begins")
    assert page.url.endswith(f"/customers/{maj.number}/")
    assert Subscription.objects.get(subscriber=maj).copies == 2


def test_an_answer_that_comes_late_takes_nothing_back_that_was_chosen_since(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(f"{NEW}?customer={subscription.subscriber.number}")
    expect(page.locator("#effect .ab-say")).to_contain_text("The first paper comes on")
    held = []
    page.route("**/effect/", lambda route: held.append(route) if not held else route.continue_())
    page.get_by_label("Copies").fill("2")
    page.wait_for_timeout(500)
    page.get_by_label("1 year").check()
    with page.expect_response("**/effect/"):
        held[0].continue_()
    expect(page.locator("#effect")).to_contain_text("5 858,00")
    expect(page.get_by_label("1 year")).to_be_checked()


def test_a_day_of_the_calendar_becomes_the_first_day(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(f"{NEW}?customer={subscription.subscriber.number}")
    day = page.locator(".ab-cal button").nth(3)
    picked = day.get_attribute("value")
    day.click()
    expect(page.locator(f"#day-{picked}")).to_have_class("in a")
    expect(page.get_by_label("Begins")).not_to_have_value("")
    page.wait_for_load_state("networkidle")


def test_a_week_of_the_bar_is_opened_by_the_keyboard(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(subscription.url)
    this_week = page.locator(".ab-bar__week[tabindex='0']")
    this_week.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(f"#week-{subscription.number} li")).to_have_count(7)


def test_another_card_is_chosen_by_its_digit_and_shows_its_keys(page_as, subscription, daily, price_list, today):
    yesterday = today - timedelta(days=1)
    second = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=yesterday, subscriber=subscription.subscriber))
    page: Page = page_as("clerk")
    page.goto(f"/customers/{subscription.subscriber.number}/")
    chosen = page.locator(".ab-sub--on")
    expect(chosen.locator(f"#subscription-{second.number}")).to_be_visible()
    page.keyboard.press("2")
    expect(chosen.locator(f"#subscription-{subscription.number}")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Change the subscription").locator("#cancellation")).to_be_visible()


def test_a_cancellation_is_made_and_undone_from_the_toast(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(f"{subscription.url}cancellation/")
    page.get_by_label("Moved").check()
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("ends; the last paper comes on")
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Cancel")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_stop_on_a_day_says_what_is_given_back_before_it_is_saved(page_as, subscription, today, width, theme):
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.get_by_role("link", name="Cancel").click()
    panel = page.get_by_role("dialog", name="Change the subscription")
    expect(panel.locator(".ab-say")).to_contain_text("After that nothing more is charged.")
    panel.get_by_label("Last day").fill((today + timedelta(days=20)).isoformat())
    expect(panel.locator(".ab-say")).to_contain_text("We take off")
    panel.get_by_label("Is not paid back").check()
    expect(panel.locator(".ab-say")).to_contain_text("What is left of the term is not paid back.")
    panel.get_by_role("button", name="As soon as possible").click()
    expect(panel.get_by_label("Last day")).not_to_have_value("")
    panel.get_by_label("Is credited").check()
    expect(panel.locator(".ab-say")).to_contain_text("We take off")
    assert axe(page, within="#change-panel") == []
    panel.get_by_label("Moved").check()
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("ends; the last paper comes on")
    assert not scrolls_sideways(page)
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).not_to_contain_text("ends; the last paper comes on")


def test_a_row_of_the_plan_says_why_and_is_held_back_where_it_stands(page_as, subscription, today):
    run = a_renewal_plan(subscription.entity, today + timedelta(days=340))
    page: Page = page_as("manager")
    page.goto(f"/renewals/{run.pk}/")
    page.locator("tbody [data-why]").click()
    expect(page.locator("#why")).to_contain_text("Price list from")
    page.keyboard.press("Escape")
    page.locator("tbody").get_by_role("button", name="Hold back").click()
    expect(page.locator("#toasts")).to_contain_text("1 row is held back.")
    expect(page.locator("tbody").get_by_role("button", name="Let go")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_pause_is_placed_with_the_pointer_and_undone(page_as, subscription, today, width, theme):
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.get_by_role("link", name="Pause").click()
    panel = page.get_by_role("dialog", name="Change the subscription")
    panel.get_by_role("button", name="2w").click()
    expect(panel.locator(".ab-say")).to_contain_text("You miss 14 papers")
    expect(panel.locator(".ab-read")).to_contain_text("Paper again")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    panel.get_by_role("button", name=re.compile("^Pause \\d")).click()
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("is paused")
    assert Pause.objects.get().withdrawn_at is None
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert Pause.objects.get().withdrawn_at is not None


def test_a_pause_is_placed_by_the_keyboard_alone(page_as, subscription, today):
    first, last = today + timedelta(days=10), today + timedelta(days=24)
    page: Page = page_as("clerk")
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("p")
    days = page.get_by_label("Days without")
    expect(days).to_be_focused()
    page.keyboard.type(f"{first.day}/{first.month}-{last.day}/{last.month}")
    expect(page.locator("#pause-effect .ab-say")).to_contain_text("You miss 15 papers")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("is paused")
    assert (Pause.objects.get().during.lower, Pause.objects.get().last_day) == (first, last)


def in_words(day):
    return f"{day.day}/{day.month}"


@pytest.mark.timed
def test_pause_and_other_address_on_the_telephone_in_seven_acts_and_three_fields(page_as, subscription, today):
    """T2: a caller is away for two weeks, then at the cottage; she hears what it does to the next invoice."""
    away, back = today + timedelta(days=10), today + timedelta(days=24)
    cottage_from, cottage_to = today + timedelta(days=30), today + timedelta(days=50)
    page: Page = page_as("clerk")
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("p")
    expect(page.get_by_label("Days without")).to_be_focused()
    page.keyboard.type(f"{in_words(away)}-{in_words(back)}")
    expect(page.locator("#pause-effect .ab-say")).to_contain_text("You miss 15 papers")
    expect(page.locator("#pause-effect")).to_contain_text("Next invoice")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("is paused")
    page.keyboard.press("a")
    expect(page.get_by_label("Days elsewhere")).to_be_focused()
    page.keyboard.type(f"{in_words(cottage_from)}-{in_words(cottage_to)}")
    page.get_by_label("New address").click()
    page.keyboard.type("Sandvägen 3, 871 40 Norrvik")
    expect(page.locator("#redirect-effect .ab-say")).to_contain_text("21 papers go to Sandvägen 3, 871 40 Norrvik")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("goes to the other address")
    assert (Redirect.objects.get().during.lower, Redirect.objects.get().last_day) == (cottage_from, cottage_to)


def test_a_proposed_span_is_kept_when_the_address_is_typed_before_its_answer(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(f"{subscription.url}redirect/")
    page.wait_for_load_state("networkidle")
    held = []
    page.route("**/redirect/", lambda route: route.continue_() if held else held.append(route))
    page.get_by_role("button", name="2w").click()
    page.wait_for_timeout(300)
    page.get_by_label("New address").fill("Sandvägen 3, 871 40 Norrvik")
    expect(page.locator("#redirect-effect .ab-say")).to_contain_text("14 papers go to Sandvägen 3, 871 40 Norrvik")


def test_a_paper_is_sent_elsewhere_by_the_keyboard_alone(page_as, subscription):
    page: Page = page_as("clerk")
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("a")
    expect(page.get_by_label("Days elsewhere")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Days elsewhere")).to_have_value("2w")
    while not page.get_by_label("New address").evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("Sandvägen 3, 871 40 Norrvik")
    expect(page.locator("#redirect-effect .ab-say")).to_contain_text("14 papers go to Sandvägen 3, 871 40 Norrvik")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("goes to the other address")
    assert str(Redirect.objects.get().place) == "Sandvägen 3, 871 40 Norrvik"


def test_whoever_types_on_before_a_panel_has_settled_keeps_the_cursor(page_as, subscription, today):
    page: Page = page_as("clerk")
    page.add_init_script(
        "const soon = window.setTimeout; window.setTimeout = (act, delay, ...rest) => soon(act, delay === 20 ? 1000 : delay, ...rest);"
    )
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("v")
    expect(page.get_by_label("First day there")).to_be_focused()
    page.keyboard.type(in_words(today + timedelta(days=20)))
    page.keyboard.press("Tab")
    page.keyboard.type("Storgatan")
    page.wait_for_timeout(1500)
    page.keyboard.type(" 5, 871 31 Norrvik")
    expect(page.locator("#move-effect .ab-say")).to_contain_text("Storgatan 5, 871 31 Norrvik")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_move_is_told_by_the_keyboard_alone_and_shuts_nobody_out(page_as, subscription, today, width, theme):
    moves_on = today + timedelta(days=20)
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("v")
    expect(page.get_by_label("First day there")).to_be_focused()
    page.keyboard.type(in_words(moves_on))
    page.keyboard.press("Tab")
    page.keyboard.type("Storgatan 5, 871 31 Norrvik")
    expect(page.locator("#move-effect .ab-say")).to_contain_text("Storgatan 5, 871 31 Norrvik")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("moves on")
    assert subscription.subscriber.addresses.filter(during__startswith=moves_on).exists()
