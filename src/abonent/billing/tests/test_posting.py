"""From open charges to posted invoices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.charges.models import OpenCharge
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine, OpenReceivable, Receivable

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
    assert invoice.document["buyer"]["name"] == "Anna Lindqvist"
    assert invoice.document["buyer"]["street"] == "Skolgatan 14 A"
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
