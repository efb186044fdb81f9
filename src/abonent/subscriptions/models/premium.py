"""The premium, on screen a subscriber gift: an item of our stock that belongs to an order, and the runs that send them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import Promotion
from abonent.customers.models import Customer, Place
from abonent.kit.models import ClockNow, StoredFile
from abonent.runs.models import Run
from abonent.stock.models import StockItem, StockReservation
from abonent.subscriptions.models.cancellation import Cancellation
from abonent.subscriptions.models.subscription import Subscription

PICK_LIST, LABELS = "list", "labels"


@keep_history(of="promised_premium")
class PromisedPremium(models.Model):
    """That whoever orders with a promotion gets an item of our stock with it."""

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="promised_premiums")
    item = models.ForeignKey(StockItem, models.PROTECT, related_name="+")

    class Meta:
        db_table = "promised_premium"
        constraints = [models.UniqueConstraint(fields=["promotion", "item"], name="promised_premium_once")]

    def __str__(self) -> str:
        return f"{self.promotion_id} {self.item_id}"


class Premium(models.Model):
    """That a piece of our stock goes with an order: kept back by its reservation until it is sent or taken away.

    `receiver` gets it at `place`, or where a letter finds him. With a `promotion` that promised it, nobody chose it by hand.
    Taken away, the row stays and says when; with a `cancellation` the stop did, and what takes that back gives it again.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="premiums", db_index=False)
    reservation = models.OneToOneField(StockReservation, models.PROTECT, related_name="premium")
    receiver = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    promotion = models.ForeignKey(Promotion, models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(db_default=ClockNow())
    cancellation = models.ForeignKey(Cancellation, models.PROTECT, null=True, blank=True, related_name="premiums")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "premium"
        ordering = ["id"]
        indexes = [models.Index(fields=["subscription"], name="premium_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.reservation_id}"

    @property
    def item(self) -> StockItem:
        """What is given."""
        return self.reservation.item


class PremiumPickPlan(models.Model):
    """Which subscriber gifts a run sends where, or why it sends one not. Those that go are the first rows of the plan.

    `ground` is the hash of what a parcel depends on: who gets it, where, and that it is still kept back.
    """

    FINDINGS = [
        ("", _("To be sent")),
        ("no_address", _("No address")),
        ("missing", _("Not on the shelf")),
    ]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    premium = models.ForeignKey(Premium, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    item = models.ForeignKey(StockItem, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    pieces = models.PositiveIntegerField()
    receiver = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    place = models.ForeignKey(Place, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False)
    care_of = models.CharField(max_length=80, blank=True)
    ground = models.UUIDField()
    held = models.BooleanField(default=False)
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)

    class Meta:
        db_table = "premium_pick_plan"
        indexes = [models.Index(fields=["premium"], name="premium_pick_plan_by_premium")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class PremiumFile(models.Model):
    """The pick list of a run, or its address labels, as one file; taken away some weeks after it was made."""

    KINDS = [(PICK_LIST, _("Pick list")), (LABELS, _("Address labels"))]

    run_id = models.BigIntegerField()
    kind = models.CharField(max_length=6, choices=KINDS)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    premiums = models.IntegerField()
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "premium_file"
        constraints = [
            models.UniqueConstraint(fields=["run_id", "kind"], name="premium_file_once"),
            models.CheckConstraint(condition=Q(kind__in=[PICK_LIST, LABELS]), name="premium_file_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.kind}"
