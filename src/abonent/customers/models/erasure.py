"""That somebody's personal data is gone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.customers.models.customers import Customer
from abonent.kit.models import ClockNow


class Erasure(models.Model):
    """Who a customer was is erased; the number and the sums stay, for the books hang on them.

    Regulation (EU) 2016/679, articles 17 and 5(1)(e). What the law of the seller's country has kept as vouchers stays as it was
    until `kept_until`; empty, there was nothing to keep.
    """

    class Ground(models.TextChoices):
        REQUEST = "request", _("The person asked for it")
        LAPSE = "lapse", _("Not needed any more")

    customer = models.OneToOneField(Customer, models.PROTECT, related_name="erasure")
    ground = models.CharField(max_length=8, choices=Ground.choices, default=Ground.REQUEST)
    erased_at = models.DateTimeField(db_default=ClockNow())
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="empty: a schedule")
    kept_until = models.DateField(null=True)

    class Meta:
        db_table = "erasure"
        constraints = [models.CheckConstraint(condition=models.Q(ground__in=["request", "lapse"]), name="erasure_ground_known")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.erased_at:%Y-%m-%d}"
