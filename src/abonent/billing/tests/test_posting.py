"""From open charges to posted invoices."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F

from abonent.billing.models import BillingPlan
from abonent.billing.operations import bill_now, planning
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher, invoices_of
from abonent.charges.models import OpenCharge
from abonent.kit.periods import day
from abonent.ledger import readers
from abonent.ledger.models import JournalEntry, JournalLine, OpenReceivable, Payment, Receivable
from abonent.ledger.testing import LINES_READER, Line, bring_and_match
from abonent.runs.invariants import check_all
from abonent.runs.operations import approve_run, commit_run

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_the_charges_of_a_payer_become_one_posted_and_numbered_invoice():
    norrvik = a_publisher()
    anna = a_payer()
    a_charge(anna, "2949.00", entity=norrvik)
    a_charge(anna, "39.00", entity=norrvik, parts=[("standard", "39.00")], deferred=False)

    run = a_billing(norrvik)

    [invoice] = invoices_of(run)
    assert run.committed_rows == 1
    assert invoice.document_number == "1"
    assert (invoice.net, invoice.vat, invoice.gross, invoice.rounding, invoice.total) == tuple(
        map(Decimal, ("2813.28", "174.72", "2988.00", "0.00", "2988.00"))
    )
    assert invoice.issued_on == day("2026-07-01")
    assert invoice.due_on == day("2026-07-31")
    assert invoice.buyer["name"] == "Anna Lindqvist"
    assert invoice.buyer["street"] == "Skolgatan 14 A"
    assert [(line.gross, line.rate) for line in invoice.lines.order_by("ordinal")] == [
        (Decimal("2949.00"), Decimal("0.06")),
        (Decimal("39.00"), Decimal("0.25")),
    ]
    assert not OpenCharge.objects.exists()
    receivable = Receivable.objects.get(pk=invoice.receivable_id)
    assert (receivable.amount, receivable.reference, receivable.document_number) == (invoice.total, invoice.reference, "1")
    assert OpenReceivable.objects.get().open_amount == Decimal("2988.00")
    assert sum(JournalLine.objects.values_list("amount", flat=True)) == 0
    assert sorted(JournalLine.objects.values_list("account__code", "amount")) == [
        ("1510", Decimal("2988.00")),
        ("2611", Decimal("-7.80")),
        ("2631", Decimal("-166.92")),
        ("2970", Decimal("-2782.08")),
        ("3001", Decimal("-31.20")),
    ]


def test_an_invoice_on_which_everything_is_for_nothing_moves_no_account():
    norrvik = a_publisher()
    a_charge(a_payer("Anna"), "0.00", entity=norrvik)
    a_charge(a_payer("Berit"), "100.00", entity=norrvik)

    for_nothing, _ordinary = sorted(invoices_of(a_billing(norrvik)), key=lambda invoice: invoice.total)

    assert (for_nothing.total, for_nothing.document_number) == (0, "1")
    assert JournalEntry.objects.get().source_id != for_nothing.pk
    assert not OpenReceivable.objects.filter(receivable=for_nothing.receivable_id).exists()
    assert not [finding for _invariant, findings in check_all() for finding in findings]


def test_a_payment_with_an_rf_reference_or_its_national_part_finds_its_invoice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    wisla = a_publisher("PL")
    payers = [a_payer(name, country="PL", language="pl") for name in ("Anna", "Berit")]
    for payer in payers:
        a_charge(payer, "100.00", entity=wisla)
    first, second = invoices_of(a_billing(wisla))
    assert first.reference.startswith("RF")

    written = [first.reference, second.reference[4:]]
    bring_and_match(wisla, *(Line("100.00", said) for said in written), account="PL61109010140000071219812874", currency="PLN")

    assert list(Payment.objects.order_by("pk").values_list("customer", flat=True)) == [payer.pk for payer in payers]
    assert not OpenReceivable.objects.exists()


def test_documents_whose_ids_were_taken_in_between_by_somebody_else_do_not_stand_in_the_way():
    norrvik = a_publisher()
    for name in ("Anna", "Berit", "Cecilia"):
        a_charge(a_payer(name), "100.00", entity=norrvik)
    alone = a_charge(a_payer("David"), "50.00", entity=norrvik, due_on="2026-08-01")
    run = a_plan(norrvik)
    BillingPlan.objects.filter(run=run).update(invoice_id=F("invoice_id") + F("ordinal") * 10)
    second = BillingPlan.objects.get(run=run, ordinal=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('invoice_id_seq', %s)", [second.invoice_id + 3])
    [between] = bill_now(entity=norrvik, charges=[alone.pk], actor=None, today=day("2026-07-01"))

    run = commit_run(run=approve_run(run=run, actor=None))

    assert second.invoice_id < between.pk < BillingPlan.objects.get(run=run, ordinal=3).invoice_id
    assert [invoice.lines.count() for invoice in invoices_of(run)] == [1, 1, 1]
    assert Receivable.objects.count() == 4


def test_a_plan_made_in_parts_is_the_same_plan(monkeypatch: pytest.MonkeyPatch):
    norrvik = a_publisher()
    for number in range(7):
        a_charge(a_payer(f"Payer {number}"), f"{100 + number}.00", entity=norrvik)
    monkeypatch.setattr(planning, "PART", 3)

    run = a_plan(norrvik)

    assert run.planned_rows == 7
    assert [float(total) for total in BillingPlan.objects.filter(run=run).order_by("ordinal").values_list("total", flat=True)] == list(
        range(100, 107)
    )
