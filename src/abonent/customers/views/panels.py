"""The register's own parts of the customer page, each a fragment at its own address."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Address, ContactPerson, ContactPoint, Customer, CustomerMerge
from abonent.customers.own_values import own_values_said
from abonent.customers.places import address_place, contact_place, identity_places
from abonent.customers.visibility import of_my_customers, withheld_from


@permit("customers.see")
def identity(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Who it is: names, numbers of registers, how it is invoiced."""
    customer = customer_at_hand(request, customer_id)
    merges = CustomerMerge.objects.of(customer).select_related("kept", "merged", "merged_by", "undone_by").order_by("-pk")
    may_merge = request.user.may("customers.merge")
    return _panel(
        request,
        customer,
        "identity",
        places=identity_places(customer, may_change=request.user.may("customers.change"), withheld=withheld_from(request.user)),
        merges=of_my_customers(of_my_customers(merges, request.user, "kept"), request.user, "merged"),
        may_merge=may_merge,
        may_erase=request.user.may("customers.erase"),
        own_values=own_values_said(customer, today=today_of(request), language=get_language() or "en"),
    )


@permit("customers.see")
def addresses(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Where: what counts today first, then what comes, then what was."""
    customer = customer_at_hand(request, customer_id)
    today = today_of(request)
    rows: list[Any] = list(Address.objects.filter(customer__in=customer.merged_ids).select_related("place").order_by("-during", "pk"))
    present = [row for row in rows if today in row.during]
    coming = [row for row in rows if row.during.lower > today]
    past = [row for row in rows if row not in present and row not in coming]
    present.sort(key=lambda row: (row.customer_id != customer.pk, not row.temporary, row.kind))
    may_change = request.user.may("customers.change")
    for row in present:
        row.in_place = address_place(row, may_change=may_change)
    return _panel(request, customer, "addresses", present=present, coming=coming, past=past, today=today)


@permit("customers.see")
def contacts(request: StaffRequest, customer_id: int) -> HttpResponse:
    """How it is reached, a number that several of its records have once."""
    customer = customer_at_hand(request, customer_id)
    may_change = request.user.may("customers.change")
    points = [(point, contact_place(point, customer.country, may_change=may_change)) for point in _listed_once(customer)]
    return _panel(request, customer, "contacts", points=points)


def _listed_once(customer: Customer) -> list[ContactPoint]:
    together = sorted(customer.contact_points_together, key=lambda point: point.customer_id != customer.pk)
    once: dict[tuple[str, str], ContactPoint] = {}
    for point in together:
        once.setdefault((point.kind, point.normalised), point)
    return list(once.values())


@permit("customers.see")
def people(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Who speaks for an organisation."""
    customer = customer_at_hand(request, customer_id)
    persons = ContactPerson.objects.filter(customer__in=customer.merged_ids).order_by("family_name", "given_name")
    persons = persons.select_related("position_type").prefetch_related(
        Prefetch("contact_points", ContactPoint.objects.order_by("-preferred", "pk"))
    )
    return _panel(request, customer, "people", people=persons)


def _panel(request: StaffRequest, customer: Customer, name: str, **context: Any) -> HttpResponse:
    return render(
        request, f"customers/panels/{name}.html", {"customer": customer, "may_change": request.user.may("customers.change"), **context}
    )
