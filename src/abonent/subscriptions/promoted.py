"""Promotions in the order form: which can be chosen, what a code stands for, what each term would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from abonent.catalog.models import Price, Product, Promotion
from abonent.catalog.promotion_queries import (
    COMING,
    OVER,
    OrderedCase,
    goes_with,
    orderable_promotions,
    price_schedule,
    price_schedules,
    promotions_coded,
    state_of,
)
from abonent.catalog.promotion_words import promotion_label, schedule_words
from abonent.subscriptions.operations import Order
from abonent.ui import wording as figures


@dataclass(frozen=True)
class Promoted:
    """A promotion together with the offered term it goes with; `value` is that of the choice."""

    promotion: Promotion
    offer: Price

    @property
    def value(self) -> str:
        """As a choice beside the plain offers."""
        return f"{self.offer.pk}-{self.promotion.pk}"


def promoted_offers(product: Product, offers: Sequence[Price], *, today: date) -> list[Promoted]:
    """The promotions that an order taken today may carry, each with its term, if that can be ordered from its first day."""
    found = orderable_promotions(product, day=today)
    return [Promoted(promotion, offer) for promotion in found for offer in offers if goes_with(promotion, offer)]


def promoted_choices(found: Sequence[Promoted], *, product: Product, on: date, language: str) -> list[tuple[str, str]]:
    """As choices: Spring (SPRING3): 3 months for 99,00 kr, then 329,00 kr for 1 month at a time, by the list."""
    if not found:
        return []
    ordered = OrderedCase(product=product, weekdays=product.weekdays)
    schedules = price_schedules([each.promotion for each in found], ordered=ordered, on=on)
    choices = []
    for each in found:
        words = schedule_words(schedules[each.promotion.pk], currency=each.promotion.price_list.currency, language=language)
        said = {"promotion": promotion_label(each.promotion, language), "words": words}
        choices.append((each.value, _("%(promotion)s: %(words)s") % said))
    return choices


def order_words(order: Order, language: str) -> str:
    """What each term of this very order would cost, all copies, by the prices of its first day; nothing without a promotion."""
    if order.promotion is None:
        return ""
    weekdays = order.weekdays or order.product.weekdays
    ordered = OrderedCase(product=order.product, weekdays=weekdays, copies=order.copies, payer=order.paid_by)
    scheduled = price_schedule(order.promotion, ordered=ordered, on=order.starts_on)
    words = schedule_words(scheduled, currency=order.price_list.currency, language=language)
    return _("%(promotion)s: %(words)s.") % {"promotion": promotion_label(order.promotion, language), "words": words}


def why_no_promotion(code: str, product: Product, *, today: date, language: str) -> str:
    """Why a code that was typed gives nothing for this product, and what would."""
    found = promotions_coded(code, entity_id=product.entity_id)
    if not found:
        return _("There is no promotion with the code %(code)s.") % {"code": code.upper()}
    for promotion in found:
        during, said = promotion.ordered_during, {"code": promotion.code}
        if state_of(promotion, today) == COMING:
            return _("%(code)s can be ordered from %(day)s.") % {**said, "day": figures.day(during.lower, today, language)}
        if state_of(promotion, today) == OVER:
            last = figures.day(during.upper - timedelta(days=1), today, language)
            return _("%(code)s could be ordered until %(day)s.") % {**said, "day": last}
    return _("%(code)s does not go with this product. Choose one it is for.") % {"code": found[0].code}
