"""What a field of a customer says, in words, where two versions of it are shown beside each other."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from abonent.access.models import StaffUser
from abonent.customers.choices import staff_name
from abonent.customers.countries import countries
from abonent.customers.models import Branch, Customer, CustomerCategory, PositionType
from abonent.customers.operations import LABELS
from abonent.organisation.models import Unit

CODES: dict[str, dict[Any, Any]] = {
    "kind": dict(Customer.Kind.choices),
    "invoice_channel": dict(Customer.InvoiceChannel.choices),
    "language": dict(settings.LANGUAGES),
}


def said_now(customer_id: int) -> dict[str, Any]:
    """What the fields of a customer say in the register."""
    customer = Customer.objects.get(pk=customer_id)
    return {field: getattr(customer, field) for field in LABELS}


def in_words(field: str, value: Any) -> Any:
    """A stored value as people read it: names for ids, words for codes."""
    if field == "category_ids":
        return ", ".join(str(word) for word in CustomerCategory.objects.filter(pk__in=value or ()).order_by("pk"))
    if field == "branch_id":
        return str(Branch.objects.get(pk=value)) if value else ""
    if field == "unit_id":
        return str(Unit.objects.get(pk=value)) if value else ""
    if field == "responsible_id":
        return staff_name(StaffUser.objects.get(pk=value)) if value else ""
    if field == "country":
        return dict(countries(value))[value]
    return CODES.get(field, {}).get(value, value)


def in_words_of_person(field: str, value: Any) -> Any:
    """A stored value of a contact person as people read it."""
    if field == "position_type_id":
        return str(PositionType.objects.get(pk=value)) if value else ""
    return CODES.get(field, {}).get(value, value)
