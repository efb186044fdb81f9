"""A credit limit at the order: what the form says before saving, who may take it all the same, and two at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from abonent.access.operations import take_on_staff
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.subscriptions.models import CreditException, Subscription
from abonent.subscriptions.operations import start_subscription, start_subscriptions
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order
from abonent.subscriptions.tests.test_taking_orders import EFFECT, NEW, offer, said

pytestmark = [pytest.mark.django_db]

WHY = "The municipality always pays in March"


@pytest.fixture
def school():
    return an_organisation("Norrviks skola", credit_limit=5000)


@pytest.fixture
def typed(daily, price_list, school):
    """Two copies for the school, for a year: 5,858."""
    return {
        "subscriber": str(school.number), "product": daily.pk, "offer": offer(price_list, daily, 12), "starts_on": "", "copies": "2",
        "delivery_method": "post", "sales_channel": "telephone",
    }  # fmt: skip


def taken(client, typed, **more):
    shown = client.post(EFFECT, typed).context["shown"]
    return client.post(NEW, {**typed, "effect": shown.digest, **more})


@pytest.mark.usefixtures("a_thursday", "with_issues")
class TestTheForm:
    """What is said and refused."""

    def test_it_says_what_is_free_and_what_the_order_adds_before_saving(self, desk, typed):
        page = said(desk.post(EFFECT, typed))
        assert "Norrviks skola goes 858,00 kr over the credit limit." in page
        assert "Of 5 000,00 kr used: 0,00 kr, of which not invoiced yet: 0,00 kr. Free: 5 000,00 kr. This order adds 5 858,00 kr." in page
        assert 'name="over_credit"' in page

    def test_within_the_limit_it_says_what_was_free(self, desk, typed):
        page = said(desk.post(EFFECT, {**typed, "copies": "1"}))
        assert "5 000,00 kr free before this order" in page and "over the credit limit" not in page
        assert taken(desk, {**typed, "copies": "1"}).status_code == 302

    def test_what_is_ordered_and_not_invoiced_yet_is_used(self, desk, typed):
        assert taken(desk, {**typed, "copies": "1"}).status_code == 302
        credit = desk.post(EFFECT, {**typed, "copies": "1"}).context["shown"].credit
        assert (credit.waiting, credit.free, credit.over) == (Decimal(2929), Decimal(2071), Decimal(858))

    def test_a_clerk_is_refused_with_the_cure_and_his_reason_counts_for_nothing(self, signed_in, daily, typed):
        clerk = signed_in("clerk", daily.entity)
        page = said(clerk.post(EFFECT, typed))
        assert "Ask somebody who may take it all the same, or order less." in page and 'name="over_credit"' not in page
        answer = taken(clerk, typed, over_credit=WHY)
        assert answer.status_code == 422
        assert "Norrviks skola may owe 5 000,00 kr and has used 0,00 kr. The order adds 5 858,00 kr, which is 858,00 kr too much." in said(
            answer
        )
        assert not Subscription.objects.exists()

    def test_a_manager_says_why_and_the_story_tells_it(self, desk, typed, school):
        assert taken(desk, typed).status_code == 422
        assert taken(desk, typed, over_credit=WHY).status_code == 302
        kept = CreditException.objects.get()
        assert (kept.credit_limit, kept.used, kept.adds, kept.reason) == (5000, 0, 5858, WHY)
        assert kept.allowed_by.username == "manager"
        assert f"858,00 kr above the credit limit: {WHY}" in said(desk.get(kept.subscription.url))
        assert WHY in said(desk.get(f"/correspondence/of-customer/{school.pk}/timeline/"))


def test_whoever_has_no_limit_is_not_asked(daily, price_list):
    a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", copies=500))
    assert not CreditException.objects.exists()


def test_what_a_merged_record_owes_is_owed_by_who_is_left(daily, price_list, school):
    other = an_organisation("Norrviks gymnasium")
    a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", subscriber=other))
    merge_customers(kept=school, merged=other, actor=None, today=day("2026-03-01"))
    with pytest.raises(CannotStart, match="which is 858"):
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", subscriber=school))


def test_a_renewal_is_not_checked(daily, price_list, school):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-03-01", subscriber=school)
    subscription = a_subscription(order=order)
    a_renewal_run(daily.entity, "2027-02-15")
    assert subscription.terms.count() == 2


def test_orders_together_are_checked_together_and_each_keeps_the_reason(daily, price_list, school):
    orders = [an_order(product=daily, price_list=price_list, starts_on="2026-03-01", payer=school) for _number in range(2)]
    mia = take_on_staff(username="mia", password=None, full_name="Mia", roles=[], entities=[])
    today = orders[0].starts_on
    with pytest.raises(CannotStart, match="which is 858"):
        start_subscriptions(orders=orders, actor=mia, today=today)
    start_subscriptions(orders=orders, actor=mia, today=today, over_credit=WHY)
    assert list(CreditException.objects.values_list("adds", "reason")) == [(5858, WHY)] * 2
    assert twice("subscriptions/erase_credit_reasons", people=[school.pk]) == 2
    assert not CreditException.objects.exclude(reason="").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_orders_at_once_the_second_sees_what_the_first_added(daily, price_list, school):
    orders = [an_order(product=daily, price_list=price_list, starts_on="2026-03-01", payer=school, subscriber=a_customer()) for _n in "ab"]
    together = Barrier(2)

    def take(order):
        try:
            together.wait()
            start_subscription(order=order, actor=None, today=order.starts_on)
        except CannotStart as refusal:
            return refusal.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as clerks:
        ends = list(clerks.map(take, orders))
    assert sorted(ends) == ["subscription.over_credit", "taken"]
    assert Subscription.objects.count() == 1
