"""Discounts: what is taken off a price, and the groups of which one alone holds."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models.price import PriceGroup, PriceList
from abonent.catalog.models.product import Product
from abonent.customers.models import Customer


@keep_history(of="discount_group")
class DiscountGroup(models.Model):
    """Discounts of a price list of which one alone holds: the best for the customer, or the first in their order."""

    BEST, FIRST = "best", "first"
    TAKES = [(BEST, _("The best for the customer")), (FIRST, _("The first in their order"))]

    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="discount_groups")
    name = models.JSONField(help_text="language -> text")
    takes = models.CharField(max_length=5, choices=TAKES, default=BEST)

    class Meta:
        db_table = "discount_group"
        ordering = ["price_list", "pk"]
        constraints = [models.CheckConstraint(condition=Q(takes__in=["best", "first"]), name="discount_group_takes_known")]

    def __str__(self) -> str:
        return f"{self.price_list_id}/{self.pk}"


@keep_history(of="discount")
class Discount(models.Model):
    """What is taken off the prices of a list, of terms that begin in its days. See docs/algorithms/discounts.md.

    Nothing said means any product, group or customer. `copies_from`, `value_from` and the products it needs look at the whole order.
    """

    LIST, RUNNING = "list", "running"
    BASES = [(LIST, _("The list price")), (RUNNING, _("What is left after the discounts before"))]

    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="discounts")
    group = models.ForeignKey(DiscountGroup, models.PROTECT, null=True, blank=True, related_name="discounts")
    code = models.CharField(max_length=20)
    name = models.JSONField(help_text="language -> text")
    ordinal = models.PositiveSmallIntegerField(default=10, help_text="its turn among the discounts of the list")
    during = DateRangeField(help_text="the first day of a term")
    percent_off = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    amount_off = models.DecimalField(max_digits=18, decimal_places=6, null=True, help_text="of each copy")
    base = models.CharField(max_length=7, choices=BASES, default=LIST)
    copies_from = models.PositiveIntegerField(default=1)
    value_from = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    price_group = models.ForeignKey(PriceGroup, models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    with_promotion = models.BooleanField(default=False)

    class Meta:
        db_table = "discount"
        ordering = ["price_list", "ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "code"], name="discount_code_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9-]+$"), name="discount_code_is_plain"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="discount_some_days"),
            models.CheckConstraint(
                condition=Q(percent_off__isnull=True, amount_off__isnull=False) | Q(percent_off__isnull=False, amount_off__isnull=True),
                name="discount_percent_or_amount",
            ),
            models.CheckConstraint(condition=Q(percent_off__gt=0, percent_off__lte=100), name="discount_percent_of_a_hundred"),
            models.CheckConstraint(condition=Q(amount_off__gt=0), name="discount_amount_above_zero"),
            models.CheckConstraint(condition=Q(base__in=["list", "running"]), name="discount_base_known"),
            models.CheckConstraint(condition=Q(copies_from__gte=1, value_from__gte=0), name="discount_from_one_copy"),
            models.CheckConstraint(
                condition=Q(price_group__isnull=True) | Q(customer__isnull=True), name="discount_for_a_group_or_a_customer"
            ),
        ]

    def __str__(self) -> str:
        return self.code


@keep_history(of="discount_product")
class DiscountProduct(models.Model):
    """That a discount makes a product cheaper, or needs it on the same order."""

    CHEAPER, NEEDED = "cheaper", "needed"

    discount = models.ForeignKey(Discount, models.CASCADE, related_name="products")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    role = models.CharField(max_length=7)

    class Meta:
        db_table = "discount_product"
        constraints = [
            models.UniqueConstraint(fields=["discount", "product", "role"], name="discount_product_once"),
            models.CheckConstraint(condition=Q(role__in=["cheaper", "needed"]), name="discount_product_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.discount_id} {self.product_id}"
