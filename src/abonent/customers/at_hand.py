"""The customer whose page is being made: fetched once, handed over to every panel that stands on it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from abonent.customers.completeness import lacking
from abonent.customers.models import CategorisedCustomer, ContactPoint, Customer, CustomerMerge
from abonent.customers.models.customers import Record


def take_in_hand(request: HttpRequest, number: int) -> Customer:
    """The customer with a number, or 404; panels drawn within this request find him without asking again."""
    found = _with_all_that_panels_ask(number=number)
    request.customer_at_hand = found  # type: ignore[attr-defined]
    return found


def _with_all_that_panels_ask(**named: int) -> Customer:
    together = Customer.objects.filter(canonical=OuterRef("canonical")).order_by("pk")
    columns = JSONObject(id="pk", number="number", name="name")
    customers = Customer.objects.select_related("canonical", "branch", "responsible", "unit").annotate(
        together=ArraySubquery(together.values(columns=columns)),
        category_names=category_names(),
        points=_points(),
        **lacking(),
        has_merges=Exists(CustomerMerge.objects.filter(Q(kept=OuterRef("pk")) | Q(merged=OuterRef("pk")))),
    )
    found: Any = get_object_or_404(customers, **named)
    found.records_at_hand = {one["id"]: Record(one["number"], one["name"]) for one in found.together}
    found.points_at_hand = [ContactPoint(**point) for point in found.points]
    found.was_ever_merged = found.has_merges
    return cast(Customer, found)


def _points() -> ArraySubquery:
    """All columns of the ways to be reached of all his records, for an annotation; in the order of `Customer.contact_points_together`."""
    columns = {field.attname: field.attname for field in ContactPoint._meta.concrete_fields}
    points = ContactPoint.objects.filter(customer__canonical=OuterRef("canonical"), contact_person=None)
    return ArraySubquery(points.order_by("kind", "-preferred", "id").values(columns=JSONObject(**columns)))


def category_names() -> ArraySubquery:
    """The names of the types that a customer is of, for an annotation."""
    categorised = CategorisedCustomer.objects.filter(customer=OuterRef("pk"))
    return ArraySubquery(categorised.order_by("category").values("category__name"))


def customer_at_hand(request: HttpRequest, customer_id: int) -> Customer:
    """The customer in hand; for a panel fetched alone, the one with this id, or 404."""
    in_hand: Customer | None = getattr(request, "customer_at_hand", None)
    return in_hand if in_hand and in_hand.pk == customer_id else _with_all_that_panels_ask(pk=customer_id)
