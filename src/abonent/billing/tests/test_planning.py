"""What a plan shows, holds back, parks, and leaves out when the ground shifts under it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.billing.models import BillingHold, BillingLeftOut, BillingPlan, BillingPlanLine, BillingTotals, Invoice
from abonent.billing.operations import CannotBillNow, CannotHold, bill_now, hold_back, release
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher, invoices_of
from abonent.catalog.models import TaxRate
from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.kit.periods import day
from abonent.runs.models import ParkedCase
from abonent.runs.operations import approve_run, commit_run

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.sql]
TODAY = day("2026-07-01")


def oddities(run, payer) -> list[str]:
    return BillingPlan.objects.get(run=run, payer=payer).oddities


def test_only_what_is_due_is_planned():
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    a_charge(anna, "100.00", entity=norrvik, due_on="2026-07-01")
    a_charge(berit, "100.00", entity=norrvik, due_on="2026-07-02")

    run = a_plan(norrvik, as_of="2026-07-01")

    assert list(BillingPlan.objects.filter(run=run).values_list("payer", flat=True)) == [anna.pk]
    assert (run.planned_rows, run.total_amount, run.currency) == (1, Decimal("100.00"), "SEK")


def test_a_merged_payer_is_billed_as_the_one_he_was_merged_into():
    norrvik = a_publisher()
    anna, double = a_payer("Anna"), a_payer("Anna")
    Customer.objects.filter(pk=double.pk).update(canonical=anna)
    a_charge(anna, "100.00", entity=norrvik)
    a_charge(double, "50.00", entity=norrvik)

    [invoice] = invoices_of(a_billing(norrvik))

    assert (invoice.payer_id, invoice.total) == (anna.pk, Decimal("150.00"))


def test_the_vat_of_a_rate_is_taken_on_the_document_and_split_by_largest_remainder():
    norrvik = a_publisher()
    anna = a_payer()
    for _number in range(3):
        a_charge(anna, "10.00", entity=norrvik)

    [invoice] = invoices_of(a_billing(norrvik))

    # 30.00 x 0.06 / 1.06 = 1.698; the lines alone would round to 0.57 each, 1.71 together.
    assert invoice.vat == Decimal("1.70")
    assert list(invoice.lines.order_by("ordinal").values_list("vat", flat=True)) == [Decimal("0.57"), Decimal("0.57"), Decimal("0.56")]


def test_a_net_list_adds_vat_to_the_net_sum_of_a_rate():
    norrvik = a_publisher()
    anna = a_payer()
    for _number in range(3):
        a_charge(anna, "10.10", entity=norrvik, basis="net")

    [invoice] = invoices_of(a_billing(norrvik))

    # 30.30 x 0.06 = 1.818; the lines alone would round to 0.61 each, 1.83 together.
    assert (invoice.basis, invoice.net, invoice.vat, invoice.gross) == ("net", Decimal("30.30"), Decimal("1.82"), Decimal("32.12"))
    assert sum(invoice.lines.values_list("vat", flat=True)) == Decimal("1.82")


def test_swedish_totals_are_rounded_to_whole_kronor_by_a_line_of_their_own():
    norrvik = a_publisher()
    a_charge(a_payer(), "99.49", entity=norrvik)
    [invoice] = invoices_of(a_billing(norrvik))
    assert (invoice.gross, invoice.rounding, invoice.total) == (Decimal("99.49"), Decimal("-0.49"), Decimal("99.00"))


def test_finnish_totals_are_not():
    turku = a_publisher("FI")
    a_charge(a_payer(language="fi", country="FI"), "99.49", entity=turku)
    [invoice] = invoices_of(a_billing(turku))
    assert (invoice.rounding, invoice.total) == (0, Decimal("99.49"))


def test_the_plan_says_what_is_odd():
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    homeless, nought = a_payer("Cecilia", address=False), a_payer("David")
    for payer, amount in ((anna, "100.00"), (berit, "100.00")):
        a_charge(payer, amount, entity=norrvik)
    a_billing(norrvik)
    for payer, amount in ((anna, "120.00"), (berit, "121.00"), (homeless, "10.00"), (nought, "0.00")):
        a_charge(payer, amount, entity=norrvik)

    run = a_plan(norrvik)

    assert oddities(run, anna) == []
    assert oddities(run, berit) == ["changed"]
    assert oddities(run, homeless) == ["first", "unsendable"]
    assert oddities(run, nought) == ["first", "zero"]
    assert BillingTotals.objects.get(run=run).oddities == {"changed": 1, "first": 2, "unsendable": 1, "zero": 1}


def test_an_invoice_to_a_record_that_was_merged_into_the_payer_is_his_latest_one():
    norrvik = a_publisher()
    anna, double = a_payer("Anna"), a_payer("Anna")
    a_charge(anna, "500.00", entity=norrvik)
    a_billing(norrvik)
    a_charge(double, "100.00", entity=norrvik)
    a_billing(norrvik)
    Customer.objects.filter(pk=double.pk).update(canonical=anna)
    a_charge(anna, "110.00", entity=norrvik)

    run = a_plan(norrvik)

    assert oddities(run, anna) == []
    assert BillingPlan.objects.get(run=run).previous_total == Decimal("100.00")


def test_a_credit_larger_than_the_charges_waits_for_the_next_invoice():
    norrvik = a_publisher()
    anna = a_payer()
    a_charge(anna, "-50.00", entity=norrvik)
    run = a_billing(norrvik)
    assert not invoices_of(run)
    assert BillingHold.objects.get(run=run).reason == "billing.credit_waits"

    a_charge(anna, "80.00", entity=norrvik)

    [invoice] = invoices_of(a_billing(norrvik))
    assert (invoice.kind, invoice.total) == ("invoice", Decimal("30.00"))


def test_a_row_held_back_stays_open_until_the_next_run():
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    a_charge(anna, "100.00", entity=norrvik)
    a_charge(berit, "200.00", entity=norrvik)
    run = a_plan(norrvik)
    row = BillingPlan.objects.get(run=run, payer=berit)

    hold_back(run=run, ordinal=row.ordinal, reason="Asked to wait", actor=None)
    run = commit_run(run=approve_run(run=run, actor=None))

    assert [invoice.payer_id for invoice in invoices_of(run)] == [anna.pk]
    assert (run.committed_rows, run.left_out_rows) == (1, 1)
    assert OpenCharge.objects.get().charge.payer_id == berit.pk
    assert [invoice.payer_id for invoice in invoices_of(a_billing(norrvik))] == [berit.pk]


def test_a_row_let_go_again_is_posted():
    norrvik = a_publisher()
    a_charge(a_payer(), "100.00", entity=norrvik)
    run = a_plan(norrvik)
    hold_back(run=run, ordinal=1, reason="", actor=None)
    release(run=run, ordinal=1)
    assert commit_run(run=approve_run(run=run, actor=None)).committed_rows == 1


def test_nothing_is_held_back_once_the_commit_has_begun():
    norrvik = a_publisher()
    a_charge(a_payer(), "100.00", entity=norrvik)
    run = approve_run(run=a_plan(norrvik), actor=None)
    with pytest.raises(CannotHold, match="no longer a plan"):
        hold_back(run=run, ordinal=1, reason="", actor=None)


@pytest.mark.parametrize("shift", ["address", "name", "channel", "merge", "rate", "seller"])
def test_a_row_whose_ground_has_shifted_is_left_out_and_said_so(shift: str):
    norrvik = a_publisher()
    anna = a_payer()
    a_charge(anna, "100.00", entity=norrvik)
    run = a_plan(norrvik)

    if shift == "address":
        anna.addresses.all().delete()
    elif shift == "name":
        Customer.objects.filter(pk=anna.pk).update(given_name="Anna-Lisa")
    elif shift == "channel":
        Customer.objects.filter(pk=anna.pk).update(invoice_channel="email")
    elif shift == "merge":
        Customer.objects.filter(pk=anna.pk).update(canonical=a_payer("Berit"))
    elif shift == "rate":
        TaxRate.objects.create(tax_category_id="press_print", country="SE", valid_from=TODAY, rate=Decimal("0.12"), source="test")
    else:
        type(norrvik).objects.filter(pk=norrvik.pk).update(street_line="Nygatan 2")
        run.entity.refresh_from_db()
    run = commit_run(run=approve_run(run=run, actor=None))

    assert (run.committed_rows, run.left_out_rows) == (0, 1)
    assert BillingLeftOut.objects.get(run=run).reason == "billing.ground_shifted"
    assert OpenCharge.objects.exists()


def test_a_charge_billed_alone_meanwhile_leaves_its_row_out_and_the_rest_goes_on():
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    charge = a_charge(anna, "100.00", entity=norrvik)
    a_charge(anna, "10.00", entity=norrvik)
    a_charge(berit, "200.00", entity=norrvik)
    run = a_plan(norrvik)
    [alone] = bill_now(entity=norrvik, charges=[charge.pk], actor=None, today=TODAY)

    run = commit_run(run=approve_run(run=run, actor=None))

    assert (alone.total, alone.number) == (Decimal("100.00"), 1)
    assert [(invoice.payer_id, invoice.number) for invoice in invoices_of(run)] == [(berit.pk, 2)]
    assert BillingLeftOut.objects.get(run=run).reason == "billing.charge_billed"
    assert OpenCharge.objects.get().charge.amount == Decimal("10.00")


def test_a_charge_is_not_billed_twice_by_hand():
    norrvik = a_publisher()
    charge = a_charge(a_payer(), "100.00", entity=norrvik)
    bill_now(entity=norrvik, charges=[charge.pk], actor=None, today=TODAY)
    with pytest.raises(CannotBillNow, match="billed already"):
        bill_now(entity=norrvik, charges=[charge.pk], actor=None, today=TODAY)


@pytest.mark.parametrize(
    ("category", "reason"), [("unheard_of", "billing.no_tax_rate"), ("press_print", "billing.no_exchange_rate")], ids=["rate", "currency"]
)
def test_what_cannot_be_billed_is_parked_with_its_reason_and_the_rest_goes_on(category: str, reason: str):
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    strange = a_charge(anna, "100.00", entity=norrvik, parts=[(category, "100.00")])
    if reason == "billing.no_exchange_rate":
        type(strange).objects.filter(pk=strange.pk).update(currency="EUR")
    a_charge(berit, "200.00", entity=norrvik)

    run = a_billing(norrvik)

    assert [invoice.payer_id for invoice in invoices_of(run)] == [berit.pk]
    parked = ParkedCase.objects.get(run=run)
    assert (parked.subject_kind, parked.subject_id, parked.reason) == ("charge", strange.pk, reason)


def test_each_invoice_has_its_own_next_number_and_no_earlier_day():
    norrvik = a_publisher()
    for name in ("Anna", "Berit", "Cecilia"):
        a_charge(a_payer(name), "100.00", entity=norrvik, due_on="2026-06-01")
    a_billing(norrvik, as_of="2026-07-10")
    a_charge(a_payer("David"), "100.00", entity=norrvik, due_on="2026-06-01")

    a_billing(norrvik, as_of="2026-07-01")

    assert list(Invoice.objects.order_by("number").values_list("number", "issued_on")) == [
        (1, day("2026-07-10")),
        (2, day("2026-07-10")),
        (3, day("2026-07-10")),
        (4, day("2026-07-10")),
    ]


def test_a_bundle_is_a_line_for_each_part():
    norrvik = a_publisher()
    a_charge(a_payer(), "300.00", entity=norrvik, parts=[("press_print", "251.00"), ("press_digital", "49.00")])
    run = a_plan(norrvik)
    assert list(BillingPlanLine.objects.filter(run=run).values_list("line", "gross")) == [(1, Decimal("251.00")), (2, Decimal("49.00"))]
