"""The subscriptions of a customer, as cards on his page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.subscriptions import wording
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Term
from abonent.subscriptions.models.subscription import CANCELLED, COMING, ENDED, GRACE, LAPSED, NOT_RENEWED, RUNNING
from abonent.subscriptions.operations.agents import NO_AGENT, mode_of, present_modes
from abonent.subscriptions.queries import mediated_by, subscriptions_of, terms_by_subscription, visible_subscriptions
from abonent.subscriptions.story import last_day, present_of
from abonent.subscriptions.views.agent import agent_place
from abonent.ui.in_place import Place
from abonent.ui.lists import State
from abonent.ui.lists.reader import present_reader
from abonent.ui.ticks import TickBar

# A parish or a school has hundreds; the list shows them all.
MOST_CARDS = 6
FIRST_TO_LAST = (RUNNING, GRACE, LAPSED, CANCELLED, COMING)


@dataclass(frozen=True)
class Card:
    """A subscription as it stands on the customer page; `key` chooses it, the chosen one shows the keys of its acts."""

    subscription: Any
    name: str
    pattern: str
    state: State
    present: Term | None
    price: str
    to: Any
    bar: TickBar
    chosen: bool
    key: int

    @property
    def paused_until(self) -> date | None:
        """The last day without; None while nobody knows."""
        return _until(self.subscription.paused)

    @property
    def redirected_until(self) -> date | None:
        """The last day elsewhere; None while nobody knows."""
        return _until(self.subscription.redirected)

    @property
    def prints(self) -> bool:
        """Whether it goes to a door."""
        return self.subscription.delivery_method not in ("electronic", "none")


def _until(during: Any) -> date | None:
    return last_day(during) if during and during.upper else None


@permit("subscriptions.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What the customer gets or pays for; `?card=` chooses one. What has ended is only counted."""
    customer = customer_at_hand(request, customer_id)
    reader = present_reader()
    present = subscriptions_of(customer, viewer=request.user).with_state(reader.today).with_present_changes(reader.today)
    rows: list[Any] = list(present.annotate(paid_as_agent=Subquery(present_modes(customer)[:1])))
    going = sorted(
        (row for row in rows if row.state not in (ENDED, NOT_RENEWED)), key=lambda row: (FIRST_TO_LAST.index(row.state), -row.number)
    )
    # Asked along with the subscriptions, where he has any.
    mode = rows[0].paid_as_agent or NO_AGENT if rows else mode_of(customer)
    context = {
        "agent": _agent(request, customer, mode) if mode else None,
        "may_agree": request.user.may("subscriptions.agents"),
        "may_name_agent": not mode and request.user.may("subscriptions.agents"),
        "customer": customer,
        "cards": _cards(request, going[:MOST_CARDS]),
        "more": max(0, len(going) - MOST_CARDS),
        "ended": len(rows) - len(going),
        "may_start": request.user.may("subscriptions.start"),
        "may_pause": request.user.may("subscriptions.pause"),
        "may_redirect": request.user.may("subscriptions.redirect"),
        "may_change": request.user.may("subscriptions.change"),
        "may_cancel": request.user.may("subscriptions.cancel"),
        "may_complain": request.user.may("service.complain"),
    }
    return render(request, "subscriptions/panel.html", context)


@dataclass(frozen=True)
class Mediating:
    """What an agent mediates: how he is paid, how many of the subscriptions run, and how many there are in all."""

    place: Place
    running: int
    all: int


def _agent(request: StaffRequest, customer: Customer, mode: str) -> Mediating:
    theirs = visible_subscriptions(request.user).filter(mediated_by(customer.merged_ids))
    today = present_reader().today
    running = Q(started_on__lte=today, expiry__expires_on__gt=today)
    counted = theirs.order_by().aggregate(running=Count("pk", filter=running), all=Count("pk"))
    return Mediating(agent_place(customer, mode, request.user), **counted)


def _cards(request: StaffRequest, shown: list[Any]) -> list[Card]:
    reader = present_reader()
    bars = delivery_bars(shown, viewer=request.user, today=reader.today, language=reader.language)
    terms = terms_by_subscription(shown)
    asked = request.GET.get("card", "")
    chosen = next((row for row in shown if str(row.number) == asked), shown[0] if shown else None)
    presents = [present_of(terms[row.pk], reader.today) for row in shown]
    return [
        Card(
            subscription=row,
            name=wording.product_name(row, reader.language),
            pattern=wording.pattern(row, reader.language),
            state=wording.STATES[row.state],
            present=present,
            price=wording.price(present, row, reader.language) if present else "",
            to=last_day(present.during) if present else None,
            bar=bars[row.pk],
            chosen=row is chosen,
            key=place,
        )
        for place, (row, present) in enumerate(zip(shown, presents, strict=True), 1)
    ]
