"""Who is to be told of a new price, when at the latest, and when he was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow, StoredFile
from abonent.subscriptions.models.renewal_notice import CHANNELS, EMAIL, LETTER
from abonent.subscriptions.models.subscription import Subscription

ADDRESSES = "address"
FILES = [
    (LETTER, _("Letters for the printer")),
    (ADDRESSES, _("Addresses of the letters")),
    (EMAIL, _("E-mails for your mail program")),
]


class PriceNotice(models.Model):
    """That the payer of a subscription is to be told of a dearer price of one copy, which is paid from a day on.

    `latest_on` is the last day on which the notice that the law asks for still has its days. `told_on` is the day on which he was told;
    taken back with the price change, the row stays and says when.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="price_notices", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    price_before = models.DecimalField(max_digits=18, decimal_places=6)
    price_then = models.DecimalField(max_digits=18, decimal_places=6)
    currency = models.CharField(max_length=3)
    from_on = models.DateField(help_text="the first day of the first term at the new price")
    latest_on = models.DateField()
    run_id = models.BigIntegerField(help_text="the price change that it is of")
    written_at = models.DateTimeField(db_default=ClockNow())
    told_on = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when that was noted")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "price_notice"
        constraints = [
            models.UniqueConstraint(fields=["run_id", "subscription"], name="price_notice_once"),
            models.CheckConstraint(condition=Q(channel__in=[LETTER, EMAIL]), name="price_notice_channel_known"),
            models.CheckConstraint(
                condition=Q(told_on=None, told_at=None) | Q(told_on__isnull=False, told_at__isnull=False), name="price_notice_told"
            ),
        ]
        indexes = [models.Index(fields=["subscription"], name="price_notice_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.from_on}"


class PriceNoticeFile(models.Model):
    """The letters about a new price as one file for the printer, their addresses, or the list of e-mails; taken away some weeks after."""

    run_id = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=FILES)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    notices = models.IntegerField()
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "price_notice_file"
        constraints = [models.UniqueConstraint(fields=["run_id", "kind"], name="price_notice_file_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.kind}"
