"""Subscriptions in the one search box: by their number."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy

from abonent.access.models import StaffUser
from abonent.kit.names import name_in
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.search import Hit, SearchSource

LONGEST_NUMBER = 12


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """The subscription with exactly this number."""
    digits = "".join(text.split())
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST_NUMBER:
        return []
    return [
        Hit(
            label=f"{name_in(subscription.product.name, get_language() or 'en')}, {subscription.subscriber.name}",
            url=subscription.url,
            icon="news",
            detail=str(subscription.number),
            exact=True,
        )
        for subscription in visible_subscriptions(viewer).filter(number=int(digits))[:limit]
    ]


SEARCH = [SearchSource(name="subscriptions", label=gettext_lazy("Subscriptions"), find=find, permission="subscriptions.see", order=20)]
