"""How a relationship is said from either side: `parent_company` read from the daughter is "Belongs to"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.models import Customer, Relationship
from abonent.customers.visibility import visible_customers

Kind = Relationship.Kind
MUTUAL = (Kind.HOUSEHOLD, Kind.FAMILY)
BACK = "-back"

# Code of a choice -> what the other customer is to this one.
SIDES: dict[str, Any] = {
    Kind.HOUSEHOLD.value: _("Same household"),
    Kind.FAMILY.value: _("Family"),
    Kind.PARENT_COMPANY + BACK: _("Parent company"),
    Kind.PARENT_COMPANY.value: _("Subsidiary"),
    Kind.MEMBER + BACK: _("Member of"),
    Kind.MEMBER.value: pgettext_lazy("of an association", "Member"),
    Kind.GIVER.value: _("Gets gifts from this customer"),
    Kind.GIVER + BACK: _("Gives to this customer"),
}


@dataclass(frozen=True, kw_only=True)
class Related:
    """Somebody who belongs to a customer, how, and under which of the customer's records it is said."""

    relationship: Relationship
    other: Customer
    how: Any
    record_id: int


def related_to(customer: Customer, viewer: StaffUser | None = None) -> list[Related]:
    """Everybody who belongs to a customer under any of his records and whom the viewer sees, in the order of the kinds."""
    together = customer.merged_ids
    forth = Relationship.objects.filter(customer__in=together).select_related("other__canonical")
    back = Relationship.objects.filter(other__in=together).select_related("customer__canonical")
    found = [Related(relationship=one, other=one.other.canonical, how=SIDES[one.kind], record_id=one.customer_id) for one in forth]
    found += [Related(relationship=one, other=one.customer.canonical, how=said_back(one.kind), record_id=one.other_id) for one in back]
    found = [one for one in found if one.other.pk not in together]
    if viewer is not None:
        seen = set(visible_customers(viewer).filter(pk__in=[one.other.pk for one in found]).values_list("pk", flat=True))
        found = [one for one in found if one.other.pk in seen]
    order = list(Kind.values)
    return sorted(found, key=lambda one: (order.index(one.relationship.kind), one.other.list_name))


def how_said(relationship: Relationship, people: Collection[int]) -> str:
    """The code of what the other is to one of these records of a customer."""
    return relationship.kind if relationship.customer_id in people or relationship.kind in MUTUAL else relationship.kind + BACK


def said_back(kind: str) -> Any:
    """What a relationship of a kind is called, read from the other side."""
    return SIDES[kind if kind in MUTUAL else kind + BACK]
