"""The list of gifts: whose cards are to be printed, which end soon and whom to ask whether they go on."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.subscriptions import wording
from abonent.subscriptions.gift_queries import to_be_offered, to_have_a_card, visible_gifts
from abonent.subscriptions.models import Gift, GiftLetter, Subscription
from abonent.subscriptions.views.gift import letters_answer
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists import (
    BooleanFilter,
    BulkAct,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    PeriodFilter,
    State,
    StateColumn,
    View,
    list_view,
)
from abonent.ui.lists.bulk import chosen_rows
from abonent.ui.lists.filters import Filter

# A file of more pages is no help to whoever folds them.
AT_ONCE = 500

TO_PRINT, OFFER, OFFERED, FOLLOWED, DONE = "to_print", "offer", "offered", "followed", "done"
STANDINGS = {
    TO_PRINT: State(label=gettext_lazy("Card to be printed"), icon="gift", tone="warn"),
    OFFER: State(label=gettext_lazy("To be asked"), icon="message-2", tone="warn"),
    OFFERED: State(label=pgettext_lazy("gift", "Asked"), icon="clock", tone="ink2"),
    FOLLOWED: State(label=pgettext_lazy("gift", "Goes on"), icon="circle-check", tone="ok"),
    DONE: State(label=gettext_lazy("Nothing to do"), icon="circle-check", tone="ink2"),
}


class GiftList(List):
    """Every gift of the viewer's companies, the latest first."""

    name = "gifts"
    title = gettext_lazy("Gifts")
    default_sort = "-number"
    empty = EmptyState(
        title=gettext_lazy("No gifts yet"),
        text=gettext_lazy("Take an order and choose “A gift”, or press “Give a subscription” on the page of whoever gives it."),
        act_label=gettext_lazy("New subscription"),
        act_url_name="subscriptions:new",
    )
    views = [
        View(name="cards", label=gettext_lazy("Cards to print"), query="card=no&sort=started"),
        View(name="offers", label=gettext_lazy("To be asked"), query="ask=yes&sort=ends"),
        View(name="all", label=gettext_lazy("All")),
    ]
    bulk = [
        BulkAct(
            label=gettext_lazy("Print cards"), url_name="subscriptions:gift_cards", icon="file-type-pdf", permission="subscriptions.start"
        ),
        BulkAct(
            label=gettext_lazy("Print offers"), url_name="subscriptions:gift_offers", icon="file-type-pdf", permission="subscriptions.start"
        ),
    ]

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        language = self.reader.language
        return [
            Column(name="number", label=gettext_lazy("Number"), sort="number", slot="main", link=lambda row: row.url),
            Column(name="receiver", label=gettext_lazy("Receiver"), value="subscriber.list_name", slot="sub", link=_page_of("subscriber")),
            Column(name="giver", label=gettext_lazy("Giver"), value="payer.list_name", link=_page_of("payer")),
            Column(name="product", label=gettext_lazy("Product"), value=lambda row: wording.product_name(row, language), quiet=True),
            DayColumn(name="started", label=gettext_lazy("From"), value="started_on", sort="started_on"),
            DayColumn(
                name="ends",
                label=gettext_lazy("Until"),
                value=lambda row: row.ends_on and row.ends_on - timedelta(days=1),
                sort="ends_on",
                slot="fig",
            ),
            Column(name="at_end", label=gettext_lazy("At the end"), value="gift.get_at_end_display", quiet=True),
            StateColumn(name="standing", label=gettext_lazy("State"), value=self._standing, slot="fig2", states=STANDINGS),
        ]

    @cached_property
    def filters(self) -> list[Filter]:  # type: ignore[override]
        return [
            BooleanFilter(name="card", label=gettext_lazy("Card printed"), where=_has_its_card),
            BooleanFilter(name="ask", label=gettext_lazy("To be asked"), where=self._to_be_asked),
            ChoiceFilter(name="at_end", label=gettext_lazy("At the end"), path="gift__at_end", choices=Gift.AT_END),
            ChoiceFilter(name="card_to", label=gettext_lazy("The card goes to"), path="gift__card_to", choices=Gift.CARD_TO),
            PeriodFilter(name="started", label=gettext_lazy("Begins"), path="started_on"),
            PeriodFilter(name="ends", label=gettext_lazy("Ends"), path="ends_on"),
        ]

    def rows(self) -> QuerySet[Subscription]:
        return visible_gifts(self.request.user, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s gift", "%(count)s gifts", count) % {"count": figures.number(count, self.reader.language)}

    def _to_be_asked(self, yes: bool) -> Q:
        asked = Q(pk__in=self.rows().filter(to_be_offered(self.reader.today)).order_by().values("pk"))
        return asked if yes else ~asked

    def _standing(self, row: Any) -> str:
        if row.stopped:
            return DONE
        if not row.card_printed:
            return TO_PRINT
        if row.followed or row.ends_on is None:
            return FOLLOWED
        if row.gift.at_end == Gift.ENDS or row.ends_on <= self.reader.today:
            return DONE
        return OFFERED if row.offer_printed else OFFER


def _has_its_card(yes: bool) -> Q:
    return Q(card_printed=True) if yes else to_have_a_card()


def _page_of(role: str) -> Any:
    return lambda row: reverse("desk:customer", args=[getattr(row, role).number])


@permit("subscriptions.see")
def gift_list(request: StaffRequest) -> HttpResponseBase:
    """All gifts, and their letters."""
    return list_view(request, GiftList, template="subscriptions/gifts.html", may_start=request.user.may("subscriptions.start"))


@permit("subscriptions.start")
def gift_cards(request: StaffRequest) -> HttpResponse:
    """The cards of the chosen gifts in one file."""
    return _printed(request, GiftLetter.CARD)


@permit("subscriptions.start")
def gift_offers(request: StaffRequest) -> HttpResponse:
    """The offers to go on with the chosen gifts in one file, those of them whose receiver or giver is to be asked."""
    return _printed(request, GiftLetter.OFFER)


def _printed(request: StaffRequest, kind: str) -> HttpResponse:
    back = f"{reverse('subscriptions:gifts')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    rows = chosen_rows(request, GiftList(request)).rows
    rows = rows.filter(stopped=False)
    if kind == GiftLetter.OFFER:
        rows = rows.exclude(gift__at_end=Gift.ENDS).exclude(ends_on=None)
    gifts = [_with(row) for row in rows.order_by("started_on", "number")[:AT_ONCE]]
    if not gifts:
        none_chosen = (
            _("Choose gifts first.") if kind == GiftLetter.CARD else _("Choose gifts that end and whose receiver or giver is asked.")
        )
        toasts.warn(request, none_chosen)
        return HttpResponseRedirect(back)
    return letters_answer(request, gifts, kind)


def _with(row: Any) -> Gift:
    """The gift of a row, which keeps what was read along."""
    gift: Gift = row.gift
    gift.subscription = row
    return gift
