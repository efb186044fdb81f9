"""Runs over open items: end payment plans of which an instalment was missed; give up small differences."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.access.models import StaffUser
from abonent.kit import clock, statements
from abonent.ledger.models import MissedPlan, PaymentPlan, PlannedWriteOff
from abonent.ledger.operations.agreements import claim_rule, end_plans, let_stand_again
from abonent.ledger.operations.posting import account_for
from abonent.runs.kinds import Totals
from abonent.runs.models import Run
from abonent.runs.operations import record_act

MISSED_PLANS = "missed_plans"
SMALL_DIFFERENCES = "small_differences"


def plan_missed_plans(run: Run) -> int:
    """Which plans are to end: an instalment was short for longer than the company waits. None where plans never end by themselves."""
    asked = _asked(run)
    return statements.run("ledger/plan_missed_plans", source="ledger/missed_plans", run=run.pk, **asked) if asked else 0


def totals_of_missed(run: Run) -> Totals:
    """The plans that would end, and how much of them is late."""
    planned = MissedPlan.objects.filter(run=run)
    amount = planned.filter(plan__currency=run.entity.currency).aggregate(amount=Sum("missing_amount"))["amount"]
    return Totals(planned.count(), amount or 0, run.entity.currency)


def end_missed_chunk(run: Run, first: int, latest: int) -> int:
    """End the plans of a chunk that are still missed: who has paid since keeps his plan."""
    planned = MissedPlan.objects.filter(run=run, ordinal__range=(first, latest)).values("plan")
    locked = {plan.pk: plan for plan in PaymentPlan.objects.select_for_update().filter(pk__in=planned, ended="").order_by("pk")}
    asked = _asked(run)
    still = {row.plan_id for row in statements.rows("ledger/missed_plans", **asked)} if asked else set()
    missed = [plan for key, plan in locked.items() if key in still]
    if missed:
        end_plans(missed, PaymentPlan.Ended.MISSED, run.created_by)
    return len(missed)


def tell_missed(run: Run) -> int:
    """Write into the history that the plans ended, with the way back."""
    ended = _ended_by(run)
    if ended:
        inverse = {"verb": "resume_missed_plans", "run": run.pk}
        record_act(actor=run.created_by, verb="end_missed_plans", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return len(ended)


def resume_missed_plans(*, run: Run, actor: StaffUser | None) -> None:
    """Let all plans that a run ended stand again, or none where something else was agreed about an item since."""
    with transaction.atomic():
        clock.hand_over()
        for plan in PaymentPlan.objects.select_for_update().filter(pk__in=_ended_by(run)).order_by("pk"):
            let_stand_again(plan)
        record_act(actor=actor, verb="resume_missed_plans", subject_kind="run", subject_ids=[run.pk])


def plan_small_differences(run: Run) -> int:
    """Which items are settled but for so little that nobody asks for it."""
    most = claim_rule(run.entity).small_amount
    return statements.run("ledger/plan_write_offs", run=run.pk, entity=run.entity_id, as_of=run.as_of, most=most)


def totals_of_differences(run: Run) -> Totals:
    """The items, and what is given up in the currency of the company."""
    planned = PlannedWriteOff.objects.filter(run=run)
    amount = planned.filter(receivable__currency=run.entity.currency).aggregate(amount=Sum("amount"))["amount"]
    return Totals(planned.count(), amount or 0, run.entity.currency)


def give_up_chunk(run: Run, first: int, latest: int) -> int:
    """Give up the differences of a chunk, set by set; one that has changed since it was planned is left out."""
    chunk = {"run": run.pk, "first": first, "latest": latest}
    accounts = {"loss_account": account_for(run.entity, "loss"), "receivable_account": account_for(run.entity, "receivable")}
    with override(run.entity.language):
        reason = _("Small difference")
    statements.run("ledger/lock_write_offs", **chunk)
    statements.run("ledger/open_receivables", source="ledger/credits_of_write_offs", **chunk, as_of=run.as_of)
    statements.run("ledger/write_allocations", source="ledger/allocations_of_write_offs", **chunk, as_of=run.as_of)
    written = statements.run("ledger/write_planned_write_offs", **chunk, reason=reason, actor=run.created_by_id)
    statements.run("ledger/post_entries", source="ledger/entries_of_write_offs", **chunk, as_of=run.as_of)
    statements.run("ledger/post_lines", source="ledger/entry_lines_of_write_offs", **chunk, **accounts)
    return written


def _asked(run: Run) -> dict[str, object]:
    waits = claim_rule(run.entity).missed_days
    return {} if waits is None else {"entity": run.entity_id, "due_before": run.as_of - timedelta(days=waits)}


def _ended_by(run: Run) -> list[int]:
    planned = MissedPlan.objects.filter(run=run).values("plan")
    ended = PaymentPlan.objects.filter(pk__in=planned, ended=PaymentPlan.Ended.MISSED, ended_at__gte=run.created_at)
    return list(ended.values_list("pk", flat=True))
