"""The parts of an invoice to an agent who bills his readers himself: what each of them pays him."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from abonent.billing.models.invoice import Invoice
from abonent.customers.models import Customer
from abonent.ledger.models.posted import posted_row_triggers


class InvoicePart(models.Model):
    """A reader's part of an invoice to his agent, written when it was posted. `net`, `vat` and `gross` are what the reader pays the agent,
    `commission` what the agent keeps of it, VAT included, `rounding` the part's share of the invoice's rounding, `total` what he remits to us.

    The parts of an invoice make its total to the cent. `reader` is the customer, `buyer` who he was that day.
    """

    pk = models.CompositePrimaryKey("invoice_id", "ordinal")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="parts", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    reader = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    buyer = models.JSONField()
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    commission = models.DecimalField(max_digits=14, decimal_places=2)
    rounding = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "invoice_part"
        constraints = [
            models.UniqueConstraint(fields=["invoice", "reader"], name="invoice_part_once_a_reader"),
            models.CheckConstraint(
                condition=Q(gross=F("net") + F("vat")) & Q(total=F("gross") - F("commission") + F("rounding")), name="invoice_part_adds_up"
            ),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.ordinal}"

    @property
    def number(self) -> str:
        """What the agent and his reader know it by."""
        return f"{self.invoice.document_number}-{self.ordinal}"
