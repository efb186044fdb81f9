"""Runs over open items: a plan of which an instalment was missed ends, and can stand again; small differences are given up, set by set."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import Allocation, JournalEntry, MissedPlan, PaymentPlan, PlannedWriteOff, Receivable, WriteOff
from abonent.ledger.operations import agree_payment_plan, due_day, post_payment, set_claim_rule, take_back_write_off
from abonent.ledger.operations.agreements import claim_rule
from abonent.ledger.operations.posting import account_for
from abonent.ledger.testing import TODAY, a_receivable
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = day("2026-08-01"), day("2026-09-01")


@pytest.fixture
def plan(norrvik, anna) -> PaymentPlan:
    item = a_receivable(anna, "80.00", entity=norrvik, due_on="2026-06-01")
    parts = [(AUGUST, Decimal("40.00")), (SEPTEMBER, Decimal("40.00"))]
    return agree_payment_plan(items=[item], parts=parts, reason="x", actor=None, today=TODAY)


def planned(entity: LegalEntity, kind: str, on) -> Run:
    return plan_run(run=begin_run(kind=kind, entity=entity, as_of=on, actor=None))


def committed(run: Run) -> Run:
    approve_run(run=run, actor=None)
    return commit_run(run=run)


def paid(item: Receivable, amount: str) -> None:
    items = {item.pk: Decimal(amount)}
    post_payment(
        entity=item.entity,
        customer=item.customer,
        amount=Decimal(amount),
        received_on=TODAY,
        method="cash",
        actor=None,
        today=TODAY,
        items=items,
    )


def findings() -> list[object]:
    return [finding for invariant in INVARIANTS for finding in check(invariant)]


def test_a_plan_is_missed_once_the_company_has_waited(norrvik, plan):
    waited = AUGUST + timedelta(days=7)
    assert planned(norrvik, "missed_plans", waited).planned_rows == 0
    run = planned(norrvik, "missed_plans", waited + timedelta(days=1))
    row = MissedPlan.objects.get(run=run)
    assert (row.plan, row.due_on, row.missing_amount) == (plan, AUGUST, Decimal("40.00"))


def test_the_whole_falls_due_and_the_plan_can_stand_again(norrvik, plan):
    item = plan.items.get().receivable
    committed(planned(norrvik, "missed_plans", day("2026-08-20")))
    plan.refresh_from_db()
    assert plan.ended == PaymentPlan.Ended.MISSED
    assert due_day(item) == day("2026-06-01")
    assert findings() == []
    undo_act(act=Act.objects.get(verb="end_missed_plans"), actor=None, today=TODAY)
    plan.refresh_from_db()
    assert (plan.ended, due_day(item)) == ("", AUGUST)
    assert findings() == []


def test_who_pays_before_the_commit_keeps_his_plan(norrvik, plan):
    run = planned(norrvik, "missed_plans", day("2026-08-20"))
    paid(plan.items.get().receivable, "40.00")
    committed(run)
    plan.refresh_from_db()
    assert plan.ended == ""
    assert not Act.objects.filter(verb="end_missed_plans").exists()


def test_part_of_an_instalment_is_not_an_instalment(norrvik, plan):
    paid(plan.items.get().receivable, "50.00")
    run = planned(norrvik, "missed_plans", day("2026-09-20"))
    row = MissedPlan.objects.get(run=run)
    assert (row.due_on, row.missing_amount) == (SEPTEMBER, Decimal("30.00"))


def test_where_the_company_waits_for_ever_no_plan_ends(norrvik, plan):
    rule = claim_rule(norrvik)
    rule.missed_days = None
    set_claim_rule(rule=rule, actor=None)
    assert planned(norrvik, "missed_plans", day("2027-08-20")).planned_rows == 0


@pytest.fixture
def differences(norrvik, anna) -> dict[str, Receivable]:
    """Short by 0.40, by the limit, by a cent more than it; one of which nothing was paid; one in a plan."""
    items = {name: a_receivable(anna, "100.00", entity=norrvik, due_on="2026-06-01", number=name) for name in ("A", "B", "C", "P")}
    items["D"] = a_receivable(anna, "0.50", entity=norrvik, due_on="2026-06-01", number="D")
    for name, amount in (("A", "99.60"), ("B", "99.00"), ("C", "98.99"), ("P", "99.50")):
        paid(items[name], amount)
    parts = [(AUGUST, Decimal("0.25")), (SEPTEMBER, Decimal("0.25"))]
    agree_payment_plan(items=[items["P"]], parts=parts, reason="x", actor=None, today=TODAY)
    return items


def test_only_what_was_paid_but_for_so_little_is_given_up(norrvik, differences):
    run = planned(norrvik, "small_differences", TODAY)
    assert {row.receivable.document_number: row.amount for row in PlannedWriteOff.objects.filter(run=run)} == {
        "A": Decimal("0.40"), "B": Decimal("1.00"),
    }  # fmt: skip
    assert run.total_amount == Decimal("1.40")
    committed(run)
    assert set(WriteOff.objects.values_list("receivable__document_number", "amount")) == {("A", Decimal("0.40")), ("B", Decimal("1.00"))}
    assert JournalEntry.objects.filter(kind="write_off", run_id=run.pk).count() == 2
    assert not Receivable.objects.filter(document_number="A", open__isnull=False).exists()
    assert findings() == []


def test_one_that_changed_since_is_left_out_and_one_given_up_is_claimed_again(norrvik, differences):
    run = planned(norrvik, "small_differences", TODAY)
    paid(differences["B"], "0.30")
    committed(run)
    (written,) = WriteOff.objects.all()
    assert written.receivable == differences["A"]
    take_back_write_off(write_off=written, actor=None, today=TODAY)
    assert Receivable.objects.get(pk=differences["A"].pk).open.open_amount == Decimal("0.40")
    assert findings() == []


def test_statements_change_nothing_on_their_second_run(norrvik, plan, differences):
    missed = begin_run(kind="missed_plans", entity=norrvik, as_of=day("2026-08-20"), actor=None)
    asked = {"entity": norrvik.pk, "due_before": day("2026-08-13")}
    assert twice("ledger/plan_missed_plans", source="ledger/missed_plans", run=missed.pk, **asked) == 2
    run = begin_run(kind="small_differences", entity=norrvik, as_of=TODAY, actor=None)
    assert twice("ledger/plan_write_offs", run=run.pk, entity=norrvik.pk, as_of=TODAY, most=Decimal(1)) == 2
    paid(differences["B"], "0.30")
    chunk = {"run": run.pk, "first": 1, "latest": 9}
    accounts = {"loss_account": account_for(norrvik, "loss"), "receivable_account": account_for(norrvik, "receivable")}
    assert twice("ledger/lock_write_offs", **chunk) == 1
    assert twice("ledger/open_receivables", source="ledger/credits_of_write_offs", **chunk, as_of=TODAY) == 1
    assert twice("ledger/write_planned_write_offs", **chunk, reason="x", actor=None) == 1
    assert twice("ledger/post_entries", source="ledger/entries_of_write_offs", **chunk, as_of=TODAY) == 1
    assert twice("ledger/post_lines", source="ledger/entry_lines_of_write_offs", **chunk, **accounts) == 2
    assert not Allocation.objects.filter(reason__code="write_off").exists()


def test_both_plans_are_looked_at_before_they_are_committed(desk, norrvik, plan, differences):
    missed = planned(norrvik, "missed_plans", day("2026-08-20"))
    page = desk.get(f"/runs/{missed.pk}/missed-plans/").content.decode()
    assert plan.customer.name in page
    assert "Go to Commit" in page
    small = planned(norrvik, "small_differences", TODAY)
    page = desk.get(f"/runs/{small.pk}/small-differences/").content.decode()
    assert "0,40" in page
    assert desk.get(f"/runs/{small.pk}/missed-plans/").status_code == 404
    assert a_customer("Bo").name not in page
