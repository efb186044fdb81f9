"""The customer whose page is being made: fetched once, handed over to every panel that stands on it."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from abonent.customers.models import CategorisedCustomer, Customer


def take_in_hand(request: HttpRequest, number: int) -> Customer:
    """The customer with a number, or 404; panels drawn within this request find him without asking again."""
    together = Customer.objects.filter(canonical=OuterRef("canonical")).values("pk")
    customers = Customer.objects.select_related("canonical").annotate(together=ArraySubquery(together), category_names=category_names())
    found = get_object_or_404(customers, number=number)
    found.merged_at_hand, found.points_at_hand = found.together, found.own_contact_points  # type: ignore[attr-defined]
    request.customer_at_hand = found  # type: ignore[attr-defined]
    return found


def category_names() -> ArraySubquery:
    """The names of the types that a customer is of, for an annotation."""
    categorised = CategorisedCustomer.objects.filter(customer=OuterRef("pk"))
    return ArraySubquery(categorised.order_by("category").values("category__name"))


def customer_at_hand(request: HttpRequest, customer_id: int) -> Customer:
    """The customer in hand; for a panel fetched alone, the one with this id, or 404."""
    in_hand: Customer | None = getattr(request, "customer_at_hand", None)
    return in_hand if in_hand and in_hand.pk == customer_id else get_object_or_404(Customer, pk=customer_id)
