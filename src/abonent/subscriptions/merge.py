"""What somebody who merges two customers is told of their orders."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.hanging import Hanging
from abonent.subscriptions.queries import held_by, visible_subscriptions
from abonent.ui import wording


def orders(records: Sequence[int], viewer: StaffUser) -> str:
    """How many orders the records receive or pay for."""
    return wording.number(visible_subscriptions(viewer).filter(held_by(records)).count(), viewer.language)


HANGING = [Hanging(label=_("Orders"), said=orders, permission="subscriptions.see", order=10)]
