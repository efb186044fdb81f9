"""What stands to a customer's credit goes back to him: planned, looked at, ordered, taken back, sent back by the bank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from abonent.customers.testing import a_customer
from abonent.kit.files import read_stored
from abonent.kit.testing import twice
from abonent.ledger import readers
from abonent.ledger.invariants import INVARIANTS as LEDGER_INVARIANTS
from abonent.ledger.models import Allocation, JournalLine, OpenPayment, OpenReceivable, Payment, UnknownBankLine
from abonent.ledger.operations import CannotBookPayment, withdraw_payment
from abonent.ledger.operations.posting import account_for
from abonent.ledger.rules.references import payout_reference
from abonent.ledger.testing import LINES_READER, TODAY, Line, a_receivable, bring_and_match
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.invariants import INVARIANTS
from abonent.payment_orders.models import PaymentOrder, PaymentOrderTerms, PlannedRefund, Refund
from abonent.payment_orders.operations import (
    CannotOrder,
    CannotRefund,
    fetch_order_file,
    hold_refunds_back,
    planned_now,
    refund_now,
    set_order_terms,
    terms_of,
    withdraw_payment_order,
)
from abonent.payment_orders.operations.orders import make_files, tell_order
from abonent.payment_orders.operations.refunds import write_order
from abonent.payment_orders.testing import HER_IBAN, a_payer_back, has_account, ordered_refunds, paid_too_much, planned_refunds
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import approve_run, commit_run, undo_act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_elsewhere(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_payer_back()


@pytest.fixture
def anna(norrvik):
    """She has an account, and paid 500.00 too much in two payments."""
    customer = a_customer()
    has_account(customer)
    paid_too_much(customer, "300.00", entity=norrvik, on="2026-07-01")
    paid_too_much(customer, "200.00", entity=norrvik, on="2026-07-05")
    return customer


def findings() -> list[str]:
    return [finding.message for invariant in (*INVARIANTS, *LEDGER_INVARIANTS) for finding in check(invariant)]


def on_account() -> list[Decimal]:
    return sorted(OpenPayment.objects.values_list("open_amount", flat=True))


def stands_at(entity: LegalEntity, purpose: str) -> Decimal:
    lines = JournalLine.objects.filter(account=account_for(entity, purpose))
    return sum(lines.values_list("amount", flat=True), Decimal(0))


def test_all_that_is_on_account_goes_back_and_the_books_say_so(norrvik, anna):
    order = ordered_refunds(norrvik)
    refund = Refund.objects.get()
    assert (order.number, order.pieces, order.amount, order.currency, order.execute_on) == (1, 1, Decimal("500.00"), "SEK", TODAY)
    assert (refund.amount, refund.account_number, refund.payee) == (Decimal("500.00"), HER_IBAN, "Anna Lindqvist")
    assert (refund.street, refund.postal_code, refund.town, refund.country) == ("Strandvägen 14 B", "871 31", "Norrvik", "SE")
    assert refund.payment.amount == Decimal("-500.00")
    assert on_account() == []
    # It is under way until the bank has booked it.
    assert stands_at(norrvik, "transfer") == Decimal("-500.00")
    assert stands_at(norrvik, "on_account") == 0
    assert findings() == []


def test_what_is_owed_is_kept_and_a_credit_note_goes_back_too(norrvik, anna):
    a_receivable(anna, "120.00", entity=norrvik)
    a_receivable(anna, "-50.00", entity=norrvik, opened_on="2026-06-01")
    order = ordered_refunds(norrvik)
    # 500 on account and a credit of 50, less 120 that she owes.
    assert order.amount == Decimal("430.00")
    # The oldest first: the credit note, the first payment, 80 of the second.
    sources = Allocation.objects.filter(payout=Refund.objects.get().payment).order_by("pk").values_list("amount", flat=True)
    assert list(sources) == [Decimal("50.00"), Decimal("300.00"), Decimal("80.00")]
    assert on_account() == [Decimal("120.00")]
    assert [row.open_amount for row in OpenReceivable.objects.all()] == [Decimal("120.00")]
    assert findings() == []


def test_who_has_no_account_is_set_aside_with_the_reason(norrvik):
    without = a_customer("Bo", "Ek")
    paid_too_much(without, "80.00", entity=norrvik)
    run = planned_refunds(norrvik)
    assert run.planned_rows == 0
    [case] = run.parked_cases.all()
    assert (case.subject_id, case.reason) == (without.pk, "no_account")
    with pytest.raises(CannotRefund, match="No account is known to which Bo Ek could be paid"):
        refund_now(entity=norrvik, customer=without, amount=None, actor=None, today=TODAY)


def test_an_iban_that_somebody_paid_from_is_good_enough_until_another_is_entered(norrvik, monkeypatch):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    bo = a_customer("Bo", "Ek")
    a_receivable(bo, "100.00", entity=norrvik, reference="10000016")
    bring_and_match(norrvik, Line("180.00", "10000016", account="FI2112345600000785"))
    planned = planned_now(entity=norrvik, customer=bo, amount=None, actor=None, today=TODAY)
    assert (planned.amount, planned.account_number, planned.known_from) == (Decimal("80.00"), "FI2112345600000785", "payment")
    has_account(bo)
    planned = planned_now(entity=norrvik, customer=bo, amount=None, actor=None, today=TODAY)
    assert (planned.account_number, planned.known_from) == (HER_IBAN, "register")


def test_an_account_that_is_no_iban_is_not_guessed_from_a_payment(norrvik, monkeypatch):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    bo = a_customer("Bo", "Ek")
    a_receivable(bo, "100.00", entity=norrvik, reference="10000016")
    bring_and_match(norrvik, Line("180.00", "10000016", account="54029681"))
    assert planned_refunds(norrvik).planned_rows == 0


def test_a_run_leaves_small_sums_alone_and_a_person_does_not(norrvik):
    set_order_terms(terms=said_terms(norrvik, least_refund=Decimal("20.00")), actor=None)
    bo = a_customer("Bo", "Ek")
    has_account(bo)
    paid_too_much(bo, "19.99", entity=norrvik)
    assert planned_refunds(norrvik).planned_rows == 0
    order = refund_now(entity=norrvik, customer=bo, amount=None, actor=None, today=TODAY)
    assert order.amount == Decimal("19.99")


def said_terms(entity: LegalEntity, **said) -> PaymentOrderTerms:
    usual = terms_of(entity)
    return PaymentOrderTerms(entity=entity, bank_account=usual.bank_account, layout=usual.layout, **said)


def test_a_part_goes_back_by_hand_and_never_more_than_there_is(norrvik, anna):
    planned = planned_now(entity=norrvik, customer=anna, amount=Decimal("350.00"), actor=None, today=TODAY)
    assert (planned.amount, planned.balance) == (Decimal("350.00"), Decimal("500.00"))
    assert not PlannedRefund.objects.exists() and not PaymentOrder.objects.exists()
    order = refund_now(entity=norrvik, customer=anna, amount=Decimal("350.00"), actor=None, today=TODAY)
    assert (order.amount, on_account()) == (Decimal("350.00"), [Decimal("150.00")])
    with pytest.raises(CannotRefund, match=r"150.00 stands to the credit; 151.00 cannot be paid back"):
        refund_now(entity=norrvik, customer=anna, amount=Decimal("151.00"), actor=None, today=TODAY)
    assert findings() == []


def test_nothing_goes_back_where_there_is_nothing(norrvik):
    with pytest.raises(CannotRefund, match="Nothing stands to the credit of Anna Lindqvist"):
        refund_now(entity=norrvik, customer=a_customer(), amount=None, actor=None, today=TODAY)


def test_a_company_without_an_account_pays_nobody(norrvik, anna):
    norrvik.bank_accounts.all().delete()
    with pytest.raises(CannotRefund, match="has no bank account in SEK to pay from"):
        approve_run(run=planned_refunds(norrvik), actor=None)


@pytest.mark.parametrize("shift", ["owes", "paid_again", "other_account", "merged"])
def test_a_row_whose_ground_has_shifted_since_it_was_looked_at_is_left_out(norrvik, anna, shift):
    run = planned_refunds(norrvik)
    if shift == "owes":
        a_receivable(anna, "10.00", entity=norrvik)
    if shift == "paid_again":
        paid_too_much(anna, "10.00", entity=norrvik)
    if shift == "other_account":
        has_account(anna, "FI2112345600000785")
    if shift == "merged":
        anna.canonical = a_customer("Anna", "Lind")
        anna.save(update_fields=["canonical"])
    commit_run(run=approve_run(run=run, actor=None))
    assert (run.planned_rows, run.committed_rows, run.left_out_rows) == (1, 0, 1)
    assert not PaymentOrder.objects.exists()
    assert findings() == []


def test_a_row_that_is_held_back_is_not_ordered(norrvik, anna):
    bo = a_customer("Bo", "Ek")
    has_account(bo, "FI2112345600000785")
    paid_too_much(bo, "80.00", entity=norrvik)
    run = planned_refunds(norrvik)
    held = PlannedRefund.objects.get(run=run, customer=anna)
    assert hold_refunds_back(run=run, payments=[held.payment_id], held=True) == 1
    commit_run(run=approve_run(run=run, actor=None))
    order = PaymentOrder.objects.get(run=run)
    assert (order.pieces, order.amount) == (1, Decimal("80.00"))
    with pytest.raises(CannotRefund, match="is not waiting for a decision"):
        hold_refunds_back(run=run, payments=[held.payment_id], held=False)


def test_a_killed_commit_goes_on_and_orders_nothing_twice(norrvik, anna):
    run = approve_run(run=planned_refunds(norrvik), actor=None)
    with transaction.atomic():
        assert write_order(run) == 1
    # The process dies here: the order is written, the line of its step is not.
    commit_run(run=run)
    assert write_order(run) == 1
    assert (make_files(run), tell_order(run)) == (0, 0)
    order = PaymentOrder.objects.get()
    assert (Refund.objects.count(), order.amount) == (1, Decimal("500.00"))
    assert Payment.objects.filter(amount__lt=0).count() == 1
    assert planned_refunds(norrvik).planned_rows == 0
    assert findings() == []


def test_an_order_is_taken_back_whole_and_its_money_is_there_as_before(norrvik, anna):
    credit = a_receivable(anna, "-50.00", entity=norrvik)
    order = ordered_refunds(norrvik)
    act = Act.objects.get(verb="order_payments")
    undo_act(act=act, actor=None, today=TODAY)
    assert on_account() == [Decimal("200.00"), Decimal("300.00")]
    assert OpenReceivable.objects.get().receivable == credit
    assert stands_at(norrvik, "transfer") == 0
    order.refresh_from_db()
    assert order.withdrawn_at
    with pytest.raises(CannotOrder, match="taken back already"):
        withdraw_payment_order(order=order, actor=None, today=TODAY)
    with pytest.raises(CannotOrder, match="taken back already"):
        fetch_order_file(order=order, actor=None)
    assert findings() == []
    # And it goes back with the next order.
    again = ordered_refunds(norrvik)
    assert (again.number, again.amount) == (2, Decimal("550.00"))
    assert findings() == []


def test_an_order_stays_once_its_file_was_fetched_and_the_file_is_always_the_same(norrvik, anna):
    order = ordered_refunds(norrvik)
    first = read_stored(fetch_order_file(order=order, actor=None).stored_file)
    LegalEntity.objects.filter(pk=norrvik.pk).update(name="Renamed AB")
    assert read_stored(fetch_order_file(order=order, actor=None).stored_file) == first
    assert payout_reference(Refund.objects.get().payment_id).encode() in first
    with pytest.raises(CannotOrder, match="was fetched"):
        withdraw_payment_order(order=order, actor=None, today=TODAY)


def test_a_payment_that_was_paid_back_cannot_be_taken_back_itself(norrvik, anna):
    ordered_refunds(norrvik)
    with pytest.raises(CannotBookPayment, match="was paid back to the customer"):
        withdraw_payment(payment=Payment.objects.get(amount="300.00"), actor=None, today=TODAY)


def test_what_the_bank_sends_back_is_the_customers_again_once(norrvik, anna, monkeypatch):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    ordered_refunds(norrvik)
    reference = payout_reference(Refund.objects.get().payment_id)
    bring_and_match(norrvik, Line("500.00", end_to_end_id=reference, name="Anna Lindqvist"))
    assert on_account() == [Decimal("500.00")]
    came_back = Payment.objects.get(bank_line__isnull=False)
    assert (came_back.customer, came_back.amount) == (anna, Decimal("500.00"))
    # The same refund does not come back twice: a second line waits for a person.
    bring_and_match(norrvik, Line("500.00", end_to_end_id=reference, on="2026-07-09"), number="2")
    assert on_account() == [Decimal("500.00")]
    assert findings() == []


def test_what_was_taken_back_does_not_come_back_by_the_bank_as_well(norrvik, anna, monkeypatch):
    monkeypatch.setitem(readers._readers, "lines", LINES_READER)
    order = ordered_refunds(norrvik)
    reference = payout_reference(Refund.objects.get().payment_id)
    withdraw_payment_order(order=order, actor=None, today=TODAY)
    stood = on_account()
    bring_and_match(norrvik, Line("500.00", end_to_end_id=reference, name="Anna Lindqvist"))
    assert on_account() == stood
    assert UnknownBankLine.objects.get().bank_line.end_to_end_id == reference


@pytest.mark.sql
def test_statements_of_refunds(norrvik, anna):
    a_receivable(anna, "-50.00", entity=norrvik)
    run = planned_refunds(norrvik).pk
    PlannedRefund.objects.filter(run=run).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM planned_refund_source")
    asked = {"customer": None, "amount": None, "least": Decimal("1.00")}
    assert twice("payment_orders/plan_refunds", run=run, entity=norrvik.pk, **asked) == 1
    assert twice("payment_orders/plan_refund_sources", run=run, entity=norrvik.pk) == 3
    dated = {"run": run, "entity": norrvik.pk, "as_of": TODAY}
    assert twice("ledger/write_payments", source="payment_orders/refund_payments", **dated, actor=None) == 1
    order = PaymentOrder.objects.create(
        kind="refunds",
        run_id=run,
        entity=norrvik,
        number=1,
        layout="pain.001.001.09",
        bank_account=norrvik.bank_accounts.first(),
        execute_on=TODAY,
        currency="SEK",
        pieces=1,
        amount=550,
    )
    assert twice("payment_orders/write_refunds", run=run, order=order.pk, as_of=TODAY) == 1
    assert twice("ledger/write_allocations", source="payment_orders/refund_allocations", run=run, order=order.pk, as_of=TODAY) == 3
    assert twice("ledger/post_entries", source="payment_orders/refund_entries", run=run, order=order.pk) == 1
    accounts = {f"{purpose}_account": account_for(norrvik, purpose) for purpose in ("transfer", "receivable", "on_account")}
    assert twice("ledger/post_lines", source="payment_orders/refund_entry_lines", run=run, order=order.pk, **accounts) == 3
    assert findings() == []
    assert twice("payment_orders/write_withdrawn_refunds", order=order.pk, today=TODAY, actor=None) == 1
    assert twice("ledger/write_payments", source="payment_orders/withdrawn_payments", order=order.pk) == 1
    assert twice("ledger/write_allocations", source="payment_orders/withdrawn_allocations", order=order.pk) == 4
    assert twice("ledger/post_entries", source="payment_orders/withdrawn_entries", order=order.pk) == 1
    assert twice("ledger/post_lines", source="payment_orders/withdrawn_entry_lines", order=order.pk) == 3


def test_a_refund_is_never_changed_or_deleted(norrvik, anna):
    ordered_refunds(norrvik)
    for change in (lambda: Refund.objects.update(account_number="X"), lambda: Refund.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE payment_order SET amount = amount + 1",
        "UPDATE payment_order SET pieces = pieces + 1",
        "UPDATE payment_order SET withdrawn_at = made_at",
        "UPDATE refund SET customer_id = customer_id + 1",
        "DELETE FROM allocation WHERE payout_id IS NOT NULL",
        "DELETE FROM refund",
        "INSERT INTO withdrawn_refund (refund_id, payment_id, entry_id, withdrawn_on) SELECT payment_id, 1, 1, '2026-07-09' FROM refund",
    ],
)
def test_damage_to_an_order_is_found(norrvik, anna, damage):
    ordered_refunds(norrvik)
    rule = next(one for one in INVARIANTS if one.statement == "payment_orders/check_refunds")
    assert not check(rule)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
        cursor.execute("SET LOCAL session_replication_role = origin")
    [finding] = check(rule)
    assert finding.message.startswith("Payment order 1 of ")
