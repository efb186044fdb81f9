"""Later payment: another due day, instalments; what is due when, what payments fill, how it ends and is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.access.models import StaffEntity, StaffUser
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import DueMove, DuePart, OpenPart, PaymentPlan, PaymentPlanItem, Receivable
from abonent.ledger.operations import (
    CannotAgree,
    agree_payment_plan,
    allocate,
    due_day,
    move_due_day,
    post_payment,
    preview_due_move,
    preview_payment_plan,
    resume_payment_plan,
    set_claim_rule,
    take_back_due_move,
    withdraw_payment,
    withdraw_payment_plan,
)
from abonent.ledger.operations.agreements import claim_rule
from abonent.ledger.queries import balances, progress_of
from abonent.ledger.rules.instalments import filled, instalments
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, undo_act

pytestmark = pytest.mark.django_db

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "later-payment.md").read_text("utf-8")
AUGUST, SEPTEMBER, OCTOBER = day("2026-08-01"), day("2026-09-01"), day("2026-10-01")


def rows_below(heading: str) -> Iterator[list[str]]:
    """The cells of the table below a heading of the page."""
    for line in PAGE.partition(heading)[2].partition("\n|")[2].splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def in_equal_parts(amount: str, *days: date) -> list[tuple[date, Decimal]]:
    return [(one, Decimal(amount)) for one in days]


def paid(item: Receivable, amount: str) -> object:
    items = {item.pk: Decimal(amount)}
    return post_payment(
        entity=item.entity,
        customer=item.customer,
        amount=Decimal(amount),
        received_on=TODAY,
        method="cash",
        actor=None,
        today=TODAY,
        items=items,
    )


def viewer_of(entity) -> StaffUser:
    viewer, _new = StaffUser.objects.get_or_create(username="clerk")
    StaffEntity.objects.get_or_create(staff_user=viewer, entity=entity)
    return viewer


def overdue(item: Receivable, on: date = TODAY) -> tuple[Decimal, int]:
    (balance,) = balances([item.customer_id], viewer=viewer_of(item.entity), today=on)
    return balance.overdue_amount, balance.days_overdue


@pytest.mark.parametrize("cells", list(rows_below("Worked table: divided")))
def test_an_amount_is_divided_as_the_table_says(cells: list[str]):
    amount, count, every, first_on, expected = cells
    parts = instalments(Decimal(amount), count=int(count), every=every, first_on=day(first_on))
    assert ", ".join(f"{due_on} {part}" for due_on, part in parts) == expected
    assert sum(part for _due_on, part in parts) == Decimal(amount)


def test_what_came_fills_instalments_in_their_order():
    amounts = [Decimal(40), Decimal(40), Decimal(40)]
    assert filled(amounts, Decimal(50)) == [40, 10, 0]
    assert filled(amounts, Decimal(-5)) == [0, 0, 0]
    assert filled(amounts, Decimal(999)) == amounts


def test_items_and_instalments_lie_end_to_end_as_the_table_says():
    entity, anna = an_entity(), a_customer()
    items = {
        "A": a_receivable(anna, "90.00", entity=entity, due_on="2026-06-01"),
        "B": a_receivable(anna, "40.00", entity=entity, due_on="2026-06-15"),
    }
    paid(items["A"], "10.00")
    agree_payment_plan(
        items=[items["B"], items["A"]],
        parts=in_equal_parts("40.00", AUGUST, SEPTEMBER, OCTOBER),
        reason="holiday",
        actor=None,
        today=TODAY,
    )
    for name, item in items.items():
        found = [
            [name, str(part.from_amount), str(part.to_amount), str(part.due_on)]
            for part in DuePart.objects.filter(receivable=item).order_by("from_amount")
        ]
        assert found == [cells for cells in rows_below("Worked table: laid end to end") if cells[0] == name]


def test_an_item_whose_day_was_moved_is_not_overdue_before_that_day():
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    assert overdue(item) == (Decimal("100.00"), 38)

    move_due_day(receivable=item, due_on=AUGUST, reason="after the holiday", actor=None, today=TODAY)

    assert due_day(item) == AUGUST
    assert overdue(item) == (Decimal(0), 0)
    assert overdue(item, on=AUGUST + timedelta(days=2)) == (Decimal("100.00"), 2)
    item.refresh_from_db()
    assert item.due_on == day("2026-06-01"), "the document says what it said"


def test_the_latest_move_counts_and_is_taken_back_first():
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    first = move_due_day(receivable=item, due_on=AUGUST, reason="a", actor=None, today=TODAY)
    second = move_due_day(receivable=item, due_on=SEPTEMBER, reason="b", actor=None, today=TODAY)
    assert (second.due_before, due_day(item)) == (AUGUST, SEPTEMBER)
    with pytest.raises(CannotAgree, match="moved once more"):
        take_back_due_move(move=first, actor=None)
    take_back_due_move(move=second, actor=None)
    assert due_day(item) == AUGUST
    take_back_due_move(move=first, actor=None)
    assert due_day(item) == day("2026-06-01")
    assert not DuePart.objects.exists()
    with pytest.raises(CannotAgree, match="taken back already"):
        take_back_due_move(move=first, actor=None)


@pytest.mark.parametrize(
    ("due_on", "code"),
    [("2026-06-01", "agree.same_day"), ("2026-07-08", "agree.day_is_past"), ("2026-10-08", "agree.too_late")],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(due_on: str, code: str):
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    with pytest.raises(CannotAgree) as refused:
        move_due_day(receivable=item, due_on=day(due_on), reason="x", actor=None, today=TODAY)
    assert refused.value.code == code
    assert not DueMove.objects.exists()


def test_how_far_a_day_is_moved_is_said_by_the_company():
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    rule = claim_rule(item.entity)
    rule.deferral_days = 10
    set_claim_rule(rule=rule, actor=None)
    move_due_day(receivable=item, due_on=TODAY + timedelta(days=10), reason="x", actor=None, today=TODAY)
    with pytest.raises(CannotAgree, match="2026-07-19"):
        move_due_day(receivable=item, due_on=TODAY + timedelta(days=11), reason="x", actor=None, today=TODAY)
    undo_act(act=Act.objects.get(verb="set_claim_rule"), actor=None, today=TODAY)
    assert claim_rule(item.entity).deferral_days == 90


def test_what_is_shown_is_what_is_saved_or_nothing():
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    shown = preview_due_move(receivable=item, due_on=AUGUST, reason="x", today=TODAY)
    assert (shown.due_before, shown.overdue_before, shown.days_before) == (day("2026-06-01"), Decimal("100.00"), 38)
    assert not DueMove.objects.exists()
    paid(item, "30.00")
    with pytest.raises(CannotAgree, match="has changed"):
        move_due_day(receivable=item, due_on=AUGUST, reason="x", actor=None, today=TODAY, effect=shown.digest)
    again = preview_due_move(receivable=item, due_on=AUGUST, reason="x", today=TODAY)
    move_due_day(receivable=item, due_on=AUGUST, reason="x", actor=None, today=TODAY, effect=again.digest)


def a_plan(*amounts: str, days: tuple[date, ...] = (AUGUST, SEPTEMBER)) -> PaymentPlan:
    entity, anna = an_entity(), a_customer()
    items = [a_receivable(anna, amount, entity=entity, due_on="2026-06-01") for amount in amounts or ("80.00",)]
    part = str(sum(item.amount for item in items) / len(days))
    return agree_payment_plan(items=items, parts=in_equal_parts(part, *days), reason="out of work", actor=None, today=TODAY)


def test_of_an_item_in_instalments_only_the_late_one_is_overdue():
    item = a_plan().items.get().receivable
    assert overdue(item) == (Decimal(0), 0)
    assert overdue(item, on=day("2026-08-11")) == (Decimal("40.00"), 10)
    assert overdue(item, on=day("2026-09-11")) == (Decimal("80.00"), 41)
    paid(item, "50.00")
    assert overdue(item, on=day("2026-09-11")) == (Decimal("30.00"), 10)


def test_payments_fill_the_instalments_oldest_first_whichever_item_they_name():
    plan = a_plan("40.00", "60.00", days=(AUGUST, SEPTEMBER))
    second = Receivable.objects.get(amount="60.00")
    paid(second, "55.00")
    assert [came for _part, came in progress_of(plan).instalments] == [Decimal("50.00"), Decimal("5.00")]
    assert progress_of(plan).left == Decimal("45.00")


def test_a_payment_that_is_taken_back_opens_the_instalments_again():
    plan = a_plan()
    item = plan.items.get().receivable
    payment = paid(item, "80.00")
    assert progress_of(plan).left == 0
    assert not OpenPart.objects.filter(receivable=item).exists()
    withdraw_payment(payment=payment, actor=None, today=TODAY)
    assert progress_of(plan).left == Decimal("80.00")
    assert sorted(OpenPart.objects.filter(receivable=item).values_list("due_on", "open_amount")) == in_equal_parts(
        "40.00", AUGUST, SEPTEMBER
    )


def test_a_payment_from_before_the_plan_that_is_taken_back_is_due_as_the_document_says():
    item = a_receivable(a_customer(), "100.00", entity=an_entity(), due_on="2026-06-01")
    before = paid(item, "20.00")
    agree_payment_plan(items=[item], parts=in_equal_parts("40.00", AUGUST, SEPTEMBER), reason="x", actor=None, today=TODAY)
    assert overdue(item) == (Decimal(0), 0)
    withdraw_payment(payment=before, actor=None, today=TODAY)
    assert overdue(item) == (Decimal("20.00"), 38)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([("2026-08-01", "80.00")], "agree.few_parts"),
        ([("2026-08-01", "40.00"), ("2026-09-01", "39.99")], "agree.sum"),
        ([("2026-08-01", "90.00"), ("2026-09-01", "-10.00")], "agree.sum"),
        ([("2026-09-01", "40.00"), ("2026-08-01", "40.00")], "agree.order"),
        ([("2026-07-01", "40.00"), ("2026-08-01", "40.00")], "agree.day_is_past"),
        ([(f"2027-{month:02}-01", "6.15") for month in range(1, 13)] + [("2028-01-01", "6.20")], "agree.many_parts"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_the_reason(parts: list[tuple[str, str]], code: str):
    item = a_receivable(a_customer(), "80.00", entity=an_entity())
    with pytest.raises(CannotAgree) as refused:
        agree_payment_plan(
            items=[item], parts=[(day(due_on), Decimal(part)) for due_on, part in parts], reason="x", actor=None, today=TODAY
        )
    assert refused.value.code == code
    assert not PaymentPlan.objects.exists()


def test_items_of_two_customers_are_not_of_one_plan():
    entity = an_entity()
    items = [a_receivable(a_customer(name), "40.00", entity=entity) for name in ("Anna", "Bo")]
    with pytest.raises(CannotAgree, match="one customer"):
        preview_payment_plan(items=items, parts=in_equal_parts("40.00", AUGUST, SEPTEMBER), reason="x", today=TODAY)


def test_an_item_is_in_one_standing_plan_and_its_day_is_not_moved_besides():
    plan = a_plan()
    item = plan.items.get().receivable
    parts = in_equal_parts("40.00", AUGUST, SEPTEMBER)
    with pytest.raises(CannotAgree, match="payment plan"):
        agree_payment_plan(items=[item], parts=parts, reason="x", actor=None, today=TODAY)
    with pytest.raises(CannotAgree, match="payment plan"):
        move_due_day(receivable=item, due_on=SEPTEMBER, reason="x", actor=None, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentPlanItem.objects.create(plan=a_copy_of(plan), receivable=item, amount=1)


def a_copy_of(plan: PaymentPlan) -> PaymentPlan:
    plan = PaymentPlan.objects.get(pk=plan.pk)
    plan.pk = None
    plan.save()
    return plan


def test_a_plan_that_is_taken_back_leaves_the_days_of_before_and_can_stand_again():
    entity, anna = an_entity(), a_customer()
    item = a_receivable(anna, "80.00", entity=entity, due_on="2026-06-01")
    move_due_day(receivable=item, due_on=day("2026-07-20"), reason="x", actor=None, today=TODAY)
    plan = agree_payment_plan(items=[item], parts=in_equal_parts("40.00", AUGUST, SEPTEMBER), reason="x", actor=None, today=TODAY)
    withdraw_payment_plan(plan=plan, actor=None)
    assert due_day(item) == day("2026-07-20"), "the move stands"
    resume_payment_plan(plan=plan, actor=None)
    assert due_day(item) == AUGUST
    withdraw_payment_plan(plan=plan, actor=None)
    agree_payment_plan(items=[item], parts=in_equal_parts("40.00", SEPTEMBER, OCTOBER), reason="y", actor=None, today=TODAY)
    with pytest.raises(CannotAgree, match="payment plan"):
        resume_payment_plan(plan=plan, actor=None)


def test_agreements_are_undone_one_after_the_other():
    item = a_receivable(a_customer(), "80.00", entity=an_entity(), due_on="2026-06-01")
    for due_on in (AUGUST, SEPTEMBER):
        move_due_day(receivable=item, due_on=due_on, reason="x", actor=None, today=TODAY)
    first, second = Act.objects.filter(verb="move_due_day").order_by("pk")
    with pytest.raises(CannotUndo):
        undo_act(act=first, actor=None, today=TODAY)
    undo_act(act=second, actor=None, today=TODAY)
    assert due_day(item) == AUGUST


def test_money_on_account_settles_what_is_due_first_by_what_was_agreed():
    entity, anna = an_entity(), a_customer()
    moved = a_receivable(anna, "50.00", entity=entity, due_on="2026-06-01")
    other = a_receivable(anna, "50.00", entity=entity, due_on="2026-07-15")
    move_due_day(receivable=moved, due_on=AUGUST, reason="x", actor=None, today=TODAY)
    payment = post_payment(entity=entity, customer=anna, amount=Decimal("50.00"), received_on=TODAY, method="cash", actor=None, today=TODAY)
    assert [each.receivable for each in payment.allocations.all()] == [other]


def test_a_credit_that_is_used_fills_the_instalments_as_money_does():
    plan = a_plan()
    item = plan.items.get().receivable
    credit = a_receivable(item.customer, "-40.00", entity=item.entity)
    allocate(source=credit, receivable=item, amount=Decimal("40.00"), actor=None, today=TODAY)
    assert [came for _part, came in progress_of(plan).instalments] == [Decimal("40.00"), Decimal(0)]


AGREED = {
    "check_due_parts": [
        "DELETE FROM due_part",
        "UPDATE due_part SET due_on = due_on + 1",
        "UPDATE due_part SET to_amount = to_amount - 1",
        "UPDATE due_move SET taken_back_at = moved_at",
    ],
    "check_payment_plans": [
        "UPDATE instalment SET amount = amount - 1 WHERE ordinal = 1",
        "UPDATE payment_plan_item SET amount = amount + 1",
        "UPDATE payment_plan SET ended = 'missed', ended_at = agreed_at",
        "DELETE FROM payment_plan_item",
    ],
}


@pytest.mark.parametrize(("rule", "sql"), [(rule, sql) for rule, damages in AGREED.items() for sql in damages])
def test_damage_to_what_was_agreed_is_found(rule: str, sql: str):
    item = a_receivable(a_customer("Bo"), "50.00", entity=a_plan().entity)
    move_due_day(receivable=item, due_on=SEPTEMBER, reason="x", actor=None, today=TODAY)
    invariant = next(one for one in INVARIANTS if one.statement == f"ledger/{rule}")
    assert not list(check(invariant))
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(check(invariant))


def test_the_statements_change_nothing_on_their_second_run():
    plan = a_plan()
    item = plan.items.get().receivable
    move_of_another = a_receivable(item.customer, "50.00", entity=item.entity)
    move_due_day(receivable=move_of_another, due_on=SEPTEMBER, reason="x", actor=None, today=TODAY)
    DuePart.objects.all().delete()
    assert twice("ledger/write_due_parts", receivables=[item.pk, move_of_another.pk]) == 3
    assert twice("ledger/erase_due_move_reasons", people=[item.customer_id]) == 1
    assert twice("ledger/erase_payment_plan_reasons", people=[item.customer_id]) == 1
    assert {DueMove.objects.get().reason, PaymentPlan.objects.get().reason} == {"–"}
