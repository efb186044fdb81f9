"""How contacts are written: `{{ point|contact:customer.country }}`; and of which record a row is: `{% whence customer point.customer_id %}`."""

from __future__ import annotations

from typing import Any

from django import template

from abonent.customers.models import ContactPoint, Customer
from abonent.customers.rules.telephone import for_people

register = template.Library()


@register.filter
def contact(point: ContactPoint, country: str) -> str:
    """A telephone as the customer's country writes it, the rest as typed."""
    if point.kind in (ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE):
        return for_people(point.normalised, country)
    return point.value


@register.inclusion_tag("customers/whence.html")
def whence(customer: Customer, record_id: int) -> dict[str, Any]:
    """The record on which a row hangs, where it is one that was merged into the customer; else nothing."""
    return {"record": customer.records.get(record_id) if record_id != customer.pk else None}
