"""Look at the plan of a run of direct debit; hold some back; how a company collects; what the bank did not pay."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.payment_orders.collection_forms import CollectionTermsForm
from abonent.payment_orders.models import Collection, Mandate, PaymentOrder, PlannedCollection
from abonent.payment_orders.operations.collections import (
    KIND,
    collection_terms_of,
    hold_collections_back,
    note_failure,
    set_collection_terms,
)
from abonent.payment_orders.queries import visible_orders
from abonent.payment_orders.rules.mandates import mandate_account_for_people
from abonent.payment_orders.wording import code_words
from abonent.runs.hold_views import hold_views
from abonent.runs.plan_list import PlanList, may_hold
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.forms import refused
from abonent.ui.lists import (
    AmountFilter,
    BooleanFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    State,
    StateColumn,
    TextFilter,
    list_view,
)
from abonent.ui.steps import steps

STEP_OF_STATE = {"planning": 0, "planned": 1, "done": 3}
STATES: dict[str, State] = {
    Collection.State.UNDER_WAY: State(label=gettext_lazy("under way"), icon="clock", tone="warn"),
    Collection.State.PAID: State(label=gettext_lazy("paid"), icon="circle-check", tone="ok"),
    Collection.State.FAILED: State(label=gettext_lazy("failed"), icon="circle-x", tone="danger"),
    Collection.State.WITHDRAWN: State(label=gettext_lazy("taken back"), icon="arrow-back-up", tone="ink3"),
}


class PlannedCollectionList(PlanList):
    """The collections of one plan."""

    name = "planned-collections"
    title = gettext_lazy("Collections planned")
    identity = "collection_id"
    hold, release = "payment_orders:hold_collections", "payment_orders:release_collections"
    empty = EmptyState(
        title=gettext_lazy("Nothing is collected"),
        text=gettext_lazy("Nothing due within the window is paid by direct debit with a mandate that stands, or all of it is under way."),
    )

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="customer",
                label=_("Customer"),
                value=lambda row: f"{row.mandate.customer.name}, {row.mandate.customer.number}",
                slot="main",
                link=lambda row: reverse("desk:customer", args=[row.mandate.customer.number]),
            ),
            Column(
                name="item",
                label=_("Item"),
                value="receivable.document_number",
                link=lambda row: reverse("ledger:receivable", args=[row.receivable_id]),
            ),
            Column(
                name="account",
                label=_("From account"),
                value=lambda row: mandate_account_for_people(row.mandate.account_number, row.scheme),
                slot="sub",
                quiet=True,
            ),
            DayColumn(name="collect_on", label=_("Collected on"), sort="collect_on"),
            Column(name="sequence", label=_("Sequence"), value="get_sequence_display", quiet=True),
            NumberColumn(name="attempt", label=_("Attempt"), sort="attempt", quiet=True),
            self.hold_column(value=lambda row: "held" if row.is_held_back else None, slot="fig2"),
            MoneyColumn(
                name="amount",
                label=_("Amount"),
                value="expected_open",
                sort="expected_open",
                currency="currency",
                slot="fig",
                total=Sum("expected_open"),
            ),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Customer"), path="mandate__customer__name", prominent=True),
            ChoiceFilter(name="scheme", label=_("Kind"), path="scheme", choices=Mandate.Scheme.choices),
            BooleanFilter(name="held", label=_("Held back"), path="is_held_back"),
            AmountFilter(name="amount", label=_("Amount"), path="expected_open"),
        ]

    def rows(self) -> QuerySet[Any]:
        return PlannedCollection.objects.filter(run=self.run).select_related("mandate__customer", "receivable")

    def counted(self, count: int) -> str:
        return _counted(count, self.reader.language)


class CollectionList(List):
    """The collections of an order, and what became of each."""

    name = "collections"
    title = gettext_lazy("Collections")
    columns = [
        Column(
            name="payer",
            label=gettext_lazy("Customer"),
            value=lambda row: row.payer or row.mandate.reference,
            sort="payer",
            slot="main",
            link=lambda row: reverse("payment_orders:collection", args=[row.pk]),
        ),
        Column(
            name="item",
            label=gettext_lazy("Item"),
            value="receivable.document_number",
            slot="sub",
            link=lambda row: reverse("ledger:receivable", args=[row.receivable_id]),
        ),
        Column(name="mandate", label=gettext_lazy("Mandate"), value="mandate.reference", quiet=True),
        NumberColumn(name="attempt", label=gettext_lazy("Attempt"), sort="attempt", quiet=True),
        StateColumn(name="state", label=gettext_lazy("State"), states=STATES, slot="fig2"),
        Column(name="code", label=gettext_lazy("Answer of the bank"), value=lambda row: code_words(row.code), quiet=True),
        MoneyColumn(
            name="amount", label=gettext_lazy("Amount"), sort="amount", currency="order__currency", slot="fig", total=Sum("amount")
        ),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Customer"), path="payer", prominent=True),
        ChoiceFilter(name="state", label=gettext_lazy("State"), path="state", choices=Collection.State.choices),
    ]
    default_sort = "pk"
    empty = EmptyState(title=gettext_lazy("No collections"))

    def __init__(self, request: StaffRequest, order: PaymentOrder) -> None:
        super().__init__(request)
        self.order = order

    def rows(self) -> QuerySet[Any]:
        return Collection.objects.filter(order=self.order).select_related("mandate", "receivable", "order")

    def counted(self, count: int) -> str:
        return _counted(count, self.reader.language)


@permit("payment_orders.see")
def planned_collections(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan; once it is committed, its orders."""
    run = get_object_or_404(visible_runs(request.user).filter(kind=KIND), pk=run_id)
    if visible_orders(request.user).filter(run=run).exists():
        return redirect("payment_orders:payment_orders")
    context = {
        "run": run,
        "steps": steps([_("Plan"), _("Look"), _("Commit")], present=STEP_OF_STATE.get(run.state, 2), urls=[run.url, request.path, run.url]),
        "held": PlannedCollection.objects.filter(run=run, is_held_back=True).count(),
        "again": PlannedCollection.objects.filter(run=run, attempt__gt=1).count(),
        "may_commit": may_hold(request.user, run) and run.planned_rows,
    }
    return list_view(request, partial(PlannedCollectionList, run=run), template="payment_orders/planned_collections.html", **context)  # type: ignore[arg-type]


hold, release = hold_views(
    permission="payment_orders.order",
    look_url="payment_orders:planned_collections",
    rows=lambda collections, runs: PlannedCollection.objects.filter(collection_id__in=collections, run__in=runs.filter(kind=KIND)),
    hold=lambda run, rows, held, actor: hold_collections_back(run=run, collections=[row.collection_id for row in rows], held=held),
    recorded=False,
)


@permit("payment_orders.see")
def collection(request: StaffRequest, collection_id: int) -> HttpResponse:
    """One attempt to collect; what the bank did not pay of it is noted here."""
    row = _collection(request, collection_id)
    context = {
        "collection": row,
        "state": STATES[row.state],
        "code": code_words(row.code),
        "account": row.account_number and mandate_account_for_people(row.account_number, row.mandate.scheme),
        "may_note": row.state == Collection.State.UNDER_WAY and request.user.may("payment_orders.order"),
    }
    return render(request, "payment_orders/collection.html", context)


@permit("payment_orders.order")
@require_POST
def failure(request: StaffRequest, collection_id: int) -> HttpResponse:
    """The bank did not pay it, by this code."""
    row = _collection(request, collection_id)
    code = request.POST.get("code", "").strip().upper()[:10]
    try:
        note_failure(collection=row, code=code, actor=request.user, today=clock.today(row.order.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("It is noted that the bank did not pay."))
    return redirect("payment_orders:collection", row.pk)


@permit("payment_orders.edit_terms")
def collection_terms(request: StaffRequest, entity_id: int) -> HttpResponse:
    """By which agreements, how long before, how often again."""
    entity = get_object_or_404(request.user.entities, pk=entity_id)
    form = CollectionTermsForm(request.POST or None, terms=collection_terms_of(entity))
    context = {"form": form, "entity": entity}
    if request.method != "POST":
        return render(request, "payment_orders/collection_terms.html", context)
    if not form.is_valid():
        return refused(request, "payment_orders/collection_terms.html", context)
    set_collection_terms(terms=form.said, actor=request.user)
    said = _("%(company)s collects so from the next run on.") % {"company": entity.name}
    toasts.say(request, said, undo_url=undo_address(request.user, "entity", entity.pk))
    return redirect("payment_orders:payment_orders")


def _collection(request: StaffRequest, collection_id: int) -> Collection:
    rows = Collection.objects.filter(order__in=visible_orders(request.user).values("pk"))
    return get_object_or_404(rows.select_related("order__entity", "mandate", "receivable", "customer"), pk=collection_id)


def _counted(count: int, language: str) -> str:
    return ngettext("%(count)s collection", "%(count)s collections", count) % {"count": wording.number(count, language)}
