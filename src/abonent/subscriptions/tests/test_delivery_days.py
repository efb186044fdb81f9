"""On which days a paper comes, as the twelve-week bar shows them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.testing import an_entity
from abonent.kit.periods import day
from abonent.subscriptions.delivery_bar import WEEKS_BEFORE, delivery_bars, first_monday
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.operations import cancel_subscription, install_stop_reasons
from abonent.subscriptions.queries import delivery_days
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.ticks import Shape

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.sql]

THURSDAY = day("2026-07-09")
WEEKEND = 32 + 64


@pytest.fixture
def eva(desk):
    return StaffUser.objects.get(username="manager")


def days_of(subscription, viewer, *, first="2026-07-06", until="2026-07-20", today=THURSDAY):
    found = delivery_days([subscription], first=day(first), until=day(until), today=today, viewer=viewer)
    return [f"{one:%d.%m}" for one in found[subscription.pk]]


def test_a_paper_comes_on_every_issue_of_the_pattern_within_the_term(eva, with_issues, price_list):
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-07-11", weekdays=WEEKEND)
    assert days_of(a_subscription(order=order), eva) == ["11.07", "12.07", "18.07", "19.07"]


def test_a_component_with_days_of_its_own_comes_on_those_only(eva, with_issues, price_list):
    for component, weekdays in zip(with_issues.components.order_by("ordinal"), (WEEKEND, 1), strict=True):
        component.weekdays = weekdays
        component.save()
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-07-01"))
    assert days_of(subscription, eva) == ["06.07", "11.07", "12.07", "13.07", "18.07", "19.07"]


def test_what_goes_on_comes_after_the_term_too_and_what_is_cancelled_does_not(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    assert days_of(subscription, eva, first="2026-07-30", until="2026-08-03") == ["30.07", "31.07", "01.08", "02.08"]

    install_stop_reasons()
    cancel_subscription(subscription=subscription, reason=StopReason.objects.get(code="moved"), actor=None, today=THURSDAY)
    assert days_of(subscription, eva, first="2026-07-30", until="2026-08-03") == ["30.07", "31.07"]


def test_what_should_have_been_renewed_already_brings_nothing(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-04-08", term_length=3))
    assert days_of(subscription, eva) == ["06.07", "07.07"]


def test_nothing_is_told_of_a_company_the_viewer_does_not_work_for(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-07-01"))
    eva.entities.set([an_entity(code="other")])
    assert days_of(subscription, eva) == []


def test_the_bar_has_twelve_weeks_with_this_week_the_sixth(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-07-01"))
    bar = delivery_bars([subscription], viewer=eva, today=THURSDAY, language="en")[subscription.pk]
    assert first_monday(THURSDAY) == day("2026-06-01")
    assert [week.current for week in bar.weeks].index(True) == WEEKS_BEFORE
    assert len(bar.weeks) == 12
    this_week = [tick.shape for tick in bar.weeks[5].ticks]
    assert this_week == [Shape.FULL] * 4 + [Shape.OUTLINE] * 3
    assert [tick.shape for tick in bar.weeks[4].ticks][:2] == [Shape.NONE, Shape.NONE]


def test_the_days_that_a_cancellation_takes_away_are_marked(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))
    bars = delivery_bars([subscription], viewer=eva, today=THURSDAY, language="en", without_from=day("2026-08-01"))
    ticks = [tick for week in bars[subscription.pk].weeks for tick in week.ticks]
    marked = [first_monday(THURSDAY) + timedelta(days=place) for place, tick in enumerate(ticks) if tick.new]
    assert (marked[0], marked[-1]) == (day("2026-08-01"), day("2026-08-23"))
    assert {tick.shape for tick in ticks if tick.new} == {Shape.NONE}


def test_a_week_of_the_bar_says_why_nothing_comes_on_some_of_its_days(eva, with_issues, price_list):
    subscription = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", weekdays=WEEKEND))
    bar = delivery_bars([subscription], viewer=eva, today=THURSDAY, language="en")[subscription.pk]
    words = bar.weeks[WEEKS_BEFORE + 1].words.replace("\N{NO-BREAK SPACE}", " ")
    assert words == "Week 29, 13 Jul to 19 Jul: 2 coming, 5 no delivery on this day"
