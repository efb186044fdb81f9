"""The bar of twelve weeks on every subscription: what was delivered, what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.kit.names import name_in
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import deliveries
from abonent.ui.ticks import Shape, TickBar, tick_bar

WEEKS = 12
WEEKS_BEFORE = 5
WORDS = {Shape.FULL: gettext_lazy("delivered"), Shape.OUTLINE: gettext_lazy("coming")}


def delivery_bars(subscriptions: Sequence[Subscription], *, today: date, language: str) -> dict[int, TickBar]:
    """Subscription id -> its bar, this week the sixth; one statement for all."""
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BEFORE)
    days = deliveries(subscriptions, first=first, until=first + timedelta(weeks=WEEKS))
    return {
        subscription.pk: tick_bar(
            title=_("Delivery of %(product)s") % {"product": name_in(subscription.product.name, language)},
            first_monday=first,
            weeks=WEEKS,
            shapes={day: Shape.FULL if day < today else Shape.OUTLINE for day in days[subscription.pk]},
            words=WORDS,
            today=today,
            language=language,
        )
        for subscription in subscriptions
    }
