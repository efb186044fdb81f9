"""Price lists, their versions, and the prices in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models.product import Product
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity

FIXED, UNTIL_FURTHER_NOTICE = "fixed", "until_further_notice"
TERM_KINDS = [(FIXED, _("Fixed term")), (UNTIL_FURTHER_NOTICE, _("Until further notice"))]

MONTH, ISSUE = "month", "issue"
TERM_UNITS = [(MONTH, _("Months")), (ISSUE, _("Issues"))]


class PriceGroup(models.Model):
    """Customers who pay prices of their own: students, staff, libraries."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="price_groups")
    code = models.SlugField(max_length=20)
    name = models.JSONField(help_text="language -> text")

    class Meta:
        db_table = "price_group"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["entity", "code"], name="price_group_code_once")]

    def __str__(self) -> str:
        return self.code


class PriceGroupMember(models.Model):
    """That a customer pays the prices of a group of an entity; of one group at a time."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    price_group = models.ForeignKey(PriceGroup, models.CASCADE, related_name="members")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="price_groups")

    class Meta:
        db_table = "price_group_member"
        constraints = [models.UniqueConstraint(fields=["entity", "customer"], name="price_group_once_per_customer")]

    def __str__(self) -> str:
        return f"{self.price_group_id} {self.customer_id}"


class PriceList(models.Model):
    """Prices of an entity in one currency, all gross with tax or all net without."""

    GROSS, NET = "gross", "net"
    BASES = [(GROSS, _("Prices with VAT")), (NET, _("Prices without VAT"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="price_lists")
    code = models.SlugField(max_length=20)
    name = models.JSONField(help_text="language -> text")
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=5, choices=BASES, default=GROSS)

    class Meta:
        db_table = "price_list"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "code"], name="price_list_code_once"),
            models.CheckConstraint(condition=Q(basis__in=["gross", "net"]), name="price_list_basis_known"),
        ]

    def __str__(self) -> str:
        return self.code


@keep_history(of="price_list_version")
class PriceListVersion(models.Model):
    """A price list from a day on. It is a draft until it is approved; in force is the approved one with the latest day reached."""

    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "price_list_version"
        ordering = ["price_list", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["price_list", "valid_from"], name="price_list_version_once_per_day")]

    def __str__(self) -> str:
        return f"{self.price_list_id} {self.valid_from}"


@keep_history(of="price")
class Price(models.Model):
    """The price of one copy of a product for one term: `term_length` months or issues, or the billing interval if until further notice.

    An empty weekday set is any pattern, an empty group or customer everybody. The most particular row that fits wins; see
    docs/algorithms/pricing.md.
    """

    version = models.ForeignKey(PriceListVersion, models.CASCADE, related_name="prices")
    product = models.ForeignKey(Product, models.PROTECT, related_name="prices")
    term_kind = models.CharField(max_length=20, choices=TERM_KINDS, default=FIXED)
    term_unit = models.CharField(max_length=5, choices=TERM_UNITS, default=MONTH)
    term_length = models.PositiveSmallIntegerField()
    weekdays = models.PositiveSmallIntegerField(null=True, blank=True)
    quantity_from = models.PositiveIntegerField(default=1)
    price_group = models.ForeignKey(PriceGroup, models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)

    class Meta:
        db_table = "price"
        ordering = ["product", "term_kind", "term_unit", "term_length", "quantity_from"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "version",
                    "product",
                    "term_kind",
                    "term_unit",
                    "term_length",
                    "weekdays",
                    "quantity_from",
                    "price_group",
                    "customer",
                ],
                name="price_once_per_version",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(term_kind__in=["fixed", "until_further_notice"]), name="price_term_kind_known"),
            models.CheckConstraint(condition=Q(term_unit__in=["month", "issue"]), name="price_term_unit_known"),
            models.CheckConstraint(condition=Q(term_length__gte=1), name="price_term_has_length"),
            models.CheckConstraint(condition=Q(quantity_from__gte=1), name="price_from_one_copy"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(price_group__isnull=True) | Q(customer__isnull=True), name="price_for_a_group_or_a_customer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.term_length} {self.term_unit}: {self.unit_price}"
