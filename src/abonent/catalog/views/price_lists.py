"""The price lists, the page of one with its versions by day, and a new one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import PriceList
from abonent.catalog.operations import CannotChangePrices, open_price_list
from abonent.catalog.price_forms import PriceListForm
from abonent.catalog.price_queries import version_lines, visible_price_lists, with_versions
from abonent.catalog.product_queries import said_name
from abonent.catalog.views.columns import name_column, name_or_code
from abonent.catalog.views.products import entities, language
from abonent.catalog.views.states import VERSION_STATES
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, list_view
from abonent.ui.open_records import remember


class PriceListList(List):
    """Price lists of the viewer's companies."""

    name = "price-lists"
    title = _("Price lists")
    columns = [
        name_column("catalog:price_list"),
        Column(name="code", label=_("Code"), sort="code", quiet=True),
        Column(name="entity", label=_("Company"), value="entity.name", sort="entity__name", slot="sub"),
        Column(name="currency", label=_("Currency"), sort="currency"),
        Column(name="basis", label=_("Its prices are"), value=lambda row: row.get_basis_display(), quiet=True),
        DayColumn(name="since", label=_("In force since"), value="in_force_from", sort="in_force_from", slot="fig2"),
        NumberColumn(name="prices", label=_("Prices"), value="price_count", sort="price_count", slot="fig"),
        DayColumn(name="next", label=_("Next version from"), value="next_from", sort="next_from"),
    ]
    filters = [
        name_or_code(),
        ChoiceFilter(name="entity", label=_("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=_("No price lists yet"),
        text=_("A price list has versions; each holds from its day until the next."),
        act_label=_("New price list"),
        act_url_name="catalog:new_price_list",
    )

    def rows(self) -> QuerySet[Any]:
        lists = with_versions(visible_price_lists(self.request.user), self.reader.today)  # type: ignore[arg-type]
        return lists.annotate(shown_name=said_name(self.reader.language))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s price list", "%(count)s price lists", count) % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def price_lists(request: StaffRequest) -> HttpResponseBase:
    """All price lists."""
    return list_view(request, PriceListList, template="catalog/price_lists.html", may_price=request.user.may("catalog.price"))


@permit("catalog.see")
def price_list_page(request: StaffRequest, price_list_id: int) -> HttpResponse:
    """A price list: its versions by day, the latest first."""
    price_list = visible_price_list(request, price_list_id)
    today = clock.today(price_list.entity.zone)
    remember(request, label=name_in(price_list.name, language()), url=request.path, icon="tag")
    return render(
        request,
        "catalog/price_list.html",
        {
            "price_list": price_list,
            "today": today,
            "versions": [(line, VERSION_STATES[line.state]) for line in version_lines(price_list, today)],
            "may_price": request.user.may("catalog.price"),
            "may_reprice": request.user.may("subscriptions.reprice") and request.user.sees_everybody,
        },
    )


@permit("catalog.price")
def new(request: StaffRequest) -> HttpResponse:
    """A price list that is not there yet."""
    first = request.user.entities.order_by("name").first()
    form = PriceListForm(request.POST or None, viewer=request.user, initial={"currency": first.currency if first else ""})
    if request.method != "POST":
        return render(request, "catalog/price_list_form.html", {"form": form})
    if not form.is_valid():
        return refused(request, "catalog/price_list_form.html", {"form": form})
    try:
        price_list = open_price_list(**form.cleaned_data, actor=request.user)
    except CannotChangePrices as refusal:
        refuse(form, refusal, field="code")
        return refused(request, "catalog/price_list_form.html", {"form": form})
    toasts.say(
        request, gettext("%(list)s is there. Its prices come with its first version.") % {"list": name_in(price_list.name, language())}
    )
    return redirect("catalog:price_list", price_list.pk)


def visible_price_list(request: StaffRequest, price_list_id: int) -> PriceList:
    """A price list the viewer may see; else there is none."""
    return get_object_or_404(visible_price_lists(request.user), pk=price_list_id)
