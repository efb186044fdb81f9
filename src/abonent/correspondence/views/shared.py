"""What the screens of correspondence have in common."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from abonent.access.requests import StaffRequest
from abonent.correspondence.models import Interaction
from abonent.customers.models import Customer
from abonent.runs.queries import undo_address
from abonent.ui import toasts


def interaction_of(interaction_id: int) -> Interaction:
    """An interaction with what its page needs, or 404."""
    rows = Interaction.objects.select_related("customer__canonical", "contact_person", "recorded_by", "pinned_by")
    return get_object_or_404(rows, pk=interaction_id)


def timeline_of(customer: Customer) -> str:
    """The customer's page with the timeline open."""
    return reverse("desk:customer", args=[customer.number]) + "?tab=timeline"


def say(request: StaffRequest, text: str, interaction_id: int) -> None:
    """Say what is now true, with the way back if the viewer's act can be undone."""
    toasts.say(request, text, undo_url=undo_address(request.user, "interaction", interaction_id))
