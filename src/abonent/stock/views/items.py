"""The items in stock, a new one, and the page of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.views.columns import name_column
from abonent.catalog.views.products import entities
from abonent.runs.queries import undo_address
from abonent.stock.forms import ItemForm
from abonent.stock.models import StockItem
from abonent.stock.operations import CannotKeepItem, add_item, change_item
from abonent.stock.operations.items import describe_item
from abonent.stock.queries import ENOUGH, LOW, OUT, RETIRED, items_at_hand, visible_items, visible_movements
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

STATES = {
    ENOUGH: State(label=pgettext_lazy("stock", "Enough"), icon="circle-check", tone="ok"),
    LOW: State(label=gettext_lazy("To be ordered"), icon="alert-triangle", tone="warn"),
    OUT: State(label=gettext_lazy("None free"), icon="circle-x", tone="danger"),
    RETIRED: State(label=gettext_lazy("Not given out any more"), icon="archive", tone="ink2"),
}
FORM = "stock/item_form.html"
# What is older is one click away.
LATEST = 20


class ItemList(List):
    """Items of the viewer's companies, with what there is of each."""

    name = "stock"
    title = gettext_lazy("Stock")
    columns = [
        name_column("stock:item"),
        Column(name="number", label=gettext_lazy("Item number"), sort="number", slot="sub"),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", sort="entity__name", quiet=True),
        NumberColumn(name="on_hand", label=gettext_lazy("In stock"), value="balance.on_hand", sort="balance__on_hand"),
        NumberColumn(name="reserved", label=gettext_lazy("Kept back"), value="balance.reserved", sort="balance__reserved"),
        NumberColumn(name="free", label=pgettext_lazy("stock", "Free"), sort="free", slot="fig", labelled=True),
        NumberColumn(name="level", label=gettext_lazy("Reorder level"), value="reorder_level", sort="reorder_level", quiet=True),
        NumberColumn(name="order", label=gettext_lazy("Pieces at a time"), value="reorder_pieces", quiet=True),
        MoneyColumn(name="average", label=gettext_lazy("Worth of one"), currency="entity__currency", quiet=True),
        MoneyColumn(
            name="value",
            label=gettext_lazy("Value"),
            value="balance.value",
            sort="balance__value",
            currency="entity__currency",
            total=Sum("balance__value"),
        ),
        StateColumn(name="state", label=gettext_lazy("State"), slot="fig2", states=STATES),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="reorder", label=gettext_lazy("To be ordered"), query="state=low&state=out"),
        View(name="retired", label=gettext_lazy("Not given out any more"), query="state=retired"),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Name or number"),
            where=lambda text: Q(shown_name__icontains=text) | Q(number__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(name="state", label=gettext_lazy("State"), choices=[(code, state.label) for code, state in STATES.items()]),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "number"
    empty = EmptyState(
        title=gettext_lazy("Nothing in stock yet"),
        text=gettext_lazy("An item is something of which pieces lie on the shelf. Add it, then note what came in."),
        act_label=gettext_lazy("New item"),
        act_url_name="stock:new_item",
    )

    def rows(self) -> QuerySet[Any]:
        return items_at_hand(self.request.user, self.reader.language)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s item", "%(count)s items", count) % {"count": wording.number(count, self.reader.language)}


@permit("stock.see")
def items(request: StaffRequest) -> HttpResponseBase:
    """All items."""
    may = {"may_change": request.user.may("stock.change"), "may_move": request.user.may("stock.move")}
    return list_view(request, ItemList, template="stock/items.html", **may)


@permit("stock.see")
def item_page(request: StaffRequest, item_id: int) -> HttpResponse:
    """An item: what there is of it, what is kept back, and what moved lately."""
    item = get_object_or_404(items_at_hand(request.user, present_reader().language), pk=item_id)
    remember(request, label=item.shown_name, url=request.path, icon="stack-2")
    latest = list(visible_movements(request.user).filter(item=item).order_by("-pk")[: LATEST + 1])
    context = {
        "item": item,
        "state": STATES[item.state],
        "movements": latest[:LATEST],
        "more": len(latest) > LATEST,
        "may_change": request.user.may("stock.change"),
        "may_move": request.user.may("stock.move"),
    }
    return render(request, "stock/item.html", context)


@permit("stock.change")
def new(request: StaffRequest) -> HttpResponse:
    """An item that is not there yet."""
    form = ItemForm(request.POST or None, viewer=request.user)
    if request.method != "POST":
        return render(request, FORM, {"form": form})
    if not form.is_valid():
        return refused(request, FORM, {"form": form})
    try:
        item = add_item(entity=form.cleaned_data["entity"], described=form.described, actor=request.user)
    except CannotKeepItem as refusal:
        refuse(form, refusal, field="number")
        return refused(request, FORM, {"form": form})
    _say(request, _("%(item)s is there. Note now what came in."), item)
    return redirect(item.url)


@permit("stock.change")
def change(request: StaffRequest, item_id: int) -> HttpResponse:
    """Other words, another level, given out no more or again."""
    item = get_object_or_404(visible_items(request.user), pk=item_id)
    form = ItemForm(request.POST or None, viewer=request.user, item=item, initial=vars(describe_item(item)))
    context = {"form": form, "item": item}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    try:
        item = change_item(item=item, described=form.described, actor=request.user)
    except CannotKeepItem as refusal:
        refuse(form, refusal, field="number" if refusal.code == "stock.number_taken" else None)
        return refused(request, FORM, context)
    _say(request, _("%(item)s is changed."), item)
    return redirect(item.url)


def _say(request: StaffRequest, text: str, item: StockItem) -> None:
    toasts.say(request, text % {"item": str(item)}, undo_url=undo_address(request.user, "stock_item", item.pk))
