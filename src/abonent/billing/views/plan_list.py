"""The rows of a billing plan as a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Abs, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.billing.models import BillingHold, BillingLook, BillingPlan, Invoice
from abonent.billing.operations.mailing import EMAIL
from abonent.billing.rules.channel_words import CHANNELS
from abonent.runs.models import Run
from abonent.runs.plan_list import PlanList
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    EmptyState,
    MoneyColumn,
    PercentColumn,
    State,
    TextFilter,
)
from abonent.ui.lists.reader import Reader

ICONS = {
    "changed": ("percentage", "warn"),
    "credit_exceeds": ("arrow-back-up", "warn"),
    "unsendable": ("mail-off", "warn"),
    "zero": ("circle-dashed", "ink2"),
    "first": ("user-plus", "ink2"),
}
ODDITIES = {code: State(label=label, icon=ICONS[code][0], tone=ICONS[code][1]) for code, label in BillingPlan.ODDITIES.items()}
LOOKED_AT = State(label=gettext_lazy("Looked at"), icon="check")


@dataclass(frozen=True, kw_only=True)
class OddityColumn(Column):
    """What is odd about a row, each with its icon and words."""

    def write(self, found: Any, row: Any, reader: Reader) -> str:
        return ", ".join(str(ODDITIES[code].label) for code in ODDITIES if code in found)


class InvoicePlanList(PlanList):
    """The invoices of one plan."""

    name = "plan"
    title = gettext_lazy("Invoices planned")
    identity = "invoice_id"
    hold, release = "billing:hold", "billing:release"
    empty = EmptyState(
        title=gettext_lazy("Nothing is due"), text=gettext_lazy("No open charge is due to be invoiced as of the day of the run.")
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="payer",
                label=_("Customer"),
                value="payer.name",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.payer.number]),
            ),
            Column(name="number", label=_("Number"), value="payer.number", quiet=True),
            Column(name="channel", label=_("Sent by"), value=lambda row: CHANNELS.get(row.channel, row.channel), slot="sub", quiet=True),
            MoneyColumn(name="previous", label=_("Latest"), value="previous_total", currency="currency", quiet=True),
            MoneyColumn(
                name="total",
                label=_("Now"),
                sort="total",
                currency="currency",
                slot="fig",
                total=Sum("total"),
                link=lambda row: reverse("billing:why_planned", args=[row.run_id, row.ordinal]),
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
            OddityColumn(name="oddities", label=_("To look at"), shown="odd" not in self.request.GET, quiet=True),
            Column(name="cure", label=_("To mend"), value=_cure, link=_cure_url, shown="unsendable" in self.request.GET.getlist("odd")),
            self.hold_column(_mark, {"looked_at": LOOKED_AT}),
            Column(name="invoice", label=_("Invoice"), value="posted_number", shown=self.run.state == Run.State.DONE, link=_posted_url),
        ]

    @property
    def bulk(self) -> list[BulkAct]:  # type: ignore[override]
        also = BulkAct(label=_("Looked at"), url_name="billing:look_at", icon="check")
        anew = BulkAct(label=_("Plan anew"), url_name="billing:replan", icon="refresh")
        return [*super().bulk, also, anew] if self.open else []

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Customer"), path="payer__name", prominent=True),
            ChoiceFilter(
                name="odd", label=_("To look at"), where=_with_oddities, choices=[(code, state.label) for code, state in ODDITIES.items()]
            ),
            BooleanFilter(name="held", label=_("Held back"), path="is_held"),
            BooleanFilter(name="looked_at", label=_("Looked at"), path="is_looked_at"),
            ChoiceFilter(name="channel", label=_("Sent by"), path="channel", choices=list(CHANNELS.items())),
            AmountFilter(name="total", label=_("Amount"), path="total"),
        ]

    def rows(self) -> QuerySet[Any]:
        same = {"run": OuterRef("run_id"), "ordinal": OuterRef("ordinal")}
        posted = Invoice.objects.filter(pk=OuterRef("invoice_id")).values("document_number")
        share = ExpressionWrapper((F("total") - F("previous_total")) / NullIf(F("previous_total"), 0), output_field=FloatField())
        rows = BillingPlan.objects.filter(run=self.run).select_related("payer")
        return rows.annotate(
            change=share,
            change_size=Abs(share),
            is_held=Exists(BillingHold.objects.filter(**same)),
            is_looked_at=Exists(BillingLook.objects.filter(**same)),
            posted_number=posted[:1],
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s invoice", "%(count)s invoices", count) % {"count": wording.number(count, self.reader.language)}


def _mark(row: Any) -> str | None:
    if row.is_held:
        return "held"
    return "looked_at" if row.is_looked_at else None


def _cure(row: Any) -> str:
    """What is missing of an invoice that cannot be sent: where its way leads to."""
    if BillingPlan.UNSENDABLE not in row.oddities:
        return ""
    return _("Add an e-mail address") if row.channel == EMAIL else _("Add a postal address")


def _cure_url(row: Any) -> str:
    return reverse("desk:customer", args=[row.payer.number]) + ("" if row.channel == EMAIL else "?tab=addresses")


def _posted_url(row: Any) -> str:
    return reverse("billing:invoice", args=[row.invoice_id]) if row.posted_number else ""


def _with_oddities(codes: list[str]) -> Q:
    return Q(oddities__overlap=codes)
