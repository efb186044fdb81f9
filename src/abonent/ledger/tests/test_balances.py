"""What a customer owes: open items less money on account, per entity and currency, to those who may see it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.access.models import StaffEntity, StaffUser
from abonent.customers.testing import a_customer
from abonent.kit import statements
from abonent.ledger.operations import post_payment
from abonent.ledger.queries import balances
from abonent.ledger.testing import TODAY, a_receivable, an_entity
from abonent.organisation.models import LegalEntity

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.day]


def a_viewer(*entities: LegalEntity) -> StaffUser:
    viewer = StaffUser.objects.create_user(f"clerk{len(entities)}")
    StaffEntity.objects.bulk_create([StaffEntity(staff_user=viewer, entity=entity) for entity in entities])
    return viewer


def test_the_balance_is_what_is_open_less_what_is_on_account():
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "359.00", entity=entity, due_on="2026-07-01")
    a_receivable(anna, "500.00", entity=entity, due_on="2026-08-01")
    a_receivable(anna, "-40.00", entity=entity)
    post_payment(
        entity=entity, customer=anna, amount=Decimal("100.00"), received_on=TODAY, method="cash", actor=None, today=TODAY, items={}
    )

    (balance,) = balances([anna.pk], viewer=a_viewer(entity), today=TODAY)

    assert (balance.owed_amount, balance.overdue_amount, balance.on_account, balance.balance, balance.days_overdue) == (
        Decimal("819.00"), Decimal("359.00"), Decimal("100.00"), Decimal("719.00"), 8,
    )  # fmt: skip


def test_a_merged_customer_owes_with_the_one_he_was_merged_into():
    entity, anna, double = an_entity(), a_customer(), a_customer("Ana")
    a_receivable(anna, "10.00", entity=entity)
    a_receivable(double, "20.00", entity=entity)
    type(anna).objects.filter(pk=double.pk).update(canonical=anna)
    for asked in (anna, double):
        (balance,) = balances([asked.pk], viewer=a_viewer(entity) if asked == anna else StaffUser.objects.get(), today=TODAY)
        assert (balance.customer_id, balance.balance) == (anna.pk, Decimal("30.00"))


def test_nobody_sees_a_balance_with_a_company_he_does_not_work_for():
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "10.00", entity=entity)
    stranger = a_viewer()
    assert balances([anna.pk], viewer=stranger, today=TODAY) == []
    assert statements.rows("ledger/account_statement", customer=anna.pk, viewer=stranger.pk) == []


def test_the_account_statement_runs_to_the_balance():
    entity, anna = an_entity(), a_customer()
    a_receivable(anna, "359.00", entity=entity, opened_on="2026-06-01", number="1001")
    post_payment(entity=entity, customer=anna, amount=Decimal("300.00"), received_on=TODAY, method="cash", actor=None, today=TODAY)

    rows = statements.rows("ledger/account_statement", customer=anna.pk, viewer=a_viewer(entity).pk)

    assert [(row.kind, row.text, row.amount, row.balance) for row in rows] == [
        ("imported", "1001", Decimal("359.00"), Decimal("359.00")),
        ("payment", "", Decimal("-300.00"), Decimal("59.00")),
    ]
