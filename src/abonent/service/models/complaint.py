"""The delivery complaint: that copies of an issue did not come as they should, and what was given for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Place
from abonent.distribution.models import Carrier, Route
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.service.models.complaint_rule import GIVES, KINDS, KNOWN_GIFT, KNOWN_KIND
from abonent.subscriptions.models import IssueCredit, Subscription

TOLD_BY = [
    ("telephone", _("Telephone")),
    ("email", _("E-mail")),
    ("letter", _("Letter")),
    ("visit", _("Visit")),
    ("portal", _("Self-service")),
]
TELEPHONE = "telephone"


class DeliveryComplaint(models.Model):
    """What a reader said of an issue, and what he got for it: a credit, another copy on `redelivered_on`, or nothing.

    `place` and `delivery_method` are where and by which way the copies should have come, `route` and `carrier` who should have brought them,
    as far as it is known: those of the issue, not of today. Taken back, the
    row stays and gives nothing.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="complaints", db_index=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=KINDS)
    copies = models.PositiveIntegerField()
    gives = models.CharField(max_length=6, choices=GIVES)
    credit = models.OneToOneField(IssueCredit, models.PROTECT, null=True, related_name="complaint")
    redelivered_on = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    delivery_method = models.CharField(max_length=12, choices=Subscription.DELIVERY_METHODS)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+")
    carrier = models.ForeignKey(Carrier, models.PROTECT, null=True, related_name="+")
    carrier_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0, help_text="what the carrier is charged")
    told_by = models.CharField(max_length=10, choices=TOLD_BY, default=TELEPHONE)
    remark = models.CharField(max_length=200, blank=True)
    reported_on = models.DateField(help_text="the business day of the company")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "delivery_complaint"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "issue", "kind"], condition=Q(withdrawn_at=None), name="delivery_complaint_once"
            ),
            models.CheckConstraint(condition=KNOWN_KIND, name="delivery_complaint_kind_known"),
            models.CheckConstraint(condition=KNOWN_GIFT, name="delivery_complaint_gives_known"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="delivery_complaint_of_copies"),
            models.CheckConstraint(
                condition=Q(gives="credit", credit__isnull=False) | ~Q(gives="credit") & Q(credit=None),
                name="delivery_complaint_has_its_credit",
            ),
            models.CheckConstraint(
                condition=Q(gives__in=["today", "next"], redelivered_on__isnull=False)
                | ~Q(gives__in=["today", "next"]) & Q(redelivered_on=None),
                name="delivery_complaint_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["subscription", "-id"], name="complaint_of_subscription"),
            models.Index(fields=["redelivered_on"], condition=Q(redelivered_on__isnull=False), name="complaint_to_redeliver"),
            models.Index(fields=["reported_on"], name="complaint_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.issue_id} {self.kind}"

    @property
    def receipt_url(self) -> str:
        """What the customer may read of it."""
        return reverse("service:complaint_receipt", args=[self.pk])
