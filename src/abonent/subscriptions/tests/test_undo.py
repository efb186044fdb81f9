"""Acts on subscriptions are undone by whoever may do so and sees them."""

from __future__ import annotations

import pytest

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.runs.models import Act
from abonent.subscriptions.models import Cancellation, RenewalPlan, StopReason
from abonent.subscriptions.operations import cancel_subscription, hold_back
from abonent.subscriptions.testing import a_renewal_plan, a_subscription, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(daily, price_list):
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))


@pytest.fixture
def viewer(client):
    """A manager who works for no company yet."""
    install_ready_roles()
    user = StaffUser.objects.create(username="eva")
    user.roles.add(Role.objects.get(code="manager"))
    client.force_login(user)
    return user


def undo(client, verb):
    return client.post(f"/acts/{Act.objects.get(verb=verb).pk}/undoing/").status_code


def test_a_cancellation_is_taken_back_by_a_colleague_of_the_company_only(client, viewer, subscription):
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=subscription.started_on)

    assert undo(client, "cancel_subscription") == 404
    StaffEntity.objects.create(staff_user=viewer, entity=subscription.entity)
    assert undo(client, "cancel_subscription") == 302
    assert Cancellation.objects.get().withdrawn_by == viewer


def test_rows_held_back_are_let_go_by_undoing_it(client, viewer, subscription):
    StaffEntity.objects.create(staff_user=viewer, entity=subscription.entity)
    run = a_renewal_plan(subscription.entity, "2027-01-15")
    hold_back(run=run, ordinals=[1], held=True, actor=viewer)
    assert undo(client, "hold_back_renewals") == 302
    assert not RenewalPlan.objects.get(run=run).held


def test_whoever_may_not_cancel_does_not_take_back(client, viewer, subscription):
    viewer.roles.set(Role.objects.filter(code="auditor"))
    StaffEntity.objects.create(staff_user=viewer, entity=subscription.entity)
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=subscription.started_on)
    assert undo(client, "cancel_subscription") == 403
