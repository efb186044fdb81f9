"""Customers by product and status: the list of all, and what can be done with several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.catalog.customer_product_forms import ManyProductStatusesForm, ManyStatusesForm
from abonent.catalog.customer_product_queries import products_to_choose, visible_customer_products
from abonent.catalog.models import CustomerProduct, ProductStatus
from abonent.catalog.operations.customer_products import CannotSetStatus, Pair, pairs_of, set_product_statuses
from abonent.catalog.product_queries import said_name
from abonent.customers.choices import colleagues_to_choose, staff_name
from abonent.customers.listed import chosen_customers
from abonent.customers.models.customers import SortKey, name_order
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import (
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.bulk import Chosen, chosen_rows

BULK = "catalog/many_statuses.html"


class CustomerProductList(List):
    """Every customer with every product that he has a status with."""

    name = "customer-products"
    title = gettext_lazy("Customers by product")
    default_sort = "customer"
    empty = EmptyState(
        title=gettext_lazy("No customer has a status with a product yet"),
        text=gettext_lazy("Give one on the page of a customer under Products, or choose several in the list of customers."),
        act_label=gettext_lazy("Customers"),
        act_url_name="customers:list",
    )
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="buyers", label=gettext_lazy("Have bought"), query="bought=yes"),
        View(name="others", label=gettext_lazy("Have not bought"), query="bought=no"),
    ]
    columns = [
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="customer.canonical.list_name",
            sort="customer_key",
            slot="main",
            link=lambda row: reverse("desk:customer", args=[row.customer.canonical.number]) + "?tab=products",
        ),
        Column(name="number", label=gettext_lazy("Number"), value="customer.canonical.number", sort="customer__canonical__number"),
        Column(name="product", label=gettext_lazy("Product"), value="product_name", sort="product_name", slot="sub"),
        Column(name="code", label=gettext_lazy("Code"), value="product.code", quiet=True, shown=False),
        DayColumn(name="since", label=gettext_lazy("Since"), sort="since", slot="fig2"),
        Column(name="seller", label=gettext_lazy("Seller"), value=lambda row: staff_name(row.seller)),
        Column(name="source", label=gettext_lazy("Source"), quiet=True),
        Column(name="note", label=gettext_lazy("Note"), quiet=True, shown=False),
    ]
    bulk = [
        BulkAct(label=gettext_lazy("Status"), url_name="catalog:bulk_customer_products", icon="tag", permission="catalog.note", of_all=True)
    ]

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        statuses = list(ProductStatus.objects.all())
        states = {str(status.pk): State(label=str(status), icon="tag", tone=status.tone) for status in statuses}
        status = StateColumn(
            name="status",
            label=gettext_lazy("Status"),
            value=lambda row: str(row.status_id),
            sort="status__ordinal",
            slot="fig",
            states=states,
        )
        self.columns = [*type(self).columns[:4], status, *type(self).columns[4:]]  # type: ignore[misc]
        self.filters = self._filters([(one.pk, str(one)) for one in statuses])  # type: ignore[misc]

    def _filters(self, statuses: list[tuple[int, str]]) -> list[Any]:
        return [
            TextFilter(
                name="q",
                label=gettext_lazy("Customer or number"),
                where=lambda text: Q(customer__canonical__name__icontains=text) | Q(number_text__startswith=text),
                prominent=True,
            ),
            ChoiceFilter(
                name="product",
                label=gettext_lazy("Product"),
                path="product_id",
                choices=lambda: products_to_choose(self.request.user, self.reader.today),  # type: ignore[arg-type]
            ),
            ChoiceFilter(name="status", label=gettext_lazy("Status"), path="status_id", choices=statuses),
            BooleanFilter(name="bought", label=gettext_lazy("Has bought"), path="status__means_bought"),
            ChoiceFilter(name="seller", label=gettext_lazy("Seller"), path="seller_id", choices=colleagues_to_choose, empty=True),
            PeriodFilter(name="since", label=gettext_lazy("Since"), path="since"),
            TextFilter(name="source", label=gettext_lazy("Source"), path="source", empty=True),
            TextFilter(name="note", label=gettext_lazy("Note"), path="note", empty=True),
        ]

    def rows(self) -> QuerySet[CustomerProduct]:
        rows = visible_customer_products(self.request.user).select_related("customer__canonical", "product", "status", "seller")  # type: ignore[arg-type]
        return rows.annotate(
            product_name=said_name(self.reader.language, "product__name"),
            customer_key=SortKey(F("customer__canonical__list_name"), Value(name_order(self.reader.language))),
            number_text=Cast("customer__canonical__number", CharField()),
        )

    def counted(self, count: int) -> str:
        said = ngettext("%(count)s status with a product", "%(count)s statuses with products", count)
        return said % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def customer_product_list(request: StaffRequest) -> HttpResponseBase:
    """What all customers are to all products."""
    return list_view(request, CustomerProductList, template="catalog/customer_products.html")


@permit("catalog.note")
def change_many(request: StaffRequest) -> HttpResponse:
    """Ask what the chosen rows shall be, then let them be that, and offer the way back."""
    back = f"{reverse('catalog:customer_products')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = ManyStatusesForm(_posted(request), today=today_of(request), initial={"since": today_of(request)})
    return _change_many(request, form, chosen_rows(request, CustomerProductList(request)), pairs_of, back)


@permit("catalog.note")
def note_many(request: StaffRequest) -> HttpResponse:
    """Ask what the chosen customers shall be to which product, then let them be that, and offer the way back."""
    back = f"{reverse('customers:list')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = ManyProductStatusesForm(_posted(request), viewer=request.user, today=today_of(request), initial={"since": today_of(request)})

    def pairs(customers: QuerySet[Any]) -> list[Pair]:
        product = form.cleaned_data["product"].pk
        return [(customer, product) for customer in customers.order_by("pk").values_list("pk", flat=True)]

    return _change_many(request, form, chosen_customers(request), pairs, back)


def _posted(request: StaffRequest) -> Any:
    """The answers of the form, None while it is asked for with nothing but the chosen rows."""
    return request.POST if "status" in request.POST else None


def _change_many(
    request: StaffRequest, form: ManyStatusesForm, chosen: Chosen, pairs: Callable[[QuerySet[Any]], list[Pair]], back: str
) -> HttpResponse:
    if not chosen.count:
        toasts.warn(request, _("Nothing is chosen."))
        return HttpResponseRedirect(back)
    context = {"form": form, "chosen": chosen, "back": back}
    if not form.is_bound:
        return render(request, BULK, context)
    if not form.is_valid():
        return refused(request, BULK, context)
    try:
        act = set_product_statuses(pairs=pairs(chosen.rows), said=form.said(request.user), actor=request.user, today=today_of(request))
    except CannotSetStatus as refusal:
        refuse(form, refusal)
        return refused(request, BULK, context)
    count = len(act.subject_ids)
    said = ngettext("%(count)s status is noted.", "%(count)s statuses are noted.", count)
    words = said % {"count": wording.number(count, request.user.language)}
    toasts.say(request, words, undo_url=reverse("runs:undo", args=[act.pk]))
    return HttpResponseRedirect(back)
