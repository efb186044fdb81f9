"""What banks said of what we ordered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from abonent.ledger.models import BankFile
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models.collection import Collection
from abonent.payment_orders.models.mandate import Mandate
from abonent.payment_orders.models.order import PaymentOrder
from abonent.payment_orders.models.refund import Refund


class BankAnswer(models.Model):
    """One answer in a file of the bank, as it was given, with what of ours it is about; without any it is about nothing we know of."""

    class About(models.TextChoices):
        ORDER = "order", pgettext_lazy("answer", "An order")
        PIECE = "piece", pgettext_lazy("answer", "A debit or refund")
        MANDATE = "mandate", pgettext_lazy("answer", "A mandate")

    class Verdict(models.TextChoices):
        PAID = "paid", pgettext_lazy("answer", "Paid")
        FAILED = "failed", pgettext_lazy("answer", "Not paid")
        LATER = "later", pgettext_lazy("answer", "The bank tries again")
        APPROVED = "approved", pgettext_lazy("answer", "Stands")
        GONE = "gone", pgettext_lazy("answer", "Does not stand")
        NOTED = "noted", pgettext_lazy("answer", "Nothing follows")

    pk = models.CompositePrimaryKey("bank_file_id", "ordinal")
    bank_file = models.ForeignKey(BankFile, models.PROTECT, related_name="+", db_index=False)
    ordinal = models.IntegerField(help_text="place in the file, from 1")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    about = models.CharField(max_length=7, choices=About.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    told_on = models.DateField()
    reference = models.CharField(max_length=35, blank=True, help_text="of the piece, or of the part of the order, as we had written it")
    payer = models.CharField(max_length=16, blank=True, help_text="what the mandate is known by")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    code = models.CharField(max_length=10, blank=True, help_text="why not, as the bank says it")
    order = models.ForeignKey(PaymentOrder, models.PROTECT, null=True, related_name="answers")
    collection = models.ForeignKey(Collection, models.PROTECT, null=True, related_name="answers")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="answers")
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, related_name="answers")

    class Meta:
        db_table = "bank_answer"
        constraints = [
            models.CheckConstraint(condition=Q(about__in=["order", "piece", "mandate"]), name="bank_answer_about_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=["paid", "failed", "later", "approved", "gone", "noted"]), name="bank_answer_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_file_id}/{self.ordinal}"
