"""The books check themselves: quiet where all is right, and each kind of damage is found with its row."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from abonent.customers.testing import a_customer
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import BankLine, Payment, Receivable
from abonent.ledger.operations import accept_bank_line, set_aside, withdraw_payment, write_off
from abonent.ledger.operations.payments import Share
from abonent.ledger.operations.posting import Side, account_for, post_entry
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring, bring_and_match
from abonent.runs.invariants import check

pytestmark = pytest.mark.django_db


def findings() -> list[str]:
    return [f"{invariant.statement.rpartition('/')[2]}: {finding.message}" for invariant in INVARIANTS for finding in check(invariant)]


def a_busy_day() -> None:
    """Every kind of event once."""
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "359.00", entity=entity, reference="10000016")
    owed = a_receivable(anna, "1249.00", entity=entity, reference="10000024")
    bring_and_match(entity, Line("359.00", "10000016"), Line("1300.00", "10000024"), Line("-25.00"), Line("77.00"), Line("50.00", name="X"))
    waiting = {line.amount: line for line in BankLine.objects.filter(unknown__isnull=False)}
    set_aside(bank_line=waiting[Decimal("-25.00")], kind="fee", actor=None)
    accept_bank_line(bank_line=waiting[Decimal("77.00")], shares=[Share(anna, Decimal("77.00"))], actor=None, today=TODAY)
    withdraw_payment(payment=Payment.objects.get(amount="1300.00"), actor=None, today=TODAY)
    write_off(receivable=owed, amount=Decimal("49.00"), reason="small", actor=None, today=TODAY)
    bring(Line("359.00", "10000016"), Line("60.00"), number="2")


def test_a_busy_day_leaves_nothing_to_find():
    a_busy_day()
    assert findings() == []


def damage(sql: str) -> Callable[[], None]:
    """Do what no program of ours can: change posted rows behind the triggers' back."""

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return change


DAMAGES = {
    "check_entries": [
        "UPDATE journal_line SET amount = amount + 1 WHERE ordinal = 1",
        "DELETE FROM journal_line",
        "DELETE FROM journal_entry WHERE id = (SELECT min(id) FROM journal_entry)",
    ],
    "check_open_receivables": [
        "DELETE FROM open_receivable",
        "UPDATE open_receivable SET open_amount = open_amount - 1, full_amount = full_amount + 1",
    ],
    "check_open_payments": ["DELETE FROM open_payment", "UPDATE open_payment SET full_amount = full_amount + 1"],
    "check_subledgers": ["UPDATE bank_line SET amount = amount + 1", "DELETE FROM open_payment", "DELETE FROM unknown_bank_line"],
    "check_allocations": ["UPDATE allocation SET amount = amount * 9", "UPDATE payment SET amount = amount / 9"],
    "check_loose_ends": [
        "DELETE FROM receivable",
        "DELETE FROM payment",
        "DELETE FROM bank_statement",
        "UPDATE payment SET customer_id = 0",
    ],
    "check_bank_lines": [
        "DELETE FROM unknown_bank_line",
        "INSERT INTO unknown_bank_line SELECT bank_line_id FROM bank_line_decision",
        "DELETE FROM bank_line_decision",
        "UPDATE payment SET amount = 1 WHERE amount > 0",
    ],
    "check_bank_statements": ["UPDATE bank_statement SET known_amount = known_amount + 1", "UPDATE bank_line SET amount = amount + 1"],
}

# Damaged where batches are made, and where something is agreed: test_accounting_exports.py, test_agreements.py.
ELSEWHERE = {"check_exports", "check_due_parts", "check_payment_plans"}


@pytest.mark.parametrize(("rule", "sql"), [(rule, sql) for rule, damages in DAMAGES.items() for sql in damages])
def test_damage_is_found(rule: str, sql: str):
    a_busy_day()
    damage(sql)()
    assert [found for found in findings() if found.startswith(rule)]


def test_every_rule_has_damage_that_it_finds():
    assert set(DAMAGES) | ELSEWHERE == {invariant.statement.rpartition("/")[2] for invariant in INVARIANTS}


@pytest.mark.parametrize("table", ["receivable", "payment", "allocation", "journal_entry", "journal_line", "bank_line"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET currency = currency", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"])
def test_what_was_posted_cannot_be_changed_or_deleted(table: str, change: str):
    a_busy_day()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    column = {"allocation": "amount = amount", "journal_entry": "text = text"}.get(table, "currency = currency")
    with pytest.raises(DatabaseError, match="Cannot update or delete|never deleted"), connection.cursor() as cursor:
        cursor.execute(change.format(table=table).replace("currency = currency", column))


def test_an_entry_that_does_not_sum_to_zero_is_refused_by_the_database():
    entity = an_entity()
    bank, loss = account_for(entity, "bank"), account_for(entity, "loss")
    sides = [Side(bank, Decimal("10.00")), Side(loss, Decimal("-9.99"))]
    with pytest.raises(IntegrityError, match="does not sum to zero"):
        post_entry(entity=entity, posted_on=TODAY, kind="test", source_id=1, text="", currency="SEK", sides=sides)


@pytest.mark.parametrize("amount", ["359.01", "1000.00"])
def test_an_item_cannot_be_settled_beyond_its_amount_whoever_writes(amount: str):
    entity, anna = an_entity(), a_customer()
    item = a_receivable(anna, "359.00", entity=entity)
    bring_and_match(entity, Line("2000.00"))
    (payment,) = accept_bank_line(bank_line=BankLine.objects.get(), shares=[Share(anna, Decimal("2000.00"), {})], actor=None, today=TODAY)
    sql = "INSERT INTO allocation (receivable_id, payment_id, amount, allocated_on, reason) VALUES (%s, %s, %s, %s, '{}')"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [item.pk, payment.pk, amount, TODAY])
    assert Receivable.objects.get().allocations.count() == 0
