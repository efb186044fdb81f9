"""Customers in the one search box."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.queries import FoundCustomer, search_customers
from abonent.kit import clock
from abonent.ui.search import Hit, SearchSource


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """Hits that open the customer's page."""
    return [_hit(customer) for customer in search_customers(text, viewer, limit=limit, today=clock.now().date())]


def _hit(customer: FoundCustomer) -> Hit:
    return Hit(
        label=customer.name,
        url=reverse("desk:customer", args=[customer.number]),
        icon="building" if customer.is_organisation else "user",
        detail=" · ".join(part for part in (str(customer.number), customer.address) if part),
        why=customer.found_in or (_("number or key") if customer.exact else ""),
        exact=customer.exact,
    )


SEARCH = [SearchSource(name="customers", label=gettext_lazy("Customers"), find=find, permission="customers.see", order=10)]
