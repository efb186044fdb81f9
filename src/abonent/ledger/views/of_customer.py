"""What the ledger has on the customer page: what is owed and paid latest at the right, everything in a tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.ledger.at_hand import balances_at_hand
from abonent.ledger.credit import credits_shown
from abonent.ledger.models import Allocation
from abonent.ledger.queries import visible_payments
from abonent.ledger.views.payments import PaymentList
from abonent.ledger.views.receivables import ReceivableList
from abonent.ui.lists import Column, EmptyState, list_view, render_list
from abonent.ui.lists.filters import Filter

PAYMENTS_SHOWN = 3


def placed(columns: Sequence[Column], slots: Mapping[str, str]) -> list[Column]:
    """The named columns of another list, each in its place on a phone."""
    return [replace(column, slot=slots[column.name]) for column in columns if column.name in slots]


class ItemsOfCustomer(ReceivableList):
    """Open items of one person."""

    name = "items_of_customer"
    title = _("Open items of the customer")
    columns = placed(ReceivableList.columns, {"number": "main", "due": "sub", "kind": "hide", "days": "fig2", "open": "fig"})
    filters = [one for one in ReceivableList.filters if one.name in ("age", "due", "open")]
    views = []
    default_sort = "due"
    empty = EmptyState(title=_("Owes nothing"))

    def __init__(self, request: StaffRequest, customer: Customer) -> None:
        super().__init__(request)
        self.customer = customer

    def own_filters(self, viewer: StaffUser) -> list[Filter]:
        return []

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(receivable__customer__canonical=self.customer.canonical_id)


class PaymentsOfCustomer(PaymentList):
    """Payments of one person."""

    name = "payments_of_customer"
    title = _("Payments of the customer")
    columns = placed(
        PaymentList.columns, {"day": "main", "method": "sub", "remark": "hide", "state": "fig2", "on_account": "hide", "amount": "fig"}
    )
    filters = [one for one in PaymentList.filters if one.name in ("state", "day", "amount", "method")]
    views = []
    empty = EmptyState(title=_("Has paid nothing yet"))

    def __init__(self, request: StaffRequest, customer: Customer) -> None:
        super().__init__(request)
        self.customer = customer

    def own_filters(self, viewer: StaffUser) -> list[Filter]:
        return []

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(customer__canonical=self.customer.canonical_id)


@permit("ledger.see_balance")
def balance_panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What is owed in each currency, and the latest payments."""
    customer = customer_at_hand(request, customer_id)
    settled = Allocation.objects.filter(payment=OuterRef("pk"), receivable__isnull=False, amount__gt=0, reversed_by=None).order_by("pk")
    mine = visible_payments(request.user).filter(customer__canonical=customer.canonical_id)
    latest = mine.annotate(document=Subquery(settled.values("receivable__document_number")[:1])).order_by("-pk")
    balances = balances_at_hand(request, customer)
    context = {
        "customer": customer,
        "balances": balances,
        "credits": credits_shown(customer, balances, request.user),
        "payments": list(latest[:PAYMENTS_SHOWN]),
        "may_book": request.user.may("ledger.book_payments"),
        "in_credit": next((balance for balance in balances if balance.balance < 0), None),
        "may_write": request.user.may("billing.mail"),
    }
    return render(request, "ledger/balance_panel.html", context)


@permit("ledger.see_balance")
def payments_panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Open items, and the payments, which are fetched after the page so that it does not wait for them."""
    customer = customer_at_hand(request, customer_id)
    context = {
        "customer": customer,
        "items": render_list(request, ItemsOfCustomer(request, customer), url=reverse("ledger:items_of_customer", args=[customer.pk])),
    }
    return render(request, "ledger/payments_panel.html", context)


@permit("ledger.see_balance")
def items_of_customer(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    """The open items of a customer alone."""
    customer = get_object_or_404(Customer, pk=customer_id)
    return list_view(request, partial(ItemsOfCustomer, customer=customer))  # type: ignore[arg-type]


@permit("ledger.see_balance")
def payments_of_customer(request: StaffRequest, customer_id: int) -> HttpResponseBase:
    """The payments of a customer alone."""
    customer = get_object_or_404(Customer, pk=customer_id)
    return list_view(request, partial(PaymentsOfCustomer, customer=customer))  # type: ignore[arg-type]
