"""What all changes of a subscription share: the effect that was seen is the one that is done, and days are told alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.subscriptions.models import Pause, Redirect, Subscription

# A change without an end is looked at as far as anybody plans.
LOOK_AHEAD = timedelta(days=400)

EFFECT_CHANGED = _("Something was changed meanwhile. Look at the new effect and save again.")


def days_of(first: date, last: date | None) -> Any:
    """A span of days as the tables keep it: both days belong to it, without a last day it has no end."""
    return period(first, day_after(last))


def day_after(last: date | None) -> date | None:
    """The day on which a span has ended."""
    return last + timedelta(days=1) if last else None


def told_days(span: Pause | Redirect) -> str:
    """The days of a span for a refusal."""
    return " – ".join(str(day) for day in (span.during.lower, span.last_day) if day)


def kept_days(span: Pause | Redirect) -> dict[str, str | None]:
    """The days of a span as an act keeps them, to bring them back."""
    return {"first": span.during.lower.isoformat(), "last": span.last_day.isoformat() if span.last_day else None}


def ends_on(subscription: Subscription) -> date | None:
    """The first day without the subscription, if it is cancelled."""
    return subscription.cancellations.filter(withdrawn_at=None).values_list("from_on", flat=True).first()


def refuse_after_the_end(subscription: Subscription, first: date, kind: type[Refusal], code: str) -> None:
    """Nothing begins once the subscription has ended."""
    ended = ends_on(subscription)
    if ended and first >= ended:
        raise kind(code, day=ended - timedelta(days=1))
