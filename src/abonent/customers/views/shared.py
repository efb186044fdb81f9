"""What the screens of a customer have in common: whose page it is, and where to go afterwards."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from abonent.access.requests import StaffRequest
from abonent.customers.models import Customer
from abonent.runs.queries import undo_address
from abonent.ui import toasts


def customer_of(number: int) -> Customer:
    """The customer with a number; by that of a merged record, the one it stands for: what is written now is written to him."""
    return get_object_or_404(Customer, merged__number=number)


def page_of(customer: Customer, tab: str = "") -> str:
    """The address of the customer's page, with a tab open; of a merged record, that of the customer it stands for."""
    shown = customer if customer.canonical_id == customer.pk else customer.canonical
    return reverse("desk:customer", args=[shown.number]) + (f"?tab={tab}" if tab else "")


def say(request: StaffRequest, text: str, *, subject_kind: str, subject_id: int) -> None:
    """Say what is now true, with the way back if what the viewer has just done to the subject can be undone."""
    toasts.say(request, text, undo_url=undo_address(request.user, subject_kind, subject_id))
