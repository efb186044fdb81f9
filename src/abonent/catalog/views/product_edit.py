"""A product registered, changed with its components, withdrawn from sale and offered again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.forms import ComponentSet, ProductForm, WithdrawalForm, component_set, initial_product
from abonent.catalog.models import Product
from abonent.catalog.operations import (
    CannotDescribe,
    ProductDescription,
    change_product,
    description_of,
    offer_product,
    register_product,
    withdraw_product,
)
from abonent.catalog.views.products import language, visible_product
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader

# Where a refusal is shown: beside what it is about.
FIELDS = {"product.code_taken": "code", "product.seats_taken": "seats"}


@permit("catalog.change")
def new(request: StaffRequest) -> HttpResponse:
    """A product that is not there yet."""
    return _form(request, None)


@permit("catalog.change")
def description(request: StaffRequest, product_id: int) -> HttpResponse:
    """A product as it shall be."""
    return _form(request, visible_product(request, product_id))


@permit("catalog.change")
def withdrawal(request: StaffRequest, product_id: int) -> HttpResponse:
    """From when nobody new gets it."""
    product = visible_product(request, product_id)
    today = clock.today(product.entity.zone)
    form = WithdrawalForm(request.POST or None, today=today, initial={"withdrawn_on": today})
    context = {"form": form, "product": product}
    if request.method != "POST":
        return render(request, "catalog/withdrawal.html", context)
    if not form.is_valid():
        return refused(request, "catalog/withdrawal.html", context)
    withdrawn_on = form.cleaned_data["withdrawn_on"]
    withdraw_product(product=product, withdrawn_on=withdrawn_on, actor=request.user)
    said = {"product": name_in(product.name, language()), "day": wording.day(withdrawn_on, today, language())}
    toasts.say(
        request, _("%(product)s takes no new orders from %(day)s.") % said, undo_url=undo_address(request.user, "product", product.pk)
    )
    return redirect("catalog:product", product.pk)


@permit("catalog.change")
@require_POST
def offering(request: StaffRequest, product_id: int) -> HttpResponse:
    """It is sold again."""
    product = visible_product(request, product_id)
    offer_product(product=product, actor=request.user)
    said = {"product": name_in(product.name, language())}
    toasts.say(request, _("%(product)s can be ordered again.") % said, undo_url=undo_address(request.user, "product", product.pk))
    return redirect("catalog:product", product.pk)


def _form(request: StaffRequest, product: Product | None) -> HttpResponse:
    today = clock.today(product.entity.zone) if product else present_reader().today
    described = description_of(product, today) if product else None
    data = request.POST if request.method == "POST" else None
    form = ProductForm(
        data,
        initial=initial_product(product, described, viewer=request.user, today=today),
        today=today,
        viewer=request.user,
        product=product,
    )
    components = component_set(viewer=request.user, product=product, described=described, data=data)
    context = {"form": form, "components": components, "product": product}
    if data is None:
        return render(request, "catalog/product_form.html", context)
    if not (form.is_valid() & components.is_valid()):
        return refused(request, "catalog/product_form.html", context)
    try:
        saved = _save(request, product, form, components)
    except CannotDescribe as refusal:
        refuse(form, refusal, field=FIELDS.get(refusal.code))
        return refused(request, "catalog/product_form.html", context)
    undo_url = undo_address(request.user, "product", saved.pk)
    toasts.say(request, _("%(product)s is saved.") % {"product": name_in(saved.name, language())}, undo_url=undo_url)
    return redirect("catalog:product", saved.pk)


def _save(request: StaffRequest, product: Product | None, form: ProductForm, components: ComponentSet) -> Product:
    described: ProductDescription = form.described(components.described())
    shares_from = form.cleaned_data["shares_from"]
    if product is None:
        return register_product(entity=form.cleaned_data["entity"], described=described, shares_from=shares_from, actor=request.user)
    return change_product(product=product, described=described, shares_from=shares_from, actor=request.user)
