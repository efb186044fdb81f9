"""What is written to a customer about his account: a statement of a time, or the balance of a day to be confirmed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

STATEMENT, CONFIRMATION = "statement", "confirmation"
PAPER, EMAIL = "paper", "email"
LETTER_KINDS = [(STATEMENT, _("Statement of account")), (CONFIRMATION, _("Balance confirmation"))]
LETTER_CHANNELS = [(PAPER, _("On paper")), (EMAIL, _("By e-mail"))]


class AccountLetter(models.Model):
    """A letter about an account, as it was made: its file is kept with its hash and never made again.

    A statement says what happened from `from_on` until `as_of`, both included; a confirmation what was open after `as_of`. `balance` is what he
    owed then, less what was on account. A run writes to a customer once for each currency.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="account_letters")
    kind = models.CharField(max_length=12, choices=LETTER_KINDS)
    currency = models.CharField(max_length=3)
    from_on = models.DateField(null=True)
    as_of = models.DateField()
    balance = models.DecimalField(max_digits=14, decimal_places=2)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=5, choices=LETTER_CHANNELS, default=PAPER)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    stored_file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "account_letter"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "customer", "currency"], condition=Q(run__isnull=False), name="account_letter_once_a_run"
            ),
            models.CheckConstraint(condition=Q(kind__in=[STATEMENT, CONFIRMATION]), name="account_letter_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=[PAPER, EMAIL]), name="account_letter_channel_known"),
            models.CheckConstraint(
                condition=Q(kind=CONFIRMATION, from_on=None) | Q(kind=STATEMENT, from_on__lte=F("as_of")), name="account_letter_of_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.customer_id} {self.as_of}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:account_letter", args=[self.pk])


class AccountLetterPlan(models.Model):
    """The letter that a run would write, about which balance and by which way; with a `finding` it writes none. `letter_id` is its letter's to be."""

    FINDINGS = [("", _("To be written")), ("no_address", _("No address"))]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    letter_id = models.BigIntegerField()
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    balance = models.DecimalField(max_digits=14, decimal_places=2)
    channel = models.CharField(max_length=5, choices=LETTER_CHANNELS)
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)
    held = models.BooleanField(default=False)

    class Meta:
        db_table = "account_letter_plan"
        indexes = [models.Index(fields=["letter_id"], name="account_letter_plan_by_letter")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
