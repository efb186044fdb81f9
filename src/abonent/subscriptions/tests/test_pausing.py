"""Pauses: what they give, the clock they obey, how they are changed and taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.charges.invariants import INVARIANTS as OF_CHARGES
from abonent.charges.models import Charge, ChargeComponent, OpenCharge
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.invariants import INVARIANTS as OF_SUBSCRIPTIONS
from abonent.subscriptions.models import Cancellation, Pause, StopReason, Subscription, TermAdjustment
from abonent.subscriptions.operations import (
    CannotPause,
    cancel_subscription,
    change_pause,
    install_stop_reasons,
    pause_subscription,
    preview_change,
    preview_pause,
    set_pause_rule,
    withdraw_pause,
)
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
RULE = {"shortest_days": 1, "longest_days": None, "yearly_days": None, "first_weekdays": 127, "last_weekdays": 127,
        "open_ended": True, "digital_goes_on": False, "gives": "prolong"}  # fmt: skip


@pytest.fixture
def paper(with_issues):
    """Out every day of 2026 and 2027, paper and electronic."""
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2029-01-01")
    return with_issues


def sold(product, price_list, starts_on="2026-05-01", term_length=3, today=None, **said):
    return a_subscription(
        order=an_order(product=product, price_list=price_list, starts_on=starts_on, term_length=term_length, **said), today=today
    )


@pytest.fixture
def subscription(paper, price_list):
    """1 May to 1 August, 92 issues, 799.00."""
    return sold(paper, price_list)


def rule(product, **said):
    set_pause_rule(product=product, begins=TODAY, actor=None, today=TODAY, **{**RULE, **said})


def pause(subscription, first, last, **said):
    return pause_subscription(subscription=subscription, first=day(first), last=last and day(last), actor=None, today=TODAY, **said)


def invoiced(subscription):
    OpenCharge.objects.filter(charge__source_kind="term", charge__source_id__in=subscription.terms.values("pk")).delete()


def ends(subscription):
    return [str(term.during.upper) for term in subscription.terms.order_by("ordinal")]


def credits():
    return [charge.amount for charge in Charge.objects.filter(source_kind="pause_credit").order_by("pk")]


def broken():
    return {invariant.statement for invariant in [*OF_CHARGES, *OF_SUBSCRIPTIONS] if check(invariant)}


def test_a_pause_makes_the_term_longer_by_the_issues_that_are_missed(subscription):
    made = pause(subscription, "2026-07-10", "2026-07-24")

    assert made.during == period("2026-07-10", "2026-07-25")
    assert ends(subscription) == ["2026-08-16"]
    assert subscription.terms.get().sold_during == period("2026-05-01", "2026-08-01")
    adjustment = TermAdjustment.objects.get()
    assert (adjustment.missed, adjustment.prolonged, adjustment.credited, adjustment.amount) == (15, 15, 0, 0)
    subscription.refresh_from_db()
    assert subscription.expiry.expires_on == subscription.anchor_on == day("2026-08-16")
    assert broken() == set()


def test_the_issues_that_make_it_longer_are_none_of_the_paused(subscription):
    """A pause over the end of the term: what it still owes comes after the pause."""
    pause(subscription, "2026-07-25", "2026-08-05")
    # Seven issues are missed in July; seven come from 6 to 12 August.
    assert ends(subscription) == ["2026-08-13"]
    assert TermAdjustment.objects.get().prolonged == 12


def test_the_next_term_begins_where_the_prolonged_ends_and_keeps_that_day(subscription):
    pause(subscription, "2026-07-10", "2026-07-24")
    a_renewal_run(subscription.entity, "2026-07-20")
    assert ends(subscription) == ["2026-08-16", "2026-11-16"]
    assert broken() == set()


def test_a_later_term_that_nobody_has_invoiced_moves_with_it_and_back(subscription):
    a_renewal_run(subscription.entity, TODAY)
    made = pause(subscription, "2026-07-10", "2026-07-24")
    assert ends(subscription) == ["2026-08-16", "2026-11-16"]
    assert [str(term.sold_during.upper) for term in subscription.terms.order_by("ordinal")] == ["2026-08-01", "2026-11-01"]
    withdraw_pause(pause=made, actor=None, today=TODAY)
    assert ends(subscription) == ["2026-08-01", "2026-11-01"]
    assert Subscription.objects.get().anchor_on == day("2026-05-01")
    assert TermAdjustment.objects.get().missed == 0
    assert broken() == set()


def test_terms_that_change_places_do_not_meet(paper, price_list):
    """A pause of a month moves monthly terms to where the next ones were."""
    one = sold(paper, price_list, starts_on="2026-07-01", term_length=1, term_kind=UNTIL_FURTHER_NOTICE)
    a_renewal_run(paper.entity, "2026-09-20")
    assert ends(one) == ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]
    pause(one, "2026-08-01", "2026-08-31")
    assert ends(one) == ["2026-08-01", "2026-10-02", "2026-11-02", "2026-12-02"]
    assert broken() == set()


def test_once_the_next_term_is_invoiced_what_is_missed_is_credited(subscription):
    a_renewal_run(subscription.entity, TODAY)
    invoiced(subscription)
    shown = preview_pause(subscription=subscription, first=day("2026-07-10"), last=day("2026-07-24"), today=TODAY)
    assert (shown.fell_back, shown.credited, shown.amount) == (True, 15, Decimal("130.27"))
    pause(subscription, "2026-07-10", "2026-07-24", effect=shown.digest)
    assert ends(subscription) == ["2026-08-01", "2026-11-01"]
    assert credits() == [Decimal("-130.27")]
    assert broken() == set()


def test_a_credit_is_the_share_of_the_price_by_issues_of_the_term_split_as_the_price_is(subscription):
    rule(subscription.product, gives="credit")
    pause(subscription, "2026-07-10", "2026-07-24")
    # 799.00 x 15 / 92
    assert credits() == [Decimal("-130.27")]
    parts = ChargeComponent.objects.filter(charge__source_kind="pause_credit").order_by("ordinal")
    assert [(part.tax_category, part.amount) for part in parts] == [
        ("press_print", Decimal("-104.22")),
        ("press_digital", Decimal("-26.05")),
    ]
    assert ends(subscription) == ["2026-08-01"]
    assert broken() == set()


def test_where_the_digital_edition_goes_on_only_the_paper_is_credited(subscription):
    rule(subscription.product, gives="credit", digital_goes_on=True)
    pause(subscription, "2026-07-10", "2026-07-24")
    # The paper is 80 per cent of 799.00: 639.20 x 15 / 92
    assert credits() == [Decimal("-104.22")]


def test_all_issues_of_a_term_are_worth_all_of_it_and_no_more(paper, price_list):
    rule(paper, gives="credit")
    one = sold(paper, price_list, starts_on="2026-08-01", term_length=1, today="2026-07-09")
    for first, last in (("2026-08-01", "2026-08-10"), ("2026-08-11", "2026-08-20"), ("2026-08-21", "2026-08-31")):
        pause(one, first, last)
    assert sum(credits()) == Decimal("-279.00")
    assert broken() == set()


def test_a_pause_that_gives_nothing_gives_nothing(subscription):
    rule(subscription.product, gives="donate")
    pause(subscription, "2026-07-10", "2026-07-24")
    assert ends(subscription) == ["2026-08-01"]
    assert (credits(), TermAdjustment.objects.get().missed) == ([], 15)


def test_a_magazine_sold_by_issues_ends_so_many_issues_later(monthly, price_list):
    one = sold(monthly, price_list, starts_on="2026-02-01", term_unit=ISSUE, term_length=6)
    pause(one, "2026-07-10", "2026-07-31")
    assert ends(one) == ["2026-08-16"]


def test_a_credit_that_nobody_has_invoiced_goes_with_its_pause(subscription):
    rule(subscription.product, gives="credit")
    made = pause(subscription, "2026-07-10", "2026-07-24")
    change_pause(pause=made, first=day("2026-07-10"), last=day("2026-07-12"), actor=None, today=TODAY)
    assert credits() == [Decimal("-26.05")]
    withdraw_pause(pause=Pause.objects.get(), actor=None, today=TODAY)
    assert credits() == []
    assert broken() == set()


def test_what_was_invoiced_is_evened_out_by_a_charge_of_its_own(subscription):
    rule(subscription.product, gives="credit")
    made = pause(subscription, "2026-07-10", "2026-07-24")
    OpenCharge.objects.all().delete()
    withdraw_pause(pause=made, actor=None, today=TODAY)
    assert credits() == [Decimal("-130.27"), Decimal("130.27")]
    assert broken() == set()


def test_taking_back_after_the_next_term_was_invoiced_charges_what_comes_after_all(subscription):
    made = pause(subscription, "2026-07-10", "2026-07-24")
    a_renewal_run(subscription.entity, "2026-07-20")
    invoiced(subscription)
    withdraw_pause(pause=made, actor=None, today=TODAY)
    assert ends(subscription) == ["2026-08-16", "2026-11-16"]
    assert credits() == [Decimal("130.27")]
    assert broken() == set()


def test_a_term_made_later_heeds_a_pause_that_is_there_already(subscription):
    pause(subscription, "2026-08-10", "2026-08-19")
    assert not TermAdjustment.objects.exists()
    a_renewal_run(subscription.entity, TODAY)
    assert ends(subscription) == ["2026-08-01", "2026-11-11"]
    assert broken() == set()


def test_who_pauses_without_an_end_is_renewed_once_he_resumes(subscription):
    made = pause(subscription, "2026-07-20", None)
    a_renewal_run(subscription.entity, "2026-07-20")
    assert ends(subscription) == ["2026-08-01"]
    assert Subscription.objects.with_state(day("2026-08-20")).get().state == "running"
    change_pause(pause=made, first=day("2026-07-20"), last=day("2026-08-31"), actor=None, today=TODAY)
    assert ends(subscription) == ["2026-09-13"]
    a_renewal_run(subscription.entity, "2026-08-20")
    assert ends(subscription) == ["2026-09-13", "2026-12-13"]


def test_a_cancelled_subscription_ends_so_much_later(subscription):
    install_stop_reasons()
    cancel_subscription(subscription=subscription, reason=StopReason.objects.get(code="moved"), actor=None, today=TODAY)
    pause(subscription, "2026-07-10", "2026-07-24")
    assert Cancellation.objects.get().from_on == day("2026-08-16")
    with pytest.raises(CannotPause) as refused:
        pause(subscription, "2026-09-01", "2026-09-10")
    assert refused.value.code == "pause.after_the_end"


def test_what_is_shown_keeps_nothing_and_saving_does_exactly_that(subscription):
    shown = preview_pause(subscription=subscription, first=day("2026-07-10"), last=day("2026-07-24"), today=TODAY)
    assert (len(shown.missed), shown.again_on, shown.prolonged) == (15, day("2026-07-25"), 15)
    assert [(one.ends_before, one.ends_after) for one in shown.moved] == [(day("2026-08-01"), day("2026-08-16"))]
    assert not Pause.objects.exists()
    assert ends(subscription) == ["2026-08-01"]
    a_renewal_run(subscription.entity, TODAY)
    with pytest.raises(CannotPause) as refused:
        pause(subscription, "2026-07-10", "2026-07-24", effect=shown.digest)
    assert refused.value.code == "pause.effect_changed"
    assert not Pause.objects.exists()
    seen = preview_pause(subscription=subscription, first=day("2026-07-10"), last=day("2026-07-24"), today=TODAY)
    assert pause(subscription, "2026-07-10", "2026-07-24", effect=seen.digest)


@pytest.mark.parametrize(
    ("said", "first", "last", "code"),
    [
        ({}, "2026-07-08", "2026-07-20", "pause.past"),
        ({}, "2026-07-09", "2026-07-20", "pause.too_late"),
        ({"shortest_days": 7}, "2026-07-10", "2026-07-15", "pause.too_short"),
        ({"longest_days": 10, "open_ended": False}, "2026-07-10", "2026-07-24", "pause.too_long"),
        ({"longest_days": 10, "open_ended": False}, "2026-07-10", None, "pause.needs_an_end"),
        ({"first_weekdays": 1}, "2026-07-10", "2026-07-24", "pause.first_weekday"),
        ({"last_weekdays": 1}, "2026-07-10", "2026-07-24", "pause.last_weekday"),
        ({"yearly_days": 14}, "2026-07-10", "2026-07-24", "pause.year_used_up"),
    ],
)
def test_a_pause_that_cannot_be_is_refused_in_words(subscription, said, first, last, code):
    rule(subscription.product, **said)
    with pytest.raises(CannotPause) as refused:
        pause(subscription, first, last)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert not Pause.objects.exists()


def test_two_pauses_never_overlap_and_the_database_says_so_too(subscription):
    made = pause(subscription, "2026-07-10", "2026-07-24")
    with pytest.raises(CannotPause, match="There is a pause on some of these days already"):
        pause(subscription, "2026-07-24", "2026-07-30")
    with pytest.raises(IntegrityError, match="pause_one_at_a_time"), transaction.atomic():
        Pause.objects.create(subscription=subscription, during=period("2026-07-24", None), gives="none", digital_goes_on=False)
    withdraw_pause(pause=made, actor=None, today=TODAY)
    assert pause(subscription, "2026-07-24", "2026-07-30")


def test_a_pause_is_undone_and_the_undoing_too(subscription):
    pause(subscription, "2026-07-10", "2026-07-24")
    act = Act.objects.get(verb="pause_subscription")
    assert act.until is not None
    undo_act(act=act, actor=None, today=TODAY)
    assert ends(subscription) == ["2026-08-01"]
    undo_act(act=Act.objects.get(verb="withdraw_pause"), actor=None, today=TODAY)
    assert ends(subscription) == ["2026-08-16"]
    assert broken() == set()


def test_a_pause_that_runs_is_ended_early_but_not_undone(subscription, clock_at):
    made = pause(subscription, "2026-07-10", "2026-07-24")
    with clock_at("2026-07-15"):
        today = day("2026-07-15")
        with pytest.raises(CannotPause) as refused:
            withdraw_pause(pause=made, actor=None, today=today)
        assert refused.value.code == "pause.too_late_to_resume"
        shown = preview_change(pause=made, first=day("2026-07-10"), last=day("2026-07-15"), today=today)
        assert shown.again_on == day("2026-07-16")
        change_pause(pause=made, first=day("2026-07-10"), last=day("2026-07-15"), actor=None, today=today, effect=shown.digest)
    assert ends(subscription) == ["2026-08-07"]


def test_without_a_calendar_that_reaches_far_enough_nothing_is_paused(with_issues, price_list):
    late = sold(with_issues, price_list, starts_on="2026-07-01", term_length=12)
    with pytest.raises(CannotPause) as refused:
        pause(late, "2026-07-10", "2026-07-24")
    assert refused.value.code == "pause.no_calendar"
    rule(with_issues, gives="credit")
    with pytest.raises(CannotPause):
        pause(late, "2026-07-10", "2026-07-24")
    assert not Pause.objects.exists()
