"""The pages of later payment: the effect before it is saved, the item and the plan afterwards, the receipts for the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from abonent.kit import clock
from abonent.kit.periods import day
from abonent.ledger.models import ClaimRule, DueMove, PaymentPlan
from abonent.ledger.operations import due_day, post_payment
from abonent.ledger.testing import TODAY, a_receivable, an_entity

pytestmark = pytest.mark.django_db
TYPING = {"HX-Request": "true", "HX-Target": "agreement-effect"}


def effect_of(page: str) -> str:
    found = re.search(r'name="effect" value="(\w+)"', page)
    assert found, page
    return found[1]


@pytest.fixture(autouse=True)
def _on_the_ninth_of_july() -> Iterator[None]:
    with clock.set_to(datetime(2026, 7, 9, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def item(norrvik, anna):
    return a_receivable(anna, "100.00", entity=norrvik, due_on="2026-06-01", number="2026-77")


def saved(desk, address: str, said: dict) -> str:
    """Shown while it is typed, then saved; the page that follows."""
    shown = desk.post(address, said, headers=TYPING).content.decode()
    return desk.post(address, {**said, "effect": effect_of(shown)}, follow=True).content.decode()


def test_a_due_day_is_moved_as_was_shown(desk, item):
    address, said = f"/receivables/{item.pk}/due-day/", {"due_on": "1/8", "reason": "Paid after the holiday"}
    assert "once a day and a reason are typed" in desk.get(address).content.decode()
    shown = desk.post(address, said, headers=TYPING).content.decode()
    assert "2026-77 is due on" in shown
    assert "was 38 days overdue" in shown
    assert not DueMove.objects.exists()

    page = saved(desk, address, said)

    assert due_day(item) == day("2026-08-01")
    assert "Undo" in page
    assert "Paid after the holiday" in page
    assert "overdue</c-badge" not in page
    assert "days overdue" not in page


def test_a_day_that_is_refused_says_why_and_changes_nothing(desk, item):
    address = f"/receivables/{item.pk}/due-day/"
    shown = desk.post(address, {"due_on": "2026-07-01", "reason": "x"}, headers=TYPING).content.decode()
    assert "This day is past" in shown
    answer = desk.post(address, {"due_on": "2026-07-01", "reason": "x", "effect": "0"})
    assert (answer.status_code, DueMove.objects.count()) == (422, 0)


def test_what_has_changed_since_it_was_shown_is_shown_again(desk, item, eva):
    address, said = f"/receivables/{item.pk}/due-day/", {"due_on": "1/8", "reason": "x"}
    shown = effect_of(desk.post(address, said, headers=TYPING).content.decode())
    post_payment(entity=item.entity, customer=item.customer, amount=10, received_on=TODAY, method="cash", actor=None, today=TODAY)
    answer = desk.post(address, {**said, "effect": shown})
    assert answer.status_code == 422
    assert "has changed since it was shown" in answer.content.decode()
    assert effect_of(answer.content.decode()) != shown
    assert not DueMove.objects.exists()


def test_a_plan_of_two_items_is_agreed_and_followed(desk, item, norrvik, anna):
    second = a_receivable(anna, "50.00", entity=norrvik, due_on="2026-06-15", number="2026-78")
    address = f"/receivables/{item.pk}/plan/"
    form = desk.get(address).content.decode()
    assert "2026-78, 50,00" in form
    said = {"items": [item.pk, second.pk], "count": "4", "every": "month", "first_on": "2026-08-01", "reason": "Out of work"}
    shown = desk.post(address, said, headers=TYPING).content.decode()
    assert "The first instalment of 37,50" in shown
    page = saved(desk, address, said)
    plan = PaymentPlan.objects.get()
    assert [str(part.amount) for part in plan.instalments.all()] == ["37.50"] * 4
    assert "Out of work" in page
    post_payment(entity=norrvik, customer=anna, amount=40, received_on=TODAY, method="cash", actor=None, today=TODAY)
    page = desk.get(f"/payment-plans/{plan.pk}/").content.decode()
    assert "110,00" in page
    listed = desk.get("/payment-plans/?state=runs").content.decode()
    assert anna.name in listed
    assert "110,00" in listed
    receipt = desk.get(f"/payment-plans/{plan.pk}/receipt/").content.decode()
    assert "37,50" in receipt
    assert f'lang="{anna.language}"' in receipt
    desk.post(f"/payment-plans/{plan.pk}/withdrawal/")
    assert due_day(item) == day("2026-06-01")
    assert anna.name in desk.get("/payment-plans/?state=withdrawn").content.decode()


def test_open_items_age_by_what_was_agreed(desk, item):
    said = {"items": [item.pk], "count": "2", "every": "month", "first_on": "2026-07-10", "reason": "x"}
    assert "2026-77" in desk.get("/receivables/?age=31").content.decode()
    saved(desk, f"/receivables/{item.pk}/plan/", said)
    assert "2026-77" not in desk.get("/receivables/?age=overdue").content.decode()
    listed = desk.get("/receivables/?age=not_due&sort=due").content.decode()
    assert "2026-77" in listed
    assert "100,00" in listed


def test_a_move_is_taken_back_on_the_page_of_the_item_and_its_receipt_says_so(desk, item):
    saved(desk, f"/receivables/{item.pk}/due-day/", {"due_on": "1/8", "reason": "x"})
    move = DueMove.objects.get()
    receipt = f"/receivables/{item.pk}/due-moves/{move.pk}/receipt/"
    assert "2026-77" in desk.get(receipt).content.decode()
    desk.post(f"/receivables/{item.pk}/due-moves/{move.pk}/withdrawal/")
    assert due_day(item) == day("2026-06-01")
    move.refresh_from_db()
    assert move.taken_back_at
    assert desk.get(receipt).status_code == 200


def test_somebody_of_another_company_reaches_none_of_it(desk, anna):
    foreign = a_receivable(anna, "100.00", entity=an_entity(code="sodervik", bankgiro="5402-9681"))
    assert desk.get(f"/receivables/{foreign.pk}/due-day/").status_code == 404
    assert desk.get(f"/receivables/{foreign.pk}/plan/").status_code == 404


def test_the_limits_of_a_company_are_set_and_undone(desk, norrvik):
    address = f"/accounts/of/{norrvik.pk}/limits/"
    assert 'value="90"' in desk.get(address).content.decode()
    said = {"deferral_days": "30", "most_instalments": "6", "missed_days": "", "small_amount": "2,50"}
    page = desk.post(address, said, follow=True).content.decode()
    assert "Undo" in page
    rule = ClaimRule.objects.get(entity=norrvik)
    assert (rule.deferral_days, rule.most_instalments, rule.missed_days, str(rule.small_amount)) == (30, 6, None, "2.50")
    assert desk.post(address, {**said, "most_instalments": "1"}).status_code == 422
