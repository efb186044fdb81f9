"""All movements; pieces that came or are lost, with what that does; and taking one back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.product_queries import said_name
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.stock.forms import ReceiptForm, WriteOffForm
from abonent.stock.models import StockItem, StockMovement
from abonent.stock.models.movement import KINDS, RECEIPT, WRITE_OFF
from abonent.stock.operations import MovementEffect, move, preview_move, reverse_movement
from abonent.stock.queries import visible_items, visible_movements
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, MoneyColumn, NumberColumn, PeriodFilter, list_view
from abonent.ui.lists.filters import Filter

EFFECT = "movement-effect"


class MovementList(List):
    """Every movement of the viewer's companies, the latest first."""

    name = "stock-movements"
    title = gettext_lazy("Movements of stock")
    default_sort = "-id"
    columns = [
        Column(name="item", label=gettext_lazy("Item"), value="item_name", sort="item_name", slot="main", link=lambda row: row.item.url),
        Column(name="kind", label=gettext_lazy("What"), value="get_kind_display", slot="sub"),
        DayColumn(name="day", label=gettext_lazy("Day"), value="moved_on", sort="moved_on", slot="fig2"),
        NumberColumn(name="pieces", label=gettext_lazy("Pieces"), sort="pieces", slot="fig", total=Sum("pieces")),
        NumberColumn(name="unit_cost", label=gettext_lazy("Cost of one"), sort="unit_cost", quiet=True),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Worth"),
            sort="amount",
            currency="item__entity__currency",
            total=Sum("amount"),
        ),
        Column(name="remark", label=gettext_lazy("Note"), quiet=True),
        Column(name="by", label=gettext_lazy("By"), value="noted_by.get_full_name", quiet=True),
        Column(name="id", label=gettext_lazy("Number"), sort="id", quiet=True, shown=False),
    ]
    empty = EmptyState(
        title=gettext_lazy("No movements yet"),
        text=gettext_lazy("Whatever comes, goes or is counted stands here."),
        act_label=gettext_lazy("Stock"),
        act_url_name="stock:items",
    )

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        return [
            ChoiceFilter(name="item", label=gettext_lazy("Item"), path="item_id", choices=self._items),
            ChoiceFilter(name="kind", label=gettext_lazy("What"), path="kind", choices=KINDS),
            PeriodFilter(name="day", label=gettext_lazy("Day"), path="moved_on"),
        ]

    def rows(self) -> QuerySet[Any]:
        movements = visible_movements(self.request.user)  # type: ignore[arg-type]
        return movements.annotate(item_name=said_name(self.reader.language, "item__name"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s movement", "%(count)s movements", count) % {"count": figures.number(count, self.reader.language)}

    def _items(self) -> list[tuple[str, str]]:
        return [(str(item.pk), str(item)) for item in visible_items(self.request.user).order_by("number")]  # type: ignore[arg-type]


@permit("stock.see")
def movements(request: StaffRequest) -> HttpResponseBase:
    """All movements."""
    return list_view(request, MovementList, template="stock/movements.html")


@permit("stock.move")
def receipt(request: StaffRequest, item_id: int) -> HttpResponse:
    """Pieces that came in, and what they cost."""
    return _moving(request, item_id, RECEIPT)


@permit("stock.move")
def write_off(request: StaffRequest, item_id: int) -> HttpResponse:
    """Pieces that are lost or spoilt."""
    return _moving(request, item_id, WRITE_OFF)


@permit("stock.move")
@require_POST
def reversal(request: StaffRequest, movement_id: int) -> HttpResponse:
    """A movement that was noted by mistake is taken back."""
    movement = get_object_or_404(visible_movements(request.user), pk=movement_id)
    try:
        reverse_movement(movement=movement, actor=request.user, today=clock.today(movement.item.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The movement is taken back."))
    return redirect(movement.item.url)


def _moving(request: StaffRequest, item_id: int, kind: str) -> HttpResponse:
    """The form, its effect alone while it is typed, or the way back once it is done."""
    item = get_object_or_404(visible_items(request.user), pk=item_id)
    today = clock.today(item.entity.zone)
    kind_of_form = ReceiptForm if kind == RECEIPT else WriteOffForm
    form = kind_of_form(request.POST if request.method == "POST" else None, today=today, initial={"moved_on": today})
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: MovementEffect | None = None
    if form.is_bound and form.is_valid():
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                return _done(request, item, move(item=item, asked=form.asked, actor=request.user, today=today, effect=seen))
            shown = preview_move(item=item, asked=form.asked, today=today)
        except Refusal as refusal:
            refuse(form, refusal, field="moved_on" if refusal.code == "stock.day_to_come" else None)
            shown = preview_move(item=item, asked=form.asked, today=today) if refusal.code == "stock.effect_changed" else None
    context = {"form": form, "item": item, "kind": kind, "shown": shown, "to_mend": to_mend(form), "address": request.path}
    template = "stock/movement_effect.html" if is_typing else "stock/movement.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


def _done(request: StaffRequest, item: StockItem, movement: StockMovement) -> HttpResponse:
    language = request.user.language
    said = {"item": str(item), "pieces": figures.number(abs(movement.pieces), language)}
    words = _("%(pieces)s of %(item)s came in.") if movement.kind == RECEIPT else _("%(pieces)s of %(item)s are written off.")
    toasts.say(request, words % said, undo_url=undo_address(request.user, "stock_item", item.pk))
    return redirect(item.url)
