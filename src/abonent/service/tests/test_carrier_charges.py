"""What a carrier is charged for complaints is taken off his pay, once, and given back where the complaint is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.distribution.models import Carrier, PayLine, RouteCarrier
from abonent.distribution.operations.pay import KIND
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit.periods import day, period
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.service.operations import withdraw_complaint
from abonent.service.tests.test_complaints import complain, rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def walked(subscription) -> Carrier:
    """Eva walks the route of the reader."""
    route = a_route(entity=subscription.entity, number="14")
    place = subscription.subscriber.addresses.get(kind="delivery").place
    a_stretch(route, place.street, place.postal_code)
    eva = Carrier.objects.create(entity=subscription.entity, number="17", name="Eva Berg")
    RouteCarrier.objects.create(route=route, carrier=eva, during=period("2026-01-01", None))
    return eva


def paid(subscription) -> list[tuple[str, int, str]]:
    run = plan_run(run=begin_run(kind=KIND, entity=subscription.entity, as_of=day("2026-08-03"), actor=None))
    if run.planned_rows:
        commit_run(run=approve_run(run=run, actor=None))
    return [(row.basis, row.of_id, str(row.amount)) for row in PayLine.objects.filter(statement__run=run)]


def test_a_charge_is_taken_off_once_and_given_back_with_the_complaint(subscription, walked):
    rule(subscription, carrier_amount=Decimal(20))
    complaint = complain(subscription)
    assert complaint.carrier == walked
    assert paid(subscription) == [("charge", complaint.pk, "-20.00")]
    assert paid(subscription) == []
    withdraw_complaint(complaint=complaint, actor=None, today=day("2026-07-09"))
    assert paid(subscription) == [("charge", complaint.pk, "20.00")]


def test_a_complaint_that_charges_nothing_takes_nothing_off(subscription, walked):
    complain(subscription)
    assert paid(subscription) == []
