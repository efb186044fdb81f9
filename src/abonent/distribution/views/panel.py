"""By which route a customer gets his paper, on his page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.distribution.models.route import METHODS
from abonent.kit import statements


@permit("distribution.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The routes that have his door today, and who walks them."""
    customer = customer_at_hand(request, customer_id)
    found = statements.rows("distribution/routes_of_customer", customer=customer.pk, viewer=request.user.pk, today=today_of(request))
    methods = dict(METHODS)
    return render(request, "distribution/panel.html", {"routes": [(row, methods[row.delivery_method]) for row in found]})
