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
        # By the number of a merged record its page is asked, which leads on and says so.
        url=reverse("desk:customer", args=[customer.merged_number or customer.number]),
        icon="building" if customer.is_organisation else "user",
        detail=" · ".join(part for part in (str(customer.number), customer.address) if part),
        why=_why(customer),
        exact=customer.exact,
    )


def _why(customer: FoundCustomer) -> str:
    if customer.found_in:
        return customer.found_in
    if customer.merged_number:
        return _("merged: %(number)s %(name)s") % {"number": customer.merged_number, "name": customer.merged_name}
    return _("number or key") if customer.exact else ""


SEARCH = [SearchSource(name="customers", label=gettext_lazy("Customers"), find=find, permission="customers.see", order=10)]
