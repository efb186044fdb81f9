"""Deferred revenue: what is invoiced for issues that are still to come, by product, by day and by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.kit import statements
from abonent.kit.periods import add_months

# What is invoiced without VAT, shared by the issues of each term, summed.
OF_WHAT_IS_INVOICED = ("subscriptions/deferred_of_terms", "billing/net_of_terms")


@dataclass(frozen=True)
class Deferred:
    """How deferred revenue of something went through a time; what was earned is what makes it add up. Of what is deferred after it
    `uncounted` waits for a calendar: the issues that it is for are not made yet."""

    of: Any
    currency: str
    opening: Decimal
    invoiced: Decimal
    closing: Decimal
    uncounted: Decimal = Decimal(0)

    @property
    def earned(self) -> Decimal:
        """What the issues that came out were worth."""
        return self.opening + self.invoiced - self.closing


@dataclass(frozen=True)
class Month:
    """The month that is looked at."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next - timedelta(days=1)

    @property
    def before(self) -> date:
        """The day before it."""
        return self.first - timedelta(days=1)

    @property
    def next(self) -> date:
        """The first day of the one after it."""
        return add_months(self.first, 1)

    @property
    def code(self) -> str:
        """As it stands in an address."""
        return f"{self.first:%Y-%m}"


def deferred_by_product(month: Month, *, viewer: StaffUser) -> list[Deferred]:
    """Each product of the viewer's companies that had something deferred in a month, or earned some."""
    rows = _asked("billing/deferred_by_product", month, viewer, days=[month.before, month.last])
    products = Product.objects.select_related("entity").in_bulk({row.product_id for row in rows})
    found = [Deferred(products[row.product_id], row.currency, row.opening, row.invoiced, row.closing, row.uncounted) for row in rows]
    return [one for one in found if one.opening or one.invoiced or one.closing]


def deferred_by_day(month: Month, product: Product, *, viewer: StaffUser) -> list[Deferred]:
    """The days of a month on which something of a product was invoiced or earned."""
    days = [month.before + timedelta(days=number) for number in range((month.last - month.before).days + 1)]
    rows = _asked("billing/deferred_by_day", month, viewer, days=days, product=product.pk)
    found = [
        Deferred(then.day, then.currency, before.deferred, then.invoiced - before.invoiced, then.deferred)
        for before, then in pairwise(rows)
        if before.currency == then.currency
    ]
    return [one for one in found if one.invoiced or one.earned]


def deferred_by_term(
    month: Month, product: Product, *, viewer: StaffUser, after: int, at_most: int, counted: bool = True
) -> list[tuple[int, Deferred]]:
    """The terms behind the figures of a product, each with its key, from behind a term on: those whose issues are `counted`, or those that
    reach beyond the calendar."""
    rows = _asked(
        "billing/deferred_by_term",
        month,
        viewer,
        days=[month.before, month.last],
        product=product.pk,
        after=after,
        at_most=at_most,
        counted=counted,
    )
    waits = Decimal(not counted)
    return [(row.term_id, Deferred(row, row.currency, row.opening, row.invoiced, row.closing, waits * row.closing)) for row in rows]


def _asked(statement: str, month: Month, viewer: StaffUser, *, days: Sequence[date], product: int | None = None, **more: Any) -> list[Any]:
    """Sums are of all customers: whoever sees only some of them sees none."""
    if not viewer.sees_everybody:
        return []
    asked = {"days": list(days), "first": month.first, "product": product, "viewer": viewer.pk}
    return statements.rows(statement, source=OF_WHAT_IS_INVOICED, **asked, **more)
