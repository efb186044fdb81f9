"""Questions about revenue by unit: what a month earned, and by which shares it is split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.billing.models import RevenueShare
from abonent.catalog.models import Product
from abonent.kit import statements
from abonent.organisation.models import LegalEntity, Unit


@dataclass(frozen=True)
class EarnedRevenue:
    """What a company or one of its units earned with a product; without a product by fees, rounding and what no product is of."""

    entity: LegalEntity
    unit: Unit | None
    product: Product | None
    currency: str
    amount: Decimal


def revenue_by_unit(*, first: date, until: date, viewer: StaffUser) -> list[EarnedRevenue]:
    """What the viewer's companies earned between two days. Sums are of all customers: whoever sees only some of them sees none."""
    if not viewer.sees_everybody:
        return []
    rows = statements.rows("billing/revenue_by_unit", first=first, until=until, viewer=viewer.pk)
    entities = LegalEntity.objects.in_bulk({row.entity_id for row in rows})
    units = Unit.objects.in_bulk({row.unit_id for row in rows if row.unit_id})
    products = Product.objects.select_related("entity").in_bulk({row.product_id for row in rows if row.product_id})
    return [
        EarnedRevenue(entities[row.entity_id], units.get(row.unit_id), products.get(row.product_id), row.currency, row.amount)
        for row in rows
    ]


def visible_shares(viewer: StaffUser) -> QuerySet[RevenueShare]:
    """Shares of the products of the viewer's companies."""
    rows = RevenueShare.objects.select_related("product__entity", "customer", "entity", "unit")
    return of_whole_companies(rows, viewer, path="product__entity")


def standing_shares(viewer: StaffUser) -> QuerySet[RevenueShare]:
    """Of each product and customer the latest shares that were agreed."""
    later = RevenueShare.objects.filter(product=OuterRef("product"), customer__isnull=True).order_by("-from_on")
    own = RevenueShare.objects.filter(product=OuterRef("product"), customer=OuterRef("customer")).order_by("-from_on")
    rows = visible_shares(viewer)
    of_all = rows.filter(customer=None, from_on=Subquery(later.values("from_on")[:1]))
    of_one = rows.filter(customer__isnull=False, from_on=Subquery(own.values("from_on")[:1]))
    return (of_all | of_one).order_by("product__code", "customer_id", "pk")
