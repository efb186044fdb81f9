"""What the pages of products count of subscriptions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.catalog.testing import a_price_list, a_product, an_entity, prices_from
from abonent.catalog.uses import declared_uses
from abonent.kit.periods import day
from abonent.subscriptions.product_uses import running_count, running_url
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db


def test_subscriptions_that_run_are_counted_by_product_in_one_statement():
    daily, weekly = (a_product(entity=an_entity(), code=code) for code in ("daily", "weekly"))
    price_list = a_price_list(entity=an_entity())
    prices_from("2025-01-01", price_list, {(daily, 12): "2929", (weekly, 12): "899"})
    for product, starts_on in ((daily, "2026-01-01"), (daily, "2026-02-01"), (weekly, "2025-02-01")):
        a_subscription(order=an_order(product=product, price_list=price_list, starts_on=starts_on))

    viewer = StaffUser.objects.create_user("anna")
    viewer.entities.add(an_entity())
    with CaptureQueriesContext(connection) as asked:
        products = Product.objects.annotate(running=running_count(viewer, day("2026-02-01")))
        counted = {product.code: product.running for product in products}

    assert counted == {"daily": 2, "weekly": 0}
    assert len(asked) == 1


def test_the_count_opens_the_subscriptions_behind_it():
    daily = a_product(entity=an_entity())
    assert running_url(daily) == f"/subscriptions/?product={daily.pk}&state=running"
    assert "running" in [use.name for use in declared_uses]
