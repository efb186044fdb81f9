"""An invoice is overdue by what was agreed about it, if anything was, else by its own due day."""

from __future__ import annotations

from datetime import timedelta

from abonent.billing.models import Invoice
from abonent.billing.queries import OVERDUE, with_state
from abonent.kit import statements
from abonent.kit.periods import day
from abonent.ledger.models import DueMove


def test_an_invoice_whose_day_was_moved_is_open_and_not_overdue(tiny_world):
    later = day("2027-01-01")
    invoice = with_state(Invoice.objects.all(), today=later).filter(state=OVERDUE).select_related("receivable__entity").first()
    assert invoice
    DueMove.objects.create(receivable=invoice.receivable, due_before=invoice.due_on, due_on=later, reason="x")
    statements.run("ledger/write_due_parts", receivables=[invoice.receivable_id])
    assert with_state(Invoice.objects.filter(pk=invoice.pk), today=later).get().state == "open"
    assert with_state(Invoice.objects.filter(pk=invoice.pk), today=later + timedelta(days=1)).get().state == OVERDUE
