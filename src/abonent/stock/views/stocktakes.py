"""Count what is there: the form with what it does, the counts so far, and the page of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.stock.forms import StocktakeForm
from abonent.stock.models import StockItem, StockMovement, StocktakeLine
from abonent.stock.operations import StocktakeEffect, book_stocktake, preview_stocktake, withdraw_stocktake
from abonent.stock.queries import visible_items, visible_stocktakes
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists import Column, DayColumn, EmptyState, List, MoneyColumn, NumberColumn, State, StateColumn, list_view

EFFECT = "stocktake-effect"
STATES = {
    "booked": State(label=gettext_lazy("Booked"), icon="circle-check", tone="ok"),
    "withdrawn": State(label=gettext_lazy("Taken back"), icon="arrow-back-up", tone="ink2"),
}


class StocktakeList(List):
    """Every count of the viewer's companies, the latest first."""

    name = "stocktakes"
    title = gettext_lazy("Counts of stock")
    default_sort = "-day"
    columns = [
        DayColumn(
            name="day",
            label=gettext_lazy("Day"),
            value="counted_on",
            sort="counted_on",
            slot="main",
            link=lambda row: reverse("stock:stocktake", args=[row.pk]),
        ),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", slot="sub"),
        Column(name="by", label=gettext_lazy("By"), value="counted_by.get_full_name", quiet=True),
        NumberColumn(name="items", label=gettext_lazy("Items"), value="item_count", sort="item_count"),
        NumberColumn(name="differing", label=gettext_lazy("Differences"), value="differing", sort="differing", slot="fig", labelled=True),
        MoneyColumn(name="worth", label=gettext_lazy("Worth"), value="worth", currency="entity__currency"),
        StateColumn(
            name="state",
            label=gettext_lazy("State"),
            value=lambda row: "withdrawn" if row.withdrawn_at else "booked",
            slot="fig2",
            states=STATES,
        ),
    ]
    empty = EmptyState(
        title=gettext_lazy("Nothing was counted yet"),
        text=gettext_lazy("Count what lies on the shelf; what differs from the movements is booked."),
        act_label=gettext_lazy("Count"),
        act_url_name="stock:count",
    )

    def rows(self) -> QuerySet[Any]:
        lines = StocktakeLine.objects.filter(stocktake=OuterRef("pk")).order_by().values("stocktake")
        booked = StockMovement.objects.filter(stocktake=OuterRef("pk"), reverses=None).order_by().values("stocktake")
        return visible_stocktakes(self.request.user).annotate(  # type: ignore[arg-type]
            item_count=Subquery(lines.annotate(count=Count("pk")).values("count")),
            differing=Subquery(booked.annotate(count=Count("pk")).values("count")),
            worth=Subquery(booked.annotate(worth=Sum("amount")).values("worth")),
        )

    def counted(self, count: int) -> str:
        return ngettext("%(count)s count", "%(count)s counts", count) % {"count": figures.number(count, self.reader.language)}


@permit("stock.see")
def stocktakes(request: StaffRequest) -> HttpResponseBase:
    """All counts."""
    return list_view(request, StocktakeList, template="stock/stocktakes.html", may_move=request.user.may("stock.move"))


@permit("stock.move")
def count(request: StaffRequest) -> HttpResponse:
    """The form of a count, its effect alone while it is typed, or the way to its page once it is booked. Of one company: `?entity=`."""
    companies = list(request.user.entities.order_by("name"))
    if not companies:
        raise Http404
    entity = next((one for one in companies if str(one.pk) == request.GET.get("entity")), companies[0])
    today = clock.today(entity.zone)
    items = [item for item in visible_items(request.user).filter(entity=entity).order_by("number") if not _is_gone(item)]
    form = StocktakeForm(request.POST if request.method == "POST" else None, items=items)
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: StocktakeEffect | None = None
    if form.is_bound and form.is_valid() and (form.counted or not is_typing):
        seen = "" if is_typing else request.POST.get("effect", "")
        asked: dict[str, Any] = {"entity": entity, "counted": form.counted, "today": today}
        try:
            if seen:
                return _booked(request, book_stocktake(**asked, actor=request.user, effect=seen).pk)
            shown = preview_stocktake(**asked)
        except Refusal as refusal:
            refuse(form, refusal)
            shown = preview_stocktake(**asked) if refusal.code == "stock.effect_changed" else None
    context = {
        "form": form,
        "entity": entity,
        "companies": companies,
        "shown": shown,
        "differing": _named(shown, items) if shown else [],
        "to_mend": to_mend(form),
        "address": request.get_full_path(),
    }
    template = "stock/count_effect.html" if is_typing else "stock/count.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


@permit("stock.see")
def stocktake_page(request: StaffRequest, stocktake_id: int) -> HttpResponse:
    """What was counted, beside what there was by the movements."""
    stocktake = get_object_or_404(visible_stocktakes(request.user), pk=stocktake_id)
    amounts = dict(stocktake.movements.filter(reverses=None).values_list("item", "amount"))
    lines = [
        (line, line.counted - line.expected, amounts.get(line.item_id))
        for line in stocktake.lines.select_related("item").order_by("item__number")
    ]
    context = {
        "stocktake": stocktake,
        "state": STATES["withdrawn" if stocktake.withdrawn_at else "booked"],
        "lines": lines,
        "worth": sum(amounts.values()),
        "may_move": request.user.may("stock.move"),
    }
    return render(request, "stock/stocktake.html", context)


@permit("stock.move")
@require_POST
def withdrawal(request: StaffRequest, stocktake_id: int) -> HttpResponse:
    """The differences of a count are taken back."""
    stocktake = get_object_or_404(visible_stocktakes(request.user), pk=stocktake_id)
    try:
        withdraw_stocktake(stocktake=stocktake, actor=request.user, today=clock.today(stocktake.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The count is taken back."))
    return redirect("stock:stocktake", stocktake.pk)


def _is_gone(item: StockItem) -> bool:
    """Of what is given out no more and is not there nobody counts anything."""
    return item.retired and not item.balance.on_hand


def _booked(request: StaffRequest, stocktake: int) -> HttpResponse:
    toasts.say(request, _("The count is booked."), undo_url=undo_address(request.user, "stocktake", stocktake))
    return redirect("stock:stocktake", stocktake)


def _named(shown: StocktakeEffect, items: list[StockItem]) -> list[tuple[StockItem, Any]]:
    """The items of which more or less was found."""
    by_key = {item.pk: item for item in items}
    return [(by_key[one.item], one) for one in shown.differing]
