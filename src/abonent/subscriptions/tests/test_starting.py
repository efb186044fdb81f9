"""Taking an order makes the subscription, its first term and the charge."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import a_price_list, an_entity, prices_from
from abonent.charges.models import Charge, ChargeComponent, OpenCharge, PriceTrace
from abonent.charges.queries import charge_of
from abonent.customers.testing import a_customer
from abonent.kit.periods import day, period
from abonent.subscriptions.models import RenewalPlan, Situation, SituationComponent, SituationPrice, Subscription, Term
from abonent.subscriptions.operations import preview_start, start_subscription, start_subscriptions
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.day]


def test_an_order_makes_one_term_from_the_price_list(daily, price_list):
    subscription = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))

    term = subscription.terms.get()
    assert (term.ordinal, term.legal_ground) == (1, "order")
    assert term.sold_during == term.during == period("2026-03-01", "2027-03-01")
    assert (term.amount, term.currency) == (Decimal("2929.00"), "SEK")
    assert term.price_list_version.valid_from == day("2025-01-01")


def test_the_term_writes_its_charge_to_the_payer_split_by_component(daily, price_list):
    mother, son = a_customer("Maj"), a_customer("Per")
    order = an_order(product=daily, price_list=price_list, starts_on="2026-03-01", subscriber=son, payer=mother, copies=2)
    term = a_subscription(order=order).terms.get()

    charge = charge_of(source_kind="term", source_id=term.pk)
    assert (charge.payer, charge.receiver) == (mother, son)
    assert (charge.quantity, charge.unit_price, charge.amount) == (2, Decimal("2929.00"), Decimal("5858.00"))
    assert (charge.basis, charge.currency, charge.during) == ("gross", "SEK", period("2026-03-01", "2027-03-01"))
    parts = ChargeComponent.objects.filter(charge=charge).order_by("ordinal")
    assert [(part.tax_category, part.revenue_class, part.deferred, part.amount) for part in parts] == [
        ("press_print", "paper", True, Decimal("4686.40")),
        ("press_digital", "digital", True, Decimal("1171.60")),
    ]


def test_the_charge_is_due_to_be_invoiced_two_weeks_before_the_term_begins(daily, price_list):
    term = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-15"), today="2026-02-01").terms.get()
    charge = charge_of(source_kind="term", source_id=term.pk)
    assert OpenCharge.objects.get(charge=charge).due_on == day("2026-03-01")


def test_an_order_that_begins_in_the_past_gets_every_term_since(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-01-31", term_kind=UNTIL_FURTHER_NOTICE, term_length=1)
    subscription = a_subscription(order=order, today="2026-04-01")

    ends = [str(term.during.upper) for term in subscription.terms.order_by("ordinal")]
    # The 31st is kept, and terms are made three weeks ahead.
    assert ends == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_a_term_by_issues_ends_the_day_after_its_latest_issue(monthly, price_list):
    order = an_order(product=monthly, price_list=price_list, starts_on="2026-02-01", term_unit=ISSUE, term_length=6)
    assert a_subscription(order=order).terms.get().during == period("2026-02-01", "2026-07-16")


def test_a_second_price_is_traced_once(daily, price_list):
    for _subscription in range(2):
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))
    assert PriceTrace.objects.count() == 1
    assert Term.objects.values("trace").distinct().count() == 1
    assert Charge.objects.values("trace").distinct().count() == 1


def test_a_preview_shows_what_saving_does_and_keeps_nothing(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-03-01")
    effect = preview_start(orders=[order], today=day("2026-02-20"))

    assert [(term.during, term.amount, term.charge_due_on) for term in effect.terms] == [
        (period("2026-03-01", "2027-03-01"), Decimal("2929.00"), day("2026-02-15"))
    ]
    assert effect.terms[0].trace[0]["code"] == "price.listed"
    kept = [Subscription, Term, Charge, RenewalPlan, Situation, SituationPrice, SituationComponent, PriceTrace]
    assert not any(model.objects.exists() for model in kept)

    saved = start_subscription(order=order, actor=None, today=day("2026-02-20"), effect=effect.digest)
    assert saved.terms.get().amount == effect.terms[0].amount


def test_an_order_is_refused_when_its_effect_is_no_longer_what_was_shown(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-03-01")
    shown = preview_start(orders=[order], today=day("2026-02-20"))
    prices_from("2026-02-25", price_list, {(daily, 12): "3049.00"})

    with pytest.raises(CannotStart) as refused:
        start_subscription(order=order, actor=None, today=day("2026-02-26"), effect=shown.digest)
    assert refused.value.code == "subscription.effect_changed"
    assert not Subscription.objects.exists()


def test_a_plan_of_one_leaves_no_plan_behind(daily, price_list):
    a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))
    assert not any(model.objects.exists() for model in (RenewalPlan, Situation, SituationPrice, SituationComponent))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"term_length": 7}, "no_price"),
        ({"starts_on": "2024-12-31"}, "no_price_list"),
        ({"weekdays": 128}, "subscription.other_weekdays"),
    ],
)
def test_an_order_that_cannot_be_priced_is_refused_and_leaves_nothing(daily, price_list, changes, code):
    order = an_order(**{"product": daily, "price_list": price_list, "starts_on": "2026-03-01", **changes})
    with pytest.raises(CannotStart) as refused:
        a_subscription(order=order)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert not Subscription.objects.exists()


def test_a_magazine_whose_calendar_is_too_short_is_not_sold(monthly, price_list):
    order = an_order(product=monthly, price_list=price_list, starts_on="2028-09-01", term_unit=ISSUE, term_length=6)
    with pytest.raises(CannotStart) as refused:
        a_subscription(order=order)
    assert refused.value.code == "no_calendar"


def test_a_product_is_not_sold_by_another_companys_list(daily):
    elsewhere = a_price_list(entity=an_entity(code="kuukausi", country="FI", currency="EUR"))
    with pytest.raises(CannotStart) as refused:
        a_subscription(order=an_order(product=daily, price_list=elsewhere, starts_on="2026-03-01"))
    assert refused.value.code == "subscription.other_entity"


def test_an_order_for_a_merged_customer_is_taken_for_the_record_that_remains(daily, price_list):
    merged, remaining = a_customer("Anna"), a_customer("Anna")
    type(merged).objects.filter(pk=merged.pk).update(canonical=remaining)
    merged.refresh_from_db()
    subscription = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", subscriber=merged))
    assert (subscription.subscriber, subscription.payer) == (remaining, remaining)


def test_many_orders_are_taken_as_one_is(daily, monthly, price_list):
    orders = [
        an_order(product=daily, price_list=price_list, starts_on="2026-03-01"),
        an_order(product=monthly, price_list=price_list, starts_on="2026-03-01", term_unit=ISSUE),
        an_order(product=daily, price_list=price_list, starts_on="2026-03-05", term_length=3),
    ]
    started = start_subscriptions(orders=orders, actor=None, today=day("2026-02-20"))
    assert [subscription.terms.get().amount for subscription in started] == [Decimal("2929.00"), Decimal("720.00"), Decimal("799.00")]
    assert len({subscription.number for subscription in started}) == 3
    assert all(Subscription.objects.get(number=subscription.number) == subscription for subscription in started)
