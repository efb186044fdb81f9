"""The ageing after any day: by what was due when, to the cent what the account for open items stood at, whatever happened since."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.models import Sum

from abonent.access.models import StaffEntity, StaffUser
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.refusals import Refusal
from abonent.ledger.ageing import AsOf, aged_items, ageing, all_aged_items
from abonent.ledger.models import Allocation, JournalLine, Payment, Receivable
from abonent.ledger.operations import (
    agree_payment_plan,
    allocate,
    move_due_day,
    post_payment,
    take_back_write_off,
    unallocate,
    withdraw_payment,
    write_off,
)
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring_and_match
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(norrvik) -> StaffUser:
    clerk = StaffUser.objects.create_user("clerk")
    StaffEntity.objects.create(staff_user=clerk, entity=norrvik)
    return clerk


def account_after(entity: LegalEntity, on: date) -> Decimal:
    """What the account for open items stood at."""
    lines = JournalLine.objects.filter(account__subledger="receivable", account__entity=entity, entry__posted_on__lte=on)
    return lines.aggregate(total=Sum("document_amount"))["total"] or Decimal(0)


def test_each_item_is_as_old_as_its_due_day_or_what_was_agreed(norrvik, viewer, anna):
    for amount, due_on in (
        ("1", "2026-07-09"),
        ("2", "2026-07-08"),
        ("4", "2026-06-09"),
        ("8", "2026-06-08"),
        ("16", "2026-05-09"),
        ("32", "2026-04-09"),
    ):
        a_receivable(anna, amount, entity=norrvik, due_on=due_on, opened_on="2026-04-01")
    moved = a_receivable(anna, "64", entity=norrvik, due_on="2026-04-01", opened_on="2026-03-01")
    move_due_day(receivable=moved, due_on=TODAY, reason="x", actor=None, today=TODAY)
    split = a_receivable(anna, "256", entity=norrvik, due_on="2026-04-01", opened_on="2026-03-01")
    parts = [(TODAY, Decimal(128)), (TODAY + timedelta(days=30), Decimal(128))]
    agree_payment_plan(items=[split], parts=parts, reason="x", actor=None, today=TODAY)

    (row,) = ageing(AsOf(norrvik, TODAY, viewer))
    assert (row.not_due, row.days_1, row.days_31, row.days_61, row.days_91, row.total, row.items) == (321, 6, 8, 16, 32, 383, 8)

    (later,) = ageing(AsOf(norrvik, TODAY + timedelta(days=10), viewer))
    assert later.not_due == 128, "the second instalment"


def test_what_happened_since_is_counted_back(norrvik, viewer, anna):
    item = a_receivable(anna, "100.00", entity=norrvik, due_on="2026-06-01", opened_on="2026-05-01")
    bring_and_match(norrvik, Line("30.00", on="2026-07-01", name="X"), Line("77.00", on="2026-07-02"))
    post_payment(
        entity=norrvik, customer=anna, amount=Decimal("60.00"), received_on=day("2026-07-05"), method="cash", actor=None, today=TODAY
    )
    a_receivable(anna, "5.00", entity=norrvik, due_on="2026-08-01", opened_on="2026-07-08")
    assert [row.total for row in ageing(AsOf(norrvik, day("2026-07-04"), viewer))] == [Decimal("100.00")]
    assert [row.total for row in ageing(AsOf(norrvik, day("2026-07-05"), viewer))] == [Decimal("40.00")]
    assert [row.total for row in ageing(AsOf(norrvik, TODAY, viewer))] == [Decimal("45.00")]
    assert ageing(AsOf(norrvik, day("2026-04-30"), viewer)) == []
    assert item.amount == 100


def test_after_any_day_it_is_what_the_account_stood_at_whatever_was_done(norrvik, viewer):
    chance = Random(20260709)
    customers = [a_customer(f"Kund {number}") for number in range(4)]
    days = [TODAY + timedelta(days=number) for number in range(12)]
    for today in days:
        for _each in range(6):
            _do_something(chance, norrvik, customers, today)
    for on in days:
        total = sum((row.total for row in ageing(AsOf(norrvik, on, viewer))), Decimal(0))
        assert total == account_after(norrvik, on), on
        ages = [sum((row.not_due, row.days_1, row.days_31, row.days_61, row.days_91)) for row in ageing(AsOf(norrvik, on, viewer))]
        assert sum(ages, Decimal(0)) == total


def _do_something(chance: Random, entity: LegalEntity, customers: list, today: date) -> None:
    """One random deed of a day; what is refused is not done."""
    customer = chance.choice(customers)
    amount = Decimal(chance.randrange(100, 90_000)) / 100
    item = chance.choice([None, *Receivable.objects.filter(amount__gt=0, open__isnull=False)])
    payment = chance.choice([None, *Payment.objects.filter(amount__gt=0, returned_by=None)])
    allocation = chance.choice([None, *Allocation.objects.filter(amount__gt=0, reversed_by=None, receivable__isnull=False)])
    deed = chance.randrange(9)
    said = {"actor": None, "today": today}
    try:
        if deed < 3 or item is None:
            a_receivable(
                customer,
                amount if deed else -amount,
                entity=entity,
                opened_on=today,
                due_on=today + timedelta(days=chance.randrange(-9, 40)),
            )
        elif deed == 3:
            received = today - timedelta(days=chance.randrange(4))
            post_payment(entity=entity, customer=customer, amount=amount, received_on=received, method="cash", **said)
        elif deed == 4 and payment:
            withdraw_payment(payment=payment, **said)
        elif deed == 5 and payment:
            allocate(source=payment, receivable=item, amount=Decimal("1.00"), **said)
        elif deed == 6:
            written = write_off(receivable=item, amount=Decimal("0.50"), reason="x", **said)
            if chance.random() < 0.5:
                take_back_write_off(write_off=written, actor=None, today=today + timedelta(days=1))
        elif deed == 7 and allocation:
            unallocate(allocation=allocation, **said)
        else:
            credit = Receivable.objects.filter(amount__lt=0, open__isnull=False).first()
            if credit:
                allocate(source=credit, receivable=item, amount=Decimal("2.00"), **said)
    except Refusal:
        return


def test_the_items_behind_a_figure_make_it_page_by_page(norrvik, viewer, anna):
    for number in range(7):
        a_receivable(anna, "10.00", entity=norrvik, due_on="2026-06-20", opened_on="2026-05-01", number=f"N{number}")
    asked = AsOf(norrvik, TODAY, viewer)
    first = aged_items(asked, "SEK", "days_1", after=(date.min, 0), at_most=4)
    rest = aged_items(asked, "SEK", "days_1", after=(first[-1].due_on, first[-1].receivable_id), at_most=4)
    assert [row.document_number for row in [*first, *rest]] == [f"N{number}" for number in range(7)]
    assert [row.days for row in first] == [19] * 4
    assert len(list(all_aged_items(asked, "SEK", ""))) == 7
    assert aged_items(asked, "SEK", "days_31", after=(date.min, 0), at_most=4) == []
    assert aged_items(asked, "EUR", "days_1", after=(date.min, 0), at_most=4) == []


def test_the_page_leads_from_a_figure_to_its_items_and_gives_both_as_files(desk, norrvik, anna):
    a_receivable(anna, "123.45", entity=norrvik, due_on="2026-06-01", opened_on="2026-05-01", number="2026-77")
    said = f"company={norrvik.pk}&on=2026-07-09"
    page = desk.get(f"/ageing/?{said}").content.decode()
    assert "123,45" in page
    link = f"/ageing/{norrvik.pk}/?on=2026-07-09&amp;currency=SEK&amp;age=days_31"
    assert link in page
    items = desk.get(link.replace("&amp;", "&")).content.decode()
    assert "2026-77" in items
    assert anna.name in items
    assert "123.45" in b"".join(desk.get(f"/ageing/?{said}&export=csv")).decode()
    assert "2026-77" in b"".join(desk.get(f"/ageing/{norrvik.pk}/?on=2026-07-09&export=csv")).decode()
    assert desk.get(f"/ageing/{norrvik.pk}/?on=never").status_code == 404
    assert "is not a day" in desk.get("/ageing/?on=never").content.decode()


def test_nobody_sees_the_ageing_of_a_company_he_does_not_work_for(desk, norrvik, viewer, anna):
    other = an_entity(code="sodervik", bankgiro="5402-9681")
    a_receivable(anna, "100.00", entity=other)
    assert ageing(AsOf(other, TODAY, viewer)) == []
    assert desk.get(f"/ageing/{other.pk}/?on=2026-07-09").status_code == 404
