"""The copies of an issue: how many are due by which way, how many are not and why, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from abonent.catalog.models import Product
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.customers.models import Place
from abonent.editions.models import Issue
from abonent.editions.models.lead_time import DELIVERY_METHODS, PAUSE
from abonent.editions.promise_clock import Affected, first_issue_affected
from abonent.kit import clock, statements
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import (
    BEFORE_START,
    COMES,
    DONATED,
    NOT_RENEWED,
    NOT_SOLD,
    OTHER_DAY,
    PAUSED,
    REDIRECTED,
    STOPPED,
    IssueDay,
)

DUE = (COMES, REDIRECTED, DONATED)
NOT_DUE = (PAUSED, OTHER_DAY, STOPPED, NOT_SOLD, NOT_RENEWED, BEFORE_START)
WAYS = [way for way, _label in DELIVERY_METHODS]
# No change needs to be known longer before an issue.
LONGEST_LEAD = timedelta(days=100)
# Each question about an issue is asked of the subscriptions in question, each of them with where its copy goes.
OF_THE_ISSUE = ("subscriptions/issue_destinations", "subscriptions/copies_in_question")


def named(issue: Issue) -> dict[str, Any]:
    """An issue as the statements of `OF_THE_ISSUE` ask for it."""
    return {"issue": issue.pk, "edition": issue.edition_id, "published_on": issue.published_on}


@dataclass(frozen=True)
class CopyCount:
    """Copies with the same outcome, and the same way if they are due; `without_door` is how many of them have no address,
    `in_grace` how many nobody has renewed."""

    outcome: str
    delivery_method: str
    subscriptions: int
    copies: int
    without_door: int
    in_grace: int


@dataclass(frozen=True)
class Copy:
    """What becomes of the copies of one subscription."""

    subscription: Subscription
    day: IssueDay
    copies: int
    place: Place | None


def copies_counted(issue: Issue, *, today: date) -> list[CopyCount]:
    """The copies of an issue in sums; one statement."""
    counted = statements.rows("subscriptions/copies_counted", source=OF_THE_ISSUE, today=today, **named(issue))
    return [CopyCount(*row) for row in counted]


def copies_listed(
    issue: Issue,
    *,
    outcomes: Sequence[str],
    today: date,
    at_most: int,
    delivery_method: str = "",
    without_door: bool = False,
    in_grace: bool = False,
    after: int = 0,
) -> list[Copy]:
    """Copies of one kind in the order of their subscriptions, from behind the number `after`."""
    rows = statements.rows(
        "subscriptions/copies_listed",
        source=OF_THE_ISSUE,
        **named(issue),
        today=today,
        outcomes=list(outcomes),
        delivery_method=delivery_method,
        without_door=without_door,
        in_grace=in_grace,
        after=after,
        at_most=at_most,
    )
    related = ("entity", "product", "subscriber")
    subscriptions = Subscription.objects.select_related(*related).in_bulk([row.subscription_id for row in rows])
    places = Place.objects.in_bulk({row.place_id for row in rows if row.place_id})
    return [
        Copy(
            subscriptions[row.subscription_id],
            IssueDay(
                issue.published_on,
                row.outcome,
                row.is_electronic,
                row.is_temporary,
                row.place_id,
                row.receiver,
                row.delivery_method,
                in_grace=row.in_grace,
            ),
            row.copies,
            places.get(row.place_id),
        )
        for row in rows
    ]


def deadline(issue: Issue, delivery_method: str) -> Affected | None:
    """Until when copies of an issue that go a way can be changed; None where nothing that is sold brings it."""
    sold = Product.objects.filter(components__edition=issue.edition_id).select_related("entity").order_by("pk").first()
    if sold is None:
        return None
    asked_at = clock.moment(issue.published_on - LONGEST_LEAD, time(0), sold.entity.zone)
    found = first_issue_affected(
        product=sold, weekdays=EVERY_DAY, delivery_method=delivery_method, act=PAUSE, asked_at=asked_at, on_or_after=issue.published_on
    )
    return found if found and found.issue_id == issue.pk else None
