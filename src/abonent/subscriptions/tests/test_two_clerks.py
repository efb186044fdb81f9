"""R4: two clerks at one customer and at one subscription at the same moment: nobody overwrites what he has not seen.

`ABONENT_R4_ROUNDS` sets how often they meet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from abonent.customers.models import Customer
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.periods import day
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import change_reference
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.figure, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("ABONENT_R4_ROUNDS", "50"))
TODAY = day("2026-07-01")

Change = Callable[[Mapping[str, Any], Mapping[str, Any]], None]


def meet(change: Change, seen: Mapping[str, Any], mine: Mapping[str, Any], hers: Mapping[str, Any]) -> list[str]:
    """Two save at once what they wrote over the same page; what came of each: saved, or what he was shown as theirs."""
    together = Barrier(2)

    def save(wanted: Mapping[str, Any]) -> str:
        try:
            together.wait()
            change(seen, wanted)
        except ChangedMeanwhile as refusal:
            return str(next(iter(refusal.conflicts.values())).theirs)
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as clerks:
        return list(clerks.map(save, (mine, hers)))


def test_two_who_write_the_same_field_of_a_customer_are_never_both_believed():
    anna = a_customer()

    def change(seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        change_customer(customer=Customer.objects.get(pk=anna.pk), seen=seen, wanted=wanted, actor=None, today=TODAY)

    for number in range(ROUNDS):
        anna.refresh_from_db()
        ends = meet(change, {"family_name": anna.family_name}, {"family_name": f"Berg {number}"}, {"family_name": f"Ek {number}"})
        anna.refresh_from_db()
        assert sorted(ends) == sorted(["saved", anna.family_name])
        assert anna.family_name == (f"Berg {number}" if ends[0] == "saved" else f"Ek {number}")


def test_two_who_write_different_fields_of_a_customer_both_stand():
    anna = a_customer()

    def change(seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        change_customer(customer=Customer.objects.get(pk=anna.pk), seen=seen, wanted=wanted, actor=None, today=TODAY)

    for number in range(ROUNDS):
        anna.refresh_from_db()
        seen = {"given_name": anna.given_name, "payment_terms_days": anna.payment_terms_days}
        ends = meet(change, seen, {**seen, "given_name": f"Anna {number}"}, {**seen, "payment_terms_days": number % 300})
        anna.refresh_from_db()
        assert ends == ["saved", "saved"]
        assert (anna.given_name, anna.payment_terms_days) == (f"Anna {number}", number % 300)
    assert anna.version == 1 + 2 * ROUNDS


def test_two_who_write_the_reference_of_a_subscription_are_never_both_believed(daily, price_list):
    order = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=TODAY))

    def change(seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        change_reference(subscription=Subscription.objects.get(pk=order.pk), seen=seen, wanted=wanted, actor=None, today=TODAY)

    for number in range(ROUNDS):
        order.refresh_from_db()
        ends = meet(change, {"reference": order.reference}, {"reference": f"PO {number}"}, {"reference": f"Order {number}"})
        order.refresh_from_db()
        assert sorted(ends) == sorted(["saved", order.reference])
