"""Promotions: what an order may carry, so that its first terms cost less than the list says."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.catalog.models.price import FIXED, MONTH, TERM_KINDS, TERM_UNITS, PriceList
from abonent.catalog.models.product import Product

SALES_CHANNELS = [
    ("desk", _("Customer service")),
    ("telephone", _("Telephone sale")),
    ("web", _("Web")),
    ("agent", _("Agent")),
    ("event", _("Event")),
    ("import", pgettext_lazy("sales channel", "Imported")),
]


@keep_history(of="promotion")
class Promotion(models.Model):
    """An offer that an order of one term of a price list may carry, by its code: its steps give the first terms their price.

    It may be ordered during a time, by everybody, by new or by former customers only, through any sales channel or some. After its
    steps the list price holds, or the subscription ends. What was promised does not change: steps are written once.
    """

    EVERYBODY, NEW, FORMER = "everybody", "new", "former"
    CUSTOMERS = [
        (EVERYBODY, _("Everybody")),
        (NEW, _("New customers: they have never had a subscription from the company")),
        (FORMER, _("Former customers: they had a subscription and have none now")),
    ]

    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="promotions")
    code = models.CharField(max_length=20)
    name = models.JSONField(help_text="language -> text")
    ordered_during = DateRangeField()
    for_whom = models.CharField(max_length=10, choices=CUSTOMERS, default=EVERYBODY)
    sales_channels = ArrayField(models.CharField(max_length=12), default=list, blank=True, help_text="empty: any")
    by_code_only = models.BooleanField(default=False, help_text="not proposed; whoever knows the code may order it")
    term_kind = models.CharField(max_length=20, choices=TERM_KINDS, default=FIXED)
    term_unit = models.CharField(max_length=5, choices=TERM_UNITS, default=MONTH)
    term_length = models.PositiveSmallIntegerField()
    then_ends = models.BooleanField(default=False, help_text="a trial: the subscription ends after its one term")

    class Meta:
        db_table = "promotion"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "code"], name="promotion_code_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9-]+$"), name="promotion_code_is_plain"),
            models.CheckConstraint(condition=Q(ordered_during__isempty=False), name="promotion_some_days"),
            models.CheckConstraint(condition=Q(for_whom__in=["everybody", "new", "former"]), name="promotion_for_whom_known"),
            models.CheckConstraint(condition=Q(term_kind__in=["fixed", "until_further_notice"]), name="promotion_term_kind_known"),
            models.CheckConstraint(condition=Q(term_unit__in=["month", "issue"]), name="promotion_term_unit_known"),
            models.CheckConstraint(condition=Q(term_length__gte=1), name="promotion_term_has_length"),
        ]

    def __str__(self) -> str:
        return self.code


@keep_history(of="promotion_product")
class PromotionProduct(models.Model):
    """That a promotion holds for a product."""

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="products")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")

    class Meta:
        db_table = "promotion_product"
        constraints = [models.UniqueConstraint(fields=["promotion", "product"], name="promotion_product_once")]

    def __str__(self) -> str:
        return f"{self.promotion_id} {self.product_id}"


class PromotionStep(models.Model):
    """What some of the first terms cost: a price for one copy, or a percentage off the list price; never both.

    `own_length` is the length of its terms in the promotion's unit, where it is not that of the list: three months for 99, then by
    the month. Steps follow each other from term 1 without a gap, and do not change.
    """

    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="steps")
    from_term = models.PositiveSmallIntegerField()
    terms = models.PositiveSmallIntegerField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    percent_off = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    own_length = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "promotion_step"
        ordering = ["promotion", "from_term"]
        constraints = [
            models.UniqueConstraint(fields=["promotion", "from_term"], name="promotion_step_once"),
            models.CheckConstraint(condition=Q(from_term__gte=1, terms__gte=1), name="promotion_step_of_terms"),
            models.CheckConstraint(
                condition=Q(unit_price__isnull=True, percent_off__isnull=False) | Q(unit_price__isnull=False, percent_off__isnull=True),
                name="promotion_step_price_or_percent",
            ),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="promotion_step_price_not_negative"),
            models.CheckConstraint(condition=Q(percent_off__gt=0, percent_off__lte=100), name="promotion_step_percent_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(own_length__isnull=True) | Q(own_length__gte=1, unit_price__isnull=False),
                name="promotion_step_own_length_has_price",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id}/{self.from_term}"

    @property
    def latest_term(self) -> int:
        """The last of its terms."""
        return self.from_term + self.terms - 1
