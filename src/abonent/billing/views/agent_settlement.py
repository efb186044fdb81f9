"""The settlement with agents: the plan of a run, what was posted, and the paper that the agent gets."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.agent_queries import planned_commission, sold_lines, visible_settlements
from abonent.billing.documents.agent_settlement import agent_settlement_pdf
from abonent.billing.models import CommissionPlan
from abonent.billing.operations.agent_settlement import KIND
from abonent.billing.rules.line_words import line_text
from abonent.catalog.product_queries import said_name
from abonent.kit.documents import PDF
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.ui import wording
from abonent.ui.lists import Column, EmptyState, List, MoneyColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember


class CommissionPlanList(List):
    """What a run settles, line by line."""

    name = "commission-plan"
    title = gettext_lazy("Settlement with agents")
    default_sort = "ordinal"
    identity = "ordinal"
    columns = [
        Column(name="agent", label=gettext_lazy("Agent"), value="agent.customer.name", slot="main"),
        Column(
            name="invoice", label=gettext_lazy("Document"), value="invoice.document_number", slot="sub", link=lambda row: row.invoice.url
        ),
        Column(name="reader", label=gettext_lazy("Reader"), value="invoice.buyer.name"),
        Column(name="product", label=gettext_lazy("Product"), value="product_name", quiet=True),
        MoneyColumn(name="base", label=gettext_lazy("Sold without VAT"), currency="run__currency", total=Sum("base")),
        MoneyColumn(
            name="amount", label=gettext_lazy("Commission"), sort="amount", currency="run__currency", slot="fig", total=Sum("amount")
        ),
        Column(name="ordinal", label=gettext_lazy("Row"), sort="ordinal", shown=False),
    ]
    filters = [TextFilter(name="q", label=gettext_lazy("Agent"), path="agent__customer__name", prominent=True)]
    empty = EmptyState(
        title=gettext_lazy("Nothing is to be settled"),
        text=gettext_lazy("Nobody has paid what agents sold, no terms are agreed, or all of it is settled already."),
    )

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        rows = CommissionPlan.objects.filter(run=self.run).select_related("agent__customer", "invoice", "product", "run")
        return rows.annotate(product_name=said_name(self.reader.language, "product__name"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": wording.number(count, self.reader.language)}


@permit("subscriptions.settle_agents")
def commission_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run would settle, before it is posted."""
    run = get_object_or_404(visible_runs(request.user).filter(kind=KIND), pk=run_id)
    context = {
        "run": run,
        "planned": planned_commission(run),
        "steps": look_steps(run, request.path),
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(CommissionPlanList, run=run), template="billing/commission_plan.html", **context)  # type: ignore[arg-type]


@permit("subscriptions.agents")
def agent_settlement(request: StaffRequest, settlement_id: int) -> HttpResponse:
    """A settlement, line by line."""
    settlement = get_object_or_404(visible_settlements(request.user), pk=settlement_id)
    language = present_reader().language
    remember(request, label=f"{settlement.agent.customer.name} {settlement.number}", url=request.path, icon="wallet")
    lines = [(line, line_text(line.description, language)) for line in sold_lines(list(settlement.lines.all()))]
    context = {"settlement": settlement, "lines": lines, "sees_invoices": request.user.may("billing.see")}
    return render(request, "billing/agent_settlement.html", context)


@permit("subscriptions.agents")
def agent_settlement_paper(request: StaffRequest, settlement_id: int) -> HttpResponse:
    """The settlement as the agent gets it, in his language."""
    settlement = get_object_or_404(visible_settlements(request.user), pk=settlement_id)
    answer = HttpResponse(agent_settlement_pdf(settlement), content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="commission-{settlement.agent.customer.number}-{settlement.number}.pdf"'
    return answer
