"""The subscription that a page is about."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from abonent.access.requests import StaffRequest
from abonent.subscriptions.models import Party, Premium
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.lists.reader import present_reader

# From what a subscription follows, if it follows from another one.
FORMER = [f"switched_from__cancellation__subscription__{one}" for one in ("product", "entity")]


def visible_or_404(request: StaffRequest, number: int) -> Any:
    """The subscription with its state, whether gifts go with it and whether anybody has a role in it, if the viewer works for its company."""
    seen = visible_subscriptions(request.user).select_related("credit_exception", *FORMER)
    given = Exists(Premium.objects.filter(subscription=OuterRef("pk")))
    named = Exists(Party.objects.filter(subscription=OuterRef("pk")))
    told = seen.with_state(present_reader().today).annotate(has_premiums=given, has_parties=named)
    return get_object_or_404(told, number=number)
