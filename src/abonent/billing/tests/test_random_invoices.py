"""R10: whatever is billed, totals are exact to the cent, VAT is that of the rate, and a full credit makes nothing of it.

`ABONENT_R10_RUNS` sets how many random runs are made (20 in CI; 2 000 runs are about 100,000 invoices).
"""

from __future__ import annotations

import os
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abonent.billing.models import Invoice, InvoiceLine
from abonent.billing.operations import credit_invoice, credit_line, creditable
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine, OpenReceivable

pytestmark = [pytest.mark.django_db, pytest.mark.figure]
RUNS = int(os.environ.get("ABONENT_R10_RUNS", "20"))
TODAY = day("2026-07-05")
CENT = Decimal("0.01")
COUNTRIES = {"SE": Decimal("1.00"), "FI": CENT, "HU": Decimal("1.00")}

amounts = st.decimals(min_value=Decimal("-400"), max_value=Decimal("9000"), places=2)
parts = st.lists(st.tuples(st.sampled_from(["press_print", "press_digital", "standard", "exempt"]), amounts), min_size=1, max_size=3)
charges = st.tuples(st.sampled_from(["gross", "net"]), parts)
payers = st.lists(st.lists(charges, min_size=1, max_size=5), min_size=1, max_size=8)


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def check_sums(invoice: Invoice, step: Decimal) -> None:
    lines = list(invoice.lines.all())
    assert invoice.net == sum(line.net for line in lines)
    assert invoice.vat == sum(line.vat for line in lines)
    assert invoice.total == invoice.net + invoice.vat + invoice.rounding
    if invoice.gross > 0:
        assert invoice.total == rounded(invoice.gross, step)


def check_vat(invoice: Invoice) -> None:
    """VAT per rate is that of the sum; each line's share is within a cent of its own."""
    by_rate: dict[Decimal, list[InvoiceLine]] = defaultdict(list)
    for line in invoice.lines.all():
        by_rate[line.rate].append(line)
    for rate, lines in by_rate.items():
        share = rate / (1 + rate) if invoice.basis == "gross" else rate
        base = sum((line.gross if invoice.basis == "gross" else line.net for line in lines), Decimal(0))
        assert sum(line.vat for line in lines) == rounded(base * share)
        for line in lines:
            own = (line.gross if invoice.basis == "gross" else line.net) * share
            assert abs(line.vat - own) < CENT


def check_full_credit(invoice: Invoice) -> None:
    """A part of the first line that can be credited alone, then all the rest: nothing is left of anything."""
    alone = next((line for line in creditable(invoice=invoice).values() if line.left_amount > 1), None)
    if alone is not None:
        part = rounded(alone.left_amount / 3)
        credit_line(invoice=invoice, ordinal=alone.ordinal, amount=part, actor=None, today=TODAY)
    credit_invoice(invoice=invoice, actor=None, today=TODAY)
    both = [invoice, *invoice.credit_notes.all()]
    for amount in ("net", "vat", "gross", "rounding", "total"):
        assert sum(getattr(document, amount) for document in both) == 0
    for line in creditable(invoice=invoice).values():
        assert (line.net, line.vat, line.gross) == (0, 0, 0)
    assert not OpenReceivable.objects.filter(receivable__in=[document.receivable_id for document in both]).exists()


@settings(max_examples=RUNS, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(country=st.sampled_from(sorted(COUNTRIES)), bought=payers)
def test_random_invoices_are_exact_and_a_full_credit_leaves_nothing(country: str, bought: list):
    with transaction.atomic():
        entity = a_publisher(country)
        for payer_number, of_payer in enumerate(bought):
            payer = a_payer(f"Payer {payer_number}", country=country)
            for basis, of_charge in of_payer:
                a_charge(payer, sum(amount for _category, amount in of_charge), entity=entity, basis=basis, parts=of_charge)

        posted = invoices_of(a_billing(entity))

        for invoice in posted:
            check_sums(invoice, COUNTRIES[country])
            check_vat(invoice)
        for invoice in [invoice for invoice in posted if invoice.lines.exclude(gross=0).exists()][:3]:
            check_full_credit(invoice)
        assert not JournalLine.objects.values("entry").annotate(sum=Sum("amount")).exclude(sum=0).exists()
        transaction.set_rollback(True)
