"""Two clerks name another payer at the same moment: one of them has it, the other is told, and no day has two payers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.subscriptions.models import Party, Subscription
from abonent.subscriptions.operations import AskedParty, CannotChangeParty, change_party, preview_party
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = day("2026-07-01")
ROUNDS = 3


def meet(subscription: Subscription, payers: list[Customer]) -> list[str]:
    """Both have looked at what it does, and save at once; what came of each."""
    together = Barrier(2)

    def clerk(payer: Customer) -> str:
        try:
            asked = AskedParty(role="payer", customer=payer, from_on=day("2026-07-15"))
            seen = preview_party(subscription=subscription, asked=asked, today=TODAY).digest
            together.wait()
            change_party(subscription=subscription, asked=asked, actor=None, today=TODAY, effect=seen)
        except CannotChangeParty as refusal:
            return refusal.code
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as clerks:
        return sorted(clerks.map(clerk, payers))


def test_two_clerks_never_name_two_payers(daily, price_list):
    for _round in range(ROUNDS):
        asked = an_order(product=daily, price_list=price_list, starts_on="2026-07-10")
        subscription = a_subscription(order=asked, today=TODAY)
        assert meet(subscription, [a_customer("Bo"), a_customer("Cia")]) == ["party.planned", "saved"]
        subscription.refresh_from_db()
        standing = Party.objects.get(subscription=subscription, withdrawn_at=None, during__upper_inf=True)
        assert standing.customer == subscription.payer
