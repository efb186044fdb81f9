"""The list of subscriber gifts: which wait to be sent, which were sent, which came back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.product_queries import said_name
from abonent.subscriptions.premium_queries import RETURNED, SENT, TAKEN, WAITING, visible_premiums
from abonent.ui import wording as figures
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.filters import Filter

STATES = {
    WAITING: State(label=gettext_lazy("To be sent"), icon="clock", tone="warn"),
    SENT: State(label=pgettext_lazy("subscriber gift", "Sent"), icon="circle-check", tone="ok"),
    RETURNED: State(label=pgettext_lazy("subscriber gift", "Came back"), icon="arrow-back-up", tone="ink2"),
    TAKEN: State(label=gettext_lazy("Taken away"), icon="ban", tone="ink2"),
}


class PremiumList(List):
    """Every subscriber gift of the orders that the viewer sees, the latest first."""

    name = "premiums"
    title = gettext_lazy("Gifts to send")
    default_sort = "-id"
    empty = EmptyState(
        title=gettext_lazy("No subscriber gifts yet"),
        text=gettext_lazy("Take an order and press “Add a subscriber gift”, or let a promotion promise one."),
        act_label=gettext_lazy("New subscription"),
        act_url_name="subscriptions:new",
    )
    views = [
        View(name="waiting", label=gettext_lazy("To be sent"), query="state=waiting"),
        View(name="sent", label=pgettext_lazy("subscriber gifts", "Sent"), query="state=sent"),
        View(name="all", label=gettext_lazy("All")),
    ]

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="item",
                label=gettext_lazy("Subscriber gift"),
                value="item_name",
                sort="item_name",
                slot="main",
                link=lambda row: row.subscription.url,
            ),
            Column(name="receiver", label=gettext_lazy("Receiver"), value="receiver.list_name", slot="sub"),
            Column(name="place", label=gettext_lazy("Address, if another"), value=lambda row: row.place and str(row.place), quiet=True),
            Column(name="order", label=gettext_lazy("Order"), value="subscription.number", quiet=True),
            Column(name="promotion", label=gettext_lazy("Promotion"), value="promotion.code", quiet=True),
            DayColumn(name="given", label=gettext_lazy("Given"), value="given_at", sort="given_at"),
            DayColumn(name="sent", label=pgettext_lazy("subscriber gift", "Sent"), value="sent_on", sort="sent_on", slot="fig"),
            StateColumn(name="state", label=gettext_lazy("State"), slot="fig2", states=STATES),
            Column(name="id", label=gettext_lazy("Number"), sort="id", quiet=True, shown=False),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=gettext_lazy("Receiver"), path="receiver__name", prominent=True),
            ChoiceFilter(name="state", label=gettext_lazy("State"), choices=[(code, state.label) for code, state in STATES.items()]),
            PeriodFilter(name="sent", label=pgettext_lazy("subscriber gift", "Sent"), path="sent_on"),
        ]

    def rows(self) -> QuerySet[Any]:
        premiums = visible_premiums(self.request.user)  # type: ignore[arg-type]
        return premiums.annotate(item_name=said_name(self.reader.language, "reservation__item__name"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s subscriber gift", "%(count)s subscriber gifts", count) % {
            "count": figures.number(count, self.reader.language)
        }


@permit("stock.see")
def premiums(request: StaffRequest) -> HttpResponseBase:
    """All subscriber gifts."""
    viewer = request.user
    may_send = viewer.may("stock.move") and viewer.may("runs.see")
    return list_view(request, PremiumList, template="subscriptions/premiums.html", may_send=may_send, may_change=viewer.may("stock.change"))
