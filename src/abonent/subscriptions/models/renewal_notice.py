"""Renewal notices: the series in which they go out, the plan of a run of them, that one was sent, and the files of a run."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow, StoredFile
from abonent.runs.models import Run
from abonent.subscriptions.models.subscription import Subscription

LETTER, EMAIL = "letter", "email"
CHANNELS = [(LETTER, pgettext_lazy("channel", "Letter")), (EMAIL, _("E-mail"))]
# No calendar that is kept has a series that reaches further.
MOST_DAYS = 180


@keep_history(of="renewal_notice_step")
class RenewalNoticeStep(models.Model):
    """One notice of a product's series: so many days from the last issue of a fixed term (below zero before it), by a channel.

    It is sent from `begins_on` until before `ended_on`. Subject and text have fields in braces, such as {name}; `offers` shows the
    next term and its price below the text.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="renewal_notice_steps")
    days = models.SmallIntegerField()
    channel = models.CharField(max_length=6, choices=CHANNELS, default=LETTER)
    subject = models.JSONField(help_text="language -> text")
    text = models.JSONField(help_text="language -> text")
    offers = models.BooleanField(default=True)
    begins_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "renewal_notice_step"
        ordering = ["product", "days", "id"]
        constraints = [
            ExclusionConstraint(
                name="renewal_notice_step_once_a_day",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    ("days", RangeOperators.EQUAL),
                    (Func(F("begins_on"), F("ended_on"), function="daterange", output_field=DateRangeField()), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(channel__in=[LETTER, EMAIL]), name="renewal_notice_step_channel_known"),
            models.CheckConstraint(condition=Q(days__gte=-MOST_DAYS, days__lte=MOST_DAYS), name="renewal_notice_step_near_the_end"),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("begins_on")), name="renewal_notice_step_ends_after"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.days}"


class RenewalNoticePlan(models.Model):
    """Who gets which notice in a run, or why he gets none. Those that go are the first rows of the plan.

    `term_ordinal` counts the term that is asked for, which would begin on `begins_on`; `last_on` is the day of the last issue before
    it. `ground` is the hash of what the next term and the notice depend on.
    """

    GOES = ("", "late")
    FINDINGS = [
        ("", _("To be sent")),
        ("late", _("To be sent, over a week late")),
        ("barred", _("May not be contacted")),
        ("no_address", _("No address")),
        ("no_email", _("No e-mail address")),
        ("no_price", _("No price for the next term")),
        ("sent", _("Sent before")),
        ("renewed", _("Renewed already")),
        ("stopped", pgettext_lazy("subscription", "Cancelled")),
        ("resting", _("Paused without an end")),
        ("rolling", _("Runs until further notice")),
    ]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    notice_id = models.BigIntegerField()
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    step = models.ForeignKey(RenewalNoticeStep, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    term_ordinal = models.IntegerField()
    last_on = models.DateField()
    begins_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    ground = models.UUIDField()
    held = models.BooleanField(default=False)
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)

    class Meta:
        db_table = "renewal_notice_plan"
        indexes = [models.Index(fields=["notice_id"], name="renewal_notice_plan_by_notice")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class RenewalNotice(models.Model):
    """That somebody was asked, by a step of the series, to go on with a subscription; once for each term and step."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="renewal_notices", db_constraint=False, db_index=False)
    term_ordinal = models.IntegerField()
    step = models.ForeignKey(RenewalNoticeStep, models.PROTECT, related_name="notices", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    last_on = models.DateField()
    begins_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    run_id = models.BigIntegerField(help_text="the run that sent it")
    written_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "renewal_notice"
        constraints = [
            models.UniqueConstraint(fields=["subscription", "term_ordinal", "step"], name="renewal_notice_once"),
            models.CheckConstraint(condition=Q(channel__in=[LETTER, EMAIL]), name="renewal_notice_channel_known"),
        ]
        indexes = [
            models.Index(fields=["run_id"], name="renewal_notice_of_run"),
            models.Index(fields=["step"], name="renewal_notice_of_step"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}/{self.term_ordinal}"


class RenewalNoticeFile(models.Model):
    """The letters of a run as one file for the printer, or the list of its e-mails; taken away some weeks after it was made."""

    run_id = models.BigIntegerField()
    channel = models.CharField(max_length=6, choices=CHANNELS)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    notices = models.IntegerField()
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "renewal_notice_file"
        constraints = [models.UniqueConstraint(fields=["run_id", "channel"], name="renewal_notice_file_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.channel}"
