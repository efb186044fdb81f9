"""Discounts in orders and renewals: once per situation, by the whole order that a payer has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from abonent.catalog.models import DiscountGroup, PriceGroup, PriceGroupMember
from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import change_discount, describe_discount
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_discount, a_promotion
from abonent.charges.models import ChargeComponent
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.subscriptions.models import Situation, Subscription
from abonent.subscriptions.operations import start_subscription, start_subscriptions
from abonent.subscriptions.operations.start import Order
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run

pytestmark = pytest.mark.django_db


def an_order(daily: Any, price_list: Any, **changes: Any) -> Order:
    asked = {
        "product": daily,
        "price_list": price_list,
        "subscriber": changes.pop("subscriber", None) or a_customer(),
        "starts_on": day("2026-03-01"),
        "term_kind": UNTIL_FURTHER_NOTICE,
        "term_unit": "month",
        "term_length": 1,
    }
    return Order(**{**asked, **changes})


def ordered(order: Order, today: str = "2026-03-01") -> Subscription:
    return start_subscription(order=order, actor=None, today=day(today))


def amounts(subscription: Subscription) -> list[Decimal]:
    return list(subscription.terms.order_by("ordinal").values_list("amount", flat=True))


def test_a_term_that_begins_in_its_days_costs_less_and_the_next_one_again_what_the_list_says(daily, price_list):
    a_discount(price_list=price_list, percent="10", begins_on="2026-03-01", ends_on=day("2026-03-31"))
    subscription = ordered(an_order(daily, price_list))
    a_renewal_run(daily.entity, "2026-03-20")
    assert amounts(subscription) == [Decimal("224.10"), Decimal(249)]
    term = subscription.terms.select_related("trace").order_by("ordinal").first()
    assert term is not None
    assert [step["code"] for step in term.trace.steps][:2] == ["price.listed", "price.discount"]
    parts = ChargeComponent.objects.filter(charge__source_kind="term", charge__source_id=term.pk).values_list("amount", flat=True)
    assert sum(parts) == Decimal("224.10")


def test_a_customer_in_a_group_and_one_with_a_discount_of_his_own(daily, price_list):
    students = PriceGroup.objects.create(entity=daily.entity, code="student", name={"en": "Students"})
    anna, bo, cilla = a_customer(), a_customer(), a_customer()
    PriceGroupMember.objects.create(entity=daily.entity, price_group=students, customer=anna)
    a_discount(price_list=price_list, percent="50", code="STUDENT", price_group=students)
    a_discount(price_list=price_list, amount="49", code="BO", customer=bo)
    paid = [amounts(ordered(an_order(daily, price_list, subscriber=who))) for who in (anna, bo, cilla)]
    assert paid == [[Decimal("124.50")], [Decimal(200)], [Decimal(249)]]


def test_lines_ordered_together_are_priced_as_a_whole(daily, monthly, price_list):
    anna = a_customer()
    a_discount(price_list=price_list, percent="20", code="BOTH", products=[daily], needs=[monthly])
    together = [
        an_order(daily, price_list, subscriber=anna),
        an_order(monthly, price_list, subscriber=anna, term_kind="fixed", term_unit="issue", term_length=6),
    ]
    first, _second = start_subscriptions(orders=together, actor=None, today=day("2026-03-01"))
    assert amounts(first) == [Decimal("199.20")]


def test_the_price_follows_the_whole_order_as_the_payer_adds_to_it_and_gives_up(daily, price_list):
    anna, bo = a_customer(), a_customer()
    a_discount(price_list=price_list, percent="10", code="TWO", value_from=Decimal(400))
    first = ordered(an_order(daily, price_list, subscriber=anna))
    alone = ordered(an_order(daily, price_list, subscriber=bo))
    second = ordered(an_order(daily, price_list, subscriber=a_customer(), payer=anna))
    a_renewal_run(daily.entity, "2026-03-20")
    assert amounts(first) == [Decimal(249), Decimal("224.10")]
    assert amounts(second) == [Decimal("224.10"), Decimal("224.10")]
    assert amounts(alone) == [Decimal(249), Decimal(249)]


def test_the_best_of_alternatives_holds_by_the_copies_of_the_whole_order(daily, price_list):
    quantity = DiscountGroup.objects.create(price_list=price_list, name={"en": "Quantity"})
    a_discount(price_list=price_list, percent="10", code="FIVE", copies_from=5, group=quantity)
    a_discount(price_list=price_list, percent="20", code="TEN", copies_from=10, group=quantity)
    school = a_customer()
    five = ordered(an_order(daily, price_list, subscriber=school, copies=5))
    more = ordered(an_order(daily, price_list, subscriber=school, copies=5))
    assert (amounts(five), amounts(more)) == ([Decimal("1120.50")], [Decimal("996.00")])


def test_a_promotion_goes_together_with_a_discount_that_says_so(daily, price_list):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(99))])
    discount = a_discount(price_list=price_list, percent="10")
    assert amounts(ordered(an_order(daily, price_list, promotion=spring))) == [Decimal(99)]
    described = describe_discount(discount)
    change_discount(discount=discount, described=type(described)(**{**vars(described), "with_promotion": True}), actor=None)
    assert amounts(ordered(an_order(daily, price_list, promotion=spring))) == [Decimal("74.10")]


def test_a_hundred_alike_are_one_situation_also_with_discounts(daily, price_list):
    a_discount(price_list=price_list, percent="10", copies_from=2)
    for _each in range(5):
        ordered(an_order(daily, price_list))
    run = a_renewal_plan(daily.entity, "2026-03-20")
    assert Situation.objects.filter(run=run).count() == 1
