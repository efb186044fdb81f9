"""What ending a subscription does, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import STOP
from abonent.editions.promise_clock import first_issue_affected
from abonent.editions.promise_words import moment_words
from abonent.editions.queries import latest_issue
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import charged_terms, leading_edition
from abonent.subscriptions.story import Waiting, waiting_of
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader
from abonent.ui.ticks import TickBar

# Terms that wait to be invoiced are the latest; a run catches up sixty at the most.
LATEST_TERMS = 60


@dataclass(frozen=True)
class ShownEnding:
    """The cells and the sentences. `from_on` is the first day without, on which saving insists."""

    from_on: date
    last_day: date
    last_paper: date | None
    first_without: date | None
    taken_until: str
    waiting: Waiting | None
    currency: str
    bar: TickBar
    lost: int
    say: str
    said: str


def shown_ending(subscription: Subscription, *, viewer: StaffUser, reader: Reader) -> ShownEnding:
    """Where the terms that are sold end: the last paper, and what is still to be paid until then."""
    from_on = subscription.expiry.expires_on
    first_without = first_issue_affected(
        product=subscription.product,
        weekdays=subscription.weekdays,
        delivery_method=subscription.delivery_method,
        act=STOP,
        asked_at=clock.now(),
        on_or_after=from_on,
    )
    last_paper = _last_paper(subscription, first_without.published_on if first_without else from_on)
    last_day = from_on - timedelta(days=1)
    words = {
        "product": wording.product_name(subscription, reader.language),
        "day": figures.spoken_day(last_paper or last_day, reader.today, reader.language),
    }
    bars = delivery_bars([subscription], viewer=viewer, today=reader.today, language=reader.language, without_from=from_on)
    bar = bars[subscription.pk]
    return ShownEnding(
        from_on=from_on,
        last_day=last_day,
        last_paper=last_paper,
        first_without=first_without.published_on if first_without else None,
        taken_until=moment_words(first_without.cut_off_at, first_without.zone, reader.today, reader.language) if first_without else "",
        waiting=waiting_of(charged_terms(subscription, at_most=LATEST_TERMS)),
        currency=subscription.price_list.currency,
        bar=bar,
        lost=sum(tick.new for week in bar.weeks for tick in week.ticks),
        say=_say(subscription) % words,
        said=_said(subscription) % words,
    )


def _last_paper(subscription: Subscription, before: date) -> date | None:
    """The latest issue before a day, if the subscription had begun by then."""
    edition = leading_edition(subscription.product)
    issue = latest_issue(edition=edition, before=before, weekdays=subscription.weekdays) if edition else None
    return issue.published_on if issue and issue.published_on >= subscription.started_on else None


def _say(subscription: Subscription) -> str:
    if subscription.is_delivered:
        return _("The last paper comes on %(day)s. After that no further term begins, and nothing more is charged.")
    return _("The last day is %(day)s. After that no further term begins, and nothing more is charged.")


def _said(subscription: Subscription) -> str:
    return _("%(product)s ends; the last paper comes on %(day)s.") if subscription.is_delivered else _("%(product)s ends on %(day)s.")
