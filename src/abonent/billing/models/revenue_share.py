"""To which companies and units the revenue of a product belongs, where several share it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity, Unit


@keep_history(of="revenue_share")
class RevenueShare(models.Model):
    """That so many percent of what a product earns belong to a company, or to one of its units, from a day on, until there are later shares of
    the same product; of what one customer pays for it, if he is named, and that goes before. The shares of one day make 100.

    The books do not change by it: each company posts what it sold. It is by what the report of revenue splits it.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        db_table = "revenue_share"
        ordering = ["product", "customer", "-from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "customer", "from_on", "entity", "unit"], nulls_distinct=False, name="revenue_share_once"
            ),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="revenue_share_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.from_on} {self.percent}"
