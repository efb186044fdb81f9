"""What customers owe: the list with ageing, the page of an item, and giving up a difference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
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
from abonent.access.visibility import of_my_entities
from abonent.customers.visibility import of_my_customers
from abonent.kit import clock
from abonent.kit.alphabets import fold
from abonent.kit.refusals import Refusal
from abonent.ledger.forms import WriteOffForm
from abonent.ledger.models import Allocation, JournalEntry, OpenPart, OpenReceivable, Receivable
from abonent.ledger.operations import due_day, write_off
from abonent.ledger.queries import visible_receivables
from abonent.ledger.rules.references import normalise
from abonent.ledger.views.acts import undo_url
from abonent.ledger.views.company_filter import company_filters, currency_filters
from abonent.ledger.wording import allocation_reason
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    PeriodFilter,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter
from abonent.ui.lists.reader import present_reader

SOURCES = {
    "invoice": gettext_lazy("Invoice"),
    "credit_note": gettext_lazy("Credit note"),
    "claim": gettext_lazy("Claim"),
    "deposit": gettext_lazy("Deposit"),
    "write_off": gettext_lazy("Given up"),
    "imported": gettext_lazy("Taken over"),
}
# Days after due, from and to, both included; None is without end.
AGES: dict[str, tuple[Any, int | None, int | None]] = {
    "not_due": (gettext_lazy("Not due"), None, 0),
    "1": (gettext_lazy("1–30 days"), 1, 30),
    "31": (gettext_lazy("31–60"), 31, 60),
    "61": (gettext_lazy("61–90"), 61, 90),
    "91": (gettext_lazy("Over 90"), 91, None),
}


OVERDUE = "overdue"


def of_age(name: str, today: date, *, path: str = "receivable__due_on") -> Q:
    """What is so many days after due."""
    _label, first, latest = (_, 1, None) if name == OVERDUE else AGES[name]
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{path}__lte": today - timedelta(days=first)})
    if latest is not None:
        condition &= Q(**{f"{path}__gte": today - timedelta(days=latest)})
    return condition


def _parts() -> QuerySet[OpenPart]:
    """What is open of an item by the days that were agreed; nothing for one that is due as its document says."""
    return OpenPart.objects.filter(receivable=OuterRef("pk")).order_by()


def _open_of_age(name: str, today: date) -> Case:
    """How much of an item is of an age."""
    parts = _parts().filter(of_age(name, today, path="due_on")).values("receivable").annotate(amount=Sum("open_amount")).values("amount")
    nothing = Value(Decimal(0))
    return Case(
        When(is_agreed=True, then=Coalesce(Subquery(parts), nothing, output_field=DecimalField())),
        When(of_age(name, today), then=F("open_amount")),
        default=nothing,
        output_field=DecimalField(),
    )


def _of_ages(names: Sequence[str]) -> Q:
    today, condition = present_reader().today, Q()
    for name in names:
        condition |= Q(is_agreed=False) & of_age(name, today) | Q(Exists(_parts().filter(of_age(name, today, path="due_on"))))
    return condition & Q(open_amount__gt=0)


def _said(text: str) -> Q:
    """By number, by reference however it is spaced, or by the name of the customer."""
    name = fold(text)
    of_customer = Q(receivable__customer__search__family_first__startswith=name) | Q(
        receivable__customer__search__given_first__startswith=name
    )
    return Q(receivable__document_number__startswith=text) | Q(receivable__reference=normalise(text) or "-") | of_customer


def _age_column(name: str) -> MoneyColumn:
    return MoneyColumn(
        name=f"age_{name}",
        label=AGES[name][0],
        value=lambda row: getattr(row, f"age_{name}") or None,
        currency="receivable__currency",
        total=Sum(f"age_{name}"),
        quiet=True,
    )


def _days_overdue(row: OpenReceivable) -> int | None:
    days = (present_reader().today - row.due_now).days  # type: ignore[attr-defined]
    return days if days > 0 and row.open_amount > 0 else None


class ReceivableList(List):
    """Open items of the viewer's companies, with their age."""

    name = "receivables"
    title = gettext_lazy("Open items")
    columns = [
        Column(
            name="number",
            label=gettext_lazy("Number"),
            value="receivable.document_number",
            sort="receivable__document_number",
            slot="sub",
            link=lambda row: reverse("ledger:receivable", args=[row.pk]),
        ),
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="receivable.customer.name",
            slot="main",
            link=lambda row: reverse("desk:customer", args=[row.receivable.customer.number]),
        ),
        Column(
            name="kind", label=gettext_lazy("Kind"), value=lambda row: SOURCES.get(row.receivable.source_kind, ""), quiet=True, shown=False
        ),
        DayColumn(name="due", label=gettext_lazy("Due"), value="due_now", sort="due_now", sort_is_filled=True, slot="fig2"),
        NumberColumn(name="days", label=gettext_lazy("Days overdue"), value=_days_overdue, labelled=True),
        *[_age_column(name) for name in AGES],
        MoneyColumn(
            name="open",
            label=pgettext_lazy("amount", "Open"),
            value="open_amount",
            sort="open_amount",
            currency="receivable__currency",
            shows_currency=True,
            total=Sum("open_amount"),
            slot="fig",
        ),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Number, reference, customer"), where=_said, prominent=True),
        ChoiceFilter(
            name="age",
            label=gettext_lazy("Age"),
            where=_of_ages,
            choices=[("overdue", gettext_lazy("Overdue")), *[(name, label) for name, (label, _first, _latest) in AGES.items()]],
        ),
        PeriodFilter(name="due", label=gettext_lazy("Due"), path="due_now"),
        AmountFilter(name="open", label=pgettext_lazy("amount", "Open"), path="open_amount"),
        ChoiceFilter(name="kind", label=gettext_lazy("Kind"), path="receivable__source_kind", choices=list(SOURCES.items())),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="overdue", label=pgettext_lazy("several", "Overdue"), query="age=overdue&sort=due"),
        View(name="old", label=gettext_lazy("Over 90 days"), query="age=91&sort=due"),
        View(name="credits", label=gettext_lazy("Credits"), query="open_to=-0.01"),
    ]
    default_sort = "-pk"
    empty = EmptyState(title=gettext_lazy("Nobody owes anything"), text=gettext_lazy("Invoices stand here until they are paid."))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filters = [*type(self).filters, *self.own_filters(request.user)]  # type: ignore[misc,arg-type]

    def own_filters(self, viewer: StaffUser) -> list[Filter]:
        """Filters whose choices are the viewer's own."""
        return [*currency_filters(viewer, "receivable__currency"), *company_filters(viewer, "receivable__entity_id")]

    def rows(self) -> QuerySet[Any]:
        rows = OpenReceivable.objects.select_related("receivable__customer")
        today = self.reader.today
        first_part = _parts().values("receivable").annotate(first=Min("due_on")).values("first")
        ages = {f"age_{name}": _open_of_age(name, today) for name in AGES}
        viewer: StaffUser = self.request.user  # type: ignore[assignment]
        mine = of_my_customers(of_my_entities(rows, viewer, path="receivable__entity"), viewer, "receivable__customer")
        due = {"is_agreed": Exists(_parts()), "due_now": Coalesce(Subquery(first_part), F("receivable__due_on"))}
        return mine.annotate(**due).annotate(**ages)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s item", "%(count)s items", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def receivables(request: StaffRequest) -> HttpResponseBase:
    """All open items."""
    return list_view(request, ReceivableList, template="ledger/list.html", may_book=request.user.may("ledger.book_payments"))


@permit("ledger.see_balance")
def receivable(request: StaffRequest, receivable_id: int) -> HttpResponse:
    """One item: what it was for, what settled it, what is open."""
    item = get_object_or_404(visible_receivables(request.user), pk=receivable_id)
    return render(request, "ledger/receivable.html", _facts(request, item))


@permit("ledger.write_off")
@require_POST
def give_up(request: StaffRequest, receivable_id: int) -> HttpResponse:
    """Give up (part of) an item as a loss."""
    item = get_object_or_404(visible_receivables(request.user).select_related("entity"), pk=receivable_id)
    form = WriteOffForm(request.POST)
    if form.is_valid():
        today = clock.today(item.entity.zone)
        try:
            written = write_off(receivable=item, **form.cleaned_data, actor=request.user, today=today)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            amount = wording.money(written.amount, item.currency, request.user.language)
            toasts.say(request, _("%(amount)s given up.") % {"amount": amount}, undo_url=undo_url("receivable", item.pk))
            return redirect("ledger:receivable", item.pk)
    return refused(request, "ledger/receivable.html", _facts(request, item, form))


def _facts(request: StaffRequest, item: Receivable, form: WriteOffForm | None = None) -> dict[str, Any]:
    moved = Allocation.objects.filter(Q(receivable=item) | Q(credit=item)).select_related(
        "receivable", "payment__customer", "credit", "payout"
    )
    allocations = list(moved.prefetch_related("reversed_by").order_by("pk"))
    own = Q(kind="allocation", source_id__in=[each.pk for each in allocations])
    own |= Q(kind__in=("write_off", "write_off_undone"), source_id__in=item.write_offs.values("pk"))
    open_amount: Decimal = getattr(item, "open_amount", None) or Decimal(0)
    may_give_up = request.user.may("ledger.write_off") and open_amount > 0
    today, due_on = present_reader().today, due_day(item)
    moves = list(item.due_moves.select_related("moved_by").order_by("-pk"))
    plans = list(item.plan_items.select_related("plan").order_by("-plan"))
    return {
        "item": item,
        "due_on": due_on,
        "moves": moves,
        "standing_move": next((move for move in moves if not move.taken_back_at), None),
        "plans": plans,
        "plan": next((one.plan for one in plans if not one.plan.ended), None),
        "may_agree": request.user.may("ledger.agree_terms"),
        "kind": SOURCES.get(item.source_kind, item.source_kind),
        "open_amount": open_amount,
        "has_document": item.source_kind in ("invoice", "credit_note"),
        "overdue": open_amount > 0 and due_on < today,
        "days_overdue": (today - due_on).days,
        "allocations": [(each, allocation_reason(each.reason), each.credit_id == item.pk) for each in allocations],
        "entries": JournalEntry.objects.filter(own).order_by("pk") if request.user.may("ledger.see_books") else [],
        "may_book": request.user.may("ledger.book_payments"),
        "form": (form or WriteOffForm(initial={"amount": open_amount})) if may_give_up else None,
    }
