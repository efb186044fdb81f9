"""A renewal run whose workers are killed ends with the same terms and charges as one that was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

import psycopg
import pytest
from django.db import connection
from django.db.models import Count, Sum

from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs import registry
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, continue_run
from abonent.runs.testing import go_on_with_kills
from abonent.subscriptions.models import AgreedPrice, Expiry, Term
from abonent.subscriptions.operations import Cohort, Raise, begin_price_change, start_subscriptions
from abonent.subscriptions.testing import an_order

SUBSCRIPTIONS = 80


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_killed_at_random_points_the_run_loses_nothing_and_makes_nothing_twice(daily, price_list, monkeypatch):
    monkeypatch.setitem(registry._kinds, "renewal", replace(registry.kind_of("renewal"), chunk_rows=7))
    reader = a_customer()
    orders = [
        an_order(
            product=daily,
            price_list=price_list,
            starts_on=f"2026-01-{1 + number % 28:02}",
            subscriber=reader,
            term_kind=UNTIL_FURTHER_NOTICE,
            term_length=1,
        )
        for number in range(SUBSCRIPTIONS)
    ]
    start_subscriptions(orders=orders, actor=None, today=day("2026-01-01"))
    before = Term.objects.count()
    run = begin_run(kind="renewal", entity=daily.entity, as_of=day("2026-05-10"), actor=None)

    # Two or three months are caught up with, so that a subscription's terms cross the edges of chunks.
    assert go_on_with_kills(run, kills=2, seed=1) > 0
    assert run.state == Run.State.PLANNED
    approve_run(run=run, actor=None)
    assert go_on_with_kills(run, kills=8, seed=2) > 0

    assert run.state == Run.State.DONE
    assert run.committed_rows == run.planned_rows == Term.objects.count() - before
    assert not Term.objects.values("subscription", "ordinal").annotate(times=Count("id")).filter(times__gt=1).exists()
    assert Expiry.objects.filter(expires_on__gt=day("2026-05-31"), expires_on__lte=day("2026-06-30")).count() == SUBSCRIPTIONS
    assert Charge.objects.count() == OpenCharge.objects.count() == Term.objects.count()
    total = Charge.objects.aggregate(total=Sum("amount"))["total"]
    assert total == ChargeComponent.objects.aggregate(total=Sum("amount"))["total"] == Term.objects.aggregate(total=Sum("amount"))["total"]


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_a_price_change_that_is_killed_agrees_one_price_with_everybody(daily, price_list, monkeypatch):
    monkeypatch.setitem(registry._kinds, "price_change", replace(registry.kind_of("price_change"), chunk_rows=7))
    reader = a_customer()
    orders = [
        an_order(product=daily, price_list=price_list, starts_on=f"2026-01-{1 + number % 28:02}", subscriber=reader)
        for number in range(SUBSCRIPTIONS)
    ]
    start_subscriptions(orders=orders, actor=None, today=day("2026-01-01"))
    with clock.set_to(clock.moment(day("2026-05-10"), time(10), "Europe/Stockholm")):
        change = Raise(notice_on=day("2026-05-10"), effective_on=day("2026-09-01"), percent=Decimal(4))
        run = begin_price_change(price_list=price_list, cohort=Cohort(), change=change, actor=None, today=day("2026-05-10"))

        go_on_with_kills(run, kills=1, seed=3)
        assert run.state == Run.State.PLANNED
        approve_run(run=run, actor=None)
        assert go_on_with_kills(run, kills=6, seed=4) > 0

    assert run.state == Run.State.DONE
    assert run.committed_rows == run.planned_rows == AgreedPrice.objects.count() == SUBSCRIPTIONS
    assert AgreedPrice.objects.values("subscription").distinct().count() == SUBSCRIPTIONS


@pytest.mark.django_db(transaction=True)
def test_a_run_that_somebody_is_at_is_left_to_him(daily, price_list):
    run = begin_run(kind="renewal", entity=daily.entity, as_of=day("2026-05-10"), actor=None)
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock(hashtextextended('abonent run', %s))", [run.pk])
        assert continue_run(run=run).state == Run.State.PLANNING
        assert not RunStep.objects.filter(run=run).exists()
        elsewhere.execute("SELECT pg_advisory_unlock(hashtextextended('abonent run', %s))", [run.pk])
    assert continue_run(run=run).state == Run.State.PLANNED
