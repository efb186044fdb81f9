"""What a subscription costs in place of the list, and the plan of the run that says so for many."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import PriceGroup, Product
from abonent.kit.models import ClockNow
from abonent.runs.models import Run
from abonent.subscriptions.models.subscription import Subscription


class AgreedPrice(models.Model):
    """What one copy of a subscription costs for a term that begins on a day or later, in place of what the list says.

    The latest day that has come wins; a row without a price gives the subscription back to its list. It holds for the product and the
    term it was made for: whoever switches pays what the list says. A row is never changed; withdrawn it stays and says when.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="agreed_prices", db_constraint=False, db_index=False)
    from_on = models.DateField()
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    term_kind = models.CharField(max_length=20)
    term_unit = models.CharField(max_length=5)
    term_length = models.PositiveSmallIntegerField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6, null=True, help_text="empty: what the list says")
    run_id = models.BigIntegerField(help_text="the price change that made it")
    written_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "agreed_price"
        constraints = [models.CheckConstraint(condition=Q(unit_price__gte=0), name="agreed_price_not_negative")]
        indexes = [
            models.Index(fields=["subscription", "from_on"], condition=Q(withdrawn_at__isnull=True), name="agreed_price_that_stands"),
            models.Index(fields=["run_id"], name="agreed_price_of_run"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.from_on}: {self.unit_price}"


class PriceChangePlan(models.Model):
    """What a price change would do to one subscription. Without `price_then` nothing can be written, and `finding` says why.

    `price_wanted` is the new price before a limit was put on the raise. `from_on` is the first day on which a term may begin at the
    new price, after the notice the law asks for; `first_on` the day the first such term begins. `list_again`: the list's price is the
    new one, so no price is agreed. `kept_price_id` is for the price kept until the notice is over, where the list changes before.
    """

    FINDINGS = [
        ("", _("As asked")),
        ("over", _("Raised by more than asked to look at")),
        ("capped", _("Raise limited")),
        ("later", _("Later, because of the notice")),
        ("lower", _("Becomes cheaper")),
        ("kept", _("Keeps the present price")),
        ("coming", _("Another price change comes first")),
        ("no_price_list", _("No price list in force")),
        ("no_price", _("No price in the list")),
        ("no_shares", _("Product without shares")),
    ]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    price_id = models.BigIntegerField()
    kept_price_id = models.BigIntegerField(null=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    price_group = models.ForeignKey(PriceGroup, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    term_kind = models.CharField(max_length=20)
    term_unit = models.CharField(max_length=5)
    term_length = models.PositiveSmallIntegerField()
    price_now = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    price_wanted = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    price_then = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    list_again = models.BooleanField(default=False)
    yearly_now = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    yearly_then = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    notice_days = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    first_on = models.DateField()
    ground = models.UUIDField()
    held = models.BooleanField(default=False)
    finding = models.CharField(max_length=20, choices=FINDINGS, blank=True)

    class Meta:
        db_table = "price_change_plan"
        indexes = [models.Index(fields=["price_id"], name="price_change_plan_by_price")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
