"""What was given up or moved can be taken back, and the books still agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.customers.testing import a_customer
from abonent.kit.refusals import Refusal
from abonent.ledger.invariants import INVARIANTS
from abonent.ledger.models import Account, AccountMapping, OpenPayment, OpenReceivable, Receivable
from abonent.ledger.operations import map_purpose, post_payment, take_back_write_off, unallocate, write_off
from abonent.ledger.operations.payments import planned_payment
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


def nothing_is_found() -> bool:
    return not [finding for invariant in INVARIANTS for finding in check(invariant)]


def undo_the_latest() -> None:
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)


def test_what_was_given_up_is_claimed_again():
    entity = an_entity()
    owed = a_receivable(a_customer(), "1249.00", entity=entity)
    written = write_off(receivable=owed, amount=Decimal("17.00"), reason="small", actor=None, today=TODAY)
    assert OpenReceivable.objects.get(receivable=owed).open_amount == 1232
    undo_the_latest()
    assert OpenReceivable.objects.get().open_amount == 1249
    assert Receivable.objects.filter(source_kind="write_off").count() == 2
    assert nothing_is_found()
    with pytest.raises(Refusal):
        take_back_write_off(write_off=written, actor=None, today=TODAY)


def test_an_item_that_was_opened_again_is_settled_again():
    entity, anna = an_entity(), a_customer()
    owed = a_receivable(anna, "500.00", entity=entity)
    payment = post_payment(
        entity=entity, customer=anna, amount=Decimal("500.00"), received_on=TODAY, method="cash", actor=None, today=TODAY
    )
    unallocate(allocation=payment.allocations.get(), actor=None, today=TODAY)
    assert (OpenReceivable.objects.get(receivable=owed).open_amount, OpenPayment.objects.get(payment=payment).open_amount) == (500, 500)
    undo_the_latest()
    assert not OpenReceivable.objects.exists() and not OpenPayment.objects.exists()
    assert nothing_is_found()


def test_what_a_payment_would_settle_is_said_without_booking_it():
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "300.00", entity=entity, number="young", due_on="2026-07-31")
    a_receivable(anna, "500.00", entity=entity, number="old", due_on="2026-06-30")
    items = planned_payment(entity=entity, customer=anna, amount=Decimal("600.00"), received_on=TODAY, method="cash", today=TODAY)
    assert [(item.receivable.document_number, item.amount) for item in items] == [("old", 500), ("young", 100)]
    assert OpenReceivable.objects.count() == 2


def test_a_purpose_is_posted_to_another_account_unless_that_would_blind_the_check():
    entity = an_entity()
    fees = AccountMapping.objects.get(entity=entity, purpose="bank_fee")
    before, other = fees.account, Account.objects.filter(entity=entity, kind="cost").exclude(pk=fees.account_id).first()
    map_purpose(mapping=fees, account=other, actor=None)
    undo_the_latest()
    fees.refresh_from_db()
    assert fees.account == before
    owed = AccountMapping.objects.get(entity=entity, purpose="receivable")
    with pytest.raises(Refusal, match="list"):
        map_purpose(mapping=owed, account=before, actor=None)
