"""The page of a subscription: what it is, whose it is, its terms as a story, and what was done to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.promotion_words import promotion_label
from abonent.customers.models import Customer
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.access import readers_of
from abonent.subscriptions.act_words import shown_act
from abonent.subscriptions.delivery_bar import bar_window, delivery_bars
from abonent.subscriptions.gift_queries import letters_of
from abonent.subscriptions.gift_words import gift_end_words
from abonent.subscriptions.issue_reasons import shown_days
from abonent.subscriptions.models import Cancellation, ProductSwitch, Subscription
from abonent.subscriptions.models.subscription import ENDED, NOT_RENEWED
from abonent.subscriptions.parties import changes_of, roles_of
from abonent.subscriptions.premium_queries import with_state
from abonent.subscriptions.queries import (
    acts_on,
    agreed_price_of,
    charged_terms,
    copies_changes_of,
    issue_days,
    parties_of,
    pauses_of,
    price_notice_of,
    redirects_of,
    standing_cancellation,
)
from abonent.subscriptions.story import is_asked_for, last_day, next_term_of, present_of, reasons_of, waiting_of
from abonent.subscriptions.views.premium_list import STATES as STATES_OF_PREMIUMS
from abonent.subscriptions.views.reference import reference_place
from abonent.subscriptions.views.visible import visible_or_404
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember
from abonent.ui.ticks import WEEK

# A year of monthly terms and of acts; what is older is one click away.
AT_FIRST = 12
# No calendar that is kept has longer between two issues.
LOOK_AHEAD = timedelta(days=100)


@permit("subscriptions.see")
def subscription_page(request: StaffRequest, number: int) -> HttpResponse:
    """The page of the subscription with a number; `?all` shows every term and act."""
    subscription = visible_or_404(request, number)
    facts = _facts(request, subscription)
    remember(request, label=f"{facts['name']} {subscription.number}", url=request.path, icon="news")
    return render(request, "subscriptions/subscription.html", facts)


@permit("subscriptions.see")
def week(request: StaffRequest, number: int) -> HttpResponse:
    """The issues of a week, as they are shown under the bar: whether each comes, where it goes, and why not. This week if none is named."""
    subscription, today = visible_or_404(request, number), present_reader().today
    this_week = today - timedelta(days=today.weekday())
    try:
        monday = date.fromisoformat(request.GET.get("monday", this_week.isoformat()))
    except ValueError as no_day:
        raise Http404 from no_day
    days = issue_days([subscription], first=monday, until=monday + timedelta(days=WEEK), today=today, viewer=request.user)
    return render(request, "subscriptions/week.html", {"days": shown_days(days[subscription.pk], today), "monday": monday})


def _facts(request: StaffRequest, subscription: Any) -> dict[str, Any]:
    viewer, reader = request.user, present_reader()
    cancellation = standing_cancellation(subscription) if subscription.ends_on else None
    at_most = None if "all" in request.GET else AT_FIRST
    terms = charged_terms(subscription, at_most=at_most)
    present = present_of([charged.term for charged in terms], reader.today)
    first, _after = bar_window(reader.today)
    days = issue_days([subscription], first=first, until=reader.today + LOOK_AHEAD, today=reader.today, viewer=viewer)
    ahead = [day.on for day in days[subscription.pk] if day.comes and day.on >= reader.today]
    acts = list(acts_on(subscription)[:at_most])
    reasons = reasons_of(acts, subscription, reader.language)
    parties = list(parties_of(subscription)) if subscription.has_parties else []
    agreed = agreed_price_of(subscription)
    return {
        "subscription": subscription,
        "name": wording.product_name(subscription, reader.language),
        "pattern": wording.pattern(subscription, reader.language),
        "length": wording.length(subscription),
        "span": wording.span(subscription, present.ordinal if present else None),
        "state": wording.STATES[subscription.state],
        "terms": terms,
        "earlier_terms": subscription.expiry.term_ordinal - len(terms),
        "present": present,
        "present_to": last_day(present.during) if present else None,
        "ends_on": subscription.ends_on and subscription.ends_on - timedelta(days=1),
        "grace": getattr(subscription, "grace", None) if is_asked_for(subscription) else None,
        "may_renew": viewer.may("subscriptions.start") and is_asked_for(subscription) and subscription.state != NOT_RENEWED,
        "next_term": next_term_of(subscription),
        "next_paper": next(iter(ahead), None),
        "waiting": waiting_of(terms),
        "bar": delivery_bars([subscription], viewer=viewer, today=reader.today, language=reader.language, known=days)[subscription.pk],
        "promotion": promotion_label(subscription.promotion, reader.language) if subscription.promotion else "",
        "price_list": name_in(subscription.price_list.name, reader.language),
        "agreed": agreed,
        "price_notice": price_notice_of(subscription) if agreed else None,
        "reference": reference_place(subscription, viewer),
        "cancellation": cancellation,
        "cancellation_back": sum(one.amount for one in cancellation.early_ends.all()) if cancellation else 0,
        "reason": name_in(cancellation.reason.name, reader.language) if cancellation else "",
        "acts": [shown_act(act, viewer, reasons) for act in acts],
        "pauses": pauses_of(subscription)[:at_most],
        "copies_changes": copies_changes_of(subscription)[:at_most],
        "roles": roles_of(subscription, parties),
        "party_changes": changes_of(subscription, parties, reader.language)[:at_most],
        "redirects": redirects_of(subscription)[:at_most],
        "may_complain": viewer.may("service.complain") and subscription.is_delivered,
        "sees_complaints": viewer.may("service.see"),
        "may_redirect": viewer.may("subscriptions.redirect") and subscription.delivery_method not in ("electronic", "none"),
        "may_pause": viewer.may("subscriptions.pause") and subscription.is_delivered,
        "may_change": viewer.may("subscriptions.change"),
        "may_cancel": viewer.may("subscriptions.cancel"),
        **_switch_facts(subscription, cancellation, reader.language),
        "may_share": viewer.may("subscriptions.share") and subscription.state != ENDED,
        "may_add_network": subscription.subscriber.kind == Customer.Kind.ORGANISATION,
        "readers": readers_of(subscription, viewer=viewer, today=reader.today),
        "today": reader.today,
        **_gift_facts(subscription, viewer),
        **_premium_facts(subscription, viewer),
    }


def _premium_facts(subscription: Any, viewer: StaffUser) -> dict[str, Any]:
    """The gifts of our stock that go with the order; nothing where there is no stock."""
    if not viewer.may("stock.see"):
        return {"premiums": []}
    given = with_state(subscription.premiums.all()).order_by("-pk") if subscription.has_premiums else []
    return {
        "premiums": [(one, STATES_OF_PREMIUMS[one.state]) for one in given],
        "may_give_premium": viewer.may("stock.reserve") and subscription.state != ENDED,
        "may_move_premium": viewer.may("stock.move"),
    }


def _switch_facts(subscription: Subscription, cancellation: Cancellation | None, language: str) -> dict[str, Any]:
    """What follows where the end is a switch, and from what the subscription follows itself."""
    goes: ProductSwitch | None = getattr(cancellation, "product_switch", None)
    came: ProductSwitch | None = getattr(subscription, "switched_from", None)
    former = came.cancellation.subscription if came and came.cancellation.withdrawn_at is None else None
    return {
        "goes_over_to": goes.successor if goes else None,
        "goes_over_to_name": wording.product_name(goes.successor, language) if goes else "",
        "came_from": former,
        "came_from_name": wording.product_name(former, language) if former else "",
    }


def _gift_facts(subscription: Any, viewer: StaffUser) -> dict[str, Any]:
    """What is told of a gift; nothing of an ordinary order."""
    gift = getattr(subscription, "gift", None)
    if gift is None:
        return {"gift": None}
    following = {"customer": subscription.subscriber.number, "product": subscription.product_id, "starts_on": subscription.ends_on or ""}
    return {
        "gift": gift,
        "gift_end": gift_end_words(subscription, subscription.ends_on, present_reader()),
        "gift_letters": letters_of(gift),
        "may_give": viewer.may("subscriptions.start"),
        "follow_url": f"{reverse('subscriptions:new')}?{urlencode(following)}",
    }
