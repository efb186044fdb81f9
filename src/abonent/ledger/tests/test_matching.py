"""Bank lines become payments, held to the worked table of docs/algorithms/bank-matching.md."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from abonent.customers.testing import a_customer
from abonent.ledger.models import Allocation, BankLine, MatchingPlan, OpenPayment, OpenReceivable, Payment, UnknownBankLine
from abonent.ledger.operations import accept_bank_line, allocate, match_bank_lines, withdraw_payment
from abonent.ledger.operations.payments import Share
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring, bring_and_match
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "bank-matching.md"


def rows_below(heading: str) -> Iterator[dict[str, str]]:
    """The rows of the first table below a sentence of the page."""
    lines = iter(PAGE.read_text("utf-8").partition(heading)[2].strip().splitlines())
    names = _cells(next(lines))
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield dict(zip(names, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def as_line(row: dict[str, str], on: str) -> Line:
    return Line(row["amount"], row["reference"], on=on, account=row["account"], text=row["text"], is_reversal=row["text"] == "returned")


def outcome_of(row: dict[str, str], line: BankLine, names: dict[int, str]) -> dict[str, str]:
    """The last four columns of the table as the books have them."""
    payment = Payment.objects.filter(bank_line=line).first()
    if payment is None:
        assert UnknownBankLine.objects.filter(bank_line=line).exists()
        return {"customer": "", "settles": "", "on account": "", "why": ""}
    planned = MatchingPlan.objects.get(payment_id=payment.pk)
    settled = Allocation.objects.filter(payment=payment.returns or payment, receivable__isnull=False).order_by("id")
    settled = settled.filter(reverses__isnull=payment.returns is None)
    total = settled.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")
    return {
        "customer": payment.customer.given_name,
        "settles": ", ".join(f"{names[allocation.receivable_id]} {allocation.amount}" for allocation in settled),
        "on account": str(payment.amount - total),
        "why": planned.reason["code"],
    }


def test_every_line_of_the_worked_table_goes_where_the_table_says():
    entity = an_entity()
    customers = {name: a_customer(name, "Ek") for name in ("Anna", "Bo", "Cia", "Dag", "Eva", "Filip")}
    a_receivable(customers["Dag"], "100.00", entity=entity, reference="10000107")
    bring_and_match(entity, Line("100.00", "10000107", on="2026-05-08", account="83279412"), number="0")
    names = {
        a_receivable(
            customers[row["customer"]], row["amount"], entity=entity, reference=row["reference"], due_on=row["due"], number=row["item"]
        ).pk: row["item"]
        for row in rows_below("before:")
    }
    for heading, on in (("brings these lines:", "2026-07-08"), ("The next day:", "2026-07-09")):
        table = list(rows_below(heading))
        bring_and_match(entity, *[as_line(row, on) for row in table], number=on)
        lines = BankLine.objects.filter(statement__statement_id=on).order_by("id")
        for row, line in zip(table, lines, strict=True):
            assert outcome_of(row, line, names) == {name: row[name] for name in ("customer", "settles", "on account", "why")}, row["line"]


def test_a_return_opens_again_what_its_payment_had_settled():
    entity, anna = an_entity(), a_customer()
    item = a_receivable(anna, "359.00", entity=entity, reference="10000016")
    bring_and_match(entity, Line("359.00", "10000016"))
    assert not OpenReceivable.objects.exists()

    bring_and_match(entity, Line("-359.00", "10000016", on="2026-07-09", is_reversal=True), number="2")

    assert OpenReceivable.objects.get().receivable == item
    assert not OpenPayment.objects.exists()
    assert not UnknownBankLine.objects.exists()


def test_a_return_of_money_that_was_used_for_something_else_since_opens_that():
    entity, anna = an_entity(), a_customer()
    bring_and_match(entity, Line("359.00", text="Anna"))
    line = BankLine.objects.get()
    (payment,) = accept_bank_line(bank_line=line, shares=[Share(anna, Decimal("359.00"))], actor=None, today=TODAY)
    later = a_receivable(anna, "200.00", entity=entity, reference="10000024")
    allocate(source=payment, receivable=later, amount=Decimal("200.00"), actor=None, today=TODAY)

    withdraw_payment(payment=payment, actor=None, today=TODAY)

    assert OpenReceivable.objects.get().receivable == later
    assert not OpenPayment.objects.exists()
    assert UnknownBankLine.objects.get().bank_line == line


def test_a_line_whose_item_was_paid_between_plan_and_commit_is_left_out_and_taken_by_the_next_run():
    entity, anna = an_entity(), a_customer()
    item = a_receivable(anna, "359.00", entity=entity, reference="10000016")
    bring(Line("359.00", "10000016"))
    run = plan_run(run=begin_run(kind="payment_matching", entity=entity, as_of=TODAY, actor=None))
    credit = a_receivable(anna, "-59.00", entity=entity)
    allocate(source=credit, receivable=item, amount=Decimal("59.00"), actor=None, today=TODAY)

    run = commit_run(run=approve_run(run=run, actor=None))
    assert (run.planned_rows, run.committed_rows, run.left_out_rows) == (1, 0, 1)
    assert UnknownBankLine.objects.count() == 1

    match_bank_lines(entity=entity, actor=None, as_of=TODAY)
    assert not OpenReceivable.objects.exists()
    assert OpenPayment.objects.get().open_amount == Decimal("59.00")


def test_a_line_that_a_person_held_back_waits():
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "359.00", entity=entity, reference="10000016")
    bring(Line("359.00", "10000016"))
    run = plan_run(run=begin_run(kind="payment_matching", entity=entity, as_of=TODAY, actor=None))
    MatchingPlan.objects.filter(run_id=run.pk).update(is_held_back=True)

    commit_run(run=approve_run(run=run, actor=None))

    assert UnknownBankLine.objects.count() == 1
    assert not Payment.objects.exists()


def test_a_reference_that_two_customers_have_decides_nothing():
    entity = an_entity()
    for name in ("Anna", "Bo"):
        a_receivable(a_customer(name), "359.00", entity=entity, reference="10000016")
    bring_and_match(entity, Line("359.00", "10000016"))
    assert UnknownBankLine.objects.count() == 1


def test_a_line_is_matched_only_with_items_of_the_entity_whose_account_it_came_to():
    norrvik = an_entity()
    elsewhere = an_entity(code="soderby", bankgiro="9912346")
    a_receivable(a_customer(), "359.00", entity=elsewhere, reference="10000016")
    bring_and_match(norrvik, Line("359.00", "10000016"))
    assert UnknownBankLine.objects.count() == 1


def test_the_payment_of_a_merged_customer_is_written_to_the_one_he_was_merged_into():
    entity, anna, double = an_entity(), a_customer("Anna"), a_customer("Ana")
    item = a_receivable(double, "359.00", entity=entity, reference="10000016")
    type(anna).objects.filter(pk=double.pk).update(canonical=anna)
    older = a_receivable(anna, "100.00", entity=entity, due_on="2026-01-01")

    bring_and_match(entity, Line("400.00", "10000016"))

    payment = Payment.objects.get()
    assert payment.customer == anna
    assert dict(payment.allocations.values_list("receivable", "amount")) == {item.pk: Decimal("359.00"), older.pk: Decimal("41.00")}


def test_an_early_payment_is_matched_once_its_invoice_is_there():
    entity, anna = an_entity(), a_customer()
    bring_and_match(entity, Line("359.00", "10000016"))
    assert UnknownBankLine.objects.count() == 1

    a_receivable(anna, "359.00", entity=entity, reference="10000016")
    match_bank_lines(entity=entity, actor=None, as_of=TODAY)

    assert not UnknownBankLine.objects.exists()
    assert not OpenReceivable.objects.exists()
