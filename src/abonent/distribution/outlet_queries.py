"""Questions about outlets: which are seen, what they draw, what came back, what they should rather draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition, Product, ProductComponent
from abonent.customers.visibility import of_my_customers
from abonent.distribution.models import Draw, Outlet
from abonent.kit import statements

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True)
class Drawn:
    """An issue at an outlet: how many copies the draw says, how many it gets, and how many came back, if that is known."""

    product_id: int
    issue_id: int
    on: date
    by_draw: int
    copies: int
    is_changed: bool
    remark: str
    returned: int | None

    @property
    def sold(self) -> int | None:
        """How many were sold, once the returns are noted."""
        return None if self.returned is None else self.copies - self.returned


def visible_outlets(viewer: StaffUser) -> QuerySet[Outlet]:
    """Outlets of the companies and customers that the viewer sees."""
    rows = Outlet.objects.select_related("entity", "customer", "place")
    return of_my_customers(of_my_entities(rows, viewer), viewer, "customer")  # type: ignore[return-value]


def outlets_on(viewer: StaffUser, today: date) -> QuerySet[Any]:
    """Visible outlets with what each draws in a week by the draws of a day, `weekly`, and its `state` on it."""
    each_week = reduce(add, [F(f"copies__{weekday}") for weekday in range(7)])
    draws = Draw.objects.filter(outlet=OuterRef("pk"), during__contains=today).order_by().values("outlet")
    weekly = Coalesce(Subquery(draws.annotate(weekly=Sum(each_week)).values("weekly")), 0)
    state = Case(When(closed_from__lte=today, then=Value(CLOSED)), default=Value(OPEN))
    return visible_outlets(viewer).annotate(weekly=weekly, state=state)


def drawn(
    outlet: Outlet,
    product: Product | None = None,
    *,
    issues: Sequence[int] | None = None,
    first: date | None = None,
    until: date | None = None,
) -> list[Drawn]:
    """The issues that an outlet draws from a day until before another, or those named, by product and day."""
    asked = {"outlets": [outlet.pk], "product": product.pk if product else None, "first": first, "until": until}
    rows = statements.rows("distribution/draws_of_outlets", **asked, issues=None if issues is None else list(issues))
    return [
        Drawn(row.product_id, row.issue_id, row.published_on, row.by_draw, row.copies, row.is_changed, row.remark, row.returned)
        for row in rows
    ]


def printed_edition(product: Product) -> Edition | None:
    """The edition that is sold with a product over the counter: its first printed one."""
    first = _printed().filter(product=product).select_related("edition").order_by("ordinal").first()
    return first.edition if first else None


def products_to_draw(viewer: StaffUser, outlet: Outlet) -> QuerySet[Product]:
    """What an outlet can draw: products of its company with a printed edition."""
    sold = Product.objects.filter(Exists(_printed().filter(product=OuterRef("pk"))), entity=outlet.entity_id, withdrawn_on=None)
    return of_my_entities(sold.order_by("code"), viewer)


def _printed() -> QuerySet[ProductComponent]:
    return ProductComponent.objects.filter(edition__isnull=False).exclude(edition__medium=Edition.ELECTRONIC)
