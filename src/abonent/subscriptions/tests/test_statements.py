"""Each statement of the renewal run writes nothing when it is run a second time; the database refuses what must not be."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.models import Run
from abonent.subscriptions.models import Expiry, RenewalPlan, Term
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_terms import plan_terms, price_situations
from abonent.subscriptions.testing import a_renewal_plan, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def subscription(daily, price_list):
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))


@pytest.fixture
def chunk(daily, subscription):
    run = a_renewal_plan(daily.entity, "2027-01-15")
    Run.objects.filter(pk=run.pk).update(state="committing")
    return {"run": run.pk, "first": 1, "latest": 100}


def test_planning_twice_is_planning_once(daily, subscription):
    asked = {"run": 7, "entity": daily.entity_id, "as_of": day("2027-01-15")}
    assert plan_terms(**asked) == 1
    assert plan_terms(**asked) == 0
    assert RenewalPlan.objects.count() == 1


def test_the_statements_of_a_plan_write_nothing_twice(daily, subscription):
    plan_terms(run=6, entity=daily.entity_id, as_of=day("2027-01-15"))

    # The work tables of the plan above are still filled in this transaction.
    assert twice("subscriptions/find_situations", run=7) == 1
    assert price_situations(run=7, as_of=day("2027-01-15")) == 1
    assert price_situations(run=7, as_of=day("2027-01-15")) == 0
    assert twice("subscriptions/plan_renewals", run=7, as_of=day("2027-01-15")) == 1


def test_the_statements_of_a_chunk_write_nothing_twice(chunk, subscription):
    statements.run("subscriptions/make_work_made")
    statements.run("subscriptions/empty_work_made")
    assert statements.run("subscriptions/choose_terms", **chunk) == 1
    made = {"run": chunk["run"], "made_by": chunk["run"]}
    assert twice("subscriptions/write_terms", **made) == 1
    assert twice("charges/write_charges", source="subscriptions/charges_of_terms", **made) == 1
    assert twice("charges/write_components", source="subscriptions/components_of_terms", **made) == 2
    assert twice("subscriptions/move_expiries", **made) == 1
    statements.run("subscriptions/empty_work_made")
    assert statements.run("subscriptions/choose_terms", **chunk) == 0, "their ground is gone"

    assert subscription.terms.count() == 2
    assert OpenCharge.objects.count() == Charge.objects.count() == 2
    assert Expiry.objects.get(subscription=subscription).expires_on == day("2028-03-01")


def test_a_case_is_parked_once(daily, subscription):
    run = a_renewal_plan(daily.entity, "2027-01-15")
    RenewalPlan.objects.filter(run=run).update(amount=None, finding="no_price")
    assert twice("runs/park_cases", source="subscriptions/parked_of_plan", run=run.pk) == 1


def test_terms_of_a_subscription_do_not_overlap(subscription):
    def sell(during, ordinal):
        first = subscription.terms.get(ordinal=1)
        first.pk, first.ordinal, first.sold_during, first.during = None, ordinal, during, during
        with transaction.atomic():
            first.save()

    for clash in (period("2027-02-28", "2028-02-28"), period("2025-03-01", "2026-03-02"), period("2026-06-01", "2026-07-01")):
        with pytest.raises(IntegrityError, match="overlap"):
            sell(clash, 2)
    sell(period("2027-03-01", "2028-03-01"), 2)
    with pytest.raises(IntegrityError, match="term_once_per_start"):
        sell(period("2027-03-01", "2027-04-01"), 3)


def test_lengthening_a_term_into_the_next_is_refused(chunk, subscription):
    make_terms(**chunk, made_by=chunk["run"], today=day("2027-01-15"))
    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        Term.objects.filter(subscription=subscription, ordinal=1).update(during=period("2026-03-01", "2027-03-02"))


def test_components_that_do_not_sum_to_their_charge_are_refused(subscription):
    charge = Charge.objects.get()
    ChargeComponent.objects.all().delete()
    with pytest.raises(IntegrityError, match="sum to"), transaction.atomic():
        ChargeComponent.objects.create(
            charge=charge,
            ordinal=1,
            tax_category="press_print",
            revenue_class="paper",
            deferred=True,
            description={},
            amount=charge.amount - 1,
        )


def test_a_charge_has_one_source_and_ordinal(subscription):
    charge = Charge.objects.get()
    charge.pk = None
    with pytest.raises(IntegrityError, match="charge_once_per_source"), transaction.atomic():
        charge.save()


def test_the_ground_changes_with_all_that_the_next_term_depends_on(daily, price_list, subscription):
    def ground():
        with connection.cursor() as cursor:
            cursor.execute("SELECT ground FROM renewal_ground WHERE subscription_id = %s", [subscription.pk])
            return cursor.fetchone()[0]

    seen = {ground()}
    for change in ({"copies": 2}, {"weekdays": 1}, {"term_length": 3}, {"anchor_on": "2026-03-02"}, {"term_kind": "until_further_notice"}):
        type(subscription).objects.filter(pk=subscription.pk).update(**change)
        seen.add(ground())
    Expiry.objects.filter(subscription=subscription).update(expires_on="2027-03-02")
    seen.add(ground())
    assert len(seen) == 7
