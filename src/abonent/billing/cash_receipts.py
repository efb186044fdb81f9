"""What a receipt for cash or a card says: whom it is for, what the money settled, and how much VAT of which rate is in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from abonent.billing.models import Invoice, InvoiceLine
from abonent.billing.rules.paid_vat import OfRate, paid_of_rates
from abonent.ledger.models import Payment


@dataclass(frozen=True)
class Settled:
    """What of the money settled a document; a claim that is no invoice of ours has no rates."""

    document: str
    amount: Decimal
    rates: tuple[OfRate, ...]

    @property
    def rounding(self) -> Decimal:
        """What the total of the document was rounded by, if all of it was paid."""
        return self.amount - sum((one.gross for one in self.rates), Decimal(0)) if self.rates else Decimal(0)


@dataclass(frozen=True)
class CashReceipt:
    """The receipt of a payment that came by hand."""

    payment: Payment
    settled: tuple[Settled, ...]

    @property
    def on_account(self) -> Decimal:
        """What settled nothing yet."""
        return self.payment.amount - sum((one.amount for one in self.settled), Decimal(0))

    @property
    def by_rate(self) -> list[OfRate]:
        """The rates of all documents together, the highest first."""
        sums: dict[Decimal, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
        for one in self.settled:
            for of_rate in one.rates:
                net, vat = sums[of_rate.rate]
                sums[of_rate.rate] = (net + of_rate.net, vat + of_rate.vat)
        return [OfRate(rate, *sums[rate]) for rate in sorted(sums, reverse=True)]

    @property
    def paid_on(self) -> date:
        """The day on which the money was taken."""
        return self.payment.received_on


def cash_receipt(payment: Payment, *, exponent: int) -> CashReceipt:
    """The receipt, of what the payment settles at this moment."""
    standing = payment.allocations.filter(receivable__isnull=False).values("receivable_id", "receivable__document_number")
    items = list(standing.annotate(amount=Sum("amount")).exclude(amount=0).order_by("receivable_id"))
    billed = _rates_of([item["receivable_id"] for item in items])
    settled = []
    for item in items:
        rates, rounding = billed.get(item["receivable_id"], ([], Decimal(0)))
        paid = paid_of_rates(item["amount"], rates, rounding=rounding, exponent=exponent)
        settled.append(Settled(item["receivable__document_number"], item["amount"], tuple(paid)))
    return CashReceipt(payment, tuple(settled))


def _rates_of(receivables: list[int]) -> dict[int, tuple[list[OfRate], Decimal]]:
    """Receivable -> what its invoice has on each rate, and what its total was rounded by."""
    invoices = {row.pk: row for row in Invoice.objects.filter(receivable__in=receivables)}
    rows = InvoiceLine.objects.filter(invoice__in=invoices).values("invoice_id", "rate").annotate(nets=Sum("net"), vats=Sum("vat"))
    found: dict[int, list[OfRate]] = defaultdict(list)
    for row in rows.order_by("invoice_id", "rate"):
        found[row["invoice_id"]].append(OfRate(row["rate"], row["nets"], row["vats"]))
    return {invoice.receivable_id: (found[invoice.pk], invoice.rounding) for invoice in invoices.values()}
