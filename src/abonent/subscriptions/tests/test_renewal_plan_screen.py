"""The screen on which a renewal plan is looked at."""

from __future__ import annotations

import pytest

from abonent.catalog.testing import an_entity, prices_from
from abonent.customers.testing import a_customer
from abonent.runs.models import Act
from abonent.subscriptions.models import RenewalPlan
from abonent.subscriptions.testing import a_renewal_plan, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

STATEMENTS = 15


def said(answer):
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def run(with_issues, price_list):
    """Two subscriptions whose year ends on 1 August: Anna's becomes dearer by a quarter, Bo's three months cost what they did."""
    a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2025-08-01"))
    quarter = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=a_customer("Bo"))
    a_subscription(order=quarter)
    prices_from("2026-07-15", price_list, {(with_issues, 12): "3661.25", (with_issues, 3): "799.00"})
    return a_renewal_plan(with_issues.entity, "2026-07-09")


def row_of(run, name):
    return RenewalPlan.objects.get(run=run, subscription__subscriber__given_name=name)


def test_the_plan_shows_totals_groups_and_every_row(desk, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        page = said(desk.get(f"/renewals/{run.pk}/"))
    assert "4 460,25" in page
    assert "Price changed by more than 20%" in page
    assert all(text in page for text in ("Anna Lindqvist", "Bo Lindqvist", "3 661,25", "+25,0 %", "Changed over 20%"))


def test_a_group_shows_its_rows_alone(desk, run):
    page = said(desk.get(f"/renewals/{run.pk}/?finding=changed_much&sort=-change"))
    assert "Anna Lindqvist" in page
    assert "Bo Lindqvist" not in page
    expected = said(desk.get(f"/renewals/{run.pk}/?finding=as_expected"))
    assert "Bo Lindqvist" in expected
    assert "Anna Lindqvist" not in expected


def test_a_row_says_why_and_what_changed(desk, run):
    receipt = said(desk.get(f"/renewals/{run.pk}/rows/{row_of(run, 'Anna').ordinal}/why/", headers={"HX-Request": "true"}))
    assert "Price list from 15 Jul 2026" in receipt
    assert "changed since the term before" in receipt
    assert "Term before 2 929,00, +25,0 %" in receipt
    assert "Hold back" in receipt


def test_a_row_is_held_back_from_where_it_is_seen_and_that_is_undone(desk, run):
    row = row_of(run, "Anna")
    view = f"http://testserver/renewals/{run.pk}/?finding=changed_much"
    answer = desk.post("/renewals/held/", {"chosen": [row.term_id]}, headers={"Referer": view})
    assert answer["Location"] == view
    assert row_of(run, "Anna").held and not row_of(run, "Bo").held
    page = said(desk.get(f"/renewals/{run.pk}/?held=yes"))
    assert "1 row is held back." in page
    assert "Anna Lindqvist" in page
    assert "Bo Lindqvist" not in page

    desk.post(f"/acts/{Act.objects.latest('pk').pk}/undoing/")
    assert not row_of(run, "Anna").held


def test_chosen_rows_are_let_go_together(desk, run):
    everything = list(RenewalPlan.objects.filter(run=run).values_list("term_id", flat=True))
    desk.post("/renewals/held/", {"chosen": everything})
    assert RenewalPlan.objects.filter(run=run, held=True).count() == 2
    assert desk.post("/renewals/released/", {"chosen": everything})["Location"] == f"/renewals/{run.pk}/"
    assert not RenewalPlan.objects.filter(run=run, held=True).exists()


def test_what_is_no_row_of_a_plan_is_not_held(desk, run):
    for chosen in (["0"], ["x"], ["9" * 40], []):
        assert desk.post("/renewals/held/", {"chosen": chosen}).status_code == 404


def test_whoever_may_not_renew_looks_and_cannot_hold(signed_in, run):
    clerk = signed_in("clerk", run.entity)
    page = said(clerk.get(f"/renewals/{run.pk}/"))
    assert "Anna Lindqvist" in page
    assert "/renewals/held/" not in page
    assert clerk.post("/renewals/held/", {"chosen": [row_of(run, "Anna").term_id]}).status_code == 403


def test_a_plan_of_another_company_is_not_there(signed_in, run):
    manager = signed_in("manager", an_entity(code="other"))
    row = row_of(run, "Anna")
    assert manager.get(f"/renewals/{run.pk}/").status_code == 404
    assert manager.get(f"/renewals/{run.pk}/rows/{row.ordinal}/why/").status_code == 404
    assert manager.post("/renewals/held/", {"chosen": [row.term_id]}).status_code == 404
    assert not row_of(run, "Anna").held


def test_the_plan_is_exported_as_it_is_seen(desk, run):
    lines = b"".join(desk.get(f"/renewals/{run.pk}/?export=csv&finding=changed_much").streaming_content).decode().split("\r\n")
    assert len(lines) == 3
    assert "Anna Lindqvist" in lines[1]
