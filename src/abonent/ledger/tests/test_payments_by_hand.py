"""Payments that are typed by hand, and differences that are given up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from abonent.kit import clock
from abonent.kit.periods import day
from abonent.ledger.models import (
    OpenPayment,
    OpenReceivable,
    Payment,
    WriteOff,
)
from abonent.ledger.testing import a_receivable, an_entity

pytestmark = pytest.mark.django_db


def typed(anna, entity, **changed):
    return {"customer": anna.number, "amount": "600,00", "received_on": "2026-07-09", "method": "cash", "entity": entity.pk, **changed}


def test_a_payment_by_hand_says_what_it_settles_and_books_exactly_that(desk, norrvik, anna):
    owed = a_receivable(anna, "500.00", entity=norrvik, number="2026-77")
    effect = desk.post("/payments/new/effect/", typed(anna, norrvik)).content.decode()
    assert "It settles 2026-77; 100,00\u00a0kr stays on account." in effect
    ground = effect.split('name="ground" value="')[1].split('"')[0]
    desk.post("/payments/new/", typed(anna, norrvik, ground=ground, item=f"{owed.pk}:500.00"))
    assert OpenPayment.objects.get().open_amount == 100


def test_a_payment_by_hand_is_offered_for_the_company_that_is_owed(desk, eva, norrvik, anna):
    other = an_entity(code="sodervik", bankgiro="5402-9681")
    eva.entities.add(other)
    a_receivable(anna, "500.00", entity=other)
    assert f'<option value="{other.pk}" selected>' in desk.get(f"/payments/new/?customer={anna.number}").content.decode()


def test_a_payment_whose_effect_has_changed_since_it_was_shown_is_shown_again(desk, norrvik, anna):
    effect = desk.post("/payments/new/effect/", typed(anna, norrvik)).content.decode()
    ground = effect.split('name="ground" value="')[1].split('"')[0]
    a_receivable(anna, "500.00", entity=norrvik, number="2026-77")
    answer = desk.post("/payments/new/", typed(anna, norrvik, ground=ground))
    assert (answer.status_code, Payment.objects.count()) == (422, 0)
    assert "It settles 2026-77" in answer.content.decode()


def test_the_receipt_says_to_the_customer_what_his_payment_settled(desk, norrvik, anna):
    owed = a_receivable(anna, "500.00", entity=norrvik, number="2026-77")
    desk.post("/payments/new/", typed(anna, norrvik))
    payment = Payment.objects.get()
    receipt = desk.get(f"/payments/{payment.pk}/receipt/").content.decode()
    assert f'lang="{anna.language}"' in receipt
    for said in ("600,00", f"{owed.document_number}, 500,00", "100,00", norrvik.company_number):
        assert said in receipt, said
    desk.post(f"/payments/{payment.pk}/withdrawal/")
    assert "500,00" not in desk.get(f"/payments/{payment.pk}/receipt/").content.decode()
    taken_back = Payment.objects.get(amount__lt=0)
    assert desk.get(f"/payments/{taken_back.pk}/receipt/").status_code == 404


@pytest.mark.parametrize("said", ["9/7", "9 jul", "9.7.2026"])
def test_the_day_of_a_payment_is_typed_as_people_say_it(desk, norrvik, anna, said):
    with clock.set_to(datetime(2026, 7, 10, 12, tzinfo=UTC)):
        desk.post("/payments/new/", typed(anna, norrvik, received_on=said))
    assert Payment.objects.get().received_on == day("2026-07-09")


@pytest.mark.parametrize("wrong", [{"amount": "0"}, {"amount": "1,249.00"}, {"received_on": "2999-01-01"}, {"customer": "nobody at all"}])
def test_a_payment_that_is_typed_wrong_is_refused_with_the_cure(desk, norrvik, anna, wrong):
    answer = desk.post("/payments/new/", typed(anna, norrvik, **wrong))
    assert (answer.status_code, Payment.objects.count()) == (422, 0)


def test_a_difference_is_given_up_and_that_is_undone(desk, norrvik, anna):
    owed = a_receivable(anna, "17.00", entity=norrvik, number="2026-77")
    page = desk.post(f"/receivables/{owed.pk}/write-off/", {"amount": "17,00", "reason": "small"}, follow=True).content.decode()
    assert WriteOff.objects.get().reason == "small" and "Settled" in page
    desk.post(f"/acts/{page.split('/acts/')[1].split(chr(34))[0]}")
    assert OpenReceivable.objects.get(receivable=owed).open_amount == 17


def test_more_than_is_open_cannot_be_given_up(desk, norrvik, anna):
    owed = a_receivable(anna, "17.00", entity=norrvik)
    assert desk.post(f"/receivables/{owed.pk}/write-off/", {"amount": "18", "reason": "small"}).status_code == 422
