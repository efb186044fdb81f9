"""The price groups, and the customers who are in them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price, PriceGroup, PriceGroupMember
from abonent.catalog.operations.price_groups import (
    CannotGroup,
    open_price_group,
    put_into_price_group,
    remove_price_group,
    rename_price_group,
)
from abonent.catalog.price_group_forms import MembershipForm, PriceGroupForm
from abonent.catalog.product_queries import said_name
from abonent.catalog.views.columns import name_column, name_or_code
from abonent.catalog.views.products import language
from abonent.customers.listed import chosen_customers
from abonent.customers.models import Customer
from abonent.customers.visibility import of_my_customers, visible_customers
from abonent.kit.names import name_in
from abonent.runs.models import Act
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import Column, EmptyState, List, NumberColumn, list_view

FORM = "catalog/price_group.html"
MEMBERSHIP = "catalog/price_group_membership.html"


class PriceGroupList(List):
    """Price groups of the viewer's companies, with the customers whom he sees in them."""

    name = "price-groups"
    title = gettext_lazy("Price groups")
    columns = [
        name_column("catalog:price_group"),
        Column(name="code", label=gettext_lazy("Code"), sort="code", quiet=True),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", sort="entity__name", slot="sub"),
        NumberColumn(name="members", label=gettext_lazy("Customers"), value="member_count", sort="member_count", slot="fig"),
        NumberColumn(name="prices", label=gettext_lazy("Prices of their own"), value="price_count", sort="price_count", slot="fig2"),
    ]
    filters = [name_or_code()]
    default_sort = "name"
    empty = EmptyState(
        title=gettext_lazy("No price groups yet"),
        text=gettext_lazy("Customers in a price group pay prices of their own, or get discounts: students, staff, libraries."),
        act_label=gettext_lazy("New price group"),
        act_url_name="catalog:new_price_group",
    )

    def rows(self) -> QuerySet[Any]:
        viewer: Any = self.request.user
        groups = visible_price_groups(viewer).select_related("entity").annotate(shown_name=said_name(self.reader.language))
        members = of_my_customers(PriceGroupMember.objects.all(), viewer, "customer").filter(price_group=OuterRef("pk"))
        prices = Price.objects.filter(price_group=OuterRef("pk"))
        return groups.annotate(member_count=_counted(members), price_count=_counted(prices))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s price group", "%(count)s price groups", count) % {"count": wording.number(count, self.reader.language)}


def visible_price_groups(viewer: Any) -> QuerySet[PriceGroup]:
    """Price groups of the companies the viewer works for."""
    return of_my_entities(PriceGroup.objects.all(), viewer)


def _counted(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("price_group").annotate(count=Count("pk")).values("count"))


@permit("catalog.see")
def price_groups(request: StaffRequest) -> HttpResponseBase:
    """All price groups."""
    return list_view(request, PriceGroupList, template="catalog/price_groups.html", may_price=request.user.may("catalog.price"))


@permit("catalog.price")
def new(request: StaffRequest) -> HttpResponse:
    """A price group that is not there yet."""
    form = PriceGroupForm(request.POST or None, viewer=request.user)
    if request.method != "POST":
        return render(request, FORM, {"form": form})
    if not form.is_valid():
        return refused(request, FORM, {"form": form})
    try:
        group = open_price_group(**form.cleaned_data, actor=request.user)
    except CannotGroup as refusal:
        refuse(form, refusal, field="code")
        return refused(request, FORM, {"form": form})
    words = _("%(group)s is there. Choose its customers in their list, and give it prices or discounts.")
    _say(request, words, group)
    return redirect("catalog:price_groups")


@permit("catalog.price")
def edit(request: StaffRequest, price_group_id: int) -> HttpResponse:
    """A price group, with where its customers are; posted, its new name."""
    group = get_object_or_404(visible_price_groups(request.user), pk=price_group_id)
    form = PriceGroupForm(request.POST or None, viewer=request.user, price_group=group, initial={"name": group.name})
    context = {"form": form, "group": group, "customers": f"{reverse('customers:list')}?price_group={group.pk}"}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    _say(request, _("%(group)s is changed."), rename_price_group(price_group=group, name=form.cleaned_data["name"], actor=request.user))
    return redirect("catalog:price_groups")


@permit("catalog.price")
@require_POST
def removal(request: StaffRequest, price_group_id: int) -> HttpResponse:
    """A price group that nobody is in is gone."""
    group = get_object_or_404(visible_price_groups(request.user), pk=price_group_id)
    try:
        remove_price_group(price_group=group, actor=request.user)
    except CannotGroup as refusal:
        toasts.warn(request, str(refusal))
        return redirect("catalog:price_group", price_group_id)
    undo_url = undo_address(request.user, "price_group", price_group_id)
    toasts.say(request, _("%(group)s is taken away.") % {"group": name_in(group.name, language())}, undo_url=undo_url)
    return redirect("catalog:price_groups")


@permit("customers.change")
def membership(request: StaffRequest, number: int) -> HttpResponse:
    """The price group of a customer; posted, another one."""
    customer = get_object_or_404(visible_customers(request.user), merged__number=number)
    present = PriceGroupMember.objects.filter(customer__in=customer.merged_ids, entity__in=request.user.entities.all()).first()
    initial = {"membership": f"{present.entity_id}-{present.price_group_id}" if present else ""}
    form = MembershipForm(request.POST or None, viewer=request.user, initial=initial)
    back = reverse("desk:customer", args=[customer.number]) + "?tab=products"
    context = {"form": form, "customer": customer, "back": back}
    if request.method != "POST":
        return render(request, MEMBERSHIP, context)
    return _put(request, form, customer.merged_ids, context)


@permit("customers.change")
def put_many(request: StaffRequest) -> HttpResponse:
    """Ask for the price group of the chosen customers, then put them into it, and offer the way back."""
    back = f"{reverse('customers:list')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    chosen = chosen_customers(request)
    if not chosen.count:
        toasts.warn(request, _("Nothing is chosen."))
        return HttpResponseRedirect(back)
    form = MembershipForm(request.POST if "membership" in request.POST else None, viewer=request.user)
    context = {"form": form, "chosen": chosen, "back": back}
    if not form.is_bound:
        return render(request, MEMBERSHIP, context)
    # With the records that were merged into theirs: an older subscription names one of these as its payer.
    records = Customer.objects.filter(canonical__in=chosen.rows.order_by().values("pk")).order_by("pk")
    return _put(request, form, list(records.values_list("pk", flat=True)), context)


def _put(request: StaffRequest, form: MembershipForm, customers: list[int], context: dict[str, Any]) -> HttpResponse:
    if not form.is_valid():
        return refused(request, MEMBERSHIP, context)
    try:
        act = put_into_price_group(customers=customers, **form.said, actor=request.user)
    except CannotGroup as refusal:
        refuse(form, refusal, field="membership")
        return refused(request, MEMBERSHIP, context)
    _tell(request, form.said["price_group"], act)
    return HttpResponseRedirect(context["back"])


def _tell(request: StaffRequest, group: PriceGroup | None, act: Act) -> None:
    said = {"count": wording.number(len(act.subject_ids), language()), "group": name_in(group.name, language()) if group else ""}
    if group:
        words = ngettext("%(count)s customer is in %(group)s.", "%(count)s customers are in %(group)s.", len(act.subject_ids))
    else:
        words = ngettext("%(count)s customer is in no price group.", "%(count)s customers are in no price group.", len(act.subject_ids))
    toasts.say(request, words % said, undo_url=reverse("runs:undo", args=[act.pk]))


def _say(request: StaffRequest, text: str, group: PriceGroup) -> None:
    undo_url = undo_address(request.user, "price_group", group.pk)
    toasts.say(request, text % {"group": name_in(group.name, language())}, undo_url=undo_url)
