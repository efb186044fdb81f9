"""A paper that goes elsewhere for a time: what is refused and why, what the clock lets through, what undoing does."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from abonent.customers.entries import Door
from abonent.editions.models.lead_time import LeadTime
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, undo_act
from abonent.subscriptions.models import Promise, Redirect, StopReason
from abonent.subscriptions.operations import (
    CannotRedirect,
    Elsewhere,
    cancel_subscription,
    change_redirect,
    install_stop_reasons,
    pause_subscription,
    preview_redirect,
    redirect_subscription,
    withdraw_redirect,
)
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
COTTAGE = Door.read(country="SE", code="871 40", town="Norrvik", street_line="Sandvägen 3")
SCHOOL = Door.read(country="SE", code="871 50", town="Norrvik", street_line="Skolgatan 1")


@pytest.fixture
def subscription(with_issues, price_list):
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01"))


@pytest.fixture
def a_day_before(subscription):
    """Changes are taken until two in the afternoon of the day before; for the post three days before at noon."""
    common = {"entity": subscription.entity, "during": period("2026-01-01", None)}
    LeadTime.objects.create(**common, days_before=1, at="14:00")
    LeadTime.objects.create(**common, delivery_method="post", days_before=3, at="12:00")


def elsewhere(first="2026-08-01", last="2026-08-31", to=COTTAGE, **said):
    return Elsewhere(first=day(first), last=last and day(last), to=to, **said)


def redirect(subscription, *args, today=TODAY, **said):
    return redirect_subscription(subscription=subscription, asked=elsewhere(*args, **said), actor=None, today=today)


def refused(act, *args, **said):
    with pytest.raises(CannotRedirect) as refusal:
        act(*args, **said)
    return refusal.value.code


def test_the_paper_goes_to_the_cottage_in_august_and_home_after(subscription):
    effect = preview_redirect(subscription=subscription, asked=elsewhere(receiver="Maj"), today=TODAY)
    assert (len(effect.going), effect.home_on, effect.address) == (31, day("2026-09-01"), "Sandvägen 3, 871 40 Norrvik")
    assert not Redirect.objects.exists()
    made = redirect(subscription, receiver="Maj")
    assert (made.during, made.receiver, made.delivery_method) == (period("2026-08-01", "2026-09-01"), "Maj", "carrier")


def test_what_was_shown_and_is_so_no_more_is_not_done(subscription):
    effect = preview_redirect(subscription=subscription, asked=elsewhere(), today=TODAY)
    pause_subscription(subscription=subscription, first=day("2026-08-03"), last=day("2026-08-05"), actor=None, today=TODAY)
    with pytest.raises(CannotRedirect, match="changed meanwhile"):
        redirect_subscription(subscription=subscription, asked=elsewhere(), actor=None, today=TODAY, effect=effect.digest)


def test_papers_that_are_paused_go_nowhere(subscription):
    pause_subscription(subscription=subscription, first=day("2026-08-03"), last=day("2026-08-05"), actor=None, today=TODAY)
    effect = preview_redirect(subscription=subscription, asked=elsewhere("2026-08-01", "2026-08-07"), today=TODAY)
    assert (len(effect.going), len(effect.paused)) == (4, 3)
    assert refused(redirect, subscription, "2026-08-03", "2026-08-05") == "redirect.paused"


@pytest.mark.usefixtures("a_day_before")
def test_the_clock_of_both_ways_decides_what_can_still_go_elsewhere(subscription):
    """At ten on Thursday: tomorrow's paper can go elsewhere by carrier; by post the first is that of Sunday."""
    assert refused(redirect, subscription, "2026-07-09", "2026-07-20") == "redirect.too_late"
    assert redirect(subscription, "2026-07-10", "2026-07-10").during == period("2026-07-10", "2026-07-11")
    assert refused(redirect, subscription, "2026-07-11", "2026-07-20", delivery_method="post") == "redirect.too_late"
    posted = redirect(subscription, "2026-07-12", "2026-07-20", delivery_method="post")
    assert {(one.delivery_method, one.issue_on) for one in Promise.objects.filter(act=Act.objects.latest("pk"))} == {
        ("carrier", day("2026-07-12")),
        ("post", day("2026-07-12")),
    }
    assert posted.delivery_method == "post"


def test_two_doors_on_one_day_are_refused_in_words_and_by_the_database(subscription):
    first = redirect(subscription)
    with pytest.raises(CannotRedirect, match="Sandvägen 3, 871 40 Norrvik already: 2026-08-01 – 2026-08-31"):
        redirect(subscription, "2026-08-31", "2026-09-10", SCHOOL)
    with pytest.raises(IntegrityError, match="redirect_one_at_a_time"), transaction.atomic():
        Redirect.objects.create(
            subscription=subscription, during=period("2026-08-20", None), weekdays=64, place=first.place, delivery_method="carrier"
        )


def test_on_other_weekdays_the_paper_may_go_to_another_door(subscription):
    redirect(subscription, weekdays=31)
    assert redirect(subscription, to=SCHOOL, weekdays=96).weekdays == 96
    assert refused(redirect, subscription, "2026-08-15", "2026-08-15", weekdays=32) == "redirect.overlaps"


def test_what_makes_no_sense_is_refused(subscription):
    assert refused(redirect, subscription, "2026-07-08", "2026-07-20") == "redirect.past"
    assert refused(redirect, subscription, "2028-02-01", "2028-02-02") == "redirect.no_issue"
    install_stop_reasons()
    reason = StopReason.objects.get(code="moved")
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY)
    assert refused(redirect, subscription, "2027-05-01", "2027-05-02") == "redirect.after_the_end"


def test_what_comes_through_the_wire_goes_to_no_address(subscription):
    type(subscription).objects.filter(pk=subscription.pk).update(delivery_method="electronic")
    subscription.refresh_from_db()
    assert refused(redirect, subscription) == "redirect.no_paper"


@pytest.mark.usefixtures("a_day_before")
def test_it_is_undone_until_the_first_paper_has_its_list(subscription, clock_at):
    redirect(subscription, "2026-07-12", "2026-07-20")
    act = Act.objects.get(verb="redirect_subscription")
    with clock_at("2026-07-12"), pytest.raises(CannotUndo):
        undo_act(act=act, actor=None, today=day("2026-07-12"))
    undo_act(act=act, actor=None, today=TODAY)
    assert Redirect.objects.get().withdrawn_at is not None
    assert redirect(subscription, "2026-07-12", "2026-07-20").withdrawn_at is None


@pytest.mark.usefixtures("a_day_before")
def test_whoever_comes_home_early_gets_the_paper_at_home_from_the_first_that_can(subscription, clock_at):
    made = redirect(subscription, "2026-07-12", "2026-07-31")
    with clock_at("2026-07-15"):
        today = day("2026-07-15")
        assert refused(withdraw_redirect, redirect=made, actor=None, today=today) == "redirect.begun"
        too_early = elsewhere("2026-07-12", "2026-07-14")
        assert refused(change_redirect, redirect=made, asked=too_early, actor=None, today=today) == "redirect.begun"
        effect = change_redirect(redirect=made, asked=elsewhere("2026-07-12", "2026-07-15"), actor=None, today=today)
        assert effect.home_on == day("2026-07-16")
        undo_act(act=Act.objects.get(verb="change_redirect"), actor=None, today=today)
    assert Redirect.objects.get().during == period("2026-07-12", "2026-08-01")


def test_another_door_is_given_and_undone(subscription):
    made = redirect(subscription, receiver="Maj")
    change_redirect(redirect=made, asked=elsewhere(to=SCHOOL, receiver="Class 4 B"), actor=None, today=TODAY)
    changed = Redirect.objects.get()
    assert (str(changed.place), changed.receiver) == ("Skolgatan 1, 871 50 Norrvik", "Class 4 B")
    undo_act(act=Act.objects.get(verb="change_redirect"), actor=None, today=TODAY)
    back = Redirect.objects.get()
    assert (str(back.place), back.receiver) == ("Sandvägen 3, 871 40 Norrvik", "Maj")


def test_without_an_end_the_paper_goes_there_until_somebody_says_so(subscription):
    made = redirect(subscription, "2026-08-01", None)
    assert made.last_day is None
    assert refused(redirect, subscription, "2026-12-01", "2026-12-02") == "redirect.overlaps"
