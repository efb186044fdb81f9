"""The bar of twelve weeks on a subscription: a tick for every day on which a paper came or comes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.subscriptions import wording
from abonent.subscriptions.issue_reasons import WHY_NOT
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import IssueDay, issue_days
from abonent.ui.ticks import WEEK, Shape, TickBar, tick_bar

WEEKS = 12
# This week is the sixth: five to look back on, six to look forward to.
WEEKS_BEFORE = 5


def first_monday(today: date) -> date:
    """The day with which the bar begins."""
    return today - timedelta(days=today.weekday() + WEEK * WEEKS_BEFORE)


def bar_window(today: date) -> tuple[date, date]:
    """The first day of the bar, and the first after it."""
    first = first_monday(today)
    return first, first + timedelta(days=WEEK * WEEKS)


def delivery_bars(
    subscriptions: Sequence[Subscription],
    *,
    viewer: StaffUser,
    today: date,
    language: str,
    without_from: date | None = None,
    changed: Collection[date] = (),
    known: Mapping[int, Sequence[IssueDay]] | None = None,
) -> dict[int, TickBar]:
    """Subscription -> its bar; one statement for all. A week opens into `#week-NUMBER`, which the page has under the bar. `without_from` marks the days that a cancellation would take away, `changed` those that a pause or a redirect would. Days of the window that are `known` already are not asked for again."""
    first, until = bar_window(today)
    days = issue_days(subscriptions, first=first, until=until, today=today, viewer=viewer) if known is None else known
    seen = {one.pk: [day for day in days[one.pk] if first <= day.on < until] for one in subscriptions}
    return {one.pk: _bar(one, seen[one.pk], first, today, language, without_from, frozenset(changed)) for one in subscriptions}


def _bar(
    subscription: Subscription,
    days: Sequence[IssueDay],
    first: date,
    today: date,
    language: str,
    without_from: date | None,
    changed: frozenset[date],
) -> TickBar:
    lost = frozenset(day.on for day in days if without_from and day.on >= without_from and day.comes)
    mondays = (first + timedelta(days=WEEK * number) for number in range(WEEKS))
    return tick_bar(
        title=wording.product_name(subscription, language),
        first_monday=first,
        weeks=WEEKS,
        shapes={day.on: _shape(day, today) for day in days if day.on not in lost and (day.comes or day.is_paused)},
        words={Shape.FULL: _("delivered"), Shape.OUTLINE: _("coming"), Shape.BROKEN: _("other address"), Shape.FLAT: _("paused")},
        today=today,
        language=language,
        changed=lost | changed,
        reasons={day.on: WHY_NOT[day.outcome] for day in days if not day.comes and not day.is_paused},
        week_urls=[f"{reverse('subscriptions:week', args=[subscription.number])}?monday={monday}" for monday in mondays],
        target=f"#week-{subscription.number}",
    )


def _shape(day: IssueDay, today: date) -> Shape:
    if day.is_paused:
        return Shape.FLAT
    if day.is_elsewhere:
        return Shape.BROKEN
    return Shape.FULL if day.on <= today else Shape.OUTLINE
