"""What was agreed with a customer about when he pays: another due day of an item, or instalments of several."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models.receivable import Receivable
from abonent.organisation.models import LegalEntity


class ClaimRule(models.Model):
    """How far a company meets its debtors; one without a row has the usual limits.

    A due day is moved by at most `deferral_days` from the day on which it is asked. A plan has at most `most_instalments`; it ends by itself
    `missed_days` after an instalment that was not paid, or never. `small_amount` is what a run may give up of one item without asking.
    """

    entity = models.OneToOneField(LegalEntity, models.PROTECT, primary_key=True, related_name="claim_rule")
    deferral_days = models.PositiveSmallIntegerField(default=90)
    most_instalments = models.PositiveSmallIntegerField(default=12)
    missed_days = models.PositiveSmallIntegerField(null=True, blank=True, default=7)
    small_amount = models.DecimalField(max_digits=14, decimal_places=2, default=1)

    class Meta:
        db_table = "claim_rule"
        constraints = [
            models.CheckConstraint(condition=Q(most_instalments__gte=2), name="claim_rule_a_plan_has_parts"),
            models.CheckConstraint(condition=Q(small_amount__gte=0), name="claim_rule_small_amount_positive"),
        ]

    def __str__(self) -> str:
        return str(self.entity_id)


class DueMove(models.Model):
    """That an item is due on another day than its document says, why, and by whose word. The latest one that stands counts."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="due_moves", db_constraint=False)
    due_before = models.DateField()
    due_on = models.DateField()
    reason = models.CharField(max_length=200)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(db_default=ClockNow())
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "due_move"
        constraints = [models.CheckConstraint(condition=~Q(due_on=F("due_before")), name="due_move_to_another_day")]

    def __str__(self) -> str:
        return f"{self.receivable_id} {self.due_on}"


class PaymentPlan(models.Model):
    """That a customer pays what is open of some items in instalments. It stands until it is ended; paid in full, it is kept.

    Payments settle the items as always; the instalments are filled with what came, oldest first. An ended plan is as if it had never been:
    each item is due again as its document says.
    """

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", _("taken back")
        MISSED = "missed", _("ended, an instalment was missed")

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    agreed_on = models.DateField()
    reason = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(db_default=ClockNow())
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True, db_default="")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payment_plan"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_plan_of_something"),
            models.CheckConstraint(condition=Q(ended="", ended_at=None) | ~Q(ended="") & ~Q(ended_at=None), name="payment_plan_ended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Instalment(models.Model):
    """What of a plan is due on a day."""

    plan = models.ForeignKey(PaymentPlan, models.CASCADE, related_name="instalments")
    ordinal = models.SmallIntegerField()
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "instalment"
        ordering = ["plan", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="instalment_once"),
            models.UniqueConstraint(fields=["plan", "due_on"], name="instalment_one_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"


class PaymentPlanItem(models.Model):
    """An item that is paid by a plan, and what was open of it when that was agreed. It is in one standing plan at most."""

    plan = models.ForeignKey(PaymentPlan, models.CASCADE, related_name="items")
    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="plan_items", db_constraint=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    released_at = models.DateTimeField(null=True, help_text="when the plan was ended")

    class Meta:
        db_table = "payment_plan_item"
        constraints = [
            models.UniqueConstraint(fields=["plan", "receivable"], name="payment_plan_item_once"),
            models.UniqueConstraint(fields=["receivable"], condition=Q(released_at=None), name="payment_plan_item_in_one_standing_plan"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_plan_item_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.receivable_id}"


class DuePart(models.Model):
    """A stretch of an item's amount that is due on a day of its own, by what stands agreed; together they are the whole item.

    What is paid of an item fills it from zero, so that what is open of a stretch follows from the item's open amount alone.
    """

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="due_parts", db_constraint=False)
    from_amount = models.DecimalField(max_digits=14, decimal_places=2)
    to_amount = models.DecimalField(max_digits=14, decimal_places=2)
    due_on = models.DateField()

    class Meta:
        db_table = "due_part"
        constraints = [
            models.UniqueConstraint(fields=["receivable", "from_amount"], name="due_part_once"),
            models.CheckConstraint(condition=Q(to_amount__gt=F("from_amount")), name="due_part_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.receivable_id} {self.due_on}"


class OpenPart(models.Model):
    """What is open of a stretch with a due day of its own (a view). An item of which nothing else was agreed has none."""

    receivable = models.OneToOneField(Receivable, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    due_on = models.DateField()
    open_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "open_part"
        managed = False

    def __str__(self) -> str:
        return f"{self.receivable_id} {self.due_on}"
