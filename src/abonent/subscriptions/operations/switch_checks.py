"""What a switch to another product may be like: of which subscriptions, and from which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import PriceList, Product
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.subscriptions.models import Expiry, Subscription
from abonent.subscriptions.operations.cancel import earliest_end
from abonent.subscriptions.operations.changes import EFFECT_CHANGED, ends_on
from abonent.subscriptions.queries import first_possible_day

ONE_DAY = timedelta(days=1)


class CannotSwitch(Refusal):
    """A subscription that cannot go over as asked; each sentence may be read to a customer."""

    sentences = {
        "switch.unchanged": _("That is what the subscription is already. Choose another product, term or way of delivery."),
        "switch.gift": _("A gift ends with what was ordered. Take a new order for what is to come after it."),
        "switch.ends": _("The subscription ends on %(day)s. Take the cancellation back first."),
        "switch.other_currency": _("It is sold in another currency. Cancel this one and take a new order."),
        "switch.past": _("%(day)s is past. The switch is possible from %(earliest)s at the earliest."),
        "switch.before_start": _("The subscription begins on %(day)s; it cannot go over before."),
        "switch.too_late": _("It is too late for %(day)s. The switch is possible from %(earliest)s at the earliest."),
        "switch.not_sold": _("The subscription is sold until %(day)s so far. Let it go over on the day after at the latest."),
        "switch.lapsed": _("The subscription is sold only until %(day)s. Take a new order."),
        "switch.party_planned": _("From %(day)s another payer, orderer or agent is agreed. Take that back first, or switch after it."),
        "switch.copies_planned": _("From %(day)s another quantity is agreed. Take that back first, or switch after it."),
        "switch.withdrawn": _("The switch is taken back already."),
        "switch.ended_since": _("Subscription %(number)s is cancelled or switched since. Take that back first."),
        "switch.begun": _("It is too late to take it back: on %(day)s it comes as it was switched. Switch back instead."),
        "switch.effect_changed": EFFECT_CHANGED,
    }


@dataclass(frozen=True, kw_only=True)
class AskedSwitch:
    """What the subscription goes over to, for which term, how it comes, and from which day."""

    product: Product
    price_list: PriceList
    term_kind: str
    term_unit: str
    term_length: int
    delivery_method: str
    from_on: date


def earliest_switch(subscription: Subscription, product: Product, delivery_method: str, today: date) -> date | None:
    """The first day on which the old one can still be stopped and the new one still begin; None where no issue of the new one is known."""
    first = first_possible_day(product, delivery_method=delivery_method, asked_at=clock.now(), today=today)
    return max(first, earliest_end(subscription, today)) if first else None


def check_switch(subscription: Subscription, asked: AskedSwitch, expiry: Expiry, today: date) -> None:
    """Refuse what cannot be as asked."""
    _check_asked(subscription, asked)
    _check_day(subscription, asked, expiry, today)
    _check_changes(subscription, asked.from_on)


def _check_asked(subscription: Subscription, asked: AskedSwitch) -> None:
    now = (subscription.product_id, subscription.delivery_method, subscription.term_kind, subscription.term_unit, subscription.term_length)
    if now == (asked.product.pk, asked.delivery_method, asked.term_kind, asked.term_unit, asked.term_length):
        raise CannotSwitch("switch.unchanged")
    if hasattr(subscription, "gift"):
        raise CannotSwitch("switch.gift")
    ends = ends_on(subscription)
    if ends:
        raise CannotSwitch("switch.ends", day=ends - ONE_DAY)
    if asked.price_list.currency != subscription.price_list.currency:
        raise CannotSwitch("switch.other_currency")


def _check_day(subscription: Subscription, asked: AskedSwitch, expiry: Expiry, today: date) -> None:
    from_on = asked.from_on
    earliest = earliest_switch(subscription, asked.product, asked.delivery_method, today) or today
    if expiry.expires_on < today:
        raise CannotSwitch("switch.lapsed", day=expiry.expires_on - ONE_DAY)
    if from_on < subscription.started_on:
        raise CannotSwitch("switch.before_start", day=subscription.started_on)
    if from_on < today:
        raise CannotSwitch("switch.past", day=from_on, earliest=earliest)
    if from_on < earliest:
        raise CannotSwitch("switch.too_late", day=from_on, earliest=earliest)
    if from_on > expiry.expires_on:
        raise CannotSwitch("switch.not_sold", day=expiry.expires_on - ONE_DAY)


def _check_changes(subscription: Subscription, from_on: date) -> None:
    """What is agreed for later and changes what the new one would cost is not lost by silence."""
    planned = subscription.copies_changes.filter(withdrawn_at=None, from_on__gte=from_on).order_by("from_on").first()
    if planned:
        raise CannotSwitch("switch.copies_planned", day=planned.from_on)
    agreed = subscription.parties.filter(withdrawn_at=None, during__startswith__gt=from_on).order_by("during").first()
    if agreed:
        raise CannotSwitch("switch.party_planned", day=agreed.during.lower)
