"""Questions about promotions: which are seen, which an order may carry, what each of its terms would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Price, PriceGroupMember, PriceList, Product, Promotion, PromotionStep
from abonent.catalog.queries import currency_exponents, price_book_of, version_in_force
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
class OrderedTerms:
    """What an order asks of pricing."""

    price_list: PriceList
    product: Product
    term_kind: str
    term_unit: str
    term_length: int
    weekdays: int
    copies: int
    payer: Customer | None = None


def price_schedule(promotion: Promotion, *, ordered: OrderedTerms, on: date) -> list[ScheduledPrice]:
    """What the terms of an order would cost by the prices of a day: those of the promotion, and then the list's."""
    steps = list(promotion.steps.all())
    version = version_in_force(ordered.price_list, on)
    if version is not None:
        version.price_list = ordered.price_list
    book = price_book_of(
        versions=[version] if version else [], product_ids=[ordered.product.pk], promotion_step_ids=[step.pk for step in steps]
    )
    exponent = currency_exponents([ordered.price_list.currency], on)[ordered.price_list.currency]
    group = PriceGroupMember.objects.filter(entity=ordered.price_list.entity_id, customer=ordered.payer).first() if ordered.payer else None
    shares_from = max((since for since in book.products[ordered.product.pk].components if since <= on), default=None)

    def amount(step: PromotionStep | None) -> Decimal | None:
        outcome = price_situation(
            Situation(
                product_id=ordered.product.pk,
                version_id=version.pk if version else None,
                shares_from=shares_from,
                term_kind=ordered.term_kind,
                term_unit=ordered.term_unit,
                term_length=(step.own_length if step else None) or ordered.term_length,
                weekdays=ordered.weekdays,
                copies=ordered.copies,
                price_group_id=group.price_group_id if group else None,
                customer_id=ordered.payer.pk if ordered.payer else None,
                promotion_step_id=step.pk if step else None,
            ),
            book,
            exponent=exponent,
        )
        return outcome.amount if isinstance(outcome, Priced) else None

    scheduled = [
        ScheduledPrice(step.from_term, step.latest_term, ordered.term_unit, step.own_length or ordered.term_length, amount(step))
        for step in steps
    ]
    if promotion.then_ends:
        return scheduled
    return [*scheduled, ScheduledPrice(steps[-1].latest_term + 1, None, ordered.term_unit, ordered.term_length, amount(None))]
