"""A promotion is opened with all it promises; later its name, its days and for whom it is can change, never what it promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product, Promotion, PromotionProduct, PromotionStep
from abonent.catalog.rules.promotions import Step, wrong_with
from abonent.kit.periods import inclusive, period
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

CONDITIONS = ("name", "for_whom", "sales_channels", "by_code_only")


class CannotPromote(Refusal):
    """A promotion that cannot be as asked."""

    sentences = {
        "promotion.code_taken": _("There is already a promotion with the code %(taken)s in this price list."),
        "promotion.other_entity": _("The product belongs to another company than the price list."),
        "promotion.no_products": _("Choose at least one product."),
        "promotion.no_steps": _("Say what the first terms cost."),
        "promotion.price_or_percent": _("Say for each step a price or a percentage, not both."),
        "promotion.own_length_without_price": _("Terms of a length of their own need a price; a percentage has no list price to go by."),
        "promotion.own_length_in_front": _("In terms by issues only the first step can have a length of its own, and then for one term."),
        "promotion.trial_of_one_term": _("A promotion after which the subscription ends has one term."),
        "promotion.ends_before_it_begins": _("The last day is before the first."),
        "promotion.ordered": _("Somebody has ordered the promotion %(ordered)s. Let it end instead: give it a last day."),
    }


@dataclass(frozen=True, kw_only=True)
class PromotionDescription:
    """What is promised, for which products and term, and who may order it when."""

    code: str
    name: Mapping[str, str]
    products: Sequence[Product]
    term_kind: str
    term_unit: str
    term_length: int
    steps: Sequence[Step]
    ordered_from: date
    ordered_to: date | None = None
    for_whom: str = Promotion.EVERYBODY
    sales_channels: Sequence[str] = field(default=())
    by_code_only: bool = False
    then_ends: bool = False


def open_promotion(*, price_list: PriceList, described: PromotionDescription, actor: StaffUser | None) -> Promotion:
    """Offer a promotion of a price list."""
    _check(price_list, described)
    with change_by(actor, "open_promotion"):
        promotion, is_new = Promotion.objects.get_or_create(
            price_list=price_list,
            code=described.code.upper(),
            defaults={
                **{column: getattr(described, column) for column in ("term_kind", "term_unit", "term_length", "then_ends")},
                "name": dict(described.name),
                "ordered_during": ordered_during(described.ordered_from, described.ordered_to),
                "for_whom": described.for_whom,
                "sales_channels": list(described.sales_channels),
                "by_code_only": described.by_code_only,
            },
        )
        if not is_new:
            raise CannotPromote("promotion.code_taken", taken=promotion.code)
        PromotionProduct.objects.bulk_create(PromotionProduct(promotion=promotion, product=product) for product in described.products)
        _write_steps(promotion, described.steps)
        _record(actor, "open_promotion", promotion, {"verb": "remove_promotion", "promotion": promotion.pk})
    return promotion


def change_promotion(
    *,
    promotion: Promotion,
    name: Mapping[str, str],
    ordered_from: date,
    ordered_to: date | None,
    for_whom: str,
    sales_channels: Sequence[str],
    by_code_only: bool,
    actor: StaffUser | None,
) -> Promotion:
    """Change who may order it and when; what it promises stays, for whoever has ordered it and whoever still will."""
    during = ordered_during(ordered_from, ordered_to)
    with change_by(actor, "change_promotion"):
        locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
        before = said_of(locked)
        locked.name, locked.ordered_during, locked.for_whom = dict(name), during, for_whom
        locked.sales_channels, locked.by_code_only = list(sales_channels), by_code_only
        locked.save()
        _record(actor, "change_promotion", locked, {"verb": "change_promotion", "promotion": locked.pk, **before})
    return locked


def remove_promotion(*, promotion: Promotion, actor: StaffUser | None) -> None:
    """Take a promotion away that nobody has ordered; can be undone."""
    with change_by(actor, "remove_promotion"):
        locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
        _record(actor, "remove_promotion", locked, {"verb": "put_promotion_back", **_plain(locked)})
        try:
            locked.delete()
        except ProtectedError as held:
            raise CannotPromote("promotion.ordered", ordered=locked.code) from held


def described_again(plain: Mapping[str, Any]) -> PromotionDescription:
    """A promotion that was taken away, as it was described."""
    until = plain["ordered_until"]
    return PromotionDescription(
        **{column: plain[column] for column in ("code", "term_kind", "term_unit", "term_length", "then_ends", *CONDITIONS)},
        products=list(Product.objects.filter(pk__in=plain["products"])),
        steps=[Step(**{name: _figure(name, value) for name, value in step.items()}) for step in plain["steps"]],
        ordered_from=date.fromisoformat(plain["ordered_from"]),
        ordered_to=date.fromisoformat(until) - timedelta(days=1) if until else None,
    )


def said_of(promotion: Promotion) -> dict[str, Any]:
    """What of a promotion can change, in plain JSON."""
    during = promotion.ordered_during
    said = {column: getattr(promotion, column) for column in CONDITIONS}
    return said | {"ordered_from": during.lower.isoformat(), "ordered_until": during.upper.isoformat() if during.upper else None}


def ordered_during(first: date, last: date | None) -> Any:
    """The days on which it may be ordered, both named days included."""
    if last is not None and last < first:
        raise CannotPromote("promotion.ends_before_it_begins")
    return inclusive(first, last) if last else period(first, None)


def _plain(promotion: Promotion) -> dict[str, Any]:
    """All of a promotion in plain JSON."""
    columns = ("code", "price_list_id", "term_kind", "term_unit", "term_length", "then_ends")
    steps = promotion.steps.values("terms", "unit_price", "percent_off", "own_length")
    return {
        **{column: getattr(promotion, column) for column in columns},
        **said_of(promotion),
        "products": list(promotion.products.values_list("product", flat=True)),
        "steps": [{name: str(value) if isinstance(value, Decimal) else value for name, value in step.items()} for step in steps],
    }


def _figure(name: str, value: Any) -> Any:
    return Decimal(value) if name in ("unit_price", "percent_off") and value is not None else value


def _check(price_list: PriceList, described: PromotionDescription) -> None:
    if not described.products:
        raise CannotPromote("promotion.no_products")
    if any(product.entity_id != price_list.entity_id for product in described.products):
        raise CannotPromote("promotion.other_entity")
    wrong = wrong_with(described.steps, unit=described.term_unit, then_ends=described.then_ends)
    if wrong:
        raise CannotPromote(wrong)


def _write_steps(promotion: Promotion, steps: Sequence[Step]) -> None:
    first = 1
    for step in steps:
        PromotionStep.objects.create(
            promotion=promotion,
            from_term=first,
            terms=step.terms,
            unit_price=step.unit_price,
            percent_off=step.percent_off,
            own_length=step.own_length,
        )
        first += step.terms


def _record(actor: StaffUser | None, verb: str, promotion: Promotion, inverse: Mapping[str, Any] | None = None) -> None:
    record_act(actor=actor, verb=verb, subject_kind="promotion", subject_ids=[promotion.pk], inverse=inverse)
