"""That somebody's personal data is gone; and who is not needed any more, as a run finds it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.customers.models.customers import Customer
from abonent.kit.models import ClockNow


class Erasure(models.Model):
    """Who a customer was is erased; the number and the sums stay, for the books hang on them.

    Regulation (EU) 2016/679, articles 17 and 5(1)(e). What the law of the seller's country has kept as vouchers stays as it was
    until `kept_until`; empty, nothing is kept: there was nothing, or it has been taken out of the books since.
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


class ErasurePlan(models.Model):
    """A customer whom a run would erase, or take out of the vouchers once he is erased; and why.

    `tie` is what kept him longest, `latest_on` its last day and `years` what the rule of `country` adds: `lapsed_on` is the day on which
    nothing of it counts any more. `hindrance` is what has to be settled first; such a row is set aside.
    """

    class What(models.TextChoices):
        PERSON = "person", _("Erase who it was")
        VOUCHERS = "vouchers", _("Take out of the vouchers")

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    customer = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    tie = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    latest_on = models.DateField()
    years = models.PositiveSmallIntegerField(null=True, help_text="empty: the vouchers say until when")
    lapsed_on = models.DateField()
    hindrance = models.CharField(max_length=20, blank=True)
    held = models.BooleanField(default=False)

    class Meta:
        db_table = "erasure_plan"
        constraints = [
            models.UniqueConstraint(fields=["run_id", "customer"], name="erasure_plan_once"),
            models.CheckConstraint(condition=Q(what__in=["person", "vouchers"]), name="erasure_plan_what_known"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
