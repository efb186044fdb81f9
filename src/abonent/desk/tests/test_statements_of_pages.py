"""How many statements the pages take that are open all day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.desk.benches import MOST_STATEMENTS


@pytest.fixture
def manager(tiny_world) -> Client:
    from abonent.organisation.models import LegalEntity

    user = StaffUser.objects.create_user("statements.counted")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(*LegalEntity.objects.all())
    client = Client()
    client.force_login(user)
    return client


def _addresses() -> Iterator[str]:
    from abonent.billing.models import Invoice
    from abonent.ledger.models import OpenReceivable
    from abonent.runs.models import Run
    from abonent.subscriptions.models import Subscription

    debtor = OpenReceivable.objects.select_related("receivable__customer").latest("pk").receivable.customer
    subscriber = Subscription.objects.select_related("subscriber").latest("pk").subscriber
    for customer in (debtor, subscriber):
        for tab in ("payments", "addresses", "people", "identity"):
            yield reverse("desk:customer", args=[customer.number]) + f"?tab={tab}"
    yield from (reverse("desk:home") + f"?role={role}" for role in ("service", "finance"))
    yield from (
        reverse(name) for name in ("customers:list", "subscriptions:list", "billing:list", "ledger:receivables", "ledger:bank", "runs:list")
    )
    yield reverse("subscriptions:subscription", args=[Subscription.objects.latest("pk").number])
    yield reverse("billing:invoice", args=[Invoice.objects.latest("pk").pk])
    yield reverse("runs:run", args=[Run.objects.filter(kind="billing").latest("pk").pk])


def test_a_page_takes_at_most_fifteen_statements(manager: Client):
    taken = {}
    for address in list(_addresses()):
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(address).status_code == 200, address
        taken[address] = len([statement for statement in asked if statement["sql"] not in ("BEGIN", "COMMIT")])
    assert {address: count for address, count in taken.items() if count > MOST_STATEMENTS} == {}
