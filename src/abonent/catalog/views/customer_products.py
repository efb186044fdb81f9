"""What a customer has, had and is to products: a tab of his page, and the form of one product."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.catalog.customer_product_forms import ProductStatusForm, StatusForm
from abonent.catalog.customer_product_queries import price_groups_of, product_name, product_statuses_of, products_held, products_to_choose
from abonent.catalog.models import Product, ProductStatus
from abonent.catalog.operations.customer_products import CannotSetStatus, Said, remove_product_status, set_product_status
from abonent.catalog.views.products import language, visible_product
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.kit import statements
from abonent.kit.names import name_in
from abonent.runs.models import Act
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

FORM = "catalog/customer_product.html"


@permit("catalog.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What he has and had by orders, and what he is said to be to a product."""
    customer, today = customer_at_hand(request, customer_id), today_of(request)
    held = products_held(customer, request.user, today)
    may_note = request.user.may("catalog.note")
    context = {
        "customer": customer,
        "today": today,
        "has": [one for one in held if not one.is_had],
        "had": [one for one in held if one.is_had],
        "said": product_statuses_of(customer, request.user),
        "may_note": may_note,
        "may_set_up": request.user.may("catalog.change"),
        "statuses": list(ProductStatus.objects.in_use()),
        "products": products_to_choose(request.user, today) if may_note else [],
        "price_groups": list(price_groups_of(customer, request.user)),
        "may_group": request.user.may("customers.change"),
    }
    return render(request, "catalog/panels/customer_products.html", context)


@permit("catalog.note")
@require_POST
def note(request: StaffRequest, number: int) -> HttpResponse:
    """Say with one press what the customer is to a product from today."""
    customer = _customer(number)
    key = request.POST.get("product", "")
    product = visible_product(request, int(key) if key.isdecimal() else 0)
    chosen = request.POST.get("status", "")
    status = get_object_or_404(ProductStatus, pk=chosen if chosen.isdecimal() else None)
    said = Said(status=status, since=today_of(request), seller=request.user, keeps_rest=True)
    try:
        act = set_product_status(customer=customer, product=product, said=said, actor=request.user, today=today_of(request))
    except CannotSetStatus as refusal:
        toasts.warn(request, str(refusal))
    else:
        _tell(request, product, status, act)
    return redirect(_page(customer))


@permit("catalog.note")
def new(request: StaffRequest, number: int) -> HttpResponse:
    """The form of a status with a product still to choose; posted, the status."""
    customer, today = _customer(number), today_of(request)
    initial = {"since": today, "seller": request.user.pk, "product": request.GET.get("product")}
    form = ProductStatusForm(request.POST or None, viewer=request.user, today=today, initial=initial)
    context = {"form": form, "customer": customer, "title": _("Status with a product"), "back": _page(customer)}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    return _saved(request, customer, form.cleaned_data["product"], form, context)


@permit("catalog.note")
def edit(request: StaffRequest, number: int, product_id: int) -> HttpResponse:
    """The form of what he is to a product, with all that was said before; posted, the change."""
    customer, product = _customer(number), visible_product(request, product_id)
    present = next((one for one in product_statuses_of(customer, request.user) if one.product_id == product.pk), None)
    if present is None:
        raise Http404
    initial = {name: getattr(present, name) for name in ("status", "since", "seller", "source", "note")}
    form = StatusForm(request.POST or None, today=today_of(request), present=present, initial=initial)
    context = {
        "form": form,
        "customer": customer,
        "product": product,
        "title": product_name(product),
        "back": _page(customer),
        "history": _history(request, customer, product),
    }
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    return _saved(request, customer, product, form, context)


@permit("catalog.note")
@require_POST
def remove(request: StaffRequest, number: int, product_id: int) -> HttpResponse:
    """Say nothing of him and the product any more."""
    customer, product = _customer(number), visible_product(request, product_id)
    try:
        act = remove_product_status(customer=customer, product=product, actor=request.user, today=today_of(request))
    except CannotSetStatus as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = _("%(product)s: the status is taken away.") % {"product": product_name(product)}
        toasts.say(request, words, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect(_page(customer))


def _saved(request: StaffRequest, customer: Customer, product: Product, form: StatusForm, context: dict[str, Any]) -> HttpResponse:
    said = form.said()
    try:
        act = set_product_status(customer=customer, product=product, said=said, actor=request.user, today=today_of(request))
    except CannotSetStatus as refusal:
        refuse(form, refusal)
        return refused(request, FORM, context)
    _tell(request, product, said.status, act)
    return redirect(_page(customer))


def _tell(request: StaffRequest, product: Product, status: ProductStatus, act: Act) -> None:
    words = _("%(product)s: %(status)s.") % {"product": product_name(product), "status": status}
    toasts.say(request, words, undo_url=reverse("runs:undo", args=[act.pk]))


def _history(request: StaffRequest, customer: Customer, product: Product) -> list[dict[str, Any]]:
    """What was said of him and the product, latest first, as the reader calls it."""
    asked = {"customers": customer.merged_ids, "product": product.pk, "viewer": request.user.pk}
    rows = statements.rows("catalog/history_of_customer_product", **asked)
    return [{**row._asdict(), "status": name_in(json.loads(row.status), language())} for row in rows]


def _customer(number: int) -> Customer:
    return get_object_or_404(Customer, merged__number=number)


def _page(customer: Customer) -> str:
    return reverse("desk:customer", args=[customer.number]) + "?tab=products"
