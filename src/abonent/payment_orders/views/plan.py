"""Look at the plan of a run of refunds: who gets how much, to which account; hold some back."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.rules.accounts import account_for_people
from abonent.payment_orders.models import PlannedRefund
from abonent.payment_orders.operations import hold_refunds_back
from abonent.payment_orders.operations.refunds import KIND, SINGLE
from abonent.payment_orders.queries import visible_orders
from abonent.runs.hold_views import hold_views
from abonent.runs.plan_list import PlanList, look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.ui import wording
from abonent.ui.lists import AmountFilter, BooleanFilter, ChoiceFilter, Column, EmptyState, MoneyColumn, TextFilter, list_view


class PlannedRefundList(PlanList):
    """The refunds of one plan."""

    name = "planned-refunds"
    title = gettext_lazy("Refunds planned")
    identity = "payment_id"
    hold, release = "payment_orders:hold_refunds", "payment_orders:release_refunds"
    empty = EmptyState(
        title=gettext_lazy("Nobody gets anything back"),
        text=gettext_lazy("Nothing of the least sum stands to a customer's credit, or no account is known: see what was set aside."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="customer",
                label=_("Customer"),
                value=lambda row: f"{row.customer.name}, {row.customer.number}",
                sort="customer__list_name",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.customer.number]),
            ),
            Column(name="account", label=_("To account"), value=lambda row: account_for_people(row.account_number, row.scheme), slot="sub"),
            Column(name="known", label=_("Account known from"), value="get_known_from_display", quiet=True),
            self.hold_column(value=lambda row: "held" if row.is_held_back else None, slot="fig2"),
            MoneyColumn(name="amount", label=_("Amount"), sort="amount", currency="currency", slot="fig", total=Sum("amount")),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Customer"), path="customer__name", prominent=True),
            ChoiceFilter(name="known", label=_("Account known from"), path="known_from", choices=PlannedRefund.KNOWN_FROM),
            BooleanFilter(name="held", label=_("Held back"), path="is_held_back"),
            AmountFilter(name="amount", label=_("Amount"), path="amount"),
        ]

    def rows(self) -> QuerySet[Any]:
        return PlannedRefund.objects.filter(run=self.run).select_related("customer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s refund", "%(count)s refunds", count) % {"count": wording.number(count, self.reader.language)}


@permit("payment_orders.see")
def planned_refunds(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan; once it is committed, its order."""
    run = get_object_or_404(visible_runs(request.user).filter(kind__in=[KIND, SINGLE]), pk=run_id)
    order = visible_orders(request.user).filter(run=run).first()
    if order:
        return redirect(order.url)
    context = {
        "run": run,
        "steps": look_steps(run, request.path),
        "held": PlannedRefund.objects.filter(run=run, is_held_back=True).count(),
        "parked": run.parked_cases.count(),
        "may_commit": may_hold(request.user, run) and run.planned_rows,
    }
    return list_view(request, partial(PlannedRefundList, run=run), template="payment_orders/planned_refunds.html", **context)  # type: ignore[arg-type]


hold, release = hold_views(
    permission="payment_orders.order",
    look_url="payment_orders:planned_refunds",
    rows=lambda payments, runs: PlannedRefund.objects.filter(payment_id__in=payments, run__in=runs.filter(kind=KIND)),
    hold=lambda run, rows, held, actor: hold_refunds_back(run=run, payments=[row.payment_id for row in rows], held=held),
    recorded=False,
)
