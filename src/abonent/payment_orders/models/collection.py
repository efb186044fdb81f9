"""What is taken from payers' accounts by their mandates: how a company collects, what a run would collect, and each attempt."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.ledger.models import Receivable
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models.mandate import Mandate
from abonent.payment_orders.models.order import PaymentOrder
from abonent.runs.models import Run


class CollectionTerms(models.Model):
    """By which agreements with banks a company collects, how long before the due day, and how often it tries again.

    A scheme without its account or its number at the bank is not used.
    """

    entity = models.OneToOneField(LegalEntity, models.PROTECT, primary_key=True, related_name="collection_terms")
    sepa_account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+", db_index=False)
    creditor_id = models.CharField(max_length=35, blank=True, help_text="of SEPA")
    autogiro_account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+", db_index=False)
    autogiro_customer = models.CharField(max_length=6, blank=True, help_text="our number at Bankgirot")
    days_before = models.PositiveSmallIntegerField(help_text="what is due within so many days of the run is collected")
    retry_days = models.PositiveSmallIntegerField(help_text="between two attempts")
    retries = models.PositiveSmallIntegerField(help_text="how often it is tried again where the account lacked cover")

    class Meta:
        db_table = "collection_terms"
        constraints = [models.CheckConstraint(condition=Q(retry_days__gte=1), name="collection_terms_retry_later")]

    def __str__(self) -> str:
        return f"{self.entity_id}"


class Sequence(models.TextChoices):
    """Whether a mandate is used for the first time, as SEPA asks."""

    FIRST = "FRST", pgettext_lazy("collection", "First")
    RECURRENT = "RCUR", pgettext_lazy("collection", "Recurrent")


class PlannedCollection(models.Model):
    """What a run would take by a mandate for an open item. `expected_open` is the row's ground, with the mandate that stands."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    receivable = models.ForeignKey(Receivable, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    mandate = models.ForeignKey(Mandate, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    scheme = models.CharField(max_length=8, choices=Mandate.Scheme.choices)
    currency = models.CharField(max_length=3)
    expected_open = models.DecimalField(max_digits=14, decimal_places=2)
    collect_on = models.DateField()
    sequence = models.CharField(max_length=4, choices=Sequence.choices)
    attempt = models.PositiveSmallIntegerField()
    collection_id = models.BigIntegerField()
    is_held_back = models.BooleanField(db_default=False)

    class Meta:
        db_table = "planned_collection"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class Collection(models.Model):
    """One attempt to take what is open of an item from its payer's account; an item has one under way at a time.

    It is under way until the item is settled, or the bank said no: `code` is what it said.
    """

    class State(models.TextChoices):
        UNDER_WAY = "under_way", pgettext_lazy("collection", "Under way")
        PAID = "paid", pgettext_lazy("collection", "Paid")
        FAILED = "failed", pgettext_lazy("collection", "Failed")
        WITHDRAWN = "withdrawn", pgettext_lazy("collection", "Taken back")

    order = models.ForeignKey(PaymentOrder, models.PROTECT, related_name="collections")
    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="collections", db_constraint=False, db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="collections")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    sequence = models.CharField(max_length=4, choices=Sequence.choices)
    attempt = models.PositiveSmallIntegerField()
    payer = models.CharField(max_length=140)
    account_number = models.CharField(max_length=34)
    state = models.CharField(max_length=9, choices=State.choices, default=State.UNDER_WAY)
    code = models.CharField(max_length=10, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "collection"
        constraints = [
            models.UniqueConstraint(fields=["receivable"], condition=Q(state="under_way"), name="collection_under_way_once"),
            models.UniqueConstraint(fields=["receivable", "attempt"], condition=~Q(state="withdrawn"), name="collection_attempt_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="collection_of_something"),
            models.CheckConstraint(condition=Q(state__in=["under_way", "paid", "failed", "withdrawn"]), name="collection_state_known"),
            models.CheckConstraint(condition=Q(state="under_way") | Q(answered_on__isnull=False), name="collection_answered_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.payer}"
