"""Questions about promotions: which are seen, which an order may carry, what each of its terms would cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price, PriceGroupMember, Product, Promotion, PromotionStep
from abonent.catalog.queries import currency_exponents, price_book_of, version_in_force
from abonent.catalog.rules.discounts import latest_turn
from abonent.catalog.rules.pricing import Priced, Situation, price_situation
from abonent.customers.models import Customer

COMING, OPEN, OVER = "coming", "open", "over"


def visible_promotions(viewer: StaffUser) -> QuerySet[Promotion]:
    """Promotions of the companies the viewer works for."""
    return of_my_entities(Promotion.objects.select_related("price_list__entity"), viewer, path="price_list__entity")


def state_of(promotion: Promotion, day: date) -> str:
    """Whether it may be ordered on a day: not yet, now, or no more."""
    during = promotion.ordered_during
    if day < during.lower:
        return COMING
    return OVER if during.upper and during.upper <= day else OPEN


def orderable_promotions(product: Product, *, day: date) -> list[Promotion]:
    """The promotions of a product that may be ordered on a day, those that only their code opens with them; with their steps."""
    found = Promotion.objects.filter(products__product=product, ordered_during__contains=day).select_related("price_list")
    return list(found.prefetch_related("steps").order_by("code"))


def goes_with(promotion: Promotion, price: Price) -> bool:
    """Whether an order of this term, by this price list, may carry the promotion."""
    return (promotion.price_list_id, promotion.term_kind, promotion.term_unit, promotion.term_length) == (
        price.version.price_list_id,
        price.term_kind,
        price.term_unit,
        price.term_length,
    )


def promotions_coded(code: str, *, entity_id: int) -> list[Promotion]:
    """The promotions of a company with a code, however it is typed; there may be one in each price list."""
    return list(Promotion.objects.filter(code=code.strip().upper(), price_list__entity=entity_id).select_related("price_list"))


@dataclass(frozen=True)
class ScheduledPrice:
    """What each of some terms costs: from the `from_term`-th to the `until_term`-th, or for good."""

    from_term: int
    until_term: int | None
    term_unit: str
    term_length: int
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True)
class OrderedCase:
    """What an order asks of pricing beside its promotion, which brings the price list and the term."""

    product: Product
    weekdays: int
    copies: int = 1
    payer: Customer | None = None


def price_schedule(promotion: Promotion, *, ordered: OrderedCase, on: date) -> list[ScheduledPrice]:
    """What the terms of an order would cost by the prices of a day: those of the promotion, and then the list's."""
    return price_schedules([promotion], ordered=ordered, on=on)[promotion.pk]


def price_schedules(promotions: Sequence[Promotion], *, ordered: OrderedCase, on: date) -> dict[int, list[ScheduledPrice]]:
    """The same for several promotions of a company, by their keys, in as many questions as for one."""
    price_lists = {promotion.price_list_id: promotion.price_list for promotion in promotions}
    versions = {}
    for price_list in price_lists.values():
        version = version_in_force(price_list, on)
        if version is not None:
            version.price_list = price_list
            versions[price_list.pk] = version
    steps = [step.pk for promotion in promotions for step in promotion.steps.all()]
    book = price_book_of(versions=versions.values(), product_ids=[ordered.product.pk], promotion_step_ids=steps)
    exponents = currency_exponents({price_list.currency for price_list in price_lists.values()}, on)
    members = PriceGroupMember.objects.filter(entity=ordered.product.entity_id, customer=ordered.payer) if ordered.payer else ()
    group = next((member.price_group_id for member in members), None)
    shares_from = max((since for since in book.products[ordered.product.pk].components if since <= on), default=None)

    def amount(promotion: Promotion, step: PromotionStep | None) -> Decimal | None:
        version = versions.get(promotion.price_list_id)
        situation = Situation(
            product_id=ordered.product.pk,
            version_id=version.pk if version else None,
            shares_from=shares_from,
            term_kind=promotion.term_kind,
            term_unit=promotion.term_unit,
            term_length=(step.own_length if step else None) or promotion.term_length,
            weekdays=ordered.weekdays,
            copies=ordered.copies,
            price_group_id=group,
            customer_id=ordered.payer.canonical_id if ordered.payer else None,
            promotion_step_id=step.pk if step else None,
            discounts_from=latest_turn(book.discounts.get(version.pk, ()), on) if version else None,
        )
        outcome = price_situation(situation, book, exponent=exponents[promotion.price_list.currency])
        return outcome.amount if isinstance(outcome, Priced) else None

    return {promotion.pk: _scheduled(promotion, amount) for promotion in promotions}


def _scheduled(promotion: Promotion, amount: Callable[[Promotion, PromotionStep | None], Decimal | None]) -> list[ScheduledPrice]:
    unit, length = promotion.term_unit, promotion.term_length
    steps = list(promotion.steps.all())
    found = [ScheduledPrice(step.from_term, step.latest_term, unit, step.own_length or length, amount(promotion, step)) for step in steps]
    if promotion.then_ends:
        return found
    return [*found, ScheduledPrice(steps[-1].latest_term + 1, None, unit, length, amount(promotion, None))]
