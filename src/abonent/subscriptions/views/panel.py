"""The subscriptions of a customer, as a block on his page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from abonent.access.permissions import permit
from abonent.customers.models import Customer
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Subscription, Term
from abonent.subscriptions.queries import latest_terms, subscriptions_of
from abonent.subscriptions.views.states import SUBSCRIPTION_STATES
from abonent.ui.lists import State
from abonent.ui.lists.reader import present_reader
from abonent.ui.ticks import TickBar

SHOWN = 6


@dataclass(frozen=True)
class Card:
    """A subscription as it stands on the customer page."""

    subscription: Subscription
    state: State
    term: Term | None
    bar: TickBar


@permit("subscriptions.see")
def panel(request: HttpRequest, customer_id: int) -> HttpResponse:
    """What the customer gets or pays for, what runs first."""
    customer = get_object_or_404(Customer, pk=customer_id)
    today = present_reader().today
    rows = subscriptions_of(customer, viewer=request.user).with_state(today)  # type: ignore[arg-type]
    shown = list(rows[:SHOWN])
    bars = delivery_bars(shown, today=today, language=get_language() or "en")
    terms = latest_terms(shown)
    cards = [Card(row, SUBSCRIPTION_STATES[row.state], terms.get(row.pk), bars[row.pk]) for row in shown]
    more = rows.count() - len(shown) if len(shown) == SHOWN else 0
    context = {"cards": cards, "customer": customer, "today": today, "more": more}
    return render(request, "subscriptions/panel.html", context)
