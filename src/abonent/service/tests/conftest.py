"""A daily paper on paper and electronic, and somebody who gets it."""

from __future__ import annotations

import pytest

from abonent.charges.models import OpenCharge
from abonent.customers.models import Customer
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.subscriptions.tests.conftest import a_thursday, clock_at, daily, desk, monthly, price_list, signed_in, with_issues

__all__ = ["a_thursday", "clock_at", "daily", "desk", "monthly", "price_list", "signed_in", "with_issues"]


@pytest.fixture
def subscription(with_issues, price_list) -> Subscription:
    """For three months from 1 May for 799.00, 92 issues, invoiced; brought by a carrier."""
    made = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    OpenCharge.objects.all().delete()
    Customer.objects.update(language="en")
    return made
