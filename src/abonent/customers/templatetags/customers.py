"""How contacts are written: `{{ point|contact:customer.country }}`."""

from __future__ import annotations

from django import template

from abonent.customers.models import ContactPoint
from abonent.customers.rules.telephone import for_people

register = template.Library()


@register.filter
def contact(point: ContactPoint, country: str) -> str:
    """A telephone as the customer's country writes it, the rest as typed."""
    if point.kind in (ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE):
        return for_people(point.normalised, country)
    return point.value
