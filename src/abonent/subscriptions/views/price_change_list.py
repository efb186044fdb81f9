"""The rows of a price change as a list."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.runs.plan_list import PlanList
from abonent.subscriptions import wording
from abonent.subscriptions.models import PriceChangePlan
from abonent.ui import wording as figures
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    MoneyColumn,
    PercentColumn,
    State,
    StateColumn,
    TextFilter,
)

AS_ASKED = "as_asked"
# Heaviest first: what cannot be done, then what somebody should look at.
_LOOKS = {
    "no_price_list": ("parking", "warn"),
    "no_price": ("parking", "warn"),
    "no_shares": ("parking", "warn"),
    "coming": ("clock", "warn"),
    "over": ("percentage", "warn"),
    "capped": ("tag", "ink2"),
    "later": ("clock", "ink2"),
    "lower": ("circle-dashed", "ink2"),
    "kept": ("hand-stop", "ink2"),
    AS_ASKED: ("check", "ink2"),
}
# In fewer words where the totals above say by how much.
_LABELS = {code or AS_ASKED: label for code, label in PriceChangePlan.FINDINGS} | {"over": gettext_lazy("Raised a lot")}
FINDINGS = {code: State(label=_LABELS[code], icon=icon, tone=tone) for code, (icon, tone) in _LOOKS.items()}


class PriceChangeList(PlanList):
    """The rows of one price change."""

    name = "price-changes"
    title = gettext_lazy("Subscriptions")
    identity = "price_id"
    hold, release = "subscriptions:hold_price_changes", "subscriptions:release_price_changes"
    empty = EmptyState(
        title=gettext_lazy("No price changes"),
        text=gettext_lazy("Nobody who goes on with this price list is chosen, or all pay the new price already."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        return [
            Column(
                name="subscriber",
                label=_("Subscriber"),
                value="subscription.subscriber.name",
                slot="main",
                link=lambda row: row.subscription.url,
            ),
            Column(
                name="subscription",
                label=_("Subscription"),
                value=lambda row: f"{wording.product_name(row.subscription, language)}, {wording.length(row.subscription)}",
                slot="sub",
                quiet=True,
            ),
            MoneyColumn(name="now", label=_("Price now"), value="price_now", sort="price_now", currency="currency", quiet=True),
            MoneyColumn(name="then", label=_("Then"), value="price_then", sort="price_then", currency="currency", slot="fig"),
            PercentColumn(
                name="change",
                label=pgettext_lazy("difference", "Change"),
                value=lambda row: row.share or None,
                sort="share",
                change=True,
                slot="fig2",
            ),
            MoneyColumn(
                name="yearly", label=_("In a year"), value="yearly", sort="yearly", currency="currency", quiet=True, total=Sum("yearly")
            ),
            DayColumn(name="first", label=_("First term at it"), value="first_on", sort="first_on", quiet=True),
            # Whoever looks at one group knows what is odd about it.
            StateColumn(name="finding", label=_("To look at"), states=FINDINGS, shown="finding" not in self.request.GET),
            self.hold_column(),
            MoneyColumn(
                name="wanted", label=_("Without limits"), value="price_wanted", sort="price_wanted", currency="currency", shown=False
            ),
            DayColumn(name="from", label=_("Told in time for terms from"), value="from_on", sort="from_on", shown=False),
            Column(name="number", label=_("Number"), value="subscription.number", shown=False),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Subscriber"), path="subscription__subscriber__name", prominent=True),
            ChoiceFilter(
                name="finding",
                label=_("To look at"),
                where=_with_findings,
                choices=[(code, state.label) for code, state in FINDINGS.items()],
            ),
            BooleanFilter(name="held", label=_("Held back")),
            AmountFilter(name="price_now", label=_("Price now")),
            AmountFilter(name="yearly", label=_("In a year")),
        ]

    def rows(self) -> QuerySet[Any]:
        rows = PriceChangePlan.objects.filter(run=self.run).select_related(
            "subscription__subscriber", "subscription__product", "subscription__entity"
        )
        share = ExpressionWrapper((F("price_then") - F("price_now")) / NullIf(F("price_now"), 0), output_field=FloatField())
        return rows.annotate(share=share, yearly=F("yearly_then") - F("yearly_now"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s subscription", "%(count)s subscriptions", count) % {"count": figures.number(count, self.reader.language)}


def _with_findings(codes: list[str]) -> Q:
    return Q(finding__in=["" if code == AS_ASKED else code for code in codes])
