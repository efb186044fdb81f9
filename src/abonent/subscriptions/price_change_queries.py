"""Questions of the pages about price changes: what one comes to, cut three ways, and what a plan has to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceGroup, PriceListVersion, Product
from abonent.kit import statements
from abonent.kit.names import name_in
from abonent.runs.models import Run
from abonent.subscriptions.models import PriceChangePlan
from abonent.subscriptions.queries import PlanGroup

PRODUCT, PRICE_GROUP, BOUGHT_IN = "product", "price_group", "bought_in"


@dataclass(frozen=True)
class Sum:
    """Subscriptions of one kind: their money in a year now and then, and how many are raised by more than asked to look at."""

    label: str
    rows: int
    yearly_now: Decimal
    yearly_then: Decimal
    over: int

    @property
    def difference(self) -> Decimal:
        """What it brings in a year."""
        return self.yearly_then - self.yearly_now

    @property
    def share(self) -> float | None:
        """The same as a share of what it is now."""
        return float(self.difference / self.yearly_now) if self.yearly_now else None


@dataclass(frozen=True)
class Sums:
    """The whole, and its cuts."""

    everything: Sum
    by_product: list[Sum]
    by_price_group: list[Sum]
    by_year: list[Sum]


def sums_of(run: Run, *, viewer: StaffUser) -> Sums:
    """What a price change comes to; who keeps his price or is held back is not in it."""
    asked = {"run": run.pk, "over_percent": run.parameters["over_percent"], "viewer": viewer.pk}
    rows = statements.rows("subscriptions/price_change_sums", **asked)
    language = viewer.language
    products = _names(Product.objects.filter(pk__in=_keys(rows, PRODUCT)), language)
    groups = {0: _("In no group"), **_names(PriceGroup.objects.filter(pk__in=_keys(rows, PRICE_GROUP)), language)}
    return Sums(
        everything=next(_sum(row, "") for row in rows if row.cut == "all"),
        by_product=[_sum(row, products[row.key]) for row in rows if row.cut == PRODUCT],
        by_price_group=[_sum(row, groups[row.key]) for row in rows if row.cut == PRICE_GROUP],
        by_year=[_sum(row, str(row.key)) for row in rows if row.cut == BOUGHT_IN],
    )


def price_change_groups(run: Run) -> list[PlanGroup]:
    """The findings of a plan with their rows and how many of them are held back."""
    counted = PriceChangePlan.objects.filter(run=run).values_list("finding")
    return [PlanGroup(*row) for row in counted.annotate(rows=Count("*"), held=Count("ordinal", filter=Q(held=True))).order_by()]


def version_of(run: Run) -> PriceListVersion | None:
    """The version of the list that the change goes to; None where it is a percentage."""
    return PriceListVersion.objects.filter(pk=run.parameters["version"]).first() if run.parameters["version"] else None


def _keys(rows: Iterable[Any], cut: str) -> list[int]:
    return [row.key for row in rows if row.cut == cut]


def _names(rows: Iterable[Any], language: str) -> Mapping[int, str]:
    return {row.pk: name_in(row.name, language) for row in rows}


def _sum(row: Any, label: str) -> Sum:
    return Sum(label=label, rows=row.rows, yearly_now=row.yearly_now, yearly_then=row.yearly_then, over=row.over)
