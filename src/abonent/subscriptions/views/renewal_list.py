"""The rows of a renewal plan as a list."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Abs, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.runs.plan_list import PlanList
from abonent.subscriptions import wording
from abonent.subscriptions.models import RenewalPlan
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
    PeriodColumn,
    State,
    StateColumn,
    TextFilter,
)

AS_EXPECTED = "as_expected"
# Heaviest first: what cannot be made, then what somebody should look at.
_LOOKS = {
    "no_price_list": ("parking", "warn"),
    "no_price": ("parking", "warn"),
    "no_shares": ("parking", "warn"),
    "no_calendar": ("calendar-event", "warn"),
    "changed_much": ("percentage", "warn"),
    "next_step": ("arrow-up-right", "ink2"),
    "zero": ("circle-dashed", "ink2"),
    "catching_up": ("history", "ink2"),
    "first": ("user-plus", "ink2"),
    "changed": ("tag", "ink2"),
    AS_EXPECTED: ("check", "ink2"),
}
_LABELS = {code or AS_EXPECTED: label for code, label in RenewalPlan.FINDINGS}
FINDINGS = {code: State(label=_LABELS[code], icon=icon, tone=tone) for code, (icon, tone) in _LOOKS.items()}

# The longest of them in fewer words, so that every column has its room beside the groups.
_SHORT = {
    "changed_much": gettext_lazy("Changed over 20%"),
    "catching_up": gettext_lazy("Made late"),
    "next_step": gettext_lazy("Promotion's next step"),
}
IN_A_CELL = {code: replace(state, label=_SHORT.get(code, state.label)) for code, state in FINDINGS.items()}


class RenewalList(PlanList):
    """The rows of one renewal plan."""

    name = "renewals"
    title = gettext_lazy("Terms planned")
    identity = "term_id"
    hold, release = "subscriptions:hold", "subscriptions:release"
    empty = EmptyState(
        title=gettext_lazy("Nothing is due"), text=gettext_lazy("No subscription has a term that begins within its lead days.")
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
                name="subscription", label=_("Subscription"), value=lambda row: _subscription_words(row, language), slot="sub", quiet=True
            ),
            PeriodColumn(name="during", label=_("Term"), value="sold_during", quiet=True, shown=False),
            MoneyColumn(
                name="latest",
                label=_("Latest"),
                value="latest_amount",
                sort="latest_amount",
                currency="currency",
                quiet=True,
                shown=False,
            ),
            MoneyColumn(
                name="amount",
                label=_("Now"),
                sort="amount",
                currency="currency",
                slot="fig",
                total=Sum("amount"),
                link=lambda row: reverse("subscriptions:why_planned", args=[row.run_id, row.ordinal]),
                why="why",
            ),
            PercentColumn(
                name="change",
                label=pgettext_lazy("difference", "Change"),
                value=lambda row: row.change or None,
                sort="change_size",
                change=True,
                slot="fig2",
            ),
            # Whoever looks at one group knows what is odd about it.
            StateColumn(name="finding", label=_("To look at"), states=IN_A_CELL, shown="finding" not in self.request.GET),
            self.hold_column(),
            DayColumn(name="due", label=_("To be invoiced"), value="charge_due_on", quiet=True, shown=False),
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
            AmountFilter(name="amount", label=_("Amount")),
        ]

    def rows(self) -> QuerySet[Any]:
        rows = RenewalPlan.objects.filter(run=self.run).select_related(
            "subscription__subscriber", "subscription__product", "subscription__entity"
        )
        share = ExpressionWrapper((F("amount") - F("latest_amount")) / NullIf(F("latest_amount"), 0), output_field=FloatField())
        return rows.annotate(change=share, change_size=Abs(share))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s term", "%(count)s terms", count) % {"count": figures.number(count, self.reader.language)}


def _with_findings(codes: list[str]) -> Q:
    return Q(finding__in=["" if code == AS_EXPECTED else code for code in codes])


def _subscription_words(row: Any, language: str) -> str:
    """The product; its days and copies where they are not what everybody has."""
    subscription = row.subscription
    words = [wording.product_name(subscription, language)]
    if subscription.weekdays != subscription.product.weekdays:
        words.append(wording.pattern(subscription, language))
    if subscription.copies > 1 and not subscription.is_delivered:
        words.append(_("quantity %(quantity)s") % {"quantity": subscription.copies})
    elif subscription.copies > 1:
        words.append(ngettext("%(count)s copy", "%(count)s copies", subscription.copies) % {"count": subscription.copies})
    return ", ".join(words)
