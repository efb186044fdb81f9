"""Two clerks give the latest seat at the same moment: one of them has it, even where nobody waits for the other before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day, period
from abonent.subscriptions.models import Seat, Subscription
from abonent.subscriptions.operations import CannotShare, add_member
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = day("2026-07-01")
ROUNDS = 5


def a_family(daily, price_list) -> Subscription:
    """One seat beside the subscriber."""
    Product.objects.filter(pk=daily.pk).update(seats=1)
    product = Product.objects.get(pk=daily.pk)
    return a_subscription(order=an_order(product=product, price_list=price_list, starts_on=TODAY))


def meet(give, members) -> list[str]:
    """Both give at once; what came of each."""
    together = Barrier(2)

    def clerk(member: Customer) -> str:
        try:
            together.wait()
            give(member)
        except (CannotShare, IntegrityError) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as clerks:
        return sorted(clerks.map(clerk, members))


def test_two_clerks_never_give_the_same_seat(daily, price_list):
    for _round in range(ROUNDS):
        family = a_family(daily, price_list)

        def give(member: Customer, family: Subscription = family) -> None:
            add_member(subscription=family, member=member, first=TODAY, last=None, actor=None, today=TODAY)

        assert meet(give, [a_customer("Eva"), a_customer("Bo")]) == ["CannotShare", "given"]
        assert Seat.objects.filter(subscription=family).count() == 1


def test_the_database_refuses_the_second_by_itself(daily, price_list):
    family = a_family(daily, price_list)

    def give(member: Customer) -> None:
        with transaction.atomic():
            Seat.objects.create(subscription=family, customer=member, during=period("2026-07-01", None))

    assert meet(give, [a_customer("Eva"), a_customer("Bo")]) == ["IntegrityError", "given"]
    assert Seat.objects.filter(subscription=family).count() == 1
