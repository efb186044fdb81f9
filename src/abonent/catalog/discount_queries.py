"""Questions about discounts: which are seen, and whether one holds on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Discount, DiscountGroup
from abonent.customers.visibility import visible_customers

COMING, HOLDS, OVER = "coming", "holds", "over"


def visible_discounts(viewer: StaffUser) -> QuerySet[Discount]:
    """Discounts of the companies the viewer works for; one of a customer only if he sees the customer."""
    rows = Discount.objects.select_related("price_list__entity", "price_group", "customer", "group")
    mine = of_my_entities(rows, viewer, path="price_list__entity")
    return mine if viewer.sees_everybody else mine.filter(Q(customer=None) | Q(customer__in=visible_customers(viewer)))


def visible_discount_groups(viewer: StaffUser) -> QuerySet[DiscountGroup]:
    """Groups of alternatives of the companies the viewer works for."""
    return of_my_entities(DiscountGroup.objects.select_related("price_list__entity"), viewer, path="price_list__entity")


def state_of(discount: Discount, day: date) -> str:
    """Whether terms that begin on a day get it: not yet, now, or no more."""
    if day < discount.during.lower:
        return COMING
    return OVER if discount.during.upper and discount.during.upper <= day else HOLDS
