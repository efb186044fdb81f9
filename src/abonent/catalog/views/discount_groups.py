"""Groups of discounts of which one alone holds."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.discount_forms import DiscountGroupForm
from abonent.catalog.discount_queries import visible_discount_groups
from abonent.catalog.models import DiscountGroup
from abonent.catalog.operations import CannotDiscount, change_discount_group, open_discount_group, remove_discount_group
from abonent.catalog.views.products import language
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import refused

FORM = "catalog/discount_group.html"


@permit("catalog.price")
def groups(request: StaffRequest) -> HttpResponse:
    """Every group, with how many discounts belong to it."""
    rows = visible_discount_groups(request.user).annotate(uses=Count("discounts")).order_by("price_list__code", "pk")
    return render(request, "catalog/discount_groups.html", {"groups": rows})


@permit("catalog.price")
def new(request: StaffRequest) -> HttpResponse:
    """A group that is not there yet."""
    form = DiscountGroupForm(request.POST or None, viewer=request.user)
    if request.method != "POST":
        return render(request, FORM, {"form": form})
    if not form.is_valid():
        return refused(request, FORM, {"form": form})
    _say(request, _("%(group)s can be chosen in its discounts."), open_discount_group(**form.cleaned_data, actor=request.user))
    return redirect("catalog:discount_groups")


@permit("catalog.price")
def edit(request: StaffRequest, group_id: int) -> HttpResponse:
    """The form of a group; posted, the change."""
    group = _visible(request, group_id)
    initial = {"name": group.name, "takes": group.takes, "price_list": group.price_list_id}
    form = DiscountGroupForm(request.POST or None, viewer=request.user, group=group, initial=initial)
    context = {"form": form, "group": group}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    said = form.cleaned_data
    _say(
        request, _("%(group)s is changed."), change_discount_group(group=group, name=said["name"], takes=said["takes"], actor=request.user)
    )
    return redirect("catalog:discount_groups")


@permit("catalog.price")
@require_POST
def removal(request: StaffRequest, group_id: int) -> HttpResponse:
    """A group without discounts is gone."""
    group = _visible(request, group_id)
    try:
        remove_discount_group(group=group, actor=request.user)
    except CannotDiscount as refusal:
        toasts.warn(request, str(refusal))
    else:
        undo_url = undo_address(request.user, "discount_group", group_id)
        toasts.say(request, _("%(group)s is taken away.") % {"group": name_in(group.name, language())}, undo_url=undo_url)
    return redirect("catalog:discount_groups")


def _visible(request: StaffRequest, group_id: int) -> DiscountGroup:
    return get_object_or_404(visible_discount_groups(request.user), pk=group_id)


def _say(request: StaffRequest, text: str, group: DiscountGroup) -> None:
    undo_url = undo_address(request.user, "discount_group", group.pk)
    toasts.say(request, text % {"group": name_in(group.name, language())}, undo_url=undo_url)
