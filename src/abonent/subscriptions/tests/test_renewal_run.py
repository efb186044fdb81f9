"""The renewal run: plans what is due, commits exactly that, and writes nothing twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import prices_from
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.operations import merge_customers
from abonent.customers.testing import a_customer
from abonent.kit.periods import day, period
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run
from abonent.subscriptions.models import RenewalPlan, StopReason, Term
from abonent.subscriptions.operations import cancel_subscription, hold_back, withdraw_cancellation
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run, a_subscription, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def yearly(daily, price_list):
    """A year from 1 March 2026."""
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))


def commit(run: Run) -> Run:
    return commit_run(run=approve_run(run=run, actor=None))


def stretches(subscription):
    return [term.during for term in subscription.terms.order_by("ordinal")]


def test_a_fixed_term_is_renewed_a_set_number_of_days_before_it_ends(daily, yearly):
    assert a_renewal_run(daily.entity, "2027-01-14").committed_rows == 0
    assert a_renewal_run(daily.entity, "2027-01-15").committed_rows == 1
    assert stretches(yearly) == [period("2026-03-01", "2027-03-01"), period("2027-03-01", "2028-03-01")]


def test_a_renewed_term_is_charged_from_the_price_list_in_force_on_its_first_day(daily, price_list, yearly):
    prices_from("2027-03-01", price_list, {(daily, 12): "3049.00"})
    run = a_renewal_run(daily.entity, "2027-01-15")

    term = yearly.terms.get(ordinal=2)
    charge = Charge.objects.get(source_kind="term", source_id=term.pk)
    assert (term.amount, term.legal_ground, term.run_id) == (Decimal("3049.00"), "renewal", run.pk)
    assert (charge.amount, charge.run_id) == (Decimal("3049.00"), run.pk)
    assert OpenCharge.objects.get(charge=charge).due_on == day("2027-02-15")


def test_a_second_run_on_the_same_day_writes_nothing(daily, yearly):
    first = a_renewal_run(daily.entity, "2027-01-15")
    second = a_renewal_run(daily.entity, "2027-01-15")
    assert (first.committed_rows, second.planned_rows, second.committed_rows) == (1, 0, 0)
    assert Charge.objects.count() == 2


def test_until_further_notice_rolls_by_its_billing_interval_and_keeps_the_31st(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-01-31", term_kind=UNTIL_FURTHER_NOTICE, term_length=1)
    subscription = a_subscription(order=order)
    for as_of in ("2026-02-10", "2026-03-12", "2026-04-10"):
        a_renewal_run(daily.entity, as_of)
    assert [str(during.upper) for during in stretches(subscription)] == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_the_leap_day_is_kept(daily, price_list):
    prices_from("2024-01-01", price_list, {(daily, 12): "2800.00"})
    subscription = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2024-02-29"))
    for year in (2025, 2026, 2027):
        a_renewal_run(daily.entity, f"{year}-02-20")
    assert [str(during.upper) for during in stretches(subscription)] == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_a_missed_run_catches_up_with_several_terms(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-01-15", term_kind=UNTIL_FURTHER_NOTICE, term_length=3)
    subscription = a_subscription(order=order)
    run = a_renewal_run(daily.entity, "2026-12-01")

    assert run.committed_rows == 3
    assert stretches(subscription)[-1] == period("2026-10-15", "2027-01-15")
    assert set(RenewalPlan.objects.filter(run=run).values_list("finding", flat=True)) == {"catching_up"}
    assert a_renewal_run(daily.entity, "2026-12-01").planned_rows == 0


def test_terms_by_issues_follow_the_calendar(monthly, price_list):
    order = an_order(product=monthly, price_list=price_list, starts_on="2026-02-01", term_unit=ISSUE, term_length=6)
    subscription = a_subscription(order=order)
    a_renewal_run(monthly.entity, "2026-07-01")
    a_renewal_run(monthly.entity, "2027-12-31")
    assert [str(during.upper) for during in stretches(subscription)] == [
        "2026-07-16",
        "2027-01-16",
        "2027-07-16",
        "2028-01-16",
        "2028-07-16",
    ]


def test_a_cancelled_subscription_is_not_renewed_and_goes_on_when_the_cancellation_is_taken_back(daily, yearly):
    cancellation = cancel_subscription(
        subscription=yearly, reason=StopReason.objects.create(code="moved", name={"en": "Moved"}), actor=None, today=day("2026-12-01")
    )
    assert a_renewal_run(daily.entity, "2027-02-01").planned_rows == 0

    withdraw_cancellation(cancellation=cancellation, actor=None, today=day("2027-02-02"))
    assert a_renewal_run(daily.entity, "2027-02-02").committed_rows == 1


def test_the_commit_writes_what_the_plan_shows_to_the_row_and_to_the_cent(daily, price_list):
    for number in range(1, 6):
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=f"2026-03-0{number}", copies=number))
    run = a_renewal_plan(daily.entity, "2027-01-25")
    shown = list(RenewalPlan.objects.filter(run=run).order_by("ordinal").values_list("term_id", "subscription_id", "sold_during", "amount"))
    commit(run)

    made = list(
        Term.objects.filter(run_id=run.pk).order_by("subscription_id").values_list("id", "subscription_id", "sold_during", "amount")
    )
    assert made == shown
    assert (run.total_amount, run.currency) == (Decimal("2929.00") * 15, "SEK")


def test_a_row_whose_ground_has_shifted_is_left_out_and_counted(daily, price_list, yearly):
    other = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01"))
    run = a_renewal_plan(daily.entity, "2027-01-15")
    type(yearly).objects.filter(pk=yearly.pk).update(copies=3)
    done = commit(run)

    assert (done.planned_rows, done.committed_rows, done.left_out_rows) == (2, 1, 1)
    assert yearly.terms.count() == 1
    assert other.terms.count() == 2
    assert a_renewal_run(daily.entity, "2027-01-16").total_amount == Decimal("8787.00")


def test_a_new_payer_between_plan_and_commit_is_not_charged_for_what_was_planned_for_another(daily, yearly):
    run = a_renewal_plan(daily.entity, "2027-01-15")
    type(yearly).objects.filter(pk=yearly.pk).update(payer=a_customer("Ny"))
    assert commit(run).committed_rows == 0


def test_a_row_that_is_held_back_is_left_out_with_all_terms_of_its_subscription(daily, price_list):
    order = an_order(product=daily, price_list=price_list, starts_on="2026-01-15", term_kind=UNTIL_FURTHER_NOTICE, term_length=3)
    held, renewed = a_subscription(order=order), a_subscription(order=order)
    run = a_renewal_plan(daily.entity, "2026-12-01")
    middle = RenewalPlan.objects.get(run=run, subscription=held, step=2)

    assert hold_back(run=run, ordinals=[middle.ordinal], held=True, actor=None) == 3
    assert commit(run).committed_rows == 3
    assert (held.terms.count(), renewed.terms.count()) == (1, 4)


def test_a_row_that_is_let_go_again_is_made(daily, yearly):
    run = a_renewal_plan(daily.entity, "2027-01-15")
    hold_back(run=run, ordinals=[1], held=True, actor=None)
    hold_back(run=run, ordinals=[1], held=False, actor=None)
    assert commit(run).committed_rows == 1


def test_a_subscription_without_a_price_is_parked_and_the_run_goes_on(daily, price_list, yearly):
    quarterly = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-12-01", term_length=3))
    prices_from("2027-02-01", price_list, {(daily, 3): "820.00"})
    run = a_renewal_run(daily.entity, "2027-01-15")

    parked = run.parked_cases.get()
    assert (parked.subject_kind, parked.subject_id, parked.reason) == ("subscription", yearly.pk, "no_price")
    assert run.committed_rows == 1
    assert quarterly.terms.get(ordinal=2).amount == Decimal("820.00")


def test_a_short_calendar_parks_the_magazine(monthly, price_list):
    subscription = a_subscription(
        order=an_order(product=monthly, price_list=price_list, starts_on="2028-02-01", term_unit=ISSUE, term_length=6)
    )
    run = a_renewal_run(monthly.entity, "2028-07-01")
    assert run.parked_cases.get().reason == "no_calendar"
    assert subscription.terms.count() == 1


def test_the_plan_says_which_prices_changed(daily, price_list):
    for length in (12, 3):
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", term_length=length), today="2026-03-01")
    prices_from("2026-06-01", price_list, {(daily, 12): "3049.00", (daily, 3): "999.00"})
    a_renewal_run(daily.entity, "2026-04-20")
    for subscription_term in Term.objects.filter(ordinal=2):
        assert subscription_term.amount == Decimal("999.00")
    found = dict(RenewalPlan.objects.values_list("subscription__term_length", "finding"))
    assert found == {3: "changed_much"}


def test_subscriptions_that_do_not_differ_share_a_situation(daily, price_list):
    for number in range(12):
        a_subscription(
            order=an_order(product=daily, price_list=price_list, starts_on="2026-03-01", copies=1 + number % 3, subscriber=a_customer())
        )
    run = a_renewal_plan(daily.entity, "2027-01-15")
    rows = RenewalPlan.objects.filter(run=run)
    assert (rows.count(), rows.values("situation").distinct().count()) == (12, 3)


def test_the_charge_of_an_order_follows_its_own_payer_though_he_was_merged(daily, yearly):
    merge_customers(kept=a_customer("Anna"), merged=yearly.payer, actor=None, today=day("2026-06-01"))
    run = a_renewal_run(daily.entity, "2027-01-15")
    assert Charge.objects.get(run_id=run.pk).payer == yearly.payer
