"""A stop before what is sold has run out: what is delivered, what is given back, what is taken back, and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Cancellation, EarlyEnd, Promise, StopReason
from abonent.subscriptions.operations import (
    CannotPause,
    cancel_subscription,
    install_stop_reasons,
    pause_subscription,
    set_pause_rule,
    withdraw_cancellation,
    withdraw_pause,
)
from abonent.subscriptions.operations.cancel import CannotCancel, earliest_end, end_of_term, preview_cancellation
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")


@pytest.fixture
def subscription(with_issues, price_list):
    """For three months from 1 May for 799.00, 92 issues; ordered and to be invoiced."""
    install_stop_reasons()
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def stop(subscription, from_on, **said):
    reason = StopReason.objects.get(pk="moved")
    return cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY, from_on=day(from_on), **said)


def invoiced(*terms):
    OpenCharge.objects.filter(charge__source_kind="term", charge__source_id__in=[term.pk for term in terms]).delete()


def days_of(subscription):
    return [term.during for term in subscription.terms.order_by("ordinal")]


def credits():
    return [charge.amount for charge in Charge.objects.filter(source_kind="stop_credit").order_by("pk")]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


@pytest.mark.day
def test_a_stop_on_a_day_ends_the_term_and_gives_back_the_issues_that_do_not_come(subscription):
    invoiced(subscription.terms.get())
    stop(subscription, "2026-07-17")
    assert days_of(subscription) == [period("2026-05-01", "2026-07-17")]
    ended = EarlyEnd.objects.get()
    assert (ended.sold, ended.issues, ended.amount) == (92, 15, Decimal("130.27"))
    credit = Charge.objects.get(source_kind="stop_credit")
    assert (credit.amount, credit.during, credit.open.due_on) == (Decimal("-130.27"), period("2026-07-17", "2026-08-01"), TODAY)
    assert sum(part.amount for part in ChargeComponent.objects.filter(charge=credit)) == Decimal("-130.27")
    subscription.expiry.refresh_from_db()
    assert subscription.expiry.expires_on == day("2026-07-17")
    assert Promise.objects.latest("pk").issue_on == day("2026-07-17")
    assert broken() == set()


def test_the_credit_waits_for_the_invoice_of_the_term_that_it_is_of(subscription):
    OpenCharge.objects.update(due_on=day("2026-07-20"))
    stop(subscription, "2026-07-17")
    assert Charge.objects.get(source_kind="stop_credit").open.due_on == day("2026-07-20")


def test_what_is_left_can_stay_with_the_company(subscription):
    stop(subscription, "2026-07-17", gives_back=False)
    assert days_of(subscription) == [period("2026-05-01", "2026-07-17")]
    assert (EarlyEnd.objects.get().issues, EarlyEnd.objects.get().amount, credits()) == (15, 0, [])
    assert broken() == set()


def test_a_term_that_nobody_has_invoiced_is_taken_back_and_made_again_by_undoing(subscription):
    a_renewal_run(subscription.entity, TODAY)
    first, _second = subscription.terms.order_by("ordinal")
    invoiced(first)
    before = days_of(subscription)
    assert end_of_term(subscription, TODAY) == day("2026-08-01")
    stop(subscription, "2026-08-01")
    assert days_of(subscription) == [period("2026-05-01", "2026-08-01")]
    assert (EarlyEnd.objects.count(), credits()) == (0, [])
    assert Charge.objects.filter(source_kind="term").count() == 1
    assert broken() == set()
    a_renewal_run(subscription.entity, TODAY)
    assert days_of(subscription) == [period("2026-05-01", "2026-08-01")]
    undo_act(act=Act.objects.get(verb="cancel_subscription"), actor=None, today=TODAY)
    assert days_of(subscription) == before
    assert broken() == set()


def test_an_invoiced_term_that_does_not_begin_any_more_is_given_back_whole(subscription):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(*subscription.terms.all())
    stop(subscription, "2026-07-17")
    assert [str(amount) for amount in credits()] == ["-130.27", "-799.00"]
    assert [during.isempty for during in days_of(subscription)] == [False, True]
    subscription.expiry.refresh_from_db()
    assert (subscription.expiry.expires_on, subscription.expiry.term_ordinal) == (day("2026-07-17"), 2)
    assert broken() == set()


def test_taking_it_back_restores_the_days_and_takes_the_credit_back_or_evens_it_out(subscription):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(*subscription.terms.all())
    before = days_of(subscription)
    cancellation = stop(subscription, "2026-07-17")
    OpenCharge.objects.filter(charge__source_kind="stop_credit", charge__amount=Decimal("-799.00")).delete()
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert days_of(subscription) == before
    assert [str(amount) for amount in credits()] == ["-799.00", "799.00"]
    assert broken() == set()
    stop(subscription, "2026-07-17")
    assert sum(credits()) == Decimal("-929.27")
    assert broken() == set()


def test_a_term_of_which_something_was_given_back_on_an_invoice_stays_in_the_books(subscription):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(subscription.terms.earliest("ordinal"))
    cancellation = stop(subscription, "2026-08-10")
    OpenCharge.objects.filter(charge__source_kind="stop_credit").delete()
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert sum(credits()) == 0
    stop(subscription, "2026-08-01")
    assert [during.isempty for during in days_of(subscription)] == [False, True]
    assert sum(credits()) == Decimal("-799.00")
    assert broken() == set()


def test_what_pauses_made_up_for_is_neither_lost_nor_given_back_twice(subscription, with_issues):
    invoiced(subscription.terms.get())
    pause_subscription(subscription=subscription, first=day("2026-07-10"), last=day("2026-07-14"), actor=None, today=TODAY)
    assert days_of(subscription) == [period("2026-05-01", "2026-08-06")]
    stop(subscription, "2026-07-17")
    # 92 issues less the 77 before the 17th, of which five did not come.
    assert EarlyEnd.objects.get().issues == 20
    assert credits() == [-round(Decimal("799.00") * 20 / 92, 2)]
    assert broken() == set()


def test_a_pause_that_is_taken_back_while_the_stop_stands_lengthens_nothing_once_the_stop_is_taken_back(subscription):
    invoiced(subscription.terms.get())
    before = days_of(subscription)
    pause = pause_subscription(subscription=subscription, first=day("2026-07-20"), last=day("2026-07-24"), actor=None, today=TODAY)
    cancellation = stop(subscription, "2026-07-17")
    withdraw_pause(pause=pause, actor=None, today=TODAY)
    assert broken() == set()
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert days_of(subscription) == before
    assert broken() == set()


def test_a_pause_that_was_credited_is_not_credited_again(subscription, with_issues):
    set_pause_rule(product=with_issues, begins=TODAY, gives="credit", actor=None, today=TODAY)
    invoiced(subscription.terms.get())
    pause_subscription(subscription=subscription, first=day("2026-07-20"), last=day("2026-07-24"), actor=None, today=TODAY)
    stop(subscription, "2026-07-17")
    assert EarlyEnd.objects.get().issues == 10
    assert broken() == set()


def test_what_is_settled_by_a_stop_is_not_paused(subscription):
    stop(subscription, "2026-07-17")
    with pytest.raises(CannotPause, match="Take the stop back first"):
        pause_subscription(subscription=subscription, first=day("2026-07-11"), last=day("2026-07-12"), actor=None, today=TODAY)


def test_it_cannot_end_before_the_next_paper_that_can_be_stopped(subscription):
    assert earliest_end(subscription, TODAY) == day("2026-07-10")
    with pytest.raises(CannotCancel) as refused:
        stop(subscription, "2026-07-09")
    assert refused.value.code == "cancellation.too_late"
    with pytest.raises(CannotCancel) as refused:
        stop(subscription, "2026-07-01")
    assert refused.value.code == "cancellation.past"


def test_it_is_not_taken_back_once_a_paper_was_missed(subscription, clock_at):
    cancellation = stop(subscription, "2026-07-17")
    with clock_at("2026-07-20"), pytest.raises(CannotCancel, match="Take a new order"):
        withdraw_cancellation(cancellation=cancellation, actor=None, today=day("2026-07-20"))


def test_looking_leaves_nothing_behind_and_is_what_saving_does(subscription):
    shown = preview_cancellation(subscription=subscription, from_on=day("2026-07-17"), gives_back=True, today=TODAY)
    assert (shown.amount, shown.last_paper, shown.invoice_before, shown.invoice_after) == (
        Decimal("130.27"),
        day("2026-07-16"),
        Decimal("799.00"),
        Decimal("668.73"),
    )
    assert not Cancellation.objects.exists() and not EarlyEnd.objects.exists()
    with pytest.raises(CannotCancel, match="changed meanwhile"):
        stop(subscription, "2026-07-18", effect=shown.digest)
    stop(subscription, "2026-07-17", effect=shown.digest)


@pytest.mark.sql
def test_the_statements_write_nothing_twice(subscription):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(subscription.terms.get(ordinal=1))
    cancellation = Cancellation.objects.create(
        subscription=subscription, from_on=day("2026-07-17"), reason=StopReason.objects.get(pk="moved")
    )
    term = subscription.terms.get(ordinal=1)
    EarlyEnd.objects.create(
        cancellation=cancellation, term=term, during_before=term.during, ends_on=day("2026-07-17"), sold=92, issues=15, amount="130.27"
    )
    later = {"terms": [subscription.terms.get(ordinal=2).pk]}
    assert twice("charges/withdraw_charges", source="subscriptions/charges_of_unmade", **later) == 1
    twice("subscriptions/forget_adjustments", **later)
    assert twice("subscriptions/unmake_terms", **later) == 1
    asked = {"cancellation": cancellation.pk}
    assert twice("subscriptions/end_terms_early", **asked) == 1
    assert twice("subscriptions/recompute_expiry", subscription=subscription.pk) == 1
    EarlyEnd.objects.update(withdrawn_at="2026-07-09T08:00:00Z")
    assert twice("subscriptions/restore_ended_terms", **asked) == 1
