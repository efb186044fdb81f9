"""What a customer is to a product: bought, tried, interested, lost, a reference for it. It exists before any order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models.product import Product
from abonent.customers.models import Customer
from abonent.kit.names import name_in


class ProductStatuses(models.QuerySet["ProductStatus"]):
    """Words for sets of statuses."""

    def in_use(self) -> ProductStatuses:
        """Those that may be given; a retired one stays where it was given."""
        return self.filter(retired=False)


@keep_history(of="product_status")
class ProductStatus(models.Model):
    """A status that a customer may have with a product, in the publisher's own words. `means_bought` says that it tells of a buyer."""

    class Tone(models.TextChoices):
        PLAIN = "ink2", _("Grey")
        OK = "ok", _("Green")
        WARN = "warn", _("Yellow")
        DANGER = "danger", _("Red")
        GIFT = "gift", _("Purple")

    name = models.JSONField(help_text="language -> text")
    ordinal = models.PositiveSmallIntegerField(default=0)
    tone = models.CharField(max_length=6, choices=Tone.choices, default=Tone.PLAIN)
    means_bought = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)

    objects = ProductStatuses.as_manager()

    class Meta:
        db_table = "product_status"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tone__in=["ink2", "ok", "warn", "danger", "gift"]), name="product_status_tone_known")
        ]

    def __str__(self) -> str:
        return name_in(self.name, get_language() or "en")


@keep_history(of="customer_product", also_before=True)
class CustomerProduct(models.Model):
    """The one status that a customer has with a product, since which day, whose customer he is in it, and where it is known from."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="products", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="customers", db_index=False)
    status = models.ForeignKey(ProductStatus, models.PROTECT, related_name="given", db_index=False)
    since = models.DateField()
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=60, blank=True, help_text="fair, call, campaign: where it is known from")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "customer_product"
        constraints = [models.UniqueConstraint(fields=["customer", "product"], name="customer_product_once")]
        indexes = [models.Index(fields=["product", "status", "customer"], name="customers_by_product_status")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.product_id} {self.status_id}"
