"""Played in a real browser: everybody can use the components, at every width, in both themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.ui.testing.browser import axe, scrolls_sideways
from abonent.ui.tests.rows import APP

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GALLERY, LIST, FORM = "/ui/gallery/", "/ui/gallery/list/", "/ui/gallery/form/"


@pytest.fixture(autouse=True)
def shown(settings, transactional_db):
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    settings.SHOW_GALLERY = True
    kind, _made = ContentType.objects.get_or_create(app_label=APP, model="example")
    Permission.objects.bulk_create(
        [Permission(name=f"Row {number:03}", codename=f"add_{number:03}", content_type=kind) for number in range(40)], ignore_conflicts=True
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", [GALLERY, LIST, FORM, "/account/login/", "/nowhere/"])
def test_nobody_is_shut_out(page_of, address, width, theme):
    page: Page = page_of(width=width, theme=theme)
    page.goto(address)
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1024, 1280, 1440])
@pytest.mark.parametrize("address", [GALLERY, LIST, FORM, "/account/login/"])
def test_no_page_scrolls_sideways(page_of, address, width):
    page: Page = page_of(width=width)
    page.goto(address)
    assert not scrolls_sideways(page)


def test_a_filter_swaps_the_list_and_stands_in_the_address(page_of):
    page: Page = page_of()
    page.goto(LIST)
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name="Code").click()
    page.get_by_role("textbox", name="Code").fill("add_00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove filter Code")).to_be_visible()
    assert "code=add_00" in page.url
    expect(page.locator("tbody tr")).to_have_count(10)
    page.get_by_role("link", name="Remove filter Code").click()
    expect(page.locator("tbody tr")).to_have_count(15)


def test_the_list_works_without_script(page_of):
    page: Page = page_of(script=False)
    page.goto(LIST)
    first = page.locator("tbody tr").first.inner_text()
    page.get_by_role("link", name="Next").click()
    assert page.locator("tbody tr").first.inner_text() != first
    page.get_by_role("link", name="Number").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Number")


def test_chosen_rows_bring_up_the_bar_and_can_be_let_go(page_of):
    page: Page = page_of()
    page.goto(LIST)
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    page.get_by_role("checkbox", name="Choose", exact=False).nth(1).check()
    page.get_by_role("checkbox", name="Choose", exact=False).nth(3).check()
    expect(bar).to_contain_text("2 chosen")
    bar.get_by_role("button", name="Choose none").click()
    expect(bar).to_be_hidden()


def test_keys_walk_the_rows_choose_and_open_the_sheet(page_of):
    page: Page = page_of()
    page.goto(LIST)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tbody tr").nth(1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_keys_leave_fields_alone(page_of):
    page: Page = page_of()
    page.goto(FORM)
    page.get_by_label("Name").fill("")
    page.get_by_label("Name").press_sequentially("j?x")
    expect(page.get_by_label("Name")).to_have_value("j?x")


def test_the_figure_says_why_and_gets_the_focus_back(page_of):
    page: Page = page_of()
    page.goto(GALLERY)
    figure = page.get_by_role("button", name="2 929,00")
    figure.focus()
    figure.click()
    why = page.locator("#why")
    expect(why).to_be_visible()
    expect(figure).to_have_attribute("aria-expanded", "true")
    expect(why.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    expect(figure).to_be_focused()
    expect(figure).to_have_attribute("aria-expanded", "false")


def test_one_tab_stop_for_the_ticks_and_arrows_inside(page_of):
    page: Page = page_of()
    page.goto(GALLERY)
    page.get_by_role("button", name="Week 28").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Week 29")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="Week 23")).to_be_focused()
    assert page.locator(".ab-bar__week[tabindex='0']").count() == 1


def test_the_theme_turns_at_once_and_stays(page_of):
    page: Page = page_of()
    page.goto(GALLERY)
    with page.expect_response("**/ui/appearance/"):
        page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_refused_form_gives_the_focus_to_what_is_wrong(page_of):
    page: Page = page_of()
    page.goto(FORM)
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Name").click()
    expect(page.get_by_label("Name")).to_be_focused()


def test_a_toast_offers_the_way_back_and_can_be_closed(page_of):
    page: Page = page_of()
    page.goto(GALLERY + "?toast=1")
    toast = page.locator("#toasts [data-toast]")
    expect(toast).to_contain_text("Paused until 3 May.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_a_form_opens_in_a_panel_over_the_page_and_esc_brings_back(page_of):
    page: Page = page_of()
    page.goto(GALLERY)
    opener = page.get_by_role("link", name="Change", exact=True)
    opener.click()
    panel = page.get_by_role("dialog", name="Change")
    expect(panel.get_by_label("Name")).to_be_visible()
    assert axe(page, within="#panel") == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()


def test_all_of_the_view_can_be_chosen_and_one_row_taken_out_ends_that(page_of):
    page: Page = page_of()
    page.goto(LIST)
    expect(page.locator("tfoot[data-counted]")).to_be_attached()
    page.get_by_role("checkbox", name="Choose all on this page").check()
    everything = page.get_by_role("checkbox", name="of this view")
    everything.check()
    counted = page.locator("tfoot").get_attribute("data-counted")
    expect(page.locator("[data-bulk] [data-count]")).to_have_text(f"{counted} chosen")
    page.locator("[name=chosen]").nth(2).uncheck()
    expect(everything).not_to_be_checked()
    expect(page.locator("[data-bulk] [data-count]")).to_have_text("14 chosen")
