"""What a payer wishes of his invoices, and what a company wants to look at before it posts them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity


@keep_history(of="invoice_wish")
class InvoiceWish(models.Model):
    """By what the charges of a payer stand on invoices of their own. Who has no row gets all that is due at once on one."""

    TOGETHER, SUBSCRIPTION, RECEIVER, REFERENCE = "together", "subscription", "receiver", "reference"
    WISHES = [
        (TOGETHER, _("All in one")),
        (SUBSCRIPTION, pgettext_lazy("invoices", "One for each subscription")),
        (RECEIVER, pgettext_lazy("invoices", "One for each receiver")),
        (REFERENCE, pgettext_lazy("invoices", "One for each of his references")),
    ]

    customer = models.OneToOneField(Customer, models.PROTECT, primary_key=True, related_name="invoice_wish")
    apart_by = models.CharField(max_length=12, choices=WISHES)

    class Meta:
        db_table = "invoice_wish"
        constraints = [
            models.CheckConstraint(
                condition=Q(apart_by__in=["together", "subscription", "receiver", "reference"]), name="invoice_wish_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.apart_by}"


@keep_history(of="billing_rule")
class BillingRule(models.Model):
    """From how large a change on an invoice is looked at before it is posted; a company without a row looks from 20 percent."""

    entity = models.OneToOneField(LegalEntity, models.PROTECT, primary_key=True, related_name="billing_rule")
    changed_percent = models.DecimalField(max_digits=5, decimal_places=1, default=20)

    class Meta:
        db_table = "billing_rule"
        constraints = [models.CheckConstraint(condition=Q(changed_percent__gte=0), name="billing_rule_change_of_some_size")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.changed_percent}"
