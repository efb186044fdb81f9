"""What can be ordered, and the parts that share its price."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models.tax import TaxCategory
from abonent.catalog.models.title import Edition
from abonent.organisation.models import LegalEntity, Unit

EVERY_DAY = 127

# Kinds that are ordered for a term; a subscription brings issues, or nothing but the right to what is subscribed to.
SOLD_BY_TERM = ("subscription", "service")


@keep_history(of="product")
class Product(models.Model):
    """What can be ordered: a subscription on a pattern of weekdays, goods or a service.

    `weekdays` is a set of bits, Monday 1, Tuesday 2 ... Sunday 64; 127 is every day the editions come out. The next term is made
    `fixed_lead_days` before the present one ends, or `rolling_lead_days` when it runs until further notice; its charge is due to
    be invoiced `charge_days_before` the term begins. With each copy `seats` others read beside the subscriber.
    Where it `renews` only when the customer asks, a fixed term that ends is followed by grace: so many more issues, and so many more days
    of reading.
    """

    BY_ITSELF, ASKED = "itself", "asked"
    RENEWS = [(BY_ITSELF, _("By itself")), (ASKED, _("Only when the customer asks"))]
    KINDS = [("subscription", _("Subscription")), ("goods", _("Goods")), ("service", _("Service"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="products")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", help_text="unit that the revenue is followed by"
    )
    code = models.SlugField(max_length=30)
    name = models.JSONField(help_text="language -> text")
    kind = models.CharField(max_length=12, choices=KINDS, default="subscription")
    weekdays = models.PositiveSmallIntegerField(default=EVERY_DAY)
    deferred = models.BooleanField(default=True, help_text="earned issue by issue")
    fixed_lead_days = models.PositiveSmallIntegerField(default=45)
    rolling_lead_days = models.PositiveSmallIntegerField(default=21)
    charge_days_before = models.PositiveSmallIntegerField(default=14)
    seats = models.PositiveSmallIntegerField(default=0, help_text="how many others read with one copy: a family, the staff of a company")
    seats_from = models.DateField(
        null=True, blank=True, help_text="since when there are fewer: who read before that day is not judged by it"
    )
    renews = models.CharField(max_length=6, choices=RENEWS, default=BY_ITSELF, help_text="how fixed terms go on")
    grace_issues = models.PositiveSmallIntegerField(default=0, help_text="issues that come after a fixed term has ended")
    grace_days = models.PositiveSmallIntegerField(default=0, help_text="days of reading after a fixed term has ended")
    withdrawn_on = models.DateField(null=True, blank=True, help_text="no new orders from this day; those that run go on")

    class Meta:
        db_table = "product"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "code"], name="product_code_once"),
            models.CheckConstraint(condition=Q(kind__in=["subscription", "goods", "service"]), name="product_kind_known"),
            models.CheckConstraint(condition=Q(renews__in=["itself", "asked"]), name="product_renewal_known"),
            models.CheckConstraint(condition=Q(renews="asked") | Q(grace_issues=0, grace_days=0), name="product_grace_where_asked"),
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=EVERY_DAY), name="product_weekdays_are_bits"),
            models.CheckConstraint(
                condition=Q(fixed_lead_days__gte=F("charge_days_before"), rolling_lead_days__gte=F("charge_days_before")),
                name="product_term_is_made_before_it_is_charged",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ProductComponent(models.Model):
    """A part of a product with one class of tax and one place in the books; `edition` is empty for what is not an issue.

    The first component with an edition leads: terms that are sold by issues count its issues. `weekdays` narrows the product's
    pattern for this part (paper Friday to Sunday, electronic every day).
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="components")
    ordinal = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="components")
    weekdays = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: as the product")
    name = models.JSONField(help_text="language -> text")
    tax_category = models.ForeignKey(TaxCategory, models.PROTECT, related_name="+")
    revenue_class = models.CharField(max_length=30, help_text="what ledger accounts are mapped by, for example paper or digital")

    class Meta:
        db_table = "product_component"
        ordering = ["product", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["product", "ordinal"], name="product_component_once")]

    def __str__(self) -> str:
        return f"{self.product_id}/{self.ordinal}"


class ComponentShare(models.Model):
    """The weight of a component in the price from a day on. Weights need not sum to one; the parts always sum to the price."""

    component = models.ForeignKey(ProductComponent, models.CASCADE, related_name="shares")
    valid_from = models.DateField()
    share = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        db_table = "component_share"
        ordering = ["component", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["component", "valid_from"], name="component_share_once_per_day"),
            models.CheckConstraint(condition=Q(share__gte=0), name="component_share_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.component_id} {self.share}"
