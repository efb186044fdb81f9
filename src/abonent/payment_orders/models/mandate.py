"""How a payer pays, and what he lets us take from his account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models import Receivable
from abonent.organisation.models import LegalEntity


class PaymentMethod(models.TextChoices):
    """The ways in which an invoice is paid."""

    BANK_TRANSFER = "bank_transfer", _("Bank transfer")
    DIRECT_DEBIT = "direct_debit", _("Direct debit")
    CARD = "card", _("Card")
    CASH = "cash", _("Cash")
    E_INVOICE = "e_invoice", _("E-invoice")
    GIFT_VOUCHER = "gift_voucher", _("Gift voucher")
    ON_ACCOUNT = "on_account", _("On account")


@keep_history(of="payer_method")
class PayerMethod(models.Model):
    """How a payer usually pays. Without a row: by bank transfer."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="payer_method")
    method = models.CharField(max_length=13, choices=PaymentMethod.choices)

    class Meta:
        db_table = "payer_method"
        constraints = [models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="payer_method_known")]

    def __str__(self) -> str:
        return self.method


@keep_history(of="receivable_method")
class ReceivableMethod(models.Model):
    """That one open item is paid otherwise than its payer usually pays."""

    receivable = models.OneToOneField(Receivable, models.CASCADE, primary_key=True, related_name="own_method", db_constraint=False)
    method = models.CharField(max_length=13, choices=PaymentMethod.choices)

    class Meta:
        db_table = "receivable_method"
        constraints = [models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="receivable_method_known")]

    def __str__(self) -> str:
        return self.method


class Mandates(models.QuerySet["Mandate"]):
    """Words for sets of mandates."""

    def live(self) -> Mandates:
        """Those that are asked for or stand."""
        return self.filter(state__in=Mandate.LIVE)

    def approved(self) -> Mandates:
        """Those by which money may be taken."""
        return self.filter(state=Mandate.State.APPROVED)


@keep_history(of="mandate")
class Mandate(models.Model):
    """That a payer lets a company take what he owes from his account.

    `reference` is what the banks know it by: digits, the customer's number and which mandate of his it is. A SEPA mandate stands with his
    signature; one of Autogiro is asked for, and the payer's bank answers. `code` is its answer where it said no.
    """

    class Scheme(models.TextChoices):
        SEPA = "sepa", "SEPA"
        AUTOGIRO = "autogiro", "Autogiro"

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("mandate", "Asked for")
        APPROVED = "approved", pgettext_lazy("mandate", "Stands")
        REFUSED = "refused", pgettext_lazy("mandate", "Refused")
        CANCELLED = "cancelled", pgettext_lazy("mandate", "Ended")

    LIVE = (State.REQUESTED, State.APPROVED)

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="mandates", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="mandates")
    scheme = models.CharField(max_length=8, choices=Scheme.choices)
    reference = models.CharField(max_length=16)
    account_number = models.CharField(max_length=34, help_text="bare: an IBAN, or clearing number and account")
    signed_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices)
    code = models.CharField(max_length=4, blank=True, help_text="why it was refused, as the bank says it")
    asked_at = models.DateTimeField(db_default=ClockNow())

    objects = Mandates.as_manager()

    class Meta:
        db_table = "mandate"
        constraints = [
            models.UniqueConstraint(fields=["entity", "scheme", "reference"], name="mandate_reference_once"),
            models.UniqueConstraint(
                fields=["entity", "customer"], condition=Q(state__in=["requested", "approved"]), name="mandate_live_once"
            ),
            models.CheckConstraint(condition=Q(scheme__in=["sepa", "autogiro"]), name="mandate_scheme_known"),
            models.CheckConstraint(condition=Q(state__in=["requested", "approved", "refused", "cancelled"]), name="mandate_state_known"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_live(self) -> bool:
        """Whether it is asked for or stands."""
        return self.state in self.LIVE
