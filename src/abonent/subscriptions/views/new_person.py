"""Register somebody in the middle of an order: the receiver of a gift is seldom a customer already."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.operations import CannotChange, create_customer
from abonent.subscriptions.gift_forms import PersonForm
from abonent.subscriptions.views.new import chosen_customer, customer_field
from abonent.ui.forms import refuse, refused


@permit("customers.add")
def new_person(request: StaffRequest, field: str) -> HttpResponse:
    """The fields for whom the search did not find; posted, the customer is registered and chosen."""
    customer_field(request, field)
    company = request.user.company
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        country=company.country if company else "SE",
        initial={"name": request.GET.get(field, ""), "language": company.language if company else request.user.language},
    )
    context: dict[str, Any] = {"person": form, "field": field}
    if request.method != "POST":
        return render(request, "subscriptions/new_person.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/new_person.html", context)
    try:
        customer = create_customer(**form.said, actor=request.user, today=today_of(request))
    except CannotChange as refusal:
        refuse(form, refusal)
        return refused(request, "subscriptions/new_person.html", context)
    return chosen_customer(request, field, customer)
