"""The page of a subscription: what, for whom, its terms with their charges, what is delivered, what was done with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from abonent.access.permissions import permit
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.registry import label_of
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import acts_on, next_delivery, term_lines, visible_subscriptions
from abonent.subscriptions.views.states import SUBSCRIPTION_STATES
from abonent.ui.open_records import remember


@permit("subscriptions.see")
def subscription_page(request: HttpRequest, number: int) -> HttpResponse:
    """One subscription."""
    subscription = visible(request, number)
    language = get_language() or "en"
    today = clock.today(subscription.entity.zone)
    name = name_in(subscription.product.name, language)
    remember(request, label=f"{name}, {subscription.subscriber.name}", url=request.path, icon="news")
    terms = term_lines(subscription)
    context: dict[str, Any] = {
        "subscription": subscription,
        "product_name": name,
        "state": SUBSCRIPTION_STATES[subscription.state],
        "today": today,
        "bar": delivery_bars([subscription], today=today, language=language)[subscription.pk],
        "next_delivery": next_delivery(subscription, on_or_after=today),
        "next_charge": next((line for line in reversed(terms) if line.due_on), None),
        "terms": terms,
        "cancellation": subscription.cancellations.filter(withdrawn_at=None).select_related("reason", "cancelled_by").first(),
        "acts": [(act, label_of(act.verb)) for act in acts_on(subscription)[:20]],
    }
    return render(request, "subscriptions/subscription.html", context)


def visible(request: HttpRequest, number: int) -> Subscription:
    """The subscription with a number, if the viewer works for its company; with the state it is in today."""
    rows = visible_subscriptions(request.user)  # type: ignore[arg-type]
    zone = get_object_or_404(rows, number=number).entity.zone
    return rows.with_state(clock.today(zone)).select_related("price_list", "created_by").get(number=number)
