"""Look at the plan of a matching run: which bank line pays what, and why; hold rows back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.ledger.models import MatchingPlan, MatchingPlanItem
from abonent.ledger.operations.matching import hold_back
from abonent.runs.hold_column import HELD
from abonent.runs.hold_views import hold_views
from abonent.runs.models import Run
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    State,
    StateColumn,
    TextFilter,
    list_view,
)
from abonent.ui.steps import steps

KIND = "payment_matching"
REASONS = {
    "reference": State(label=gettext_lazy("By reference"), icon="hash", tone="ok"),
    "number_in_text": State(label=gettext_lazy("By number in the text"), icon="message", tone="ok"),
    "account_and_amount": State(label=gettext_lazy("By account and amount"), icon="building-bank", tone="ok"),
    "sent_back": State(label=gettext_lazy("Our refund came back"), icon="arrow-back-up", tone="warn"),
    "returned": State(label=gettext_lazy("Taken back by the bank"), icon="receipt-refund", tone="warn"),
}


class MatchingList(List):
    """The payments of one matching plan."""

    name = "matching"
    title = gettext_lazy("Payments planned")
    columns = [
        Column(name="customer", label=gettext_lazy("Customer"), value="customer.name", slot="main"),
        Column(name="payer", label=gettext_lazy("Payer according to the bank"), value="bank_line.counterpart_name", slot="sub"),
        DayColumn(name="booked", label=gettext_lazy("Booked"), value="received_on", sort="received_on"),
        StateColumn(name="why", label=gettext_lazy("Why"), value=lambda row: row.reason["code"], states=REASONS, slot="fig2"),
        Column(name="settles", label=gettext_lazy("Settles"), value=lambda row: ", ".join(row.documents)),
        StateColumn(name="held", label=gettext_lazy("Held"), value=lambda row: "held" if row.is_held_back else None, states={"held": HELD}),
        MoneyColumn(name="amount", label=gettext_lazy("Amount"), sort="amount", currency="currency", slot="fig", total=Sum("amount")),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Customer"), path="customer__name", prominent=True),
        ChoiceFilter(
            name="why", label=gettext_lazy("Why"), path="reason__code", choices=[(code, state.label) for code, state in REASONS.items()]
        ),
        BooleanFilter(name="held", label=gettext_lazy("Held back"), path="is_held_back"),
        AmountFilter(name="amount", label=gettext_lazy("Amount"), path="amount"),
    ]
    default_sort = "ordinal"
    identity = "payment_id"
    empty = EmptyState(
        title=gettext_lazy("Nothing to match"),
        text=gettext_lazy("No unknown bank line names an item or a payer. What waits is on the bank page."),
        act_label=gettext_lazy("Bank page"),
        act_url_name="ledger:bank",
    )
    bulk = [
        BulkAct(label=gettext_lazy("Hold back"), url_name="ledger:hold_matching", icon="hand-stop", permission="ledger.book_payments"),
        BulkAct(label=gettext_lazy("Let go"), url_name="ledger:release_matching", icon="player-play", permission="ledger.book_payments"),
    ]

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        settled = MatchingPlanItem.objects.filter(run_id=OuterRef("run_id"), ordinal=OuterRef("ordinal")).order_by("position")
        rows = MatchingPlan.objects.filter(run_id=self.run.pk).select_related("customer", "bank_line")
        return rows.annotate(documents=ArraySubquery(settled.values("receivable__document_number")))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s payment", "%(count)s payments", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def matching_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: totals, and every payment with its reason."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
    before = previous_run(run)
    present = {"planning": 0, "planned": 1, "done": 3}.get(run.state, 2)
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": steps([_("Plan"), _("Look"), _("Commit")], present=present, urls=[run.url, request.path]),
        "held": MatchingPlan.objects.filter(run_id=run.pk, is_held_back=True).count(),
        "may_commit": run.state == Run.State.PLANNED and request.user.may("ledger.book_payments"),
    }
    return list_view(request, partial(MatchingList, run=run), template="ledger/matching_plan.html", **context)  # type: ignore[arg-type]


hold, release = hold_views(
    permission="ledger.book_payments",
    look_url="ledger:matching",
    rows=lambda payments, runs: MatchingPlan.objects.filter(payment_id__in=payments, run_id__in=runs.filter(kind=KIND).values("pk")),
    hold=lambda run, rows, held, actor: hold_back(run=run, payments=[row.payment_id for row in rows], held=held),
    recorded=False,
)
