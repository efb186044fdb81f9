"""What runs over open items would do: end payment plans of which an instalment was missed, give up small differences."""

from __future__ import annotations

from django.db import models

from abonent.ledger.models.agreement import PaymentPlan
from abonent.ledger.models.receivable import Receivable
from abonent.runs.models import Run


class MissedPlan(models.Model):
    """A payment plan that a run would end: the instalment of `due_on` was not paid in time, and `missing_amount` is late in all."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    plan = models.ForeignKey(PaymentPlan, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    due_on = models.DateField()
    missing_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "missed_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class PlannedWriteOff(models.Model):
    """A small difference that a run would give up: what is open of an item that was paid but for this. The ids are of the rows to be written."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    receivable = models.ForeignKey(Receivable, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    credit_id = models.BigIntegerField()
    write_off_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        db_table = "planned_write_off"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
