"""Each statement that settles pauses writes nothing when it is run a second time."""

from __future__ import annotations

import pytest

from abonent.charges.models import Charge, OpenCharge
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.subscriptions.models import Cancellation, Pause, StopReason
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def scope(with_issues, price_list):
    """A cancelled subscription with a pause that prolongs and one that credits, not settled yet."""
    one = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    Cancellation.objects.create(subscription=one, from_on=day("2026-08-01"), reason=reason)
    for first, gives in (("2026-07-10", "prolong"), ("2026-07-20", "credit")):
        Pause.objects.create(subscription=one, during=period(first, f"{first[:-1]}5"), gives=gives, digital_goes_on=False)
    return {"subscriptions": [one.pk]}


def test_the_statements_write_nothing_twice(scope):
    statements.run("subscriptions/make_work_moved")
    statements.run("subscriptions/empty_work_moved")
    assert statements.run("subscriptions/find_moved_terms", **scope) == 1
    for name in ("subscriptions/vacate_moved_terms", "subscriptions/move_terms"):
        assert statements.run(name) == 1
    assert twice("subscriptions/vacate_moved_terms") == 1
    assert twice("subscriptions/move_terms") == 1
    assert twice("subscriptions/move_ends") == 1
    assert twice("subscriptions/move_anchors") == 1
    assert twice("subscriptions/move_cancellations") == 1
    assert twice("subscriptions/settle_pauses", **scope, pauses=[]) == 2
    assert twice("subscriptions/value_adjustments", **scope) == 1

    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    assert statements.run("subscriptions/find_credits", **scope) == 1
    today = {"today": day("2026-07-09")}
    assert twice("charges/write_charges", source="subscriptions/charges_of_credits", **today) == 1
    assert twice("charges/write_components", source="subscriptions/components_of_credits", **today) == 2
    assert not statements.rows("subscriptions/credits_to_withdraw", **scope)


def test_a_charge_that_nobody_has_invoiced_is_withdrawn_once(scope):
    statements.run("subscriptions/settle_pauses", **scope, pauses=[])
    statements.run("subscriptions/value_adjustments", **scope)
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_credits", **scope)
    for name, source in (("write_charges", "charges_of_credits"), ("write_components", "components_of_credits")):
        statements.run(f"charges/{name}", source=f"subscriptions/{source}", today=day("2026-07-09"))
    Pause.objects.update(withdrawn_at="2026-07-09T08:00:00Z")
    statements.run("subscriptions/settle_pauses", **scope, pauses=[])
    statements.run("subscriptions/value_adjustments", **scope)
    assert twice("charges/withdraw_charges", source="subscriptions/credits_to_withdraw", **scope) == 1
    assert Charge.objects.count() == OpenCharge.objects.count() == 1
