"""The screens by which a circulation manager changes prices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models import Price
from abonent.catalog.operations import draft_version
from abonent.catalog.testing import an_entity
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.runs.models import Act, Run
from abonent.runs.operations import continue_run
from abonent.subscriptions.models import AgreedPrice, PriceChangePlan
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

ASKED = {"by": "percent", "percent": "10", "rounding": "whole", "effective_on": "1/10", "notice_on": "9/7", "notice_days": "30"}
ASKED |= {"over_percent": "9,9"}
STATEMENTS = 24


def said(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def anna(with_issues, price_list):
    order = an_order(product=with_issues, price_list=price_list, starts_on="2025-11-01", subscriber=a_customer("Anna"))
    return a_subscription(order=order)


@pytest.fixture
def bo(with_issues, price_list):
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=a_customer("Bo"))
    return a_subscription(order=order)


@pytest.fixture
def desk(signed_in, daily, anna, bo):
    """The manager of circulation at work."""
    return signed_in("circulation", daily.entity)


@pytest.fixture
def run(desk, price_list):
    answer = desk.post(f"/price-changes/new/{price_list.pk}/", ASKED)
    run = Run.objects.get(kind="price_change")
    assert answer["Location"] == run.url
    return continue_run(run=run)


def row_of(run, subscription):
    return PriceChangePlan.objects.get(run=run, subscription=subscription)


def test_the_price_lists_in_force_are_offered_and_found_from_the_list_and_from_planning_a_run(desk, price_list):
    page = said(desk.get("/price-changes/"))
    assert "Price list" in page
    assert f"/price-changes/new/{price_list.pk}/" in page
    assert "No price changes yet" in page
    assert f"/price-changes/new/{price_list.pk}/" in said(desk.get(f"/products/price-lists/{price_list.pk}/"))
    start = said(desk.get("/runs/new/"))
    assert "/price-changes/" in start
    assert 'value="price_change"' not in start


def test_the_plan_shows_what_it_brings_and_whom_it_hits(desk, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        page = said(desk.get(f"/price-changes/{run.pk}/"))
    # 3222 - 2929 once, 879 - 799 four times a year.
    assert "613,00" in page
    assert "by more than 9.9 per cent" in page
    assert all(text in page for text in ("Anna Lindqvist", "Bo Lindqvist", "3 222,00", "+10,0 %", "By product", "In no group", "2025"))


def test_a_field_that_is_missing_is_named_with_its_cure(desk, price_list):
    page = said(desk.post(f"/price-changes/new/{price_list.pk}/", {**ASKED, "percent": "", "effective_on": ""}), 422)
    assert "Say by how many per cent." in page
    assert "Say from which day." in page
    page = said(desk.post(f"/price-changes/new/{price_list.pk}/", {**ASKED, "effective_on": "1/7/2026"}), 422)
    assert "at the earliest" in page
    assert not Run.objects.filter(kind="price_change").exists()


def test_a_row_is_held_back_and_that_is_undone(desk, run, anna, bo):
    desk.post("/price-changes/held/", {"chosen": [row_of(run, anna).price_id]})
    assert row_of(run, anna).held and not row_of(run, bo).held
    assert "Anna Lindqvist" in said(desk.get(f"/price-changes/{run.pk}/?held=yes"))
    desk.post(f"/acts/{Act.objects.latest('pk').pk}/undoing/")
    assert not row_of(run, anna).held


def test_it_is_committed_seen_at_the_subscription_and_taken_back_on_its_page(desk, run, anna):
    page = said(desk.get(run.url))
    assert "You can take it back afterwards." in page
    assert "What is committed is not undone." not in page
    desk.post(f"{run.url}approval/", {"rows": "2"})
    run.refresh_from_db()
    continue_run(run=run)
    assert AgreedPrice.objects.filter(run_id=run.pk, withdrawn_at=None).count() == 2
    assert "3 222,00" in said(desk.get(anna.url))

    page = said(desk.get(f"/price-changes/{run.pk}/"))
    assert "Take the price change back" in page
    act = Act.objects.get(verb="change_prices_of_subscriptions")
    desk.post(f"/acts/{act.pk}/undoing/")
    assert not AgreedPrice.objects.filter(withdrawn_at=None).exists()
    assert "Take the price change back" not in said(desk.get(f"/price-changes/{run.pk}/"))


def test_a_draft_is_simulated_by_circulation_but_put_in_force_by_who_may_approve_prices(desk, price_list, with_issues):
    draft = draft_version(price_list=price_list, valid_from=day("2026-10-01"), copy_of=price_list.versions.get(), actor=None)
    Price.objects.filter(version=draft, term_length=12).update(unit_price=Decimal(3300))
    assert f'value="{draft.pk}"' in said(desk.get(f"/price-changes/new/{price_list.pk}/?version={draft.pk}"))
    desk.post(f"/price-changes/new/{price_list.pk}/", {**ASKED, "by": "version", "version": draft.pk, "percent": ""})
    run = continue_run(run=Run.objects.get(kind="price_change"))
    assert run.planned_rows == 1
    answer = desk.post(f"{run.url}approval/", {"rows": "1"}, follow=True)
    assert "may approve prices" in said(answer)
    run.refresh_from_db()
    draft.refresh_from_db()
    assert (run.state, draft.approved_at) == (Run.State.PLANNED, None)


def test_others_do_not_see_it(client, signed_in, run, price_list):
    signed_in("manager", an_entity(code="other"))
    assert client.get(f"/price-changes/{run.pk}/").status_code == 404
    assert client.get(f"/price-changes/new/{price_list.pk}/").status_code == 404
    assert "/price-changes/new/" not in said(client.get("/price-changes/"))
    price = PriceChangePlan.objects.filter(run=run).values_list("price_id", flat=True)[0]
    assert client.post("/price-changes/held/", {"chosen": [price]}).status_code == 404
