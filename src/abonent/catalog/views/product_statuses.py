"""The statuses that customers may have with products, set up by a manager."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.customer_product_forms import StatusWordForm
from abonent.catalog.models import ProductStatus
from abonent.catalog.operations.product_statuses import add_product_status, change_product_status, install_product_statuses
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refused

TEMPLATE = "catalog/product_status.html"


@permit("catalog.change")
def statuses(request: StaffRequest) -> HttpResponse:
    """Every status in its order, with how often it is given."""
    rows = ProductStatus.objects.annotate(uses=Count("given")).order_by("retired", "ordinal", "pk")
    return render(request, "catalog/product_statuses.html", {"statuses": rows})


@permit("catalog.change")
@require_POST
def usual(request: StaffRequest) -> HttpResponse:
    """Begin with the usual statuses."""
    install_product_statuses(actor=request.user)
    toasts.say(request, _("The usual statuses can be chosen. Call them what you like."))
    return redirect("catalog:product_statuses")


@permit("catalog.change")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a new status; posted, the status."""
    form = StatusWordForm(request.POST or None)
    del form.fields["in_use"], form.fields["ordinal"]
    context = _context(form)
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    status = add_product_status(actor=request.user, **form.cleaned_data)
    _say(request, _("%(status)s can be chosen.") % {"status": status}, status)
    return redirect("catalog:product_statuses")


@permit("catalog.change")
def edit(request: StaffRequest, status_id: int) -> HttpResponse:
    """The form of a status; posted, the change."""
    status = get_object_or_404(ProductStatus, pk=status_id)
    initial = {name: getattr(status, name) for name in ("name", "tone", "means_bought", "ordinal")}
    form = StatusWordForm(request.POST or None, initial={**initial, "in_use": not status.retired})
    context = _context(form) | {"status": status}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = dict(form.cleaned_data)
    status = change_product_status(status=status, said={**said, "retired": not said.pop("in_use")}, actor=request.user)
    _say(request, _("%(status)s is changed.") % {"status": status}, status)
    return redirect("catalog:product_statuses")


def _say(request: StaffRequest, text: str, status: ProductStatus) -> None:
    toasts.say(request, text, undo_url=undo_address(request.user, "product_status", status.pk))


def _context(form: StatusWordForm) -> dict[str, Any]:
    return {"form": form, "back": reverse("catalog:product_statuses")}
