"""Payment orders: all of them, and one with its refunds and its file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.rules.accounts import account_for_people
from abonent.kit import clock
from abonent.kit.files import open_stored
from abonent.ledger.rules.account_numbers import account_in_groups
from abonent.ledger.views.company_filter import company_filters
from abonent.payment_orders.models import PaymentOrder
from abonent.payment_orders.operations import CannotOrder, fetch_order_file, withdraw_payment_order
from abonent.payment_orders.operations.collections import KIND as COLLECTING
from abonent.payment_orders.operations.refunds import KIND
from abonent.payment_orders.queries import refunds_of, visible_orders
from abonent.payment_orders.views.collections import CollectionList
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    State,
    StateColumn,
    TextFilter,
    list_view,
)
from abonent.ui.open_records import remember

STATES = {
    "waits": State(label=gettext_lazy("not fetched yet"), icon="clock", tone="warn"),
    "fetched": State(label=gettext_lazy("fetched"), icon="circle-check", tone="ok"),
    "withdrawn": State(label=gettext_lazy("taken back"), icon="arrow-back-up", tone="ink3"),
}
CAME_BACK = {
    "back": State(label=gettext_lazy("came back"), icon="arrow-back-up", tone="warn"),
    "refused": State(label=gettext_lazy("refused by the bank"), icon="circle-x", tone="danger"),
}


class OrderList(List):
    """The orders of the viewer's companies, latest first."""

    name = "payment-orders"
    title = gettext_lazy("Payment orders")
    columns = [
        Column(name="number", label=gettext_lazy("Order"), value="number", sort="number", slot="main", link=lambda row: row.url),
        Column(name="kind", label=gettext_lazy("Kind"), value="get_kind_display"),
        DayColumn(name="execute", label=gettext_lazy("On"), value="execute_on", sort="execute_on", slot="sub"),
        NumberColumn(name="pieces", label=gettext_lazy("Pieces"), value="pieces", total=Sum("pieces")),
        Column(name="layout", label=gettext_lazy("Format"), value="layout", quiet=True),
        StateColumn(name="state", label=gettext_lazy("File"), value=lambda row: _state(row), states=STATES, slot="fig2"),
        MomentColumn(name="made", label=gettext_lazy("Made"), value="made_at", sort="made_at", quiet=True),
        MoneyColumn(name="amount", label=gettext_lazy("Amount"), value="amount", currency="currency", shows_currency=True, slot="fig"),
        Column(name="company", label=gettext_lazy("Company"), value="entity.name", quiet=True),
    ]
    default_sort = "-made_at"
    empty = EmptyState(
        title=gettext_lazy("Nothing was ordered yet"),
        text=gettext_lazy("Plan refunds or direct debit: the plan shows who would get or pay how much, and by which account."),
    )

    def __init__(self, request: StaffRequest) -> None:
        super().__init__(request)
        self.filters = company_filters(request.user, "entity_id")  # type: ignore[misc]

    def rows(self) -> QuerySet[Any]:
        return visible_orders(self.request.user)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s order", "%(count)s orders", count) % {"count": wording.number(count, self.reader.language)}


class RefundList(List):
    """The refunds of an order."""

    name = "refunds"
    title = gettext_lazy("Refunds")
    columns = [
        Column(
            name="payee",
            label=gettext_lazy("Customer"),
            value=lambda row: row.payee or row.customer.number,
            sort="payee",
            slot="main",
            link=lambda row: reverse("ledger:payment", args=[row.pk]),
        ),
        Column(
            name="account",
            label=gettext_lazy("To account"),
            value=lambda row: row.account_number and account_for_people(row.account_number, row.scheme),
            slot="sub",
        ),
        Column(name="known", label=gettext_lazy("Account known from"), value="get_known_from_display", quiet=True),
        Column(name="reference", label=gettext_lazy("Reference"), value="reference", quiet=True),
        StateColumn(
            name="back",
            label=gettext_lazy("Came back"),
            value=lambda row: "refused" if row.is_refused else "back" if row.came_back else None,
            states=CAME_BACK,
            slot="fig2",
        ),
        MoneyColumn(
            name="amount", label=gettext_lazy("Amount"), sort="amount", currency="order__currency", slot="fig", total=Sum("amount")
        ),
    ]
    filters = [TextFilter(name="q", label=gettext_lazy("Customer"), path="payee", prominent=True)]
    default_sort = "pk"
    empty = EmptyState(title=gettext_lazy("No refunds"))

    def __init__(self, request: StaffRequest, order: PaymentOrder) -> None:
        super().__init__(request)
        self.order = order

    def rows(self) -> QuerySet[Any]:
        return refunds_of(self.order)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s refund", "%(count)s refunds", count) % {"count": wording.number(count, self.reader.language)}


@permit("payment_orders.see")
def payment_orders(request: StaffRequest) -> HttpResponseBase:
    """All orders."""
    context = {
        "start_url": f"{reverse('runs:new')}?kind={KIND}",
        "collect_url": f"{reverse('runs:new')}?kind={COLLECTING}",
        "may_order": request.user.may("payment_orders.order"),
        "companies": request.user.entities.order_by("name") if request.user.may("payment_orders.edit_terms") else [],
    }
    return list_view(request, OrderList, template="payment_orders/payment_orders.html", **context)


@permit("payment_orders.see")
def payment_order(request: StaffRequest, payment_order_id: int) -> HttpResponseBase:
    """An order: its file, whom it pays."""
    order = _order(request, payment_order_id)
    name = _("Payment order %(number)s, %(company)s") % {"number": order.number, "company": order.entity.name}
    remember(request, label=name, url=request.path, icon="building-bank")
    file = getattr(order, "file", None)
    may_order = request.user.may("payment_orders.order")
    context = {
        "order": order,
        "name": name,
        "state": STATES[_state(order)],
        "file": file,
        "account": account_in_groups(order.bank_account.number),
        "may_order": may_order,
        "may_withdraw": may_order and not order.withdrawn_at and not (file and file.fetched_at),
    }
    pieces = RefundList if order.kind == PaymentOrder.Kind.REFUNDS else CollectionList
    return list_view(request, partial(pieces, order=order), template="payment_orders/payment_order.html", **context)  # type: ignore[arg-type]


@permit("payment_orders.order")
def order_file(request: StaffRequest, payment_order_id: int) -> HttpResponseBase:
    """The file of an order, the same to the byte whenever it is fetched. From now on the order stays."""
    order = _order(request, payment_order_id)
    try:
        stored = fetch_order_file(order=order, actor=request.user).stored_file
    except CannotOrder as refusal:
        toasts.warn(request, str(refusal))
        return redirect(order.url)
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


@permit("payment_orders.order")
@require_POST
def withdrawal(request: StaffRequest, payment_order_id: int) -> HttpResponse:
    """Take an order back, as long as nobody fetched its file."""
    order = _order(request, payment_order_id)
    try:
        withdraw_payment_order(order=order, actor=request.user, today=clock.today(order.entity.zone))
    except CannotOrder as refusal:
        toasts.warn(request, str(refusal))
    else:
        collected = order.kind == PaymentOrder.Kind.DIRECT_DEBIT
        toasts.say(
            request,
            _("The order is taken back: nothing is collected.")
            if collected
            else _("The order is taken back: the money stands to the customers' credit again."),
        )
    return redirect(order.url)


def _order(request: StaffRequest, payment_order_id: int) -> PaymentOrder:
    return get_object_or_404(visible_orders(request.user), pk=payment_order_id)


def _state(order: PaymentOrder) -> str:
    if order.withdrawn_at:
        return "withdrawn"
    file = getattr(order, "file", None)
    return "fetched" if file and file.fetched_at else "waits"
