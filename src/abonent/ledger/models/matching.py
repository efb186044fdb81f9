"""The plan of a matching run: which bank line pays what, and why."""

from __future__ import annotations

from django.db import models

from abonent.customers.models import Customer
from abonent.ledger.models.bank import BankLine
from abonent.ledger.models.payment import Allocation, Payment
from abonent.ledger.models.receivable import Receivable


class MatchingPlan(models.Model):
    """The payment that a bank line would become. Its ids are taken when it is planned, so every statement of the commit knows them.

    `reason` is a code and parameters: how the payer was found.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    bank_line = models.ForeignKey(BankLine, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    returns = models.ForeignKey(Payment, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    reason = models.JSONField()
    payment_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    is_held_back = models.BooleanField(default=False)

    class Meta:
        db_table = "matching_plan"
        constraints = [models.UniqueConstraint(fields=["run_id", "bank_line"], name="matching_plan_line_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class MatchingPlanItem(models.Model):
    """What a planned payment would settle. `expected_open` is the row's ground: the open amount that the plan was made for.

    `reverses` is the allocation that a returned payment gives up; then there is no expected amount.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal", "position")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    position = models.SmallIntegerField()
    receivable = models.ForeignKey(Receivable, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    expected_open = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reverses = models.ForeignKey(Allocation, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    reason = models.JSONField()

    class Meta:
        db_table = "matching_plan_item"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}/{self.position}"
