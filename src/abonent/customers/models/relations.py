"""How customers belong together, and the accounts they pay from and are paid to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models.customers import Customer


@keep_history(of="relationship")
class Relationship(models.Model):
    """That two customers belong together; the kind is read from `customer` to `other`. Of a household every two have one."""

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("Same household")
        FAMILY = "family", _("Family")
        PARENT_COMPANY = "parent_company", _("Parent company of")
        MEMBER = "member", _("Has as member")
        GIVER = "giver", _("Gives to")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="relationships", db_index=False)
    other = models.ForeignKey(Customer, models.CASCADE, related_name="relationships_of_others")
    kind = models.CharField(max_length=14, choices=Kind.choices)

    class Meta:
        db_table = "relationship"
        constraints = [
            models.UniqueConstraint(fields=["customer", "other", "kind"], name="relationship_once"),
            models.CheckConstraint(condition=~Q(customer=F("other")), name="relationship_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind} {self.other_id}"


@keep_history(of="customer_bank_account")
class CustomerBankAccount(models.Model):
    """An account of a customer: where refunds go, and by which payments without a reference are known. `number` is bare."""

    class Scheme(models.TextChoices):
        IBAN = "iban", "IBAN"
        BANKGIRO = "bankgiro", "Bankgiro"
        PLUSGIRO = "plusgiro", "Plusgiro"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="bank_accounts", db_index=False)
    scheme = models.CharField(max_length=8, choices=Scheme.choices, default=Scheme.IBAN)
    number = models.CharField(max_length=34, db_collation="C")

    class Meta:
        db_table = "customer_bank_account"
        indexes = [models.Index(fields=["number"], name="account_of_customer_by_number")]
        constraints = [models.UniqueConstraint(fields=["customer", "scheme", "number"], name="customer_bank_account_once")]

    def __str__(self) -> str:
        return self.number
