"""The complaint rule: what a kind of complaint gives, how long it may be reported, and how often money is given for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.organisation.models import LegalEntity

NOT_DELIVERED, LATE, DAMAGED, WRONG, TOO_FEW = "not_delivered", "late", "damaged", "wrong", "too_few"
KINDS = [
    (NOT_DELIVERED, _("Did not come")),
    (LATE, _("Came late")),
    (DAMAGED, _("Wet or torn")),
    (WRONG, _("Another paper came")),
    (TOO_FEW, _("Too few copies")),
]
CREDIT, ANOTHER_TODAY, WITH_NEXT, NOTHING = "credit", "today", "next", "none"
GIVES = [
    (CREDIT, _("Credit on the next invoice")),
    (ANOTHER_TODAY, _("Another copy today")),
    (WITH_NEXT, _("Another copy with the next paper")),
    (NOTHING, _("Nothing, it is noted")),
]
KNOWN_KIND = Q(kind__in=[code for code, _label in KINDS])
KNOWN_GIFT = Q(gives__in=[code for code, _label in GIVES])


@keep_history(of="complaint_rule")
class ComplaintRule(models.Model):
    """What a company gives for a kind of complaint; one of a product goes before that of the company.

    A complaint may be reported within `report_days` after the issue. More than `yearly_credits` in a year, or a later report, need somebody
    who leads the service. The carrier is charged `carrier_amount`, in the currency of the company. A retired rule holds no more.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=13, choices=KINDS)
    gives = models.CharField(max_length=6, choices=GIVES, default=CREDIT)
    report_days = models.PositiveSmallIntegerField(default=14)
    yearly_credits = models.PositiveSmallIntegerField(null=True, blank=True)
    carrier_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "complaint_rule"
        ordering = ["entity", "product", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "product", "kind"], condition=Q(retired=False), nulls_distinct=False, name="complaint_rule_once_per_kind"
            ),
            models.CheckConstraint(condition=KNOWN_KIND, name="complaint_rule_kind_known"),
            models.CheckConstraint(condition=KNOWN_GIFT, name="complaint_rule_gives_known"),
            models.CheckConstraint(condition=Q(carrier_amount__gte=0), name="complaint_rule_charges_the_carrier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.gives}"
