"""A version drafted, given one more price or one less, approved or thrown away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price
from abonent.catalog.operations import CannotChangePrices, approve_version, discard_draft, draft_version, remove_price, set_price
from abonent.catalog.price_forms import ConfirmationForm, DraftForm, NewPriceForm
from abonent.catalog.price_queries import compare_versions, version_before
from abonent.catalog.queries import version_in_force
from abonent.catalog.views.price_lists import visible_price_list
from abonent.catalog.views.products import language
from abonent.catalog.views.version import version_url, visible_version
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused


@permit("catalog.price")
def new_version(request: StaffRequest, price_list_id: int) -> HttpResponse:
    """A version that will hold from a day, with the present prices raised and rounded."""
    price_list = visible_price_list(request, price_list_id)
    today = clock.today(price_list.entity.zone)
    present = version_in_force(price_list, today)
    next_month = add_months(today.replace(day=1), 1)
    form = DraftForm(request.POST or None, today=today, initial={"valid_from": next_month})
    context = {"form": form, "price_list": price_list, "present": present, "price_count": present.prices.count() if present else 0}
    if request.method != "POST":
        return render(request, "catalog/draft_form.html", context)
    if not form.is_valid():
        return refused(request, "catalog/draft_form.html", context)
    begins = form.cleaned_data["valid_from"]
    try:
        version = draft_version(
            price_list=price_list, valid_from=begins, copy_of=present, raise_percent=form.percent, rounding=form.how, actor=request.user
        )
    except CannotChangePrices as refusal:
        refuse(form, refusal, field="raise_percent" if refusal.code == "prices.raise_too_large" else "valid_from")
        return refused(request, "catalog/draft_form.html", context)
    said = _("The draft from %(day)s is there. Nobody pays its prices until it is approved.")
    undo_url = undo_address(request.user, "price_list_version", version.pk)
    toasts.say(request, said % {"day": wording.day(begins, today, language())}, undo_url=undo_url)
    return redirect(version_url(version))


@permit("catalog.price")
def new_price(request: StaffRequest, version_id: int) -> HttpResponse:
    """One more price of a draft; a case that is there gets the new price."""
    version = visible_version(request, version_id)
    form = NewPriceForm(request.POST or None, price_list=version.price_list, viewer=request.user)
    context = {"form": form, "version": version, "price_list": version.price_list}
    if request.method != "POST":
        return render(request, "catalog/price_form.html", context)
    if not form.is_valid():
        return refused(request, "catalog/price_form.html", context)
    try:
        set_price(version=version, **form.cleaned_data, actor=request.user)
    except CannotChangePrices as refusal:
        refuse(form, refusal)
        return refused(request, "catalog/price_form.html", context)
    toasts.say(request, _("The price is in the draft."), undo_url=undo_address(request.user, "price_list_version", version.pk))
    return redirect(version_url(version))


@permit("catalog.price")
@require_POST
def removal(request: StaffRequest, price_id: int) -> HttpResponse:
    """A case is no longer in the draft."""
    visible = of_my_entities(Price.objects.select_related("version__price_list"), request.user, path="version__price_list__entity")
    price = get_object_or_404(visible, pk=price_id)
    version = price.version
    try:
        remove_price(price=price, actor=request.user)
    except CannotChangePrices as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The price is taken out."), undo_url=undo_address(request.user, "price_list_version", version.pk))
    return redirect(version_url(version))


@permit("catalog.price")
def approval(request: StaffRequest, version_id: int) -> HttpResponse:
    """A draft put in force from its day, once what it changes has been looked at and the code of the list is typed."""
    version = visible_version(request, version_id)
    today = clock.today(version.price_list.entity.zone)
    before = version_before(version)
    form = ConfirmationForm(request.POST or None, code=version.price_list.code)
    context: dict[str, Any] = {"form": form, "version": version, "price_list": version.price_list, "today": today}
    context |= {"comparison": compare_versions(before, version) if before else None, "price_count": version.prices.count()}
    if request.method != "POST":
        return render(request, "catalog/approval.html", context)
    if not form.is_valid():
        return refused(request, "catalog/approval.html", context)
    try:
        approve_version(version=version, actor=request.user, today=today)
    except CannotChangePrices as refusal:
        refuse(form, refusal)
        return refused(request, "catalog/approval.html", context)
    said = _("The version from %(day)s is approved.") % {"day": wording.day(version.valid_from, today, language())}
    toasts.say(request, said)
    return redirect("catalog:price_list", version.price_list_id)


@permit("catalog.price")
def disposal(request: StaffRequest, version_id: int) -> HttpResponse:
    """A draft thrown away, once the code of the list is typed."""
    version = visible_version(request, version_id)
    form = ConfirmationForm(request.POST or None, code=version.price_list.code)
    context = {"form": form, "version": version, "price_list": version.price_list, "price_count": version.prices.count()}
    if request.method != "POST":
        return render(request, "catalog/disposal.html", context)
    if not form.is_valid():
        return refused(request, "catalog/disposal.html", context)
    try:
        discard_draft(version=version, actor=request.user)
    except CannotChangePrices as refusal:
        refuse(form, refusal)
        return refused(request, "catalog/disposal.html", context)
    toasts.say(request, _("The draft is thrown away."))
    return redirect("catalog:price_list", version.price_list_id)
