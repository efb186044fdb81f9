"""The plan of payments: which money pays what, and why."""

from __future__ import annotations

from django.db import models

from abonent.customers.models import Customer
from abonent.ledger.models.bank import BankLine
from abonent.ledger.models.journal import Account
from abonent.ledger.models.payment import Allocation, Payment
from abonent.ledger.models.receivable import Receivable


class MatchingPlan(models.Model):
    """The payment that a bank line would become, planned by a matching run or, one by one, by a person.

    A person's plan has a negative number in the place of the run; it may have no bank line (cash over the counter) and
    several rows for one line (a line split between customers). `receivable` is the item that the payer was found by,
    settled first; `account` is where the money is until then. The ids of what will be written are taken when it is
    planned, so that every statement of the commit knows them. `reason` is a code and parameters: how the payer was found.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    bank_line = models.ForeignKey(BankLine, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    receivable = models.ForeignKey(Receivable, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    returns = models.ForeignKey(Payment, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(Account, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    received_on = models.DateField()
    method = models.CharField(max_length=10)
    remark = models.CharField(max_length=200, blank=True)
    reason = models.JSONField()
    payment_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    is_held_back = models.BooleanField(db_default=False)

    class Meta:
        db_table = "matching_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class MatchingPlanItem(models.Model):
    """What a planned payment would settle. `expected_open` is the row's ground: the open amount that the plan was made for.

    `reverses` is the allocation that a returned payment gives up; then `amount` is negative and nothing is expected.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal", "position")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    position = models.SmallIntegerField()
    allocation_id = models.BigIntegerField()
    receivable = models.ForeignKey(Receivable, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    expected_open = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reverses = models.ForeignKey(Allocation, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    reason = models.JSONField()

    class Meta:
        db_table = "matching_plan_item"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}/{self.position}"
