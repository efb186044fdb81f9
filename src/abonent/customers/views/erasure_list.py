"""The rows of a plan to erase as a list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.customers.countries import countries
from abonent.customers.models.erasure import ErasurePlan
from abonent.kit.holdings import declared_hindrances, declared_ties
from abonent.runs.plan_list import PlanList
from abonent.ui import wording
from abonent.ui.lists import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
)

What = ErasurePlan.What
WHAT = {
    What.PERSON.value: State(label=What.PERSON.label, icon="user-off"),
    What.VOUCHERS.value: State(label=What.VOUCHERS.label, icon="file-off"),
}


class ErasureList(PlanList):
    """The customers of one plan, those first whose time passed first."""

    name = "erasures"
    title = gettext_lazy("Customers whose time has passed")
    identity = "chosen"
    hold, release = "customers:hold_erasures", "customers:release_erasures"
    empty = EmptyState(
        title=gettext_lazy("Nobody's time has passed"),
        text=gettext_lazy("Everybody had dealings with the company within the years that the rules of the countries say."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="customer",
                label=_("Customer"),
                value=lambda row: f"{row.customer.name}, {row.customer.number}",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.customer.number]),
            ),
            Column(name="why", label=_("Why"), value=lambda row: _why(row), slot="sub", quiet=True),
            DayColumn(name="latest", label=_("Last dealing"), value="latest_on", sort="latest_on"),
            DayColumn(name="lapsed", label=_("Time passed"), value="lapsed_on", sort="lapsed_on", slot="fig"),
            StateColumn(name="what", label=_("What is done"), states=WHAT),
            StateColumn(name="hindrance", label=_("To settle first"), states=_hindrances()),
            self.hold_column(slot="fig2"),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Name"), path="customer__name", prominent=True),
            ChoiceFilter(name="what", label=_("What is done"), path="what", choices=What.choices),
            ChoiceFilter(name="tie", label=_("Kept longest by"), path="tie", choices=[(tie.code, tie.label) for tie in declared_ties]),
            ChoiceFilter(
                name="hindrance",
                label=_("To settle first"),
                path="hindrance",
                choices=[(one.code, one.label) for one in declared_hindrances],
            ),
            PeriodFilter(name="latest", label=_("Last dealing"), path="latest_on"),
            BooleanFilter(name="held", label=_("Held back")),
        ]

    def rows(self) -> QuerySet[Any]:
        chosen = Concat(Value(f"{self.run.pk}-"), Cast("ordinal", CharField()))
        return ErasurePlan.objects.filter(run_id=self.run.pk).select_related("customer").annotate(chosen=chosen)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s customer", "%(count)s customers", count) % {"count": wording.number(count, self.reader.language)}


def _hindrances() -> dict[str, State]:
    return {hindrance.code: State(label=hindrance.label, icon="parking", tone="warn") for hindrance in declared_hindrances}


def _why(row: Any) -> str:
    """What kept the customer longest, and for how long the rule of the country adds to it."""
    if row.what == What.VOUCHERS:
        return _("The law wants the vouchers no more")
    label = next((tie.label for tie in declared_ties if tie.code == row.tie), row.tie)
    country = dict(countries(row.country))[row.country]
    said = {"what": label, "years": row.years, "country": country}
    return ngettext("%(what)s; %(years)s year (%(country)s)", "%(what)s; %(years)s years (%(country)s)", row.years) % said
