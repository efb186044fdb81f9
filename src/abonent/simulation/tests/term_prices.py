"""What a term costs, in plain Python: the list or what was agreed, less what its promotion takes off. Beside the statements that price it."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from abonent.catalog.models import Price, PriceListVersion, PromotionStep
from abonent.subscriptions.models import AgreedPrice, Subscription, Term

CENT, MILLIONTH = Decimal("0.01"), Decimal("0.000001")


def costs_what_was_promised(term: Term) -> bool:
    """Whether a term that was just made has the price that holds on its first day."""
    unit_price = unit_price_of(term)
    return (term.unit_price, term.amount) == (unit_price, (unit_price * term.copies).quantize(CENT, ROUND_HALF_UP))


def unit_price_of(term: Term) -> Decimal:
    """What one copy costs for the term."""
    step, first = step_of(term), term.sold_during.lower
    if step and step.own_length:
        assert step.unit_price is not None
        return step.unit_price
    agreed = agreed_on(term.subscription, first)
    usual = listed_on(term.subscription, first) if agreed is None else agreed
    if step is None:
        return usual
    if step.percent_off is not None:
        return (usual * (100 - step.percent_off) / 100).quantize(MILLIONTH)
    assert step.unit_price is not None
    return min(step.unit_price, usual)


def step_of(term: Term) -> PromotionStep | None:
    """The step of the promotion that the term is in, by its place among the terms."""
    steps = term.subscription.promotion.steps.all() if term.subscription.promotion else ()
    return next((step for step in steps if step.from_term <= term.ordinal <= step.latest_term), None)


def agreed_on(subscription: Subscription, day: date) -> Decimal | None:
    """What price changes have agreed for terms that begin on a day; nothing where the list holds."""
    standing = AgreedPrice.objects.filter(subscription=subscription, withdrawn_at=None, from_on__lte=day)
    latest = standing.order_by("from_on", "pk").last()
    return latest.unit_price if latest else None


def listed_on(subscription: Subscription, day: date) -> Decimal:
    """What the list in force on a day says."""
    versions = PriceListVersion.objects.filter(price_list=subscription.price_list_id, valid_from__lte=day).exclude(approved_at=None)
    asked = {name: getattr(subscription, name) for name in ("product_id", "term_kind", "term_unit", "term_length")}
    return Price.objects.get(version=versions.latest("valid_from"), **asked).unit_price
