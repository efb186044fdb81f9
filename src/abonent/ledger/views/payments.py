"""Payments: the list, the page of one with what it settled, and what may be done with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Sum, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.alphabets import fold
from abonent.kit.refusals import Refusal
from abonent.ledger.models import Allocation, JournalEntry, Payment, Receivable
from abonent.ledger.operations import allocate, unallocate, withdraw_payment
from abonent.ledger.queries import payers, visible_payments, visible_receivables
from abonent.ledger.views.acts import undo_url
from abonent.ledger.views.company_filter import company_filters
from abonent.ledger.wording import allocation_reason
from abonent.organisation.models import LegalEntity
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter

NOTHING = Decimal(0)

STATES = {
    "settled": State(label=gettext_lazy("Settled"), icon="circle-check", tone="ok"),
    "on_account": State(label=gettext_lazy("On account"), icon="wallet", tone="warn"),
    "taken_back": State(label=gettext_lazy("Taken back"), icon="arrow-back-up", tone="ink2"),
    "return": State(label=gettext_lazy("Return"), icon="arrow-back-up", tone="ink2"),
}


def with_state(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments with `state`: settled, on_account, taken_back, or the return that took one back."""
    state = Case(
        When(returns__isnull=False, then=Value("return")),
        When(taken_back=True, then=Value("taken_back")),
        When(open__isnull=False, then=Value("on_account")),
        default=Value("settled"),
        output_field=CharField(),
    )
    return payments.annotate(state=state)


def _of_customer(text: str) -> Q:
    """By number, or by how the name begins."""
    if text.isdecimal() and len(text) < 19:
        return Q(customer__canonical__merged__number=int(text))
    name = fold(text)
    return Q(customer__search__family_first__startswith=name) | Q(customer__search__given_first__startswith=name)


class PaymentList(List):
    """Payments of the viewer's companies, latest first."""

    name = "payments"
    title = gettext_lazy("Payments")
    columns = [
        DayColumn(
            name="day",
            label=gettext_lazy("Day"),
            value="received_on",
            sort="received_on",
            slot="sub",
            link=lambda row: reverse("ledger:payment", args=[row.pk]),
        ),
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="customer.name",
            slot="main",
            link=lambda row: reverse("ledger:payment", args=[row.pk]),
        ),
        Column(name="method", label=pgettext_lazy("means of payment", "By"), value="get_method_display", quiet=True),
        Column(name="remark", label=gettext_lazy("Remark"), quiet=True, shown=False),
        StateColumn(name="state", label=gettext_lazy("State"), states=STATES, slot="fig2"),
        MoneyColumn(
            name="on_account", label=gettext_lazy("On account"), sort="on_account", currency="currency", total=Sum("on_account"), quiet=True
        ),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Amount"),
            sort="amount",
            currency="currency",
            shows_currency=True,
            total=Sum("amount"),
            slot="fig",
        ),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Customer"), where=_of_customer, prominent=True),
        ChoiceFilter(
            name="state", label=gettext_lazy("State"), path="state", choices=[(code, state.label) for code, state in STATES.items()]
        ),
        PeriodFilter(name="day", label=gettext_lazy("Day"), path="received_on"),
        AmountFilter(name="amount", label=gettext_lazy("Amount"), path="amount"),
        ChoiceFilter(name="method", label=pgettext_lazy("means of payment", "By"), path="method", choices=Payment.METHODS),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="on_account", label=gettext_lazy("On account"), query="state=on_account"),
    ]
    default_sort = "-pk"
    empty = EmptyState(
        title=gettext_lazy("No payment yet"),
        text=gettext_lazy("Bring a bank file, or book one by hand."),
        act_label=gettext_lazy("Bank"),
        act_url_name="ledger:bank",
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filters = [*type(self).filters, *self.own_filters(request.user)]  # type: ignore[misc,arg-type]

    def own_filters(self, viewer: StaffUser) -> list[Filter]:
        """Filters whose choices are the viewer's own."""
        return company_filters(viewer, "entity_id")

    def rows(self) -> QuerySet[Any]:
        return with_state(visible_payments(self.request.user))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s payment", "%(count)s payments", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def payments(request: StaffRequest) -> HttpResponseBase:
    """All payments."""
    return list_view(request, PaymentList, template="ledger/list.html", may_book=request.user.may("ledger.book_payments"))


@permit("ledger.see_balance")
def payment(request: StaffRequest, payment_id: int) -> HttpResponse:
    """One payment: where it came from, what it settled and why, what is left of it."""
    row = _payment(request, payment_id)
    moved = Allocation.objects.filter(Q(payment=row) | Q(payout=row)).select_related("receivable", "payout", "payment", "credit")
    allocations = list(moved.prefetch_related("reversed_by").order_by("pk"))
    own = Q(kind="payment", source_id=row.pk) | Q(kind="allocation", source_id__in=[each.pk for each in allocations])
    may_book = request.user.may("ledger.book_payments")
    on_account = getattr(row, "on_account", None)
    people = payers([row.customer.canonical_id], request.user).owing(row.entity_id, row.currency) if may_book and on_account else {}
    context = {
        "payment": row,
        "state": STATES[row.state],  # type: ignore[attr-defined]
        "allocations": [(each, allocation_reason(each.reason)) for each in allocations],
        "entries": JournalEntry.objects.filter(own).order_by("pk") if request.user.may("ledger.see_books") else [],
        "open_items": [item for payer in people.values() for item in payer.items],
        "may_book": may_book,
        "stands": row.amount > 0 and row.state != "taken_back",  # type: ignore[attr-defined]
    }
    return render(request, "ledger/payment.html", context)


@permit("ledger.book_payments")
@require_POST
def withdraw(request: StaffRequest, payment_id: int) -> HttpResponse:
    """Take a payment back: its items are open again, its bank line waits again."""
    row = _payment(request, payment_id)
    try:
        withdraw_payment(payment=row, actor=request.user, today=_today(row.entity))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = _("Taken back; the bank line waits in the queue again.") if row.bank_line_id else _("Taken back; its items are open again.")
        toasts.say(request, said)
    return redirect("ledger:payment", row.pk)


@permit("ledger.book_payments")
@require_POST
def settle(request: StaffRequest, payment_id: int) -> HttpResponse:
    """Settle an item with what is on account, as far as it goes."""
    row = _payment(request, payment_id)
    asked = request.POST.get("receivable", "")
    items = visible_receivables(request.user).filter(customer__canonical=row.customer.canonical_id)
    item: Receivable = get_object_or_404(items, pk=asked if asked.isdecimal() else 0)
    amount: Decimal = min(getattr(row, "on_account", None) or NOTHING, getattr(item, "open_amount", None) or NOTHING)
    try:
        allocation = allocate(source=row, receivable=item, amount=amount, actor=request.user, today=_today(row.entity))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = {"amount": wording.money(amount, row.currency, request.user.language), "document": item.document_number}
        toasts.say(request, _("%(amount)s put on %(document)s.") % words, undo_url=undo_url("allocation", allocation.pk))
    return redirect("ledger:payment", row.pk)


@permit("ledger.book_payments")
@require_POST
def open_again(request: StaffRequest, allocation_id: int) -> HttpResponse:
    """Take an allocation back: the item is open again, the money on account."""
    mine = visible_payments(request.user).values("pk")
    found = Allocation.objects.filter(Q(payment__in=mine) | Q(credit__in=visible_receivables(request.user).values("pk")))
    allocation = get_object_or_404(
        found.select_related("receivable__entity", "payment", "credit"), pk=allocation_id, receivable__isnull=False
    )
    try:
        reversal = unallocate(allocation=allocation, actor=request.user, today=_today(allocation.receivable.entity))  # type: ignore[union-attr]
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        document = allocation.receivable.document_number  # type: ignore[union-attr]
        toasts.say(request, _("%(document)s is open again.") % {"document": document}, undo_url=undo_url("allocation", reversal.pk))
    if allocation.payment_id:
        return redirect("ledger:payment", allocation.payment_id)
    return redirect("ledger:receivable", allocation.receivable_id)


def _payment(request: StaffRequest, payment_id: int) -> Payment:
    rows = with_state(visible_payments(request.user)).select_related("customer", "booked_by", "bank_line", "returns", "entity")
    return get_object_or_404(rows, pk=payment_id)


def _today(entity: LegalEntity) -> Any:
    return clock.today(entity.zone)
