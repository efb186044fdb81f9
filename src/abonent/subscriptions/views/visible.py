"""The subscription that a page is about."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from abonent.access.requests import StaffRequest
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.lists.reader import present_reader


def visible_or_404(request: StaffRequest, number: int) -> Any:
    """The subscription with its state, if the viewer works for its company."""
    return get_object_or_404(
        visible_subscriptions(request.user).select_related("credit_exception").with_state(present_reader().today), number=number
    )
