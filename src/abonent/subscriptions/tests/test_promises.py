"""What customers are told about their first paper is kept in mind, and found out when it is not so any more."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from abonent.editions.models import Issue
from abonent.editions.models.lead_time import LeadTime
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.subscriptions.jobs import check_all_promises
from abonent.subscriptions.models import BrokenPromise, Promise, StopReason
from abonent.subscriptions.operations import cancel_subscription, change_pause, install_stop_reasons, pause_subscription
from abonent.subscriptions.operations.promises import check_promises
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")


@pytest.fixture
def subscription(with_issues, price_list):
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    LeadTime.objects.create(entity=with_issues.entity, during=period("2026-01-01", None), days_before=1, at="14:00")
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-07-12", term_length=3)
    return a_subscription(order=order, today=TODAY)


def paused(subscription, first="2026-07-20", last="2026-07-26"):
    return pause_subscription(subscription=subscription, first=day(first), last=day(last), actor=None, today=TODAY)


def bring_forward(on, to):
    """The paper of a day has its lists earlier."""
    moment = datetime.fromisoformat(to).replace(tzinfo=ZoneInfo("Europe/Stockholm"))
    Issue.objects.filter(published_on=on).update(delivery_cut_off_at=moment)


def test_every_act_writes_down_its_first_paper_and_the_rule(subscription):
    paused(subscription)
    install_stop_reasons()
    reason = StopReason.objects.get(code="moved")
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY)
    told = [(one.change, one.issue_on.isoformat(), one.decided_by, one.days_before) for one in Promise.objects.order_by("pk")]
    assert told == [
        ("start", "2026-07-12", "lead_time", 1),
        ("pause", "2026-07-20", "lead_time", 1),
        ("stop", "2026-10-19", "lead_time", 1),
    ]


def test_what_can_be_kept_is_not_told(subscription):
    paused(subscription)
    assert check_promises(today=TODAY) == 0
    assert not BrokenPromise.objects.exists()


def test_a_deadline_that_is_moved_to_before_the_call_breaks_the_promise(subscription):
    paused(subscription)
    bring_forward("2026-07-20", "2026-07-09T09:00")
    assert check_promises(today=TODAY) == 1
    broken = BrokenPromise.objects.get()
    assert (broken.promise.change, broken.why, broken.reaches_on) == ("pause", "too_late", day("2026-07-21"))


def test_a_paper_that_does_not_come_out_breaks_the_promise(subscription):
    Issue.objects.filter(published_on="2026-07-12").delete()
    assert check_promises(today=TODAY) == 1
    broken = BrokenPromise.objects.get()
    assert (broken.promise.change, broken.why, broken.reaches_on) == ("start", "no_issue", day("2026-07-13"))


def test_a_promise_that_can_be_kept_again_is_forgotten_and_one_that_is_settled_stays(subscription):
    paused(subscription)
    bring_forward("2026-07-20", "2026-07-09T09:00")
    check_all_promises(0)
    Issue.objects.update(delivery_cut_off_at=None)
    check_promises(today=TODAY)
    assert not BrokenPromise.objects.exists()
    bring_forward("2026-07-20", "2026-07-09T09:00")
    check_promises(today=TODAY)
    BrokenPromise.objects.update(settled_at="2026-07-09T08:00:00Z")
    Issue.objects.update(delivery_cut_off_at=None)
    check_promises(today=TODAY)
    assert BrokenPromise.objects.count() == 1


def test_what_is_undone_or_was_changed_since_is_promised_no_more(subscription):
    pause = paused(subscription)
    change_pause(pause=pause, first=day("2026-07-22"), last=day("2026-07-26"), actor=None, today=TODAY)
    bring_forward("2026-07-20", "2026-07-09T09:00")
    check_promises(today=TODAY)
    assert [one.promise.act.verb for one in BrokenPromise.objects.all()] == ["change_pause"]
    Act.objects.filter(verb__in=["pause_subscription", "change_pause"]).update(undone_at="2026-07-09T08:00:00Z")
    assert check_promises(today=TODAY) == 0


def test_the_statements_write_nothing_twice(subscription):
    bring_forward("2026-07-12", "2026-07-09T09:00")
    promise = Promise.objects.get()
    assert twice("subscriptions/break_promises", promises=[promise.pk], reaches_on=[day("2026-07-13")]) == 1
    assert twice("subscriptions/mend_promises", today=TODAY, promises=[]) == 1
    assert [row.asked_id for row in statements.rows("subscriptions/promises_to_ask", today=TODAY)] == [promise.pk]


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def words(answer):
    return re.sub("<[^>]+>", "", said(answer))


def test_the_screen_leads_to_the_customer_and_is_settled_with_an_undo(desk, subscription):
    address = reverse("subscriptions:promises")
    assert "Every promise can be kept" in said(desk.get(address))
    bring_forward("2026-07-12", "2026-07-09T09:00")
    desk.post(reverse("subscriptions:promise_check"))
    assert f"/customers/{subscription.subscriber.number}/" in said(desk.get(address))
    page = words(desk.get(address))
    assert "first paper Sun 12 Jul" in page and "Mon 13 Jul" in page
    desk.post(reverse("subscriptions:promise_settlement", args=[BrokenPromise.objects.get().pk]))
    page = said(desk.get(address))
    assert "is told." in page and "Every promise can be kept" in page
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="settle_promise").pk]))
    assert "first paper Sun 12 Jul" in words(desk.get(address))
