"""The payment plans of the viewer's companies: what is left of each, and when the next instalment is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, DecimalField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Least
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.alphabets import fold
from abonent.ledger.models import OpenPart, PaymentPlan, PaymentPlanItem
from abonent.ledger.queries import visible_plans
from abonent.ledger.views.company_filter import company_filters
from abonent.ui import wording
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)

RUNS, LATE, KEPT = "runs", "late", "kept"
STATES = {
    RUNS: State(label=pgettext_lazy("payment plan", "runs"), icon="clock", tone=""),
    LATE: State(label=gettext_lazy("an instalment is late"), icon="alert-triangle", tone="danger"),
    KEPT: State(label=pgettext_lazy("payment plan", "paid"), icon="circle-check", tone="ok"),
    PaymentPlan.Ended.WITHDRAWN.value: State(label=gettext_lazy("taken back"), icon="arrow-back-up", tone="ink3"),
    PaymentPlan.Ended.MISSED.value: State(label=gettext_lazy("ended, missed"), icon="x", tone="danger"),
}


def _of_states(names: Sequence[str]) -> Q:
    return Q(state__in=names)


def _said(text: str) -> Q:
    name = fold(text)
    return Q(customer__search__family_first__startswith=name) | Q(customer__search__given_first__startswith=name)


class PaymentPlanList(List):
    """Payment plans, the latest first."""

    name = "payment-plans"
    title = gettext_lazy("Payment plans")
    columns = [
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="customer.name",
            slot="main",
            link=lambda row: reverse("ledger:payment_plan", args=[row.pk]),
        ),
        DayColumn(name="agreed", label=gettext_lazy("Agreed"), value="agreed_on", sort="agreed_on", slot="sub"),
        StateColumn(name="state", label=gettext_lazy("State"), value="state", states=STATES, slot="fig2"),
        DayColumn(name="next", label=gettext_lazy("Next due"), value="next_on"),
        MoneyColumn(name="left", label=gettext_lazy("Left"), value="left_amount", currency="currency", total=Sum("left_amount")),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Amount"),
            value="amount",
            sort="amount",
            currency="currency",
            shows_currency=True,
            total=Sum("amount"),
            slot="fig",
        ),
        Column(name="company", label=gettext_lazy("Company"), value="entity.name", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Customer"), where=_said, prominent=True),
        ChoiceFilter(
            name="state", label=gettext_lazy("State"), where=_of_states, choices=[(name, state.label) for name, state in STATES.items()]
        ),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="runs", label=gettext_lazy("Running"), query="state=runs&state=late"),
        View(name="late", label=gettext_lazy("Late"), query="state=late"),
    ]
    default_sort = "-pk"
    empty = EmptyState(
        title=gettext_lazy("No payment plans"),
        text=gettext_lazy("Whoever cannot pay at once may pay in instalments: open the item and agree a plan."),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filters = [*type(self).filters, *company_filters(request.user, "entity_id")]  # type: ignore[misc,arg-type]

    def rows(self) -> QuerySet[Any]:
        held = PaymentPlanItem.objects.filter(plan=OuterRef("pk"), released_at=None).order_by().values("plan")
        still_open = Least(F("amount"), Coalesce(F("receivable__open__open_amount"), Value(0, DecimalField())))
        parts = OpenPart.objects.filter(receivable__plan_items__plan=OuterRef("pk"), receivable__plan_items__released_at=None)
        next_on = parts.order_by().values("receivable__plan_items__plan").annotate(next=Min("due_on")).values("next")
        rows = visible_plans(self.request.user)  # type: ignore[arg-type]
        return rows.annotate(
            left_amount=Coalesce(Subquery(held.annotate(left=Sum(still_open)).values("left")), Value(0, DecimalField())),
            next_on=Subquery(next_on),
        ).annotate(
            state=Case(
                When(~Q(ended=""), then=F("ended")),
                When(left_amount=0, then=Value(KEPT)),
                When(next_on__lt=self.reader.today, then=Value(LATE)),
                default=Value(RUNS),
                output_field=CharField(),
            )
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s plan", "%(count)s plans", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def payment_plans(request: StaffRequest) -> HttpResponseBase:
    """All payment plans."""
    return list_view(request, PaymentPlanList, template="ledger/list.html", may_book=request.user.may("ledger.book_payments"))
