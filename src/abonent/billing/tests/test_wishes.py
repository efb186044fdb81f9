"""On how many invoices a payer gets what is due, from how large a change on it is looked at, and what is planned anew of him."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from abonent.billing.models import BillingHold, BillingLeftOut, BillingPlan, BillingPlanLine, BillingTotals, Invoice
from abonent.billing.operations import hold_back
from abonent.billing.operations.replanning import CannotReplan, replan_payer
from abonent.billing.operations.wishes import set_changed_percent, set_invoice_wish
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher, invoices_of
from abonent.billing.tests.test_pages import page, signed_in
from abonent.catalog.models import TaxRate
from abonent.charges.models import Charge
from abonent.customers.models import Customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, commit_run, undo_act

pytestmark = pytest.mark.django_db
TODAY = day("2026-07-01")


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


def wishes(customer: Customer, apart_by: str) -> None:
    set_invoice_wish(customer=customer, apart_by=apart_by, actor=None)


def received_by(charge: Charge, receiver: Customer) -> None:
    Charge.objects.filter(pk=charge.pk).update(receiver=receiver)


def totals(run: Run) -> list[Decimal]:
    return sorted(invoice.total for invoice in invoices_of(run))


def test_who_wishes_nothing_gets_all_on_one_invoice(norrvik):
    anna, berit = a_payer("Anna"), a_payer("Berit")
    received_by(a_charge(anna, "10.00", entity=norrvik), berit)
    a_charge(anna, "20.00", entity=norrvik)
    assert totals(a_billing(norrvik)) == [Decimal("30.00")]


def test_one_for_each_receiver_and_those_who_were_merged_are_one(norrvik):
    library, north, south, double = a_payer("Library"), a_payer("North"), a_payer("South"), a_payer("South")
    Customer.objects.filter(pk=double.pk).update(canonical=south)
    for amount, receiver in (("10.00", north), ("20.00", south), ("40.00", double), ("80.00", library)):
        received_by(a_charge(library, amount, entity=norrvik), receiver)
    wishes(library, "receiver")
    assert totals(a_billing(norrvik)) == [Decimal(10), Decimal(60), Decimal(80)]


def test_the_wish_of_one_payer_is_not_that_of_another(norrvik):
    anna, berit = a_payer("Anna"), a_payer("Berit")
    for payer in (anna, berit):
        received_by(a_charge(payer, "10.00", entity=norrvik), anna)
        received_by(a_charge(payer, "20.00", entity=norrvik), berit)
    wishes(anna, "receiver")
    assert totals(a_billing(norrvik)) == [Decimal(10), Decimal(20), Decimal(30)]


def test_a_wish_said_after_the_plan_leaves_its_invoice_out(norrvik):
    anna = a_payer()
    a_charge(anna, "10.00", entity=norrvik)
    run = a_plan(norrvik)
    wishes(anna, "receiver")
    commit_run(run=approve_run(run=run, actor=None))
    assert [left.reason for left in BillingLeftOut.objects.filter(run=run)] == ["billing.ground_shifted"]


def test_a_wish_taken_back_leaves_the_plan_as_it_was(norrvik):
    anna = a_payer()
    a_charge(anna, "10.00", entity=norrvik)
    run = a_plan(norrvik)
    wishes(anna, "receiver")
    undo_act(act=Act.objects.get(verb="set_invoice_wish"), actor=None, today=TODAY)
    commit_run(run=approve_run(run=run, actor=None))
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize(("percent", "odd"), [("20", ["changed"]), ("35", [])])
def test_the_company_says_from_how_large_a_change_on_it_looks(norrvik, percent, odd):
    anna = a_payer()
    a_charge(anna, "100.00", entity=norrvik)
    a_billing(norrvik)
    set_changed_percent(entity=norrvik, percent=Decimal(percent), actor=None)
    a_charge(anna, "130.00", entity=norrvik)
    run = a_plan(norrvik)
    assert BillingPlan.objects.get(run=run).oddities == odd
    assert BillingTotals.objects.get(run=run).changed_percent == Decimal(percent)


@pytest.fixture
def three(norrvik) -> tuple[Run, list[Customer]]:
    """A plan of three payers with an invoice each; the second is held back."""
    payers = [a_payer(name) for name in ("Anna", "Berit", "Cecilia")]
    for number, payer in enumerate(payers, start=1):
        a_charge(payer, f"{number * 100}.00", entity=norrvik)
    run = a_plan(norrvik)
    hold_back(run=run, ordinal=2, reason="asked", actor=None)
    return run, payers


def row_of(run: Run, payer: Customer) -> BillingPlan:
    return BillingPlan.objects.filter(run=run, payer=payer).earliest("ordinal")


def anew(run: Run, payer: Customer) -> int:
    return replan_payer(run=run, invoice_id=row_of(run, payer).invoice_id, actor=None)


def places(run: Run) -> list[int]:
    rows = list(BillingPlan.objects.filter(run=run).order_by("ordinal").values_list("ordinal", flat=True))
    assert sorted(set(BillingPlanLine.objects.filter(run=run).values_list("ordinal", flat=True))) == rows
    return rows


def test_what_was_mended_is_in_the_plan_and_the_rest_stays_as_it_was_looked_at(norrvik, three):
    run, (anna, berit, _cecilia) = three
    before = row_of(run, berit)
    Customer.objects.filter(pk=anna.pk).update(invoice_channel="portal")
    assert anew(run, anna) == 1
    assert row_of(run, anna).channel == "portal"
    assert row_of(run, berit).invoice_id == before.invoice_id
    assert list(BillingHold.objects.filter(run=run).values_list("ordinal", "reason")) == [(before.ordinal, "asked")]
    run.refresh_from_db()
    commit_run(run=approve_run(run=run, actor=None))
    assert sorted(Invoice.objects.values_list("total", "channel")) == [(Decimal(100), "portal"), (Decimal(300), "paper")]


def test_more_invoices_than_before_stand_behind_and_all_are_posted(norrvik, three):
    run, (anna, berit, _cecilia) = three
    received_by(a_charge(anna, "7.00", entity=norrvik), berit)
    wishes(anna, "receiver")
    assert anew(run, anna) == 2
    run.refresh_from_db()
    assert (places(run), run.planned_rows, run.total_amount) == ([1, 2, 3, 4], 4, Decimal(607))
    commit_run(run=approve_run(run=run, actor=None))
    assert sorted(Invoice.objects.values_list("total", flat=True)) == [Decimal(7), Decimal(100), Decimal(300)]


def test_fewer_invoices_than_before_leave_no_gap_and_what_was_said_of_the_last_row_goes_with_it(norrvik, three):
    run, (anna, _berit, cecilia) = three
    hold_back(run=run, ordinal=3, reason="the last", actor=None)
    Charge.objects.filter(payer=anna).first().open.delete()
    assert anew(run, anna) == 0
    run.refresh_from_db()
    assert (places(run), run.planned_rows, run.total_amount) == ([1, 2], 2, Decimal(500))
    moved = row_of(run, cecilia)
    assert BillingHold.objects.get(run=run, reason="the last").ordinal == moved.ordinal == 1


def test_charges_that_came_since_are_planned_too(norrvik, three):
    run, (anna, *_others) = three
    a_charge(anna, "11.00", entity=norrvik)
    a_charge(anna, "5000.00", entity=norrvik, due_on="2027-01-01")
    anew(run, anna)
    assert row_of(run, anna).total == Decimal(111)


def test_it_is_refused_when_the_whole_plan_rests_on_other_rates(norrvik, three):
    run, (anna, *_others) = three
    TaxRate.objects.filter(country="SE").update(rate=Decimal("0.10"))
    with pytest.raises(CannotReplan):
        anew(run, anna)
    assert places(run) == [1, 2, 3]


def test_a_row_that_is_gone_is_nothing_to_plan(norrvik, three):
    run, (anna, *_others) = three
    gone = row_of(run, anna).invoice_id
    anew(run, anna)
    assert replan_payer(run=run, invoice_id=gone, actor=None) == 0


@pytest.fixture
def finance(client: Client, norrvik: LegalEntity) -> Client:
    return signed_in(client, norrvik, "finance")


def test_the_screens_say_it_and_do_it(finance: Client, norrvik, three: Any):
    run, (anna, *_others) = three
    assert "changed by more than 20 %" in page(finance, f"/runs/{run.pk}/invoices/")
    finance.post(f"/billing-rules/{norrvik.pk}/", {"changed_percent": "35"})
    assert 'value="35"' in page(finance, f"/billing-rules/{norrvik.pk}/")
    finance.post(f"/invoices/of/{anna.pk}/wish/", {"apart_by": "receiver"})
    assert anna.invoice_wish.apart_by == "receiver"
    answer = finance.post("/planned-invoices/replanning/", {"chosen": row_of(run, anna).invoice_id}, follow=True)
    assert "1 invoice is planned anew." in answer.content.decode()


def test_a_limit_of_another_company_is_not_there(finance: Client, norrvik):
    assert finance.get(f"/billing-rules/{a_publisher('FI').pk}/").status_code == 404
